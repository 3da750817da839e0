"""Meaning adds to the answer of the words, and never takes the place of what somebody asked for by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.engine import SearchIndex
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.meaning.fusing import MOST_ADDED, fused, weight_of_meaning, worth_adding
from knowledge.search.meaning.vectors import Near
from knowledge.search.query.query import Query, Results

BODIES = {
    "p1": ("partner", "Brinkhof", "Een bouwbedrijf."),
    "n1": ("lesson", "Veiligheid in de werkplaats", "Iedereen draagt een bril. Brinkhof kwam kijken."),
    "n2": ("lesson", "Gastles", "Een vakman vertelt over zijn werk in 2023."),
    "n3": ("lesson", "Bezoek", "De leerlingen liepen mee met een monteur."),
    "n4": ("lesson", "Elke woensdag", "De werkplaats is open."),
}


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    found = SearchIndex(tmp_path / "index")
    found.update([IndexDocument(name, *rest) for name, rest in BODIES.items()], (), "1")
    return found


def near(*ids: str, score: float = 0.9) -> list[Near]:
    """Records near in meaning, the nearest first."""
    return [Near(each, score - 0.001 * place, 0, len(BODIES[each][2])) for place, each in enumerate(ids)]


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def test_what_both_answers_have_comes_before_what_one_has() -> None:
    assert fused([1, 2, 3], [3, 4], 1.0) == [3, 1, 2, 4]


def test_what_stays_on_top_does_so_whatever_is_near() -> None:
    assert fused([1, 2, 3], [3, 4], 1.0, first={2}) == [2, 3, 1, 4]


def test_meaning_lifts_only_what_has_the_name_that_was_asked_for() -> None:
    assert fused([1, 2, 3], [4, 3, 2, 1], 1.0, lifted={2}) == [2, 1, 3, 4]


def test_meaning_counts_little_for_one_or_two_words_and_not_at_all_for_a_quotation() -> None:
    assert [weight_of_meaning(number, quoted=False) for number in (0, 1, 2, 3, 9)] == [0, 0.3, 0.3, 0.6, 0.6]
    assert weight_of_meaning(5, quoted=True) == 0


@given(st.permutations(range(6)), st.permutations(range(3, 9)), st.sampled_from([0.3, 1.0]))
def test_nothing_is_lost_or_found_twice(words: list[int], meaning: list[int], weight: float) -> None:
    assert sorted(fused(words, meaning, weight)) == list(range(9))


def test_of_the_records_without_the_words_those_are_shown_that_are_about_as_near_as_the_nearest() -> None:
    assert worth_adding([0.86, 0.85, 0.83], 0.86, words_found=True) == 2
    assert worth_adding([0.83], 0.86, words_found=True) == 0
    assert worth_adding([0.86] * 50, 0.86, words_found=True) == MOST_ADDED
    assert worth_adding([], 0.0, words_found=True) == 0


def test_where_the_words_find_nothing_a_lookalike_isnt_shown() -> None:
    assert worth_adding([0.84, 0.84], 0.84, words_found=False) == 0
    assert worth_adding([0.87, 0.84], 0.87, words_found=False) == 1


def test_a_question_also_finds_what_says_it_otherwise_and_shows_that_passage(index: SearchIndex) -> None:
    results = index.search(Query("hoe krijgt een klas een vakman te zien", explained=True), near("n3"))

    assert set(ids(results)) == {"n2", "n3"} and results.total == 2
    hit = next(hit for hit in results.hits if hit.id == "n3")
    assert hit.snippet == (("De leerlingen liepen mee met een monteur.", False),)
    assert (hit.reasons[-1].level, hit.reasons[-1].found) == ("meaning", BODIES["n3"][2])


def test_nothing_found_stays_possible(index: SearchIndex) -> None:
    assert ids(index.search(Query("pompoensoep zonder kookplaat"), near("n3", score=0.84))) == []


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("wat vond Brinkhof van onze klas", ["n1", "p1"]),
        ("wat deden we in 2023 met de klas", ["n2"]),
        ("elke woensdag", ["n4"]),
        ("Veiligheid in de werkplaats", ["n1"]),
    ],
    ids=["a name", "a number", "a title", "a long title"],
)
def test_what_is_asked_for_by_name_stays_on_top(index: SearchIndex, question: str, first: list[str]) -> None:
    results = index.search(Query(question), near("n3", "n4", "n2", "n1"))

    assert sorted(ids(results)[: len(first)]) == first


@pytest.mark.parametrize(
    "query",
    [
        Query('"elke woensdag"'),
        Query("monteur of vakman in de werkplaats", sort="date"),
        Query("een vakman in de werkplaats", strict=True),
        Query("hoe ziet een klas een vakman", trashed=True),
        Query(""),
    ],
    ids=["quoted", "by date", "strict", "in the bin", "no words"],
)
def test_where_meaning_has_no_say_the_words_answer_alone(index: SearchIndex, query: Query) -> None:
    assert ids(index.search(query, near("n3", "n1"))) == ids(index.search(query))


def test_what_is_narrowed_away_stays_away(index: SearchIndex) -> None:
    asked = "hoe krijgt een klas een vakman te zien"

    assert "n3" not in ids(index.search(Query(f"soort:vergadering {asked}"), near("n3")))
    assert "n3" not in ids(index.search(Query(f"{asked} -monteur"), near("n3")))
    assert "n3" not in ids(index.search(Query(asked, among=("n2",)), near("n3")))
