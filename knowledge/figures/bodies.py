"""Who sits where and on whose behalf, who connects, and which relations hang on one person (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.model.folding import fold
from knowledge.model.records.activity import Activity
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.region import Region
from knowledge.model.vocabulary import BODIES, SCHOOL_KINDS
from knowledge.problem import N_

MANDATE_QUESTION = N_("On whose behalf does this partner speak here, and what may it promise (hours, money, places)?")

_ALWAYS_KINDS = frozenset({"branche", "groep-bedrijven"})
_ALWAYS_BODIES = frozenset({"stuurgroep"})


@dataclass(frozen=True)
class Seat:
    """A partner in a body. `mandate` is what it may promise there and on whose behalf, "" where nobody wrote it down;
    `asked` tells whether that is to be asked: where it is empty, and always of who speaks for others.
    """

    body: str
    partner: str
    mandate: str
    asked: bool


@dataclass(frozen=True)
class Connector:
    """A person, and the ids of the partners that this person met this and last school year."""

    person: str
    partners: tuple[str, ...]


def seats(region: Region) -> list[Seat]:
    """Who sits where, in the order of the bodies and then by name; archived partners are left out."""
    order = {body: place for place, body in enumerate(BODIES)}
    found = []
    for partner in region.of(Partner).values():
        for body, said in partner.participation.items() if partner.status != "archief" else ():
            mandate = str(said).strip()
            asked = not mandate or body in _ALWAYS_BODIES or partner.partner_kind in _ALWAYS_KINDS
            seat = Seat(body, partner.id, mandate, asked)
            found.append(((order.get(body, len(order)), body, partner.title.casefold(), partner.id), seat))
    return [seat for _, seat in sorted(found, key=lambda each: each[0])]


def connectors(region: Region) -> list[Connector]:
    """The people who met partners through activities and meetings, those who met the most first, then by name.

    Their own organisations don't count.
    """
    people, partners = region.of(Person), region.of(Partner)
    met: dict[str, set[str]] = {}
    for persons, others in _encounters(region):
        for person in persons & people.keys():
            met.setdefault(person, set()).update(others - set(people[person].partners))
    by_name = sorted(partners, key=lambda each: (fold(partners[each].title), each))
    place = {partner: number for number, partner in enumerate(by_name)}
    found = [
        Connector(person, tuple(sorted(others & place.keys(), key=place.__getitem__)))
        for person, others in met.items()
        if others & place.keys()
    ]
    return sorted(found, key=lambda each: (-len(each.partners), fold(people[each.person].title), each.person))


def _encounters(region: Region) -> Iterator[tuple[set[str], set[str]]]:
    """(ids of people, ids of partners) of what was done, and every meeting, this and last school year."""
    first = _begin(region)
    for activity in region.of(Activity).values():
        if activity.is_done and activity.date and first <= activity.date <= region.today:
            leads = {activity.lead_school, activity.lead_company}
            yield {*activity.teachers, *activity.contacts, *leads}, set(activity.linked_partners)
    for meeting in region.of(Meeting).values():
        if meeting.date and first <= meeting.date <= region.today:
            yield set(meeting.attendees), set(meeting.partners)


def on_one_person(region: Region) -> Mapping[str, str]:
    """The relations that hang on one person: the name of that person by the id of the partner, in order of names.

    Of our people count who keeps the relation, who called, and who leads or teaches what was planned or done this and
    last school year.
    """
    partners = sorted(region.of(Partner).values(), key=lambda each: (fold(each.title), each.id))
    found, first = {}, _begin(region)
    for partner in partners:
        if partner.partner_kind in SCHOOL_KINDS or partner.status == "archief" or partner.stage == "beeindigd":
            continue
        if name := _only_one(_our_people(region, partner, first)):
            found[partner.id] = name
    return found


def _only_one(names: Iterable[str]) -> str:
    """The only name among `names`, as it was written last; "" when there is none, or another."""
    only = ""
    for name in names:
        if not name.strip():
            continue
        if only and name != only and fold(name) != fold(only):
            return ""
        only = name
    return only


def _our_people(region: Region, partner: Partner, first: date) -> Iterator[str]:
    """The names of our people with `partner` from `first` on; a name may come several times, one may be empty."""
    people = region.of(Person)
    yield partner.owner
    for approach in region.approaches_to.get(partner.id, ()):
        if approach.date and approach.date >= first:
            yield approach.who
    for activity in region.activities_with.get(partner.id, ()):
        if (activity.is_planned or activity.is_done) and activity.date and activity.date >= first:
            ids = (activity.lead_school, *activity.teachers)
            yield from (people[each].title for each in ids if each in people)


def _begin(region: Region) -> date:
    """The first day of last school year."""
    this = region.school_year_of(region.today).first
    return region.school_year_of(this - timedelta(days=1)).first
