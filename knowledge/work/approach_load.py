"""How much is asked of a partner: how many schools called on it lately, and what to know before calling (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from knowledge.model.records.approach import Approach
from knowledge.model.records.partner import Partner
from knowledge.model.region import Ask, Region
from knowledge.model.vocabulary import APPROACH_WAYS
from knowledge.problem import N_, Reason, Word
from knowledge.work.not_now import is_not_now, not_now_caution, noted_on
from knowledge.work.warning import Caution

CALM, BUSY, TOO_BUSY = "rustig", "let-op", "overvraagd"
"""The levels of a load."""

ASKED_BEFORE = "al-gevraagd"
"""The code of the warning that another school asked lately as well; `TOO_BUSY` is that of too many schools."""

_ORDINALS = (
    N_("first"), N_("second"), N_("third"), N_("fourth"), N_("fifth"), N_("sixth"), N_("seventh"), N_("eighth"),
    N_("ninth"), N_("tenth"),
)  # fmt: skip
_NUMBERS = (N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"))


@dataclass(frozen=True)
class Load:
    """What was asked of `partner` in the window: the `asks` in the order of their days, the ids of the different
    `schools` that asked, in the order of their last ask, and the level.
    """

    partner: str
    asks: tuple[Ask, ...]
    schools: tuple[str, ...]
    level: str


def load_of(region: Region, partner: str, *, day: date | None = None, joining: str = "") -> Load:
    """The load of the partner with the id `partner` in the window up to and including `day` (default: today).

    `joining` is a school that is about to ask, and is counted in.
    """
    last = day or region.today
    first = last - timedelta(days=window_days(region) - 1)
    newest = takewhile(lambda each: each.day >= first, reversed(region.asks_to.get(partner, ())))
    asks = tuple(each for each in newest if each.day <= last)[::-1]
    by = [each.by for each in asks if region.may_be_school(each.by)]
    by += [joining] if joining and region.may_be_school(joining) else []
    schools = tuple(dict.fromkeys(reversed(by)))[::-1]
    return Load(partner, asks, schools, _level(region, len(schools)))


def window_days(region: Region) -> int:
    """For how many days an ask counts."""
    days = region.settings.load_days
    assert days is not None
    return days


def load_limit(region: Region) -> int:
    """How many schools are too many."""
    schools = region.settings.load_schools
    assert schools is not None
    return schools


def _level(region: Region, schools: int) -> str:
    if schools >= load_limit(region):
        return TOO_BUSY
    return BUSY if schools >= 2 else CALM


def loads(region: Region) -> list[Load]:
    """The load of every partner of which something was asked in the window, the most schools first, then by name."""
    partners = region.of(Partner)
    found = (load_of(region, each) for each in region.asks_to if each in partners)
    return sorted(
        (load for load in found if load.asks),
        key=lambda load: (-len(load.schools), -len(load.asks), partners[load.partner].title.casefold(), load.partner),
    )


def load_caution(region: Region, load: Load, joining: str = "") -> Caution | None:
    """The warning that `load` gives to who asks on behalf of the school `joining`; None when there is none.

    Without `joining` it tells of too many schools only.
    """
    about = (load.partner, *(each.source for each in load.asks))
    others = [each for each in load.schools if each != joining]
    if load.level == TOO_BUSY and others:
        return Caution(TOO_BUSY, _too_busy(region, load, joining, others), about)
    if joining and others:
        last = _last_ask(load, others[-1])
        values = {"school": _name(region, last.by), "day": f"{last.day:%d-%m}", "way": _way(last)}
        return Caution(ASKED_BEFORE, Reason(N_("{school} asked on {day} already{way}."), values), about)
    return None


def cautions_before_asking(
    region: Region, partner: str, school: str = "", *, activity: str = "", day: date | None = None
) -> list[Caution]:
    """What to know before asking the partner with the id `partner` for an `activity` on behalf of `school`.

    The school is counted in. `day` is when it is asked, by default today.
    """
    record = region.of(Partner).get(partner)
    asked_on = day or region.today
    cautions = [
        not_now_caution(record, asked_on, activity) if record else None,
        load_caution(region, load_of(region, partner, day=asked_on, joining=school), school),
    ]
    return [each for each in cautions if each]


def approaches_between(
    region: Region, since: date | None, until: date | None, *, partner: str = "", by: str = ""
) -> list[Approach]:
    """The approaches to `partner` on behalf of `by` (ids; "" for anybody) on those days, the newest first."""
    found = region.approaches_to.get(partner, ()) if partner else region.of(Approach).values()
    inside = (
        each
        for each in found
        if (not by or each.by == by)
        and (not since or (each.date and each.date >= since))
        and (not until or (each.date and each.date <= until))
    )
    return sorted(inside, key=lambda each: (each.date or date.min, each.id), reverse=True)


def was_not_now(region: Region, approach: Approach) -> bool:
    """Whether `approach` asked all the same while its partner had said “nu niet”, as far as the partner still tells."""
    partner = region.of(Partner).get(approach.partner)
    if partner is None or not approach.is_ask or approach.date is None:
        return False
    since = noted_on(partner)
    return is_not_now(partner, approach.date, approach.activity) and (since is None or approach.date >= since)


def _too_busy(region: Region, load: Load, joining: str, others: list[str]) -> Reason:
    """That too many schools ask, which they are, and with whom to talk first."""
    values: dict[str, object] = {
        "span": _span(window_days(region)),
        "count": _spelled(_NUMBERS, len(load.schools)),
        "schools": _listed(region, load, others),
        "owner": _owner(region, load.partner),
    }
    if joining and joining not in {each.by for each in load.asks}:
        values["rank"] = _spelled(_ORDINALS, len(load.schools))
        return Reason(N_("You are the {rank} school in {span}: {schools}.{owner}"), values)
    if joining:
        return Reason(N_("With you, {count} schools ask in {span}: {schools}.{owner}"), values)
    return Reason(N_("In {span}, {count} schools asked: {schools}.{owner}"), values)


def _spelled(words: tuple[str, ...], number: int) -> object:
    """The word for `number`, or its digits where `words` has none."""
    if number <= len(words):
        return Word(words[number - 1])
    return Reason(N_("{number}th"), {"number": number}) if words is _ORDINALS else number


def _span(days: int) -> Reason:
    weeks, rest = divmod(days, 7)
    if rest or weeks < 2:
        return Reason(N_("{days} days"), {"days": days})
    return Reason(N_("{weeks} weeks"), {"weeks": _spelled(_NUMBERS, weeks)})


def _listed(region: Region, load: Load, schools: list[str]) -> Reason | str:
    """`schools` in a row, each with the day and the way of its last ask."""
    listed: Reason | str = ""
    for school in schools:
        last = _last_ask(load, school)
        values = {"school": _name(region, school), "day": f"{last.day:%d-%m}", "way": _way(last)}
        one = Reason("{school} {day}{way}", values)
        listed = Reason("{some}, {last}", {"some": listed, "last": one}) if listed else one
    return listed


def _name(region: Region, school: str) -> str:
    return region.title(school) or Word(N_("(unknown)"))


def _last_ask(load: Load, school: str) -> Ask:
    return next(each for each in reversed(load.asks) if each.by == school)


def _way(ask: Ask) -> Reason:
    way = Word(APPROACH_WAYS.label(ask.way) if ask.way else N_("sign-up"))
    return Reason(" ({way})", {"way": way})


def _owner(region: Region, partner: str) -> Reason:
    record = region.of(Partner).get(partner)
    if record and record.owner:
        return Reason(N_(" Talk first with who keeps the relation: {owner}."), {"owner": record.owner})
    return Reason(N_(" Talk with each other first."))
