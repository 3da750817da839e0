"""Logbook: the meetings, newest first."""

from __future__ import annotations

from typing import ClassVar

from knowledge.problem import N_
from sto_tui.screens.documents import DocumentsScreen


class LogbookScreen(DocumentsScreen):
    """The meetings and what came of them."""

    KIND = "meeting"
    PLACE: ClassVar[str] = N_("Logbook")
    ABOUT: ClassVar[str] = N_("The meetings, newest first. Enter opens one, Ctrl+N logs a new one.")
    EMPTY: ClassVar[str] = N_("No meetings yet. Ctrl+N logs the first one.")
    CSS_PATH: ClassVar = ["documents.tcss", "logbook.tcss"]
