"""What to know before signing up, and what a person decides about a sign-up."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.request import Request
from knowledge.model.records.signup import Signup
from knowledge.problem import Problem, WrongUse
from knowledge.work.capacity import target_of
from knowledge.work.signing_up import (
    asked_by,
    cautions_before_signing_up,
    check_signing_up,
    confirmed_signup,
    settled_signup,
    withdrawn_signup,
)
from tests.region_f import T, region


def codes(target_id: str, by: str, day: date = T, **fields: object) -> list[str]:
    """What somebody who signs up is warned of."""
    seen = region(day)
    target = target_of(seen, target_id)
    assert target is not None
    signup = Signup(id="new", target=target_id, by=by, signed_on=day, state="nieuw", **fields)  # type: ignore[arg-type]
    return [each.code for each in cautions_before_signing_up(seen, signup, target)]


def test_a_school_asks_the_company_of_an_offer_and_a_company_is_asked_by_the_school_of_a_request() -> None:
    seen = region()

    assert asked_by(seen.of(Offer)["o1"], "p-meander") == ("p-rossum", ("p-meander",))
    assert asked_by(seen.of(Request)["r1"], "p-rossum") == ("p-rossum", ("p-kompas",))
    assert asked_by(seen.of(Activity)["a4"], "p-zuivel") == ("p-zuivel", ("p-kompas",))


def test_the_third_school_in_four_weeks_is_warned_and_so_is_a_company_that_it_asks_too_much_of() -> None:
    assert codes("o1", "p-meander") == ["overvraagd"]
    assert codes("r1", "p-zuivel") == []


def test_who_asked_not_to_be_asked_is_named_until_that_day() -> None:
    assert codes("o3", "p-rijssum") == ["nu-niet"]
    assert codes("o3", "p-rijssum", date(2027, 3, 1)) == []


def test_no_place_is_said_before_it_is_saved() -> None:
    assert codes("o4", "p-kompas") == ["vol"]
    assert codes("o2", "p-kompas", groups=4) == []
    assert codes("o2", "p-kompas", groups=5) == ["vol"]


def test_a_second_time_for_the_same_may_be_a_slip() -> None:
    assert codes("o1", "p-kompas", date(2027, 2, 1)) == ["al-ingetekend"]


def test_what_is_closed_or_over_says_so() -> None:
    assert codes("r1", "p-zuivel", date(2026, 12, 19)) == ["dicht"]
    assert "dicht" in codes("a3", "p-zuivel")
    seen = region(T, dataclasses.replace(region().of(Offer)["o2"], state="dicht"))
    signup = Signup(id="new", target="o2", by="p-kompas", signed_on=T)
    assert [each.code for each in cautions_before_signing_up(seen, signup, seen.of(Offer)["o2"])] == ["dicht"]


def test_nobody_signs_up_for_what_is_their_own() -> None:
    seen = region()
    for target, by in ((seen.of(Offer)["o1"], "p-rossum"), (seen.of(Request)["r1"], "p-kompas")):
        with pytest.raises(WrongUse):
            check_signing_up(seen, target, by)
    check_signing_up(seen, seen.of(Offer)["o1"], "p-kompas")
    check_signing_up(seen, seen.of(Activity)["a4"], "p-kompas")


def test_a_company_signs_up_for_what_schools_ask_not_for_what_another_company_offers() -> None:
    seen = region()
    with pytest.raises(WrongUse, match="company, not a school"):
        check_signing_up(seen, seen.of(Offer)["o1"], "p-brinkhof")
    check_signing_up(seen, seen.of(Request)["r1"], "p-brinkhof")
    check_signing_up(seen, seen.of(Activity)["a4"], "p-brinkhof")


def test_why_a_sign_up_has_to_wait_is_said_as_it_is() -> None:
    def why(times: int, groups: int, *earlier: int) -> str:
        offer = dataclasses.replace(region().of(Offer)["o2"], times=times)
        here = [
            Signup(id=f"e{number}", target="o2", by="p-meander", groups=size, signed_on=date(2026, 9, number))
            for number, size in enumerate(earlier, 1)
        ]
        signup = Signup(id="new", target="o2", by="p-kompas", signed_on=T, groups=groups)
        found = cautions_before_signing_up(region(T, offer, *here), signup, offer)
        return next(str(each.reason) for each in found if each.code == "vol")

    assert "has 1 place, and it is taken" in why(1, 1, 1)
    assert "has 2 places, 2 of them taken" in why(2, 1, 2)
    assert "1 of 2 places left, and this asks for 2" in why(2, 2, 1)
    assert "1 of 3 places left, and others wait" in why(3, 1, 2, 2)


def test_what_a_person_decides_keeps_what_was_noted_before() -> None:
    signup = Signup(id="s", note="met de bus", state="nieuw")

    waiting = settled_signup(signup, "reserve", "gebeld,  akkoord")
    assert (waiting.state, waiting.note) == ("reserve", "met de bus · gebeld, akkoord")
    assert settled_signup(waiting, "reserve", "gebeld, akkoord").note == waiting.note
    gone = withdrawn_signup(signup)
    assert (gone.state, gone.note) == ("ingetrokken", "met de bus")
    with pytest.raises(Problem):
        confirmed_signup(gone)
    assert confirmed_signup(signup).state == "bevestigd"
    assert settled_signup(gone, "bevestigd").state == "bevestigd"
