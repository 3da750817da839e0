"""How much is asked of a partner, and what to know before calling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.settings import Settings
from knowledge.model.records.signup import Signup
from knowledge.model.region import Region
from knowledge.work.approach_load import cautions_before_asking, load_caution, load_of, loads
from knowledge.work.not_now import is_not_now, is_over, lifted, with_not_now
from sto_tui.wording.i18n import set_language, tell
from tests.region_f import T, region

SCHOOLS = ("p-meander", "p-kompas", "p-rijssum")


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    set_language("nl")
    yield


def asked(of: str, by: str, day: date = T, **more: Any) -> Approach:
    given = {"way": "telefoon", "direction": "uit", "ask": "ja", **more}
    return Approach(id=f"x-{of}-{by}-{day}", partner=of, by=by, date=day, **given)


def load(found: Region, partner: str = "p-rossum") -> tuple[int, int, str]:
    of = load_of(found, partner)
    return len(of.schools), len(of.asks), of.level


def told(found: Region, partner: str, school: str = "", **more: Any) -> list[tuple[str, str]]:
    return [(each.code, tell(each.reason)) for each in cautions_before_asking(found, partner, school, **more)]


def signed(target: Record, by: str, **more: Any) -> tuple[Record, Signup]:
    return target, Signup(**{"id": f"s-{by}", "target": target.id, "by": by, "signed_on": T, "state": "nieuw"} | more)


# -- what counts -------------------------------------------------------------------------------------------------------


def test_different_schools_within_the_window_make_the_load() -> None:
    assert load(region()) == (2, 3, "let-op")
    assert load(region(date(2026, 11, 22))) == (3, 4, "overvraagd")
    assert load(region(date(2026, 11, 24))) == (2, 2, "let-op")
    assert load(region(), "p-brinkhof") == (0, 0, "rustig")


@pytest.mark.parametrize("more", [{"ask": "nee"}, {"direction": "in"}])
def test_what_is_no_question_of_ours_leaves_the_load_as_it_was(more: dict[str, str]) -> None:
    assert load(region(T, asked("p-rossum", "p-meander", **more))) == (2, 3, "let-op")


def test_a_day_to_come_does_not_count_yet() -> None:
    assert load(region(T, asked("p-rossum", "p-meander", T + timedelta(days=1)))) == (2, 3, "let-op")
    assert load(region(T, asked("p-rossum", "p-meander"))) == (3, 4, "overvraagd")


def test_a_sign_up_of_a_school_for_an_offer_is_a_question_to_who_offers() -> None:
    offer = Offer(id="o", title="Lassen", partner="p-brinkhof", activity="gastles", times=1)
    assert load(region(T, *signed(offer, "p-meander")), "p-brinkhof") == (1, 1, "rustig")
    assert load(region(T, *signed(offer, "p-rossum")), "p-brinkhof") == (0, 0, "rustig")
    assert load(region(T, *signed(offer, "p-meander", state="nee")), "p-brinkhof") == (0, 0, "rustig")
    old = T - timedelta(days=28)
    assert load(region(T, *signed(offer, "p-meander", signed_on=old)), "p-brinkhof") == (0, 0, "rustig")


def test_a_sign_up_of_a_partner_was_asked_by_the_schools_of_the_request_or_activity() -> None:
    question = Request(id="r", title="Wie?", school="p-meander", activity="gastles")
    assert load(region(T, *signed(question, "p-brinkhof")), "p-brinkhof") == (1, 1, "rustig")
    together = Activity(id="a", title="Open dag", activity="bezoek", schools=("p-meander", "p-kompas"))
    assert load(region(T, *signed(together, "p-brinkhof")), "p-brinkhof") == (2, 2, "let-op")
    assert load(region(T, *signed(together, "p-meander")), "p-meander") == (1, 1, "rustig")


def test_only_schools_are_counted_as_schools_but_one_of_which_nobody_said_what_it_is_counts() -> None:
    new = Partner(id="p-new", title="Nieuwe School")
    found = region(T, new, asked("p-brinkhof", "p-new"), asked("p-brinkhof", "p-gemeente"))
    assert load(found, "p-brinkhof") == (1, 2, "rustig")


def test_window_and_level_are_settings_of_the_region() -> None:
    strict = Settings(id="settings", load_schools=2, load_days=14)
    assert load(region(T, strict)) == (2, 2, "overvraagd")
    easy = Settings(id="settings", load_schools=4, load_days=35)
    assert load(region(T, easy)) == (3, 4, "let-op")


def test_partners_of_whom_something_was_asked_are_listed_busiest_first() -> None:
    more = (asked("p-brinkhof", "p-kompas"), asked("p-brinkhof", "p-meander"), asked("p-zuivel", "p-kompas"))
    assert [each.partner for each in loads(region(T, *more))] == ["p-rossum", "p-brinkhof", "p-zuivel"]
    assert [each.partner for each in loads(region())] == ["p-rossum"]


@given(
    st.lists(st.tuples(st.sampled_from(SCHOOLS), st.integers(-40, 5)), max_size=12, unique=True),
    st.integers(-3, 3),
    st.randoms(use_true_random=False),
)
def test_the_load_is_that_of_the_days_whatever_order_the_questions_came_in(
    calls: list[tuple[str, int]], later: int, random: Any
) -> None:
    records = [asked("p-linde", school, T + timedelta(days=days)) for school, days in calls]
    day = T + timedelta(days=later)
    expected = load_of(region(day, *records), "p-linde")
    random.shuffle(records)
    assert load_of(region(day, *records), "p-linde") == expected == load_of(region(T, *records), "p-linde", day=day)
    window = {(school, days) for school, days in calls if later - 28 < days <= later}
    assert (len(expected.schools), len(expected.asks)) == (len({school for school, _ in window}), len(window))


# -- before asking -----------------------------------------------------------------------------------------------------


def test_the_first_to_ask_hears_nothing_and_the_second_hears_of_the_first() -> None:
    assert told(region(), "p-brinkhof", "p-kompas") == []
    found = region(T, asked("p-brinkhof", "p-kompas", date(2026, 11, 20)))
    assert told(found, "p-brinkhof", "p-meander") == [
        ("al-gevraagd", "CSG Het Kompas klopte op 20-11 al aan (telefoon).")
    ]
    assert told(found, "p-brinkhof", "p-kompas") == []


def test_the_third_hears_of_both_with_their_last_day_and_whom_to_talk_with() -> None:
    rossum = replace(region().of(Partner)["p-rossum"], owner="Ria Veldhuis")
    (warning,) = cautions_before_asking(region(T, rossum), "p-rossum", "p-meander")
    assert (warning.code, warning.level, warning.about[0]) == ("overvraagd", "let-op", "p-rossum")
    assert tell(warning.reason) == (
        "Je wordt de derde school in vier weken: Rijssum College 12-11 (telefoon), CSG Het Kompas 20-11 (telefoon). "
        "Overleg eerst met wie de relatie onderhoudt: Ria Veldhuis."
    )


def test_a_school_that_asked_before_is_not_called_the_next_one() -> None:
    found = region(T, asked("p-rossum", "p-meander", date(2026, 11, 2)))
    ((code, text),) = told(found, "p-rossum", "p-meander")
    assert code == "overvraagd" and text.startswith("Met jullie erbij vragen in vier weken drie scholen iets: Rijssum")
    assert "Meander" not in text


def test_without_a_school_only_too_many_are_told() -> None:
    assert load_caution(region(), load_of(region(), "p-rossum")) is None
    before = region(date(2026, 11, 22))
    caution = load_caution(before, load_of(before, "p-rossum"))
    assert caution and tell(caution.reason).startswith("In vier weken vroegen drie scholen iets: Vakcollege De Meander")


def test_other_numbers_than_the_usual_are_told_as_well() -> None:
    many = [Partner(id=f"p-{n}", title=f"School {n}", partner_kind="vmbo") for n in range(12)]
    found = region(T, Settings(id="settings", load_days=10), *many, *(asked("p-linde", each.id) for each in many))
    ((_, text),) = told(found, "p-linde", "p-meander")
    assert text.startswith("Je wordt de 13e school in 10 dagen: School 0 23-11 (telefoon), ")


# -- nu niet -----------------------------------------------------------------------------------------------------------


def test_nu_niet_is_told_until_its_day_with_reason_who_and_when() -> None:
    assert told(region(), "p-hoekstra", "p-kompas") == [
        ("nu-niet", "Nu niet, tot 01-03-2027: Verbouwing van de bakkerij.")
    ]
    assert told(region(date(2027, 2, 28)), "p-hoekstra", "p-kompas")
    assert told(region(date(2027, 3, 1)), "p-hoekstra", "p-kompas") == []
    hoekstra = region().of(Partner)["p-hoekstra"]
    noted = with_not_now(hoekstra, "Ziek.", None, author="Els Wassink", today=T, activities=["gastles", "bezoek"])
    ((_, text),) = told(region(T, noted), "p-hoekstra", "p-kompas")
    assert text == (
        "Nu niet, tot nader order, voor gastles/masterclass, excursie/bedrijfsbezoek: Ziek "
        "(genoteerd door Els Wassink op 23-11-2026)."
    )


def test_nu_niet_holds_for_its_kinds_and_for_a_kind_that_nobody_said() -> None:
    noted = with_not_now(Partner(id="p", title="P"), "Druk", None, author="Els", today=T, activities=["gastles"])
    assert [is_not_now(noted, T, kind) for kind in ("gastles", "bezoek", "")] == [True, False, True]
    assert not is_over(noted, T) and is_not_now(noted, date(2099, 1, 1))


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_nu_niet_ends_on_its_day_and_lifting_ends_it_at_once(until: date, today: date) -> None:
    plain = Partner(id="p", title="P")
    noted = with_not_now(plain, "Verbouwing", until, author="Els", today=T)
    assert is_not_now(noted, today) == (today < until) != is_over(noted, today)
    assert lifted(noted) == plain
