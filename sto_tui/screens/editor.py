"""The form screen: it saves a record and never loses typed text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from knowledge.identifier import new_id
from knowledge.journal.document import Document
from knowledge.model.kinds import linked_ids
from knowledge.model.records.record import Record
from knowledge.problem import N_, Problem
from knowledge.work.actions import action_about
from knowledge.work.lessons import without_untouched
from sto_tui import drafts
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.ask import AskScreen
from sto_tui.drafts import Draft, Drafts, LeftDraft
from sto_tui.forms.record_form import RecordForm
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import kind_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

SAVE = UserAction("save", N_("Save"), N_("Keeps what you wrote; others get it too."), keys=("ctrl+s", "f8"), bar=True)
DRAFT_AFTER = 0.5
"""Seconds between a change and the writing of the draft."""


class EditorScreen(WorkspaceScreen[Document]):
    """The form on `record`; `document` is the one it changes, None for a new one. Answers with the saved document."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (SAVE, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((SAVE, BACK))
    PLACE: ClassVar[str] = N_("Form")
    ABOUT: ClassVar[str] = N_(
        "Fill in what you know; only what is marked as required must be there. Tab goes to the next field, Enter "
        "opens a list to choose from. What you type is kept as a draft until you save."
    )
    MAY_LEAVE: ClassVar[bool] = False
    CSS_PATH: ClassVar[Any] = "editor.tcss"
    DRAFT_OF: ClassVar[str] = ""
    """What drafts of something new are called, if not after its kind."""

    def __init__(self, record: Record, document: Document | None) -> None:
        super().__init__()
        self._record = record
        self._document = document
        self._before: drafts.Typed = {}
        self._timer: Timer | None = None
        self._drafts: Drafts | None = None
        self._saving = False
        self._new_id = new_id()  # the same at every attempt, so that one that failed halfway is never there twice

    def body(self) -> Iterable[Widget]:
        """The name of what is being written, and the form."""
        yield Static(self.heading, id="what", markup=False)
        if self.workspace is not None:
            yield from self.form_of(self.workspace)

    @property
    def heading(self) -> str:
        """What is being written, in words."""
        title = _("Change {kind}: {title}") if self._document else _("New {kind}")
        return title.format(kind=kind_word(self._record.kind), title=safe_line(self._record.title))

    def form_of(self, workspace: Workspace) -> Iterable[Widget]:
        """The form, and any widgets above it."""
        yield RecordForm(self._record, workspace)

    @property
    def form(self) -> RecordForm:
        """The form."""
        return self.query_one(RecordForm)

    def on_mount(self) -> None:
        """Focus the first field; the titles of links and an earlier draft come a moment later."""
        workspace = self.workspace
        if workspace is None:
            self.dismiss(None)
            return
        self._before = self.form.typed()
        self.begin()
        kept, ids = self._kept(workspace), linked_ids(self._record)
        self.background(lambda: (workspace.titles(ids), kept.left()), self._ready)

    def begin(self) -> None:
        """Put the cursor in the field with which one begins: the first."""
        self.form.query("Input, TextArea, PickField").first().focus()

    def _ready(self, found: tuple[dict[str, str], list[LeftDraft]]) -> None:
        names, left = found
        self.form.name_links(names)
        self._offer([each for each in left if each.draft.values != self._before])

    def _offer(self, left: list[LeftDraft]) -> None:
        """Ask whether to go on with the first of the drafts that were `left`; the others can be had as well."""
        if not left:
            return
        first, *others = left

        def answered(answer: str | None) -> None:
            if answer == "drop":
                self.sto.background(lambda: drafts.drop_draft(first))
                self._offer(others)
            elif answer == "next":
                self._offer([*others, first])
            else:
                self._take_up(first)

        question = _("You began this earlier and did not save it. Go on with that?")
        answers = [("take", _("Go on with it")), ("drop", _("Throw it away"))]
        answers += [("next", _("Show the next one"))] if others else []
        self.app.push_screen(AskScreen(question, answers, _said_in(first.draft, self._before)), answered)

    def _take_up(self, left: LeftDraft) -> None:
        """Fill the form with the draft that was `left`, as a change to the version it was written on."""
        draft = left.draft
        self.form.fill(draft.values)
        workspace, document = self.workspace, self._document
        if workspace is not None:
            kept = self._kept(workspace)
            self.sto.background(lambda: kept.take_over(left), group="draft")
        if workspace is None or document is None or draft.seen == document.heads:
            return

        def seen_then() -> Document | None:
            versions = workspace.history(document.id)
            return next((each.document for each in versions if each.document.heads == draft.seen), None)

        def use(seen: Document | None) -> None:
            if seen is not None:
                self._document = seen
                self.form.record = seen.record

        self.background(seen_then, use)

    def new_action(self) -> None:
        """Write down something to do, about the record that is being changed."""
        self.sto.edit(action_about(self._document.record if self._document else None))

    # -- drafts -----------------------------------------------------------------------------------------------------

    def _kept(self, workspace: Workspace) -> Drafts:
        """The draft of this form."""
        if self._drafts is None:
            document_id = self._document.id if self._document else ""
            kind = self.DRAFT_OF or self._record.kind
            self._drafts = Drafts(self.sto.home.private, kind, document_id, workspace.place)
        return self._drafts

    @on(RecordForm.Edited)
    def _edited(self) -> None:
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_AFTER, self._keep_draft)

    def _keep_draft(self) -> None:
        self._timer = None
        if self._drafts is not None and self.form.typed() != self._before:
            self._drafts.want(self._draft)
            self.sto.background(self._drafts.write, group="draft")

    @property
    def _draft(self) -> Draft:
        return Draft(self.form.typed(), self._document.heads if self._document else ())

    def leave(self) -> None:
        """Write the draft at once, because the program ends or the form is closed; raises `CannotWrite`."""
        if self._drafts is not None and self.form.typed() != self._before:
            self._drafts.want(self._draft)
            self._drafts.write()

    def _forget_draft(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._drafts is not None:
            self._drafts.want(None)
            self.sto.background(self._drafts.write, group="draft")

    def on_unmount(self) -> None:
        """Leave the draft, if there is one, for the next form."""
        if self._drafts is not None:
            self._drafts.close()

    # -- saving and leaving -----------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save, or show beside each field what is missing."""
        record, wrong = self.form.filled()
        self.form.show_wrong(wrong)
        if wrong or self._saving:
            return
        self._saving = True
        if self._document is None:
            record = replace(without_untouched(self._record, record), id=self._record.id or self._new_id)
        self.sto.store(
            lambda workspace: workspace.save(record, seen=self._document), self._saved, failed=self._not_saved
        )

    def _saved(self, document: Document) -> None:
        self._forget_draft()
        self.sto.say(_("Saved: “{title}”.").format(title=document.record.title))
        if self._document is None and self.workspace is not None:
            self.sto.background(partial(namesake, self.workspace, document), self._tell_namesake)
        self.dismiss(document)

    def _tell_namesake(self, other: Document | None) -> None:
        if other is not None:
            said = _("There is another “{title}”. Are they the same? Ctrl+P, “Twice the same?”, merges them.")
            self.sto.say(said.format(title=other.record.title), severity="warning", timeout=10)

    def _not_saved(self, error: Exception) -> None:
        from knowledge.saving import Invalid

        self._saving = False
        self._keep_draft()
        if isinstance(error, Invalid):
            self.form.show_wrong({each.field: each.problem for each in error.problems})
        else:
            self.sto.show_error(error)

    def action_back(self) -> None:
        """Close; ask first about unsaved text."""
        if self.form.typed() == self._before:
            self._forget_draft()
            self.dismiss(None)
            return

        def answered(answer: str | None) -> None:
            if answer == "save":
                self.action_save()
            elif answer == "drop":
                self._forget_draft()
                self.dismiss(None)
            elif answer == "later":
                self._leave_draft()

        answers = [
            ("save", _("Save")),
            ("later", _("Keep as a draft")),
            ("drop", _("Throw away")),
            ("on", _("Go on writing")),
        ]
        self.app.push_screen(AskScreen(_("You changed something and did not save it."), answers), answered)

    def _leave_draft(self) -> None:
        """Close and leave the draft; stay when it can't be written, because the text is nowhere else."""
        try:
            self.leave()
        except Problem as refused:
            self.sto.show_error(refused)
        else:
            self.dismiss(None)


def _said_in(draft: Draft, before: drafts.Typed) -> str:
    """A line of `draft` that tells which one it is: the first text that isn't as it was `before`."""
    changed = (value for name, value in draft.values.items() if isinstance(value, str) and value != before.get(name))
    said = next((line for value in changed for line in value.splitlines() if line.strip("# ")), "")
    return f"“{shorten(said, 60, placeholder='…')}”" if said else ""


def namesake(workspace: Workspace, document: Document) -> Document | None:
    """Another document that has the name of `document` and may be the same partner or person."""
    found = workspace.merging.namesakes(document)
    return found[0] if found else None
