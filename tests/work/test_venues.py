"""The next venue is proposed, and the last meeting or visit is found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.catalogue.listing import Listing
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.work.contact import last_contact
from knowledge.work.venues import Venue, last_visits, next_venues, proposal
from knowledge.workspace import Workspace

TODAY = date(2026, 3, 31)


def partner(title: str, **fields: str) -> Partner:
    return Partner(id=title.casefold(), title=title, **fields)  # type: ignore[arg-type]


def at(venue: str, day: date) -> Meeting:
    return Meeting(title="Overleg", date=day, venue=venue)


def names(venues: Iterable[Venue]) -> list[str]:
    return [venue.partner.title for venue in venues]


# -- where to meet ----------------------------------------------------------------------------------------------------


def test_the_host_not_visited_for_longest_comes_first() -> None:
    partners = [partner("Brinkhof"), partner("Kompas"), partner("Linde")]
    last = {"brinkhof": date(2026, 2, 1), "kompas": date(2024, 12, 1), "linde": date(2025, 6, 1)}
    assert names(next_venues(last, partners)) == ["Kompas", "Linde", "Brinkhof"]


def test_partners_where_nobody_met_follow_by_name() -> None:
    partners = [partner("zuivel"), partner("Bakker"), partner("Kompas")]
    assert names(next_venues({"kompas": TODAY}, partners)) == ["Kompas", "Bakker", "zuivel"]


@pytest.mark.parametrize("resting", [{"stage": "slapend"}, {"stage": "beeindigd"}, {"status": "archief"}])
def test_who_rests_is_not_proposed(resting: dict[str, str]) -> None:
    venues = next_venues({"brinkhof": date(2025, 1, 1)}, [partner("Brinkhof", **resting)])
    assert venues == []


def test_a_visit_to_who_is_no_partner_any_more_does_not_count() -> None:
    (venue,) = next_venues({"weg": TODAY}, [partner("Kompas")])
    assert venue.last is None


def test_only_who_was_visited_is_proposed() -> None:
    partners = [partner("Brinkhof"), partner("Kompas")]
    assert proposal({}, partners) is None
    assert proposal({"kompas": TODAY}, partners) == Venue(partners[1], TODAY)


@pytest.mark.parametrize(
    ("last", "months"),
    [
        (date(2026, 3, 31), 0),
        (date(2026, 3, 1), 0),
        (date(2026, 2, 28), 1),
        (date(2025, 1, 31), 14),
        (date(2025, 4, 1), 11),
        (None, 0),
    ],
)
def test_whole_months_since_a_visit(last: date | None, months: int) -> None:
    assert Venue(partner("Kompas"), last).months_ago(TODAY) == months


@given(st.dictionaries(st.sampled_from("abcdx"), st.dates(date(2020, 1, 1), date(2026, 3, 31))))
def test_every_partner_is_proposed_once_the_longest_ago_first(last: dict[str, date]) -> None:
    venues = next_venues(last, [partner(name) for name in "abcd"])
    assert sorted(names(venues)) == ["a", "b", "c", "d"]
    days = [venue.last for venue in venues if venue.last]
    assert days == sorted(days)
    assert [venue.last for venue in venues][: len(days)] == days


# -- the latest day, asked of the catalogue ---------------------------------------------------------------------------


def test_only_meetings_there_up_to_today_are_visits(workspace: Workspace) -> None:
    workspace.save_all(
        [
            at("brinkhof", date(2023, 1, 1)),
            at("brinkhof", date(2025, 6, 1)),
            at("kompas", TODAY + timedelta(days=1)),
            at("linde", TODAY),
            at("", TODAY),
            Meeting(title="Elders", date=TODAY, partners=("meander",), next_venue="meander"),
        ]
    )
    assert workspace.latest_days(last_visits(TODAY)) == {"brinkhof": date(2025, 6, 1), "linde": TODAY}


def test_the_last_contact_is_the_latest_meeting_with_a_partner_that_is_not_in_the_bin(workspace: Workspace) -> None:
    both = Meeting(title="Samen", date=date(2025, 1, 1), partners=("meander", "brinkhof"), venue="kompas")
    alone = Meeting(title="Alleen", date=date(2025, 2, 1), partners=("meander",))
    gone = workspace.save(Meeting(title="Weg", date=date(2026, 1, 1), partners=("meander",)))
    workspace.save_all([both, alone, Lesson(title="Les", date=TODAY, partners=("meander",))])
    workspace.delete(gone.id)
    assert workspace.latest_days(last_contact(TODAY)) == {"meander": date(2025, 2, 1), "brinkhof": date(2025, 1, 1)}
    workspace.restore(gone.id)
    assert workspace.latest_days(last_contact(TODAY))["meander"] == date(2026, 1, 1)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(
            lambda number, day, partners, venue: Meeting(
                id=f"m{number}", title="Overleg", date=day, partners=tuple(partners), venue=venue
            ),
            st.integers(0, 5),
            st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
            st.lists(st.sampled_from("abc"), unique=True),
            st.sampled_from(["", "a", "b"]),
        ),
        max_size=8,
    )
)
def test_the_catalogue_answers_as_reading_every_meeting_would(workspace: Workspace, meetings: list[Meeting]) -> None:
    for meeting in meetings:
        workspace.save_all([meeting])
    contacts: dict[str, date] = {}
    visits: dict[str, date] = {}
    for document in workspace.documents(Listing("meeting", until=TODAY)):
        record = document.record
        assert isinstance(record, Meeting) and record.date
        for each in record.partners:
            contacts[each] = max(record.date, contacts.get(each, record.date))
        if record.venue:
            visits[record.venue] = max(record.date, visits.get(record.venue, record.date))
    assert workspace.latest_days(last_contact(TODAY)) == contacts
    assert workspace.latest_days(last_visits(TODAY)) == visits
