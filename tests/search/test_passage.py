"""A hit shows the passage that fits the query best."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.dutch.analysis import forms, words
from knowledge.search.ranking.snippet import LENGTH, Marker, snippet


def shown(text: str, *words: str, prefix: str = "") -> str:
    forms = {form: form for form in words}
    return "".join(f"[{run}]" if matched else run for run, matched in snippet(text, Marker(forms, prefix)))


def test_the_word_is_marked_as_written() -> None:
    assert shown("Twee Gastlessen op één dag.", "gastlessen") == "Twee [Gastlessen] op één dag."


def test_a_half_typed_word_is_marked() -> None:
    assert shown("Een lasapparaat", "lasapp", prefix="lasapp") == "Een [lasapparaat]"


def test_the_passage_holds_most_of_the_words() -> None:
    text = "stage. " + "vulling " * 60 + "de docent liep stage bij de smid. " + "vulling " * 60
    assert "[docent] liep [stage]" in shown(text, "docent", "stage", "smid")


def test_without_a_match_the_text_begins() -> None:
    assert shown("Het begin.\nEn verder.", "niets") == "Het begin. En verder."


def test_a_compound_is_marked_for_its_part() -> None:
    marker = Marker({}, parts=frozenset({"stag"}))
    runs = snippet("De docentenstage en de rest.", marker, {"docentenstage": ["docent", "stag"]}.__getitem__)
    assert ("docentenstage", True) in runs


def test_a_word_far_into_a_text_is_marked_though_much_begins_like_it() -> None:
    text = "Over de verdere vervolgstappen en het verslag. " * 60 + "Daarna bespraken we de verzekering."
    assert "[verzekering]" in shown(text, "verzekering")


def test_no_piece_of_another_word_is_marked() -> None:
    assert shown("Les in lesmateriaal, na deles", "les") == "[Les] in lesmateriaal, na deles"


def test_a_part_of_a_hyphenated_word_marks_all_of_it() -> None:
    assert shown("De stage-overeenkomst", "overeenkomst") == "De [stage-overeenkomst]"


def test_an_accent_in_two_characters_is_marked_whole() -> None:
    assert shown("de coo\u0308rdinator belt", "coordinator") == "de [coo\u0308rdinator] belt"


@given(st.text(alphabet="ab é\n-.", max_size=600), st.sets(st.sampled_from(["a", "b", "ab", "e", "ba"])))
def test_a_passage_is_short_and_on_one_line(text: str, words: set[str]) -> None:
    runs = snippet(text, Marker({word: word for word in words}))
    passage = "".join(run for run, _ in runs)
    assert len(passage) <= LENGTH + 10
    assert not any(matched and run not in text for run, matched in runs)
    assert "\n" not in "".join(run for run, matched in runs if not matched)


@given(st.lists(st.text(alphabet="aeéëIıdnst-&'ĳœ\u0308İ ", max_size=9), max_size=8))
def test_every_word_of_a_text_is_marked_when_it_is_looked_for(parts: list[str]) -> None:
    text = " ".join(parts)
    for word in words(text):
        for form in forms(word):
            assert Marker({form.word: "it"}).matches(text, lambda _: ())
