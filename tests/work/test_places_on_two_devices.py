"""Two people who sign up or confirm without having heard of each other see the same places afterwards."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.signup import Signup
from knowledge.work.capacity import Capacity, capacity, doubly_confirmed
from knowledge.workspace import Workspace
from sto_tui.wording.i18n import set_language
from sto_tui.wording.places import places_word
from tests.conftest import Pair
from tests.region_f import T


def signed_up(workspace: Workspace, offer: str, by: str) -> str:
    return workspace.save(Signup(target=offer, by=by, signed_on=T, groups=1, state="nieuw")).id


def confirm(workspace: Workspace, signup: str) -> None:
    seen = workspace.get(signup)
    assert isinstance(seen.record, Signup)
    workspace.save(dataclasses.replace(seen.record, state="bevestigd"), seen=seen)


def seen_by(workspace: Workspace, offer: str) -> Capacity:
    region = workspace.region(T)
    return capacity(region, region.of(Offer)[offer])


def order(found: Capacity) -> list[tuple[str, str]]:
    return [(each.signup.by, each.place) for each in found.signups]


def test_two_who_take_the_last_place_apart_are_in_one_order_and_a_person_settles_what_both_confirmed(
    pair: Pair,
) -> None:
    schools = [pair.marieke.save(Partner(title=name, partner_kind="vmbo")).id for name in ("Kompas", "Meander")]
    firm = pair.marieke.save(Partner(title="Van Rossum", partner_kind="bedrijf")).id
    offer = pair.marieke.save(Offer(title="Lassen", partner=firm, activity="gastles", times=1, state="open")).id
    pair.exchange()

    mine = signed_up(pair.marieke, offer, schools[0])
    his = signed_up(pair.hakan, offer, schools[1])
    assert [order(seen_by(each, offer)) for each in (pair.marieke, pair.hakan)] == [
        [(schools[0], "geplaatst")], [(schools[1], "geplaatst")],
    ]  # fmt: skip
    pair.exchange()

    both = [seen_by(each, offer) for each in (pair.marieke, pair.hakan)]
    assert order(both[0]) == order(both[1]) == [(schools[0], "geplaatst"), (schools[1], "reserve")]
    assert [each.over for each in both] == [1, 1]

    confirm(pair.marieke, mine)
    confirm(pair.hakan, his)
    pair.exchange()

    for workspace in (pair.marieke, pair.hakan):
        found = seen_by(workspace, offer)
        told = doubly_confirmed(found)
        assert told is not None and told.about == (offer, mine, his)
        assert {place for _by, place in order(found)} == {"bevestigd"}


@pytest.mark.parametrize("first", ["the first school", "the second school", "both at once"])
def test_a_list_filled_by_two_schools_is_the_same_whoever_shares_first(pair: Pair, first: str) -> None:
    set_language("en")
    schools = [pair.marieke.save(Partner(title=name, partner_kind="vmbo")).id for name in ("Kompas", "Meander")]
    firm = pair.marieke.save(Partner(title="Van Rossum", partner_kind="bedrijf")).id
    offer = pair.marieke.save(Offer(title="Lassen", partner=firm, activity="gastles", times=3, state="open")).id
    pair.exchange()

    made = []
    for _turn in range(2):  # one after another, neither of which knows what the other wrote
        made.append(signed_up(pair.marieke, offer, schools[0]))
        made.append(signed_up(pair.hakan, offer, schools[1]))
    if first == "both at once":
        with ThreadPoolExecutor() as both_at_once:
            list(both_at_once.map(Workspace.sync, (pair.marieke, pair.hakan)))
    else:
        (pair.marieke if first == "the first school" else pair.hakan).sync()
    for workspace in (pair.hakan, pair.marieke, pair.hakan):
        workspace.sync()

    for found in (seen_by(each, offer) for each in (pair.marieke, pair.hakan)):
        assert [each.signup.id for each in found.signups] == made
        assert [each.place for each in found.signups] == ["geplaatst"] * 3 + ["reserve"]
        assert (found.wanted, found.most, found.over, found.left) == (4, 3, 1, 0)
        assert places_word(found) == "OVERSUBSCRIBED 4 for 3"
