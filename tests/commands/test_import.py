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


def test_what_is_in_the_bin_is_told_with_the_way_back(sto, file):
    sto("import", file)
    lesson = sto("list", "lesson", "--json").json[0]["id"]
    sto("delete", lesson)
    told = sto("import", file)
    assert told.out.splitlines() == [
        "0 records added, 1 here already, but in the bin.",
        f"In the bin: “Lasgastles”. `sto restore {lesson[28:]}` takes it out.",
    ]
    assert sto("import", file, "--json").json["in_bin"] == [{"where": "1", "id": lesson, "title": "Lasgastles"}]
    assert sto("import", file, "--restore").out == "0 records added, 1 out of the bin again.\n"
    assert sto("list", "lesson", "--json").json[0]["id"] == lesson


def test_many_in_the_bin_come_back_at_once(sto, tmp_path):
    file = tmp_path / "mijn lessen.jsonl"
    file.write_text("".join(f'{{"title": "Les {number}"}}\n' for number in range(7)))
    sto("import", file)
    for each in sto("list", "lesson", "--json").json:
        sto("delete", each["id"])
    told = sto("import", file).out.splitlines()
    assert len(told) == 7
    assert told[-1] == f'All of them out of the bin: `sto import "{file}" --restore`.'
    assert sto("import", file, "--restore", "--json").json["restored"] == 7


def test_a_note_of_which_something_does_not_fit_comes_in_and_the_rest_is_told_and_shown(sto, tmp_path):
    file = tmp_path / "verslag.md"
    file.write_text("---\nsoort: overleg\nDatum: ergens in maart\n---\n# Branchetafel\nTekst")
    told = sto("import", file, "--lang", "nl")
    assert told.status == 0
    assert told.err.splitlines() == [
        "verslag.md: Datum: “ergens in maart” is geen datum. Schrijf 31-03-2026 of 2026-03-31."
        " Het staat erbij als “Datum (zoals geschreven)”.",
        "verslag.md: “Datum” is niet bekend; vul dat later in.",
    ]
    (meeting,) = sto("list", "meeting", "--json").json
    assert (meeting["title"], meeting["date"], meeting["body"]) == ("Branchetafel", None, "Tekst")
    assert "Datum (zoals geschreven): ergens in maart" in sto("show", meeting["id"], "--lang", "nl").out
    assert sto("search", "ergens", "--json").json[0]["id"] == meeting["id"]


def test_bins_in_a_folder_are_left_out_and_named(sto, tmp_path):
    for name in ("map/a.md", "map/.trash/b.md", "map/Prullenbak/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# Kop")
    told = sto("import", tmp_path / "map")
    assert (told.status, told.out) == (0, "1 record added.\nLeft out: 2 files in .trash, Prullenbak.\n")
    assert sto("import", tmp_path / "map", "--json").json["skipped"] == [
        {"where": ".trash", "files": 1},
        {"where": "Prullenbak", "files": 1},
    ]


def test_what_export_list_and_show_print_as_json_is_taken_back_and_changes_nothing_here(sto, file, tmp_path):
    sto("import", file)
    sto("log", "--title", "Overleg", "--partner", "Van Rossum", "--action", "Bellen; Els; +14d")
    meeting = sto("list", "meeting", "--json").json[0]["id"]
    printed = [sto(*words, "--json").out for words in (("export", "-"), ("show", meeting))]
    printed += [sto("list", kind, "--json").out for kind in ("partner", "meeting", "lesson", "action")]
    path = tmp_path / "printed.json"
    for text in printed:
        path.write_text(text)
        told = sto("import", path, "--json").json
        assert (told["added"], told["changed"], told["refused"]) == (0, 0, [])
    sto("init", tmp_path / "other", "--name", "Ander", "--author", "Jan", "--no-starter")
    path.write_text(printed[0])
    assert sto("import", path, "--json").json["added"] == 4


def test_nothing_to_import_is_told(sto, tmp_path):
    (tmp_path / "leeg").mkdir()
    assert sto("import", tmp_path / "leeg").out == f"There is nothing to import in {tmp_path / 'leeg'}.\n"


def test_a_folder_that_is_not_there_is_told_as_that(sto, tmp_path):
    told = sto("import", tmp_path / "nietbestaat")
    assert (told.status, told.out) == (1, "")
    assert "nietbestaat can't be read: it is not there" in told.err
