"""The index on disk: the only module that knows Whoosh (2.7.4, as published).

Whoosh keeps the segments of the index, their term dictionaries and columns, the table of contents that makes a commit
atomic, and the write lock. The layout of posting lists and the way they are combined are our own (`postings`,
`ranking`): Whoosh walks lists one document at a time in Python, which takes 100 to 270 ms for a half-typed word in
10,000 notes.

The directory is a private cache and must never be shared: Whoosh's table of contents is a pickle. Damage to it shows as
exceptions of any kind, which `engine` turns into one.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh's escapes and literals warn on Python 3.12 and later, once, when compiled
    from whoosh import columns, fields
    from whoosh.codec import whoosh3
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import TOC, FileIndex, clean_files
    from whoosh.util.filelock import try_for
    from whoosh.writing import SegmentWriter

from knowledge import bounds
from knowledge.search.index.doc_values import DocValues
from knowledge.search.index.postings import Lists, Numbers, Postings, PostingsReader
from knowledge.search.index.segment_builder import SegmentBuilder
from knowledge.search.index.source import made_from
from knowledge.search.index.term_dictionary import FIELDS, TermDictionary
from knowledge.search.index.word_list import WordList

INDEX_NAME = "MAIN"

MERGE_AT = 8
"""The number of segments of about the same size that are merged into one."""

CHEAP = 32
"""The documents that any update may merge (100 ms at most); only updates that add many themselves may merge more."""

MOST_SEGMENTS = 40
"""With this many segments, looking every word up in each takes too long; then the smaller half is merged into one."""

_SHOWN = columns.VarBytesColumn()
_HIGHEST_GENERATION = 2**30


class Contents(fields.Schema):  # type: ignore[misc]
    """The schema and the values committed with it, stored in Whoosh's table of contents.

    `generation` changes whenever the index is recreated.
    """

    def __init__(self) -> None:
        super().__init__(**{field: fields.ID() for field in FIELDS})
        self.made_from = made_from()
        self.generation = secrets.token_hex(8)
        self.position = ""


class Codec(whoosh3.W3Codec):  # type: ignore[misc]
    """Whoosh's own codec, but its segments know their files."""

    length_stats = False

    def new_segment(self, _storage: Any, indexname: str) -> Any:
        return IndexSegment(self, indexname)


class IndexSegment(whoosh3.W3Segment):  # type: ignore[misc]
    """Whoosh's segment with the size and time of its file, so that a changed file is recognised without reading it."""

    written: tuple[int, int] | None = None


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Writes one `SegmentBuilder` as one segment."""

    def __init__(self, index: Any, batch: SegmentBuilder) -> None:
        super().__init__(index, _lk=False, codec=Codec())
        self._builder = batch

    def _merge_segments(self, mergetype: Any, optimize: Any, merge: Any) -> Any:
        self._added = len(self._builder) > 0
        return super()._merge_segments(mergetype, optimize, merge)

    def _flush_segment(self) -> None:
        finished = self._builder.finished()
        for number, shown in enumerate(finished.shown):
            self.perdocwriter.start_doc(number)
            self.perdocwriter.add_column_value("shown", _SHOWN, shown)
            self.perdocwriter.finish_doc()
        self.docnum = len(finished.shown)
        self.perdocwriter.close()
        self.fieldwriter.close()
        self._write(".columns", finished.columns.encoded())
        self._write(".lexicon", finished.lexicon.encoded())
        self._write(".ids", _encoded_ids(finished.ids))
        heads, offset = {}, 0
        with self.newsegment.create_file(self.storage, ".postings") as file:
            for field, lists in finished.lists.items():
                heads[field], arrays = lists.packed(offset)
                for array in arrays:
                    file.write(array)
                    offset += len(array)
        self._write(".lists", msgspec.msgpack.encode(heads))

    def _write(self, extension: str, data: bytes) -> None:
        with self.newsegment.create_file(self.storage, extension) as file:
            file.write(data)

    def _assemble_segment(self) -> None:
        super()._assemble_segment()
        self.newsegment.written = _file_of(self.newsegment, Path(self.storage.folder))


class OpenSegment:
    """One segment, open for reading. Not thread-safe: its file has one read position.

    It uses no memory maps: reading one whose file has been truncated kills the process.
    """

    def __init__(self, files: Any, segment: Any) -> None:
        self.size: int = segment.doc_count_all()
        self.gone: frozenset[int] = frozenset(segment.deleted_docs())
        self.segment = segment
        self._files = files

    def close(self) -> None:
        self._files.close()

    def posting(self, field: str, term: str, *, places: bool = False) -> Postings | None:
        number = self.lexicon().terms(field).place(term)
        return self._lists[field].of(number, places=places) if number >= 0 else None

    def lists(self, field: str) -> Lists:
        return self._lists[field].all()

    @cached_property
    def _lists(self) -> dict[str, PostingsReader]:
        heads = msgspec.msgpack.decode(self._file(".lists"), type=dict[str, list[Any]])
        lists = {field: PostingsReader(heads[field], self._postings) for field in FIELDS}
        if any(len(lists[field].starts) != len(self.lexicon().terms(field)) + 1 for field in FIELDS):
            raise ValueError("posting lists of another lexicon")
        return lists

    def _postings(self, offset: int, length: int) -> bytes:
        data: bytes = self._open_postings.get(offset, length)
        return data

    @cached_property
    def _open_postings(self) -> Any:
        return self._files.open_file(self.segment.make_filename(".postings"))

    def shown(self, number: int) -> bytes:
        row: bytes = self._rows[number]
        return row

    @cached_property
    def _rows(self) -> Any:
        documents = self.segment.codec().per_document_reader(self._files, self.segment)
        return documents.column_reader("shown", _SHOWN)

    def shown_bytes(self) -> Iterator[bytes]:
        return map(self.shown, range(self.size))

    def columns(self) -> DocValues:
        return DocValues.decoded(self._file(".columns"))

    def lexicon(self) -> TermDictionary:
        return self._dictionary

    @cached_property
    def _dictionary(self) -> TermDictionary:
        return TermDictionary.decoded(self._file(".lexicon"))

    def ids(self) -> list[str]:
        ids, documents = self._ids
        by_document = [""] * self.size
        for document, identity in zip(documents.tolist(), ids.words(), strict=True):
            by_document[document] = identity
        return by_document

    def documents(self, identity: str) -> list[int]:
        ids, documents = self._ids
        return [int(documents[place]) for place in ids.places(identity)]

    @cached_property
    def _ids(self) -> tuple[WordList, Numbers]:
        text, starts, documents = msgspec.msgpack.decode(self._file(".ids"), type=tuple[bytes, bytes, bytes])
        ids, numbers = WordList.decoded(text, starts), np.frombuffer(documents, np.uint32)
        if not len(ids) == len(numbers) == self.size:
            raise ValueError("ids of other documents")
        return ids, numbers

    def _file(self, extension: str) -> bytes:
        name = self.segment.make_filename(extension)
        with self._files.open_file(name) as file:
            data: bytes = file.read(self._files.file_length(name))
        return data


def _encoded_ids(ids: list[str]) -> bytes:
    """The ids of documents in sorted order, each with the number of its document, as bytes."""
    ordered = sorted(range(len(ids)), key=ids.__getitem__)
    words = WordList.of([ids[number] for number in ordered])
    return msgspec.msgpack.encode([words.text, words.starts.tobytes(), np.array(ordered, np.uint32).tobytes()])


class IndexStore:
    """The segments in `directory` and the table of contents that lists them."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._storage = FileStorage(str(directory), supports_mmap=False)
        self._opened: dict[str, OpenSegment] = {}  # for commits, under the lock: opening costs 0.7 ms each

    @contextlib.contextmanager
    def locked(self, wait: float) -> Iterator[bool]:
        """The write lock over all processes; False when another has held it for `wait` seconds. Raises OSError."""
        self._storage.create()
        lock = self._storage.lock(f"{INDEX_NAME}_WRITELOCK")
        held = bool(try_for(lock.acquire, timeout=wait, delay=0.02))
        try:
            yield held
        finally:
            if held:
                lock.release()

    def newest(self) -> tuple[str, int, int] | None:
        """A value that identifies the newest commit; None when there is none."""
        generation = TOC._latest_generation(self._storage, INDEX_NAME)
        if generation < 0:
            return None
        name = TOC._filename(INDEX_NAME, generation)
        status = (self._directory / name).stat()
        return name, status.st_mtime_ns, status.st_size

    def contents(self) -> tuple[Contents, list[Any]] | None:
        """The `Contents` and segments of the newest commit; None if there is none, or its `made_from` is another's."""
        if TOC._latest_generation(self._storage, INDEX_NAME) < 0:
            return None
        toc = TOC.read(self._storage, INDEX_NAME)
        return (toc.schema, toc.segments) if getattr(toc.schema, "made_from", None) == made_from() else None

    def is_whole(self, segment: Any) -> bool:
        """Whether the file of `segment` exists and is as it was written."""
        return segment.written is not None and segment.written == _file_of(segment, self._directory)

    def open(self, segment: Any) -> OpenSegment:
        """`segment` for reading; raises FileNotFoundError unless it is whole."""
        if not self.is_whole(segment):
            raise FileNotFoundError(segment.segment_id())
        return OpenSegment(segment.open_compound_file(self._storage), segment)

    def begin(self) -> str:
        """Replace whatever is there with an empty index and return its generation. Needs the lock."""
        latest = TOC._latest_generation(self._storage, INDEX_NAME)
        hopeless = latest >= _HIGHEST_GENERATION  # Whoosh itself never counts this far
        generation = 0 if hopeless else latest + 1
        for stray in self._directory.iterdir():
            if hopeless or not stray.name.endswith((".toc", ".seg", "LOCK")):
                _discard(stray)
        contents = Contents()
        TOC(contents, [], generation).write(self._storage, INDEX_NAME)
        clean_files(self._storage, INDEX_NAME, generation, [])
        return contents.generation

    def commit(
        self, batch: SegmentBuilder, replaced: set[str], position: str | None, generation: str, choose: MergePolicy
    ) -> None:
        """Write `batch` with the segments that `choose` merges into it, and remove the documents with ids `replaced`.

        `position` is committed with it if the index has that `generation`; otherwise, and for None, the index keeps
        its own. Needs the lock.
        """
        writer = _Writer(FileIndex(self._storage), batch)
        try:
            if position is not None and writer.schema.generation == generation:
                writer.schema.position = position
            self._open_all(writer.segments)
            for segment in writer.segments:
                _delete(segment, self._opened[segment.segment_id()], replaced)
            merged = choose(writer.segments, len(batch))
            for segment in merged:
                part = self._opened[segment.segment_id()]
                part.gone = frozenset(segment.deleted_docs())
                batch.absorb(part)
            writer.commit(mergetype=lambda _writer, segments: [one for one in segments if one not in merged])
            for segment in merged:
                self._opened.pop(segment.segment_id()).close()
        except BaseException:
            self._opened.clear()
            with contextlib.suppress(Exception):
                writer.cancel()
            raise

    def _open_all(self, segments: Iterable[Any]) -> None:
        """Open exactly `segments` for a commit, and close any others."""
        named = {segment.segment_id(): segment for segment in segments}
        for name in self._opened.keys() - named.keys():
            self._opened.pop(name).close()
        for name in named.keys() - self._opened.keys():
            self._opened[name] = self.open(named[name])


def _file_of(segment: Any, directory: Path) -> tuple[int, int] | None:
    """The size and the time of the file of `segment`; None if it is gone."""
    try:
        status = (directory / segment.make_filename(IndexSegment.COMPOUND_EXT)).stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns


MergePolicy = Callable[[list[Any], int], list[Any]]
"""Chooses the segments to merge into a new one, given how many documents that one adds itself."""


def _delete(segment: Any, reader: OpenSegment, ids: Iterable[str]) -> None:
    for identity in ids:
        for number in reader.documents(identity):
            segment.delete_document(number)


def expunge_deletes(segments: list[Any], _added: int) -> list[Any]:
    """A `MergePolicy`: the segments that still hold documents that were removed."""
    return [segment for segment in segments if segment.has_deletions()]


def merge_policy(segments: list[Any], added: int) -> list[Any]:
    """A `MergePolicy`: the empty segments, and the small ones of about the same size.

    Small ones are merged if they are at least `MERGE_AT` with the new one, and none of them dwarfs the others. To keep
    saves from waiting for a large merge, they have at most `CHEAP` documents or a number in proportion to the update,
    unless there are `MOST_SEGMENTS`. What is merged at once takes no more than `bounds.MERGED_BYTES`.
    """
    ordered = sorted(segments, key=_left)
    empty = [segment for segment in ordered if not _left(segment)]
    ordered = _joinable(ordered[len(empty) :])
    if len(ordered) >= MOST_SEGMENTS:
        return empty + ordered[: MOST_SEGMENTS // 2]
    bound = max(CHEAP, MERGE_AT * added)
    for count in range(len(ordered), MERGE_AT - 2, -1):
        total = added + sum(map(_left, ordered[:count]))
        if MERGE_AT * _left(ordered[count - 1]) <= 2 * total and total <= bound:
            return empty + ordered[:count]
    return empty


def _joinable(segments: list[Any]) -> list[Any]:
    """Those of `segments`, from the first on, that aren't too large together to be merged in bounded memory."""
    sizes = accumulate(segment.written[0] if segment.written else 0 for segment in segments)
    return [segment for segment, size in zip(segments, sizes, strict=True) if size <= bounds.MERGED_BYTES]


def _left(segment: Any) -> int:
    count: int = segment.doc_count_all() - segment.deleted_count()
    return count


def _discard(path: Path) -> None:
    """Remove a file or directory; one that another process holds (Windows) is left for the next time."""
    with contextlib.suppress(OSError):
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
