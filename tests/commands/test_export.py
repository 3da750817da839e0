"""`sto export` writes to a file, a folder or standard output."""

from __future__ import annotations

import json


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
    names = sorted(path.name for path in (tmp_path / "map").rglob("*.md"))
    assert len(names) == 2 and all(name.endswith(".md") for name in names)
    assert sto("import", tmp_path / "map", "--json").json["unchanged"] == 2


def test_an_export_that_fails_leaves_the_old_file(sto, file, tmp_path, monkeypatch):
    out = tmp_path / "out.jsonl"
    out.write_text("old")

    def broken(*_arguments: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("knowledge.exchange.shape.outgoing", broken)
    sto("import", file)
    told = sto("export", out)
    assert (told.status, out.read_text()) == (1, "old")
    assert "there is no room left" in told.err
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_a_folder_that_is_not_there_is_told(sto, tmp_path):
    assert sto("export", tmp_path / "nowhere/out.jsonl").status == 1


def test_what_an_earlier_export_left_in_the_folder_is_told(sto, tmp_path):
    out = tmp_path / "map"
    ids = [sto("add", "lesson", "--title", title).out.strip() for title in ("Lasgastles", "Volg een pallet")]
    sto("export", out, "--format", "markdown")
    (changed,) = out.rglob("*pallet*.md")
    changed.write_text("Zelf geschreven.")
    for id_, title in zip(ids, ("Lasdag", "Volg een doos"), strict=True):
        sto("edit", id_, "--set", f"title={title}")
    told = sto("export", out, "--format", "markdown")
    assert "1 file of an earlier export was replaced" in told.out
    assert "1 file was changed and isn't imported yet" in told.out and changed.name in told.out
    assert not list(out.rglob("*gastles*")) and changed.read_text() == "Zelf geschreven."
    value = sto("export", out, "--format", "markdown", "--json").json
    where = f"lessons/{changed.name}"
    assert value == {"file": str(out), "records": 1, "replaced": [], "left": [], "kept": [where]}
    assert sto("import", out, "--json").json["changed"] == 1
    value = sto("export", out, "--format", "markdown", "--json").json
    assert (value["kept"], value["replaced"]) == ([], [where])
    (now,) = out.rglob("*doos*")
    assert now.read_text().endswith("Zelf geschreven.\n")
