"""Examples of how edits made at the same time are merged."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from knowledge.journal.change import ERASE, Change
from knowledge.journal.merge import DELETED, merge
from knowledge.journal.register import merge_set
from knowledge.journal.versions import versions
from knowledge.model.fields import Json
from knowledge.model.records.record import Unknown
from tests.journal.strategies import chain, change

BEGIN = change(set={"title": "Lasdag", "body": "een\ntwee\ndrie", "tags": ["lassen", "hout"]})
LATE, EARLY = "2026-05-01T00:00:00.000Z+0000", "2026-04-01T00:00:00.000Z+0000"


def both(mine: dict[str, Json], theirs: dict[str, Json]) -> list[Change]:
    """A document that two people edited at the same time; `mine` has the later stamp."""
    return [
        BEGIN,
        change("bbbbbbbbbb", after=(BEGIN.ref,), set=mine, time=LATE),
        change("cccccccccc", after=(BEGIN.ref,), set=theirs, time=EARLY),
    ]


def seen_by(changes: list[Change], **given: Any) -> list[Change]:
    """`changes` and one more that has seen them all."""
    return [*changes, change("dddddddddd", after=merge(changes).heads, **given)]


def test_edits_of_different_fields_are_both_kept() -> None:
    document = merge(both({"title": "Grote lasdag"}, {"certainty": "bewezen"}))

    assert (document.fields["title"], document.fields["certainty"]) == ("Grote lasdag", "bewezen")
    assert not document.conflicts


def test_who_has_seen_the_other_wins_whatever_the_clocks_say() -> None:
    first = change(set={"title": "een"}, time="2026-09-09T00:00:00.000Z+0000")
    second = change("bbbbbbbbbb", after=(first.ref,), set={"title": "twee"}, time="2001-01-01T00:00:00.000Z+0000")

    document = merge([first, second])

    assert document.fields["title"] == "twee"
    assert not document.conflicts
    assert document.created == first.time


def test_of_two_titles_the_later_is_shown_and_both_are_kept() -> None:
    document = merge(both({"title": "Houtdag"}, {"title": "Metaaldag"}))

    assert document.fields["title"] == "Houtdag"
    assert [(each.value, each.author) for each in document.conflicts["title"]] == [
        ("Houtdag", "author b"),
        ("Metaaldag", "author c"),
    ]


def test_the_same_value_twice_is_no_conflict() -> None:
    assert not merge(both({"title": "Houtdag"}, {"title": "Houtdag"})).conflicts


def test_a_conflict_is_settled_by_who_has_seen_both() -> None:
    document = merge(seen_by(both({"title": "Houtdag"}, {"title": "Metaaldag"}), set={"title": "Hout en metaal"}))

    assert document.fields["title"] == "Hout en metaal"
    assert not document.conflicts


def test_a_conflict_stays_while_people_edit_something_else() -> None:
    document = merge(seen_by(both({"title": "Houtdag"}, {"title": "Metaaldag"}), set={"certainty": "bewezen"}))

    assert len(document.conflicts["title"]) == 2


def test_a_conflict_settled_twice_at_once_is_a_conflict_again() -> None:
    changes = both({"title": "Houtdag"}, {"title": "Metaaldag"})
    heads = merge(changes).heads
    settled = [change(replica, after=heads, set={"title": replica}) for replica in ("dddddddddd", "eeeeeeeeee")]

    assert {each.value for each in merge([*changes, *settled]).conflicts["title"]} == {"dddddddddd", "eeeeeeeeee"}


def test_texts_edited_at_different_lines_become_one() -> None:
    document = merge(both({"body": "EEN\ntwee\ndrie"}, {"body": "een\ntwee\ndrie\nvier"}))

    assert document.fields["body"] == "EEN\ntwee\ndrie\nvier"
    assert not document.conflicts


def test_texts_edited_at_the_same_line_are_both_kept() -> None:
    document = merge(both({"body": "een\nTWEE\ndrie"}, {"body": "een\n2\ndrie"}))

    assert [each.value for each in document.conflicts["body"]] == ["een\nTWEE\ndrie", "een\n2\ndrie"]


def test_of_three_texts_the_two_that_agree_become_one() -> None:
    changes = both({"body": "EEN\ntwee\ndrie"}, {"body": "een\ntwee\nDRIE"})
    third = change(
        "dddddddddd", after=(BEGIN.ref,), set={"body": "1\ntwee\ndrie"}, time="2026-03-02T00:00:00.000Z+0000"
    )

    assert [each.value for each in merge([*changes, third]).conflicts["body"]] == ["EEN\ntwee\nDRIE", "1\ntwee\ndrie"]


def test_in_a_set_adding_wins_and_what_one_removed_goes() -> None:
    document = merge(both({"tags": ["lassen", "robot"]}, {"tags": ["lassen", "hout", "zorg"]}))

    assert document.fields["tags"] == ["lassen", "robot", "zorg"]
    assert not document.conflicts


@pytest.mark.parametrize("odd", ["lassen", 7, {"a": 1}, True])
def test_what_is_no_set_is_kept_as_a_sibling(odd: Json) -> None:
    document = merge(both({"tags": ["robot"]}, {"tags": odd}))

    assert [each.value for each in document.conflicts["tags"]] == [["robot"], odd]


def test_a_set_that_both_cleared_is_empty() -> None:
    assert merge_set(["a", "b"], [], ["b"]) == []
    assert merge_set(None, ["a"], ["b"]) == ["a", "b"]


def test_a_deleted_document_is_in_the_trash() -> None:
    assert merge(seen_by([BEGIN], set={DELETED: True})).deleted


def test_an_edit_by_who_did_not_know_of_the_delete_brings_the_document_back() -> None:
    document = merge(both({DELETED: True}, {"title": "Houtdag"}))

    assert (document.deleted, document.revived) == (False, True)
    assert document.fields["title"] == "Houtdag"


def test_an_edit_in_the_trash_does_not_bring_it_back() -> None:
    deleted = seen_by([BEGIN], set={DELETED: True})
    edited = change("eeeeeeeeee", after=merge(deleted).heads, set={"title": "Houtdag"})

    assert merge([*deleted, edited]).deleted


def test_deleted_by_two_at_once_is_deleted() -> None:
    document = merge(both({DELETED: True}, {DELETED: True}))

    assert (document.deleted, document.revived) == (True, False)


def test_what_came_back_can_be_deleted_for_good() -> None:
    document = merge(seen_by(both({DELETED: True}, {"title": "Houtdag"}), set={DELETED: True}))

    assert (document.deleted, document.revived) == (True, False)


def test_what_came_back_can_be_kept() -> None:
    document = merge(seen_by(both({DELETED: True}, {"title": "Houtdag"}), set={DELETED: False}))

    assert (document.deleted, document.revived) == (False, False)


def test_deleting_is_no_field_of_the_record() -> None:
    document = merge(both({DELETED: True}, {DELETED: False}))

    assert DELETED not in document.fields
    assert DELETED not in document.conflicts


def test_a_change_whose_ancestors_have_not_arrived_counts_already() -> None:
    one, two, three = chain("aaaaaaaaaa", {"title": "een"}, {"title": "twee"}, {"title": "drie"})

    assert merge([three]).fields["title"] == "drie"
    assert {each.value for each in merge([one, three]).conflicts["title"]} == {"een", "drie"}
    assert merge([one, two, three]).fields["title"] == "drie"


def test_a_ring_of_changes_is_read_all_the_same() -> None:
    one = replace(change(set={"title": "een"}), hash="1" * 64, after=("bbbbbbbbbb:1#22222222",))
    two = replace(change("bbbbbbbbbb", set={"title": "twee"}), hash="2" * 64, after=("aaaaaaaaaa:1#11111111",))

    assert merge([one, two]) == merge([two, one])


def test_fields_and_kinds_of_a_newer_version_are_kept() -> None:
    document = merge([change(kind="quiz", set={"title": "Wie weet het?", "rounds": [1, {"of": 2}]})])

    assert document.kind == "quiz"
    assert isinstance(document.record, Unknown)
    assert (document.record.kind, document.record.title) == ("quiz", "Wie weet het?")
    assert document.record.extra == {"rounds": [1, {"of": 2}]}
    assert document.fields == {"title": "Wie weet het?", "rounds": [1, {"of": 2}]}


def test_the_kind_is_the_first_that_is_known() -> None:
    one = change(kind="quiz")
    two = change("bbbbbbbbbb", kind="lesson", after=(one.ref,))

    assert merge([one, two]).kind == "lesson"


def test_an_erased_document_says_so() -> None:
    assert merge(seen_by([BEGIN], kind=ERASE, set={})).erased


def test_the_history_tells_every_step_as_its_author_saw_it() -> None:
    changes = both({"title": "Houtdag"}, {"title": "Metaaldag"})

    assert [(step.author, step.document.fields["title"]) for step in versions(changes)] == [
        ("author a", "Lasdag"),
        ("author c", "Metaaldag"),
        ("author b", "Houtdag"),
    ]


@pytest.mark.parametrize(("writers", "rounds"), [(3, 40), (2, 500)])
def test_people_may_go_on_writing_at_the_same_time(writers: int, rounds: int) -> None:
    heads: tuple[str, ...] = ()
    last: list[Change | None] = [None] * writers
    changes: list[Change] = []
    for number in range(rounds):
        for writer in range(writers):
            before = last[writer]
            last[writer] = change(
                "abc"[writer] * 10,
                number + 1,
                after=heads,
                set={"body": f"ronde {number} van {writer}"},
                previous=before.hash if before else "",
            )
        changes += [each for each in last if each]
        heads = tuple(sorted(each.ref for each in last if each))

    began = time.perf_counter()
    document = merge(changes)

    assert len(document.conflicts["body"]) == writers
    assert time.perf_counter() - began < 5
