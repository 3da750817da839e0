"""The actions on the document in front; they are the same in lists, search and reader."""

from __future__ import annotations

from collections.abc import Callable
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from knowledge.problem import N_
from knowledge.today import today
from sto_tui.actions import UserAction
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.erasing import Erasure
    from knowledge.journal.document import Document
    from knowledge.model.records.record import Record
    from knowledge.workspace import Workspace

OPEN = UserAction(
    "open", N_("Open"), N_("Read the whole of what is selected."), keys=("enter",), bar=True, palette=False
)
NEW = UserAction("new", N_("New"), N_("Write a new one."), keys=("ctrl+n",), letters=("n",), bar=True)
EDIT = UserAction("edit", N_("Change"), N_("Change it in a form."), list_keys=("ctrl+e",), letters=("e",), bar=True)
COPY = UserAction(
    "copy",
    N_("Copy"),
    N_("Copies the text to the clipboard, to paste in a mail."),
    list_keys=("ctrl+y",),
    letters=("c",),
)
EXTERNAL = UserAction(
    "external",
    N_("Text editor"),
    N_("Opens the text in your own text editor."),
    list_keys=("ctrl+o",),
    letters=("o",),
)
DELETE = UserAction(
    "delete",
    N_("Delete"),
    N_("Puts it in the bin; Ctrl+Z takes it back."),
    list_keys=("ctrl+d", "delete"),
    bar=True,
)
HISTORY = UserAction(
    "history",
    N_("History"),
    N_("Who changed what; every earlier version can be put back."),
    list_keys=("ctrl+r",),
    letters=("h",),
)
FORGET = UserAction(
    "erase", N_("Erase for good"), N_("Forgets it on every device; there is no way back (right to be forgotten).")
)
ACCESS = UserAction(
    "access",
    N_("Everything about this person (AVG)"),
    N_("Writes all that is kept about somebody as a file to hand over, in your documents; only you can read it."),
)
USE = UserAction(
    "use_lesson",
    N_("I will use this"),
    N_("Asks for what you are going to use this lesson, and tells its author; Ctrl+Z takes it back."),
    list_keys=("ctrl+u",),
    letters=("g",),
    bar=True,
    by_letter=True,
)
HOW = UserAction(
    "how",
    N_("How did it go?"),
    N_("Tell how it went with a lesson you used; it stands with the lesson from then on."),
    keys=("f8",),
    letters=("u",),
    bar=True,
)

SAME = UserAction(
    "same",
    N_("Twice the same?"),
    N_("Shows which others may be the same one, to merge them."),
    list_keys=("ctrl+b",),
    letters=("d",),
)
LIKE = UserAction(
    "like", N_("More like this"), N_("Searches for what is about the same."), list_keys=("ctrl+k",), letters=("m",)
)
LOG_WITH = UserAction(
    "log",
    N_("Log a meeting"),
    N_("Log a meeting with this partner."),
    list_keys=("ctrl+l",),
    letters=("b",),
    bar=True,
    by_letter=True,
)

CALL_ON = UserAction(
    "call_on",
    N_("Called on them"),
    N_("Shows who called on this partner lately, and notes with one key that you do."),
    list_keys=("ctrl+a",),
    letters=("a",),
    bar=True,
    by_letter=True,
)

STAND = UserAction(
    "stand",
    N_("State…"),
    N_(
        "What becomes of an activity, partner, offer, request, sign-up, contribution or grant period; Ctrl+Z undoes it."
    ),
    list_keys=("ctrl+x",),
    letters=("s",),
    bar=True,
    by_letter=True,
)

FITS = UserAction(
    "fits",
    N_("Who fits?"),
    N_("Which offers fit this request, with the points of each; from there you call, sign up or plan."),
    letters=("p",),
    bar=True,
)

_FITTING = "sto_tui.screens.fitting:FittingScreen"
"""The screen of `FITS`, which is itself a screen with a document in front."""

ON_DOCUMENT = (STAND, USE, CALL_ON, FITS, EDIT, DELETE, COPY, EXTERNAL, HISTORY, LIKE, SAME, ACCESS, FORGET)


class ActingScreen(WorkspaceScreen[None]):
    """A screen with one document in front; subclasses give its id (`current_id`) and may have it read (`current`)."""

    @property
    def current_id(self) -> str:
        """The id of the document in front; empty when there is none."""
        return ""

    @property
    def current(self) -> Document | None:
        """The document in front, if it has been read already."""
        return None

    @property
    def told_about(self) -> str:
        """The id of the use that `HOW` tells about; empty when there is none."""
        from knowledge.model.records.use import Use  # imported late: the first paint needs no records

        return self.current.id if self.current is not None and isinstance(self.current.record, Use) else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer "use" only for a lesson, "how" for a use, and actions on a document only when there is one."""
        if action == HOW.id:
            return bool(self.told_about)
        if action in {each.id for each in ON_DOCUMENT} and not self.current_id:
            return False
        if action == SAME.id:
            from knowledge.model.following import can_be_merged

            return self.current is not None and can_be_merged(self.current.kind) and not self.current.merged_into
        if action == STAND.id:
            from sto_tui.screens.standing import has_steps

            return self.current is not None and has_steps(self.current)
        if action == CALL_ON.id:
            from knowledge.model.records.offer import Offer
            from knowledge.model.records.partner import Partner

            return self._is_about(Partner, Offer)
        if action == ACCESS.id:
            from knowledge.model.records.person import Person

            return self.current is not None and isinstance(self.current.record, Person)
        if action == FITS.id:
            from knowledge.model.records.request import Request

            return self._is_about(Request)
        if action == USE.id:
            from knowledge.model.records.lesson import Lesson

            return self.current is not None and isinstance(self.current.record, Lesson)
        return super().check_action(action, parameters)

    def _is_about(self, *kinds: type[Record]) -> bool:
        """Whether the document in front is one of `kinds`, and not in the bin."""
        return self.current is not None and isinstance(self.current.record, kinds) and not self.current.deleted

    def with_current(self, then: Callable[[Document], None]) -> None:
        """Call `then` with the document in front, reading it first if needed."""
        workspace, wanted = self.workspace, self.current_id
        if self.current is not None and self.current.id == wanted:
            then(self.current)
        elif workspace is not None and wanted:
            self.background(lambda: workspace.get(wanted), then, group="current")

    def new_action(self) -> None:
        """Write down something to do, about the document in front."""
        from knowledge.work.actions import action_about

        if self.current_id:
            self.with_current(lambda document: self.sto.edit(action_about(document.record)))
        else:
            super().new_action()

    def action_open_one(self, document_id: str) -> None:
        """Read what was clicked in the text."""
        self.sto.open_document(document_id)

    def action_edit(self) -> None:
        """Open the form on the document."""
        self.with_current(lambda document: self.sto.edit(document.record, document))

    def action_delete(self) -> None:
        """Put the document in the bin."""
        self.with_current(lambda document: self.sto.delete(document, self.deleted))

    def deleted(self) -> None:
        """Called once the document is in the bin."""

    def action_copy(self) -> None:
        """Copy title and text."""
        from sto_tui.clipboard import copy

        def copied(document: Document) -> None:
            self.sto.say(copy(self.sto, plain_text(document.record)))

        self.with_current(copied)

    def action_external(self) -> None:
        """Edit the text in the person's own editor and save it."""
        from sto_tui.screens.text_editor import edit_body

        self.with_current(lambda document: edit_body(self.sto, document))

    def action_history(self) -> None:
        """List the versions."""
        from sto_tui.screens.history import HistoryScreen

        def show(document: Document) -> None:
            self.app.push_screen(HistoryScreen(document.id))

        self.with_current(show)

    def action_same(self) -> None:
        """List what may be the same as the document."""
        from sto_tui.screens.duplicates import DuplicatesScreen

        def show(document: Document) -> None:
            self.app.push_screen(DuplicatesScreen(document))

        self.with_current(show)

    def action_like(self) -> None:
        """Search for documents like this one."""
        self.with_current(lambda document: self.sto.more_like(document))

    def action_erase(self) -> None:
        """Erase the document for good, after the person confirms by typing its title."""
        self.with_current(self._ask_to_erase)

    def _ask_to_erase(self, document: Document) -> None:
        from sto_tui.dialogs.erase import EraseScreen

        workspace = self.workspace
        if workspace is None:
            return

        files: list[Path] = []

        def erase(space: Workspace) -> Erasure:
            files.extend(space.files_naming(document))
            return space.erase(document.id)

        def answered(meant: bool | None) -> None:
            if meant:
                self.sto.store(erase, erased)

        def erased(erasure: Erasure) -> None:
            self.sto.say(_("Erased here. Other devices follow when they share; `sto erase --status` shows which have."))
            for path in erasure.unsaved:
                told = _("The name also stands in text that isn't saved yet: {path}. Look whether it may stay.")
                self.sto.say(told.format(path=path), severity="warning", timeout=15)
            for path in files:
                told = _("This file among your documents names it too: {path}. Nothing removes it but you.")
                self.sto.say(told.format(path=path), severity="warning", timeout=15)
            self.deleted()

        def read() -> tuple[list[Document], list[Document], int]:
            from knowledge.work.closing import closed_lines_with

            closed = closed_lines_with(workspace.region(today()), document.record)
            return workspace.mentions(document), workspace.merging.one_with(document), len(closed)

        def ask(found: tuple[list[Document], list[Document], int]) -> None:
            self.app.push_screen(EraseScreen(document, *found), answered)

        self.background(read, ask, group="mentions")

    def action_access(self) -> None:
        """Write everything about the person in front as a file, and tell where it is."""
        from sto_tui.wording.personal_data import ACCESS_FORMS, linked_titles, personal_page, write_personal_files

        workspace = self.workspace

        def write(document: Document) -> list[str]:
            assert workspace is not None
            data = workspace.personal_data(document)
            page = personal_page(data, workspace.region(today()), linked_titles(workspace, data), workspace.name)
            said = _("Everything about {name} is in {file}")
            files = write_personal_files(page, data.name, ACCESS_FORMS)
            return [said.format(name=data.name, file=each) for each in files]

        def told(lines: list[str]) -> None:
            lines.append(_("Only you can read it. Remove it when it was handed over."))
            self.sto.say("\n".join(lines), timeout=15)

        if workspace is not None:
            self.with_current(lambda document: self.background(lambda: write(document), told, group="access"))

    def action_use_lesson(self) -> None:
        """Ask for what the person will use the lesson in front, and write that down."""
        from sto_tui.screens.using import use_lesson

        self.with_current(lambda document: use_lesson(self.sto, document))

    def action_fits(self) -> None:
        """Show which offers fit the request in front."""
        self.app.push_screen(resolve_name(_FITTING)(self.current_id))

    def action_call_on(self) -> None:
        """Note that the person calls on the partner in front, or on the company of the offer in front."""
        from sto_tui.screens.approaching import call_on

        self.with_current(lambda document: call_on(self.sto, document))

    def action_stand(self) -> None:
        """Offer what can become of the document in front."""
        from sto_tui.screens.standing import offer_steps

        self.with_current(lambda document: offer_steps(self.sto, document))

    def action_how(self) -> None:
        """Ask how it went with a lesson that the person used."""
        from knowledge.model.kinds import linked_ids
        from sto_tui.screens.using import ask_how_it_went

        workspace, wanted = self.workspace, self.told_about
        if workspace is None or not wanted:
            return

        def read() -> tuple[Document, str]:
            use = workspace.get(wanted)
            return use, next(iter(workspace.titles(linked_ids(use.record)).values()), use.record.title)

        self.background(read, lambda found: ask_how_it_went(self.sto, *found), group="how")


def plain_text(record: Record) -> str:
    """`record` as plain text to paste elsewhere: title, kind and day, text."""
    from sto_tui.wording.words import kind_word

    facts = [kind_word(record.kind), show_day(record.when)]
    return "\n\n".join(part for part in (record.title, " · ".join(fact for fact in facts if fact), record.body) if part)
