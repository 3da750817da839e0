"""`sto export cofinanciering.xlsx` and `.csv`: the register for an accountant."""

from __future__ import annotations

import csv
import dataclasses
import io
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from openpyxl import load_workbook

from knowledge.exchange import workbook as workbook_module
from knowledge.exchange.workbook import CellFormula, CellValue, InForm, WorkSheet
from knowledge.figures.cofinancing import cofinancing
from knowledge.figures.ledger import ledger
from knowledge.model.records.contribution import Contribution
from sto_tui.wording.ledger_sheets import LedgerExport, ledger_sheets
from tests.any_lines import ANY_LINES, with_lines_only
from tests.commands.conftest import Sto
from tests.region_f import FILE

SHEETS = [
    "Regels",
    "Per partner",
    "Per school",
    "Per soort",
    "Per kwartaal",
    "Zonder bewijs",
    "Wijzigingen",
    "Uitgangspunten",
]
COLUMNS = (
    "Regel Sleutel Datum Partner KvK Vorm Activiteit Soort_activiteit School Planregel Leerlingen Uren_p.l. Uren "
    "Tarief Bedrag Stand Telt_mee Bewijs Bewijs_op Waar Ook_elders Corrigeert Ingevoerd_door "
    "Ingevoerd_op Gewijzigd_door Gewijzigd_op"
).split()
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""The settings by which LibreOffice calculates a workbook anew when it opens it."""


@pytest.fixture
def f(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    """A space with region F, on its day, in Dutch."""
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    monkeypatch.setenv("STO_LANG", "nl")
    assert sto("import", FILE, "--json").json["added"] == 65
    return sto


def exported(sto: Sto, path: Path, *words: str) -> Any:
    told = sto("export", path, *words, "--json")
    assert told.status == 0, told.err
    return load_workbook(path, data_only=True)


def table(book: Any, sheet: str) -> list[tuple[Any, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def amount(value: object) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.01"))


def read_csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_sheet_adds_to_the_total_of_the_status(f: Sto, tmp_path: Path) -> None:
    total = f("cofin", "status", "--json").json["total"]
    book = exported(f, tmp_path / "c.xlsx")
    assert book.sheetnames == SHEETS
    lines = table(book, "Regels")
    assert [str(each) for each in lines[0]][: len(COLUMNS)] == [each.replace("_", " ") for each in COLUMNS]
    column = lines[0].index("Bedrag")
    assert amount(lines[-1][column]) == amount(lines[-1][-1]) == Decimal(total) == Decimal("17300.00")
    assert [row[1] for row in lines[1:-1]] == ["c1", "c5", "c9", "c2", "c6", "c3", "c4", "c7", "c8", "c10"]
    for sheet in SHEETS[1:5]:
        rows = table(book, sheet)
        assert amount(rows[-1][3]) == Decimal(total) and amount(rows[-1][5]) == 0
        assert sum((amount(row[3]) for row in rows[1:-1]), Decimal(0)) == Decimal(total)
        assert amount(rows[-1][4]) == Decimal("13850.00")
    assert [row[0] for row in table(book, "Per kwartaal")[1:-1]] == ["2026-Q3", "2026-Q4"]
    assert [row[1] for row in table(book, "Zonder bewijs")[1:-1]] == ["c6", "c3"]
    assert amount(table(book, "Zonder bewijs")[-1][-1]) == Decimal("3450.00")
    principles = dict(row[:2] for row in table(book, "Uitgangspunten"))
    assert (principles["Doel"], principles["Percentage van het doel"], principles["Gemaakt door"]) == (
        120000,
        14.4,
        "Els",
    )

    f("export", tmp_path / "c.csv")
    rows = read_csv(tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (rows[-1][0], rows[-1][-1], rows[-1][column]) == ("Totaal", "17300,00", "17300,00")
    assert [row[column] for row in rows[1:-1]] == [f"{amount(row[column]):f}".replace(".", ",") for row in lines[1:-1]]
    assert "€ 17.300,00" in f("cofin", "status").out


def test_the_same_register_is_the_same_file(f: Sto, tmp_path: Path) -> None:
    for suffix in ("xlsx", "csv"):
        files = [tmp_path / f"{name}.{suffix}" for name in "ab"]
        for file in files:
            f("export", file)
        assert files[0].read_bytes() == files[1].read_bytes()


def test_every_edit_stands_in_the_changes_also_of_what_is_gone(f: Sto, tmp_path: Path) -> None:
    f("edit", "c2", "--set", "hours=21", "--set", "note==SUM(A1)")
    f("edit", "sto2528", "--set", "rate=55")
    f("delete", "c3", "--yes")
    book = exported(f, tmp_path / "c.xlsx")
    changes = table(book, "Wijzigingen")[1:]
    assert ("c2", "Uren", "20,00", "21,00") in [
        (row[1], row[5], row[6].split()[0], row[7].split()[0]) for row in changes if row[6]
    ]
    told = [(row[1], row[3], row[5]) for row in changes]
    assert ("c3", "Els", "in de prullenbak gedaan") in told and ("periode", "Els", "Uurtarief") in told
    assert sum(row[5] == "ingevoerd" for row in changes) == 11
    lines = table(book, "Regels")
    assert "c3" not in [row[1] for row in lines] and "=SUM(A1)" in [row[lines[0].index("Opmerking")] for row in lines]
    assert not [row for row in read_csv_of(f, tmp_path) if any(cell.startswith(("=", "@", "+")) for cell in row)]


def read_csv_of(sto: Sto, tmp_path: Path) -> list[list[str]]:
    sto("export", tmp_path / "x.csv")
    return read_csv(tmp_path / "x.csv")


def test_a_part_of_the_time_has_its_own_total(f: Sto, tmp_path: Path) -> None:
    book = exported(f, tmp_path / "q3.xlsx", "--since", "2026-Q3", "--until", "2026-Q3", "--period", "STO 2025-2028")
    assert amount(table(book, "Regels")[-1][-1]) == Decimal("6050.00")
    assert {row[1] for row in table(book, "Regels")[1:-1]} == {"c1", "c5"}
    assert {row[1] for row in table(book, "Wijzigingen")[1:]} == {"c1", "c5", "periode"}


def test_a_line_in_no_period_is_in_the_file_and_not_in_its_total(f: Sto, tmp_path: Path) -> None:
    f("edit", "c1", "--set", "date=2024-12-31")
    lines = table(exported(f, tmp_path / "c.xlsx"), "Regels")
    assert (lines[1][1], lines[1][lines[0].index("Telt mee")], amount(lines[-1][-1])) == (
        "c1",
        "nee",
        Decimal("16500.00"),
    )
    assert "c1" not in [row[1] for row in table(exported(f, tmp_path / "p.xlsx", "--period", "sto2528"), "Regels")]


def test_companies_of_one_name_stay_apart(f: Sto, tmp_path: Path) -> None:
    f("edit", "p-linde", "--title", "vechtzuivel")
    rows = table(exported(f, tmp_path / "c.xlsx"), "Per partner")
    assert [(row[0], amount(row[3])) for row in rows[1:3]] == [
        ("Vechtzuivel (p-zuivel)", Decimal("8250.00")), ("vechtzuivel (p-linde)", Decimal("2250.00")),
    ]  # fmt: skip


def test_what_was_changed_after_closing_is_marked(f: Sto, as_hakan: Sto, tmp_path: Path) -> None:
    as_hakan("init", tmp_path / "shared", "--author", "Hakan")
    as_hakan("sync")
    f("cofin", "close", "30-09-2026")
    as_hakan("edit", "c1", "--set", "hours=12")
    as_hakan("sync")
    f("sync")
    changes = table(exported(f, tmp_path / "c.xlsx"), "Wijzigingen")
    assert [(row[1], row[3]) for row in changes[1:] if row[8] == "ja"] == [("c1", "Hakan")]
    assert ("na-sluiting", ["c1"]) in [(each["code"], each["about"]) for each in f("cofin", "check", "--json").json]


@pytest.mark.parametrize(
    "words",
    [
        ("c.xlsx", "--kind", "lesson"),
        ("c.csv", "--school", "Kompas"),
        ("c.jsonl", "--period", "STO 2025-2028"),
        ("c.csv", "--period", "STO 1999"),
    ],
)
def test_what_the_register_can_not_hold_is_told(f: Sto, tmp_path: Path, words: tuple[str, ...]) -> None:
    told = f("export", tmp_path / words[0], *words[1:])
    assert told.status == 2 and told.err.strip() and not (tmp_path / words[0]).exists()


def test_an_empty_register_has_all_sheets(sto: Sto, tmp_path: Path) -> None:
    book = exported(sto, tmp_path / "c.xlsx", "--lang", "nl")
    assert book.sheetnames == SHEETS and amount(table(book, "Regels")[-1][-1]) == 0


@given(ANY_LINES)
def test_for_any_lines_every_sheet_adds_to_the_total(lines: list[Contribution]) -> None:
    register = cofinancing(with_lines_only(lines))
    rows = ledger(register, {}, with_outside=True)
    assert [row.number for row in rows] == [*range(1, len(lines) + 1)]
    first, *groups = ledger_sheets(LedgerExport(register, rows, (), "Els"))[:5]
    assert value_of(first.totals[-1]) == register.total
    missing = ledger_sheets(LedgerExport(register, rows, (), "Els"))[5]
    assert value_of(missing.totals[-1]) == register.total - register.proven
    for sheet in groups:
        assert value_of(sheet.totals[3]) == register.total and value_of(sheet.totals[4]) == register.proven
        for column in (1, 2, 3, 4):
            assert sum((value_of(row[column]) for row in sheet.rows), Decimal(0)) == value_of(sheet.totals[column])


def value_of(cell: CellValue) -> Decimal:
    assert isinstance(cell, CellFormula)
    return Decimal(cell.value)


# -- in LibreOffice ---------------------------------------------------------------------------------------------------

SOFFICE = shutil.which("soffice")
in_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice isn't on this machine")


def converted(file: Path, to: str, tmp_path: Path, filter_: str = "") -> Path:
    """`file` as LibreOffice saves it in another format, everything calculated anew."""
    assert SOFFICE
    settings = tmp_path / "office" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(ALWAYS)
    out = tmp_path / "out"
    command = [SOFFICE, f"-env:UserInstallation={settings.parent.parent.as_uri()}", "--headless"]
    command += [*(["--infilter=" + filter_] if filter_ else []), "--convert-to", to, "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return out / f"{file.stem}.{to.partition(':')[0]}"


def without_values(sheet: WorkSheet) -> WorkSheet:
    def bare(cell: CellValue) -> CellValue:
        if isinstance(cell, InForm) and isinstance(cell.value, CellFormula):
            return InForm(cell.form, CellFormula(cell.value.text, 0))
        return CellFormula(cell.text, 0) if isinstance(cell, CellFormula) else cell

    rows = tuple(tuple(map(bare, row)) for row in sheet.rows)
    return dataclasses.replace(sheet, rows=rows, totals=tuple(map(bare, sheet.totals)))


@in_libreoffice
def test_libreoffice_calculates_the_values_that_stand_beside_the_formulas(
    f: Sto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    f("edit", "p-linde", "--title", "Vechtzuivel")
    f("cofin", "add", "Van Rossum", "--pupils", "7", "--hours-each", "5,5")
    ours = exported(f, tmp_path / "ours.xlsx")
    plain = workbook_module.workbook
    monkeypatch.setattr(
        workbook_module, "workbook", lambda sheets, title, made: plain([without_values(s) for s in sheets], title, made)
    )
    exported(f, tmp_path / "bare.xlsx")
    theirs = load_workbook(converted(tmp_path / "bare.xlsx", "xlsx", tmp_path), data_only=True)
    formulas = load_workbook(tmp_path / "ours.xlsx")
    compared = 0
    for sheet in SHEETS:
        for cell in (cell for row in formulas[sheet].iter_rows() for cell in row if cell.data_type == "f"):
            assert amount(theirs[sheet][cell.coordinate].value or 0) == amount(ours[sheet][cell.coordinate].value or 0)
            compared += 1
    assert compared > 50


@in_libreoffice
def test_libreoffice_in_dutch_reads_the_csv_as_numbers(f: Sto, tmp_path: Path) -> None:
    f("edit", "c2", "--set", "note==1+1")
    f("export", tmp_path / "c.csv")
    dutch = "CSV:59,34,76,1,,1043,false,true"
    book = load_workbook(converted(tmp_path / "c.csv", "xlsx", tmp_path, dutch), data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    column = rows[0].index("Bedrag")
    assert (
        sum((amount(row[column]) for row in rows[1:-1] if row[rows[0].index("Telt mee")] == "ja"), Decimal(0)) == 17300
    )
    assert amount(rows[-1][-1]) == 17300 and rows[1][2].year == 2026
    assert "=1+1" in str([row[rows[0].index("Opmerking")] for row in rows])
