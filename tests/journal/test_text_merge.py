"""Two edits of one text are merged line by line."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.journal.text_merge import merge_text

texts = st.lists(st.sampled_from(("a", "b", "c", "d", "")), max_size=8).map("\n".join)


@st.composite
def edited(draw: st.DrawFn, base: str, own: str) -> str:
    """`base` with lines taken out and lines put in that carry the mark `own`."""
    lines = base.split("\n")
    for number in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(lines)))
        lines[place : place + draw(st.integers(0, 2))] = draw(st.sampled_from(([], [f"{own}{number}"])))
    return "\n".join(lines)


@given(texts, texts, texts)
def test_it_does_not_matter_who_is_called_ours(base: str, ours: str, theirs: str) -> None:
    assert merge_text(base, ours, theirs) == merge_text(base, theirs, ours)


@given(st.data(), texts)
def test_no_line_that_only_one_side_added_is_lost(data: st.DataObject, base: str) -> None:
    ours, theirs = data.draw(edited(base, "ours")), data.draw(edited(base, "theirs"))

    merged = merge_text(base, ours, theirs)

    if merged is not None:
        added = [line for line in (ours + "\n" + theirs).split("\n") if line.startswith(("ours", "theirs"))]
        assert not Counter(added) - Counter(merged.split("\n"))


@given(st.data(), texts)
def test_what_one_side_took_out_does_not_come_back(data: st.DataObject, base: str) -> None:
    ours = data.draw(edited(base, "ours"))

    assert merge_text(base, ours, base) == ours
    assert merge_text(base, base, ours) == ours


@given(texts, texts)
def test_the_same_edit_on_both_sides_is_one_edit(base: str, ours: str) -> None:
    assert merge_text(base, ours, ours) == ours


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("een\ntwee\ndrie", "EEN\ntwee\ndrie", "een\ntwee\nDRIE", "EEN\ntwee\nDRIE"),
        ("een\ntwee", "nul\neen\ntwee", "een\ntwee\ndrie", "nul\neen\ntwee\ndrie"),
        ("een\ntwee\ndrie", "een\ndrie", "een\ntwee\ndrie\nvier", "een\ndrie\nvier"),
        ("een\ntwee", "een\nA\ntwee", "een\nB\ntwee", None),
        ("een", "EEN", "1", None),
        ("een\ntwee\ndrie", "een\ndrie", "een\nTWEE\ndrie", None),
        ("", "van mij", "van jou", None),
    ],
)
def test_edits_meet_only_where_they_touch(base: str, ours: str, theirs: str, merged: str | None) -> None:
    assert merge_text(base, ours, theirs) == merged
