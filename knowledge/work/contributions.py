"""Lines in the register of cofinanciering: a counter line, a line from an activity, what to know of one (pure)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from knowledge.model.fields import Choice
from knowledge.model.kinds import fields_of
from knowledge.model.records.activity import Activity
from knowledge.model.records.contribution import IN_HOURS, Contribution
from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.vocabulary import SCHOOL_KINDS
from knowledge.problem import N_, Problem, Reason, Word, WrongUse
from knowledge.work.closing import closed_on
from knowledge.work.line_value import LineValue, hours_of, line_value, periods_on, to_cents
from knowledge.work.warning import CLASH, Caution

BOOKED_TWICE = "dubbel-geboekt"


# -- counter lines ----------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Corrected:
    """What a line should have said: the hours, the pupils, or the value, whichever its form has."""

    hours: Decimal | None = None
    pupils: int | None = None
    value: Decimal | None = None


def counter_line(region: Region, line: Contribution, right: Corrected, reason: str, new_id: str) -> Contribution:
    """A line dated today that makes `line`, with the counter lines it has already, add up to what is `right`.

    It is of the same partner, form, school and activity, and counts by the same rate. Raises `WrongUse` when `line` is
    a counter line itself, or says nothing that `right` corrects, and `Problem` when nothing differs.
    """
    if line.corrects:
        raise WrongUse(
            N_("“{title}” is a counter line. Correct the line that it corrects: {id}."),
            title=region.title(line.id),
            id=line.corrects,
        )
    if not reason.strip():
        raise WrongUse(N_("Say why it is corrected: --reason TEXT."))
    before = _standing(region, line)
    after = _as_it_should_be(region, line, right)
    counter = dataclasses.replace(
        line,
        id=new_id,
        date=region.today,
        corrects=line.id,
        note=" ".join(reason.split()),
        pupils=None,
        hours_each=None,
        body="",
        extra={},
    )
    if line.way in IN_HOURS:
        hours = _needed(after.hours) - _needed(before.hours)
        counter = dataclasses.replace(counter, hours=hours, rate=_own_rate(region, line), value=None)
        nothing = not hours
    else:
        value = _needed(after.amount) - _needed(before.amount)
        counter = dataclasses.replace(counter, value=value)
        nothing = not value
    if nothing:
        raise Problem(N_("It says that already, so there is nothing to correct."))
    return counter


def _needed(value: Decimal | None) -> Decimal:
    return value if value is not None else Decimal("0.00")


def _standing(region: Region, line: Contribution) -> LineValue:
    """The hours and amount of `line` with its counter lines."""
    period = next(iter(periods_on(region, line.date)), None)
    hours, amount = _needed(hours_of(line, period)), _needed(line_value(line, period).amount)
    for each in region.of(Contribution).values():
        if each.corrects == line.id and each.state != "vervallen":
            own = next(iter(periods_on(region, each.date)), None)
            hours += _needed(hours_of(each, own))
            amount += _needed(line_value(each, own).amount)
    return LineValue(hours=hours, amount=amount)


def _as_it_should_be(region: Region, line: Contribution, right: Corrected) -> LineValue:
    period = next(iter(periods_on(region, line.date)), None)
    if line.way == "leerlinguren" and right.pupils is not None:
        hours = hours_of(dataclasses.replace(line, hours=None, pupils=right.pupils), period)
        if hours is None:
            raise WrongUse(N_("This line doesn't say how many hours each pupil spent. Correct it with --hours."))
        return LineValue(hours=hours)
    if line.way in IN_HOURS and right.hours is not None:
        return LineValue(hours=to_cents(right.hours))
    if line.way not in IN_HOURS and right.value is not None:
        return LineValue(amount=to_cents(right.value))
    field = "hours" if line.way in IN_HOURS else "value"
    raise WrongUse(
        N_("This line is about {way}. Say what it should have been with --{option}."),
        way=Word(_way_label(line.way)),
        option=field,
    )


def _way_label(way: str) -> str:
    kind = fields_of(Contribution.kind)["way"].type
    return kind.vocabulary.label(way) if isinstance(kind, Choice) else way


def _own_rate(region: Region, line: Contribution) -> Decimal | None:
    """The rate that a counter line of today needs for itself, so that it counts as `line` did."""
    if line.rate is not None:
        return line.rate
    then = next(iter(periods_on(region, line.date)), None)
    now = next(iter(periods_on(region, region.today)), None)
    return None if then is None or (now is not None and now.id == then.id) else then.rate


# -- booking from an activity -----------------------------------------------------------------------------------------


def line_of_activity(
    region: Region, activity: Activity, new_id: str, *, partner: str = "", hours: Decimal | None = None
) -> Contribution:
    """The line for the hours that a company gave to `activity`: those it says itself, or else `hours`.

    Raises `Problem` when it didn't take place, when nobody said how many hours, or, without `partner`, when there isn't
    exactly one company.
    """
    if not activity.is_done:
        raise Problem(
            N_("“{title}” didn't take place yet. First say that it did: in the year plan, or `sto plan done {id}`."),
            title=activity.title,
            id=activity.id,
        )
    given = hours if hours is not None else activity.hours_company
    if not given:
        raise WrongUse(
            N_("How many hours did the company give to “{title}”? Add them: --hours-company 3 or, later, --hours 3."),
            title=activity.title,
        )
    partner = partner or _only_company(region, activity)
    return Contribution(
        id=new_id,
        partner=partner,
        date=activity.date,
        way="uren",
        hours=to_cents(given),
        school=activity.schools[0] if len(activity.schools) == 1 else "",
        event=activity.id,
        plan_line=activity.plan_line,
        state="geleverd",
    )


def companies_of(region: Region, activity: Activity) -> list[str]:
    """The ids of the partners of `activity` that are no schools."""
    kinds = {each: region.of(Partner)[each].partner_kind for each in activity.partners if each in region.of(Partner)}
    return [each for each in activity.partners if kinds.get(each) not in SCHOOL_KINDS]


def _only_company(region: Region, activity: Activity) -> str:
    found = companies_of(region, activity)
    if len(found) == 1:
        return found[0]
    if not found:
        raise WrongUse(N_("“{title}” names no company. Say whose hours these are."), title=activity.title)
    names = ", ".join(region.title(each) for each in found)
    raise WrongUse(
        N_("“{title}” has several companies: {names}. Book for each: `sto cofin book {id} --partner NAME --hours 3`."),
        title=activity.title,
        names=names,
        id=activity.id,
    )


# -- what to know -----------------------------------------------------------------------------------------------------


def booked_with(region: Region, line: Contribution) -> list[str]:
    """The ids of other lines of the same partner, activity and form; a counter line repeats nothing."""
    alike = region.booked.get((line.partner, line.event, line.way), ())
    return [each for each in alike if each != line.id] if line.id in alike else []


def booked_twice(region: Region, line: Contribution) -> Caution | None:
    """The warning that `line` was booked before; None when it wasn't."""
    others = booked_with(region, line)
    if not others:
        return None
    reason = Reason(
        N_("{partner} has a line in the same form for “{activity}” already. Was it booked twice?"),
        {"partner": region.title(line.partner), "activity": region.title(line.event)},
    )
    return Caution(BOOKED_TWICE, reason, (line.id, *others))


def delivered_too_soon(line: Contribution, today: date) -> Caution | None:
    """The warning that `line` is delivered on a day after `today`."""
    if line.state != "geleverd" or line.date is None or line.date <= today:
        return None
    text = N_("It is delivered according to the line, but its day is still to come.")
    return Caution("nog-niet", Reason(text), (line.id,), CLASH)


def cautions_on_line(region: Region, line: Contribution) -> Iterator[Caution]:
    """What to know of `line`, which `region` has."""
    if twice := booked_twice(region, line):
        yield twice
    if too_soon := delivered_too_soon(line, region.today):
        yield too_soon
    if line.date and not periods_on(region, line.date):
        yield outside_every_period(line.id, line.date)
    closed = closed_on(periods_on(region, line.date), line.date)
    if closed and closed.closed_until:
        text = N_(
            "The books are closed until {until}. This line was entered after that, and is told to the accountant."
        )
        yield Caution("na-sluiting", Reason(text, {"until": f"{closed.closed_until:%d-%m-%Y}"}), (line.id,))


def outside_every_period(line_id: str, day: date) -> Caution:
    """The warning that a line falls in no grant period, and so doesn't count."""
    reason = Reason(N_("{day} is in no grant period, so the line doesn't count."), {"day": f"{day:%d-%m-%Y}"})
    return Caution("buiten-periode", reason, (line_id,))
