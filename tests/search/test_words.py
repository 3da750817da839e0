"""Dutch words are analysed into terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.folding import fold_word
from knowledge.search.dutch.analysis import forms, stem, words
from knowledge.search.dutch.compounds import WORDS, split
from knowledge.search.dutch.separable_verbs import separable_verbs
from knowledge.search.dutch.verbs import infinitive


def stems(text: str) -> list[str]:
    return [form.stem for word in words(text) for form in forms(word)]


@pytest.mark.parametrize(
    "family",
    [
        "gastles gastlessen",
        "les lessen praktijkles",
        "stage stages",
        "bedrijf bedrijven",
        "docent docenten",
        "bezoek bezoeken bezocht",
        "materiaal materialen",
        "paneel panelen",
        "motor motoren",
        "foto foto's foto’s fotos",
        "programma programma's",
        "dag dagen",
        "lid leden",
        "idee ideeën",
        "industrie industrieën",
        "examen examens",
        "kans kansen",
        "mens mensen",
        "toets toetsen",
        "fiets fietsen",
        "adres adressen",
        "hotspot hotspots",
        "begeleider begeleiding begeleiden",
        "werken werkt gewerkt",
        "samenwerking samenwerken",
        "coördinator coördinatoren",
        "module modules",
        "betalen betaalt betaald betaalde betaling",
        "starten gestart startte",
        "uitnodigen uitgenodigd uitnodiging",
        "ondersteunen ondersteund ondersteuning",
        "melden gemeld melding",
        "inschrijven ingeschreven inschrijving",
        "tekenen getekend tekening",
        "groot grote",
        "hoog hoge",
        "hard harde",
        "wereld werelden",
        "toetsenbord toetsenborden",
        "succes successen",
        "timmerman timmerlieden",
        "genieten geniet genoten",
        "order orders",
        "gemeente gemeenten gemeentes",
        "overheid overheden",
        "scholing scholingen",
        "boring boringen boren",
        "brug bruggen bruggetje",
        "ring ringen ringetje",
        "liggend liggende",
        "pbm pbm's",
        "zzp zzp'er zzp’ers",
        "vmbo vmbo'er vmbo's",
    ],
)
def test_forms_of_a_word_share_their_stem(family: str) -> None:
    heads = {stem.removeprefix("praktijk") for stem in stems(family)}
    assert len(heads) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("les", "lees"),
        ("bos", "boos"),
        ("taak", "tak"),
        ("beleid", "begeleid"),
        ("over", "overheid"),
        ("or", "orde"),
        ("scholen", "scholing"),
        ("boss", "bossen"),
    ],
)
def test_different_words_keep_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Coördinator", "coordinator"),
        ("coo\u0308rdinator", "coordinator"),
        ("ırmak", "irmak"),
        ("İZMİR", "izmir"),
        ("ĲSSEL", "ijssel"),
        ("mbo’er", "mboer"),
        ("co\u00adop", "coop"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
    ],
)
def test_case_accents_and_apostrophes_do_not_count(written: str, folded: str) -> None:
    assert [form.word for word in words(written) for form in forms(word)] == [folded]


@pytest.mark.parametrize("abbreviation", ["M&T", "Z&W", "D&P"])
def test_profiles_with_an_ampersand_are_words(abbreviation: str) -> None:
    assert stems(abbreviation) == [abbreviation.lower()]
    assert abbreviation.lower() in stems(f"{abbreviation}-profiel")


def test_an_ampersand_between_names_only_joins_them_on_paper() -> None:
    assert stems("Terpstra&Mulder") == stems("Terpstra & Mulder")


def test_a_hyphenated_word_gives_parts_and_whole() -> None:
    assert [(form.word, form.place, form.joined) for form in forms("hout-bewerking")] == [
        ("hout", 0, False),
        ("bewerking", 1, False),
        ("houtbewerking", 0, True),
    ]


@given(st.text())
def test_any_text_can_be_analysed(text: str) -> None:
    for word in words(text):
        for form in forms(word):
            assert form.word
            assert form.stem


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=12))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold_word(fold_word(text)) == fold_word(text)


@pytest.mark.parametrize(
    "noun", ["bond", "markt", "gebied", "gezicht", "verband", "banden", "namen", "reden", "docent"]
)
def test_a_noun_is_not_taken_for_a_form_of_a_verb(noun: str) -> None:
    assert infinitive(noun) == ""


@given(st.text(alphabet="abdegilnorstuvz", max_size=14))
def test_an_infinitive_ends_as_infinitives_do(word: str) -> None:
    assert infinitive(word) == "" or infinitive(word).endswith("n")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("stagefilmpje", ["stage", "film"]),
        ("brandgevaar", ["brand", "gevar"]),
        ("toetsweken", ["toets", "week"]),
        ("verhuisdozen", ["verhuis", "doos"]),
        ("aansprakelijkheidsverzekering", ["aansprakelijk", "verzeker"]),
    ],
)
def test_a_compound_falls_into_its_parts(word: str, parts: list[str]) -> None:
    assert list(split(word, stem(word))) == parts


def test_no_stem_has_a_letter_that_the_word_lacks() -> None:
    lines = (WORDS / "parts.txt").read_text("utf-8").splitlines()
    words = [line.split()[0] for line in lines if line[0] != "#"]
    assert [word for word in words if "q" in stem(word) and "q" not in word] == []


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("de schipper nodigde ons uit voor mei", ["uitnodigen"]),
        ("Nodig ze op tijd uit!", ["uitnodigen"]),
        ("dan bel ik de school morgen op.", ["opbellen"]),
        ("om ze uit te nodigen", ["uitnodigen"]),
        ("De leerlingen werken in en om het gebouw", []),
        ("hij nodigde mensen uit de regio", []),
        ("overwerkte " + "a" * 120 + " mee.", []),
    ],
)
def test_verbs_that_stand_apart_are_read_as_one(text: str, verbs: list[str]) -> None:
    assert [each.first + each.rest for each in separable_verbs(text)] == verbs
