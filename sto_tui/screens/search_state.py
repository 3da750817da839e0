"""What is searched for, as a value: the query, what it mentions by name, and the way back. Its moves give a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from knowledge.search.facets import KIND
from knowledge.search.query.query import Query
from sto_tui.wording.filters import without

SHOWN = 30
"""Hits listed at once: drawing them is most of what a key press costs."""


def _asked(query: Query) -> Query:
    """`query` as the screen asks it: so many hits, with counts and reasons."""
    return replace(query, limit=SHOWN, counted=True, explained=True)


@dataclass(frozen=True)
class Search:
    """A search of somebody at the screen; without anything set it asks for what is recent.

    `names` has the titles of the documents that the query mentions by id. `before` is the search from which "more like
    this" was asked; it is kept for as long as that is what is shown.
    """

    query: Query = field(default_factory=lambda: _asked(Query()))
    names: Mapping[str, str] = field(default_factory=dict)
    before: Search | None = None

    @property
    def kept(self) -> Query:
        """The query to keep as a saved search: with what it will find by then, not only what is new now."""
        return replace(self.query, among=())

    def typed(self, text: str) -> Search:
        """Search for `text` within the filters, no longer for what is like a document or new in a saved search."""
        return self._to(replace(self.query, text=text, like="", among=()))

    def like(self, document_id: str, title: str) -> Search:
        """Search, within the filters, for what is like the document called `title`."""
        query = replace(self.query, text="", like=document_id, among=())
        return replace(self._to(query, {document_id: title}), before=self.before if self.query.like else self)

    def filtered(self, query: Query, names: Mapping[str, str]) -> Search:
        """Search for `query`, which has a filter chosen; `names` are the titles of documents it mentions."""
        return self._to(query, names)

    def kind_toggled(self, kind: str) -> Search:
        """Search for documents of `kind` as well, or no longer when it was one of those asked for."""
        kinds = self.query.values(KIND.name)
        others = tuple(each for each in kinds if each != kind)
        return self._to(self.query.narrowed(KIND.name, *(others if kind in kinds else (*kinds, kind))))

    def cleared(self, name: str = "all") -> Search:
        """Search without filter `name`, or without any; what was typed stays."""
        return self._to(without(self.query, name))

    @staticmethod
    def opened(query: Query, names: Mapping[str, str]) -> Search:
        """Search for `query`, which was kept; `names` are the titles of the documents it mentions."""
        return Search(_asked(query), names)

    def _to(self, query: Query, names: Mapping[str, str] | None = None) -> Search:
        known = {**self.names, **(names or {})}
        mentioned = {each: known[each] for each in query.linked if each in known}
        return Search(query, mentioned, self.before if query.like else None)
