"""Who is proposed for erasure: whoever had no contact for as long as the region keeps contact data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.records.signup import Signup
from knowledge.model.records.use import Use
from knowledge.model.region import Region
from knowledge.model.typed.periods import whole_months
from knowledge.work.retention import last_contacts, proposed_for_erasure

T = date(2026, 11, 23)
LONG_AGO, EDGE = date(2020, 1, 1), date(2024, 11, 23)
"""Long before, and exactly as long ago as contact data is kept: 24 months."""
JAN = Person(id="jan", title="Jan Visser", partners=("p",))


def region(*records: Record, entered: date | None = LONG_AGO, changed: date | None = None, today: date = T) -> Region:
    found: dict[str, dict[str, Record]] = {}
    for each in (JAN, Partner(id="p", title="Vechtwerf"), *records):
        found.setdefault(each.kind, {})[each.id] = each
    days = {"entered": {"jan": entered} if entered else {}, "changed": {"jan": changed} if changed else {}}
    return Region(today, found, **days)


def is_proposed(*records: Record, **more: date) -> bool:
    return bool(proposed_for_erasure(region(*records, **more)))


def activity(day: date, state: str = "gedaan", **more: tuple[str, ...] | str) -> Activity:
    return Activity(id="a", title="Gastles", date=day, state=state, **({"contacts": ("jan",)} | more))  # type: ignore[arg-type]


CONTACTS = [
    lambda day: Meeting(id="m", title="Branchetafel", date=day, attendees=("jan",)),
    lambda day: Meeting(id="m", title="Branchetafel", date=day, guests=("jan visser",)),
    lambda day: activity(day),
    lambda day: activity(LONG_AGO, until=day),
    lambda day: activity(day, "gepland", contacts=(), teachers=("jan",)),
    lambda day: activity(day, contacts=(), lead_school="jan"),
    lambda day: activity(day, contacts=(), lead_company="jan"),
    lambda day: Signup(id="s", title="", target="o", by="p", contact="jan", signed_on=day),
    lambda day: Approach(id="k", title="", partner="p", by="q", who="Jan Visser", date=day),
    lambda day: Use(id="u", title="", lesson="l", who="Jan  Visser", date=day),
    lambda day: Lesson(id="l", title="Lasdag", author="Jan Visser", date=day),
    lambda day: Action(id="d", title="Bellen", who="Jan Visser", state="done", done_on=day),
    lambda day: Action(id="d", title="Bellen", who="Jan Visser", due=day),
    lambda day: ChecklistRun(id="c", title="Intake", template="t", participants=("Jan Visser",), date=day),
]


@pytest.mark.parametrize("contact", CONTACTS)
def test_contact_of_any_kind_keeps_somebody_until_the_day_that_it_is_so_many_months_ago(contact: object) -> None:
    assert callable(contact)
    assert is_proposed(contact(EDGE))
    assert not is_proposed(contact(EDGE + timedelta(days=1)))
    [found] = last_contacts(region(contact(EDGE))).values()
    assert (found.day, found.source) == (EDGE, contact(EDGE).id)


def test_without_any_contact_it_counts_when_somebody_was_entered() -> None:
    assert is_proposed(entered=EDGE)
    assert not is_proposed(entered=EDGE + timedelta(days=1))


def test_being_entered_yesterday_hides_no_contact_of_long_ago_but_a_change_of_the_record_does() -> None:
    old = Meeting(id="m", title="Branchetafel", date=LONG_AGO, attendees=("jan",))
    assert is_proposed(old, entered=T)
    assert not is_proposed(old, changed=T)
    assert is_proposed(old, changed=EDGE)


def test_what_was_called_off_or_only_an_idea_is_no_contact_and_an_appointment_ahead_is() -> None:
    assert is_proposed(activity(T, "afgelast"), activity(T, "idee"))
    assert not is_proposed(activity(T + timedelta(days=30), "gepland"))


def test_who_works_at_an_archived_partner_and_who_is_in_the_bin_are_proposed_as_well() -> None:
    assert is_proposed(Partner(id="p", title="Vechtwerf", status="archief"))
    binned = replace(JAN, id="bin", title="Ans Bos")
    found = replace(region(entered=T), binned_people={"bin": binned}, entered={"jan": T, "bin": LONG_AGO})
    assert [each.person.title for each in proposed_for_erasure(found)] == ["Ans Bos"]


def test_the_region_says_for_how_many_months() -> None:
    kept = Settings(id=SETTINGS_ID, retention_months=12)
    assert is_proposed(kept, entered=date(2025, 11, 23))
    assert not is_proposed(kept, entered=date(2025, 11, 24))


def test_the_longest_without_contact_comes_first() -> None:
    ans = replace(JAN, id="ans", title="Ans Bos")
    found = replace(region(ans), entered={"jan": EDGE, "ans": LONG_AGO})
    assert [each.person.id for each in proposed_for_erasure(found)] == ["ans", "jan"]


@given(
    st.lists(st.dates(date(2015, 1, 1), date(2027, 12, 31)), max_size=4),
    st.dates(date(2015, 1, 1), T),
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
)
def test_the_last_of_all_contacts_decides_and_who_is_proposed_stays_so_as_days_go_by(
    days: list[date], entered: date, today: date
) -> None:
    meetings = [Meeting(id=f"m{n}", title="x", date=day, attendees=("jan",)) for n, day in enumerate(days)]
    last = max(days) if days else entered
    assert is_proposed(*meetings, entered=entered, today=today) == (whole_months(last, today) >= 24)
    if is_proposed(*meetings, entered=entered, today=today):
        assert is_proposed(*meetings, entered=entered, today=today + timedelta(days=1))
