"""The form screen: it saves a record and never loses typed text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from knowledge.identifier import new_id
from knowledge.journal.document import Document
from knowledge.model.kinds import linked_ids
from knowledge.model.records.record import Record
from knowledge.problem import N_
from knowledge.work.actions import action_about
from knowledge.work.lessons import without_untouched
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.drafts import Draft, Typed
from sto_tui.forms.record_form import RecordForm
from sto_tui.screens.drafting import DraftingScreen
from sto_tui.screens.taking_back import offer_to_take_back
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import kind_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

SAVE = UserAction("save", N_("Save"), N_("Keeps what you wrote; others get it too."), keys=("ctrl+s", "f8"), bar=True)


class EditorScreen(DraftingScreen[Document]):
    """The form on `record`; `document` is the one it changes, None for a new one. Answers with the saved document."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (SAVE, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((SAVE, BACK))
    PLACE: ClassVar[str] = N_("Form")
    ABOUT: ClassVar[str] = N_(
        "Fill in what you know; only what is marked as required must be there. Tab goes to the next field, Enter "
        "opens a list to choose from. What you type is kept as a draft until you save."
    )
    CSS_PATH: ClassVar[Any] = "editor.tcss"
    DRAFT_OF: ClassVar[str] = ""
    """What drafts of something new are called, if not after its kind."""

    def __init__(self, record: Record, document: Document | None) -> None:
        super().__init__(self.DRAFT_OF or record.kind, document)
        self._record = record
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
        self.begin_drafting(workspace)
        self.begin()
        ids = linked_ids(self._record)
        self.background(lambda: workspace.titles(ids), self.form.name_links, group="names")

    def begin(self) -> None:
        """Put the cursor in the field with which one begins: the first."""
        self.form.query("Input, TextArea, PickField").first().focus()

    def new_action(self) -> None:
        """Write down something to do, about the record that is being changed."""
        self.sto.edit(action_about(self._document.record if self._document else None))

    # -- drafts -----------------------------------------------------------------------------------------------------

    @property
    def typed(self) -> Typed:
        """What stands in the form."""
        return self.form.typed()

    def fill(self, values: Typed) -> None:
        """Fill in the form."""
        self.form.fill(values)

    def is_mine(self, draft: Draft) -> bool:
        """Every draft but one of combining a field that still has several values: its own screen offers that."""
        disputed = self._document.conflicts.keys() if self._document else ()
        return not draft.values.keys() <= set(disputed)

    def written_on(self, seen: Document) -> None:
        """Take `seen` as the version that was changed."""
        super().written_on(seen)
        self.form.record = seen.record

    @on(RecordForm.Edited)
    def _edited(self) -> None:
        self.edited()

    # -- saving -----------------------------------------------------------------------------------------------------

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
        self.forget_draft()
        self.offer_undo(document)
        self.sto.say(_("Saved: “{title}”. Ctrl+Z takes it back.").format(title=document.record.title))
        if self._document is None and self.workspace is not None:
            self.sto.background(partial(namesake, self.workspace, document), self._tell_namesake)
        self.dismiss(document)

    def offer_undo(self, document: Document) -> None:
        """Let Ctrl+Z take back what was saved."""
        offer_to_take_back(self.sto, document, self._document.record if self._document else None)

    def _tell_namesake(self, other: Document | None) -> None:
        if other is not None:
            said = _("There is another “{title}”. Are they the same? Ctrl+P, “Twice the same?”, merges them.")
            self.sto.say(said.format(title=other.record.title), severity="warning", timeout=10)

    def _not_saved(self, error: Exception) -> None:
        from knowledge.saving import Invalid

        self._saving = False
        self.keep_draft()
        if isinstance(error, Invalid):
            self.form.show_wrong({each.field: each.problem for each in error.problems})
        else:
            self.sto.show_error(error)


def namesake(workspace: Workspace, document: Document) -> Document | None:
    """Another document that has the name of `document` and may be the same partner or person."""
    found = workspace.merging.namesakes(document)
    return found[0] if found else None
