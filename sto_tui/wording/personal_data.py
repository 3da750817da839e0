"""Everything about one person as a page to hand over, without what is about others, and its files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.exchange.pages import Element, Heading, Items, Paragraph, PrintPage
from knowledge.guard.checking import known_in
from knowledge.guard.rules import passages_about_pupils
from knowledge.model.fields import Json
from knowledge.model.folding import fold
from knowledge.model.kinds import fields_of
from knowledge.model.region import Region
from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of
from sto_tui.wording.dates import show_day, show_time
from sto_tui.wording.discretion import Discretion
from sto_tui.wording.i18n import _, language, ngettext
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import field_word, kinds_word, stored_line, stored_words

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.journal.versions import Version
    from knowledge.personal_data import Mention, OwnRecord, PersonalData
    from knowledge.workspace import Workspace

HTML, MARKDOWN = ACCESS_FORMS = ("html", "md")
"""The formats of the page, by their suffixes."""
_ONLY_OWNER = 0o600


_OWN = frozenset({"title", "email", "phone", "consent"})
"""Fields of a person of which the text is about that person alone."""
BOOKKEEPING = frozenset({"merged_into", "not_same", "guard_kept", "deleted"})
"""Fields that are no data about a person but bookkeeping of the program."""


class WithoutOthers:
    """Takes out of texts what is about others than `name`: people that `region` knows, pupils, and addresses.

    `titles` are those of what is linked to.
    """

    def __init__(self, region: Region, name: str, titles: Mapping[str, str]) -> None:
        self._today = region.today
        self._titles = titles
        self._discreet = Discretion(region, but=name)
        self._known = known_in(region, lambda _word: False, name)

    def __call__(self, text: str) -> str:
        """`text` on one line, without those."""
        line = " ".join(text.split())
        for passage in passages_about_pupils(line, self._known, self._today):
            line = line.replace(passage.words, _("(a pupil)"))
        return self._discreet(line)

    def value(self, kind: str, name: str, value: Json) -> str:
        """A stored value on one line; in texts that people write as they like, without those."""
        field = fields_of(kind).get(name.partition(".")[0])
        if field is not None and (name in _OWN or not field.type.is_free):
            lines = stored_words(kind, name, value, self._titles).split("\n")
            return ", ".join(filter(None, map(safe_line, lines)))
        return self(stored_line(kind, name, value)).removeprefix("–")


@dataclass(frozen=True)
class _Told:
    """What there is to say: the `data`, about somebody in `region`, `without` what is about others."""

    data: PersonalData
    region: Region
    without: WithoutOthers


def personal_page(data: PersonalData, region: Region, titles: Mapping[str, str], space: str) -> PrintPage:
    """Everything in `data`, of the space with the name `space`, as a page to read."""
    told = _Told(data, region, WithoutOthers(region, data.name, titles))
    elements = [
        *_about(told, space),
        *_own(told),
        *_mentions(told),
        *_writing(told),
        *_on_this_device(told),
        *_rights(),
    ]
    title = _("Everything about {name}").format(name=safe_line(data.name))
    return PrintPage(title, language(), elements, author=safe_line(space), day=region.today)


def _about(told: _Told, space: str) -> Iterator[Element]:
    data, region = told.data, told.region
    said = _("What {space} keeps about {name}, as of {day}.")
    yield Paragraph(said.format(space=safe_line(space), name=safe_line(data.name), day=show_day(region.today)))
    yield Paragraph(_("Names of other people are left out, except of who wrote something."))
    yield Heading(_("Why, where from and for how long"))
    yield Items(list(_conditions(told)))


def _conditions(told: _Told) -> Iterator[str]:
    yield _("Why: to work together in the network for technical education, as the contact of an organisation.")
    for record in told.data.own[:1]:
        first = record.history[0]
        said = _("Where from: entered by {author} on {time}.")
        yield said.format(author=safe_line(first.author), time=show_time(first.time))
        if consent := getattr(record.document.record, "consent", ""):
            yield _("Consent: {note}").format(note=safe_line(consent))
    yield _("Who can read it: everybody who takes part in this space. It isn't given to others by this program.")
    yield from _kept_until(told)


def _kept_until(told: _Told) -> Iterator[str]:
    from knowledge.work.retention import last_contacts
    from sto_tui.wording.retention import contact_reason

    months = told.region.settings.retention_months
    assert months is not None
    said = ngettext(
        "How long: {number} month after the last contact; then erasing is proposed.",
        "How long: {number} months after the last contact; then erasing is proposed.",
        months,
    )
    yield said.format(number=months)
    own = told.data.own[0].document.id if told.data.own else ""
    if found := last_contacts(told.region).get(own):
        why = told.without(contact_reason(told.region, found))
        yield _("Last contact or appointment: {day} ({why}).").format(day=show_day(found.day), why=why)


# -- their own record -------------------------------------------------------------------------------------------------


def _own(told: _Told) -> Iterator[Element]:
    for number, record in enumerate(told.data.own):
        document = record.document
        yield Heading(_("The record") if not number else _("A record that was merged with it"))
        facts = [
            _("{field}: {value}").format(field=field_word(document.kind, name), value=shown)
            for name, value in in_order(document)
            if name not in BOOKKEEPING and (shown := told.without.value(document.kind, name, value))
        ]
        yield Items([*facts, _("Id: {id}").format(id=document.id), *_two_versions(told, record)])
        yield Heading(_("Who wrote what, and when"), 3)
        yield Items(list(_history(told, record)))


def in_order(document: Document) -> list[tuple[str, Json]]:
    """The fields of `document` in the order in which its kind declares them; those of a newer version come last."""
    places = {name: number for number, name in enumerate(fields_of(document.kind))}
    return sorted(document.fields.items(), key=lambda each: (places.get(each[0].partition(".")[0], 99), each[0]))


def _two_versions(told: _Told, record: OwnRecord) -> Iterator[str]:
    document = record.document
    if document.deleted:
        yield _("This record is in the bin.")
    for name, siblings in document.conflicts.items():
        values = " / ".join(told.without.value(document.kind, name, each.value) for each in siblings)
        yield _("{field}, two versions: {value}").format(field=field_word(document.kind, name), value=values)


def _history(told: _Told, record: OwnRecord) -> Iterator[str]:
    from knowledge.journal.difference import changed_fields

    kind = record.document.kind
    for step in record.history:
        who = f"{show_time(step.time)} · {safe_line(step.author)}"
        for said in _turns(step):
            yield f"{who} · {said}"
        for each in changed_fields(step.before, step.after):
            if each.name not in BOOKKEEPING:
                before, after = (
                    told.without.value(kind, each.name, value) or "–" for value in (each.before, each.after)
                )
                yield f"{who} · {field_word(kind, each.name)}: {before} → {after}"


def _turns(step: Version) -> Iterator[str]:
    """What a version did with the record as a whole."""
    if "deleted" in step.set:
        yield _("put in the bin") if step.set["deleted"] else _("taken out of the bin")
    if "merged_into" in step.set:
        yield _("merged with another record") if step.set["merged_into"] else _("taken apart")


# -- what else is about them ------------------------------------------------------------------------------------------


def _mentions(told: _Told) -> Iterator[Element]:
    if not told.data.mentions:
        return
    yield Heading(_("Where else they stand"))
    for kind, found in groupby(told.data.mentions, key=lambda each: each.document.kind):
        yield Heading(kinds_word(kind).capitalize(), 3)
        yield Items([_mention(told, each) for each in found])


def _mention(told: _Told, mention: Mention) -> str:
    """One record that names somebody: its day and title, in which fields, and the lines of text that name them."""
    document = mention.document
    fields = dict.fromkeys(field_word(document.kind, each) for each in mention.fields)
    parts = [
        show_day(document.record.when),
        told.without(document.record.title) or _("(no title)"),
        ", ".join(fields) or _("only in an earlier version"),
        _("in the bin") if document.deleted else "",
        *(f"“{told.without(each)}”" for each in mention.passages),
    ]
    return " · ".join(filter(None, parts))


def _writing(told: _Told) -> Iterator[Element]:
    writing = told.data.writing
    if writing.changes:
        said = ngettext(
            "{changes} change in {records}, from {first} to {last}.",
            "{changes} changes in {records}, from {first} to {last}.",
            writing.changes,
        )
        records = ngettext("{number} record", "{number} records", writing.documents).format(number=writing.documents)
        yield Heading(_("What they wrote themselves"))
        first, last = show_time(writing.first), show_time(writing.last)
        yield Paragraph(said.format(changes=writing.changes, records=records, first=first, last=last))


def _on_this_device(told: _Told) -> Iterator[Element]:
    data = told.data
    lines = [
        *(_("text that isn't saved yet: {file}").format(file=safe_line(str(each))) for each in data.private),
        *(_("a saved search: {name}").format(name=safe_line(each)) for each in data.searches),
        *(_("a file that was made earlier: {file}").format(file=safe_line(str(each))) for each in data.exported),
    ]
    if lines:
        yield Heading(_("Only on the device where this was made"))
        yield Items(lines)


def _rights() -> Iterator[Element]:
    yield Heading(_("What can be asked"))
    yield Items(
        [
            _("To correct what is wrong: it is changed in the record, and the earlier value stays in the history."),
            _("To be erased: name and history go on every device that shares (`sto erase`)."),
            _("Not in this page: backups of the shared folder, and unsaved text on devices of others."),
            _("Not found: texts that have only a first name or another name, where nothing links to the person."),
        ]
    )


def linked_titles(workspace: Workspace, data: PersonalData) -> dict[str, str]:
    """The titles of what the records of that person link to, or linked to."""
    from knowledge.model.kinds import linked_ids

    ids = {each for record in data.own for each in linked_ids(record.document.record)}
    for record in data.own:
        for step in record.history:
            ids |= {
                each
                for value in step.set.values()
                if isinstance(value, list)
                for each in value
                if isinstance(each, str)
            }
    return workspace.titles(ids)


# -- as files ---------------------------------------------------------------------------------------------------------


def personal_file(page: PrintPage, form: str) -> str:
    """`page` in the format `form`."""
    from knowledge.exchange.page_html import page_as_html
    from knowledge.exchange.page_markdown import page_as_markdown

    return page_as_html(page) if form == HTML else page_as_markdown(page)


def write_personal_files(page: PrintPage, name: str, forms: Sequence[str]) -> Sequence[Path]:
    """Write `page` about the person called `name` among the documents, for this person only to read.

    Returns the files. What was there already and differs stays beside it. Raises `Problem`.
    """
    from knowledge.exchange.own_documents import ACCESS_FILE, documents_folder, kept_together

    stem = f"{ACCESS_FILE}{re.sub(r'[^a-z0-9]+', '-', fold(name)).strip('-')[:60] or 'persoon'}"
    folder = documents_folder()
    try:
        files = {form: personal_file(page, form).encode() for form in forms}
        return kept_together(folder, stem, files, mode=_ONLY_OWNER)
    except OSError as error:
        raise Problem(N_("{file} can't be written: {reason}"), file=str(folder), reason=reason_of(error)) from error
