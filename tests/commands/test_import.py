"""`sto import` brings in records, and reports the rows it rejects."""

from __future__ import annotations

import io
from types import SimpleNamespace


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
    assert sto("import", file, "--lang", "nl").err.startswith("regel 1: date: De datum “31-02-2026” bestaat niet.")


def test_lines_come_from_standard_input(sto, file, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(file.read_bytes())))
    assert sto("import", "-", "--json").json["added"] == 1
