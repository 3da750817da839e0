"""A format is one file: import, export and help need no more than a throw-away file in the package."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import knowledge.exchange.formats
from knowledge.exchange.format import STDIO, format_of, formats, readable, writable
from knowledge.problem import WrongUse
from sto_tui.commands.parser import build
from tests.commands.conftest import Sto, added, alone, shown, sto  # noqa: F401 - fixtures

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tabs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The throw-away format in the package of formats, for as long as a test takes."""
    path = [*knowledge.exchange.formats.__path__, str(Path(__file__).parent / "throw_away")]
    monkeypatch.setattr(knowledge.exchange.formats, "__path__", path)
    yield
    sys.modules.pop("knowledge.exchange.formats.tabs", None)
    vars(knowledge.exchange.formats).pop("tabs", None)


@pytest.fixture
def filled(sto: Sto) -> Sto:  # noqa: F811
    """A space with a partner, a lesson, and a person, which the throw-away format can't hold."""
    for kind, title in (("partner", "Brinkhof"), ("lesson", "Lasgastles"), ("person", "Els")):
        added(sto, kind, "--title", title)
    return sto


@pytest.mark.usefixtures("tabs")
@pytest.mark.parametrize("verb", ["import", "export"])
def test_help_and_parser_know_it(verb: str) -> None:
    parser = build()._subparsers._group_actions[0].choices[verb]  # type: ignore[union-attr,index,call-overload]
    told = " ".join(parser.format_help().split())
    assert {
        "import": "{csv,icalendar,jsonl,markdown,tabs,vcard,xlsx}",
        "export": "{icalendar,jsonl,markdown,tabs,vcard,vcard4,xlsx,csv}",
    }[verb] in told
    assert {
        "import": ".csv, .ics, .jsonl, .md, .tabs, .vcf or .xlsx",
        "export": ".jsonl, .md, .tabs or .vcf",
    }[verb] in told
    assert parser.parse_args(["x", "--format", "tabs"]).format == "tabs"


@pytest.mark.usefixtures("tabs")
@pytest.mark.parametrize("how", [("all.tabs",), ("ALL.TSV",), ("tells-another.md", "--format", "tabs")])
def test_it_goes_out_and_comes_in_by_suffix_or_by_name(filled: Sto, tmp_path: Path, how: tuple[str, ...]) -> None:
    name, *more = how
    file = tmp_path / name
    assert filled("export", file, *more, "--json").json["records"] == 2
    assert re.fullmatch(r"partner\t.{36}\tBrinkhof\nlesson\t.{36}\tLasgastles\n", file.read_text())
    filled("init", tmp_path / "other", "--name", "Ander", "--author", "Jan", "--no-starter")
    file.write_text(file.read_text() + "\t\tZonder soort\nnonsense\t\tX\n")
    told = filled("import", file, *more, "--kind", "partner")
    assert (told.status, told.out) == (1, "3 records added, 1 not brought in.\n")
    assert told.err.startswith("row 4: ")
    assert [each["title"] for each in filled("list", "partner", "--sort", "title", "--json").json] == [
        "Brinkhof",
        "Zonder soort",
    ]


@pytest.mark.usefixtures("tabs")
def test_it_goes_to_standard_output_and_comes_from_standard_input(
    filled: Sto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = filled("export", "--format", "tabs").out
    assert lines.count("\n") == 2
    filled("init", tmp_path / "other", "--name", "Ander", "--author", "Jan", "--no-starter")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode())))
    assert filled("import", "-", "--format", "tabs", "--json").json["added"] == 2


@pytest.mark.usefixtures("tabs")
def test_a_folder_holds_a_file_for_each_record(filled: Sto, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert filled("export", folder, "--format", "tabs", "--json").json["records"] == 2
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != ".sto-export.json"]
    assert {path.suffix for path in files} == {".tabs"}
    filled("init", tmp_path / "other", "--name", "Ander", "--author", "Jan", "--no-starter")
    assert filled("import", folder, "--format", "tabs", "--json").json["added"] == 2


@pytest.mark.usefixtures("tabs")
def test_a_kind_that_it_can_not_hold_is_refused(filled: Sto, tmp_path: Path) -> None:
    told = filled("export", tmp_path / "all.tabs", "--kind", "person")
    assert told.status == 2
    assert "Tabs holds only these kinds: partner, lesson." in told.err
    assert not (tmp_path / "all.tabs").exists()


@pytest.mark.usefixtures("tabs")
def test_a_name_that_tells_no_format_is_refused_with_those_there_are(filled: Sto, tmp_path: Path) -> None:
    (tmp_path / "region.docx").write_bytes(b"PK")
    told = filled("import", tmp_path / "region.docx")
    assert told.status == 2
    assert "(csv, icalendar, jsonl, markdown, tabs, vcard, xlsx)" in told.err


def test_folders_and_streams_have_one_format_each_when_nothing_names_one() -> None:
    defaults = [each.default_for for each in formats().values() if each.default_for]
    assert sorted(defaults) == ["folder", "stream"]


def test_no_two_formats_share_a_name_or_a_suffix() -> None:
    suffixes = [suffix for each in formats().values() for suffix in each.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.casefold() for suffix in suffixes)
    assert (
        list(formats())
        == [each.name for each in formats().values()]
        == [*("csv", "icalendar", "jsonl", "markdown", "vcard", "vcard4", "xlsx")]
    )


def test_a_format_without_reading_or_writing_is_not_offered_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from knowledge.exchange.formats import jsonl

    monkeypatch.setattr(jsonl, "FORMAT", replace(jsonl.FORMAT, write=None))
    assert (list(readable()), list(writable())) == (
        ["csv", "icalendar", "jsonl", "markdown", "vcard", "xlsx"],
        ["icalendar", "markdown", "vcard", "vcard4"],
    )
    with pytest.raises(WrongUse):
        format_of(STDIO, None, writable())


def test_listing_the_formats_loads_none_of_what_they_need() -> None:
    code = (
        "import sys; from knowledge.exchange.format import formats; formats();"
        "print(*(name for name in ('msgspec', 'yaml', 'knowledge.model.kinds') if name in sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.split() == []
