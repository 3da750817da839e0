"""A search on the screen as a value: the query, titles for its ids, and the way back. Every step makes a new value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from knowledge.search.facets import KIND
from knowledge.search.query.query import Query
from sto_tui.wording.filters import without

SHOWN = 30
"""The number of hits listed: drawing them is most of the cost of a key press."""


def _asked(query: Query) -> Query:
    """`query` with the screen's limit, facet counts and reasons."""
    return replace(query, limit=SHOWN, counted=True, explained=True)


@dataclass(frozen=True)
class Search:
    """A search on the screen; an empty one finds recent documents.

    `names` has the titles of the documents that the query mentions by id. `before` is the search to return to from
    "more like this".
    """

    query: Query = field(default_factory=lambda: _asked(Query()))
    names: Mapping[str, str] = field(default_factory=dict)
    before: Search | None = None

    @property
    def kept(self) -> Query:
        """The query for a saved search: without the restriction to hits that are new now."""
        return replace(self.query, among=())

    def typed(self, text: str) -> Search:
        """Search for `text` within the filters; this leaves "more like this" and the news of a saved search."""
        return self._to(replace(self.query, text=text, like="", among=()))

    def like(self, document_id: str, title: str) -> Search:
        """Search within the filters for documents like this one, called `title`."""
        query = replace(self.query, text="", like=document_id, among=())
        return replace(self._to(query, {document_id: title}), before=self.before if self.query.like else self)

    def filtered(self, query: Query, names: Mapping[str, str]) -> Search:
        """Search for `query`, in which a filter was chosen; `names` are the titles of the documents it mentions."""
        return self._to(query, names)

    def kind_toggled(self, kind: str) -> Search:
        """Add `kind` to the filter on kinds, or remove it if it was in it."""
        kinds = self.query.values(KIND.name)
        others = tuple(each for each in kinds if each != kind)
        return self._to(self.query.narrowed(KIND.name, *(others if kind in kinds else (*kinds, kind))))

    def cleared(self, name: str = "all") -> Search:
        """Search without filter `name`, or without any filter; the typed text stays."""
        return self._to(without(self.query, name))

    @staticmethod
    def opened(query: Query, names: Mapping[str, str]) -> Search:
        """Search for the saved `query`; `names` are the titles of the documents it mentions."""
        return Search(_asked(query), names)

    def _to(self, query: Query, names: Mapping[str, str] | None = None) -> Search:
        known = {**self.names, **(names or {})}
        mentioned = {each: known[each] for each in query.linked if each in known}
        return Search(query, mentioned, self.before if query.like else None)
