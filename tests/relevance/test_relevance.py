"""What people look for is found, as well as it was when it was last measured, and better than by SQLite's FTS5."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.relevance.measure import HERE, fts5, measured, notes, questions, sto

MAY_DROP = 0.01
TYPES = {
    "exact", "inflection", "compound", "decompound", "typing error", "abbreviation", "synonym", "phrase", "name",
    "multi-word", "diacritic", "english", "prefix",
}  # fmt: skip


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[float, float, int]]:
    """Per type of question and in total: nDCG@10, recall@10 and how many there are."""
    return measured(sto(notes(), tmp_path_factory.mktemp("relevance") / "index"))


def test_the_judged_set_is_large_and_covers_what_people_type() -> None:
    assert len(notes()) >= 120
    assert len(questions()) >= 80
    assert {judged.type for judged in questions()} == TYPES
    assert min(Counter(judged.type for judged in questions()).values()) >= 5


def test_only_notes_that_exist_are_judged() -> None:
    known = [note.id for note in notes()]
    assert len(known) == len(set(known))
    for judged in questions():
        assert judged.grades.keys() <= set(known), judged.text
        assert set(judged.grades.values()) <= {1, 2, 3}, judged.text


def test_finding_does_not_get_worse(scores: dict[str, tuple[float, float, int]]) -> None:
    recorded = Path(HERE / "recorded.txt").read_text("utf-8").splitlines()[-1].split()
    gain, share, _ = scores["total"]
    assert gain >= float(recorded[0]) - MAY_DROP
    assert share >= float(recorded[1]) - MAY_DROP


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_type_of_question_is_answered_well(scores: dict[str, tuple[float, float, int]], name: str) -> None:
    gain, share, _ = scores[name]
    assert gain >= 0.65
    assert share >= 0.65


def test_it_finds_better_than_fts5(scores: dict[str, tuple[float, float, int]]) -> None:
    assert scores["total"][0] > measured(fts5(notes()))["total"][0] + 0.2
