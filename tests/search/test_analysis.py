"""How texts become terms: forms of one word meet, and spelling on a keyboard doesn't matter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.analysis import folded, stem, terms_of, tokens


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


@pytest.mark.parametrize(
    "forms",
    [
        "gastles gastlessen",
        "les lessen",
        "bedrijf bedrijven",
        "bedrijfsbezoek bedrijfsbezoeken",
        "stage stages",
        "docentenstage docentenstages",
        "docent docenten",
        "leerling leerlingen",
        "school scholen",
        "klas klassen",
        "proces processen",
        "leraar leraren",
        "activiteit activiteiten",
        "excursie excursies",
        "huis huizen",
    ],
)
def test_the_forms_of_a_word_meet_in_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("different", ["stage staal", "docent document", "gastles gast"])
def test_different_words_stay_apart(different: str) -> None:
    assert len({stem(word) for word in different.split()}) == 2


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Renée", "renee"),
        ("REÜNIE", "reunie"),
        (unicodedata.normalize("NFD", "coördinatie"), "coordinatie"),
        ("dıenst", "dienst"),
        ("DİENST", "dienst"),
        ("foto's", "fotos"),
        ("foto’s", "fotos"),
        ("ﬁets", "fiets"),
        ("Straße", "strasse"),
    ],
)
def test_case_accents_and_apostrophes_do_not_count(written: str, plain: str) -> None:
    assert words(written) == [plain]


@pytest.mark.parametrize("name", ["M&T", "D&P", "m&t"])
def test_an_ampersand_inside_holds_a_word_together(name: str) -> None:
    assert words(f"Profiel {name}, klas 3") == ["profiel", name.lower(), "klas", "3"]


def test_an_ampersand_between_spaces_separates() -> None:
    assert words("Terpstra & Mulder") == ["terpstra", "mulder"]


def test_a_hyphenated_word_gives_its_parts_and_the_whole() -> None:
    assert words("stage-overeenkomst") == ["stage", "overeenkomst", "stageovereenkomst"]


def test_parts_of_a_hyphenated_word_know_where_they_stand() -> None:
    text = "Een M&T-profiel erbij"
    places = {token.word: text[token.start : token.end] for token in tokens(text)}
    assert places["m&t"] == "M&T"
    assert places["profiel"] == "profiel"
    assert places["m&tprofiel"] == "M&T-profiel"


def test_punctuation_and_underscores_end_words() -> None:
    assert words("__vet__ (haakjes), eind.") == ["vet", "haakjes", "eind"]


def test_a_very_long_word_is_cut_off() -> None:
    assert all(len(word) <= 64 for word in words("x" * 10_000))


@given(st.text())
def test_any_text_can_be_analysed(text: str) -> None:
    for token in tokens(text):
        assert token.word == folded(token.word)
        assert not any(unicodedata.combining(letter) for letter in token.word)


@given(st.text(alphabet="eéèêeaäcçß'’-&Mı \u0301\u0308", max_size=30))
def test_composed_and_decomposed_text_give_the_same_terms(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert terms_of(composed) == terms_of(unicodedata.normalize("NFD", composed))
