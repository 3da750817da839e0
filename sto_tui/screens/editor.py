"""The form screen: it saves a record and never loses typed text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from knowledge.journal.document import Document
from knowledge.model.kinds import linked_ids
from knowledge.model.records.record import Record
from knowledge.problem import N_
from knowledge.work.actions import action_about
from knowledge.work.lessons import without_untouched
from sto_tui import drafts
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.ask import AskScreen
from sto_tui.drafts import Draft
from sto_tui.forms.record_form import RecordForm
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import kind_word

if TYPE_CHECKING:
    from pathlib import Path

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

    def __init__(self, record: Record, document: Document | None) -> None:
        super().__init__()
        self._record = record
        self._document = document
        self._before: drafts.Typed = {}
        self._timer: Timer | None = None
        self._saving = False

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
        path, ids = self._draft_path, linked_ids(self._record)
        self.background(lambda: (workspace.titles(ids), drafts.find_draft(path)), self._ready)

    def begin(self) -> None:
        """Put the cursor in the field with which one begins: the first."""
        self.form.query("Input, TextArea, PickField").first().focus()

    def _ready(self, found: tuple[dict[str, str], Draft | None]) -> None:
        names, draft = found
        self.form.name_links(names)
        if draft is None or draft.values == self._before:
            return

        def answered(answer: str | None) -> None:
            if answer == "drop":
                self._forget_draft()
            else:
                self._take_up(draft)

        question = _("You began this earlier and did not save it. Go on with that?")
        answers = [("take", _("Go on with it")), ("drop", _("Throw it away"))]
        self.app.push_screen(AskScreen(question, answers), answered)

    def _take_up(self, draft: Draft) -> None:
        """Fill the form with `draft`, as a change to the version it was written on."""
        self.form.fill(draft.values)
        workspace, document = self.workspace, self._document
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

    @property
    def _draft_path(self) -> Path:
        document_id = self._document.id if self._document else ""
        space = self.workspace.place if self.workspace else ""
        return drafts.draft_path(self.sto.home.private, self._record.kind, document_id, space)

    @on(RecordForm.Edited)
    def _edited(self) -> None:
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_AFTER, self._keep_draft)

    def _keep_draft(self) -> None:
        self._timer = None
        path, draft = self._draft_path, self._draft
        if draft.values != self._before:
            self.sto.background(lambda: drafts.keep_draft(path, draft), group="draft")

    @property
    def _draft(self) -> Draft:
        return Draft(self.form.typed(), self._document.heads if self._document else ())

    def leave(self) -> None:
        """Write the draft at once, because the program ends."""
        if self.form.typed() != self._before:
            drafts.keep_draft(self._draft_path, self._draft)

    def _forget_draft(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        path = self._draft_path
        self.sto.background(lambda: drafts.drop_draft(path), group="draft")

    # -- saving and leaving -----------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save, or show beside each field what is missing."""
        record, wrong = self.form.filled()
        self.form.show_wrong(wrong)
        if wrong or self._saving:
            return
        self._saving = True
        if self._document is None:
            record = without_untouched(self._record, record)
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
                self._keep_draft()
                self.dismiss(None)

        answers = [
            ("save", _("Save")),
            ("later", _("Keep as a draft")),
            ("drop", _("Throw away")),
            ("on", _("Go on writing")),
        ]
        self.app.push_screen(AskScreen(_("You changed something and did not save it."), answers), answered)


def namesake(workspace: Workspace, document: Document) -> Document | None:
    """Another document that has the name of `document` and may be the same partner or person."""
    found = workspace.merging.namesakes(document)
    return found[0] if found else None
