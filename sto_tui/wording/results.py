"""Lines about the results of a search: how much was found, why nothing was, and why a document was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.search.query.query import Results


def how_many(results: Results) -> str:
    """How many documents were found, and how many of them are listed."""
    if not results.query.text.strip() and not results.query.like:
        return _("recent")
    if results.total > len(results.hits):
        return _("{shown} of {total}").format(shown=len(results.hits), total=results.total)
    return ngettext("{number} found", "{number} found", results.total).format(number=results.total)


def nothing_found(results: Results, *, reading: bool, filtered: bool) -> str:
    """Why `results` are empty and what to do: the space is still being read, filters are on, or nothing fits."""
    if reading:
        return _("The space is being read. What you look for may still turn up.")
    if filtered:
        return _("Nothing found within these filters. Ctrl+L takes them off, Ctrl+N: new lesson.")
    if results.query.text.strip():
        return _("Nothing found yet… Try another word, or Ctrl+N: new lesson.")
    return _("There is nothing here yet. Ctrl+N: write the first lesson.")


def explained(results: Results, document_id: str) -> str:
    """How the query was understood and, if document `document_id` was found, why; one fact a line."""
    from sto_tui.wording.explaining import reading, why

    lines = [reading(results.typed)]
    for hit in results.hits:
        if hit.id == document_id:
            lines += [f"“{safe_line(hit.title)}”", *(f"  {why(reason)}" for reason in hit.reasons)]
    return "\n".join(lines)


def only_beginning_found() -> str:
    """What there is to say of a record that goes over the bounds of what is indexed."""
    return _("This is so large that searching finds only its beginning. It is kept whole.")
