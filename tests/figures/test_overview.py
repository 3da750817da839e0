"""What the overview shows of a region on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.figures.cofinancing import cofinancing
from knowledge.figures.overview import Overview
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.period import Period
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.signup import Signup
from knowledge.model.records.use import Use
from tests.region_f import T, region


def overview(*more: Record, today: date = T) -> Overview:
    return Overview(cofinancing(region(today, *more)))


def planned(name: str, day: date, **more: Any) -> Activity:
    begun = {"schools": ("p-rijssum",), "partners": ("p-linde",), "state": "gepland", "activity": "gastles"}
    return Activity(**{"id": name, "title": name, "date": day} | begun | more)


def test_region_f_is_seen_on_one_page() -> None:
    found = overview()
    assert (found.overdue_actions, found.to_close) == (("x1",), ("a8",))
    assert (found.next_four_weeks, found.coming_until) == (("a9", "a10"), date(2026, 12, 20))
    assert (found.silent, found.not_now) == (("p-jachtwerf",), ("p-hoekstra",))
    assert [(each.partner, len(each.schools)) for each in found.load] == [("p-rossum", 2)]
    assert found.coverage.gaps == ("digitaal",)
    assert found.embedding == {"los": 0, "les": 0, "lob": 1, "curriculum": 1} and found.done_this_year == 2
    assert (found.new_lessons, found.uses, found.open_uses) == (("l1",), ("u1", "u2"), ("u2",))
    assert (found.open_requests, found.oversubscribed, found.doubly_confirmed) == (("r1",), ("o5",), ())
    assert found.requests_without_partner == ("r1",)
    assert found.activities == {
        "bezoek": {"gedaan": 1, "gepland": 3, "afgelast": 0},
        "gastles": {"gedaan": 1, "gepland": 2, "afgelast": 1},
        "docentenstage": {"gedaan": 0, "gepland": 1, "afgelast": 0},
    }
    assert found.register.total == 17300


@pytest.mark.parametrize(
    ("day", "state", "shows"),
    [
        *((0, "gepland", True), (27, "gepland", True), (28, "gepland", False)),
        *((-1, "gepland", False), (3, "idee", False), (3, "afgelast", False)),
    ],
)
def test_the_next_four_weeks_are_today_and_the_27_days_after_it(day: int, state: str, shows: bool) -> None:
    found = overview(planned("new", T + timedelta(days=day), state=state))
    assert ("new" in found.next_four_weeks) == shows


def test_what_is_late_or_coming_stands_in_the_order_of_its_days() -> None:
    found = overview(
        planned("later", T + timedelta(days=9), start="09:00"),
        planned("sooner", T + timedelta(days=9), start="08:00"),
        planned("forgotten", T - timedelta(days=300)),
        Action(id="x0", title="Bellen", due=T - timedelta(days=90), state="open"),
        Action(id="x2", title="Klaar", due=T - timedelta(days=90), state="done"),
        Action(id="x3", title="Vandaag", due=T, state="open"),
    )
    assert found.next_four_weeks == ("sooner", "later", "a9", "a10")
    assert found.to_close == ("forgotten", "a8") and found.overdue_actions == ("x0", "x1")


def test_a_lesson_is_new_for_ninety_days_and_uses_are_counted_by_school_year() -> None:
    found = overview(
        Lesson(id="new", title="x", date=T - timedelta(days=90)),
        Lesson(id="old", title="x", date=T - timedelta(days=91)),
        Lesson(id="ahead", title="x", date=T + timedelta(days=1)),
        Use(id="u0", lesson="l1", who="Els", date=date(2026, 7, 31)),
        Use(id="u3", lesson="l1", who="Els", date=date(2026, 8, 1), outcome="niet"),
    )
    assert found.new_lessons == ("l1", "new")
    assert found.uses == ("u1", "u2", "u3") and found.open_uses == ("u0", "u2")


def test_a_request_has_a_partner_once_a_company_signed_up_that_did_not_say_no() -> None:
    asked = Request(id="r2", title="?", school="p-rijssum", activity="bezoek", state="open")
    refused = Signup(id="s7", target="r2", by="p-linde", signed_on=T, state="nee")
    assert overview(asked, refused).requests_without_partner == ("r1", "r2")
    coming = Signup(id="s8", target="r2", by="p-brinkhof", signed_on=T, state="nieuw")
    assert overview(asked, refused, coming).requests_without_partner == ("r1",)


def test_two_places_confirmed_where_there_is_one_are_to_be_settled() -> None:
    more = [
        Signup(id=each, target="o4", by="p-kompas", signed_on=T, state="bevestigd", groups=1) for each in ("s8", "s9")
    ]
    assert overview(*more).doubly_confirmed == ("o4",)
    assert "o4" in overview(*more).oversubscribed


def test_deadlines_still_to_come_are_shown_and_what_is_no_day_is_shown_as_it_was_typed() -> None:
    period = region().of(Period)["sto2528"]
    asked = {"01-10-2026": "Plan", "2027-04-01": "Verantwoording", "23-11-2026": "Vandaag", "voorjaar": "Bezoek"}
    found = overview(Period(**{**vars(period), "deadlines": asked})).deadlines
    assert [(each.what, each.day) for each in found] == [
        ("Vandaag", T), ("Verantwoording", date(2027, 4, 1)), ("Bezoek", None),
    ]  # fmt: skip


def test_sign_ups_are_kept_as_long_as_the_region_agreed() -> None:
    at = (("edge", date(2024, 11, 23)), ("before", date(2024, 11, 24)), ("older", date(2023, 1, 1)))
    old = [Signup(id=name, target="o1", by="p-kompas", signed_on=day, state="nee") for name, day in at]
    assert overview(*old).kept_too_long == ("older", "edge")


def test_an_empty_region_has_an_overview_without_anything() -> None:
    from knowledge.model.region import Region

    found = Overview(cofinancing(Region(T)))
    assert not any((found.overdue_actions, found.load, found.activities, found.open_uses, found.deadlines))
    assert found.register.period is None and len(found.coverage.gaps) == 7


@given(st.dates(date(2024, 1, 1), date(2029, 1, 1)))
def test_on_any_day_a_planned_activity_is_past_or_ahead_and_never_both(today: date) -> None:
    found = overview(today=today)
    assert not set(found.to_close) & set(found.next_four_weeks)
    assert sum(found.embedding.values()) <= found.done_this_year
    assert set(found.requests_without_partner) <= set(found.open_requests)
