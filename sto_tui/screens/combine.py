"""Combining all versions of a text into one, in an editor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Static, TextArea

from knowledge.journal.document import Document
from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.drafts import Draft, Typed
from sto_tui.screens.drafting import DraftingScreen
from sto_tui.widgets.long_text import LongText
from sto_tui.wording.i18n import _

SAVE = UserAction("save", N_("Save"), N_("Keeps the text as it stands here."), keys=("ctrl+s",), bar=True)


class CombineScreen(DraftingScreen[Document]):
    """Lets the person edit `text`, in which marks surround the differences between the values of `field` in `document`.

    Saves what holds, and answers with the settled document; None for Esc.
    """

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, SAVE)
    BINDINGS: ClassVar[list[Any]] = bindings(ACTIONS)
    PLACE: ClassVar[str] = N_("Combine")
    ABOUT: ClassVar[str] = N_(
        "Where the versions differ, each stands under a line ▼▼ with the name of its writer, down to ▲▲. Keep what "
        "holds, remove those lines, save."
    )

    def __init__(self, document: Document, field: str, text: str) -> None:
        super().__init__(document.kind, document)
        self._field = field
        self._text = text

    def body(self) -> Iterable[Widget]:
        """The instructions, and the text under them."""
        yield Static(_(self.ABOUT), id="about", markup=False)
        yield LongText(self._text, soft_wrap=True)

    def on_mount(self) -> None:
        """Focus the text; a draft of it comes a moment later."""
        if self.workspace is None:
            self.dismiss(None)
            return
        self._area.focus()
        self.begin_drafting(self.workspace)

    @property
    def _area(self) -> LongText:
        return self.query_one(LongText)

    @property
    def typed(self) -> Typed:
        """The text as it stands here."""
        return {self._field: self._area.text}

    def fill(self, values: Typed) -> None:
        """Put the text of a draft here."""
        text = values[self._field]
        if isinstance(text, str):
            self._area.text = text

    def is_mine(self, draft: Draft) -> bool:
        """A draft of this field alone; that of a form holds more."""
        return draft.values.keys() == {self._field}

    def written_on(self, seen: Document) -> None:
        """Take `seen` as what was combined; where the field had one value then, everything is as it is now."""
        if self._field in seen.conflicts:
            super().written_on(seen)

    @on(TextArea.Changed)
    def _edited(self) -> None:
        self.edited()

    def action_save(self) -> None:
        """Settle the field with the text, unless marks are left in it; what can't be saved stays here."""
        from knowledge.journal.settling import is_marked

        text = self._area.text
        if is_marked(text):
            self.sto.say(_("There are lines with ▼▼ or ▲▲ left: remove those first."), severity="warning")
            return
        seen = self._document
        if self._saving or seen is None:
            return
        self._saving = True
        self.sto.store(lambda workspace: workspace.settle(seen, self._field, text), self._saved, failed=self._not_saved)

    def _saved(self, document: Document) -> None:
        self.forget_draft()
        self.dismiss(document)

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self.keep_draft()
        self.sto.show_error(error)
