"""One line under the search box: how much was found and which filters are on; a click removes one."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from knowledge.search.query.query import Query
from sto_tui.widgets.chrome import link
from sto_tui.wording import filters
from sto_tui.wording.i18n import _


class FilterBar(Static):
    """Shows active filters in brackets with a cross; a click on a name chooses a value, one on the cross removes it."""

    count: reactive[str] = reactive("")
    active: reactive[dict[str, str]] = reactive[dict[str, str]](dict)

    def show(self, query: Query, names: Mapping[str, str]) -> None:
        """Show the filters of `query`; `names` are the titles of the documents that it links to."""
        self.active = filters.active(query, names)

    def render(self) -> Content:
        parts = [Content.styled(f"{self.count}  ", "bold") if self.count else Content("")]
        unoffered = {name: label for name, label in filters.UNOFFERED.items() if name in self.active}
        for name, label in (
            unoffered | filters.filters_offered()
        ).items():  # active filters come first: the end may not fit
            if name in self.active:
                text = link(Content.styled(f"[{_(label)}: {self.active[name]} ", "bold"), f"screen.filter('{name}')")
                parts += [text, link(Content.styled("✕]", "bold"), f"screen.clear('{name}')"), Content(" ")]
            else:
                parts += [link(f"{_(label)}▾", f"screen.filter('{name}')"), Content(" ")]
        return Content("").join(parts)
