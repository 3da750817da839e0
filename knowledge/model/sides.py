"""Which partners a link is meant for: schools, companies, or any (pure)."""

from __future__ import annotations

from knowledge.model.fields import Side
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.region import is_company_like
from knowledge.model.vocabulary import SCHOOL_KINDS


def is_meant(record: Record, side: Side) -> bool:
    """Whether `record` is what a link for `side` is meant for; partners of an unknown kind always are."""
    if side is Side.ANY or not isinstance(record, Partner) or not record.partner_kind:
        return True
    return (record.partner_kind in SCHOOL_KINDS) is (side is Side.SCHOOL)


def is_wrong(record: Record, side: Side) -> bool:
    """Whether `record` can't be what a link for `side` leads to: a company where a school is asked for.

    The other way is no mistake: an mbo college makes offers as companies do.
    """
    return side is Side.SCHOOL and isinstance(record, Partner) and is_company_like(record)


def offered(records: list[Record], side: Side) -> list[Record]:
    """Those of `records` to offer for a link: what it is meant for or, without any, all that is possible."""
    return [each for each in records if is_meant(each, side)] or [each for each in records if not is_wrong(each, side)]
