"""Which offers fit a request: the points of each part, what stands apart, and in which order."""

from __future__ import annotations

import dataclasses
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.holidays import shipped_holidays
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.closure import Closure
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.records.signup import Signup
from knowledge.model.region import Region
from knowledge.work.matching import Matches, activity_for, matches
from knowledge.work.school_calendar import SchoolCalendar
from tests import region_f
from tests.region_f import T

F = region_f.region()
R1 = F.of(Request)["r1"]
O1, ROSSUM = F.of(Offer)["o1"], F.of(Partner)["p-rossum"]


def matched(*more: Record, request: Request = R1, today: date = T) -> Matches:
    return matches(request, SchoolCalendar(region_f.region(today, *more), shipped_holidays()))


def points(found: Matches, offer: str = "o1") -> dict[str, int]:
    """The points of an offer for each part."""
    (match,) = (each for each in found.offers if each.line.offer.id == offer)
    return {part.name: part.points for part in match.parts}


def asked(**fields: Any) -> Request:
    return dataclasses.replace(R1, **fields)


def offered(**fields: Any) -> Offer:
    return dataclasses.replace(O1, **fields)


def firm(**fields: Any) -> Partner:
    return dataclasses.replace(ROSSUM, **fields)


def test_the_best_offer_stands_first_with_points_for_every_part() -> None:
    found = matched()

    assert [(each.line.offer.id, each.score) for each in found.offers] == [("o1", 92), ("o2", 65)]
    assert list(points(found).values()) == [10, 10, 20, 15, 10, 5, 8, 10, 4]
    assert list(points(found, "o2").values()) == [0, 10, 0, 15, 10, 10, 10, 5, 5]
    assert found.school_weeks == ("2027-W05", "2027-W06", "2027-W07")
    assert sum(part.most for part in found.offers[0].parts) == 100


def test_what_can_not_be_had_now_stands_apart_with_its_reason() -> None:
    apart = [(each.line.offer.id, each.reason, each.until) for each in matched().apart]

    assert apart == [("o3", "nu-niet", date(2027, 3, 1)), ("o4", "vol", None)]
    for offer, partner, reason in (
        (offered(state="dicht"), firm(), "dicht"),
        (offered(valid_until=date(2026, 11, 22)), firm(), "dicht"),
        (offered(), firm(stage="beeindigd"), "beeindigd"),
        (offered(), firm(not_now_reason="Ziek"), "nu-niet"),
        (offered(), firm(not_now_reason="Ziek", not_now_kinds=("gastles",)), "nu-niet"),
        (offered(times=1), firm(), "vol"),
    ):
        found = matched(offer, partner)
        assert "o1" not in {each.line.offer.id for each in found.offers}
        assert [each.reason for each in found.apart if each.line.offer.id == "o1"] == [reason]


def test_after_its_day_and_for_other_kinds_a_partner_may_be_asked() -> None:
    assert "o3" in {each.line.offer.id for each in matched(today=date(2027, 3, 1)).offers}
    assert points(matched(firm(not_now_reason="Ziek", not_now_kinds=("bezoek",))))


def test_only_offers_of_the_same_kind_and_of_others_are_looked_at() -> None:
    found = matched(request=asked(activity="bezoek", school="p-waterlijn"))
    assert (found.offers, found.apart) == ((), ())


@pytest.mark.parametrize(
    ("request_", "offer", "partner", "part", "expected"),
    [
        (asked(worlds=()), O1, firm(worlds=()), "wereld", 10),
        (asked(worlds=("mens",)), O1, ROSSUM, "wereld", 0),
        (asked(worlds=("mens", "ontwerp")), O1, ROSSUM, "wereld", 10),
        (R1, offered(worlds=("mens",)), ROSSUM, "wereld", 0),
        (R1, O1, firm(worlds=()), "wereld", 0),
        (R1, offered(profiles=("BWI",)), ROSSUM, "profiel", 0),
        (asked(profiles=()), offered(profiles=("BWI",)), ROSSUM, "profiel", 10),
        (R1, offered(profiles=("BWI", "PIE")), ROSSUM, "profiel", 10),
        (R1, offered(closed_weeks=("5",)), ROSSUM, "periode", 13),
        (R1, offered(closed_weeks=("6-7",)), ROSSUM, "periode", 7),
        (R1, offered(closed_weeks=("50-7",)), ROSSUM, "periode", 0),
        (R1, offered(closed_weeks=("8",)), ROSSUM, "periode", 20),
        (R1, offered(valid_until=date(2027, 2, 7)), ROSSUM, "periode", 7),
        (asked(weeks=()), offered(closed_weeks=("5",)), ROSSUM, "periode", 20),
        (asked(weeks=("2027-W08",)), O1, ROSSUM, "periode", 0),
        (asked(weeks=tuple(f"2027-W{week:02}" for week in range(9, 17))), offered(closed_weeks=("9-11",)), ROSSUM,
         "periode", 13),
        (asked(groups=3), O1, ROSSUM, "ruimte", 15),
        (asked(groups=4), O1, ROSSUM, "ruimte", 7),
        (asked(groups=None), O1, ROSSUM, "ruimte", 15),
        (asked(group_size=13), O1, ROSSUM, "groep", 5),
        (asked(group_size=24), O1, ROSSUM, "groep", 5),
        (asked(group_size=25), O1, ROSSUM, "groep", 0),
        (asked(group_size=None), O1, ROSSUM, "groep", 10),
        (asked(group_size=30), offered(group_max=None), ROSSUM, "groep", 10),
        (R1, offered(where="school"), ROSSUM, "afstand", 10),
        (R1, O1, firm(place="ommerdal "), "afstand", 10),
        (R1, O1, firm(place=""), "afstand", 5),
        (R1, O1, firm(stage="structureel"), "relatie", 10),
        (R1, O1, firm(stage="ad-hoc"), "relatie", 6),
        (R1, O1, firm(stage="verkennen"), "relatie", 4),
        (R1, O1, firm(stage=""), "relatie", 4),
        (R1, O1, firm(stage="slapend"), "relatie", 2),
    ],
)  # fmt: skip
def test_each_part_has_its_points(request_: Request, offer: Offer, partner: Partner, part: str, expected: int) -> None:
    assert points(matched(offer, partner, request_, request=request_))[part] == expected


@pytest.mark.parametrize(("minutes", "expected"), [("15", 10), ("16", 5), ("45", 5), ("46", 0)])
@pytest.mark.parametrize("key", ["Ommerdal|Lutterveen", "lutterveen|OMMERDAL"])
def test_travel_counts_in_either_direction(key: str, minutes: str, expected: int) -> None:
    settings = dataclasses.replace(F.of(Settings)[SETTINGS_ID], travel={key: minutes, "Rijssum|Ommerdal": "90"})
    assert points(matched(settings))["afstand"] == expected


def test_a_week_in_which_school_or_company_is_closed_on_most_days_is_no_week_for_it() -> None:
    exams = Closure(id="x", title="Toetsen", closure="toetsweek", date=date(2027, 2, 1), until=date(2027, 2, 3),
                    partners=("p-kompas",))  # fmt: skip
    assert matched(exams).school_weeks == ("2027-W06", "2027-W07")
    assert points(matched(exams))["periode"] == 20

    shut = dataclasses.replace(exams, closure="gesloten", partners=("p-rossum",))
    found = matched(shut)
    assert (found.school_weeks, points(found)["periode"]) == (("2027-W05", "2027-W06", "2027-W07"), 13)
    assert points(matched(dataclasses.replace(shut, until=date(2027, 2, 2))))["periode"] == 20
    assert points(matched(dataclasses.replace(shut, closure="druk")))["periode"] == 20


@pytest.mark.parametrize(
    ("marks", "expected"), [((8,), 10), ((7, 8), 7), ((7,), 7), ((6, 7), 4), ((6,), 4), ((5, 6), 0), ((), 5)]
)
def test_experience_is_the_mean_mark_of_schools_for_this_kind(marks: tuple[int, ...], expected: int) -> None:
    new = Partner(id="p-new", title="Nieuw", place="Zwolle")
    offer = offered(id="new", partner="p-new")

    def activity(number: int, **fields: Any) -> Activity:
        told = {"activity": "gastles", "state": "gedaan", "date": date(2026, 10, 1), "partners": ("p-new",)}
        return Activity(id=f"n{number}", title="Les", **{**told, "schools": ("p-rijssum",), **fields})

    counted = [activity(number, mark_school=mark) for number, mark in enumerate(marks)]
    others = [
        activity(10, mark_school=1, date=date(2024, 7, 31)),
        activity(11, mark_school=1, activity="bezoek"),
        activity(12, mark_school=1, state="gepland"),
        activity(13, mark_company=1),
        activity(14, mark_school=1, partners=("p-rossum",), schools=("p-new",)),
    ]
    assert points(matched(new, offer, *counted, *others), "new")["ervaring"] == expected
    oldest = activity(20, mark_school=10, date=date(2024, 8, 1))
    assert points(matched(new, offer, oldest), "new")["ervaring"] == 10


@pytest.mark.parametrize(("schools", "expected"), [(0, 5), (1, 4), (2, 2), (3, 0), (4, 0)])
def test_every_other_school_that_asked_lately_takes_points(schools: int, expected: int) -> None:
    new = Partner(id="p-new", title="Nieuw")
    others = [Partner(id=f"school{number}", title=f"School {number}", partner_kind="vmbo") for number in range(schools)]
    asks = [
        Approach(id=f"ask{each.id}", partner="p-new", by=each.id, date=T, way="app", ask="ja", direction="uit")
        for each in (*others, F.of(Partner)["p-kompas"])
    ]
    assert points(matched(new, offered(id="new", partner="p-new"), *others, *asks), "new")["drukte"] == expected


def test_equal_scores_are_ordered_by_fewer_asks_this_year_then_by_name() -> None:
    firms = [Partner(id=f"p{name}", title=name) for name in ("Zaag", "Boor", "Anker")]
    offers = [offered(id=f"o{each.title}", partner=each.id) for each in firms]
    early = Approach(
        id="b", partner="pAnker", by="p-kompas", date=date(2026, 9, 1), way="app", ask="ja", direction="uit"
    )
    found = matched(*firms, *offers, early)

    tied = [each.line.partner_name for each in found.offers if each.line.offer.id in {offer.id for offer in offers}]
    assert tied == ["Boor", "Zaag", "Anker"]
    before_this_year = dataclasses.replace(early, date=date(2026, 7, 31))
    assert matched(*firms, *offers, before_this_year).offers[-4].line.partner_name == "Anker"


def test_partners_that_did_this_before_without_an_offer_are_named() -> None:
    assert matched().before == ()
    visit = asked(activity="bezoek", school="p-rijssum")
    (did,) = matched(request=visit).before
    assert (did.partner.id, did.times, did.last) == ("p-brinkhof", 2, date(2026, 9, 15))
    assert matched(offered(partner="p-brinkhof", activity="bezoek", state="dicht"), request=visit).before == ()
    ended = dataclasses.replace(F.of(Partner)["p-brinkhof"], stage="beeindigd")
    assert matched(ended, request=visit).before == ()


def test_every_point_is_explained() -> None:
    for match in matched().offers:
        assert all(str(part.because) for part in match.parts)


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_on_any_day_every_offer_of_the_kind_is_scored_or_apart_within_its_bounds(today: date) -> None:
    found = matched(today=today)

    assert {each.line.offer.id for each in (*found.offers, *found.apart)} == {"o1", "o2", "o3", "o4"}
    assert all(0 <= part.points <= part.most for each in found.offers for part in each.parts)


def test_the_order_in_which_records_came_in_changes_nothing() -> None:
    offers = [each for each in F.of(Offer).values() if each.activity == "gastles"]
    seen = [
        matches(R1, SchoolCalendar(Region(T, {**F.records, Offer.kind: {e.id: e for e in order}}), shipped_holidays()))
        for order in permutations(offers)
    ]
    assert all(each == seen[0] for each in seen)
    assert Signup.kind in F.records


def test_an_activity_of_a_request_and_an_offer_has_what_both_say() -> None:
    region = region_f.region()
    request, offer = region.of(Request)["r1"], region.of(Offer)["o1"]

    made = activity_for(region, request, offer.partner, offer)

    assert (made.title, made.activity, made.schools, made.partners) == (
        offer.title, request.activity, (request.school,), (offer.partner,),
    )  # fmt: skip
    assert (made.offer, made.request, made.asked_on, made.weeks) == ("o1", "r1", region_f.T, request.weeks)
    assert (made.groups, made.group_size, made.profiles) == (request.groups, request.group_size, request.profiles)


def test_an_activity_of_a_request_alone_is_called_after_the_question() -> None:
    region = region_f.region()
    request = region.of(Request)["r1"]

    assert activity_for(region, request, "p-rossum").title == request.title


@pytest.mark.parametrize(
    ("state", "event", "linked"), [("nieuw", "", "s"), ("ingetrokken", "", ""), ("nee", "", ""), ("nieuw", "a1", "")]
)
def test_an_activity_is_linked_to_the_sign_up_that_it_comes_of(state: str, event: str, linked: str) -> None:
    signup = Signup(id="s", target="o1", by="p-kompas", signed_on=region_f.T, state=state, event=event)
    region = region_f.region(region_f.T, signup, without=("s1", "s2", "s3"))

    made = activity_for(region, region.of(Request)["r1"], "p-rossum", region.of(Offer)["o1"])

    assert made.signup == linked
