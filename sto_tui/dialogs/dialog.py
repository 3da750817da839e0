"""What all dialogs have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual.screen import ModalScreen

from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.sto_screen import StoScreen

_Result = TypeVar("_Result")


# `ModalScreen` must be the first base: Textual takes its default style from there only.
class Dialog(ModalScreen[_Result], StoScreen[_Result]):
    """A small screen over another; Esc closes it without an answer."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK,)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK,))
    MAY_LEAVE: ClassVar[bool] = False
    CSS_PATH = Path(__file__).with_name("dialog.tcss")  # a string would be looked for beside each subclass

    def action_back(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
