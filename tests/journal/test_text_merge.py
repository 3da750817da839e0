"""Two edits of one text are merged line by line."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.journal.alignment import ANCHORS, EDITS, RUNS
from knowledge.journal.text_merge import edits_between, merge_text
from tests.journal.large_texts import large_texts

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


def merged_by_longest_runs(base: str, ours: str, theirs: str) -> str | None:
    """What versions before this one made of ordinary texts: each pair of edits is compared."""

    def edits(changed: str) -> set[tuple[int, int, tuple[str, ...]]]:
        lines = changed.split("\n")
        codes = SequenceMatcher(None, base.split("\n"), lines, autojunk=False).get_opcodes()
        return {(i1, i2, tuple(lines[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal"}

    if ours == theirs or base in (ours, theirs):
        return theirs if ours == base else ours
    left, right = edits(ours), edits(theirs)
    for mine in left:
        for yours in right - {mine}:
            if mine[0] == yours[0] or (mine[0] < yours[1] and yours[0] < mine[1]):
                return None
    merged = base.split("\n")
    for start, end, lines in sorted(left | right, reverse=True):
        merged[start:end] = lines
    return "\n".join(merged)


@given(st.data(), texts)
def test_ordinary_texts_are_merged_as_they_always_were(data: st.DataObject, base: str) -> None:
    ours = data.draw(texts | edited(base, "ours"))
    theirs = data.draw(texts | edited(base, "theirs"))

    assert merge_text(base, ours, theirs) == merged_by_longest_runs(base, ours, theirs)


@pytest.mark.parametrize("shape", large_texts(2))
@pytest.mark.parametrize("size", [90, 5_000, 31_000])
def test_of_large_texts_every_line_that_somebody_wrote_is_kept_or_nothing_is_merged(shape: str, size: int) -> None:
    base, ours, theirs = ("\n".join(lines) for lines in large_texts(size)[shape])

    merged = merge_text(base, ours, theirs)

    assert merged == merge_text(base, theirs, ours)
    if merged is not None:
        known = Counter(base.split("\n"))
        for side in (ours, theirs):
            assert not Counter(side.split("\n")) - known - Counter(merged.split("\n"))


@pytest.mark.parametrize("size", [2_500, 40_000])
def test_large_texts_edited_at_different_lines_become_one(size: int) -> None:
    texts = large_texts(size)
    for shape in ("blank lines, both ends", "distinct lines, some by each", "two lines in turn", "every line twice"):
        assert merge_text(*("\n".join(lines) for lines in texts[shape])) is not None, shape


@pytest.mark.parametrize("shape", large_texts(2))
def test_finding_the_edits_takes_steps_in_proportion_to_the_text(shape: str) -> None:
    base, ours, _theirs = ("\n".join(lines) for lines in large_texts(13_000)[shape])

    assert edits_between(base, ours).steps < RUNS + EDITS + 2_000 + ANCHORS * 26_000


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
