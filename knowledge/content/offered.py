"""The checklists that can be begun: those that come with sto, and the region's own beside or instead of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge import bounds
from knowledge.content.checklists import INTAKE, shipped, template_from
from knowledge.content.markdown import BadMarkdown
from knowledge.model.checklist import Template
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.problem import N_, Reason
from knowledge.reasons import loaded
from knowledge.sync.region_files import CHECKLISTS, RegionFile


@dataclass(frozen=True)
class Mistake:
    """A file of the region that can't be offered: its path in the shared folder, and what is wrong and where."""

    path: str
    what: Reason


@dataclass(frozen=True)
class OwnChecklists:
    """The region's own checklists in all languages, and the mistakes in files that can't be read."""

    templates: tuple[Template, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


@lru_cache(maxsize=8)
def read_own(files: tuple[RegionFile, ...], left_out: int = 0) -> OwnChecklists:
    """The checklists in `files`. A mistake in one file doesn't affect the others.

    Of two with the same id and language the first is used: a sync tool's conflict copy comes after its original.
    """
    templates: dict[tuple[str, str], Template] = {}
    taken: dict[tuple[str, str], str] = {}
    mistakes: list[Mistake] = []
    for file in files:
        try:
            template = template_from(_text(file))
            key = (template.id, template.language)
            if key in templates:
                raise BadMarkdown(N_("The checklist “{id}” stands in {path} already."), id=key[0], path=taken[key])
            templates[key], taken[key] = template, file.path
        except BadMarkdown as bad:
            mistakes.append(Mistake(file.path, bad.reason))
    if left_out:
        text = N_("Only {limit} checklists are read; {number} more are left out.")
        mistakes.append(Mistake(CHECKLISTS, Reason(text, {"limit": bounds.CHECKLIST_FILES, "number": left_out})))
    return OwnChecklists(tuple(templates.values()), tuple(mistakes))


def _text(file: RegionFile) -> str:
    if file.unread:
        raise BadMarkdown(N_("The file can't be read: {reason}."), reason=loaded(file.unread))
    if file.too_long:
        raise BadMarkdown(N_("The file is too long."))
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.content.count(b"\n", 0, error.start) + 1
        raise BadMarkdown(N_("Line {line}: the file isn't UTF-8 text. Save it as UTF-8."), line=line) from None


def offered(language: str, own: OwnChecklists) -> Sequence[Template]:
    """The checklists to choose from, in `language` where there is a choice, the intake first.

    A checklist of the region replaces the shipped one with the same id.
    """
    found = {template.id: template for template in shipped(language)}
    ours: dict[str, Template] = {}
    for template in own.templates:
        if template.id not in ours or template.language == language:
            ours[template.id] = template
    return sorted((found | ours).values(), key=lambda template: (template.id != INTAKE, template.title.casefold()))


def template_of(run: ChecklistRun, language: str, own: OwnChecklists) -> Template:
    """The checklist of `run`: in `language` while that version still exists, else as it was when the run began.

    Raises `BadMarkdown` when the run has no readable checklist.
    """
    came_with_sto = {each.source for speech in ("nl", "en") for each in shipped(speech)}
    if run.form in came_with_sto:
        known: Sequence[Template] = shipped(language)
    elif any(each.source == run.form for each in own.templates):
        known = [each for each in own.templates if each.language == language]
    else:
        known = ()
    try:
        return _same(known, run) or _template_in(run.form)
    except BadMarkdown:  # a form that somebody damaged
        if shipped_one := _same(shipped(language), run):
            return shipped_one
        raise


def _template_in(form: str) -> Template:
    """The checklist in `form`, which came with the record of a walk; raises `BadMarkdown`."""
    if len(form) > bounds.FORM_CHARACTERS:
        raise BadMarkdown(N_("The file is too long."))
    return template_from(form)


def _same(templates: Sequence[Template], run: ChecklistRun) -> Template | None:
    return next((each for each in templates if (each.id, each.version) == (run.template, run.version)), None)
