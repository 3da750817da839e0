"""Files that somebody made to do harm: refused or bounded, in a sentence, without the memory they ask for."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Mapping

import pytest

from knowledge import bounds
from knowledge.exchange.formats import csv, xlsx
from knowledge.problem import Problem

BOOK = '<workbook xmlns:r="x"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
HEAD = (
    '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Naam</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Plaats</t></is></c></row>'
)
END = "</sheetData></worksheet>"
MB = 1024 * 1024


def book(sheet: str, more: Mapping[str, str] | None = None) -> io.BytesIO:
    """A workbook with this sheet, and `more` parts or other ones."""
    file = io.BytesIO()
    parts = {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/worksheets/sheet1.xml": sheet}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**parts, **(more or {})}.items():
            archive.writestr(name, text)
    return file


def problems(file: io.BytesIO) -> list[Problem]:
    return [row for _where, row in xlsx.read(file, "x.xlsx", "") if isinstance(row, Problem)]


FILES = {
    "a sheet of a gigabyte": lambda: book(HEAD + " " * (40 * MB)),
    "texts without end": lambda: book(HEAD + END, {"xl/sharedStrings.xml": "<sst>" + " " * (40 * MB)}),
    "entities": lambda: book('<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD + END),
    "an entity from elsewhere": lambda: book('<!DOCTYPE x SYSTEM "file:///etc/passwd">' + HEAD + END),
    "a tag of megabytes": lambda: book("<worksheet a='" + "x" * (3 * MB)),
    "elements in elements": lambda: book("<a>" * 10_000),
    "styles without end": lambda: book(HEAD + END, {"xl/styles.xml": "<s><cellXfs>" + "<xf/>" * 70_000}),
    "a cell of megabytes": lambda: book(HEAD + '<row r="2"><c r="A2" t="str"><v>' + "x" * 40_000),
    "a broken sheet": lambda: book(HEAD + "<row"),
    "no sheet": lambda: book(HEAD, {"xl/workbook.xml": "<workbook/>"}),
    "a sheet by a path": lambda: book(
        HEAD, {"xl/_rels/workbook.xml.rels": RELATIONS.replace("worksheets", "../../etc")}
    ),
    "no workbook": lambda: io.BytesIO(b"Naam;Plaats\n"),
    "an old workbook": lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "a directory without end": lambda: io.BytesIO(b"PK\x05\x06" + bytes(8) + b"\xff\xff\xff\x7f" + bytes(6)),
}


@pytest.mark.parametrize("what", FILES)
def test_a_workbook_made_to_do_harm_is_refused_in_one_sentence(what: str) -> None:
    file = FILES[what]()
    tracemalloc.start()
    try:
        assert len(problems(file)) == 1
        assert tracemalloc.get_traced_memory()[1] < 40 * MB
    finally:
        tracemalloc.stop()


def test_a_part_in_an_encoding_that_nobody_knows_is_refused() -> None:
    (problem,) = problems(book('<?xml version="1.0" encoding="UF-8"?>' + HEAD + END))
    assert "damaged" in problem.text


def test_rows_that_are_empty_cost_nothing() -> None:
    rows = "".join(f'<row r="{number}"/>' for number in range(2, 30_000))
    full = '<row r="30000"><c r="A30000" t="str"><v>Staal</v></c></row>'
    assert list(xlsx.read(book(HEAD + rows + full + END), "x.xlsx", "")) == [
        ("30000", {"kind": "partner", "title": "Staal"})
    ]


def test_a_table_over_the_bound_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "TABLE_BYTES", 100)
    for module, data in ((csv, b"Naam;Plaats\n" * 20), (xlsx, bytes(200))):
        ((_where, row),) = module.read(io.BytesIO(data), "x", "")
        assert isinstance(row, bounds.TooLarge)


def test_a_cell_over_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "CELL_CHARACTERS", 50)
    rows = [row for _where, row in csv.read(io.BytesIO(b"Naam;Plaats\n" + b"x" * 60 + b";y\nA;B\n"), "x", "")]
    assert [type(row) for row in rows] == [Problem, dict]


def test_formulas_and_links_in_cells_are_texts() -> None:
    data = b'Naam;Plaats\n"=HYPERLINK(""http://x"")";@SUM(1)\n'
    assert [row for _where, row in csv.read(io.BytesIO(data), "x", "")] == [
        {"kind": "partner", "title": '=HYPERLINK("http://x")', "place": "@SUM(1)"}
    ]
