"""What `knowledge.search.index.segments` assumes about Whoosh: another release of Whoosh must pass these tests."""

from __future__ import annotations

import inspect
import warnings
from pathlib import Path

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import whoosh
    from whoosh import columns
    from whoosh.codec import whoosh3
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import TOC, FileIndex, clean_files
    from whoosh.writing import SegmentWriter

from knowledge.search.engine import SearchIndex
from knowledge.search.index.index_document import IndexDocument


def parameters(function: object) -> list[str]:
    return [name for name in inspect.signature(function).parameters if name != "self"]  # type: ignore[arg-type]


def test_it_is_the_release_that_was_read() -> None:
    assert whoosh.__version__ == (2, 7, 4)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (SegmentWriter._merge_segments, ["mergetype", "optimize", "merge"]),
        (SegmentWriter._flush_segment, []),
        (SegmentWriter._assemble_segment, []),
        (SegmentWriter.commit, ["mergetype", "optimize", "merge"]),
        (SegmentWriter.cancel, []),
        (TOC._latest_generation, ["storage", "indexname"]),
        (TOC._filename, ["indexname", "gen"]),
        (TOC.write, ["storage", "indexname"]),
        (clean_files, ["storage", "indexname", "gen", "segments"]),
        (whoosh3.W3Segment.make_filename, ["ext"]),
        (whoosh3.W3Segment.create_file, ["storage", "ext", "kwargs"]),
        (whoosh3.W3Segment.open_compound_file, ["storage"]),
        (whoosh3.W3Segment.delete_document, ["docnum", "delete"]),
    ],
)
def test_what_is_called_and_overridden_is_called_like_this(function: object, expected: list[str]) -> None:
    assert parameters(function) == expected


def test_a_segment_tells_how_many_documents_it_has_and_lost() -> None:
    segment = whoosh3.W3Codec().new_segment(None, "MAIN")
    segment.set_doc_count(3)
    segment.delete_document(1)
    assert (segment.doc_count_all(), segment.deleted_count(), set(segment.deleted_docs())) == (3, 1, {1})
    assert segment.has_deletions()


def test_bytes_come_out_of_a_column_as_they_went_in(tmp_path: Path) -> None:
    storage = FileStorage(str(tmp_path), supports_mmap=False)
    column = columns.VarBytesColumn()
    with storage.create_file("column") as file:
        writer = column.writer(file)
        for number, value in enumerate([b"een", b"", b"\x00\xff"]):
            writer.add(number, value)
        writer.finish(3)
    with storage.open_file("column") as file:
        reader = column.reader(file, 0, storage.file_length("column"), 3)
        assert [reader[number] for number in range(3)] == [b"een", b"", b"\x00\xff"]


def test_a_commit_is_one_table_of_contents_and_one_file_a_segment(tmp_path: Path) -> None:
    SearchIndex(tmp_path).update([IndexDocument("a", "lesson", "Les", "Tekst")], (), "1:1", fresh=True)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert [name.rpartition(".")[2] for name in names if "LOCK" not in name] == ["seg", "toc"]
    toc = TOC.read(FileStorage(str(tmp_path)), "MAIN")
    assert toc.schema.position == "1:1"
    assert [segment.doc_count_all() for segment in toc.segments] == [1]


def test_the_lock_keeps_a_second_one_out(tmp_path: Path) -> None:
    storage = FileStorage(str(tmp_path))
    lock = storage.lock("MAIN_WRITELOCK")
    assert lock.acquire()
    try:
        assert not FileStorage(str(tmp_path)).lock("MAIN_WRITELOCK").acquire()
    finally:
        lock.release()


def test_an_index_opens_from_its_storage_alone(tmp_path: Path) -> None:
    SearchIndex(tmp_path).update([IndexDocument("a", "lesson", "Les", "Tekst")], (), "1:1", fresh=True)
    assert FileIndex(FileStorage(str(tmp_path)))._segments()[0].doc_count_all() == 1
