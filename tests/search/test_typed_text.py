"""The text that people type is parsed into a query."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.typed.periods import DayRange, period_from
from knowledge.search.query.parsing import Term, parsed_query


def terms(text: str) -> list[Term]:
    """The first term of everything wanted."""
    return [wanted.terms[0] for wanted in parsed_query(text).wanted]


def test_the_last_word_is_half_typed_until_something_follows() -> None:
    assert [term.half for term in terms("gastles groe")] == [False, True]
    assert [term.half for term in terms("gastles groep ")] == [False, False]
    assert [term.half for term in terms("gastles, groep.")] == [False, False]


def test_words_in_quotes_stand_together() -> None:
    assert terms('"koud water" vrees ') == [Term((("koud", "water"),)), Term((("vrees",),), "vrees")]


def test_a_quote_that_is_still_open_is_ignored() -> None:
    assert parsed_query('"koud wat') == parsed_query("koud wat")


def test_a_minus_leaves_out() -> None:
    typed = parsed_query("stage -docent")
    assert [item.terms[0].form for item in typed.wanted] == ["stage"]
    assert [term.form for term in typed.unwanted] == ["docent"]


def test_a_hyphen_inside_a_word_does_not_leave_out() -> None:
    assert not parsed_query("hout-bewerking").unwanted


def test_function_words_need_not_occur_beside_others() -> None:
    assert len(parsed_query("stage bij een bedrijf ").wanted) == 2
    assert len(parsed_query("bij een ").wanted) == 2


def test_or_takes_either_word() -> None:
    (wanted,) = parsed_query("lassen OF solderen ").wanted
    assert [term.form for term in wanted.terms] == ["lassen", "solderen"]
    assert len(parsed_query("lassen of solderen ").wanted) == 2


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("soort:les", "kind", "lesson"),
        ("kind:meeting", "kind", "meeting"),
        ("tag:Veiligheid", "tag", "veiligheid"),
        ('partner:"Van Rossum"', "partner", "van rossum"),
        ("plaats:Ommerdal", "place", "ommerdal"),
        ("wereld:zorg", "world", "mens"),
        ("door:Hakan", "author", "hakan"),
    ],
)
def test_narrowings_are_typed_in_dutch_or_english(text: str, name: str, value: str) -> None:
    (narrowing,) = parsed_query(f"{text} lassen").filters
    assert (narrowing.name, narrowing.value) == (name, value)
    assert [term.form for term in terms(f"{text} lassen")] == ["lassen"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("datum:2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("datum:2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("datum:02-2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("datum:maart-2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("datum:mrt2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("periode: 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("date:march-2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("datum:2024-2025", date(2024, 8, 1), date(2025, 7, 31)),
        ("datum:3-9-2024", date(2024, 9, 3), date(2024, 9, 3)),
        ("van:2024", date(2024, 1, 1), date.max),
        ("tot:2024-09-03", date(1, 1, 1), date(2024, 9, 3)),
    ],
)
def test_a_period_may_be_a_day_a_month_a_year_or_a_school_year(text: str, first: date, last: date) -> None:
    (narrowing,) = parsed_query(text).filters
    assert narrowing.days == (first.toordinal(), last.toordinal())


def test_a_narrowing_can_be_turned_round() -> None:
    (narrowing,) = parsed_query("-soort:les").filters
    assert narrowing.without


@pytest.mark.parametrize("text", ["soort:fiets ", "datum:gauw ", "https://sto.example/les ", "3:4 ", "soort: "])
def test_what_is_no_narrowing_is_looked_for_as_words(text: str) -> None:
    typed = parsed_query(text)
    assert not typed.filters
    assert typed.wanted


@given(st.text())
def test_anything_can_be_typed(text: str) -> None:
    typed = parsed_query(text)
    assert len(typed.wanted) <= 16


@given(st.text(alphabet="ab-\"“” &':|24OR", max_size=30))
def test_any_punctuation_can_be_typed(text: str) -> None:
    parsed_query(text)


def test_a_narrowing_may_have_a_space_after_its_colon() -> None:
    assert parsed_query("partner: brinkhof lassen").filters == parsed_query("partner:brinkhof lassen").filters != ()
    assert parsed_query("les: lassen").filters == ()


def test_a_month_without_a_year_is_the_last_one() -> None:
    assert period_from("september", date(2026, 11, 26)) == DayRange(date(2026, 9, 1), date(2026, 9, 30))
    assert period_from("december", date(2026, 11, 26)) == DayRange(date(2025, 12, 1), date(2025, 12, 31))


def test_a_narrowing_that_can_not_be_one_is_read_as_words_and_told() -> None:
    assert parsed_query("van:ergens stage").misread == ("van:ergens",)
    assert parsed_query("van:2025 http://stage les:1").misread == ()
    assert parsed_query("les van: ergens").misread == ("van:ergens",)
