"""A word is found in many forms, and documents with the exact form come first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.search.dutch.thesaurus import Thesaurus
from knowledge.search.engine import SearchIndex
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.query.query import Query, Results


def searched(directory: Path, texts: dict[str, str], question: str, **query: object) -> Results:
    """What `question` finds among `texts` (id to body)."""
    index = SearchIndex(directory / "index")
    index.update([IndexDocument(name, "lesson", "", text) for name, text in texts.items()], (), "1", fresh=True)
    return index.search(Query(question, **query))  # type: ignore[arg-type]


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("wij regelden docentenstages", "docent"),
        ("wij regelden docentenstages", "stage"),
        ("stages voor docenten", "docentenstage"),
        ("een bezoek aan het bedrijf", "bedrijfsbezoek"),
        ("de stage-overeenkomst", "stageovereenkomst"),
        ("een film over de stage", "stagefilmpje"),
        ("in toetsweken en verhuisdozen", "week"),
        ("een dure aansprakelijkheidsverzekering", "verzekering"),
        ("de stageovereenkomst", "stage-overeenkomst"),
        ("de overeenkomst over samenwerking", "samenwerkingsovereenkomst"),
        ("gastlessen in mei", "gastles"),
        ("iets met M&T", "mobiliteit en transport"),
        ("Mobiliteit en Transport in klas drie", "M&T"),
        ("loopbaanoriëntatie in klas twee", "LOB"),
        ("LOB in klas twee", "loopbaanoriëntatie"),
        ("de leraar belt", "docent"),
        ("een excursie", "bedrijfsbezoek"),
        ("de docent belt", "teacher"),
        ("cofinanciering", "co-financing"),
        ("eigen bijdrage van firma's", "cofinanciering"),
        ("cofinanciering", "eigen bijdrage"),
        ("wie vroeg dat?", "vragen"),
        ("bij Özdemir", "ozdemir"),
        ("bij O\u0308zdemir", "Özdemir"),
        ("de docentenstage", "docentestgae"),
        ("bij Brinkhof", "Brinkhoff"),
        ("bij Terpstra", "Tepstra"),
        ("de schipper nodigde ons weer uit", "uitgenodigd"),
        ("probeer ze uit te nodigen voor juni", "uitnodiging"),
        ("de les ging niet door, jammer", "doorgaan"),
    ],
)
def test_a_word_is_found_in_another_form(tmp_path: Path, written: str, asked: str) -> None:
    texts = {"it": written, "other": "de fiets staat buiten"}
    assert ids(searched(tmp_path, texts, f"{asked} ")) == ["it"]


DERIVED = ("docentenstages", "stages", "praktijkleren", "internship", "snuffelstage", "stagf")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(DERIVED), min_size=1, max_size=6), st.integers(0, 60))
def test_what_has_the_very_word_comes_before_what_has_it_derived(
    tmp_path_factory: pytest.TempPathFactory, derived: list[str], padding: int
) -> None:
    texts = {"exact": "stage " + "en dan nog wat " * padding, "derived": " ".join(derived)}
    entries = [
        IndexDocument("exact", "lesson", "", texts["exact"]),
        IndexDocument("derived", "lesson", texts["derived"], ""),
    ]
    index = SearchIndex(tmp_path_factory.mktemp("levels"))
    index.update(entries, (), "1")
    assert ids(index.search(Query("stage ")))[0] == "exact"


def test_what_only_looks_like_a_part_of_a_verb_is_none(tmp_path: Path) -> None:
    assert ids(searched(tmp_path, {"it": "hij nodigde mensen uit de regio"}, "uitnodigen ")) == []


def test_a_half_typed_word_may_be_misspelt(tmp_path: Path) -> None:
    results = searched(tmp_path, {"it": "de veiligheidsbril", "other": "de fiets"}, "veilgheidsb")
    assert (ids(results), results.corrected) == (["it"], "veiligheidsbril")


def test_a_misspelt_name_is_found_before_what_its_stem_happens_to_mean(tmp_path: Path) -> None:
    texts = {"name": "bij Boerrigter", "other": "de veehouder"}
    assert ids(searched(tmp_path, texts, "Boerriger "))[:1] == ["name"]


def test_who_or_what_has_the_name_comes_before_what_is_about_them(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    about = [
        IndexDocument(
            f"n{number}", "lesson", "Bij Brinkhof", "Brinkhof " * 5, ("brinkhof",), day=date(2026, 1, 1), reused=9
        )
        for number in range(3)
    ]
    index.update([*about, IndexDocument("card", "partner", "Brinkhof Houtskeletbouw B.V.", "")], (), "1")
    assert next(hit.id for hit in index.search(Query("brinkhof ")).hits) == "card"


def test_a_verb_that_stands_apart_is_derived_and_no_phrase_or_spelling(tmp_path: Path) -> None:
    texts = {"apart": "de schipper nodigde ons uit", "exact": "wij willen iedereen uitnodigen voor deze dag"}
    assert ids(searched(tmp_path, texts, "uitnodigen ")) == ["exact", "apart"]
    only = {"apart": "we nodigden alle ouders uit en belden de school op"}
    assert ids(searched(tmp_path, only, '"school op uitnodigen"')) == []
    assert searched(tmp_path, only, "uitnodigem ").corrected == ""


def test_a_quoted_function_word_must_be_there(tmp_path: Path) -> None:
    texts = {"a": "gastles zonder bril", "b": "gastles met bril"} | {str(number): "fiets" for number in range(9)}
    assert ids(searched(tmp_path, texts, 'gastles "zonder"', strict=True)) == ["a"]


def test_not_something_is_no_other_word_for_it() -> None:
    thesaurus = Thesaurus(["blorp, geen snorf"])
    assert thesaurus.others(("blorp",)) == (("geen", "snorf"),)
    assert thesaurus.others(("snorf",)) == ()


def test_nothing_is_corrected_into_a_function_word(tmp_path: Path) -> None:
    assert searched(tmp_path, {"it": "over de markt"}, "obver ").corrected == ""


def test_a_misspelt_compound_finds_what_its_parts_find(tmp_path: Path) -> None:
    texts = {"whole": "de docentenstage", "apart": "een docent op stage"}
    assert ids(searched(tmp_path, texts, "docentnstage ")) == ["whole", "apart"]


def test_a_whole_word_is_found_in_compounds_before_longer_words_that_begin_like_it(tmp_path: Path) -> None:
    texts = {"longer": "een halve dag, een halve week", "compound": "de veilinghal", "it": "de hal"}
    assert ids(searched(tmp_path, texts, "hal")) == ["it", "compound", "longer"]


def test_of_a_compound_nobody_wrote_more_parts_are_better_and_rare_ones_say_more(tmp_path: Path) -> None:
    texts = {f"fiets{number}": "de fiets" for number in range(6)} | {"accu": "oude accu", "both": "fiets met een accu"}
    assert ids(searched(tmp_path, texts, "fietsaccu "))[:2] == ["both", "accu"]


def test_function_words_order_what_the_other_words_find(tmp_path: Path) -> None:
    texts = {"plain": "het bedrijf, gevraagd", "often": "het bedrijf, vaak gevraagd"} | {
        str(n): "fiets" for n in range(9)
    }
    assert ids(searched(tmp_path, texts, "te vaak gevraagd bedrijf ")) == ["often", "plain"]


def test_a_correction_is_told_and_was_looked_for(tmp_path: Path) -> None:
    results = searched(tmp_path, {"it": "de docentenstage", "b": "fiets"}, "over docetenstage gesproken ")
    assert (results.corrected, results.searched) == ("over docentenstage gesproken ", True)


def test_a_rare_word_beside_a_common_one_is_only_doubted(tmp_path: Path) -> None:
    texts = {f"n{number}": "veiligheid" for number in range(40)} | {"typo": "veiligheit"}
    results = searched(tmp_path, texts, "veiligheit ")
    assert ids(results)[0] == "typo"
    assert (results.corrected, results.searched) == ("veiligheid ", False)


def test_a_good_word_that_nobody_wrote_is_not_corrected(tmp_path: Path) -> None:
    results = searched(tmp_path, {"it": "de markt"}, "mast ")
    assert (ids(results), results.corrected) == ([], "")


def test_every_hit_says_why_it_was_found(tmp_path: Path) -> None:
    results = searched(tmp_path, {"it": "de leraar bezocht een lasbedrijf"}, "docent bedrijf ", explained=True)
    assert [(reason.typed, reason.level) for reason in results.hits[0].reasons] == [
        ("docent", "same"),
        ("bedrijf", "part"),
    ]


@pytest.mark.parametrize(
    ("written", "asked", "marked"),
    [
        ("twee docentenstages in mei", "stage ", "docentenstages"),
        ("de leraar belde", "docent ", "leraar"),
        ("bij Brinkhof langs", "brinkhoff ", "Brinkhof"),
        ("de gastlessen", "gastles ", "gastlessen"),
        ("de begeleider kwam", "begel", "begeleider"),
        ("hij nodigde ons uit.", "uitnodiging ", "nodigde uit"),
    ],
)
def test_the_passage_marks_what_was_found(tmp_path: Path, written: str, asked: str, marked: str) -> None:
    (hit,) = searched(tmp_path, {"it": written}, asked).hits
    assert " ".join(text for text, matched in hit.snippet if matched) == marked


def test_facets_count_what_is_found(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index")
    entries = [
        IndexDocument(
            f"{kind}{number}",
            kind,
            "lassen",
            "",
            ("metaal", "klas") if number else ("metaal",),
            facets={"world": ("mens",)},
        )
        for kind, many in (("lesson", 3), ("meeting", 2))
        for number in range(many)
    ]
    index.update([*entries, IndexDocument("other", "lesson", "iets anders", "", ("metaal",))], (), "1")
    results = index.search(Query("lassen ", counted=True))
    assert results.facets["kind"] == (("lesson", 3), ("meeting", 2))
    assert results.facets["tag"] == (("metaal", 5), ("klas", 3))
    assert results.facets["world"] == (("mens", 5),)
    typed = index.search(Query("lassen soort:les ", counted=True))
    assert typed.facets["kind"] == (("lesson", 3),)
    narrowed = index.search(Query("lassen tag:klas ", filters={"kind": ("meeting",)}, counted=True))
    assert narrowed.total == 1
    assert narrowed.facets["kind"] == (("lesson", 2), ("meeting", 1))


def test_a_region_adds_its_own_words() -> None:
    thesaurus = Thesaurus(["kletslokaal = doe-lokaal, praathok  # zo heet het hier", "", "los"])
    assert thesaurus.same(("kletslokal",)) == (("doe", "lokal"),)
    assert thesaurus.others(("kletslokal",)) == (("praathok",),)
    assert not thesaurus.same(("los",))


def test_of_equals_the_newer_and_the_more_used_come_first(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    old = IndexDocument("old", "lesson", "Gastles lassen", "Twee begeleiders.", day=date(2023, 1, 1))
    new = replace(old, id="new", day=date(2026, 1, 1))
    used = replace(old, id="used", reused=8, day=date(2025, 1, 1))
    index.update([old, new, used], (), "1:1", fresh=True)
    assert [hit.id for hit in index.search(Query("lassen ")).hits] == ["used", "new", "old"]


def test_no_boost_lifts_a_derived_match_over_an_exact_one(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    exact = IndexDocument("exact", "lesson", "Over de lasles", "tekst " * 400 + "docentenstage", day=date(2015, 1, 1))
    derived = IndexDocument("derived", "lesson", "Docent op stage", "", day=date(2026, 1, 1), reused=50)
    index.update([exact, derived], (), "1:1", fresh=True)
    assert [hit.id for hit in index.search(Query("docentenstage ")).hits] == ["exact", "derived"]
