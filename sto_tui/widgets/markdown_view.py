"""Markdown as blocks for `DocumentView`: a small renderer of our own, because text of others must stay plain text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from textual.content import Content

from sto_tui.widgets.blocks import HEADING, Block
from sto_tui.wording.plain import safe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MARKS = {"strong": "bold", "em": "italic", "s": "strike"}
RULE = "─" * 24


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def markdown_blocks(text: str) -> list[Block]:
    """Markdown `text`, made safe first, as blocks. Links are shown, not followed; HTML stays as typed."""
    return list(_Renderer().blocks(_parser().parse(safe(text))))


class _Renderer:
    """Walks the tokens; `_indents` has the indents of the quotes and lists around the present token."""

    def __init__(self) -> None:
        self._indents: list[str] = []
        self._marker = ""
        self._counters: list[int | None] = []
        self._style = ""
        self._tight = False
        self._row: list[Content] = []
        self._in_cell = False

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        for token in tokens:
            match token.type:
                case "heading_open":
                    self._style = HEADING if token.tag in ("h1", "h2") else "bold"
                case "heading_close" | "thead_close":
                    self._style = ""
                case "blockquote_open":
                    self._indents.append("▌ ")
                case "bullet_list_open" | "ordered_list_open":
                    start = token.attrGet("start")
                    self._counters.append(None if token.type.startswith("bullet") else int(start or 1))
                case "bullet_list_close" | "ordered_list_close":
                    self._counters.pop()
                case "list_item_open":
                    self._open_item()
                case "list_item_close" | "blockquote_close":
                    self._indents.pop()
                    self._marker = ""
                case "paragraph_open":
                    self._tight = token.hidden
                case "thead_open":
                    self._style = "bold"
                case "th_open" | "td_open":
                    self._in_cell = True
                case "th_close" | "td_close":
                    self._in_cell = False
                case "tr_open":
                    self._row = []
                case "tr_close":
                    yield self._block(Content(" │ ").join(self._row), above=0)
                case "inline" if self._in_cell:
                    self._row.append(self._inline(token))
                case "inline":
                    yield self._block(self._inline(token), above=0 if self._tight else 1)
                    self._tight = False
                case "fence" | "code_block":
                    yield self._block(Content.styled(safe(token.content.rstrip("\n")), "dim"), above=1, indent="  ")
                case "hr":
                    yield self._block(Content.styled(RULE, "dim"), above=1)

    def _open_item(self) -> None:
        counter = self._counters[-1]
        if counter is None:
            self._marker = "• "
        else:
            self._marker = f"{counter}. "
            self._counters[-1] = counter + 1
        self._indents.append(" " * len(self._marker))

    def _block(self, content: Content, *, above: int, indent: str = "") -> Block:
        rest = "".join(self._indents) + indent
        first = rest
        if self._marker:
            first, self._marker = rest[: -len(self._marker)] + self._marker, ""
            above = 0 if len(self._counters) > 1 else above
        return Block(content, Content.styled(first, "dim"), Content.styled(rest, "dim"), above)

    def _inline(self, token: Token) -> Content:
        parts: list[tuple[str, str]] = []
        marks: list[str] = [self._style] if self._style else []
        target = ""
        for child in token.children or ():
            kind = child.type
            style = " ".join(marks)
            name = kind.rpartition("_")[0]
            if kind in ("softbreak", "hardbreak"):
                parts.append(("\n", style))
            elif kind == "code_inline":
                parts.append((safe(child.content), f"{style} $accent".strip()))
            elif name in MARKS:
                marks.append(MARKS[name]) if kind.endswith("open") else marks.pop()
            elif kind == "link_open":
                target = str(child.attrGet("href") or "")
                marks.append("$primary")
            elif kind == "link_close":
                marks.pop()
                if target.removeprefix("mailto:") != (parts[-1][0] if parts else ""):
                    parts.append((f" ({safe(target)})", "dim"))
            else:
                parts.append((safe(child.content), style))  # once more: an entity such as &#8238; was text before
        return Content.assemble(*(part if part[1] else part[0] for part in parts))
