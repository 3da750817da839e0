"""How a hit is listed: kind, title, day, and the passage with the words that matched."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content

from knowledge.model.folding import fold
from knowledge.search.query.query import Hit
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.words import kind_word

LONGEST_SNIPPET = 240


def hit_line(hit: Hit, words: Sequence[str] = ()) -> Content:
    """Two lines for a hit: kind and title, then its day and passage.

    `words` are the words that were searched for. Matches are bold and underlined, never marked by colour alone.
    """
    head = Content.assemble((f"{kind_word(hit.kind)} · ", "dim"), _title(hit.title, words))
    day = show_day(hit.day)
    snippet = _snippet(hit.snippet)
    if not day and not snippet:
        return head
    return Content.assemble(head, "\n  ", (f"{day} · " if day and snippet else day, "dim"), snippet)


def _title(title: str, words: Sequence[str]) -> Content:
    """The title in bold, underlined where a word begins with one of `words`."""
    text = safe_line(title) or _("(no title)")
    content = Content.styled(text, "bold")
    wanted = [fold(word) for word in words if len(word) > 2]
    for found in re.finditer(r"\w+", text) if wanted else ():
        if fold(found.group()).startswith(tuple(wanted)):
            content = content.stylize("underline", found.start(), found.end())
    return content


def _snippet(runs: tuple[tuple[str, bool], ...]) -> Content:
    parts = [(_flat(text), "bold underline" if matched else "") for text, matched in runs]
    content = Content.assemble(*(part if part[1] else part[0] for part in parts))
    return content[:LONGEST_SNIPPET]


def _flat(text: str) -> str:
    return safe(text).replace("\n", " ")
