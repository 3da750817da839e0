"""import and export."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of one lesson about a partner that nobody entered yet."""
    path = tmp_path / "region.jsonl"
    path.write_text('{"kind": "lesson", "title": "Lasgastles", "partners": ["Van Rossum"], "colour": "blue"}\n')
    return path


def test_a_file_goes_in_and_the_second_time_adds_nothing(sto, file):
    first = sto("import", file)
    assert (first.status, first.out) == (0, "1 record added, 1 partner begun.\n")
    assert sto("import", file, "--json").json == {
        "added": 0,
        "changed": 0,
        "unchanged": 1,
        "partners_begun": 0,
        "refused": [],
    }


def test_a_bad_line_gives_status_1_after_the_rest_went_in(sto, file):
    file.write_text(file.read_text() + "nonsense\n")
    told = sto("import", file)
    assert told.status == 1
    assert told.err.startswith("line 2: ")
    assert "1 record added" in told.out and "1 not brought in" in told.out
    assert len(sto("list", "lesson", "--json").json) == 1


def test_a_bad_line_is_told_in_dutch(sto, file):
    file.write_text('{"kind": "lesson", "title": "x", "date": "31-02-2026"}\n')
    assert sto("import", file, "--lang", "nl").err.startswith("regel 1: date: “31-02-2026” is geen datum")


def test_lines_come_from_standard_input(sto, file, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(file.read_bytes())))
    assert sto("import", "-", "--json").json["added"] == 1


def test_an_export_is_one_record_a_line_and_goes_into_another_space(sto, file, tmp_path):
    sto("import", file)
    sto("log", "--title", "Overleg", "--partner", "Van Rossum", "--action", "Bellen; Els; +14d")
    out = tmp_path / "out.jsonl"
    assert sto("export", out, "--json").json == {"file": str(out), "records": 4}
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["kind"] for line in lines] == ["partner", "meeting", "lesson", "action"]
    assert lines[2]["partners"] == ["Van Rossum"]
    assert lines[2]["colour"] == "blue"
    before = [sto("list", kind, "--json").json for kind in ("partner", "meeting", "lesson", "action")]
    sto("init", tmp_path / "other", "--name", "Ander", "--author", "Jan", "--no-starter")
    assert sto("import", out).status == 0
    after = [sto("list", kind, "--json").json for kind in ("partner", "meeting", "lesson", "action")]

    def told(records: list[list[dict[str, object]]]) -> list[list[dict[str, object]]]:
        moving = ("created", "changed", "changed_by", "author")
        return [[{k: v for k, v in record.items() if k not in moving} for record in some] for some in records]

    assert told(after) == told(before)


def test_an_export_to_standard_output_is_the_lines_themselves(sto, file):
    sto("import", file)
    told = sto("export")
    assert [json.loads(line)["kind"] for line in told.out.splitlines()] == ["partner", "lesson"]
    assert sto("export", "-", "--kind", "lesson", "--json").json[0]["title"] == "Lasgastles"


def test_markdown_as_one_document_and_as_a_folder(sto, file, tmp_path):
    sto("import", file)
    assert sto("export", tmp_path / "alles.md", "--lang", "nl").status == 0
    text = (tmp_path / "alles.md").read_text()
    assert "### Lasgastles" in text and "Van Rossum" in text
    assert sto("export", tmp_path / "map", "--format", "markdown").status == 0
    names = sorted(path.name for path in (tmp_path / "map").iterdir())
    assert len(names) == 2 and all(name.endswith(".md") for name in names)
    assert sto("import", tmp_path / "map", "--json").json["unchanged"] == 2


def test_an_export_that_fails_leaves_the_old_file(sto, file, tmp_path, monkeypatch):
    out = tmp_path / "out.jsonl"
    out.write_text("old")

    def broken(*_arguments: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("knowledge.exchange.jsonl.line", broken)
    sto("import", file)
    told = sto("export", out)
    assert (told.status, out.read_text()) == (1, "old")
    assert "No space left" in told.err
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_a_folder_that_is_not_there_is_told(sto, tmp_path):
    assert sto("export", tmp_path / "nowhere/out.jsonl").status == 1
