"""Taking back an import, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sto_tui.wording.dates import show_time
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.imports import ImportBatch, ImportUndone, KeptRecord

KEPT_SHOWN = 5
"""How many records that stay are named; more are only counted."""


def undo_question(batch: ImportBatch) -> str:
    """Whether to take `batch` back, with the number of records and when it was."""
    number = len(batch.records)
    text = ngettext(
        "Take back the import of {time}? That is {number} record.",
        "Take back the import of {time}? That is {number} records.",
        number,
    )
    return text.format(number=number, time=show_time(f"{batch.time:%Y-%m-%dT%H:%M:%S}Z"))


def undo_explained() -> str:
    """What becomes of the records."""
    return _("What it added goes to the bin, what it changed is as before. What was changed since stays as it is.")


def taken_back_text(done: ImportUndone) -> str:
    """What became of the records of an import that was taken back."""
    parts = [
        ngettext("{number} record to the bin", "{number} records to the bin", done.deleted).format(number=done.deleted),
        _("{number} as before").format(number=done.changed_back) if done.changed_back else "",
        _("{number} left as they are").format(number=len(done.kept)) if done.kept else "",
    ]
    return _("Import taken back: {parts}.").format(parts=", ".join(filter(None, parts)))


def kept_lines(kept: Sequence[KeptRecord]) -> list[str]:
    """The records that stay, with the reason, a line each."""
    lines = [
        _("“{title}” stays: {reason}.").format(
            title=safe_line(each.document.record.title or each.document.id),
            reason=safe_line(tell(each.reason)).rstrip("."),
        )
        for each in kept[:KEPT_SHOWN]
    ]
    if (more := len(kept) - KEPT_SHOWN) > 0:
        lines.append(
            ngettext("And {number} more like these.", "And {number} more like these.", more).format(number=more)
        )
    return lines
