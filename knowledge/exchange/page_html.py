"""A page as one HTML file that prints on A4: no script, no picture or address outside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from knowledge.exchange.pages import Bars, Element, Grid, Heading, Items, Paragraph, PrintPage

_STYLE = """
@page { size: A4; margin: 18mm; }
body { font: 11pt/1.45 system-ui, "Segoe UI", sans-serif; color: #1a1a1a; max-width: 174mm;
  margin: 0 auto; padding: 1em; }
h1 { font-size: 18pt; } h2 { font-size: 14pt; margin-top: 1.6em; break-after: avoid; }
table { border-collapse: collapse; margin: .8em 0; width: 100%; }
th, td { border-bottom: 1px solid #bbb; padding: .2em .5em; text-align: right; }
th:first-child, td:first-child { text-align: left; } tr { break-inside: avoid; }
p:has(+ ul), p:has(+ ol), p:has(+ table), p:has(+ figure) { break-after: avoid; }
figure { margin: .8em 0; break-inside: avoid; } figcaption { font-weight: 600; }
svg { width: 100%; height: auto; } svg text { font: 12px system-ui, "Segoe UI", sans-serif; fill: #1a1a1a; }
svg .bar { fill: #1f5f99; } svg .rest { fill: #e3e8ee; }
@media print { body { padding: 0; max-width: none; } .bar, .rest { print-color-adjust: exact; }
  .new { break-before: page; } }
""".strip()
_LABEL, _BAR, _VALUE, _ROW = 205, 315, 120, 22
"""The columns of a picture, and the height of a bar with its room, in its own units."""


def page_as_html(page: PrintPage) -> str:
    """`page` as an HTML document."""
    title = escape(page.title)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(page.language)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}\n</style></head>",
        f"<body><h1>{title}</h1>",
        *(line for each in page.elements for line in _lines(each)),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Heading():
            where = ' class="new"' if element.on_new_page else ""
            yield f"<h{element.level}{where}>{escape(element.text)}</h{element.level}>"
        case Paragraph():
            yield f"<p>{escape(element.text)}</p>"
        case Items():
            name = "ol" if element.numbered else "ul"
            yield f"<{name}>" + "".join(f"<li>{escape(each)}</li>" for each in element.items) + f"</{name}>"
        case Grid():
            yield "<table><thead><tr>" + _cells("th", element.heads) + "</tr></thead><tbody>"
            yield from (f"<tr>{_cells('td', row)}</tr>" for row in element.rows)
            yield "</tbody></table>"
        case Bars():
            yield f"<figure><figcaption>{escape(element.title)}</figcaption>"
            yield from _picture(element)
            yield "</figure>"


def _cells(name: str, cells: Sequence[str]) -> str:
    return "".join(f"<{name}>{escape(each)}</{name}>" for each in cells)


def _picture(element: Bars) -> Iterator[str]:
    """The bars as a picture, each with its name before and its value behind it."""
    width, height = _LABEL + _BAR + _VALUE, _ROW * len(element.bars)
    yield f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(element.alternative)}">'
    yield f"<title>{escape(element.alternative)}</title>"
    for number, bar in enumerate(element.bars):
        top, long = number * _ROW, round(element.part(bar) * _BAR)
        yield f'<text x="0" y="{top + 15}">{escape(bar.label)}</text>'
        yield f'<rect class="rest" x="{_LABEL}" y="{top + 3}" width="{_BAR}" height="{_ROW - 6}"/>'
        yield f'<rect class="bar" x="{_LABEL}" y="{top + 3}" width="{long}" height="{_ROW - 6}"/>'
        yield f'<text x="{width}" y="{top + 15}" text-anchor="end">{escape(bar.shown)}</text>'
    yield "</svg>"
