"""Two records of one partner or person become one for everybody who reads, and can be taken apart again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import spaces
from knowledge.catalogue.listing import LatestDays, Listing
from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.export import exported
from knowledge.exchange.shape import outgoing
from knowledge.home import Home
from knowledge.journal.document import Document
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.problem import NameOfSeveral, UnknownId, WrongUse
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace

TODAY = date(2026, 11, 23)
NEW, OLD = "Metaalwerken van Rosum", "Metaalwerken Van Rossum"


def merge(workspace: Workspace, keep: str, drop: str, **choices: int) -> Document:
    """Merge `drop` into `keep`."""
    plan = workspace.merging.plan(keep, drop, today=TODAY, say=str, choices=choices)
    return workspace.merging.merge(plan)


@pytest.fixture
def twice(workspace: Workspace) -> Workspace:
    """A partner that was begun twice, with a meeting and a person of each."""
    workspace.save(Partner(id="old", title=OLD, place="Lutterveen", worlds=("ontwerp",), stage="terugkerend"))
    workspace.save(Partner(id="new", title=NEW, place="Lutterveen", worlds=("hightech",), sector="metaal"))
    for each in ("old", "new"):
        workspace.save(Meeting(id=f"m-{each}", title=f"Overleg {each}", date=date(2026, 3, 1), partners=(each,)))
        workspace.save(Person(id=f"p-{each}", title=f"Kees {each}", partners=(each,)))
    return workspace


def ids(workspace: Workspace, kind: str = "", **narrowed: Any) -> set[str]:
    """The ids of what a list shows."""
    return {each.id for each in workspace.documents(Listing(kind, **narrowed))}


# -- one for everybody who reads --------------------------------------------------------------------------------------


def test_lists_and_counts_know_one(twice: Workspace) -> None:
    merge(twice, "old", "new")

    assert ids(twice, "partner") == {"old"}
    assert twice.count(Listing("partner")) == 1
    assert ids(twice, partner="old") == ids(twice, partner="new") == {"m-old", "m-new", "p-old", "p-new"}
    assert twice.kinds(linked_to="new") == twice.kinds(linked_to="old")
    assert twice.status().documents == twice.checkup().documents == 5
    last = LatestDays("meeting", "partners", TODAY)
    assert twice.latest_days(last) == {"old": date(2026, 3, 1)}


def test_what_links_to_either_names_the_one_that_is_kept(twice: Workspace) -> None:
    merge(twice, "old", "new")

    assert twice.get("m-new").record.linked_partners == ("old",)
    assert twice.titles(["new"]) == {"new": OLD}


def test_searching_and_its_counts_know_one(twice: Workspace) -> None:
    twice.search(Query("overleg"))
    merge(twice, "old", "new")

    found = twice.search(Query("overleg", counted=True))
    assert dict(found.facets["partner"]) == {"old": 2}
    assert {hit.id for hit in twice.search(Query(filters={"partner": ("new",), "kind": ("meeting",)})).hits} == {
        "m-old",
        "m-new",
    }
    assert {hit.id for hit in twice.search(Query("rosum", filters={"kind": ("partner",)})).hits} == {"old"}
    assert {hit.id for hit in twice.search(Query("rossum", filters={"kind": ("meeting",)})).hits} == {"m-old", "m-new"}


def test_either_name_is_that_of_the_one_that_is_kept(twice: Workspace) -> None:
    merge(twice, "old", "new")

    assert [twice.named("partner", each) for each in (OLD, NEW)] == [twice.get("old")] * 2


def test_the_other_is_still_there_and_says_what_it_was_merged_into(twice: Workspace) -> None:
    merge(twice, "old", "new")

    gone = twice.get("new")
    assert (gone.merged_into, gone.record.title) == ("old", NEW)
    assert [each.id for each in twice.merging.merged_into(twice.get("old"))] == ["new"]


def test_an_export_has_one_and_an_import_of_it_adds_nothing(twice: Workspace) -> None:
    before = [outgoing(document.record, titles) for document, titles in exported(twice)]
    merge(twice, "old", "new")

    rows = [outgoing(document.record, titles) for document, titles in exported(twice)]
    assert [row["id"] for row in rows if row["kind"] == "partner"] == ["old"]
    assert all(row["partner_ids"] == ["old"] for row in rows if row["kind"] != "partner")
    heads = {each: twice.get(each).heads for each in ("old", "new", "m-new", "p-new")}
    for file in (rows, before):
        report = bring_in(twice, lambda file=file: [(str(n), row) for n, row in enumerate(file)])  # type: ignore[misc]
        assert (report.added, report.refused) == (0, ())
    assert {each: twice.get(each).heads for each in heads} == heads


def test_nothing_is_rewritten_when_what_links_to_it_is_saved_again(twice: Workspace) -> None:
    merge(twice, "old", "new")
    meeting = twice.get("m-new")
    twice.save(dataclasses.replace(meeting.record, title="Overleg in maart"), seen=meeting)
    twice.merging.take_apart("new")

    assert twice.get("m-new").record.linked_partners == ("new",)
    assert ids(twice, "meeting", partner="new") == {"m-new"}


def test_a_new_title_of_the_one_that_is_kept_is_found_through_links_to_the_other(twice: Workspace) -> None:
    merge(twice, "old", "new")
    kept = twice.get("old")
    twice.save(dataclasses.replace(kept.record, title="Zonneveldkwast"), seen=kept)

    assert {hit.id for hit in twice.search(Query("zonneveldkwast", filters={"kind": ("meeting",)})).hits} == {
        "m-old",
        "m-new",
    }


def test_a_rebuilt_catalogue_shows_the_same(twice: Workspace) -> None:
    merge(twice, "old", "new")
    before = {each.id: each.record for each in twice.documents(Listing())}
    twice.checkup(repair=True)

    assert {each.id: each.record for each in twice.documents(Listing())} == before


# -- field by field ---------------------------------------------------------------------------------------------------


def merged(workspace: Workspace, one: Mapping[str, Any], other: Mapping[str, Any], **choices: int) -> Partner:
    """The partner that comes of merging a second one into a first one."""
    keep = workspace.save(Partner(**{"title": "Hoek", **one}))
    drop = workspace.save(Partner(**{"title": "Hoek", **other}))
    record = merge(workspace, keep.id, drop.id, **choices).record
    assert isinstance(record, Partner)
    return record


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {"sector": "metaal"}, {"sector": "metaal", "body": ""}),
        ({"sector": "metaal"}, {}, {"sector": "metaal", "body": ""}),
        ({"sector": "metaal"}, {"sector": "metaal"}, {"sector": "metaal", "body": ""}),
        ({"place": "Zwolle"}, {"place": "zwolle"}, {"place": "Zwolle", "body": ""}),
        ({"worlds": ("mens",)}, {"worlds": ("mens", "voeding")}, {"worlds": ("mens", "voeding"), "body": ""}),
        ({"offers": ("a",)}, {"offers": ("b",)}, {"offers": ("a", "b")}),
        ({"tags": ("x",)}, {"tags": ("y",)}, {"tags": ("x", "y")}),
        (
            {"participation": {"stuurgroep": "ja"}},
            {"participation": {"werkgroep": "nee"}},
            {"participation": {"stuurgroep": "ja", "werkgroep": "nee"}},
        ),
        ({"why": "Vakmensen."}, {"why": "Plezier."}, {"why": "Vakmensen.\n\n## Merged on 23-11-2026\n\nPlezier."}),
        ({"body": "Belt."}, {"body": "Mailt."}, {"body": "Belt.\n\n## Merged on 23-11-2026\n\nMailt."}),
        ({"body": "Belt."}, {"body": "Belt."}, {"body": "Belt."}),
        ({"body": "Belt."}, {"body": "Belt.\nMailt."}, {"body": "Belt.\nMailt."}),
        ({"body": "Belt.\nMailt."}, {"body": "Mailt."}, {"body": "Belt.\nMailt."}),
        ({"extra": {"x-a": 1}}, {"extra": {"x-b": "2"}}, {"extra": {"x-a": 1, "x-b": "2"}}),
    ],
)
def test_what_only_one_has_is_taken_and_what_both_have_is_united(
    workspace: Workspace, one: dict[str, Any], other: dict[str, Any], expected: dict[str, Any]
) -> None:
    record = merged(workspace, one, other)

    assert {name: getattr(record, name) for name in expected} == expected


def test_of_two_values_the_newest_holds_and_the_other_goes_into_the_notes(workspace: Workspace) -> None:
    record = merged(workspace, {"sector": "hout", "stage": "ad-hoc"}, {"sector": "metaal", "stage": "structureel"})

    assert (record.sector, record.stage) == ("metaal", "structureel")
    assert record.body == "## Merged on 23-11-2026\n\n- Sector: hout\n- Relation stage: ad hoc"


def test_the_newest_is_the_one_that_was_written_last_whichever_record_it_is_in(workspace: Workspace) -> None:
    keep = workspace.save(Partner(title="Hoek", sector="hout"))
    drop = workspace.save(Partner(title="Hoek", sector="metaal", place="Zwolle"))
    workspace.save(dataclasses.replace(keep.record, sector="houtbouw"), seen=keep)

    assert getattr(merge(workspace, keep.id, drop.id).record, "sector") == "houtbouw"  # noqa: B009


def test_a_person_may_choose_and_the_name_stays_unless_chosen(workspace: Workspace) -> None:
    one, other = {"title": "Hoek", "sector": "hout"}, {"title": "Hoeck", "sector": "metaal"}

    assert merged(workspace, one, other, sector=1).sector == "hout"
    assert merged(workspace, one, other).title == "Hoek"
    chosen = merged(workspace, one, other, title=2)
    assert chosen.title == "Hoeck"
    assert "- Name: Hoek" in chosen.body


def test_a_key_of_a_table_in_which_they_differ_is_a_choice(workspace: Workspace) -> None:
    one, other = ({"participation": {"stuurgroep": each}} for each in ("voorzitter", "lid"))

    record = merged(workspace, one, other, **{"participation.stuurgroep": 1})
    assert record.participation == {"stuurgroep": "voorzitter"}
    assert "stuurgroep: lid" in record.body


@pytest.mark.parametrize(("name", "number"), [("sector", 3), ("place", 1), ("colour", 1)])
def test_a_choice_that_there_is_not_is_refused(workspace: Workspace, name: str, number: int) -> None:
    with pytest.raises(WrongUse, match=name):
        merged(workspace, {"sector": "hout"}, {"sector": "metaal"}, **{name: number})

    assert len(workspace.documents(Listing("partner"))) == 2


# -- what can't be merged ---------------------------------------------------------------------------------------------


def test_only_two_records_of_one_kind_that_can_occur_twice_are_merged(workspace: Workspace) -> None:
    workspace.save(Partner(id="partner", title="Hoek"))
    workspace.save(Person(id="person", title="Hoek"))
    workspace.save(Meeting(id="one", title="Hoek", date=TODAY))
    workspace.save(Meeting(id="two", title="Hoek", date=TODAY))

    for pair in (("partner", "person"), ("one", "two"), ("partner", "partner")):
        with pytest.raises(WrongUse):
            merge(workspace, *pair)
        with pytest.raises(WrongUse):
            workspace.merging.keep_apart(pair)
    with pytest.raises(UnknownId):
        merge(workspace, "partner", "nobody")


def test_what_is_in_the_bin_or_has_two_versions_is_not_merged(twice: Workspace) -> None:
    twice.delete("new")

    with pytest.raises(WrongUse, match="bin"):
        merge(twice, "old", "new")


def test_a_record_that_was_merged_elsewhere_is_not_merged_once_more(twice: Workspace) -> None:
    twice.save(Partner(id="third", title=NEW))
    merge(twice, "old", "new")

    with pytest.raises(WrongUse, match="was merged into"):
        merge(twice, "third", "new")


# -- chains -----------------------------------------------------------------------------------------------------------


def test_a_chain_is_one(twice: Workspace) -> None:
    twice.save(Partner(id="oldest", title="Van Rossum"))
    merge(twice, "old", "new")
    merge(twice, "oldest", "old")

    assert ids(twice, "partner") == {"oldest"}
    assert ids(twice, "meeting", partner="oldest") == {"m-old", "m-new"}
    assert twice.get("new").merged_into == "oldest"
    assert twice.named("partner", NEW) == twice.get("oldest")


def test_merging_into_what_was_merged_is_merging_into_what_stands_for_it(twice: Workspace) -> None:
    twice.save(Partner(id="third", title="Rossum"))
    merge(twice, "old", "new")
    merge(twice, "new", "third")

    assert twice.get("third").merged_into == "old"


def test_the_bin_takes_the_whole_and_gives_it_back(twice: Workspace) -> None:
    merge(twice, "old", "new")
    twice.delete("old")
    assert ids(twice, "partner") == set()
    assert ids(twice, "partner", trashed=True) == {"old"}

    twice.restore("old")
    assert ids(twice, "partner") == {"old"}


# -- apart again ------------------------------------------------------------------------------------------------------


def view(workspace: Workspace) -> dict[str, tuple[Record, frozenset[str]]]:
    """Everything that lists show: each record, and what is about it."""
    return {
        each.id: (each.record, frozenset(ids(workspace, partner=each.id))) for each in workspace.documents(Listing())
    }


def test_taking_apart_gives_each_its_own_again(twice: Workspace) -> None:
    before, everything = view(twice), twice.found_ids(Query("rossum OF rosum"))
    merge(twice, "old", "new")
    assert "new" not in twice.found_ids(Query("rossum OF rosum"))
    twice.merging.take_apart("new")

    assert view(twice) == before
    assert twice.found_ids(Query("rossum OF rosum")) == everything
    assert len(twice.merging.duplicates().pairs) == 1


LINE = st.sampled_from(["", "a", "b", "c"])
PARTNERS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Hoek", "Hoeck", "hoek"]),
        "place": LINE,
        "sector": LINE,
        "tags": st.lists(LINE.filter(bool), unique=True).map(tuple),
        "body": st.lists(LINE, max_size=4).map("\n".join),
        "why": LINE,
        "participation": st.dictionaries(LINE.filter(bool), LINE.filter(bool), max_size=2),
        "not_same": st.lists(st.sampled_from(["0", "1", "2", "x"]), unique=True).map(tuple),
    }
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(records=st.lists(PARTNERS, min_size=3, max_size=3), order=st.permutations([0, 1, 2]), data=st.data())
def test_whatever_was_merged_is_after_taking_it_apart_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]], order: list[int], data: st.DataObject
) -> None:
    directory = tmp_path_factory.mktemp("merging")  # a space of its own: else every example adds to one history
    workspace = spaces.begin_or_join(
        Home.at(directory / "home"), directory / "shared", name="X", author="Els", starter=False
    )
    workspace.save_all([Partner(id=str(number), **each) for number, each in enumerate(records)])
    workspace.save_all(
        [Meeting(id=f"m{number}", title="Overleg", date=TODAY, partners=(str(number),)) for number in range(3)]
    )
    before = view(workspace)
    one, two, three = map(str, order)
    merge(workspace, one, two)
    into = data.draw(st.sampled_from([one, two]))
    merge(workspace, *((into, three) if data.draw(st.booleans()) else (three, one)))
    assert len(ids(workspace, "partner")) == 1

    for last in (three if workspace.get(three).merged_into else one, two):
        workspace.merging.take_apart(last)
    assert view(workspace) == before


def test_what_was_changed_since_stays(twice: Workspace) -> None:
    seen = twice.get("new")
    twice.save(dataclasses.replace(seen.record, body="Mailt.", stage="structureel"), seen=seen)
    kept = merge(twice, "old", "new")
    assert getattr(kept.record, "stage") == "structureel"  # noqa: B009
    twice.save(dataclasses.replace(kept.record, sector="plaatwerk", body=kept.record.body + "\nLater."), seen=kept)
    twice.merging.take_apart("new")

    record = twice.get("old").record
    assert isinstance(record, Partner)
    assert (record.sector, record.stage, record.worlds) == ("plaatwerk", "terugkerend", ("ontwerp",))
    assert "Later." in record.body
    assert "Mailt." not in record.body


def test_what_is_not_merged_can_not_be_taken_apart(twice: Workspace) -> None:
    with pytest.raises(WrongUse):
        twice.merging.take_apart("old")


# -- not the same -----------------------------------------------------------------------------------------------------


def test_not_the_same_is_remembered_by_both_and_can_be_forgotten(twice: Workspace) -> None:
    twice.merging.keep_apart(("old", "new"))
    twice.merging.keep_apart(("new", "old"))

    assert [getattr(twice.get(each).record, "not_same") for each in ("old", "new")] == [("new",), ("old",)]  # noqa: B009
    assert not twice.merging.duplicates()
    twice.merging.no_longer_apart(("old", "new"))
    assert len(twice.merging.duplicates()) == 1


def test_who_is_merged_after_all_is_no_longer_said_to_be_another(twice: Workspace) -> None:
    twice.merging.keep_apart(("old", "new"))
    merge(twice, "old", "new")

    assert getattr(twice.get("old").record, "not_same") == ()  # noqa: B009


# -- names that two have ----------------------------------------------------------------------------------------------


def test_a_name_that_two_have_is_not_guessed_at(workspace: Workspace) -> None:
    workspace.save(Partner(id="meppel", title="Hoek", place="Meppel"))
    workspace.save(Partner(id="zwolle", title="hoek", place="Zwolle"))

    with pytest.raises(NameOfSeveral, match=r"Hoek, Meppel \(meppel\) · hoek, Zwolle \(zwolle\)"):
        workspace.named("partner", "HOEK")
    with pytest.raises(NameOfSeveral):
        workspace.begin(Partner(title="Hoek"))
    report = bring_in(workspace, lambda: [("1", {"kind": "lesson", "title": "Les", "partners": ["Hoek"]})])
    assert (report.added, report.partners, report.refused) == (1, 0, ())
    assert "Hoek, Meppel (meppel)" in str(report.remarks[0].reason)
    (lesson,) = workspace.documents(Listing("lesson"))
    assert (lesson.record.linked_partners, lesson.record.extra) == ((), {"partners_as_written": ["Hoek"]})
    merge(workspace, "meppel", "zwolle")
    assert workspace.begin(Partner(title="Hoek")).id == "meppel"


def test_a_partner_begun_by_its_name_does_not_come_back_under_an_id_that_was_used(workspace: Workspace) -> None:
    first = workspace.begin(Partner(title="Bakkerij Hoek"))
    workspace.erase(first.id)
    second = workspace.begin(Partner(title="bakkerij hoek"))
    workspace.delete(second.id)
    third = workspace.begin(Partner(title="Bakkerij Hoek"))
    workspace.save(dataclasses.replace(third.record, title="Bakkerij De Kade"), seen=third)
    fourth = workspace.begin(Partner(title="Bakkerij Hoek"))

    assert len({first.id, second.id, third.id, fourth.id}) == 4
    assert workspace.begin(Partner(title="BAKKERIJ HOEK")).id == fourth.id


def test_two_persons_of_one_name_are_never_one_document_unasked(workspace: Workspace) -> None:
    one, other = workspace.begin(Person(title="Jan Kok")), workspace.begin(Person(title="Jan Kok"))

    assert one.id != other.id
    assert [pair.ids for pair in workspace.merging.duplicates().pairs] == [(one.id, other.id)]


# -- erasing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["old", "new"])
def test_erasing_either_erases_both(twice: Workspace, which: str) -> None:
    merge(twice, "old", "new")
    twice.erase(which)

    for each in ("old", "new"):
        with pytest.raises(UnknownId):
            twice.get(each)
        assert twice.erasure(each).here


def test_erasing_names_what_mentions_either(twice: Workspace) -> None:
    twice.save(Meeting(id="about", title="Over", date=TODAY, body=f"Gesproken over {NEW}."))
    merge(twice, "old", "new")

    assert "about" in [each.id for each in twice.mentions(twice.get("old"))]


def test_what_was_taken_apart_is_erased_alone(twice: Workspace) -> None:
    merge(twice, "old", "new")
    twice.merging.take_apart("new")
    twice.erase("new")

    assert ids(twice, "partner") == {"old"}
