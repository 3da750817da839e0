"""Sheets: tables with headings, written as one Markdown or HTML document to print or send (pure).

The HTML stands alone: no script, no style sheet or picture from elsewhere, no address that a browser would ask for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A table called `title`: its `columns`, and `rows` with a text for each of them; `lines` stand below it.

    `ids` are those of the records in the rows, if they are records.
    """

    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def sheets_as_markdown(title: str, about: str, sheets: Sequence[Sheet]) -> str:
    """`sheets` as one Markdown document called `title`; `about` stands under that."""
    return "\n".join(_markdown(title, about, sheets)) + "\n"


def sheets_as_html(title: str, about: str, sheets: Sequence[Sheet], language: str) -> str:
    """`sheets` as one HTML document in `language` ("nl"), to print on A4 across."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{html.escape(language)}"><head><meta charset="utf-8">',
        f"<title>{html.escape(title)}</title>",
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{html.escape(title)}</h1>",
        f"<p>{html.escape(about)}</p>",
        *(part for sheet in sheets for part in _html(sheet)),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


_STYLE = (
    "body{font:11pt/1.35 sans-serif;margin:1.5rem;color:#111;background:#fff}"
    "h1{font-size:16pt;margin:0 0 .3rem}h2{font-size:13pt;margin:1.2rem 0 .3rem}"
    "table{border-collapse:collapse;width:100%}thead{display:table-header-group}tr{break-inside:avoid}"
    "th,td{border:1px solid #777;padding:.25rem .4rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "th{background:#eee}@page{size:A4 landscape;margin:12mm}"
    "@media print{body{margin:0;font-size:9pt}th{background:none}}"
)


def _html(sheet: Sheet) -> Iterator[str]:
    yield f"<h2>{html.escape(sheet.title)}</h2>"
    if sheet.columns:
        heads = "".join(f"<th>{html.escape(each)}</th>" for each in sheet.columns)
        yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
        for row in sheet.rows:
            yield "<tr>" + "".join(f"<td>{html.escape(_plain(each))}</td>" for each in row) + "</tr>"
        yield "</tbody></table>"
    if sheet.lines:
        yield "<ul>" + "".join(f"<li>{html.escape(_plain(each))}</li>" for each in sheet.lines) + "</ul>"


def _markdown(title: str, about: str, sheets: Sequence[Sheet]) -> Iterator[str]:
    yield f"# {_cell(title)}"
    yield ""
    yield _cell(about)
    for sheet in sheets:
        yield from ("", f"## {_cell(sheet.title)}", "")
        if sheet.columns:
            yield "| " + " | ".join(map(_cell, sheet.columns)) + " |"
            yield "|" + " --- |" * len(sheet.columns)
        yield from ("| " + " | ".join(map(_cell, row)) + " |" for row in sheet.rows)
        if sheet.columns and sheet.lines:
            yield ""
        yield from (f"- {_cell(each)}" for each in sheet.lines)


def _cell(text: str) -> str:
    """`text` on one line of Markdown, with what would be read as markup or as the end of a cell escaped."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", _plain(text))


def _plain(text: str) -> str:
    """`text` on one line, without what a browser or reader could take for an address to ask for."""
    return re.sub(r"\b[a-z][a-z0-9+.-]*://", "", " ".join(text.split()), flags=re.IGNORECASE)
