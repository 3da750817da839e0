"""What is told before somebody deletes what isn't theirs alone, and what becomes of what links to it, in words."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.journal.document import Document
from knowledge.work.deleting import AtStake, Linking, what_becomes
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import kind_word, kinds_word


def what_is_at_stake(document: Document, stake: AtStake) -> str:
    """What `document` is, who else wrote in it, what links to it and what becomes of that, a line each."""
    lines = [f"{kind_word(document.kind).capitalize()}: {safe_line(document.record.title) or _('(no title)')}"]
    if stake.writers:
        lines.append(_("Written by {names}.").format(names=", ".join(map(safe_line, stake.writers))))
    if stake.links:
        head = ngettext("{number} record links to it:", "{number} records link to it:", stake.links)
        lines.append(head.format(number=stake.links))
        lines += [f"· {kind_word(each.kind)} · {safe_line(each.record.title)}" for each in stake.named]
        if more := stake.links - len(stake.named):
            lines.append(ngettext("· and {number} more", "· and {number} more", more).format(number=more))
        lines.append(told_of_deletion(document.kind, stake.linking))
    lines += [safe_line(caution_line(each)) for each in stake.cautions]
    return "\n".join(lines)


def told_of_deletion(kind: str, found: Sequence[Linking]) -> str:
    """What becomes of `found` when the record of `kind` that they link to is deleted; "" when nothing links to it."""
    return _(what_becomes(kind, found)).format(linking=counts_in_words(found))


def counts_in_words(found: Sequence[Linking]) -> str:
    """`found` as counts: “3 actions (2 open), 1 lesson”."""
    return ", ".join(map(_in_words, found))


def _in_words(linking: Linking) -> str:
    word = kind_word(linking.kind) if linking.number == 1 else kinds_word(linking.kind)
    text = _("{number} {kind} ({open} open)") if linking.still_open else "{number} {kind}"
    return text.format(number=linking.number, kind=word, open=linking.still_open)


def closed_lines_line(number: int) -> str:
    """What it means that so many lines in closed books go, or count no longer."""
    text = ngettext(
        "{number} line in closed books goes or counts no longer, so totals that were reported change. A counter line "
        "would leave it there and say why.",
        "{number} lines in closed books go or count no longer, so totals that were reported change. Counter lines "
        "would leave them there and say why.",
        number,
    )
    return text.format(number=number)
