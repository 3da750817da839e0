"""Partners: the organisations that take part, by name."""

from __future__ import annotations

from typing import ClassVar

from knowledge.problem import N_
from sto_tui.screens.documents import DocumentsScreen


class PartnersScreen(DocumentsScreen):
    """Schools, companies and other organisations."""

    KIND = "partner"
    SORT = "title"
    PLACE: ClassVar[str] = N_("Partners")
    ABOUT: ClassVar[str] = N_("Schools, companies and other organisations, by name. Enter opens one.")
    EMPTY: ClassVar[str] = N_("No partners yet. Ctrl+N adds the first one.")
    CSS_PATH: ClassVar = ["documents.tcss", "partners.tcss"]
