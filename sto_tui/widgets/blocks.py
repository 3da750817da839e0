"""Text as blocks with hanging indents, and the widget that draws them at its width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

NOTHING = Content("")
HEADING = "bold $primary"
"""The style of a heading; only a found word is underlined."""
TEXT_WIDTH = 76
"""The most columns of a line of text: longer lines are hard to read."""
INDENT = Content("  ")


@dataclass(frozen=True)
class Block:
    """A run of text, with `first` before its first line, `rest` before the others, and `above` blank lines above it."""

    content: Content
    first: Content = NOTHING
    rest: Content = NOTHING
    above: int = 0


def laid_out(blocks: Iterable[Block], width: int) -> list[Content]:
    """The lines of `blocks` at `width` columns."""
    lines: list[Content] = []
    for block in blocks:
        if lines:
            lines.extend(Content("") for _ in range(block.above))
        if block.first.cell_length > width // 2:  # too narrow for a label beside its value: the value goes under it
            lines.append(block.first.rstrip())
            block = Block(block.content, INDENT, INDENT)
        room = max(width - max(block.first.cell_length, block.rest.cell_length), 8)
        wrapped = block.content.wrap(room) or [Content("")]
        lines.extend((block.rest if number else block.first) + line for number, line in enumerate(wrapped))
    return lines


class DocumentView(Widget):
    """Blocks of text in one widget, because a widget for each paragraph would be slow for a 44 kB note.

    Lines are at most `TEXT_WIDTH` long.
    """

    DEFAULT_CSS = "DocumentView { width: 100%; height: auto; }"

    def __init__(self, blocks: Sequence[Block] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._blocks = tuple(blocks)
        self._drawn: tuple[int, Content] | None = None

    def show(self, blocks: Sequence[Block]) -> None:
        """Draw `blocks` instead of the present ones."""
        self._blocks = tuple(blocks)
        self._drawn = None
        self.refresh(layout=True)

    @property
    def lines(self) -> list[str]:
        """The lines as they stand on the screen."""
        return self._content(self.content_size.width).plain.split("\n")

    @property
    def text(self) -> str:
        """The shown blocks as plain text."""
        return "\n".join(line.plain for line in laid_out(self._blocks, 10_000))

    def _content(self, width: int) -> Content:
        width = min(width, TEXT_WIDTH)
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = width, Content("\n").join(laid_out(self._blocks, width))
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The number of lines of the blocks at `width`."""
        return self._content(width).plain.count("\n") + 1

    def render(self) -> Content:
        """Draw the lines at the present width."""
        return self._content(self.content_size.width)
