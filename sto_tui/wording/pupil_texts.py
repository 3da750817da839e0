"""What a record says about pupils that was kept on purpose, in words."""

from __future__ import annotations

from knowledge.model.records.record import Record
from knowledge.today import today
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import field_word


def pupil_lines(record: Record) -> list[str]:
    """A line for each field of `record` that was kept though the guard warned of it: why, by whom and when."""
    if not record.guard_kept:
        return []
    from knowledge.guard.checking import kept_hits

    lines = []
    for hit in kept_hits(record, today()):
        assert hit.kept
        text = _("Kept though it seems to be about a pupil: “{field}” ({rule}). Why: {reason}")
        said = text.format(field=field_word(record.kind, hit.field), rule=hit.rule, reason=hit.kept.reason)
        by = " · ".join(filter(None, (hit.kept.who, hit.kept.day)))
        lines.append(safe_line(f"{said} ({by})" if by else said))
    return lines
