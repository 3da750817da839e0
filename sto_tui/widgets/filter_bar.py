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

_UNBROKEN = "\u00a0"
"""A space at which no line is broken."""


class FilterBar(Static):
    """Shows all active filters in brackets with a cross; a click on a name chooses a value, on the cross removes it."""

    count: reactive[str] = reactive("", layout=True)
    active: reactive[dict[str, str]] = reactive[dict[str, str]](dict, layout=True)

    def show(self, query: Query, names: Mapping[str, str]) -> None:
        """Show the filters of `query`; `names` are the titles of the documents that it links to."""
        self.active = filters.active(query, names)

    def render(self) -> Content:
        parts = [Content.styled(f"{self.count}  ", "bold") if self.count else Content("")]
        room = self.content_size.width or self.app.size.width - 2
        unoffered = {name: label for name, label in filters.UNOFFERED.items() if name in self.active}
        offered = unoffered | filters.filters_offered()
        for name, label in sorted(offered.items(), key=lambda each: each[0] not in self.active):
            if name in self.active:
                shown = f"[{_(label)}: {self.active[name]} ".replace(" ", _UNBROKEN)
                text = link(Content.styled(shown, "bold"), f"screen.filter('{name}')")
                parts += [text, link(Content.styled("✕]", "bold"), f"screen.clear('{name}')"), Content(" ")]
            elif sum(part.cell_length for part in parts) + len(_(label)) + 1 <= room:
                parts += [link(f"{_(label)}▾", f"screen.filter('{name}')"), Content(" ")]
        return Content("").join(parts)
