"""How long contact data is kept: whose last contact is so long ago that they are proposed for erasure (pure).

Nothing here erases. A person decides, one by one: to erase somebody, or to keep them until a day, for a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.model.folding import fold
from knowledge.model.people import linked_people, named_people
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.region import Region
from knowledge.model.typed.periods import whole_months


@dataclass(frozen=True)
class LastContact:
    """The last `day` of contact with `person`. `source` is the record that tells: their own when that was changed or
    entered then."""

    person: Person
    day: date
    source: str


def last_contacts(region: Region) -> dict[str, LastContact]:
    """The last contact with each person of `region` by id, also of those in the bin.

    Contact is a meeting or activity that they took part in, a sign-up, approach, use, lesson or checklist of theirs, an
    action they did or have to do, and a change of their record, or of one that was merged with it. What was only an
    idea or was called off is none. An appointment still to come is. Without any it counts when they were entered.
    A change by which, or before the day until which, somebody was kept on purpose is none either.
    """
    people = {**region.of(Person), **region.binned_people}
    by_name: dict[str, list[str]] = {}
    for each, person in people.items():
        by_name.setdefault(fold(person.title), []).append(each)
    last = {each: (day, each) for each, day in region.changed.items() if not _was_kept(people.get(each), day)}
    for record in _records(region):
        if day := _day_of(record):
            for each in _people_of(record, by_name):
                if each not in last or day > last[each][0]:
                    last[each] = (day, record.id)
    entered = {each: (day, each) for each, day in region.entered.items()}
    return {each: LastContact(people[each], *told) for each, told in (entered | last).items() if each in people}


def _people_of(record: Record, by_name: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The ids of the people to whom `record` links, and of those whose name it has in a field for names."""
    yield from (each for _field, each in linked_people(record))
    for _field, name in named_people(record):
        yield from by_name.get(fold(name), ())


def proposed_for_erasure(region: Region) -> tuple[LastContact, ...]:
    """Those whose last contact is as many months ago as the region keeps contact data, or more; the longest first."""
    months = region.settings.retention_months
    assert months is not None
    old = (
        each
        for each in last_contacts(region).values()
        if whole_months(each.day, region.today) >= months and not _was_kept(each.person, region.today)
    )
    return tuple(sorted(old, key=lambda each: (each.day, fold(each.person.title), each.person.id)))


def _was_kept(person: Person | None, day: date) -> bool:
    """Whether somebody decided to keep `person` until after `day`, or until that day."""
    return person is not None and person.kept_until is not None and day <= person.kept_until


def _records(region: Region) -> Iterator[Record]:
    for kind, records in region.records.items():
        if kind != Person.kind:
            yield from records.values()


def _day_of(record: Record) -> date | None:
    """The day on which there was contact with the people of `record`; None where it tells of no contact."""
    if isinstance(record, Activity):
        return record.last_day if record.is_done or record.is_planned else None
    if isinstance(record, Action):
        return record.done_on or record.due
    return record.when
