"""What people type is taken apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.typed import Wanted, read


def test_the_last_word_is_half_typed_until_something_follows() -> None:
    assert read("gastles groe").wanted[-1].prefix == "groe"
    assert read("gastles groep ").wanted[-1].prefix == ""
    assert read("gastles, groep.").wanted[-1].prefix == ""


def test_words_in_quotes_stand_together() -> None:
    assert read('"koud water" vrees ').wanted == (Wanted((("koud", "water"),)), Wanted((("vrees",),)))


def test_a_quote_that_is_still_open_is_ignored() -> None:
    assert read('"koud wat') == read("koud wat")


def test_a_minus_leaves_out() -> None:
    typed = read("stage -docent")
    assert [item.runs for item in typed.wanted] == [(("stage",),)]
    assert [item.runs for item in typed.unwanted] == [(("docent",),)]


def test_a_hyphen_inside_a_word_does_not_leave_out() -> None:
    assert not read("hout-bewerking").unwanted


def test_function_words_need_not_occur_beside_others() -> None:
    assert len(read("stage bij een bedrijf ").wanted) == 2
    assert len(read("bij een ").wanted) == 2


@given(st.text())
def test_anything_can_be_typed(text: str) -> None:
    typed = read(text)
    assert len(typed.wanted) <= 16


@given(st.text(alphabet="ab-\"“” &'", max_size=30))
def test_any_punctuation_can_be_typed(text: str) -> None:
    read(text)
