"""The Whoosh index: the only module that knows Whoosh (2.7.4, as published).

The directory is a private cache and must never be shared: Whoosh keeps its table of contents and postings as pickles.
Damage of any kind surfaces as `IndexDamaged`; the answer is to build it anew.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its invalid escapes warn on Python 3.12 and later
    from whoosh import fields, formats, query, scoring, sorting
    from whoosh.codec import whoosh3
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex

from knowledge.journal.storage import write_atomically
from knowledge.problem import N_, Problem
from knowledge.search.analysis import WORD, folded, stem, terms_of
from knowledge.search.lexicon import Lexicon
from knowledge.search.query import Entry, Hit, Query, Results
from knowledge.search.snippet import snippet
from knowledge.search.typed import Typed, read

VERSION = "1"
"""Of the schema and the analysis: an index of another version is built anew."""

WEIGHTS = {"title": 4.0, "tags": 3.0, "names": 2.0, "body": 1.0}
"""What one occurrence of a word counts, by the text of an entry in which it stands."""

PREFIX_DISCOUNT = 0.6
COMPLETIONS = 12
"""So many longer words count for a half-typed one: each costs a posting list."""

PLURALS = ("n", "en")
"""How a half-typed plural may go on that nobody wrote: "gastlesse" is to find what has "gastles" only."""

FEW = 5
"""With fewer hits than this for all words together, hits for some of the words follow."""

RECENT_KINDS = ("lesson", "meeting", "checklist")
_WAIT_SECONDS = 60.0
_SNIPPET_SOURCE = 6000


class IndexDamaged(Exception):
    """The index can't be read; it is disposable and has to be built anew."""


class _Terms(formats.Positions):  # type: ignore[misc]
    """Postings made straight from our own tokens: Whoosh's token objects cost most of a build.

    The value is the entry's texts in the order of `WEIGHTS`. A term's weight is its frequency in each, times that
    text's weight, before saturation: BM25F over one field, so that a word costs one matcher and not four.
    """

    def word_values(self, value: tuple[str, ...], _analyzer: Any, **_: Any) -> Iterator[tuple[str, int, float, bytes]]:
        places: dict[str, list[int]] = {}
        weights: dict[str, float] = {}
        position = 0
        for text, weight in zip(value, WEIGHTS.values(), strict=True):
            for raw in WORD.findall(text):
                for _word, stemmed in terms_of(raw):
                    places.setdefault(stemmed, []).append(position)
                    weights[stemmed] = weights.get(stemmed, 0.0) + weight
                    position += 1
            position += 100  # no phrase runs from one text into the next
        for stemmed, found in places.items():
            yield stemmed, len(found), weights[stemmed], self.encode(found)


def _schema() -> Any:
    return fields.Schema(
        id=fields.ID(unique=True, stored=True),
        kind=fields.ID(stored=True),
        partners=fields.KEYWORD(stored=True),
        tag=fields.KEYWORD(commas=True),
        day=fields.NUMERIC(int, sortable=True),
        text=_analysed(_Terms()),
        shown=fields.STORED,
    )


def _analysed(format: Any) -> Any:
    """A text field that we analyse ourselves."""
    field = fields.TEXT(phrase=False)
    field.format = format
    return field


def _codec() -> Any:
    return whoosh3.W3Codec(blocklimit=512, compression=0)


class SearchIndex:
    """The index in `directory`. Searching and updating may happen in several threads and processes at once."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._mark = directory / "position"
        self._lexicon = Lexicon(directory / "words")
        self._searching = threading.local()
        self._opened: Any = None

    @contextlib.contextmanager
    def updating(self) -> Iterator[None]:
        """Keep every other thread and process from updating; raises `Problem` when one is at it for too long."""
        from filelock import FileLock, Timeout

        self._directory.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._directory.with_name(self._directory.name + ".lock"), timeout=_WAIT_SECONDS)
        try:
            lock.acquire()
        except Timeout:
            raise Problem(N_("Another sto is bringing the search index up to date. Try again in a moment.")) from None
        try:
            yield
        finally:
            lock.release()

    # -- keeping ----------------------------------------------------------------------------------------------------

    def position(self) -> str:
        """How far the index has come, as told by the last `update`; "" when it is missing, damaged or outdated."""
        try:
            version, position, words = self._mark.read_text().split(" ")
            whole = version == VERSION and self._lexicon.size() >= int(words)
        except (OSError, ValueError):
            return ""
        return position if whole and any(self._directory.glob("*.toc")) else ""

    def update(self, entries: Iterable[Entry], removed: Iterable[str], position: str, *, fresh: bool = False) -> None:
        """Take in `entries` (replacing those with the same id), drop the ids `removed`, and remember `position`.

        With `fresh` the index begins anew. To be called within `updating`. Raises `IndexDamaged`.
        """
        taken = list(entries)
        if fresh:
            self._begin()
        self._mark.unlink(missing_ok=True)
        with _damage_told():
            index = self._index()
            writer = index.writer(limitmb=192, codec=_codec())
            try:
                if not fresh:
                    _drop(index, writer, {*removed, *(entry.id for entry in taken)})
                for entry in taken:
                    writer.add_document(**_row(entry))
            except BaseException:
                writer.cancel()
                raise
            writer.commit()
        self._lexicon.add(taken)
        if position:
            write_atomically(self._mark, f"{VERSION} {position} {self._lexicon.size()}".encode())

    def _begin(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self._directory)
        self._directory.mkdir(parents=True, exist_ok=True)
        FileStorage(str(self._directory)).create_index(_schema())
        self._opened = None

    def _index(self) -> Any:
        if self._opened is None:
            if not any(self._directory.glob("*.toc")):
                raise FileNotFoundError(self._directory)
            self._opened = FileIndex(FileStorage(str(self._directory)), schema=_schema())
        return self._opened

    def _searcher(self) -> Any:
        """This thread's searcher, on the newest commit."""
        index, edition = self._index(), self._edition()
        known, seen, held = self._searching.__dict__.get("held", (None, None, None))
        if known is index and seen == edition:
            return held
        searcher = held.refresh() if held is not None and known is index else None
        if searcher is None or searcher is held:  # held when the number is the same, but the index was built anew
            searcher = index.searcher(weighting=scoring.BM25F(B=0.6))
        self._searching.held = (index, edition, searcher)
        return searcher

    def _edition(self) -> list[tuple[str, int, int]]:
        """What tells the files on disk from any earlier: Whoosh's numbers begin again when the index is built anew."""
        stats = [(path.name, path.stat()) for path in self._directory.glob("*.toc")]
        return sorted((name, stat.st_mtime_ns, stat.st_ino) for name, stat in stats)

    # -- finding ----------------------------------------------------------------------------------------------------

    def search(self, asked: Query) -> Results:
        """What `asked` finds; raises `IndexDamaged`."""
        with _damage_told():
            return self._search(asked)

    def _search(self, asked: Query) -> Results:
        searcher, typed = self._searcher(), read(asked.text)
        narrow = _filters(asked, recent=typed.is_empty)
        if typed.is_empty:
            order = sorting.FieldFacet("day", reverse=True)
            found = searcher.search(narrow or query.Every(), limit=asked.limit, sortedby=order)
            hits = tuple(_hit(result, 0.0, frozenset(), "") for result in found)
            return Results(asked, hits, len(found))
        wanted = _Wanted(searcher, typed, self._lexicon)
        options: dict[str, Any] = {"limit": asked.limit, "filter": narrow}
        if asked.sort == "date":
            options["sortedby"] = sorting.FieldFacet("day", reverse=True)
        found = searcher.search(wanted.together(), **options)
        total, rows = len(found), list(found)
        if len(rows) < FEW and wanted.several:
            loose = searcher.search(wanted.apart(), **options)
            known = {row["id"] for row in rows}
            total = len(loose) if not wanted.excluding else max(total, len(loose))
            rows += [row for row in loose if row["id"] not in known][: asked.limit - len(rows)]
        hits = tuple(_hit(row, float(row.score or 0.0), wanted.stems, typed.prefix) for row in rows)
        return Results(asked, hits, total, tuple(word for word, _ in typed.words))


class _Wanted:
    """The Whoosh queries for what was typed."""

    def __init__(self, searcher: Any, typed: Typed, lexicon: Lexicon) -> None:
        self._typed = typed
        plurals = [typed.prefix + ending for ending in PLURALS] if typed.prefix else []
        self._completions = _completions(searcher, [*lexicon.beginning(typed.prefix), *plurals]) if plurals else ()
        self.stems = frozenset(
            {stemmed for _, stemmed in typed.words}
            | {stemmed for run in typed.phrases for stemmed in run}
            | {stem(plural) for plural in plurals}
        )
        self.several = len(typed.words) + len(typed.phrases) > 1
        self.excluding = bool(typed.without)

    def _parts(self) -> list[Any]:
        last = self._typed.prefix
        parts = [self._word(stemmed, half_typed=word == last) for word, stemmed in self._typed.words]
        return parts + [query.Phrase("text", list(run)) for run in self._typed.phrases]

    def _word(self, stemmed: str, *, half_typed: bool) -> Any:
        exact = query.Term("text", stemmed)
        if not half_typed:
            return exact
        longer = [query.Term("text", term, boost=PREFIX_DISCOUNT) for term in self._completions if term != stemmed]
        return query.Or([exact, *longer]) if longer else exact

    def _excluded(self, wanted: Any) -> Any:
        if not self._typed.without:
            return wanted
        return query.AndNot(wanted, query.Or([query.Term("text", stemmed) for stemmed in self._typed.without]))

    def together(self) -> Any:
        """Documents with all of it."""
        return self._excluded(query.And(self._parts()))

    def apart(self) -> Any:
        """Documents with some of it."""
        return self._excluded(query.Or(self._parts()))


def _completions(searcher: Any, words: Iterable[str]) -> tuple[str, ...]:
    """The stems of `words` that most documents have."""
    reader = searcher.reader()
    frequency = {stemmed: reader.doc_frequency("text", stemmed) for stemmed in {stem(word) for word in words}}
    known = [stemmed for stemmed in frequency if frequency[stemmed]]
    return tuple(sorted(known, key=lambda key: (-frequency[key], key))[:COMPLETIONS])


def _drop(index: Any, writer: Any, ids: set[str]) -> None:
    """Delete the documents with these `ids`. Whoosh's own way opens a searcher for each."""
    with index.reader() as reader:
        for gone in ids:
            if ("id", gone) in reader:
                for number in reader.postings("id", gone).all_ids():
                    writer.delete_document(number)


def _filters(asked: Query, *, recent: bool) -> Any:
    """The filter query, or None."""
    clauses: list[Any] = []
    kinds = asked.kinds or (RECENT_KINDS if recent and not (asked.partner or asked.tag) else ())
    if kinds:
        clauses.append(query.Or([query.Term("kind", kind) for kind in kinds]))
    if asked.partner:
        clauses.append(query.Term("partners", asked.partner))
    if asked.tag:
        clauses.append(query.Term("tag", folded(asked.tag)))
    if asked.since or asked.until:
        low = asked.since.toordinal() if asked.since else 1
        clauses.append(query.NumericRange("day", low, asked.until.toordinal() if asked.until else None))
    return query.And(clauses) if clauses else None


def _row(entry: Entry) -> dict[str, Any]:
    texts = (entry.title, " ".join(entry.tags), entry.partner_names, entry.body)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "partners": " ".join(entry.partners),
        "tag": ",".join(folded(tag).replace(",", " ") for tag in entry.tags),
        "day": entry.day.toordinal() if entry.day else 0,
        "text": texts,
        "shown": (entry.title, entry.tags, entry.day, entry.body[:_SNIPPET_SOURCE]),
    }


def _hit(row: Any, score: float, stems: frozenset[str], prefix: str) -> Hit:
    stored = row.fields()
    title, tags, day, text = stored["shown"]
    return Hit(
        id=stored["id"],
        kind=stored["kind"],
        title=title,
        day=day,
        tags=tuple(tags),
        partners=tuple(stored.get("partners", "").split()),
        score=round(score, 4),
        snippet=snippet(text, stems, prefix),
    )


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    """Turn whatever a damaged index makes Whoosh raise (there is no end to it) into `IndexDamaged`."""
    try:
        yield
    except (Problem, KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:
        raise IndexDamaged(str(error)) from error
