"""One bad row never stops the rest, whatever is wrong with it and whatever the layout: it is named with its line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from knowledge import bounds
from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.formats import jsonl
from knowledge.exchange.import_report import ImportReport
from knowledge.exchange.source import opened
from knowledge.workspace import Workspace


def good(number: int) -> bytes:
    return json.dumps({"kind": "lesson", "title": f"Goed {number}", "fields": {"a": [{"b": 1}]}}).encode()


def begun(rest: bytes) -> bytes:
    return b'{"kind":"lesson","title":"slecht","x":' + rest + b"}"


BAD = {
    "nested in the stack's reach": begun(b"[" * 500 + b"]" * 500),
    "nested beyond it": begun(b'{"a":' * 90_000 + b"1" + b"}" * 90_000),
    "nested just too far": begun(b"[" * 40 + b"]" * 40),
    "half a character": begun(b'"\\ud834"'),
    "a name of half a character": begun(b'{"\\udfff": 1}'),
    "a raw zero": begun(b'"\x00"'),
    "a number without end": begun(b"9" * 5000),
    "a number out of range": begun(b"-1e999"),
    "no number": begun(b"NaN"),
    "a bracket too many": begun(b"[1]]"),
    "a bracket too few": begun(b"[1"),
    "an escape that is none": begun(b'"\\q"'),
    "plain text": b"zomaar tekst",
    "no record": b"12",
}
CUT = {
    "another bracket": begun(b"{1]"),
    "a quote that isn't closed": b'{"kind":"lesson","title":"slecht',
    "a table that isn't closed": b'{"kind":"lesson","x":{"title":"slecht"',
    "a list that isn't closed": b'{"kind":"lesson","x":[{"title":"slecht"}, [',
}
LAYOUTS = {
    "lines": (b"%s\n%s\n%s\n%s\n", "2"),
    "a list on lines": (b"[%s,\n%s,\n%s,\n%s]\n", "2"),
    "a list as people print it": (b"[\n  %s,\n  %s,\n  %s,\n  %s\n]\n", "3"),
    "a list on one line": (b"[%s, %s, %s, %s]", "1:2"),
}


def brought(workspace: Workspace, path: Path, data: bytes) -> ImportReport:
    path.write_bytes(data)
    with opened(str(path), jsonl.FORMAT, "lesson", io.BytesIO) as source:
        return bring_in(workspace, source)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("what", [*BAD, *CUT])
def test_it_is_named_with_its_line_and_the_rest_comes_in(
    workspace: Workspace, tmp_path: Path, what: str, layout: str
) -> None:
    if what in CUT and layout == "a list on one line":
        pytest.skip("there nothing says where the next one begins")
    form, place = LAYOUTS[layout]
    data = form % (good(1), (BAD | CUT)[what], good(2), good(3))

    report = brought(workspace, tmp_path / "rows.json", data)

    assert report.added == 3
    assert [each.where for each in report.refused] == [place]
    assert all(workspace.named("lesson", f"Goed {number}") for number in (1, 2, 3))


def test_a_list_that_is_whole_is_read_as_it_is_however_it_is_laid_out(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"kind": "lesson", "title": f"Goed {number}", "x": {"y": [{"z": "]},{"}]}} for number in (1, 2)]
    ragged = json.dumps(rows, indent=0).encode()

    report = brought(workspace, tmp_path / "rows.json", ragged)

    assert (report.added, report.refused) == (2, ())


def test_a_record_that_is_too_much_for_one_change_is_refused_by_itself(workspace: Workspace, tmp_path: Path) -> None:
    from knowledge.exchange.formats import markdown

    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.md").write_text(f"# Goed {number}\n")
    for name, head in (("2-groot", b"# Slecht\n"), ("2-groot-en-zonder-dag", b"---\nkind: meeting\n---\n# Slecht\n")):
        (folder / f"{name}.md").write_bytes(head + b"\\" * (bounds.RECORD_BYTES - len(head)))

    with opened(str(folder), markdown.FORMAT, "lesson", io.BytesIO) as source:
        report = bring_in(workspace, source)

    assert report.added == 5
    assert [each.where for each in report.refused] == ["2-groot-en-zonder-dag.md", "2-groot.md"]
    with opened(str(folder), markdown.FORMAT, "lesson", io.BytesIO) as source:
        again = bring_in(workspace, source)
    assert (again.added, again.unchanged, len(again.refused)) == (0, 5, 2)
