"""The lesson that somebody used and is asked about, on one line; hidden while there is none."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from sto_tui.widgets.chrome import link
from sto_tui.wording.i18n import _, ngettext


def how_it_went(title: str) -> str:
    """The question how it went with the lesson called `title`."""
    return _("How did it go with “{title}”?").format(title=title)


class AskBar(Static):
    """`question` asks how it went; `more` are the questions after it, and `key` the key that answers."""

    question: reactive[str] = reactive("")
    more: reactive[int] = reactive(0)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    def watch_question(self) -> None:
        """Show the bar only when there is a question."""
        self.display = bool(self.question)

    def render(self) -> Content:
        tell = _("{key}: tell it").format(key=self._key)
        if self.more:
            tell += " · " + ngettext("and {number} more", "and {number} more", self.more).format(number=self.more)
        room = max(0, self.content_size.width - len(tell) - 1)
        asked = Content.styled(self.question, "bold").truncate(room, ellipsis=True)
        return link(Content.assemble(asked, " ", tell), "screen.how")
