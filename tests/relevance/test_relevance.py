"""Relevance is at least as good as at the last measurement, and better than with SQLite's FTS5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.relevance.measure import ASKED, HERE, KEYWORDS, SETS, Scores, all_fts5, all_sto, measured, notes, questions

MAY_DROP = 0.01
TYPES = {
    "exact", "inflection", "compound", "decompound", "typing error", "abbreviation", "synonym", "phrase", "name",
    "multi-word", "diacritic", "english", "prefix",
}  # fmt: skip
PLAIN = {"question", "situation", "advice", "about", "spoken", "english_q"}
"""How people ask in their own words; `asked.txt` was written by who had not seen the search."""

SITUATION = 0.25
"""The least for a problem told in other words than those of the notes, which words alone can hardly find."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scores]:
    """How well sto answers what is asked in plain words, on the day for which that was judged."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STO_TODAY", "2026-11-28")
        yield measured(all_sto(tmp_path_factory.mktemp("asked"), ASKED), ASKED)


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """How well sto answers the questions of all sets."""
    return measured(all_sto(tmp_path_factory.mktemp("relevance")))


@pytest.mark.parametrize("name", SETS[KEYWORDS])
def test_a_judged_set_is_large_and_covers_what_people_type(name: str) -> None:
    assert len(notes(name)) >= 120
    assert len(questions(name)) >= 80
    assert {judged.type for judged in questions(name)} == TYPES
    assert min(Counter(judged.type for judged in questions(name)).values()) >= 5


def test_as_many_of_each_type_are_asked_in_plain_words() -> None:
    counts = Counter(judged.type for name in SETS[ASKED] for judged in questions(name, ASKED))
    assert counts.keys() == PLAIN
    assert min(counts.values()) == max(counts.values()) >= 20


@pytest.mark.parametrize(("name", "file"), [(name, file) for file, names in SETS.items() for name in names])
def test_only_notes_that_exist_are_judged(name: str, file: str) -> None:
    known = [note.id for note in notes(name)]
    assert len(known) == len(set(known))
    for judged in questions(name, file):
        assert judged.grades.keys() <= set(known), judged.text
        assert set(judged.grades.values()) <= {1, 2, 3}, judged.text


def test_finding_does_not_get_worse(scores: Scores, answers: Scores) -> None:
    recorded = Path(HERE / "recorded.txt").read_text("utf-8").splitlines()[-2:]
    for line, (gain, share, _) in zip(recorded, (scores["total"], answers["total"]), strict=True):
        least, least_share = (float(each) - MAY_DROP for each in line.split())
        assert gain >= least
        assert share >= least_share


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_plain_words_are_answered_better_than_by_fts5(answers: Scores, name: str) -> None:
    gain, share, _ = answers[name]
    other, others, _ = measured(all_fts5(ASKED), ASKED)[name]
    assert gain > other
    assert share > others
    assert gain >= (SITUATION if name == "situation" else 0.5)


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_type_of_question_is_answered_well(scores: Scores, name: str) -> None:
    gain, share, _ = scores[name]
    assert gain >= 0.65
    assert share >= 0.65


def test_it_finds_better_than_fts5(scores: Scores) -> None:
    assert scores["total"][0] > measured(all_fts5())["total"][0] + 0.2
