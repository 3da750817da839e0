"""What a person typed in the search field, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.search.analysis import stem
from knowledge.search.typed import read


@given(st.text(max_size=300))
@example('"')
@example('-"')
@example('--""-')
@example("„half")
@example("\x00\ud800-")
def test_anything_can_be_typed(text: str) -> None:
    typed = read(text)
    assert typed.is_empty == (not typed.words and not typed.phrases)


@given(st.text(alphabet='ab é-"“”„&\t', max_size=40))
def test_marks_in_any_order_can_be_typed(text: str) -> None:
    typed = read(text)
    assert not typed.prefix or typed.prefix in {word for word, _ in typed.words}
    assert all(len(run) > 1 for run in typed.phrases)


@pytest.mark.parametrize("nothing", ["", "   ", '""', "-", "?!", '"  "'])
def test_nothing_to_look_for_is_empty(nothing: str) -> None:
    assert read(nothing).is_empty


def test_the_last_word_may_be_half_typed() -> None:
    assert read("Lassen gastlesse").prefix == "gastlesse"


def test_a_space_ends_the_last_word() -> None:
    assert read("gastles ").prefix == ""


@pytest.mark.parametrize("text", ['"groep acht"', '"groep acht', "“groep acht”", "„groep acht“"])
def test_quotes_of_any_kind_make_a_phrase_also_before_they_are_closed(text: str) -> None:
    assert read(text).phrases == ((stem("groep"), stem("acht")),)


def test_one_quoted_word_is_that_word_and_finished() -> None:
    typed = read('"gastles"')
    assert typed.words == (("gastles", stem("gastles")),)
    assert typed.prefix == ""


def test_minus_leaves_a_word_out() -> None:
    typed = read("gastles -lassen")
    assert typed.words == (("gastles", stem("gastles")),)
    assert typed.without == (stem("lassen"),)


def test_a_hyphen_inside_a_word_is_no_minus() -> None:
    assert read("stage-overeenkomst").without == ()


def test_a_page_of_pasted_text_is_kept_to_a_few_words() -> None:
    assert len(read(" ".join(f"woord{number}" for number in range(5000))).words) <= 24
