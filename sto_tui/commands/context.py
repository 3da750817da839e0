"""What a verb works with: its arguments, the workspace if it needs one, and the place for its answer."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sto_tui.commands.guarding import AskingGuard
from sto_tui.commands.terminal.output import note, to_json, write
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.exchange.directory import Directory
    from knowledge.home import Home
    from knowledge.journal.document import Document
    from knowledge.model.fields import PartnerRole
    from knowledge.model.records.record import Record
    from knowledge.work.warning import Caution
    from knowledge.workspace import Workspace

SHORTEST_PART = 4


class CommandContext:
    """One run of the program; `args` are the parsed arguments."""

    def __init__(self, args: Namespace) -> None:
        self.args: Any = args
        self.json: bool = args.json
        self.guard = AskingGuard(args.keep_anyway, lambda: self.interactive)
        self._heard: list[Caution] = []

    @cached_property
    def home(self) -> Home:
        """The person's private directory."""
        from knowledge.home import Home

        return Home.default()

    @property
    def folder(self) -> str | None:
        """The shared folder named on the command line; None for the one used last."""
        named = self.args.folder or os.environ.get("STO_FOLDER", "")
        return named or None

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace, opened on first use; raises `NoSpace` when there is none."""
        from knowledge import spaces

        return spaces.open_space(self.home, self.folder)

    @property
    def interactive(self) -> bool:
        """Whether a person at a terminal can answer questions."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty() and not self.json

    def guarding(self) -> AbstractContextManager[None]:
        """Within this, the guard looks at what is saved, and what that does elsewhere is heard.

        The app, which a verb may open, does so itself.
        """
        opens_app = self.args.verb in (None, "demo")
        return nullcontext() if opens_app else self._listening()

    @contextmanager
    def _listening(self) -> Iterator[None]:
        from knowledge.work.hearing import hearing

        with self.guard.deciding(), hearing(self._heard.append):
            yield

    def answer(self, value: object, text: str | Callable[[], object]) -> None:
        """Print the answer of the verb: `value` with --json, otherwise `text` (a string, or a function that prints).

        What the guard found in what was saved is told with it, and what saving it did elsewhere.
        """
        if self.json:
            sys.stdout.write(to_json(self.guard.with_warnings(self._with_heard(value))) + "\n")
        elif callable(text):
            text()
        else:
            write(text)
        if not self.json:
            for line in self.guard.lines():
                note(line)
            self._note_cautions(self._heard)

    def _with_heard(self, value: object) -> object:
        if not (self._heard and isinstance(value, Mapping)):
            return value
        from sto_tui.wording.cautions import caution_as_json

        return {**value, "warnings": [*value.get("warnings", ()), *map(caution_as_json, self._heard)]}

    def _note_cautions(self, cautions: Iterable[Caution]) -> None:
        from sto_tui.wording.cautions import caution_line

        for each in cautions:
            note(caution_line(each))

    def answer_warned(
        self, value: Mapping[str, object], text: str | Callable[[], object], said: Iterable[Caution]
    ) -> None:
        """As `answer`, with the warnings `said`: under "warnings" in `value` with --json, otherwise on stderr."""
        from sto_tui.wording.cautions import caution_as_json

        cautions = list(said)
        self.answer({**value, "warnings": [caution_as_json(each) for each in cautions]}, text)
        if not self.json:
            self._note_cautions(cautions)

    def cautions(self, document_id: str, before: Record | None = None) -> Sequence[Caution]:
        """The warnings about the record with this id, as it is saved now; none where no rule says anything of it.

        `before` is what it was, None for a new one: some only tell of what is new.
        """
        from knowledge.model.records.activity import Activity
        from knowledge.model.records.contribution import Contribution
        from knowledge.model.records.request import Request
        from knowledge.model.records.signup import Signup
        from knowledge.today import today
        from knowledge.work.contributions import cautions_on_line
        from knowledge.work.question import weak_when_opened
        from knowledge.work.signing_up import cautions_on_saved

        record = self.workspace.get(document_id).record
        if isinstance(record, Activity):
            return self.workspace.plan_check(today()).cautions(document_id)
        if isinstance(record, Request) and (weak := weak_when_opened(record, before)):
            return (weak,)
        if isinstance(record, Contribution):
            return list(cautions_on_line(self.workspace.region(today()), record))
        if isinstance(record, Signup):
            return cautions_on_saved(self.workspace.region(today()), record, before)
        return ()

    def document(self, part: str) -> Document:
        """The document with the id `part`, or the only one whose id begins or ends with it (four characters or more).
        Raises `UnknownId`, or `WrongUse` when several documents fit.
        """
        from knowledge.problem import N_, UnknownId, WrongUse

        try:
            return self.workspace.get(part)
        except UnknownId:
            found = self.workspace.matching_ids(part) if len(part) >= SHORTEST_PART else []
            if not found:
                raise
        if len(found) > 1:
            raise WrongUse(
                N_("“{id}” could be any of these: {ids}. Type a longer piece."), id=part, ids=", ".join(found)
            )
        return self.workspace.get(found[0])

    def own_document(self, part: str) -> Document:
        """As `document`, but raises `WrongUse` for one that was merged into another, which is the one to change."""
        from knowledge.problem import N_, WrongUse

        document = self.document(part)
        if document.merged_into:
            raise WrongUse(
                N_("“{title}” was merged into “{other}”. Change that one ({id}), or take them apart: `sto unmerge`."),
                title=document.record.title,
                other=self.workspace.titles([document.merged_into])[document.merged_into],
                id=document.merged_into,
            )
        return document

    def check_kinds(self, kinds: Iterable[str]) -> None:
        """Raise `WrongUse` for a kind that this version doesn't know and no document here has."""
        from knowledge.model.kinds import KINDS
        from knowledge.problem import N_, WrongUse

        for kind in kinds:
            if kind not in KINDS and kind not in self.workspace.kinds():
                known = ", ".join(KINDS)
                raise WrongUse(N_("There is no kind “{kind}”. The kinds are: {kinds}."), kind=kind, kinds=known)

    def directory(self, *, whole_names: bool = False) -> Directory:
        """A directory that creates a partner for a name that isn't in it yet, or with `whole_names` isn't a whole name
        in it."""
        from knowledge.exchange.directory import Directory

        return Directory(self.workspace, whole_names=whole_names)

    def partner(self, name: str, role: PartnerRole | None = None) -> str:
        """The id of the partner that `name` (a name, part of one, or an id) means; "" for "".

        With `role`, part of a name only means a partner that can have it, if there is one. Raises `WrongUse` for a name
        that may mean several, as every option and field does, and `Problem` when there is none.
        """
        if not name:
            return ""
        from knowledge.model.fields import PartnerRole
        from knowledge.problem import N_, Problem
        from sto_tui.commands.parsing.partners import one_partner

        if found := one_partner(name, self.directory(), role or PartnerRole.ANY):
            return found
        raise Problem(N_("No partner is called “{name}”. `sto list partner` shows them."), name=name)

    def school(self, name: str) -> str:
        """As `partner`, for one that takes part as a school; raises `WrongUse` for a company."""
        from knowledge.model.fields import PartnerRole
        from knowledge.model.partner_roles import check_role

        found = self.partner(name, PartnerRole.SCHOOL)
        if found:
            check_role(self.workspace.get(found).record, PartnerRole.SCHOOL)
        return found

    def on_behalf(self, name: str = "") -> str:
        """The id of the partner that `name` means or, without a name, of the one on whose behalf the person works.

        Raises `WrongUse` when nobody said that yet, otherwise as `partner` does.
        """
        from knowledge.problem import N_, WrongUse

        if own := self.partner(name) if name else self.workspace.on_behalf:
            return own
        raise WrongUse(
            N_("On whose behalf is this? Add --by SCHOOL, or say it once for this device: `sto settings for SCHOOL`.")
        )

    def linked(self, kind: str, name: str) -> str:
        """The id of the document of `kind` that `name` (a name or an id) means; raises `Problem`."""
        from knowledge.model.records.partner import Partner

        if kind == Partner.kind:
            return self.partner(name)
        return self.directory().find(kind, name) or self.document(name).id

    def mergeable(self, name: str, *, merged: bool = False) -> Document:
        """The partner or person that `name` (an id, the end of one, or a name) means; raises `Problem`.

        With `merged`, the one of this name that was merged into another, instead of the one that stands for it.
        """
        from knowledge.catalogue.listing import Listing
        from knowledge.model.folding import fold
        from knowledge.model.following import can_be_merged
        from knowledge.model.kinds import KINDS
        from knowledge.problem import N_, NameOfSeveral, Problem, UnknownId

        try:
            return self.document(name)
        except UnknownId:
            if merged:
                every = self.workspace.documents(Listing(text=name, merged=True))
                found = [each for each in every if fold(each.record.title) == fold(name)]
            else:
                kinds = [kind for kind in KINDS if can_be_merged(kind)]
                found = [each for kind in kinds if (each := self.workspace.named(kind, name))]
        if len(found) > 1:
            raise NameOfSeveral(name, [f"{each.record.title} ({each.id})" for each in found])
        if not found:
            raise Problem(N_("No partner or person has the id or the name “{name}”."), name=name)
        return found[0]

    def say(self, text: str) -> None:
        """Print a remark on stderr, beside the answer of the verb."""
        note(text)

    def publish(self) -> None:
        """Share what this run wrote, if anything. The verb still succeeds when the folder can't be reached."""
        from knowledge.problem import Problem
        from sto_tui.wording.i18n import tell

        workspace: Workspace | None = self.__dict__.get("workspace")
        if workspace is None or not workspace.has_written:
            return
        try:
            workspace.publish()
        except Problem as problem:
            note(_("Saved on this device, not shared yet. {reason}").format(reason=tell(problem)))

    def say_begun(self, directory: Directory) -> None:
        """Print which partners are about to be created because their names are new."""
        for partner in directory.fresh:
            note(_("New partner: {name}").format(name=safe_line(partner.title)))
            self._say_longer_names(partner)

    def _say_longer_names(self, record: Record) -> None:
        """Print which others have the name of `record` as a part of theirs: one of these may have been meant."""
        from knowledge.catalogue.listing import Listing
        from knowledge.model.folding import fold

        found = self.workspace.documents(Listing(record.kind, text=record.title, sort="title", limit=5))
        names = [f"“{safe_line(each.record.title)}”" for each in found if fold(each.record.title) != fold(record.title)]
        if names:
            said = _("Did you mean {names}? `sto merge NAME NAME` makes one of two.")
            note(said.format(names=_(" or ").join(names)))

    def say_namesakes(self, record: Record) -> None:
        """Print which others have the name of `record`, if it can be merged with them."""
        from knowledge.model.following import can_be_merged
        from knowledge.problem import NameOfSeveral
        from sto_tui.wording.i18n import tell

        if can_be_merged(record.kind):
            try:
                self.workspace.named(record.kind, record.title)
            except NameOfSeveral as several:
                note(tell(several))

    def text(self, typed: str | None) -> str | None:
        """`typed`, or all of stdin when it is "-"; raises `WrongUse`."""
        if typed != "-":
            return typed
        from knowledge import bounds
        from knowledge.problem import N_, WrongUse

        try:
            text = sys.stdin.read(bounds.CHANGE_BYTES + 1)
        except UnicodeDecodeError:
            raise WrongUse(N_("What came in on standard input is not text in UTF-8.")) from None
        if len(text) > bounds.CHANGE_BYTES:
            raise WrongUse(
                N_("This is too much text for one record: {limit} MiB at most."), limit=bounds.CHANGE_BYTES >> 20
            )
        return text
