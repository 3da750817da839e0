"""Segment files are ordinary TinyDB files, and only complete and verified ones are accepted."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tinydb import TinyDB

from knowledge.journal.change import Change
from knowledge.journal.merge import merge
from knowledge.journal.segment import BadSegment, Segment, decode_segment, encode_segment
from tests.journal.strategies import chain, change, journals, segment

GOLDEN = Path(__file__).parent / "golden" / "00000001.json"
SIGNED = GOLDEN.with_name("signed.json")
WHOLE = segment(*chain("aaaaaaaaaa", {"title": "Lasdag"}, {"body": "Vier cabines."}, {"tags": ["lassen"]}))


def test_a_segment_of_the_first_version_reads_and_writes_the_same_for_ever() -> None:
    golden = GOLDEN.read_bytes()

    read = decode_segment(golden)

    assert encode_segment(read) == golden
    assert (read.replica, read.author, read.first, len(read.changes)) == ("vsjpmqqsz4", "Hakan Yıldız", 1, 5)
    assert read.changes[-1].hash == "3970f76e89f7137f6f90b2fddb3aecd0f31f878166f801b2f7b3de427ab58161"


def test_a_segment_with_signatures_reads_and_writes_the_same_for_ever() -> None:
    golden, signed = decode_segment(GOLDEN.read_bytes()), decode_segment(SIGNED.read_bytes())

    assert encode_segment(signed) == SIGNED.read_bytes()
    assert [bool(each.signature) for each in signed.changes] == [True, False, True, True, False]
    assert signed.changes[0].signature.startswith("ed25519:")
    assert tuple(replace(each, signature="") for each in signed.changes) == golden.changes


def test_the_documents_of_that_segment_stay_the_same() -> None:
    lesson = merge([each for each in decode_segment(GOLDEN.read_bytes()).changes if each.kind == "lesson"])

    assert lesson.deleted
    assert lesson.record.title == "Lasgastles in twee groepen"
    assert lesson.record.body.endswith("Acht helmen.")


def test_it_is_a_tinydb_file(tmp_path: Path) -> None:
    path = tmp_path / "00000001.json"
    path.write_bytes(encode_segment(WHOLE))

    with TinyDB(path, encoding="utf-8") as database:
        assert database.tables() == {"segment", "changes"}
        assert database.table("segment").all() == [
            {"format": 1, "replica": "aaaaaaaaaa", "author": "author a", "first": 1}
        ]
        assert database.table("changes").get(doc_id=2) == WHOLE.changes[1].as_json()
        assert [row.doc_id for row in database.table("changes")] == [1, 2, 3]


def test_what_tinydb_itself_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "00000001.json"
    path.write_bytes(encode_segment(WHOLE))
    with TinyDB(path, encoding="utf-8") as database:
        database.table("segment").update({"seen by": "another program"})

    assert decode_segment(path.read_bytes()) == replace(WHOLE, extra={"seen by": "another program"})
    assert decode_segment(encode_segment(decode_segment(path.read_bytes()))) == decode_segment(path.read_bytes())


@given(journals(max_steps=10))
def test_a_segment_comes_back_as_it_was(made: list[Change]) -> None:
    written = segment(*(each for each in made if each.replica == made[0].replica))

    assert decode_segment(encode_segment(written)) == written


def test_a_segment_with_gaps_is_whole() -> None:
    gaps = Segment("aaaaaaaaaa", "Els", 1, (WHOLE.changes[0], WHOLE.changes[2]))

    assert decode_segment(encode_segment(gaps)) == gaps


def _torn(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _with_nul(data: bytes) -> bytes:
    return data[:200] + b"\0" * (len(data) - 200)


def _in_another_encoding(data: bytes) -> bytes:
    return data.replace(b"Lasdag", b"Lasd\xe9g")


def _edited(data: bytes) -> bytes:
    return data.replace(b"Vier cabines.", b"Vijf cabines")


@pytest.mark.parametrize("damage", [_torn, _with_nul, _in_another_encoding, _edited], ids=lambda each: each.__name__)
def test_a_damaged_file_is_no_segment(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BadSegment):
        decode_segment(damage(encode_segment(WHOLE)))


@pytest.mark.parametrize("at", range(0, 1200, 60))
def test_a_file_cut_anywhere_is_no_segment(at: int) -> None:
    with pytest.raises(BadSegment):
        decode_segment(encode_segment(WHOLE)[:at])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 4096,
        b"%PDF-1.7",
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b'{"segment": 1, "changes": 2}',
        b'{"segment": {"1": []}, "changes": {}}',
        b'{"segment": {"1": {"replica": "aaaaaaaaaa", "author": "", "first": 1}}, "changes": []}',
        b'{"segment": {"1": {"replica": "../../../..", "author": "", "first": 1}}, "changes": {}}',
        b'{"segment": {"1": {"replica": "aaaaaaaaaa", "author": "", "first": 0}}, "changes": {}}',
        b'{"segment": {"1": {"replica": "aaaaaaaaaa", "author": "", "first": 1e300}}, "changes": {}}',
        b'{"segment": {"1": {"replica": "aaaaaaaaaa", "author": "", "first": 1}}, "changes": {"1": null}}',
    ],
    ids=range(16),
)
def test_another_file_is_no_segment(data: bytes) -> None:
    with pytest.raises(BadSegment):
        decode_segment(data)


def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(encode_segment(WHOLE))
    return tables


def test_changes_of_another_replica_do_not_belong() -> None:
    tables = _tables()
    tables["segment"]["1"]["replica"] = "bbbbbbbbbb"

    with pytest.raises(BadSegment, match="belongs to another replica"):
        decode_segment(json.dumps(tables).encode())


def test_a_change_that_does_not_follow_the_one_before_it_shows() -> None:
    other = change("aaaaaaaaaa", 2, previous="0" * 64)
    tables = _tables()
    tables["changes"]["2"] = other.as_json()

    with pytest.raises(BadSegment, match="does not follow"):
        decode_segment(json.dumps(tables).encode())


def test_a_row_under_another_number_than_its_seq_is_refused() -> None:
    tables = _tables()
    tables["changes"]["9"] = tables["changes"].pop("3")

    with pytest.raises(BadSegment):
        decode_segment(json.dumps(tables).encode())


def test_two_changes_with_one_seq_do_not_fit_in_one_file() -> None:
    tables = _tables()
    tables["changes"]["4"] = change("aaaaaaaaaa", 1, set={"title": "Anders"}).as_json()

    with pytest.raises(BadSegment):
        decode_segment(json.dumps(tables).encode())
