"""A page that was made as Markdown and edited by a person, read back: every word of it, in the parts a page has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from knowledge.exchange.page_markdown import BAR_BLOCK, FULL_BAR
from knowledge.exchange.pages import Bar, Bars, Element, Grid, Heading, Items, Paragraph, PrintPage, says_something

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


def page_from_markdown(text: str, made: PrintPage) -> PrintPage:
    """The page that `text` is, which began as `made`.

    Pictures whose values weren't touched are those of `made`; others are as long as the blocks that stand there.
    Emphasis goes, and what isn't part of a page (quotes, code, HTML) becomes sentences.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as the parser counts lines
    wide = _as_wide_as_its_rows(text, SyntaxTreeNode(parser.parse(text)))
    elements = list(_elements(SyntaxTreeNode(parser.parse(wide)).children))
    title = made.title
    if elements and isinstance(first := elements[0], Heading) and first.level == 1:
        title, elements = first.text if says_something(first.text) else made.title, elements[1:]
    return replace(made, title=title, elements=_as_made(elements, made.elements))


def _as_wide_as_its_rows(text: str, tree: SyntaxTreeNode) -> str:
    """`text` with an empty heading for each cell that a row of a table in it has beyond its headings.

    Markdown drops such a cell, and with it what a person typed there.
    """
    from markdown_it.rules_block.table import escapedSplit

    lines = text.split("\n")
    for table in (node for node in tree.walk() if node.type == "table" and node.map):
        first, end = table.map or (0, 0)
        rows = (lines[number].strip(" \t\r>").removeprefix("|").removesuffix("|") for number in range(first + 2, end))
        more = max((len(escapedSplit(row)) for row in rows), default=0) - len(_rows(table)[0])
        if more > 0:
            for number, cell in ((first, " |"), (first + 1, "---|")):
                line = lines[number].rstrip()
                lines[number] = line + "|" * (not line.endswith("|")) + cell * more
    return "\n".join(lines)


def _as_made(elements: Iterable[Element], made: Iterable[Element]) -> Sequence[Element]:
    """`elements`, with what Markdown doesn't say of those that are as they were `made`."""
    known = {_said(each): each for each in made if isinstance(each, Bars | Heading)}
    return [known.get(_said(each), each) for each in elements]


def _said(element: Element) -> object:
    """What Markdown says of `element`."""
    match element:
        case Bars():
            return element.alternative
        case Heading():
            return element.text, element.level
        case _:
            return None


def _elements(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Element]:
    nodes = list(nodes)
    for number, node in enumerate(nodes):
        match node.type:
            case "heading":
                yield Heading(_text(node), int(node.tag[1:]))
            case "paragraph":
                then = nodes[number + 1] if number + 1 < len(nodes) else None
                if not (then and _is_picture(then)):
                    yield Paragraph(_text(node))
            case "bullet_list" | "ordered_list":
                yield Items(list(_items(node)), numbered=node.type == "ordered_list")
            case "table" if _is_picture(node):
                before = nodes[number - 1] if number else None
                yield _bars(_text(before) if before and before.type == "paragraph" else "", _rows(node)[1:])
            case "table":
                heads, *rows = _rows(node)
                yield Grid(heads, rows)
            case "code_block" | "fence":
                yield from (Paragraph(" ".join(line.split())) for line in node.content.splitlines() if line.strip())
            case _:
                yield from _elements(node.children)


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    """The items of a list, and those of lists in them behind it."""
    for item in node.children:
        parts = list(_elements(item.children))
        yield " ".join(each.text for each in parts if isinstance(each, Heading | Paragraph))
        for each in parts:
            match each:
                case Items():
                    yield from each.items
                case Grid():
                    yield from (" ".join(row) for row in [each.heads, *each.rows])
                case Bars():
                    yield each.alternative


def _rows(table: SyntaxTreeNode) -> Sequence[Sequence[str]]:
    """The cells of `table`, its heading first."""
    return [[_text(cell) for cell in row.children] for part in table.children for row in part.children]


def _is_picture(node: SyntaxTreeNode) -> bool:
    """Whether `node` is how bars look in Markdown: a table of three columns without headings."""
    return node.type == "table" and _rows(node)[0] == ["", "", ""]


def _bars(title: str, rows: Iterable[Sequence[str]]) -> Bars:
    bars = [Bar(label, Decimal(blocks.count(BAR_BLOCK)), shown) for label, blocks, shown in rows]
    return Bars(title, bars, whole=Decimal(FULL_BAR))


def _text(node: SyntaxTreeNode) -> str:
    """The words in `node` on one line, with the address of a link behind it."""
    return " ".join("".join(_words(node)).split())


def _words(node: SyntaxTreeNode) -> Iterator[str]:
    match node.type:
        case "text" | "code_inline":
            yield node.content
        case "softbreak" | "hardbreak":
            yield " "
        case "image":
            yield f"{node.content} ({node.attrs['src']})"
        case "link":
            inside = "".join(word for child in node.children for word in _words(child))
            address = str(node.attrs["href"])
            yield inside if inside == address else f"{inside} ({address})"
        case _:
            for child in node.children:
                yield from _words(child)
