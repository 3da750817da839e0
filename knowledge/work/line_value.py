"""What a line of the register of cofinanciering is worth, and the grant period that it falls in (pure).

Hours are rounded first, and what stands in the line is what is multiplied: 7 pupils × 5,5 hours × 25 % = 9,63 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from knowledge.model.records.contribution import IN_HOURS, Contribution
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.region import Region

COUNTED, TO_JUDGE, NOT_COUNTED = "ja", "beoordelen", "nee"
"""Whether what a partner gives counts as cofinancing."""
_CENT = Decimal("0.01")


def to_cents(value: Decimal) -> Decimal:
    """`value` with two decimals, half away from zero, as a spreadsheet rounds."""
    return value.quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class LineValue:
    """The hours, rate and amount of a line; None for what it hasn't, or for what can't be known."""

    hours: Decimal | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None


def line_value(line: Contribution, period: Period | None) -> LineValue:
    """What `line` is worth by the rate and share of `period`; None for a line that falls in none."""
    if line.way not in IN_HOURS:
        return LineValue(amount=None if line.value is None else to_cents(line.value))
    hours = hours_of(line, period)
    rate = line.rate if line.rate is not None or period is None else period.rate
    amount = None if hours is None or rate is None else to_cents(hours * rate)
    return LineValue(hours, rate, amount)


def hours_of(line: Contribution, period: Period | None) -> Decimal | None:
    """The hours of `line`, rounded: those it says, or else a share of what pupils spent."""
    if line.hours is not None:
        return to_cents(line.hours)
    share = period.pupil_share if period else None
    if line.pupils is None or line.hours_each is None or share is None:
        return None
    return to_cents(line.pupils * line.hours_each * share / 100)


def judgements(region: Region) -> dict[str, str]:
    """Whether what each partner gives counts: ja, nee or beoordelen, by the settings of the region, by its id."""
    counts = region.settings.counts
    said = {each: counts.get(partner.partner_kind) for each, partner in region.of(Partner).items()}
    return {each: str(word) if word in (COUNTED, NOT_COUNTED) else TO_JUDGE for each, word in said.items()}


def has_day(period: Period, day: date) -> bool:
    """Whether `day` is one of `period`."""
    return bool(period.date and period.until and period.date <= day <= period.until)


def periods_on(region: Region, day: date | None) -> list[Period]:
    """The grant periods that `day` falls in, the one that began last first."""
    found = [each for each in region.of(Period).values() if day and has_day(each, day)]
    return sorted(found, key=lambda each: (each.date or date.min, each.id), reverse=True)


def period_in_force(region: Region, day: date) -> Period | None:
    """The grant period that is meant when nobody names one; None when there is none.

    It is the one that `day` falls in (of several, the one that began last), or else the last one that ended before, or
    else the first that is to come.
    """
    if on := periods_on(region, day):
        return on[0]
    dated = [each for each in region.of(Period).values() if each.date and each.until]
    past = [each for each in dated if each.until and each.until < day]
    if past:
        return max(past, key=lambda each: (each.until or date.min, each.id))
    return min(dated, key=lambda each: (each.date or date.max, each.id), default=None)
