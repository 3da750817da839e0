"""How a hit is listed: kind, title, day, and the passage with the words that matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from knowledge.search.query.query import Hit
from sto_tui.widgets.marking import FOUND, marks_of, with_marks
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.titles import told_apart
from sto_tui.wording.words import kind_sign, kind_word

LONGEST_SNIPPET = 240


KIND_WIDTH = 13
"""The width of the column with the kind in words; a narrow list has its sign instead."""


def list_lines(
    hits: Sequence[Hit], words: Sequence[str], room: int, *, wide: bool, whom: Sequence[str] = ()
) -> list[Content]:
    """The lines of `hits` in a list of `room` columns; titles that would look the same are shortened otherwise.

    `whom` says under each of the first ones whom to ask about it.
    """
    titles = told_apart([safe_line(hit.title) for hit in hits], room - (KIND_WIDTH if wide else 2))
    lines = [hit_line(replace(hit, title=title), words, wide=wide) for hit, title in zip(hits, titles, strict=True)]
    indent = " " * (KIND_WIDTH if wide else 2)
    under = [Content.assemble(f"\n{indent}", (f"→ {text}", "$accent")) if text else Content("") for text in whom]
    return [Content.assemble(line, *under[number : number + 1]) for number, line in enumerate(lines)]


def hit_line(hit: Hit, words: Sequence[str] = (), *, wide: bool = False) -> Content:
    """Two lines for a hit: its kind in a column and its title, then its day and passage.

    `words` are the words that were searched for; `wide` gives the kind in words. Matches are bold and underlined, never
    marked by colour alone.
    """
    kind = f"{kind_word(hit.kind)[: KIND_WIDTH - 1]:<{KIND_WIDTH}}" if wide else f"{kind_sign(hit.kind)} "
    title = Content.styled(safe_line(hit.title) or _("(no title)"), "bold")
    head = Content.assemble((kind, "dim" if wide else "$primary"), with_marks(title, marks_of(None, words)))
    day = show_day(hit.day)
    snippet = _snippet(hit.snippet)
    if not day and not snippet:
        return head
    indent = " " * (KIND_WIDTH if wide else 2)
    return Content.assemble(head, f"\n{indent}", (f"{day} · " if day and snippet else day, "dim"), snippet)


def _snippet(runs: tuple[tuple[str, bool], ...]) -> Content:
    parts = [(_flat(text), FOUND if matched else "") for text, matched in runs]
    content = Content.assemble(*(part if part[1] else part[0] for part in parts))
    return content[:LONGEST_SNIPPET]


def _flat(text: str) -> str:
    return safe(text).replace("\n", " ")
