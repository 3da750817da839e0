"""What becomes of what links to a deleted record, in words."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.work.deleting import Linking, what_becomes
from sto_tui.wording.i18n import _
from sto_tui.wording.words import kind_word, kinds_word


def counts_in_words(found: Sequence[Linking]) -> str:
    """`found` as counts: “3 actions (2 open), 1 lesson”."""
    return ", ".join(map(_in_words, found))


def _in_words(linking: Linking) -> str:
    word = kind_word(linking.kind) if linking.number == 1 else kinds_word(linking.kind)
    text = _("{number} {kind} ({open} open)") if linking.still_open else "{number} {kind}"
    return text.format(number=linking.number, kind=word, open=linking.still_open)


def told_of_deletion(kind: str, found: Sequence[Linking]) -> str:
    """What becomes of `found` when the record of `kind` that they link to is deleted; "" when nothing links to it."""
    return _(what_becomes(kind, found)).format(linking=counts_in_words(found))
