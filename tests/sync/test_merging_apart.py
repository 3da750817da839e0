"""Two people who know nothing of each other yet begin, merge, change and erase the same partner."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

import pytest

from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.problem import UnknownId
from knowledge.workspace import Workspace

if TYPE_CHECKING:
    from tests.sync.conftest import Pair

TODAY = date(2026, 11, 23)


def merge(workspace: Workspace, keep: str, drop: str, **choices: int) -> Document:
    """Merge `drop` into `keep`."""
    return workspace.merging.merge(workspace.merging.plan(keep, drop, today=TODAY, say=str, choices=choices))


def change(workspace: Workspace, document_id: str, **fields: object) -> None:
    """Change fields of a record."""
    seen = workspace.get(document_id)
    workspace.save(dataclasses.replace(seen.record, **fields), seen=seen)  # type: ignore[arg-type]


def partners(workspace: Workspace) -> list[str]:
    """The ids of all partners that are listed."""
    return sorted(each.id for each in workspace.documents(Listing("partner")))


@pytest.fixture
def twice(pair: Pair) -> Pair:
    """A partner that both know under two ids."""
    pair.marieke.save(Partner(id="a", title="Metaalwerken Van Rossum", place="Lutterveen"))
    pair.marieke.save(Partner(id="b", title="Metaalwerken van Rosum", place="Lutterveen", sector="metaal"))
    pair.marieke.save(Meeting(id="m", title="Overleg", date=TODAY, partners=("b",)))
    pair.exchange()
    return pair


def test_the_same_name_begun_apart_is_one_partner(pair: Pair) -> None:
    mine = pair.marieke.begin(Partner(title="Bakkerij Hoek"))
    theirs = pair.hakan.begin(Partner(title="bakkerij  hoek", place="Zwolle"))
    pair.exchange()

    assert mine.id == theirs.id
    for workspace in (pair.marieke, pair.hakan):
        assert partners(workspace) == [mine.id]
        assert getattr(workspace.get(mine.id).record, "place") == "Zwolle"  # noqa: B009
        assert list(workspace.get(mine.id).conflicts) == ["title"]


def test_a_name_with_another_legal_form_is_proposed(pair: Pair) -> None:
    mine = pair.marieke.begin(Partner(title="Bakkerij Hoek"))
    theirs = pair.hakan.begin(Partner(title="Bakkerij Hoek B.V."))
    pair.exchange()

    for workspace in (pair.marieke, pair.hakan):
        assert [set(each.ids) for each in workspace.merging.duplicates().pairs] == [{mine.id, theirs.id}]
        assert not workspace.checkup().ok


def test_a_merge_and_taking_it_apart_hold_for_everybody(twice: Pair) -> None:
    merge(twice.marieke, "a", "b")
    twice.exchange()
    assert partners(twice.hakan) == ["a"]
    assert twice.hakan.get("m").record.linked_partners == ("a",)
    assert twice.hakan.get("a") == twice.marieke.get("a")

    twice.hakan.merging.take_apart("b")
    twice.exchange()
    assert partners(twice.marieke) == ["a", "b"]
    assert twice.marieke.get("m").record.linked_partners == ("b",)


def test_the_same_merge_done_twice_is_one_merge(twice: Pair) -> None:
    for workspace in (twice.marieke, twice.hakan):
        merge(workspace, "a", "b")
    twice.exchange()

    for workspace in (twice.marieke, twice.hakan):
        assert partners(workspace) == ["a"]
        assert not workspace.conflicts()
        assert not workspace.merging.duplicates()


def test_merged_both_ways_keeps_the_lower_id_everywhere_and_is_reported_until_settled(twice: Pair) -> None:
    merge(twice.marieke, "a", "b")
    merge(twice.hakan, "b", "a")
    twice.exchange()

    for workspace in (twice.marieke, twice.hakan):
        assert partners(workspace) == ["a"]
        assert workspace.get("m").record.linked_partners == ("a",)
        (loose,) = workspace.merging.duplicates().loose
        assert (loose.kept.id, loose.dropped.id, loose.crossed) == ("a", "b", True)
        assert "merged-late" in {each.code for each in workspace.checkup().findings}

    merge(twice.hakan, "a", "b")
    twice.exchange()
    for workspace in (twice.marieke, twice.hakan):
        assert partners(workspace) == ["a"]
        assert not workspace.merging.duplicates()


@pytest.mark.parametrize("settled", [False, True])
def test_what_was_merged_both_ways_can_be_taken_apart(twice: Pair, settled: bool) -> None:
    before = {each: twice.marieke.get(each).record for each in ("a", "b")}
    merge(twice.marieke, "a", "b")
    merge(twice.hakan, "b", "a")
    twice.exchange()
    if settled:
        merge(twice.marieke, "a", "b")
    twice.marieke.merging.take_apart("b")
    twice.exchange()

    assert partners(twice.hakan) == ["a", "b"]
    assert not twice.hakan.merging.duplicates().loose
    assert {each: getattr(twice.hakan.get(each).record, "sector") for each in before} == {"a": "", "b": "metaal"}  # noqa: B009


def test_what_somebody_wrote_meanwhile_is_offered_and_not_lost(twice: Pair) -> None:
    change(twice.hakan, "b", website="https://rossum.example", body="Belt liever.")
    merge(twice.marieke, "a", "b")
    twice.exchange()

    (loose,) = twice.marieke.merging.duplicates().loose
    assert (loose.kept.id, loose.dropped.id, set(loose.late)) == ("a", "b", {"website", "body"})
    assert "merged-late" in {each.code for each in twice.marieke.checkup().findings}

    record = merge(twice.marieke, "a", "b").record
    assert isinstance(record, Partner)
    assert (record.website, record.sector) == ("https://rossum.example", "metaal")
    assert record.body.endswith("Belt liever.")
    assert record.body.count("Metaalwerken van Rosum") == 1
    twice.exchange()
    assert not twice.hakan.merging.duplicates()


def test_what_came_late_and_is_not_wanted_is_settled_by_choosing_the_other(twice: Pair) -> None:
    change(twice.marieke, "a", website="https://een.example")
    change(twice.hakan, "b", website="https://twee.example")
    merge(twice.marieke, "a", "b")
    twice.exchange()

    record = merge(twice.marieke, "a", "b", website=1).record
    assert getattr(record, "website") == "https://een.example"  # noqa: B009
    assert "https://twee.example" in record.body
    assert not twice.marieke.merging.duplicates()


def test_the_one_that_was_kept_and_put_in_the_bin_elsewhere_is_not_lost_with_the_other(twice: Pair) -> None:
    merge(twice.marieke, "a", "b")
    twice.hakan.delete("a")
    twice.exchange()

    for workspace in (twice.marieke, twice.hakan):
        assert partners(workspace) == ["a"]
        assert [each.id for each in workspace.conflicts()] == ["a"]


def test_what_the_merge_does_not_change_can_be_changed_elsewhere_without_a_choice(twice: Pair) -> None:
    merge(twice.marieke, "a", "b")
    change(twice.hakan, "a", title="Van Rossum", place="Zwolle")
    twice.exchange()

    assert not twice.marieke.conflicts()
    assert twice.marieke.get("a").record.title == "Van Rossum"


def test_the_other_put_in_the_bin_elsewhere_changes_nothing(twice: Pair) -> None:
    merge(twice.marieke, "a", "b")
    twice.hakan.delete("b")
    twice.exchange()

    assert partners(twice.hakan) == ["a"]
    assert twice.hakan.get("m").record.linked_partners == ("a",)


def test_a_merge_into_what_has_not_arrived_yet_waits_for_it(pair: Pair) -> None:
    pair.marieke.save(Partner(id="b", title="Rosum"))
    pair.exchange()
    pair.hakan.save(Partner(id="a", title="Rossum"))
    merge(pair.hakan, "a", "b")
    change(pair.marieke, "b", merged_into="a")
    assert partners(pair.marieke) == ["b"]

    pair.exchange()
    assert partners(pair.marieke) == ["a"]


# -- erasing ----------------------------------------------------------------------------------------------------------

SECRET = "Zonneveldkwast"


def texts(pair: Pair) -> bytes:
    """Everything that stands in the shared folder."""
    return b"".join(pair.folder.journal().values())


@pytest.mark.parametrize("merging_first", [True, False], ids=["merged before", "merged apart"])
@pytest.mark.parametrize("erased", ["keep", "drop"])
def test_erasing_either_leaves_no_text_of_both_anywhere(pair: Pair, erased: str, merging_first: bool) -> None:
    pair.marieke.save(Person(id="keep", title="Els Wassink"))
    pair.marieke.save(Person(id="drop", title=f"E. Wassink {SECRET}", phone="06-12345678", body=SECRET))
    pair.exchange()
    merge(pair.marieke, "keep", "drop")
    if merging_first:
        pair.exchange()
    pair.hakan.erase(erased)
    for _round in range(3):
        pair.exchange()

    assert SECRET.encode() not in texts(pair)
    assert b"06-12345678" not in texts(pair)
    for workspace in (pair.marieke, pair.hakan):
        assert not workspace.documents(Listing("person"))
        for each in ("keep", "drop"):
            with pytest.raises(UnknownId):
                workspace.get(each)
            assert workspace.erasure(each).done
    before = pair.folder.stats()
    pair.exchange()
    assert pair.folder.stats() == before
