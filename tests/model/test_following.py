"""A merged record is stood for by another: links to it are followed when read, and stay as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.following import as_written, followed, roots

IDS = [f"p{number}" for number in range(6)]
TARGETS = st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS))
LISTS = st.lists(st.sampled_from(IDS), unique=True)


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ({}, {}),
        ({"b": "a"}, {"b": "a"}),
        ({"c": "b", "b": "a"}, {"c": "a", "b": "a"}),
        ({"a": "b", "b": "a"}, {"b": "a"}),
        ({"c": "b", "b": "a", "a": "c"}, {"c": "a", "b": "a"}),
        ({"z": "b", "b": "c", "c": "b"}, {"z": "b", "c": "b"}),
        ({"a": "a"}, {}),
    ],
    ids=["none", "one", "chain", "both ways", "ring", "into a ring", "itself"],
)
def test_a_chain_is_followed_to_its_end_and_in_a_ring_the_lowest_id_stands(
    targets: dict[str, str], expected: dict[str, str]
) -> None:
    assert roots(targets) == expected


@given(TARGETS)
def test_what_stands_for_another_stands_for_itself(targets: dict[str, str]) -> None:
    found = roots(targets)

    assert found.keys() <= targets.keys()
    assert not found.keys() & set(found.values())


def test_a_long_chain_takes_no_long_time() -> None:
    found = roots({f"{number + 1}": f"{number}" for number in range(50_000)})

    assert set(found.values()) == {"0"}


def test_links_are_followed_and_each_target_stands_once() -> None:
    fields = {"title": "Overleg", "partners": ["b", "x", "a"], "venue": "b", "body": "b"}

    assert followed("meeting", "m", fields, {"b": "a"}) == fields | {"partners": ["a", "x"], "venue": "a"}


def test_a_kind_of_a_newer_version_is_followed_in_its_partners() -> None:
    assert followed("placement", "m", {"partners": ["b"]}, {"b": "a"}) == {"partners": ["a"]}


def test_no_link_leads_to_the_record_itself() -> None:
    fields = {"merged_into": "b", "not_same": ["b", "c"]}

    assert followed("partner", "a", fields, {"b": "a"}) == {"merged_into": "", "not_same": ["c"]}


@given(TARGETS, LISTS, st.sampled_from(["", *IDS]))
def test_what_nobody_changed_is_written_as_it_was(targets: dict[str, str], partners: list[str], venue: str) -> None:
    found = roots(targets)
    written = {"partners": partners, "venue": venue}

    assert as_written("meeting", "m", written, followed("meeting", "m", written, found), found) == written


@given(TARGETS, LISTS, LISTS, st.sampled_from(["", *IDS]), st.sampled_from(["", *IDS]))
def test_what_is_written_reads_as_what_was_wanted(
    targets: dict[str, str], before: list[str], partners: list[str], old: str, venue: str
) -> None:
    found = roots(targets)
    wanted = followed("meeting", "m", {"partners": partners, "venue": venue}, found)
    kept = as_written("meeting", "m", {"partners": before, "venue": old}, wanted, found)
    read = followed("meeting", "m", kept, found)

    assert set(read["partners"]) == set(wanted["partners"])  # type: ignore[arg-type]
    assert read["venue"] == wanted["venue"]


def test_one_more_partner_leaves_the_links_to_the_others_as_they_are() -> None:
    written = {"partners": ["b", "x"]}

    kept = as_written("meeting", "m", written, {"partners": ["a", "x", "y"]}, {"b": "a"})
    assert kept == {"partners": ["b", "x", "y"]}


def test_a_link_that_was_cleared_is_gone() -> None:
    assert as_written("meeting", "m", {"venue": "b", "partners": ["b"]}, {}, {"b": "a"}) == {}
