"""Tables as people keep them: whatever wrote them, the same rows give the same records."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import bounds
from knowledge.exchange.columns import UnclearKind, columns_for, headings_mark, places_as_remembered
from knowledge.exchange.formats import csv, xlsx
from knowledge.exchange.labels import Labels
from knowledge.exchange.phones import phone_as_written
from knowledge.exchange.tables import TableReader
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.problem import Problem, Reason, WrongUse


def read_csv(text: str | bytes, kind: str = "", said: dict[str, str] | None = None) -> list[Any]:
    """The rows of a CSV file, without their places."""
    data = text.encode() if isinstance(text, str) else text
    return [row for _where, row in TableReader(csv.cells, said=said).read(io.BytesIO(data), "x", kind)]


def read_xlsx(*rows: list[Any], kind: str = "") -> list[Any]:
    """The rows of a workbook with one sheet."""
    book = openpyxl.Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    return _read_book(book, kind)


def _read_book(book: openpyxl.Workbook, kind: str = "") -> list[Any]:
    file = io.BytesIO()
    book.save(file)
    return [row for _where, row in xlsx.read(file, "x", kind)]


COMPANY = {"kind": "partner", "title": "Café België", "place": "Zwolle"}


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encoding_and_separator_are_told_by_the_file(separator: str, encoding: str) -> None:
    text = "Naam;Plaats\r\nCafé België;Zwolle\r\n".replace(";", separator)
    assert read_csv(text.encode(encoding)) == [COMPANY]


def test_a_line_that_names_the_separator_and_a_title_above_the_headings_are_no_records() -> None:
    assert read_csv('sep=;\r\nBedrijven, 2026\r\n\r\nNaam;Plaats\r\n"Café België";Zwolle\r\n') == [COMPANY]


def test_what_excel_calls_a_number_is_the_digits_that_people_see() -> None:
    rows = read_xlsx(["Naam", "KvK", "Contactpersoon", "Telefoon"], ["Staal", 1234567, "Els", 612345678])
    assert rows[0] == {"kind": "partner", "title": "Staal", "kvk": "01234567"}
    assert rows[1]["phone"] == "06-12345678"


def test_the_first_sheet_that_shows_is_read_with_days_and_values_and_no_formulas() -> None:
    from datetime import date, datetime, time

    book = openpyxl.Workbook()
    hidden = book.active
    assert hidden
    hidden.sheet_state = "hidden"
    hidden.append(["Naam"])
    shown = book.create_sheet("Jaar")
    shown.append(["Titel", "Datum", "Van", "Pupils", "Soort"])
    shown.append(["Lasdag", date(1971, 3, 31), time(9, 30), 12.0, "=1+1"])
    shown.append(["Excursie", datetime(2026, 3, 31, 9, 30), None, True, None])
    file = io.BytesIO()
    book.save(file)
    rows = list(xlsx.cells(file))
    assert [row for _where, row in rows if isinstance(row, list)] == [
        ["Titel", "Datum", "Van", "Pupils", "Soort"],
        ["Lasdag", "1971-03-31", "09:30", 12],
        ["Excursie", "2026-03-31 09:30", "", "ja"],
    ]
    assert [where for where, row in rows if not isinstance(row, list)] == ["2"]  # a formula without a value is told


def test_a_row_with_a_person_to_contact_makes_two_records_that_belong_together() -> None:
    company, person = read_csv("Bedrijf;Contactpersoon;E-mail;Tel.\nStaal;Els Wassink;els@staal.example;0381234567\n")
    assert company == {"kind": "partner", "title": "Staal"}
    assert person["title"] == "Els Wassink" and person["phone"] == "038-1234567"
    assert person["partners"] == ["Staal"] and len(person["partner_ids"]) == 1


def test_a_number_without_a_person_stands_in_the_notes_of_the_partner() -> None:
    assert read_csv("Naam;Plaats;Telefoon\nStaal;Zwolle;038-1234567\n") == [
        {"kind": "partner", "title": "Staal", "place": "Zwolle", "body": "Telefoon: 038-1234567"}
    ]


def test_a_list_of_people_is_known_by_its_headings() -> None:
    assert read_csv("Naam;E-mail;Telefoon\nEls;els@x.example;06-12345678\n")[0]["kind"] == Person.kind
    assert read_csv("Voornaam;Tussenvoegsel;Achternaam\nJan;van der;Berg\n") == [
        {"kind": "person", "title": "Jan van der Berg"}
    ]


def test_a_name_beside_a_last_name_is_the_first_name_of_a_person_unless_an_organisation_is_named() -> None:
    headings = "Naam;Tussenvoegsel;Achternaam;E-mail"
    jan = {"kind": "person", "title": "Jan de Vries", "email": "jan@x.example"}
    assert read_csv(f"{headings}\nJan;de;Vries;jan@x.example\n") == [jan]
    assert read_csv(f"{headings}\nJan;de;Vries;jan@x.example\n", Person.kind) == [jan]
    assert read_csv("Naam;KvK;Achternaam\nStaal;99000011;Vries\n")[0]["kind"] == Partner.kind
    assert read_csv(f"{headings}\nStaal;de;Vries;\n", Partner.kind)[0]["title"] == "Staal"
    assert read_csv(f"{headings}\nStaal;de;Vries;\n", said={"Naam": "title"})[0]["title"] == "Staal"


def test_what_stands_without_a_heading_is_in_the_notes_and_told() -> None:
    (staal,) = read_csv("Naam;;Plaats;Opmerking\nStaal;belt terug;Zwolle;Aardig;na 5 uur\n")
    assert staal == {"kind": "partner", "title": "Staal", "place": "Zwolle", "body": "Aardig\n\nbelt terug\nna 5 uur"}
    assert [str(each) for each in staal.remarks] == ["what has no heading above it came in under “Notes”"]
    company, person = read_xlsx(["Bedrijf", "Contactpersoon"], ["Staal", "Els Wassink", None, 12])
    assert company["body"] == "12" and company.remarks and "body" not in person
    (els,) = read_csv("Voornaam;Achternaam\nEls;Wassink;belt terug\n")
    assert els == {"kind": "person", "title": "Els Wassink", "body": "belt terug"} and els.remarks


def test_what_stands_without_a_heading_replaces_no_notes_of_what_is_here_and_is_told_as_left_out() -> None:
    told, staal = read_csv("id;Naam\n0198c5a0-0000-7000-8000-000000000001;Staal;belt terug\n", Partner.kind)
    assert isinstance(told, Reason) and "body" not in staal


def test_a_column_is_what_somebody_says_and_an_unknown_one_is_left_out() -> None:
    assert read_csv("Klantnaam X;Plaats;Fax\nStaal;Zwolle;1\n", said={"Klantnaam X": "title"}) == [
        {"kind": "partner", "title": "Staal", "place": "Zwolle"}
    ]
    assert columns_for(["Naam", "Fax"], Partner.kind, Labels(), {}, {}).unknown == ("Fax",)
    with pytest.raises(WrongUse):
        read_csv("Naam;Fax\nStaal;1\n", said={"Naam": "colour"})
    with pytest.raises(WrongUse):
        read_csv("Naam;Fax\nStaal;1\n", said={"Naan": "title"})
    with pytest.raises(WrongUse):
        read_csv("Kleur;Fax\nrood;1\n")


@pytest.mark.parametrize("called", ["kolom 3", "Column 3"])
def test_a_column_without_a_heading_is_said_by_its_number_and_remembered(called: str) -> None:
    text = "Naam;Plaats\nStaal;Zwolle\nHout;Ommen;038-1234567\n"
    hout = {"kind": "partner", "title": "Hout", "place": "Ommen", "sector": "038-1234567"}
    reader = TableReader(csv.cells, said={called: "sector"})
    assert [row for _where, row in reader.read(io.BytesIO(text.encode()), "x", "")][1] == hout
    assert reader.columns
    mark = headings_mark(reader.columns.headings)
    assert mark == headings_mark(["Naam", "Plaats"])  # as before somebody typed beside the table
    remembered = {mark: places_as_remembered(reader.columns, {called: "sector"}, "")}
    again = TableReader(csv.cells, remembered=remembered)
    assert [row for _where, row in again.read(io.BytesIO(text.encode()), "x", "")][1] == hout
    with pytest.raises(WrongUse):
        read_csv(text, said={"kolom 4": "sector"})
    with pytest.raises(WrongUse):
        read_csv(text, said={"kolom 2": "sector"})  # that one has a heading


def test_a_quotation_mark_that_is_not_closed_is_told_and_the_lines_before_it_are_read() -> None:
    rows = read_csv('Naam;Plaats\nA;B\n"C;D\nE;F\n')
    assert [type(row) for row in rows] == [dict, Problem]


def test_a_table_with_too_many_rows_is_refused_before_its_first_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "TABLE_ROWS", 2)
    assert len(read_csv("Onze bedrijven;\n\nNaam;Plaats\n" + "A;B\n\n" * 2)) == 2
    rows = TableReader(csv.cells).read(io.BytesIO(b"Naam;Plaats\n" + b"A;B\n" * 3), "x.csv", "")
    with pytest.raises(bounds.TooManyRows):
        next(rows)


def test_columns_over_the_bound_are_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "TABLE_COLUMNS", 2)
    lines = [*csv.cells(io.BytesIO(b"a;b;c\n")), *_cells_of_book(["a", "b", "c"])]
    assert [row for _where, row in lines if isinstance(row, list)] == [["a", "b"], ["a", "b"]]
    assert sum(not isinstance(row, list) for _where, row in lines) == 2


def _cells_of_book(row: list[Any]) -> list[Any]:
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return list(xlsx.cells(file))


PHONES = {
    "06-12345678": "06-12345678",
    "0182 - 123456": "0182 - 123456",
    "+31 (0)6 12 34 56 78": "06-12345678",
    "0031612345678": "06-12345678",
    "612345678": "06-12345678",
    "+49 30 123456": "+4930123456",
    "0382345678": "038-2345678",
    "(0182) 123456": "0182-123456",
    "zie website": "zie website",
    "06-12345678 / 038-1234567": "06-12345678 / 038-1234567",
    "0800-1234": "0800-1234",
}


@pytest.mark.parametrize("typed", PHONES)
def test_a_telephone_number_is_written_in_one_form(typed: str) -> None:
    assert phone_as_written(typed) == PHONES[typed]


@given(st.text(alphabet="0123456789 +()-/.tesl", max_size=24))
def test_a_telephone_number_that_was_written_stays_so(typed: str) -> None:
    once = phone_as_written(typed)
    assert phone_as_written(once) == once


def kind_for(headings: str) -> str:
    from sto_tui.wording.i18n import in_every_language

    return columns_for(headings.split(";"), "", Labels(in_every_language), {}, {}).kind


def test_headings_that_fit_one_kind_best_tell_the_kind() -> None:
    told = {
        "Naam;Soort;Plaats": "partner",
        "Naam;Plaats;Telefoon": "partner",
        "Bedrijf;Naam;Functie": "partner",
        "Naam;Functie": "person",
        "Voornaam;Tussenvoegsel;Naam": "person",
        "Titel;Datum;Van;Soort": "activity",
        "Titel;Tekst;Trefwoorden": "lesson",
        "School;Vraag;Soort": "request",
        "Wat;Wie;Wanneer": "action",
    }
    assert {headings: kind_for(headings) for headings in told} == told


@pytest.mark.parametrize(
    ("headings", "kinds"),
    [
        ("Bedrijf;Datum;Uren", ("partner", "contribution")),
        ("Naam;Notities", ("partner", "person")),
        ("Titel;Datum", ("lesson", "meeting")),
        ("Naam;Plaats;Telefoon;E-mail", ("partner", "person")),
    ],
)
def test_headings_that_fit_several_kinds_are_asked_about_and_never_guessed_at(
    headings: str, kinds: tuple[str, ...]
) -> None:
    with pytest.raises(UnclearKind) as unclear:
        kind_for(headings)
    assert unclear.value.kinds == kinds


def test_a_bare_name_beside_a_part_of_a_name_is_the_other_part_or_the_whole() -> None:
    anna = {"kind": "person", "title": "Anna van der Berg"}
    assert read_csv("Voornaam;Tussenvoegsel;Naam\nAnna;van der;Berg\n") == [anna]
    assert read_csv("Voornaam;Naam\nAnna;Anna van der Berg\n") == [anna]
    assert read_csv("Naam;Voornaam\nvan der Berg;Anna\n") == [anna]
