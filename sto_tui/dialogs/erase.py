"""Erasing for good: the dialog explains it, and the person confirms by typing the title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.deleting import closed_lines_line
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe, safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document


class EraseScreen(Dialog[bool]):
    """A dialog that answers True once the title of `document` is typed and the button pressed.

    `mentions` are the other documents that name it, `merged` those that are one with it and are erased as well. So many
    `closed_lines` of the register go, or count no longer, though their books are closed.
    """

    def __init__(
        self, document: Document, mentions: Sequence[Document], merged: Sequence[Document] = (), closed_lines: int = 0
    ) -> None:
        super().__init__()
        self._closed_lines = closed_lines
        self._merged = merged
        self._title = safe_line(document.record.title).strip()
        self._mentions = mentions

    def compose(self) -> Iterable[Widget]:
        """Compose the warning, the other documents that name it, and the input for the title."""
        with Vertical(classes="box"):
            yield Static(safe(_("Erase “{title}” for good?").format(title=self._title)), classes="title", markup=False)
            yield Static(
                _(
                    "Its text and its history go, on this device and, as they share, on every other. There is no way "
                    "back. It can't reach backups, nor earlier versions that OneDrive or Nextcloud keep."
                ),
                markup=False,
            )
            if self._merged:
                names = ", ".join(f"“{safe_line(each.record.title)}”" for each in self._merged)
                yield Static(
                    safe(_("What was merged with it goes as well: {names}.").format(names=names)), markup=False
                )
            if self._closed_lines:
                yield Static(f"! {closed_lines_line(self._closed_lines)}", id="closed", markup=False)
            if self._mentions:
                yield Static(safe(self._mentioned()), markup=False)
            yield Static(_("Type the title to erase it:"), markup=False)
            yield LineInput(id="typed")
            with Horizontal(classes="buttons"):
                yield Button(_("Erase"), id="erase", disabled=True, compact=True)
                yield Button(_("No"), id="no", compact=True)

    def _mentioned(self) -> str:
        head = ngettext(
            "The name also stands in {number} other record; look whether it may stay:",
            "The name also stands in {number} other records; look whether it may stay:",
            len(self._mentions),
        ).format(number=len(self._mentions))
        return "\n".join([head, *(f"· {safe_line(each.record.title)}" for each in self._mentions[:5])])

    def on_mount(self) -> None:
        """Focus the input."""
        self.query_one(Input).focus()

    @property
    def _is_typed(self) -> bool:
        return self.query_one(Input).value.strip().casefold() == self._title.casefold()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#erase", Button).disabled = not self._is_typed

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self._is_typed:
            self.query_one("#erase", Button).focus()

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "erase")
