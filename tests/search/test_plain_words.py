"""What people ask in plain words: every word counts for what it says, and what they meant is read from it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.lesson import Lesson
from knowledge.model.typed.periods import DayRange
from knowledge.search.dutch.analysis import stem
from knowledge.search.dutch.background import SAYS_LITTLE, commonness
from knowledge.search.dutch.function_words import LITTLE, STOP
from knowledge.search.dutch.run_together import apart
from knowledge.search.index.questionnaire import parted
from knowledge.search.query.named_periods import as_words, named_periods
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace

TODAY = date(2026, 11, 28)


def kept(workspace: Workspace, *lessons: tuple[str, str], day: date | None = None) -> None:
    for title, body in lessons:
        workspace.save(Lesson(title=title, body=body, date=day))


def found(workspace: Workspace, text: str) -> list[str]:
    return [hit.title for hit in workspace.search(Query(text)).hits]


# -- what a word says -------------------------------------------------------------------------------------------------


def test_a_word_that_is_common_at_large_counts_less_though_it_is_rare_here(workspace: Workspace) -> None:
    kept(workspace, ("Lashelm", "Iedere leerling een lashelm."), ("Lassen", "Wie last draagt een lashelm."))
    kept(workspace, ("Moment", "Het beste moment om te bellen is op dat moment."))
    kept(workspace, *((f"Anders {number}", "Een overleg over de planning.") for number in range(9)))
    assert found(workspace, "wat is het beste moment om een lashelm te kopen")[:2] in (
        ["Lashelm", "Lassen"],
        ["Lassen", "Lashelm"],
    )


def test_every_word_that_says_little_is_listed_as_such() -> None:
    listed = {word for word in LITTLE if stem(word) not in STOP}
    assert {word for word in listed if commonness(stem(word)) != SAYS_LITTLE} == set()


def test_a_word_of_the_field_is_not_taken_for_a_common_one() -> None:
    assert commonness(stem("gastles")) == 0 < commonness(stem("omgeving"))


def test_what_is_like_the_best_is_lifted_in_a_long_question(workspace: Workspace) -> None:
    for number in range(3):
        kept(workspace, (f"Pop {number}", "De voorlichter liet klas 2 een tillift in het zorglokaal bedienen. Handig."))
    kept(workspace, ("Alike", "Met de tillift en de voorlichter in het zorglokaal: klas 2 was enthousiast."))
    kept(workspace, *((f"Klas {number}", "Wat klas 2 betreft is er rooster.") for number in range(20)))
    assert "Alike" in found(workspace, "hoe kan klas 2 een handig apparaat zelf bedienen")[:4]


# -- run together -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("moetik", ("moet", "ik")),
        ("dklas", ("de", "klas")),
        ("tbedrijf", ("het", "bedrijf")),
        ("tevragen", ("te", "vragen")),
        ("voordedeur", ("voor", "de", "deur")),
        ("kostda", ()),
        ("lokaal2b", ()),
    ],
)
def test_words_run_together_are_taken_apart(typed: str, meant: tuple[str, ...]) -> None:
    assert apart(typed, {"klas", "bedrijf", "vragen", "deur"}.__contains__) == meant


@given(st.text(max_size=40))
def test_any_text_is_taken_apart_into_its_own_letters_or_not_at_all(word: str) -> None:
    pieces = apart(word, {"klas", "bedrijf"}.__contains__)
    assert "".join(pieces)[-4:] == word[-4:] or not pieces


def test_what_was_run_together_is_found_and_told(workspace: Workspace) -> None:
    kept(workspace, ("Praktijk", "De klas ging naar de fabriek."))
    results = workspace.search(Query("naar dfabriek gaan"))
    assert [hit.title for hit in results.hits] == ["Praktijk"]
    assert results.corrected == "naar fabriek gaan"


@pytest.mark.parametrize("typed", ["anderson", "ismail", "tetaal", "overdijk"])
def test_a_typing_error_of_one_letter_goes_before_taking_apart(workspace: Workspace, typed: str) -> None:
    kept(
        workspace, ("Goed", "Peter Andersen, Ismael, totaal, Overdijck."), ("Mis", "Anders op de mail, te taal, dijk.")
    )
    assert found(workspace, typed + " ") == ["Goed"]


def test_a_word_that_is_written_so_stays_whole(workspace: Workspace) -> None:
    kept(workspace, ("Overdijk", "De heer Overdijk belde."), ("Dijk", "Een excursie naar de dijk."))
    assert found(workspace, "overdijk") == ["Overdijk"]


# -- periods ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("stages in 2023", ("2023",), DayRange(date(2023, 1, 1), date(2023, 12, 31))),
        ("afspraken vorig schooljaar", ("vorig", "schooljaar"), DayRange(date(2025, 8, 1), date(2026, 7, 31))),
        ("schooljaar 2024-2025 lassen", ("schooljaar", "2025"), DayRange(date(2024, 8, 1), date(2025, 7, 31))),
        ("guest lessons last year", ("last", "year"), DayRange(date(2025, 1, 1), date(2025, 12, 31))),
        ("excursies in maart 2025", ("maart", "2025"), DayRange(date(2025, 3, 1), date(2025, 3, 31))),
        ("excursies in coronatijd", ("coronatijd",), DayRange(date(2020, 3, 15), date(2022, 3, 23))),
    ],
)
def test_a_period_is_read_among_the_words(text: str, words: tuple[str, ...], days: DayRange) -> None:
    assert list(named_periods(text, TODAY)) == [(words, days)]


@pytest.mark.parametrize(
    "text", ['"2023" lassen', "datum:2023 lassen", "lokaal 2023b", "1234 AB", "12-03-2024", "20256"]
)
def test_no_period_is_read_where_none_is_named(text: str) -> None:
    assert list(named_periods(text, TODAY)) == []


def test_what_is_of_those_days_comes_first_and_the_rest_is_found_too(workspace: Workspace) -> None:
    kept(workspace, ("Nu", "Een stage bij de bakker."), day=date(2026, 3, 1))
    kept(workspace, ("Toen", "Een stage bij de smid."), day=date(2023, 3, 1))
    kept(workspace, ("Anders", "Een gastles."), day=date(2023, 4, 1))
    assert found(workspace, "stages in 2023")[0] == "Toen"
    assert set(found(workspace, "stages in 2023")) == {"Nu", "Toen", "Anders"}


def test_between_quotes_the_words_are_looked_for_themselves(workspace: Workspace) -> None:
    kept(workspace, ("Toen", "Een stage bij de smid."), day=date(2023, 3, 1))
    kept(workspace, ("Plan", "De stage van 2023 werd geschrapt."), day=date(2022, 3, 1))
    assert as_words("stage in 2023") == 'stage in "2023"'
    assert found(workspace, as_words("stage in 2023"))[0] == "Plan"
    assert workspace.search(Query('stage "2023"')).typed.periods == ()


def test_a_year_alone_is_a_word(workspace: Workspace) -> None:
    kept(workspace, ("Plan", "Het jaarplan van 2023."), ("Ander", "Een gastles."), day=date(2023, 3, 1))
    assert found(workspace, "2023") == ["Plan"]


@given(st.text(max_size=60))
def test_any_text_can_be_asked_as_words(text: str) -> None:
    assert list(named_periods(as_words(text), TODAY)) == []


@pytest.mark.parametrize(
    "text", ["stages 2025-2026", "stages schooljaar 2025-2026", "stages dit jaar", "stages mei 2026"]
)
def test_what_is_of_the_days_named_is_found_by_them(workspace: Workspace, text: str) -> None:
    kept(workspace, ("Toen", "Een stage bij de smid."), day=date(2023, 5, 1))
    kept(workspace, ("Nu", "Een stage bij de bakker."), day=date(2026, 5, 7))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STO_TODAY", "2026-11-28")
        hits = workspace.search(Query(text, explained=True)).hits
    assert "dated" in {reason.level for reason in hits[0].reasons}
    assert hits[0].title == "Nu"


def test_a_year_that_stands_there_counts_though_all_is_of_that_year(workspace: Workspace) -> None:
    kept(workspace, *((f"Les {number}", "Een gastles.") for number in range(30)), day=date(2026, 3, 1))
    kept(workspace, ("Jaarplan", "Het jaarplan. Een jaarplan."), day=date(2026, 3, 1))
    kept(workspace, ("Jaarplan 2026 techniek in de regio", "Voor alle scholen."), day=date(2025, 3, 1))
    assert found(workspace, "jaarplan 2026")[0] == "Jaarplan 2026 techniek in de regio"


@pytest.mark.parametrize("text", ["stages voor 2025", "sinds 2024 lassen", "“stages 2025” gastles", "since 2024"])
def test_a_year_that_bounds_or_is_quoted_names_no_period(text: str) -> None:
    assert list(named_periods(text, TODAY)) == []


# -- filled-in lists --------------------------------------------------------------------------------------------------

_LIST = (
    "Wat levert de samenwerking op?\n{}\nWie zijn erbij betrokken?\n{}\nWat is jullie grootste zorg?\n{}\n"
    "Wanneer verwachten jullie resultaat?\n{}"
)


def test_the_questions_of_a_list_count_little_beside_what_was_written(workspace: Workspace) -> None:
    kept(workspace, *((f"Intake {number}", _LIST.format("Plezier.", "Wij.", "Tijd.", "Ooit.")) for number in range(3)))
    kept(workspace, ("Les", "Na twee jaar leverde het samenwerken resultaat op: drie vaste plekken."))
    assert found(workspace, "levert samenwerking resultaat op")[0] == "Les"


def test_and_are_found_by_who_asks_for_them(workspace: Workspace) -> None:
    kept(workspace, ("Intake", _LIST.format("Plezier.", "Wij.", "Tijd.", "Ooit.")))
    assert found(workspace, '"grootste zorg"') == ["Intake"]


def test_a_text_with_a_question_or_two_is_no_list() -> None:
    text = "Hoe nu verder?\nGeen idee.\nWie belt?\nWij."
    assert parted(text) == (text, "")
    assert parted("a?\nb\nc?\nd?\ne\nf?") == ("b\ne", "a?\nc?\nd?\nf?")


def test_a_compound_that_nobody_wrote_is_not_taken_apart(workspace: Workspace) -> None:
    kept(workspace, ("Meubel", "Een legtafel voor de werkplaats."))
    assert workspace.search(Query("overlegtafel ")).corrected == ""
