"""The region follows what is written, deleted, merged and received, and is the same value while nothing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.records.signup import Signup
from knowledge.workspace import Workspace
from tests.conftest import Pair

TODAY = date(2026, 11, 23)


def test_it_has_what_was_written_and_not_what_was_deleted(workspace: Workspace) -> None:
    saved = workspace.save(Activity(title="Gastles", activity="gastles", body="lang"))

    assert workspace.region(TODAY).of(Activity)[saved.id].title == "Gastles"
    workspace.delete(saved.id)
    assert workspace.region(TODAY).of(Activity) == {}
    workspace.restore(saved.id, None)
    assert list(workspace.region(TODAY).of(Activity)) == [saved.id]


def test_it_is_the_same_value_until_something_changes(workspace: Workspace) -> None:
    workspace.save(Partner(title="Brinkhof"))
    before = workspace.region(TODAY)

    assert workspace.region(TODAY) is before
    workspace.save(Partner(title="Hoekstra"))
    assert workspace.region(TODAY) is not before


def test_the_day_is_what_was_asked_for(workspace: Workspace) -> None:
    assert workspace.region(TODAY).today == TODAY
    assert workspace.region(date(2027, 3, 1)).today == date(2027, 3, 1)


def test_settings_that_nobody_made_have_their_defaults(workspace: Workspace) -> None:
    assert workspace.region(TODAY).settings.lead_weeks == 8
    workspace.save(Settings(id=SETTINGS_ID, lead_weeks=6))
    settings = workspace.region(TODAY).settings
    assert (settings.lead_weeks, settings.load_schools, settings.holiday_region) == (6, 3, "")
    assert (settings.counts["bedrijf"], settings.counts["vmbo"], settings.counts["overheid"]) == (
        "ja",
        "nee",
        "beoordelen",
    )


def test_what_was_merged_is_one_partner_with_the_links_of_both(workspace: Workspace) -> None:
    kept, gone = workspace.save(Partner(title="Van Rossum")), workspace.save(Partner(title="v. Rossum"))
    offer = workspace.save(Offer(title="Lassen", partner=gone.id, activity="gastles", times=2))
    assert set(workspace.region(TODAY).of(Partner)) == {kept.id, gone.id}

    workspace.save(replace(gone.record, merged_into=kept.id), seen=gone)  # type: ignore[type-var]

    region = workspace.region(TODAY)
    assert set(region.of(Partner)) == {kept.id}
    assert [each.id for each in region.offers_of[kept.id]] == [offer.id]


def test_what_a_colleague_wrote_and_erased_is_followed(pair: Pair) -> None:
    saved = pair.marieke.save(Partner(title="Brinkhof"))
    pair.exchange()
    assert list(pair.hakan.region(TODAY).of(Partner)) == [saved.id]
    pair.marieke.erase(saved.id)
    pair.exchange()
    assert pair.hakan.region(TODAY).of(Partner) == {}


def test_sign_ups_of_one_day_stand_in_the_order_in_which_they_were_made(pair: Pair) -> None:
    school = pair.marieke.save(Partner(title="Kompas", partner_kind="vmbo"))
    offer = pair.marieke.save(Offer(title="Lassen", partner=school.id, activity="gastles", times=1))
    pair.exchange()
    late = pair.marieke.save(Signup(id="a-later-id", target=offer.id, by=school.id, signed_on=TODAY))
    early = pair.hakan.save(Signup(id="z", target=offer.id, by=school.id, signed_on=date(2026, 11, 22)))
    pair.exchange()

    orders = {
        tuple(each.id for each in side.region(TODAY).signups_for[offer.id]) for side in (pair.marieke, pair.hakan)
    }
    assert orders == {(early.id, late.id)}
