"""Rules around meetings: where to meet next, and actions and days as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.fields import BadValue
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.work.meetings import Venue, action_from, day_from, next_venues

TODAY = date(2026, 3, 31)
MEETING = Meeting(id="overleg", title="Overleg", date=TODAY, partners=("meander", "brinkhof"))


def partner(title: str, **fields: str) -> Partner:
    return Partner(id=title.casefold(), title=title, **fields)  # type: ignore[arg-type]


def at(venue: str, day: date | None) -> Meeting:
    return Meeting(title="Overleg", date=day, venue=venue)


def names(venues: list[Venue]) -> list[str]:
    return [venue.partner.title for venue in venues]


# -- where to meet ----------------------------------------------------------------------------------------------------


def test_the_host_not_visited_for_longest_comes_first() -> None:
    partners = [partner("Brinkhof"), partner("Kompas"), partner("Linde")]
    meetings = [
        at("brinkhof", date(2026, 2, 1)),
        at("kompas", date(2024, 12, 1)),
        at("linde", date(2023, 1, 1)),
        at("linde", date(2025, 6, 1)),
    ]
    assert names(next_venues(meetings, partners, TODAY)) == ["Kompas", "Linde", "Brinkhof"]


def test_partners_where_nobody_met_follow_by_name() -> None:
    partners = [partner("zuivel"), partner("Bakker"), partner("Kompas")]
    assert names(next_venues([at("kompas", TODAY)], partners, TODAY)) == ["Kompas", "Bakker", "zuivel"]


@pytest.mark.parametrize("resting", [{"stage": "slapend"}, {"stage": "beeindigd"}, {"status": "archief"}])
def test_who_rests_is_not_proposed(resting: dict[str, str]) -> None:
    venues = next_venues([at("brinkhof", date(2025, 1, 1))], [partner("Brinkhof", **resting)], TODAY)
    assert venues == []


def test_a_meeting_that_is_planned_is_no_visit() -> None:
    (venue,) = next_venues([at("kompas", TODAY + timedelta(days=1))], [partner("Kompas")], TODAY)
    assert venue.last is None


def test_meetings_without_a_day_or_elsewhere_do_not_count() -> None:
    (venue,) = next_venues([at("kompas", None), at("", TODAY), at("weg", TODAY)], [partner("Kompas")], TODAY)
    assert venue.last is None


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


@given(st.lists(st.tuples(st.sampled_from("abcdx"), st.dates(date(2020, 1, 1), date(2027, 1, 1)))))
def test_every_partner_is_proposed_once_the_longest_ago_first(visits: list[tuple[str, date]]) -> None:
    partners = [partner(name) for name in "abcd"]
    venues = next_venues([at(name, day) for name, day in visits], partners, TODAY)
    assert sorted(names(venues)) == ["a", "b", "c", "d"]
    days = [venue.last for venue in venues if venue.last]
    assert days == sorted(days)
    assert [venue.last for venue in venues][: len(days)] == days


# -- actions ----------------------------------------------------------------------------------------------------------


def test_an_action_told_in_one_line() -> None:
    action = action_from("Bus bestellen; Bas  Oudejans; 14-04-2026", MEETING, "a1", TODAY)
    assert (action.id, action.title, action.who, action.due) == (
        "a1",
        "Bus bestellen",
        "Bas Oudejans",
        date(2026, 4, 14),
    )
    assert (action.origin, action.partners) == ("overleg", ("meander", "brinkhof"))
    assert action.is_open


@pytest.mark.parametrize(
    ("told", "who", "due"),
    [
        ("Bellen", "", None),
        ("Bellen;", "", None),
        ("Bellen; Bas", "Bas", None),
        ("Bellen;; +2w", "", TODAY + timedelta(days=14)),
        (" Bellen ; Bas ; ", "Bas", None),
    ],
)
def test_who_and_when_may_be_missing(told: str, who: str, due: date | None) -> None:
    action = action_from(told, MEETING, "", TODAY)
    assert (action.title, action.who, action.due) == ("Bellen", who, due)


@pytest.mark.parametrize("told", ["", " ", "; Bas", ";;", "Bellen; Bas; +1d; nog iets", "Bellen; Bas; ooit"])
def test_what_is_no_action_is_told(told: str) -> None:
    with pytest.raises(BadValue):
        action_from(told, MEETING, "", TODAY)


# -- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("vandaag", TODAY),
        (" Today ", TODAY),
        ("+14d", date(2026, 4, 14)),
        ("+14", date(2026, 4, 14)),
        ("+2w", date(2026, 4, 14)),
        ("+2W", date(2026, 4, 14)),
        ("-1d", date(2026, 3, 30)),
        ("+0", TODAY),
        ("2026-04-14", date(2026, 4, 14)),
        ("14-04-2026", date(2026, 4, 14)),
        ("1/4/2026", date(2026, 4, 1)),
        ("+9999w", TODAY + timedelta(weeks=9999)),
    ],
)
def test_a_day_as_people_type_it(typed: str, day: date) -> None:
    assert day_from(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", " ", "ooit", "+", "+2m", "31-02-2026", "2026-13-01", "+99999", "12"])
def test_what_is_no_day_is_told(typed: str) -> None:
    with pytest.raises(BadValue):
        day_from(typed, TODAY)


@given(
    st.text(max_size=20) | st.from_regex(r"[+-][0-9]{1,4}[dw]?", fullmatch=True),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_anything_typed_is_a_day_or_told(typed: str, today: date) -> None:
    try:
        assert isinstance(day_from(typed, today), date)
    except BadValue as told:
        assert str(told)
