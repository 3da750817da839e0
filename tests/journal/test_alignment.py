"""Which lines of two texts correspond."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.journal import alignment
from knowledge.journal.alignment import ANCHORS, EDITS, RUNS, Alignment, Matching, align, align_ends
from tests.journal.large_texts import large_texts

lines = st.lists(st.sampled_from(("a", "b", "c", "")), max_size=14) | st.lists(
    st.sampled_from("abcdefghijklmnop"), max_size=14
)


def agrees(found: Alignment, left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the runs of `found` are in order, apart from each other, and the same in both."""
    end = (0, 0)
    for run in found.runs:
        if not run.size or run.left < end[0] or run.right < end[1]:
            return False
        if left[run.left : run.left + run.size] != right[run.right : run.right + run.size]:
            return False
        end = (run.left + run.size, run.right + run.size)
    return end <= (len(left), len(right))


def most_in_common(left: Sequence[str], right: Sequence[str]) -> int:
    """The number of lines of the longest text that can be made of either by leaving lines out."""
    row = [0] * (len(right) + 1)
    for line in left:
        before = 0
        for place, other in enumerate(right, 1):
            above = row[place]
            row[place] = before + 1 if line == other else max(above, row[place - 1])
            before = above
    return row[-1]


@given(lines, lines)
def test_ordinary_texts_correspond_in_their_longest_runs(left: list[str], right: list[str]) -> None:
    matching = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()

    assert list(align(left, right).runs) == [Matching(*block) for block in matching if block.size]


@given(lines, lines)
def test_gaps_and_runs_make_up_both_texts(left: list[str], right: list[str]) -> None:
    found = align(left, right)
    made: list[str] = []
    end = 0
    for gap in found.gaps():
        made += left[end : gap.left] + right[gap.right : gap.right_end]
        end = gap.left_end

    assert made + left[end:] == right


@pytest.fixture
def without_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short texts are aligned as long ones are."""
    monkeypatch.setattr(alignment, "SHORT", -1)


@pytest.mark.usefixtures("without_runs")
def test_long_texts_correspond_in_what_is_the_same() -> None:
    @given(lines, lines)
    def always(left: list[str], right: list[str]) -> None:
        found = align(left, right)
        assert agrees(found, left, right)
        assert agrees(align_ends(left, right), left, right)

    always()


@pytest.mark.usefixtures("without_runs")
def test_where_no_line_is_unique_the_fewest_lines_differ() -> None:
    @given(st.lists(st.sampled_from("ab"), max_size=9).map(lambda each: each * 2), st.lists(st.sampled_from("ab")))
    def always(left: list[str], right: list[str]) -> None:
        found = align(left, right * 2)
        assert agrees(found, left, right * 2)
        assert sum(run.size for run in found.runs) == most_in_common(left, right * 2)

    always()


@pytest.mark.parametrize("shape", large_texts(2))
@pytest.mark.parametrize("size", [700, 3_000, 24_000])
def test_the_steps_grow_with_the_texts_and_not_with_their_product(shape: str, size: int) -> None:
    base, ours, theirs = large_texts(size)[shape]
    for changed in (ours, theirs):
        found = align(base, changed)
        assert agrees(found, base, changed)
        assert found.steps < RUNS + EDITS + 2_000 + ANCHORS * (len(base) + len(changed))


@pytest.mark.parametrize("size", [3_001, 50_000])
def test_few_edits_of_a_long_text_are_found_exactly(size: int) -> None:
    texts = large_texts(size)
    for shape, differing in {
        "blank lines, both ends": 1,
        "distinct lines, some by each": -(-size // 20),
        "two lines in turn": 1,
        "every line twice": 1,
    }.items():
        base, ours, _theirs = texts[shape]
        gaps = list(align(base, ours).gaps())
        assert sum(max(gap.left_end - gap.left, gap.right_end - gap.right) for gap in gaps) == differing, shape
