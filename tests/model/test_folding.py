"""Names are compared as people do, without regard to case and accents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.folding import LONGEST_WORD, fold, fold_word, fold_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Renée  Kuiper", "renee kuiper"),
        ("HAKAN YILDIZ", "Hakan Yıldız"),
        ("Bakkerij Zo’n", "bakkerij zo'n"),
        ("Søren Ægir", "Soren Aegir"),
        (" Techhub\tDe Sluis ", "techhub de sluis"),
        ("Vakcol\u00adlege", "Vakcollege"),
        ("Cafe\u0301", "café"),
    ],
)
def test_case_accents_apostrophes_and_white_space_do_not_count(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("De Boer", "De Beer"), ("Hout-Bouw", "Houtbouw"), ("A B", "AB")])
def test_what_is_another_name_stays_one(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_name_is_whole_and_a_word_is_cut_off_where_it_is_none_any_more() -> None:
    long = "x" * (LONGEST_WORD + 10)
    assert fold(long) == long
    assert fold_word(long) == fold_words(long) == "x" * LONGEST_WORD


@given(st.text(max_size=30))
def test_names_and_words_are_folded_by_the_same_letters(text: str) -> None:
    assert fold(text).split() == fold_words(text).split()


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
