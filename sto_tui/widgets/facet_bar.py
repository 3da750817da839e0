"""What was found by kind, with counts, each a click from being the only kind; or the spelling that was meant."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from knowledge.search.query.query import Results
from sto_tui.widgets.chrome import link
from sto_tui.wording.explaining import misread
from sto_tui.wording.filters import facet_word
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line


class FacetBar(Static):
    """One line under the filters; hidden while there is nothing to say."""

    results: reactive[Results | None] = reactive[Results | None](None)

    def show(self, results: Results) -> None:
        """Show what `results` are made of."""
        self.results = results
        said = results.corrected or results.typed.misread
        self.display = bool(said) or len(results.facets.get("kind", ())) > 1

    def render(self) -> Content:
        results = self.results
        if results is None:
            return Content("")
        if results.corrected:
            return link(Content.styled(meant(results), "bold"), "screen.meant()")
        if results.typed.misread:
            return Content.styled(misread(results.typed), "bold")
        parts = []
        for kind, count in results.facets.get("kind", ()):
            style = "bold reverse" if kind in results.query.kinds else ""
            text = Content.styled(f" {facet_word('kind', kind)} {count} ", style)
            parts += [link(text, f"screen.kind('{kind}')"), Content(" ")]
        return Content("").join(parts)


def meant(results: Results) -> str:
    """The line that proposes another spelling."""
    corrected = safe_line(results.corrected.strip())
    if results.searched:
        return _("Showing results for “{text}” · Ctrl+G: write it like that").format(text=corrected)
    return _("Did you mean “{text}”? Ctrl+G").format(text=corrected)
