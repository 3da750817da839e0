"""Who has a place, who waits, and how many places are left: the same answer on every device."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.settings import Settings
from knowledge.model.records.signup import Signup
from knowledge.model.region import Region
from knowledge.work.capacity import Capacity, capacity, doubly_confirmed, target_of
from tests import region_f
from tests.region_f import T

DAY = date(2026, 10, 1)


def region(*records: Record, today: date = T, created: dict[str, str] | None = None) -> Region:
    found: dict[str, dict[str, Record]] = {}
    for record in records:
        found.setdefault(record.kind, {})[record.id] = record
    return Region(today, found, created or {})


def offer(times: int = 2, allocation: str = "", **fields: object) -> Offer:
    return Offer(
        **{"id": "o", "title": "Lasgastles", "partner": "p", "activity": "gastles", **fields},  # type: ignore[arg-type]
        times=times,
        allocation=allocation,
    )


def signup(signup_id: str, by: str = "", groups: int | None = 1, state: str = "nieuw", day: date = DAY) -> Signup:
    return Signup(id=signup_id, target="o", by=by or signup_id, signed_on=day, groups=groups, state=state)


def seen(*signups: Signup, times: int = 2, allocation: str = "", created: dict[str, str] | None = None) -> Capacity:
    target = offer(times, allocation)
    return capacity(region(target, *signups, created=created), target)


def places(found: Capacity) -> dict[str, str]:
    """The place of each sign-up by its id, in the order in which places are given."""
    return {each.signup.id: each.place for each in found.signups}


def test_what_is_taken_is_not_left_and_what_is_asked_for_beyond_it_is_over() -> None:
    seen_f = region_f.region()
    found = {each.id: capacity(seen_f, each) for each in seen_f.of(Offer).values()}

    assert {name: each.left for name, each in found.items()} == {"o1": 3, "o2": 4, "o3": 2, "o4": 0, "o5": 0}
    assert {name: each.over for name, each in found.items() if each.over} == {"o5": 1}
    assert {name for name, each in found.items() if each.is_full} == {"o4", "o5"}


def test_who_signs_up_first_has_a_place_and_the_next_waits() -> None:
    assert places(capacity(region_f.region(), offer(id="o5"))) == {
        "s4": "geplaatst",
        "s5": "geplaatst",
        "s6": "reserve",
    }


def test_by_hand_nobody_has_a_place_until_somebody_says_so() -> None:
    found = seen(signup("a"), signup("b", state="bevestigd"), signup("c"), allocation="hand")

    assert places(found) == {"b": "bevestigd", "a": "open", "c": "open"}
    assert (found.left, found.over) == (1, 1)


def test_the_region_says_how_places_are_given_where_an_offer_does_not() -> None:
    settings = Settings(id="settings", allocation="hand")

    assert places(capacity(region(settings, offer(), signup("a")), offer())) == {"a": "open"}
    own = offer(allocation="volgorde")
    assert places(capacity(region(settings, own, signup("a")), own)) == {"a": "geplaatst"}


def test_a_smaller_group_does_not_jump_the_queue() -> None:
    found = seen(signup("a", groups=2), signup("b", groups=2), signup("c"), times=3)

    assert places(found) == {"a": "geplaatst", "b": "reserve", "c": "reserve"}
    assert (found.left, found.over, found.is_full) == (1, 2, False)


def test_on_the_same_day_the_time_of_the_change_decides_and_then_the_id() -> None:
    two = signup("a"), signup("b")

    assert list(places(seen(*two, created={"a": "2026-10-01T12", "b": "2026-10-01T11"}))) == ["b", "a"]
    assert list(places(seen(*two))) == ["a", "b"]
    assert list(places(seen(signup("a"), signup("b", day=DAY - timedelta(days=1))))) == ["b", "a"]


def test_who_was_confirmed_is_never_pushed_out_by_an_earlier_one_that_arrives_late() -> None:
    found = seen(signup("late", day=DAY - timedelta(days=9)), signup("sure", state="bevestigd"), times=1)

    assert places(found) == {"sure": "bevestigd", "late": "reserve"}


def test_fair_means_that_every_school_has_one_before_any_has_two() -> None:
    ordered = signup("a1", "A"), signup("a2", "A"), signup("b1", "B")

    assert places(seen(*ordered, allocation="eerlijk")) == {"a1": "geplaatst", "b1": "geplaatst", "a2": "reserve"}
    assert places(seen(*ordered)) == {"a1": "geplaatst", "a2": "geplaatst", "b1": "reserve"}
    confirmed = dataclasses.replace(ordered[0], state="bevestigd")
    served = seen(confirmed, *ordered[1:], allocation="eerlijk")
    assert list(places(served)) == ["a1", "b1", "a2"]


def test_a_no_and_a_withdrawal_take_no_place_and_the_waiting_list_is_a_person_s_word() -> None:
    found = seen(signup("a", state="nee"), signup("b", state="ingetrokken"), signup("c", state="reserve"), signup("d"))

    assert places(found) == {"d": "geplaatst", "c": "reserve", "a": "nee", "b": "ingetrokken"}
    assert (found.left, found.over) == (1, 0)


def test_two_confirmed_for_one_place_are_told_and_both_stay() -> None:
    found = seen(signup("a", state="bevestigd"), signup("b", state="bevestigd"), times=1)
    said = doubly_confirmed(found)

    assert said is not None
    assert (said.code, said.level, said.about) == ("dubbel-bevestigd", "botsing", ("o", "a", "b"))
    assert places(found) == {"a": "bevestigd", "b": "bevestigd"}
    assert (found.left, found.over) == (0, 1)
    assert doubly_confirmed(seen(signup("a", state="bevestigd"), signup("b"), times=1)) is None


def test_the_places_of_an_offer_are_those_of_a_school_year() -> None:
    before, after = signup("a", day=date(2026, 7, 31)), signup("b", day=date(2026, 8, 1))

    assert places(seen(before, after)) == {"b": "geplaatst"}
    target = offer()
    assert places(capacity(region(target, before, after, today=date(2026, 7, 31)), target)) == {"a": "geplaatst"}
    later = Settings(id="settings", school_year_start="09-01")
    assert places(capacity(region(later, target, before, after), target)) == {}


def test_an_activity_that_was_agreed_says_for_which_school_year_a_sign_up_is() -> None:
    target = offer()
    early = dataclasses.replace(signup("a", day=date(2026, 6, 20)), event="x")
    planned = Activity(id="x", title="Lasgastles", activity="gastles", date=date(2026, 10, 6))

    assert places(capacity(region(target, early, planned), target)) == {"a": "geplaatst"}


def test_a_request_counts_companies_and_an_activity_its_groups() -> None:
    two = [dataclasses.replace(signup(name, groups=3), target="t") for name in "ab"]
    asked = Request(id="t", title="Wie?", school="s", activity="gastles")
    assert places(capacity(region(asked, *two), asked)) == {"a": "geplaatst", "b": "reserve"}
    wanted = dataclasses.replace(asked, wanted=2)
    assert capacity(region(wanted, *two), wanted).left == 0

    planned = Activity(id="t", title="Carrousel", activity="lob", groups=5)
    assert places(capacity(region(planned, *two), planned)) == {"a": "geplaatst", "b": "reserve"}
    boundless = dataclasses.replace(planned, groups=None)
    found = capacity(region(boundless, *two), boundless)
    assert (set(places(found).values()), found.left, found.over, found.is_full) == ({"geplaatst"}, None, 0, False)


def test_a_target_is_an_offer_a_request_or_an_activity() -> None:
    seen_f = region_f.region()

    assert {name: bool(target_of(seen_f, name)) for name in ("o1", "r1", "a1", "p-rossum", "nowhere")} == {
        "o1": True, "r1": True, "a1": True, "p-rossum": False, "nowhere": False,
    }  # fmt: skip


SIGNUPS = st.lists(
    st.builds(
        lambda by, groups, state, day: signup("", by, groups, state, DAY + timedelta(days=day)),
        st.sampled_from("ABC"),
        st.none() | st.integers(1, 3),
        st.sampled_from(["nieuw", "bevestigd", "reserve", "nee", "ingetrokken"]),
        st.integers(0, 2),
    ),
    max_size=7,
).map(lambda found: [dataclasses.replace(each, id=f"s{number}") for number, each in enumerate(found)])


@given(SIGNUPS, st.integers(1, 6), st.sampled_from(["volgorde", "eerlijk", "hand"]), st.randoms())
def test_the_order_in_which_sign_ups_arrive_changes_nothing(signups, times, allocation, chance) -> None:
    shuffled = list(signups)
    chance.shuffle(shuffled)

    assert seen(*signups, times=times, allocation=allocation) == seen(*shuffled, times=times, allocation=allocation)


@given(SIGNUPS, st.integers(1, 6), st.sampled_from(["volgorde", "eerlijk", "hand"]))
def test_nobody_has_a_place_beyond_what_there_is_unless_a_person_said_so(signups, times, allocation) -> None:
    found = seen(*signups, times=times, allocation=allocation)

    assert {each.signup.id for each in found.signups} == {each.id for each in signups}
    assert found.taken <= max(times, found.confirmed)
    assert {each.signup.id for each in found.signups if each.place == "bevestigd"} == {
        each.id for each in signups if each.state == "bevestigd"
    }


@given(SIGNUPS, st.integers(1, 6), st.sampled_from(["A", "Z"]))
def test_who_signs_up_later_never_takes_the_place_of_who_was_there(signups, times, by) -> None:
    before = places(seen(*signups, times=times))
    later = signup("z", by, day=DAY + timedelta(days=30))
    after = places(seen(*signups, later, times=times))

    assert {name: place for name, place in after.items() if name != "z"} == before


@pytest.mark.parametrize(("times", "place"), [(1, "reserve"), (2, "geplaatst")])
def test_what_is_added_afterwards_makes_room_for_who_waits(times: int, place: str) -> None:
    assert places(seen(signup("a"), signup("b"), times=times))["b"] == place


def test_what_took_place_without_a_sign_up_is_not_offered_as_free() -> None:
    def held(activity_id: str, **more: object) -> Activity:
        values = {"id": activity_id, "title": "Gastles", "offer": "o", "date": DAY, "state": "gedaan", **more}
        return Activity(**{"schools": ("a",), **values})  # type: ignore[arg-type]

    target = offer(3)
    found = capacity(region(target, held("e1"), held("e2", groups=2, schools=("b",))), target)
    assert (found.held, found.taken, found.left, found.over, found.is_full) == (3, 3, 0, 0, True)
    found = capacity(region(target, held("e1", groups=2), signup("s", "b"), signup("t", "c")), target)
    assert places(found) == {"s": "geplaatst", "t": "reserve"}
    assert (found.left, found.over) == (0, 1)

    signed = dataclasses.replace(signup("s", "b", state="bevestigd"), event="e1")
    for once in (held("e1"), held("e2", signup="s"), held("e2", schools=("b",))):  # each of them is the sign-up
        assert capacity(region(target, once, signed), target).taken == 1
    for other in (
        held("e1", state="gepland"),
        held("e1", state="afgelast"),
        held("e1", offer="o2"),
        held("e1", date=date(2025, 10, 1)),
    ):
        assert capacity(region(target, other), target).left == 3
