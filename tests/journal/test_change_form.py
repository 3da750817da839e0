"""The form of a change and its hash, and data that is rejected as a change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import bounds
from knowledge.journal.change import BadChange, Change, digest, from_json, lacking
from tests.journal.strategies import change, journals, json_values


def independent_digest(raw: dict[str, Any]) -> str:
    """The hash as another program would work it out, with nothing but Python's own library."""
    rest = {name: value for name, value in raw.items() if name not in ("hash", "signature")}
    canonical = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def sealed(raw: dict[str, Any]) -> dict[str, Any]:
    """`raw` with its right hash."""
    return {**raw, "hash": digest(raw)}


@given(st.dictionaries(st.text(max_size=6), json_values, max_size=6))
def test_the_hash_is_what_an_independent_implementation_gives(raw: dict[str, Any]) -> None:
    assert digest(raw) == independent_digest(raw)


@pytest.mark.parametrize(
    "text", ['"', "\\", "/", "\b\t\n\f\r", "\x00\x01\x1f", "\x7f\x80", "\u2028\u2029", "é", "e\u0301", "😀", "\ufeff"]
)
def test_the_hash_holds_for_awkward_characters(text: str) -> None:
    assert digest({text: text}) == independent_digest({text: text})


@given(journals(max_steps=6))
def test_a_change_comes_back_from_json_as_it_was(made: list[Change]) -> None:
    for each in made:
        assert from_json(msgspec.json.decode(msgspec.json.encode(each.as_json()))) == each


@given(st.dictionaries(st.text(max_size=6), json_values, max_size=4), st.integers(1, 2**31))
def test_what_a_newer_format_adds_is_kept_and_passed_on(more: dict[str, Any], format_: int) -> None:
    raw = sealed({**change().as_json(), **{f"x{name}": value for name, value in more.items()}, "format": format_})

    read = from_json(raw)

    assert read.as_json() == raw
    assert read.sealed() == read


@given(st.sampled_from(sorted(change().as_json())), json_values | st.text(max_size=40))
def test_whatever_is_accepted_can_be_passed_on(name: str, value: Any) -> None:
    raw = sealed({**change().as_json(), name: value})
    try:
        read = from_json(raw)
    except BadChange:
        return
    assert read.as_json() == raw
    assert digest(read.as_json()) == read.hash


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "1"),
        ("dot", "aaaaaaaaaa"),
        ("dot", "aaaaaaaaaa:0"),
        ("dot", "aaaaaaaaaa:1٢"),
        ("dot", f"aaaaaaaaaa:{2**53}"),
        ("dot", "../../etc/:1"),
        ("dot", None),
        ("time", "2026-11-23"),
        ("time", "2026-02-31T00:00:00.000Z+0000"),
        ("time", "٢026-02-21T00:00:00.000Z+0000"),
        ("author", 1),
        ("kind", "Lesson"),
        ("id", "../elders"),
        ("id", "--help"),
        ("id", ""),
        ("after", "aaaaaaaaaa:1#00000000"),
        ("after", ["aaaaaaaaaa:1"]),
        ("set", ["title"]),
        ("previous", None),
        ("previous", "0"),
    ],
)
def test_another_form_is_no_change(name: str, value: Any) -> None:
    with pytest.raises(BadChange):
        from_json(sealed({**change().as_json(), name: value}))


@pytest.mark.parametrize("raw", [None, [], "change", 1, {}])
def test_another_thing_is_no_change(raw: Any) -> None:
    with pytest.raises(BadChange):
        from_json(raw)


@pytest.mark.parametrize("name", ["author", "set", "time", "id", "previous"])
def test_an_edit_by_hand_shows(name: str) -> None:
    other = change(author="Piet", set={"title": "Anders"}, document="ander", previous="0" * 64, seq=9).as_json()

    with pytest.raises(BadChange, match="edited by hand"):
        from_json({**change().as_json(), name: other[name]})


SIGNATURE = "ed25519:els:" + "A" * 88


def test_a_signature_is_not_covered_by_the_hash_and_stays() -> None:
    signed = from_json({**change().as_json(), "signature": SIGNATURE})

    assert signed.signature == SIGNATURE
    assert signed.hash == change().hash and signed.ref == change().ref
    assert from_json(signed.as_json()) == signed
    assert signed.sealed() == signed


@pytest.mark.parametrize("odd", [None, 7, {"by": "Els"}, ["a"], "", "two words", "niet\u202e", "x" * 16385])
def test_a_signature_of_another_form_takes_nothing_away_from_the_change(odd: Any) -> None:
    assert from_json({**change().as_json(), "signature": odd}) == change()


def test_a_stub_has_no_signature() -> None:
    signed = replace(change(), signature=SIGNATURE)

    assert "signature" not in signed.stub().as_json()
    assert from_json({**signed.stub().as_json(), "signature": SIGNATURE}) == signed.stub()


def test_of_two_copies_the_one_that_holds_more_counts() -> None:
    whole = change()
    signed, other = replace(whole, signature="a"), replace(whole, signature="b")

    assert lacking([whole, signed, other], [whole.stub()]) == [whole, signed, other]
    assert lacking([whole.stub(), whole, signed, other], [signed]) == [other]
    assert lacking([whole.stub(), whole, signed], [other, whole.stub()]) == []


def test_values_that_lie_too_deep_in_one_another_are_no_change() -> None:
    value: Any = "bodem"
    for _ in range(bounds.CHANGE_DEPTH):
        value = [value]

    with pytest.raises(BadChange):
        from_json(sealed({**change().as_json(), "set": {"title": value}}))
