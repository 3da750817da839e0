"""The kinds that were found, with counts; a click filters on one. Or a spelling that is proposed."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from knowledge.search.facets import KIND
from knowledge.search.query.query import Results
from sto_tui.widgets.chrome import link
from sto_tui.wording.explaining import misread, spelling
from sto_tui.wording.filters import facet_word
from sto_tui.wording.words import kind_sign


class FacetBar(Static):
    """One line under the filters; hidden while there is nothing to say."""

    results: reactive[Results | None] = reactive[Results | None](None)

    def show(self, results: Results) -> None:
        """Show the kinds in `results`, or the spelling they propose."""
        self.results = results
        said = results.corrected or results.typed.misread
        self.display = bool(said) or len(results.facets.get(KIND.name, ())) > 1

    def render(self) -> Content:
        results = self.results
        if results is None:
            return Content("")
        if results.corrected:
            return link(Content.styled(spelling(results, keys=True), "bold"), "screen.meant()")
        if results.typed.misread:
            return Content.styled(misread(results.typed), "bold")
        parts = []
        chosen = results.query.values(KIND.name)
        for kind, count in results.facets.get(KIND.name, ()):
            style = "bold reverse" if kind in chosen else ""
            text = Content.styled(f" {kind_sign(kind)} {facet_word(KIND.name, kind)} {count} ", style)
            parts += [link(text, f"screen.kind('{kind}')"), Content(" ")]
        return Content("").join(parts)
