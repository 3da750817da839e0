"""The kinds that were found, with counts; a click filters on one. Or a spelling that is proposed.

Before them stand the words that were read as a period; a click makes these words again.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from knowledge.model.kinds import KINDS
from knowledge.search.facets import KIND
from knowledge.search.query.query import Results
from sto_tui.widgets.chrome import link
from sto_tui.wording.explaining import misread, period_read, spelling
from sto_tui.wording.filters import facet_word
from sto_tui.wording.words import kind_sign


class FacetBar(Static):
    """One line under the filters; hidden while there is nothing to say."""

    results: reactive[Results | None] = reactive[Results | None](None)

    def show(self, results: Results) -> None:
        """Show the kinds in `results`, or the spelling they propose."""
        self.results = results
        said = results.corrected or results.typed.misread or results.typed.periods
        self.display = bool(said) or len(results.facets.get(KIND.name, ())) > 1

    def render(self) -> Content:
        results = self.results
        if results is None:
            return Content("")
        if results.corrected:
            return link(Content.styled(spelling(results, keys=True), "bold"), "screen.meant()")
        if results.typed.misread:
            return Content.styled(misread(results.typed), "bold")
        room = self.content_size.width or self.app.size.width - 2
        chips = [link(f"[{period_read(each)} ✕]", "screen.words_only()") for each in results.typed.periods]
        before = Content(" ").join([*chips, Content("")]) if chips else Content("")
        counts = dict(results.facets.get(KIND.name, ()))
        kinds = kinds_line(counts, results.query.values(KIND.name), room - before.cell_length)
        return Content.assemble(before, kinds)


def kinds_line(counts: Mapping[str, int], chosen: Container[str], room: int) -> Content:
    """The kinds with their `counts`, in their order; where `room` columns are too few, those with most, and how many
    more there are."""
    order = [*(kind for kind in KINDS if kind in counts), *(kind for kind in counts if kind not in KINDS)]
    parts = {kind: _one_kind(kind, counts[kind], chosen) for kind in order}
    shown = sorted(order, key=lambda kind: -counts[kind])
    while shown and sum(parts[kind].cell_length for kind in shown) + len(_more(len(order) - len(shown))) > room:
        shown.pop()
    more = _more(len(order) - len(shown))
    rest = [link(more, f"screen.filter('{KIND.name}')")] if more else []
    return Content("").join([*(parts[kind] for kind in order if kind in shown), *rest])


def _one_kind(kind: str, count: int, chosen: Container[str]) -> Content:
    style = "bold reverse" if kind in chosen else ""
    text = Content.styled(f" {kind_sign(kind)} {facet_word(KIND.name, kind)} {count} ", style)
    return Content.assemble(link(text, f"screen.kind('{kind}')"), " ")


def _more(number: int) -> str:
    return f"+{number}▾" if number else ""
