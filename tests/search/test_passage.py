"""The passage that is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.snippet import LENGTH, Marker, snippet


def shown(text: str, *stems: str, prefix: str = "") -> str:
    return "".join(f"[{run}]" if matched else run for run, matched in snippet(text, Marker(frozenset(stems), prefix)))


def test_the_word_as_written_is_marked_whatever_its_form() -> None:
    assert shown("Twee Gastlessen op één dag.", "gastles") == "Twee [Gastlessen] op één dag."


def test_a_half_typed_word_is_marked() -> None:
    assert shown("Een lasapparaat", "lasapp", prefix="lasapp") == "Een [lasapparaat]"


def test_the_passage_holds_most_of_the_words() -> None:
    text = "stage. " + "vulling " * 60 + "de docent liep stage bij de smid. " + "vulling " * 60
    assert "[docent] liep [stage]" in shown(text, "docent", "stage", "smid")


def test_without_a_match_the_text_begins() -> None:
    assert shown("Het begin.\nEn verder.", "niets") == "Het begin. En verder."


def test_an_accent_in_two_characters_is_marked_whole() -> None:
    assert shown("de coo\u0308rdinator belt", "coordinator") == "de [coo\u0308rdinator] belt"


@given(st.text(alphabet="ab é\n-.", max_size=600), st.sets(st.sampled_from(["a", "b", "ab", "e", "ba"])))
def test_a_passage_is_short_and_on_one_line(text: str, stems: set[str]) -> None:
    runs = snippet(text, Marker(frozenset(stems)))
    passage = "".join(run for run, _ in runs)
    assert len(passage) <= LENGTH + 10
    assert not any(matched and run not in text for run, matched in runs)
    assert "\n" not in "".join(run for run, matched in runs if not matched)
