"""`sto report stuurgroep`: a report that stands alone, and that names nobody."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from sto_tui.commands.context import CommandContext
from tests.commands.conftest import Sto
from tests.region_f import FILE

PEOPLE = ("Hakan", "Mehmet", "Kees", "Joost", "Ria", "Veldhuis", "Arslan")


@pytest.fixture
def f(sto: Sto, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Sto:
    """A space with region F, on its day, and a home with documents."""
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    (tmp_path / "thuis" / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "thuis"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "thuis"))
    assert sto("import", FILE, "--json").json["added"] == 65
    return sto


def told(f: Sto, *more: str, form: str = "md") -> str:
    found = f("report", "stuurgroep", *more, "--format", form, "-", "--lang", "nl")
    assert (found.status, found.err) == (0, "")
    return found.out


def test_the_amounts_are_those_of_the_register_and_nobody_is_named(f: Sto) -> None:
    text = told(f, "2026-Q4")
    for figure in ("€ 17.300,00", "14,4 %", "€ 11.250,00", "€ 120.000,00", "47,4 %", "per datum 23-11-2026"):
        assert figure in text
    assert not [name for name in PEOPLE if name in text]
    assert text == told(f, "2026-Q4")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## 1 Samenvatting", "## 2 Activiteiten", "## 3 Cofinanciering", "## 4 Spreiding", "## 5 Relaties",
        "## 6 Drukte", "## 7 Wat we leerden", "## 8 Besluiten en acties", "## 9 Vooruit",
    ]  # fmt: skip


def test_the_page_to_print_stands_alone_and_its_pictures_say_their_values(f: Sto) -> None:
    page = told(f, form="html")
    assert page.count("<svg") >= 2 and page.count('role="img"') == page.count("<svg") == page.count("aria-label=")
    assert "2026-Q4 € 11.250,00" in page and "size: A4" in page and '<html lang="nl">' in page
    assert not [wrong for wrong in ("http", "src=", "<script", "url(") if wrong in page]


def test_what_people_wrote_is_printed_without_names_few_pupils_addresses_and_markup(f: Sto) -> None:
    decision = "Ria Veldhuis vraagt Hakan; drie leerlingen gaan mee met Joost Brinkhof van Brinkhof Houtskeletbouw B.V."
    other = (
        "Zie https://voorbeeld.example/x of mail ria@school.example <script>alert(1)</script> | *let op* 25 leerlingen"
    )
    f(
        "add",
        "meeting",
        "--set",
        "title=Stuurgroep",
        "--set",
        "date=20-11-2026",
        "--set",
        f"decisions={decision}\n{other}",
    )
    text, page = told(f, "2026"), told(f, "2026", form="html")
    said = "een collega vraagt een collega; enkele leerlingen gaan mee met een collega van Brinkhof Houtskeletbouw B.V."
    assert said in text and said in page and "25 leerlingen" in text
    assert not [name for name in PEOPLE for each in (text, page) if name in each]
    assert "http" not in page and "<script" not in page and "@school" not in text
    assert r"\<script\>" in text and r"\| \*let op\*" in text


def test_it_goes_to_the_documents_and_what_was_edited_there_stays(f: Sto) -> None:
    first = f("report", "stuurgroep", "--json").json
    files = [Path(each) for each in first["files"]]
    assert [each.name for each in files] == [
        "stuurgroep-2026-Q4.md",
        "stuurgroep-2026-Q4.html",
        "stuurgroep-2026-Q4.pdf",
    ]
    assert files[2].read_bytes().startswith(b"%PDF")
    assert (first["from"], first["until"], first["provisional"]) == ("2026-10-01", "2026-12-31", False)
    assert all(each.parent == Path.home() / "Documents" for each in files)
    assert f("report", "stuurgroep", "--json").json["files"] == first["files"]
    files[0].write_text("Mijn eigen woorden", encoding="utf-8")
    again = f("report", "stuurgroep", "--format", "md", "--json").json["files"]
    assert [Path(each).name for each in again] == ["stuurgroep-2026-Q4-2.md"]
    assert files[0].read_text(encoding="utf-8") == "Mijn eigen woorden"


def test_since_the_last_stuurgroep_and_what_can_not_be(f: Sto) -> None:
    for words in (
        ("--since-last",),
        ("gisteren t/m nooit",),
        ("2026", "--since-last"),
        ("t/m 2026",),
        ("--format", "pdf", "-", "--json"),
        ("--edit", "-"),
    ):
        wrong = f("report", "stuurgroep", *words, "--lang", "nl")
        assert wrong.status == 2 and wrong.err.strip() and not wrong.out
    f("add", "meeting", "--set", "title=Stuurgroep", "--set", "date=22-10-2026")
    text = told(f, "--since-last")
    assert "22-10-2026 t/m 23-11-2026" in text and "De laatste bijeenkomst van de stuurgroep was op 22-10-2026." in text


def test_an_empty_region_has_a_report_in_either_language(sto: Sto) -> None:
    for language in ("nl", "en"):
        found = sto("report", "stuurgroep", "-", "--lang", language)
        assert found.status == 0 and found.out.count("## ") == 9


def edits(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    """Let the editor of this run be `program`, which gets the file in `file`."""
    script = folder / "redacteur.py"
    script.write_text(f"import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n{program}\n", encoding="utf-8")
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{script}"')


def test_sentences_are_edited_before_html_and_pdf_are_made_and_the_next_time_goes_on_with_them(
    f: Sto, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = f("report", "stuurgroep", "--lang", "nl")
    assert plain.status == 0 and plain.out.count("Het rapport staat in") == 3
    edits(
        monkeypatch,
        tmp_path,
        """
said = "We bellen **eerder**, al is het € 9,99 en zegt Ria ja."
text = file.read_text("utf-8").replace("Bedrijven plannen vooruit.", said)
file.write_text(text, "utf-8")""",
    )
    told = f("report", "stuurgroep", "--edit", "--lang", "nl", "--json").json
    files = [Path(each) for each in told["files"]]
    assert [each.name for each in files] == [f"stuurgroep-2026-Q4-bewerkt.{form}" for form in ("md", "html", "pdf")]
    page = files[1].read_text("utf-8")
    assert "We bellen eerder, al is het € 9,99 en zegt Ria ja." in page and "€ 17.300,00" in page and "<svg" in page
    assert "We bellen **eerder**" in files[0].read_text("utf-8") and files[2].read_bytes().startswith(b"%PDF")
    figures, names = told["notes"]
    assert "€ 9,99" in figures and "17.300" not in figures and "zegt Ria ja" in names
    assert "Bedrijven plannen vooruit." in files[0].with_name("stuurgroep-2026-Q4.md").read_text("utf-8")

    edits(
        monkeypatch,
        tmp_path,
        """
text = file.read_text("utf-8")
assert "We bellen **eerder**" in text
file.write_text(text + "\\nEn nog iets.\\n", "utf-8")""",
    )
    again = [Path(each) for each in f("report", "stuurgroep", "--edit", "--format", "html", "--json").json["files"]]
    assert [each.name for each in again] == [f"stuurgroep-2026-Q4-bewerkt-2.{form}" for form in ("md", "html")]
    assert "En nog iets." in again[1].read_text("utf-8") and "En nog iets." not in files[0].read_text("utf-8")


def test_an_editor_that_fails_makes_no_report_and_keeps_what_was_written(
    f: Sto, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edits(monkeypatch, tmp_path, "")
    unchanged = f("report", "stuurgroep", "--edit", "--format", "md", "--json").json["files"]
    assert [Path(each).name for each in unchanged] == ["stuurgroep-2026-Q4.md"]
    Path(unchanged[0]).unlink()
    edits(monkeypatch, tmp_path, 'file.write_text("kostbaar"); sys.exit(3)')
    told = f("report", "stuurgroep", "--edit", "--lang", "nl")
    assert told.status == 1 and not list((Path.home() / "Documents").iterdir())
    kept = [each for each in (tmp_path / "home").rglob("*.md") if each.read_text("utf-8") == "kostbaar"]
    assert len(kept) == 1 and str(kept[0]) in told.err


@pytest.mark.skipif(sys.platform != "linux", reason="the program that opens files is a script for a shell")
def test_it_is_opened_with_the_program_for_it_where_there_is_a_screen_unless_told_not_to(
    f: Sto, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened, opener = tmp_path / "geopend", tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{opened}.nieuw"; mv "{opened}.nieuw" "{opened}"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(opener.parent), prepend=os.pathsep)
    monkeypatch.setattr(CommandContext, "interactive", True)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "Open het zelf" in f("report", "stuurgroep", "--lang", "nl").err
    monkeypatch.setenv("DISPLAY", ":0")
    assert f("report", "stuurgroep", "--no-open", "--lang", "nl").err == "" and not opened.exists()
    told = f("report", "stuurgroep", "--lang", "nl")
    assert told.status == 0 and told.err == ""
    deadline = time.monotonic() + 20
    while not opened.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert Path(opened.read_text()) == Path.home() / "Documents" / "stuurgroep-2026-Q4.pdf"
    opener.write_text("no program")
    assert f("report", "stuurgroep", "--lang", "nl").status == 0
