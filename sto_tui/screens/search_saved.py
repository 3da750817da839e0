"""The part of the search screen that saves searches and shows what is new in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sto_tui.screens.browse_documents import DocumentsBrowser
from sto_tui.screens.search_state import Search
from sto_tui.widgets.news_bar import NewsBar
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.saved_searches import SavedSearch
    from knowledge.search.query.query import Query
    from sto_tui.dialogs.pick import Made


class KeepsSearches(DocumentsBrowser):
    """A mixin for a screen that searches; subclasses put a `NewsBar` in it and run a search (`go_to`)."""

    def __init__(self) -> None:
        super().__init__()
        self.search = Search()

    def on_mount(self) -> None:
        """Follow changes, to show what is new."""
        self.sto.changed.subscribe(self, self._look_for_news)

    def go_to(self, search: Search) -> None:
        """Run `search`, and show its text and filters."""
        raise NotImplementedError

    def _look_for_news(self, _: None = None) -> None:
        """Count what is new in the saved searches, after something changed."""
        workspace = self.workspace
        if workspace is None or not self.sto.caught_up:
            return

        def count() -> tuple[tuple[str, int], ...]:
            searches = workspace.saved_searches
            counted = ((saved.name, len(searches.news(saved))) for saved in searches.all())
            return tuple((name, number) for name, number in counted if number)

        self.background(count, self._show_news, group="news")

    def _show_news(self, news: tuple[tuple[str, int], ...]) -> None:
        self.query_one(NewsBar).news = news

    def action_saved(self) -> None:
        """List the saved searches; choosing one shows what is new in it, or all results if nothing is."""
        from sto_tui.dialogs.pick import Made
        from sto_tui.dialogs.saved import SavedScreen

        workspace, query = self.workspace, self.search.kept
        if workspace is None:
            return

        def chosen(answers: tuple[str | Made, ...] | None) -> None:
            answer = answers[0] if answers else ""
            if isinstance(answer, Made):
                self.background(lambda: workspace.saved_searches.save(answer.text, query), self._kept)
            elif answer:
                self._open_saved(answer)

        self.sto.push_screen(SavedScreen(workspace, query), chosen)

    def _kept(self, saved: SavedSearch) -> None:
        self.sto.say(_("Kept as “{title}”. F6 shows what is new in it.").format(title=saved.name))

    def action_look(self, number: int) -> None:
        """Show what is new in one of the searches that have news."""
        news = self.query_one(NewsBar).news
        if number < len(news):
            self._open_saved(news[number][0])

    def _open_saved(self, name: str) -> None:
        workspace = self.workspace
        if workspace is None:
            return

        def look() -> tuple[Query, Mapping[str, str]]:
            searches = workspace.saved_searches
            saved = searches.get(name)
            query = replace(saved.query, among=tuple(sorted(searches.look(saved))))
            return query, workspace.titles(query.linked)

        self.background(look, self._opened_saved, group="look")

    def _opened_saved(self, found: tuple[Query, Mapping[str, str]]) -> None:
        self.go_to(Search.opened(*found))
        self._look_for_news()
