"""Records of kinds that only a newer version knows are exported whole, counted, and imported again unchanged."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.export import exported, to_file
from knowledge.exchange.exported_folder import names_here, to_folder
from knowledge.exchange.format import Format, Wording
from knowledge.exchange.formats import jsonl, markdown
from knowledge.exchange.import_report import ImportReport
from knowledge.exchange.shape import RESERVED, incoming
from knowledge.exchange.source import opened
from knowledge.home import Home
from knowledge.journal.segment import encode_segment
from knowledge.model import codec
from knowledge.model.fields import Json
from knowledge.model.kinds import KINDS, fields_of
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Unknown
from knowledge.problem import Problem
from knowledge.workspace import Workspace
from tests.journal.strategies import change, json_values, segment

WORDING = Wording("STO", str, str)
OFFER: Mapping[str, Json] = {
    "title": "Drie stageplekken",
    "body": "# Wat\n\nVan maart tot juni.",
    "tags": ["stage", "12", "ja"],
    "partners": ["brinkhof"],
    "places": 3,
    "from": "2026-03-31",
    "hours": {"ma": [1, None, True], "": "09:30", "true": "<<"},
    "empty": "",
}
ODD: Mapping[str, Json] = {
    "body": "\n  regel\r\n",
    "title": 5,
    "tags": "los",
    "partner_ids": ["x"],
    "answers.A1": {"a": 1},
}


def space(root: Path, name: str) -> Workspace:
    """An empty space under `root`."""
    return spaces.begin_or_join(Home.at(root / f"{name}-home"), root / name, name=name, author="Els", starter=False)


def receive(workspace: Workspace, folder: Path, *documents: tuple[str, str, Mapping[str, Json]]) -> None:
    """What a colleague on a newer version wrote: kind, id and fields of each document."""
    changes = []
    for seq, (kind, document_id, fields) in enumerate(documents, 1):
        previous = changes[-1].hash if changes else ""
        changes.append(change("cccccccccc", seq, kind=kind, document=document_id, set=dict(fields), previous=previous))
    (folder / "journal" / "cccccccccc").mkdir(parents=True)
    (folder / "journal" / "cccccccccc" / "newer.json").write_bytes(encode_segment(segment(*changes)))
    workspace.sync()


def written(workspace: Workspace, path: Path, chosen: Format) -> int:
    """How many records were exported to a file or, in a format that has pages, to a folder."""
    if chosen.page:
        return to_folder(path, chosen, exported(workspace), names=names_here(workspace, str)).number
    return to_file(path, chosen, exported(workspace), WORDING)


def brought(workspace: Workspace, path: Path, chosen: Format) -> ImportReport:
    """What came of bringing in a file or folder."""
    with opened(str(path), chosen, "lesson", io.BytesIO) as source:
        return bring_in(workspace, source)


def said(workspace: Workspace) -> dict[str, tuple[str, dict[str, Any]]]:
    """The kind of every document and its fields, apart from those that were emptied."""
    documents = workspace.documents(Listing(limit=1000))
    return {
        each.id: (each.kind, {name: value for name, value in each.fields.items() if value is not None})
        for each in documents
    }


@pytest.fixture
def received(workspace: Workspace, folder: Path) -> Workspace:
    """A space with a partner, a lesson, and what a newer version wrote: two offers and a request."""
    workspace.save_all(
        [Lesson(id="les", title="Les", partners=("brinkhof",)), Partner(id="brinkhof", title="Brinkhof")]
    )
    receive(workspace, folder, ("voucher", "aanbod", OFFER), ("voucher", "vreemd", ODD), ("wish", "vraag", {"x": 1}))
    return workspace


@pytest.mark.parametrize("chosen", [jsonl.FORMAT, markdown.FORMAT], ids=lambda each: each.name)
def test_they_go_out_counted_and_come_in_as_they_were_where_nobody_knows_more(
    received: Workspace, tmp_path: Path, chosen: Format
) -> None:
    path = tmp_path / "out"
    assert written(received, path, chosen) == received.count(Listing()) == 5
    there = space(tmp_path, "there")
    report = brought(there, path, chosen)
    assert (report.added, report.refused, report.unknown_kinds) == (5, (), ("voucher", "wish"))
    assert said(there) == said(received)
    assert there.get("aanbod").record == received.get("aanbod").record
    for again in (there, received):
        report = brought(again, path, chosen)
        assert (report.added, report.changed, report.unchanged) == (0, 0, 5)


def test_known_kinds_go_first_and_what_is_linked_to_before_what_links_to_it(received: Workspace) -> None:
    assert [document.kind for document, _titles in exported(received)] == [
        "partner",
        "lesson",
        "voucher",
        "voucher",
        "wish",
    ]


def test_one_document_to_read_tells_all_fields_of_them(received: Workspace) -> None:
    text = b"".join(markdown.write(exported(received), WORDING)).decode()
    assert "## Voucher\n" in text and "### Drie stageplekken\n" in text
    assert "- **places**: 3\n" in text and "- **partners**: brinkhof\n" in text
    assert "#### Wat\n" in text


def test_the_number_told_is_the_number_written(received: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    number = to_file(path, jsonl.FORMAT, exported(received), WORDING)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert number == len(lines) == len({line["id"] for line in lines}) == 5


def test_a_kind_that_is_left_out_is_told(received: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "kinds", lambda: ["partner", "lesson"])
    with pytest.raises(Problem, match="2 of 5 records were written"):
        list(exported(received))


def test_a_format_that_leaves_some_out_is_told_and_the_old_file_stays(received: Workspace, tmp_path: Path) -> None:
    from dataclasses import replace
    from itertools import islice

    lazy = replace(jsonl.FORMAT, write=lambda documents, wording: jsonl.write(islice(documents, 2), wording))
    (tmp_path / "all.jsonl").write_text("old")
    with pytest.raises(Problem, match="2 of 5 records were written"):
        to_file(tmp_path / "all.jsonl", lazy, exported(received), WORDING)
    assert (tmp_path / "all.jsonl").read_text() == "old"


@pytest.mark.parametrize(
    "row", [{"kind": "voucher", "title": "X"}, {"kind": "erase", "id": "les"}, {"kind": "Offer 2", "id": "x"}]
)
def test_a_kind_without_id_is_a_slip_and_an_erasure_no_record(received: Workspace, row: dict[str, str]) -> None:
    report = bring_in(received, lambda: [("1", row)])
    assert [refused.where for refused in report.refused] == ["1"]
    assert received.get("les").record.title == "Les"


def test_a_row_changes_the_fields_of_them_that_it_has(received: Workspace) -> None:
    report = bring_in(received, lambda: [("1", {"kind": "voucher", "id": "aanbod", "places": 2})])
    assert report.changed == 1
    assert received.get("aanbod").fields == {**OFFER, "places": 2}


def test_no_field_of_any_kind_has_a_name_that_files_use_for_something_else() -> None:
    assert {kind: RESERVED & fields_of(kind).keys() for kind in KINDS} == {kind: frozenset() for kind in KINDS}


NAMES = st.text(min_size=1, max_size=8).filter(lambda name: name not in RESERVED)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.sampled_from(("title", "body", "tags", "date")) | NAMES, json_values | st.text(), max_size=5),
    st.sampled_from((jsonl.FORMAT, markdown.FORMAT)),
)
def test_whatever_a_newer_version_writes_comes_back(fields: dict[str, Json], chosen: Format) -> None:
    document: Any = SimpleNamespace(id="aanbod", kind="voucher", record=codec.decode("voucher", "aanbod", fields))
    if chosen.page:
        data = chosen.page(document, {})
    else:
        assert chosen.write
        data = b"".join(chosen.write([(document, {})], WORDING))
    assert chosen.read
    ((_where, row),) = chosen.read(io.BytesIO(data), "x", "lesson")
    read = incoming(row)
    back = Unknown(kind=read.kind, id=read.id, extra=read.extra, **read.values)
    assert codec.encode(back) == {name: value for name, value in fields.items() if value is not None}
