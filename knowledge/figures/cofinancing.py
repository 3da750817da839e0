"""The register of cofinanciering of a grant period: which lines count, the totals, and how they add up (pure).

A line is rounded to the cent before it is added, so that every way of grouping lines has the same total.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from knowledge.model.folding import fold
from knowledge.model.records.activity import Activity
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.region import Region
from knowledge.model.vocabulary import CONTRIBUTION_WAYS
from knowledge.work.line_value import (
    COUNTED,
    NOT_COUNTED,
    TO_JUDGE,
    LineValue,
    has_day,
    judgements,
    line_value,
    period_in_force,
    to_cents,
)

PLEDGED, LAPSED = "toegezegd", "vervallen"
OUTSIDE, ELSEWHERE_TOO, NO_COMPANY, WORTHLESS, STATELESS = (
    "buiten-periode",
    "ook-elders",
    "geen-bedrijf",
    "zonder-bedrag",
    "zonder-stand",
)
"""Why a line doesn't count, beside that it is pledged or lapsed."""

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register with what it is worth. `counts` is ja, nee or beoordelen; `because` tells why it is nee.

    `would_count` tells of a pledged line that it counts once it is delivered.
    """

    line: Contribution
    worth: LineValue
    counts: str
    because: str = ""
    would_count: bool = False

    @property
    def counted(self) -> bool:
        """Whether its amount is in the total."""
        return self.counts == COUNTED

    @property
    def proven(self) -> bool:
        """Whether it counts and there is evidence."""
        return self.counted and bool(self.line.evidence)

    @property
    def amount(self) -> Decimal:
        """Its amount, nothing where that isn't known."""
        return ZERO if self.worth.amount is None else self.worth.amount

    @property
    def counting(self) -> Decimal:
        """What it adds to the total."""
        return self.amount if self.counted else ZERO


class Cofinancing:
    """The register of `period` in `region`. Records in `in_two_versions` (ids) have versions still to choose from.

    Without a period in the region nothing counts. A line that falls in several periods is a line of each of them.
    """

    def __init__(self, region: Region, period: Period | None, in_two_versions: Collection[str] = ()) -> None:
        self.region = region
        self.period = period
        self._in_two_versions = frozenset(in_two_versions)

    def of(self, period: Period | None) -> Cofinancing:
        """The register of another `period` of the same region."""
        return self if period == self.period else Cofinancing(self.region, period, self._in_two_versions)

    @cached_property
    def lines(self) -> tuple[RegisterLine, ...]:
        """The lines that are dated in the period, by day, then by the name of the partner."""
        of_period = (
            each
            for each in self.region.of(Contribution).values()
            if self.period and each.date and has_day(self.period, each.date)
        )
        return self.in_order(self._judged(each) for each in of_period)

    @cached_property
    def outside(self) -> tuple[RegisterLine, ...]:
        """The lines that are dated in no period at all, in the same order."""
        periods = list(self.region.of(Period).values())
        strays = (
            each
            for each in self.region.of(Contribution).values()
            if each.date is None or not any(has_day(period, each.date) for period in periods)
        )
        return self.in_order(
            RegisterLine(each, line_value(each, None), NOT_COUNTED, LAPSED if each.state == LAPSED else OUTSIDE)
            for each in strays
        )

    def in_order(self, lines: Iterable[RegisterLine]) -> tuple[RegisterLine, ...]:
        """`lines` by day, then by the name of the partner; those without a day come last."""
        names = self._names
        return tuple(
            sorted(lines, key=lambda each: (each.line.date or date.max, names.get(each.line.partner, ""), each.line.id))
        )

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {each: fold(partner.title) for each, partner in self.region.of(Partner).items()}

    @cached_property
    def _judgements(self) -> Mapping[str, str]:
        return judgements(self.region)

    def _judged(self, line: Contribution) -> RegisterLine:
        worth = line_value(line, self.period)
        kind = self.judgement(line.partner)
        if line.state == LAPSED or not line.state:
            return RegisterLine(line, worth, NOT_COUNTED, line.state or STATELESS)
        because = (
            ELSEWHERE_TOO
            if line.other_scheme == "ja"
            else NO_COMPANY
            if kind == NOT_COUNTED
            else WORTHLESS
            if worth.amount is None
            else ""
        )
        if line.state != "geleverd":
            return RegisterLine(line, worth, NOT_COUNTED, PLEDGED, would_count=not because and kind == COUNTED)
        return RegisterLine(line, worth, NOT_COUNTED, because) if because else RegisterLine(line, worth, kind)

    def judgement(self, partner_id: str) -> str:
        """Whether what the partner with this id gives counts: ja, nee or beoordelen; an unknown one is to be judged."""
        return self._judgements.get(partner_id, TO_JUDGE)

    # -- totals ---------------------------------------------------------------------------------------------------

    @cached_property
    def counted(self) -> tuple[RegisterLine, ...]:
        """The lines that count."""
        return tuple(each for each in self.lines if each.counted)

    @cached_property
    def total(self) -> Decimal:
        """What counts."""
        return _sum(self.counted)

    @property
    def proven(self) -> Decimal:
        """What counts and has evidence."""
        return _sum(each for each in self.counted if each.proven)

    @property
    def missing_evidence(self) -> tuple[str, ...]:
        """The ids of the lines that count and have no evidence, in their own order."""
        return tuple(sorted(each.line.id for each in self.counted if not each.proven))

    @property
    def to_judge(self) -> tuple[RegisterLine, ...]:
        """The delivered lines of partners of whom nobody said yet whether they count."""
        return tuple(each for each in self.lines if each.counts == TO_JUDGE)

    @property
    def undecided(self) -> Decimal:
        """What is still to be judged."""
        return _sum(self.to_judge)

    @property
    def pledged(self) -> Decimal:
        """What was pledged, and will count when it is delivered."""
        return _sum(each for each in self.lines if each.would_count)

    @property
    def target(self) -> Decimal:
        """What the norm of the period asks."""
        period = self.period
        if period is None or period.basis is None or period.norm is None:
            return ZERO
        return to_cents(period.basis * period.norm / 100)

    @property
    def share(self) -> Decimal | None:
        """The total as a percentage of the target, with one decimal; None when there is no target."""
        return _percentage(self.total, self.target)

    @property
    def left(self) -> Decimal:
        """What the target still asks; below zero where there is more than that."""
        return self.target - self.total

    @property
    def elapsed(self) -> Decimal | None:
        """The percentage of the days of the period up to and including today, with one decimal."""
        gone, days = self._days
        return _percentage(Decimal(gone), Decimal(days))

    @property
    def pro_rata(self) -> Decimal:
        """The part of the target that belongs to the days that went by."""
        gone, days = self._days
        return to_cents(self.target * gone / days) if days else ZERO

    @property
    def _days(self) -> tuple[int, int]:
        period = self.period
        if period is None or period.date is None or period.until is None or period.until < period.date:
            return 0, 0
        days = (period.until - period.date).days + 1
        return min(max((self.region.today - period.date).days + 1, 0), days), days

    # -- two versions ---------------------------------------------------------------------------------------------

    @cached_property
    def two_versions(self) -> tuple[str, ...]:
        """The ids of the lines that have two versions; the totals use the one that is shown."""
        shown = (*self.lines, *self.outside)
        return tuple(sorted({each.line.id for each in shown} & self._in_two_versions))

    @property
    def provisional(self) -> bool:
        """Whether the totals may still change when somebody chooses between versions: of a line, or of the period."""
        return bool(self.two_versions) or (self.period is not None and self.period.id in self._in_two_versions)

    # -- grouping -------------------------------------------------------------------------------------------------

    @property
    def by_partner(self) -> Mapping[str, Decimal]:
        """The total by the id of the partner, the largest first."""
        return self._largest_first(lambda line: line.partner)

    @property
    def by_school(self) -> Mapping[str, Decimal]:
        """The total by the id of the school, the largest first; "" for lines without one."""
        return self._largest_first(lambda line: line.school)

    @property
    def by_way(self) -> Mapping[str, Decimal]:
        """The total by form, in the order of the forms."""
        ways = list(CONTRIBUTION_WAYS)
        return self._grouped(lambda line: line.way, lambda way, _: ways.index(way) if way in ways else len(ways))

    @property
    def by_quarter(self) -> Mapping[str, Decimal]:
        """The total by quarter (``2026-Q4``), in the order of time."""
        return self._grouped(lambda line: quarter_of(line.date), lambda quarter, _: quarter)

    @property
    def by_activity(self) -> Mapping[str, Decimal]:
        """The total by the kind of the linked activity, the largest first; "" for lines without one."""
        return self._largest_first(self.activity_kind)

    def activity_kind(self, line: Contribution) -> str:
        """The kind of the activity that `line` is linked to, "" for none."""
        activity = self.region.of(Activity).get(line.event)
        return activity.activity if activity else ""

    def _largest_first(self, key: Callable[[Contribution], str]) -> Mapping[str, Decimal]:
        return self._grouped(key, lambda each, amount: (not each, -amount, fold(self.region.title(each) or each), each))

    def _grouped(
        self, key: Callable[[Contribution], str], place: Callable[[str, Decimal], object]
    ) -> Mapping[str, Decimal]:
        found: dict[str, Decimal] = {}
        for each in self.counted:
            group = key(each.line)
            found[group] = found.get(group, ZERO) + each.amount
        return dict(sorted(found.items(), key=lambda item: place(*item)))  # type: ignore[arg-type, return-value]


def cofinancing(region: Region, in_two_versions: Collection[str] = (), period: Period | None = None) -> Cofinancing:
    """The register of `period`, by default the one that is in force on the day of `region`."""
    return Cofinancing(region, period or period_in_force(region, region.today), in_two_versions)


def quarter_of(day: date | None) -> str:
    """The quarter of `day`: ``2026-Q4``; "" for no day."""
    return f"{day.year}-Q{(day.month + 2) // 3}" if day else ""


def _sum(lines: Iterable[RegisterLine]) -> Decimal:
    return sum((each.amount for each in lines), ZERO)


def _percentage(part: Decimal, whole: Decimal) -> Decimal | None:
    return (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None
