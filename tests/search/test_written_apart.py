"""Days, numbers, abbreviations and names of rooms are found however they are written; and words inside others."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import spaces
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.search.dutch.analysis import spelled
from knowledge.search.dutch.written_apart import written_apart
from knowledge.search.query.parsing import parsed_query
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace

BODIES = {
    "Dag": "Bezoek van 08-03-2026 met de klas.",
    "Andere dag": "Bezoek van 09-03-2026 met de klas, in maart 2026.",
    "Codes": "Post naar 1234 AB, kosten 1.250 euro op NL91 ABNA 0417 1643 00, in lokaal B2.14.",
    "Dak": "Veel zon op het dak.",
    "Wens": "Zo'n bedrijf wil weten wat zo'n leerling kan.",
    "Kegels": "De jongleerkegels staan klaar.",
    "Regels": "De regels hangen aan de muur.",
    "Zet": "De zetmachine en de warmtepompinstallateur.",
    "Cursus": "Een cursus Node.js, i.s.m. TNO.",
    "Foto's": "De foto's van O'Brien en het A4'tje van een EHBO'er uit 's-Hertogenbosch.",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    place = tmp_path_factory.mktemp("apart")
    workspace = spaces.begin_or_join(Home.at(place / "home"), place / "shared", name="X", author="Els", starter=False)
    for title, body in BODIES.items():
        workspace.save(Lesson(title=title, body=body, date=date(2026, 1, 1)))
    workspace.save(Partner(title="R.O.C. Oost"))
    workspace.save(Person(title="Anne", phone="06-12345678"))
    workspace.save(Person(title="Bas", phone="+31 6 87 65 43 21"))
    return workspace


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        *(
            (day, "Dag")
            for day in ("08-03-2026", "8-3-2026", '"8 maart 2026"', "8 mrt 2026", "08/03/2026", "2026-03-08")
        ),
        *((number, "Anne") for number in ("0612345678", "06 12345678", "+31612345678", "0031 6 12345678")),
        *((number, "Bas") for number in ("0687654321", "+31 (0)6 87654321")),
        *((code, "Codes") for code in ("1234AB", "1234 AB", "1250", "1.250", "NL91ABNA0417164300", "b214", "B2.14")),
        *((name, "R.O.C. Oost") for name in ("ROC", "R.O.C.", "roc oost")),
        *((word, "Cursus") for word in ("nodejs", "node.js", "ism", "i.s.m.", "T.N.O.", "tno")),
        *((word, "Foto's") for word in ("foto", "fotos", "A4tje", "obrien", "O’Brien", "ehboer", "s-hertogenbosch")),
        ("zon", "Dak"),
        ("kegels", "Kegels"),
        *((word, "Zet") for word in ("machine", "machines", "installateur", "installateurs", "pomp")),
    ],
)
def test_it_comes_first_however_it_is_typed(filled: Workspace, typed: str, title: str) -> None:
    results = filled.search(Query(typed))
    assert results.hits[0].title == title
    assert results.corrected == ""


@pytest.mark.parametrize("typed", ["zon", "kegels", "machine", "1250", "0612345678", "08-03-2026"])
def test_and_nothing_else_is_taken_for_it(filled: Workspace, typed: str) -> None:
    assert len(filled.search(Query(typed)).hits) == 1


@pytest.mark.parametrize("typed", ["klas -08-03-2026", "klas -8/3/2026", 'klas -"8 maart 2026"'])
def test_a_day_after_a_minus_is_left_out(filled: Workspace, typed: str) -> None:
    assert [hit.title for hit in filled.search(Query(typed)).hits] == ["Andere dag"]


@pytest.mark.parametrize(
    "written",
    ["(0314) 12 34 56", "0314.12.34.56", "0314 - 12 34 56", "0314/12.34.56", "tel. 0314-123456", "+31 (0)314 12 34 56"],
)
def test_a_telephone_number_is_known_however_it_is_parted(written: str) -> None:
    assert [each.word for each in written_apart(f"Bel {written}, ma-vr.")] == ["0314123456"]


@pytest.mark.parametrize(("typed", "body"), [("nr.5", "nr. 5"), ("C3.07", "C3/07"), ("1234 ab", "1234AB")])
def test_the_parts_of_a_word_with_a_dot_are_looked_for_too(workspace: Workspace, typed: str, body: str) -> None:
    workspace.save(Lesson(title="Plek", body=f"In {body} is plaats."))
    assert [hit.title for hit in workspace.search(Query(typed)).hits] == ["Plek"]


def test_either_of_two_years_stays_either() -> None:
    assert [len(clause.terms) for clause in parsed_query("gastles 2025 OF 2026 ").wanted] == [1, 2]


def test_the_day_that_was_asked_is_marked(filled: Workspace) -> None:
    hit = filled.search(Query("8 maart 2026")).hits[0]
    assert ("08-03-2026", True) in hit.snippet


def test_a_day_after_a_colon_is_a_filter(filled: Workspace) -> None:
    assert filled.search(Query("datum:01-01-2026 zon")).typed.filters[0].name == "year"


def test_what_is_no_such_day_or_number_stays_as_it_is() -> None:
    assert list(written_apart("31-02-2026, 1.5 uur en 1-2; einde.Begin en 2024 is 12345678")) == []


def test_an_apostrophe_makes_no_word_of_a_function_word() -> None:
    assert [spelled(word)[0][0] for word in ("zo'n", "Zo’n", "m'n", "d'r")] == ["zo", "zo", "mijn", "haar"]


@given(st.text(max_size=80))
def test_any_text_gives_words_of_letters_and_digits_in_their_places(text: str) -> None:
    for each in written_apart(text):
        assert each.word.isalnum()
        assert 0 <= each.start < each.end <= len(text)
