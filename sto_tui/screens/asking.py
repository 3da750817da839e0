"""The question how it went with a lesson that the person used, above a list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.today import today
from sto_tui.screens.acting import HOW
from sto_tui.screens.browse_documents import DocumentsBrowser
from sto_tui.widgets.ask_bar import AskBar, how_it_went
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document

ASKED = replace(HOW, bar=False)
"""`HOW` on a screen with an `AskBar`, which tells the key already."""


class AsksHowItWent(DocumentsBrowser):
    """A mixin for a screen with an `AskBar` above its list (`ask_bar`)."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = ""

    def ask_bar(self) -> AskBar:
        """The bar to put above the list."""
        return AskBar(HOW.key)

    def on_mount(self) -> None:
        """Follow changes, to ask about what it is time for."""
        self.sto.changed.subscribe(self, self._look_for_uses)
        self._look_for_uses()

    def _look_for_uses(self, _: None = None) -> None:
        workspace = self.workspace
        if workspace is None:
            return

        from knowledge.model.kinds import linked_ids  # late: the first paint needs no records

        def look() -> tuple[list[Document], str]:
            uses = workspace.uses_to_ask(today())
            lessons = workspace.titles(linked_ids(uses[0].record)) if uses else {}
            return uses, next(iter(lessons.values()), "")

        self.background(look, self._ask, group="uses")

    def _ask(self, found: tuple[list[Document], str]) -> None:
        uses, title = found
        self._asked = uses[0].id if uses else ""
        bar = self.query_one(AskBar)
        bar.question = how_it_went(safe_line(title)) if uses else ""
        bar.more = max(0, len(uses) - 1)
        self.refresh_bindings()

    @property
    def told_about(self) -> str:
        """The id of the use in front, or else of the one that is asked about."""
        return super().told_about or self._asked
