"""Relevance is at least as good as at the last measurement, and better than with SQLite's FTS5."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.relevance.measure import HERE, SETS, Scores, all_fts5, all_sto, measured, notes, questions

MAY_DROP = 0.01
TYPES = {
    "exact", "inflection", "compound", "decompound", "typing error", "abbreviation", "synonym", "phrase", "name",
    "multi-word", "diacritic", "english", "prefix",
}  # fmt: skip


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """How well sto answers the questions of all sets."""
    return measured(all_sto(tmp_path_factory.mktemp("relevance")))


@pytest.mark.parametrize("name", SETS)
def test_a_judged_set_is_large_and_covers_what_people_type(name: str) -> None:
    assert len(notes(name)) >= 120
    assert len(questions(name)) >= 80
    assert {judged.type for judged in questions(name)} == TYPES
    assert min(Counter(judged.type for judged in questions(name)).values()) >= 5


@pytest.mark.parametrize("name", SETS)
def test_only_notes_that_exist_are_judged(name: str) -> None:
    known = [note.id for note in notes(name)]
    assert len(known) == len(set(known))
    for judged in questions(name):
        assert judged.grades.keys() <= set(known), judged.text
        assert set(judged.grades.values()) <= {1, 2, 3}, judged.text


def test_finding_does_not_get_worse(scores: Scores) -> None:
    recorded = Path(HERE / "recorded.txt").read_text("utf-8").splitlines()[-1].split()
    gain, share, _ = scores["total"]
    assert gain >= float(recorded[0]) - MAY_DROP
    assert share >= float(recorded[1]) - MAY_DROP


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_type_of_question_is_answered_well(scores: Scores, name: str) -> None:
    gain, share, _ = scores[name]
    assert gain >= 0.65
    assert share >= 0.65


def test_it_finds_better_than_fts5(scores: Scores) -> None:
    assert scores["total"][0] > measured(all_fts5())["total"][0] + 0.2
