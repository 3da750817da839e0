"""A page as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.exchange.pages import Bars, Element, Grid, Heading, Items, Paragraph, PrintPage

_STEERING = re.compile(r"([\\`*_\[\]<>|#~&])")
_BEGINS_LIST = re.compile(r"^(\d*)([-+=.)])(?=\s|[-=]|$)")
BAR_BLOCK = "█"
FULL_BAR = 24
"""How bars are drawn: how many times `BAR_BLOCK` a full one is."""


def page_as_markdown(page: PrintPage) -> str:
    """`page` as Markdown, with one empty line between its parts."""
    parts = [f"# {_escaped(page.title)}", *("\n".join(_lines(each)) for each in page.elements)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Heading():
            yield f"{'#' * element.level} {_escaped(element.text)}"
        case Paragraph():
            yield _sentence(element.text)
        case Items():
            for number, item in enumerate(element.items, 1):
                yield f"{f'{number}.' if element.numbered else '-'} {_sentence(item)}"
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
                blocks = BAR_BLOCK * round(element.part(bar) * FULL_BAR)
                yield _row([_escaped(bar.label), blocks, _escaped(bar.shown)], plain=True)


def _row(cells: object, *, plain: bool = False) -> str:
    assert isinstance(cells, list | tuple)
    return "| " + " | ".join(cell if plain else _escaped(cell) for cell in cells) + " |"


def _sentence(text: str) -> str:
    """`text` as a line that begins no list and rules nothing off."""
    return _BEGINS_LIST.sub(r"\1\\\2", _escaped(text))


def _escaped(text: str) -> str:
    return _STEERING.sub(r"\\\1", " ".join(text.split()))
