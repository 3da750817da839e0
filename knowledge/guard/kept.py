"""What was kept on purpose: why, by whom and when, beside the record that holds it (pure).

The field `guard_kept` of every record has ``RULE.FIELD: reason · who · day``. It never holds the passage itself or a
hash of it, which could be guessed. Behind two or more passages stands how many were kept (`` · 2×``), so that one more
in the same field warns again.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from knowledge.model.records.record import Record

_KEPT = re.compile(r"(?P<reason>.*) · (?P<who>.*) · (?P<day>\d{4}-\d\d-\d\d)(?: · (?P<count>\d{1,6})×)?", re.DOTALL)


class Kept(NamedTuple):
    """That `passages` in a field were kept, for what `reason`, by `who`, on what `day` (as it is written)."""

    reason: str
    who: str
    day: str
    passages: int = 1


def kept_value(reason: str, who: str, day: date, count: int) -> str:
    """The value of `guard_kept` that says so."""
    said = " · ".join((" ".join(reason.split()), " ".join(who.split()), day.isoformat()))
    return said if count < 2 else f"{said} · {count}×"


def kept_on_purpose(record: Record, rule: str, field: str) -> Kept | None:
    """What was said when passages by `rule` in `field` of `record` were kept; None when nobody did."""
    value = record.guard_kept.get(f"{rule}.{field}")
    if not isinstance(value, str) or not value.strip():
        return None
    match = _KEPT.fullmatch(value)
    if match is None:
        return Kept(value, "", "")
    return Kept(match["reason"], match["who"], match["day"], int(match["count"] or 1))
