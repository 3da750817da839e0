"""The saved searches with something new, to click on; hidden while there are none."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from sto_tui.widgets.chrome import link
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line


class NewsBar(Static):
    """`news` has the number of unseen hits of each saved search, by name."""

    news: reactive[tuple[tuple[str, int], ...]] = reactive[tuple[tuple[str, int], ...]](())

    def watch_news(self) -> None:
        """Show the bar only when there is news."""
        self.display = bool(self.news)

    def render(self) -> Content:
        parts = [link(Content.styled(_("New (F6):"), "bold"), "screen.saved")]
        for number, (name, count) in enumerate(self.news):
            parts.append(link(f" {safe_line(name)} {count} ", f"screen.look({number})"))
        return Content(" ").join(parts)
