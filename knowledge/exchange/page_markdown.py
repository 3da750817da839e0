"""A page as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.exchange.pages import Bars, Element, Grid, Heading, Items, Paragraph, PrintPage

_STEERING = re.compile(r"([\\`*_\[\]<>|#~])")
_BEGINS_LIST = re.compile(r"^(\d+)([.)] )|^([-+]) ")
_WIDTH = 24


def page_as_markdown(page: PrintPage) -> str:
    """`page` as Markdown, with one empty line between its parts."""
    parts = [f"# {_escaped(page.title)}", *("\n".join(_lines(each)) for each in page.elements)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Heading():
            yield f"{'#' * element.level} {_escaped(element.text)}"
        case Paragraph():
            yield (
                _BEGINS_LIST.sub(r"\1\\\2\\\3", _escaped(element.text))
                if _is_list(element.text)
                else _escaped(element.text)
            )
        case Items():
            for number, item in enumerate(element.items, 1):
                yield f"{f'{number}.' if element.numbered else '-'} {_escaped(item)}"
        case Grid():
            yield _row(element.heads)
            yield _row(["---", *("---:" for _ in element.heads[1:])], plain=True)
            yield from (_row(row) for row in element.rows)
        case Bars():
            yield f"**{_escaped(element.title)}**"
            yield ""
            yield "| | | |"
            yield "|---|---|---:|"
            for bar in element.bars:
                blocks = "█" * round(element.part(bar) * _WIDTH)
                yield _row([_escaped(bar.label), blocks, _escaped(bar.shown)], plain=True)


def _row(cells: object, *, plain: bool = False) -> str:
    assert isinstance(cells, list | tuple)
    return "| " + " | ".join(cell if plain else _escaped(cell) for cell in cells) + " |"


def _is_list(text: str) -> bool:
    return _BEGINS_LIST.match(text) is not None


def _escaped(text: str) -> str:
    return _STEERING.sub(r"\\\1", " ".join(text.split()))
