"""A page as a file: Markdown that is read back as it was, HTML and PDF that say the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.exchange.page_from_markdown import page_from_markdown
from knowledge.exchange.page_html import page_as_html
from knowledge.exchange.page_markdown import page_as_markdown
from knowledge.exchange.page_pdf import STAND_IN, NoPdfHere, page_as_pdf
from knowledge.exchange.pages import Bar, Bars, Element, Grid, Heading, Items, Paragraph, PrintPage

words = st.text(
    st.sampled_from("aZ éıŁ€0123456789.,;:!?()[]{}<>|#*_`~&\\/-+='\"%$@^•█"), min_size=1, max_size=20
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
amounts = st.decimals(0, 10_000, places=2)
bars = st.lists(st.builds(Bar, words, amounts, words), min_size=1, max_size=3)
grids = st.integers(1, 4).flatmap(
    lambda n: st.builds(
        Grid,
        st.lists(words, min_size=n, max_size=n),
        st.lists(st.lists(words, min_size=n, max_size=n), min_size=1, max_size=3),
    )
)
elements = st.one_of(
    st.builds(Heading, words, st.integers(2, 3)),
    st.builds(Paragraph, words),
    st.builds(Items, st.lists(words, min_size=1, max_size=4), st.booleans()),
    grids,
    st.builds(Bars, words, bars),
)


def page(*parts: Element, title: str = "Rapport", language: str = "nl") -> PrintPage:
    day, numbered = date(2026, 11, 23), "blad {page} van {pages}"
    return PrintPage(title, language, parts, author="STO Vechterland", day=day, numbered=numbered)


@given(words, st.lists(elements, max_size=6))
def test_what_was_written_as_markdown_is_read_as_it_was(title: str, parts: list[Element]) -> None:
    apart = [each for part in parts for each in (part, Paragraph("En dan."))]
    made = page(*apart, title=title)
    read = page_from_markdown(page_as_markdown(made), made)
    assert read.title == title and [*read.elements] == apart


def test_of_what_a_person_wrote_no_word_is_lost() -> None:
    made = page(Bars("Per kwartaal", [Bar("2026-Q3", Decimal(1), "1")]))
    text = """Eerst een zin
op **twee** regels, met [een adres](https://voorbeeld.example) en `code`.

> Een citaat
> - met een punt

1. een
   - daaronder
   - nog een

        vier spaties

# Kop
```
blok
```
<b>vet</b>

**Zelf getekend**

| | | |
|---|---|---:|
| nieuw | ██████ | 25 % |

![foto](plaatje.png)
"""
    assert list(page_from_markdown(text, made).elements) == [
        Paragraph("Eerst een zin op twee regels, met een adres (https://voorbeeld.example) en code."),
        Paragraph("Een citaat"),
        Items(["met een punt"]),
        Items(["een", "daaronder", "nog een vier spaties"], numbered=True),
        Heading("Kop", 1),
        Paragraph("blok"),
        Paragraph("<b>vet</b>"),
        Bars("Zelf getekend", [Bar("nieuw", Decimal(6), "25 %")], whole=Decimal(24)),
        Paragraph("foto (plaatje.png)"),
    ]


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        (
            "| a | b |\n|---|---:|\n| 1 | 2 | drie woorden erbij |\n| 4 |\n",
            Grid(["a", "b", ""], [["1", "2", "drie woorden erbij"], ["4", "", ""]]),
        ),
        ("a | b\r---|---\r1 | 2 \\| 3 | 4 | 5\r", Grid(["a", "b", "", ""], [["1", "2 | 3", "4", "5"]])),
        ("> | a |\n> |---|\n> | 1 | 2 |", Grid(["a", ""], [["1", "2"]])),
        ("| | | |\n|---|---|---:|\n| x | ██ | 2 | let op |", Grid(["", "", "", ""], [["x", "██", "2", "let op"]])),
    ],
)
def test_a_cell_beyond_the_headings_of_a_table_is_kept_under_an_empty_one(text: str, grid: Grid) -> None:
    edited = page_from_markdown(text, page())
    assert list(edited.elements) == [grid]
    assert all(cell in page_as_html(edited) for row in grid.rows for cell in row)


def read(data: bytes, tmp_path: Path, *program: str) -> str:
    """What a program of poppler-utils reads in a PDF."""
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} (poppler-utils) is not on this machine")
    file = tmp_path / "rapport.pdf"
    file.write_bytes(data)
    command = [program[0], *program[1:], str(file), *(["-"] if program[0] == "pdftotext" else [])]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def rich_page() -> PrintPage:
    return page(
        Heading("1 Samenvatting"),
        Items([f"€ {number}.300,00 is 14,4 % van Łódź, ızmir, België en ‘t Gooi" for number in range(30)]),
        Heading("Lager", 4),
        Paragraph("#let x = [*vet*] $1 @a \\ <b>"),
        Bars("Per kwartaal", [Bar("2026-Q3", Decimal(0), "€ 0,00"), Bar("2026-Q4", Decimal(9), "€ 9,00")]),
        Grid(["School", "gedaan"], [[f"School met een lange naam {number}", str(number)] for number in range(60)]),
    )


def test_a_pdf_says_what_the_page_says_on_numbered_sheets_with_the_heads_of_a_table_on_each(tmp_path: Path) -> None:
    made = page_as_pdf(rich_page())
    assert made.data.startswith(b"%PDF") and made.lacking == ""
    text = read(made.data, tmp_path, "pdftotext", "-layout")
    for said in ("€ 29.300,00 is 14,4 % van Łódź, ızmir, België", "#let x = [*vet*] $1 @a \\ <b>", "2026-Q4", "€ 9,00"):
        assert said in text
    sheets = text.rstrip("\f").split("\f")
    assert len(sheets) > 1
    assert all(f"blad {number} van {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1))
    heads = [sheet for sheet in sheets if "School met een lange naam" in sheet]
    assert len(heads) > 1 and all("gedaan" in sheet for sheet in heads)


def test_a_pdf_is_tagged_in_its_language_with_its_letters_in_it(tmp_path: Path) -> None:
    data = page_as_pdf(rich_page()).data
    about = read(data, tmp_path, "pdfinfo")
    said = dict(line.split(":", 1) for line in about.splitlines() if ":" in line)
    wanted = {"Title": "Rapport", "Author": "STO Vechterland", "Tagged": "yes", "JavaScript": "no"}
    assert {name: said[name].strip() for name in wanted} == wanted and "A4" in said["Page size"]
    assert b"/Lang(nl)" in data and b"pdfuaid" in data and b"/Outlines" in data
    tree = read(data, tmp_path, "pdfinfo", "-struct-text")
    for tag in ("H1", "H2", "H3", "LI", "Table", "THead", "TH", "TD", "Figure"):
        assert tag in tree
    assert "H4" not in tree
    fonts = read(data, tmp_path, "pdffonts").splitlines()[2:]
    assert fonts and all("TrueType" in font and font.split()[-5:-2] == ["yes"] * 3 for font in fonts)


def test_the_same_page_is_the_same_file() -> None:
    assert page_as_pdf(rich_page()).data == page_as_pdf(rich_page()).data


@pytest.mark.parametrize(
    ("said", "lacking"),
    [("Ω Ж ≥ → ✓", ""), ("hoera 🎉 en 漢", "漢🎉"), ("zwart\ud800wit", ""), ("e\u0301 fi\u200dn ☝\ufe0f", "")],
)
def test_no_character_goes_missing_unseen(said: str, lacking: str, tmp_path: Path) -> None:
    made = page_as_pdf(page(Paragraph(said), title=said))
    assert made.lacking == lacking
    assert read(made.data, tmp_path, "pdftotext").split("\n\n")[1].count(STAND_IN) == len(lacking)


def test_without_its_program_there_is_no_pdf_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoPdfHere, match="browser"):
        page_as_pdf(page())


@given(st.lists(st.text(st.sampled_from("#*-|>` 1.a\n[]!\u200b"), max_size=12), max_size=6))
def test_whatever_a_person_makes_of_a_page_can_be_a_pdf(lines: list[str]) -> None:
    read = page_from_markdown("\n".join(lines), page())
    assert read.title and page_as_pdf(read).data.startswith(b"%PDF")


def test_html_stands_alone() -> None:
    text = page_as_html(rich_page())
    assert "<script" not in text and "&lt;b&gt;" in text and text.count("<svg") == 1
