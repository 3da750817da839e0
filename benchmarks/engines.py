"""sto's index and the two engines it is compared with, each in its usual setup, on the same notes and questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from knowledge.search.index.doc_values import facet_values_of
from knowledge.search.index.index_document import IndexDocument

FIRST = 20
"""The number of notes that every question asks for, with snippets."""

_FIELDS = ("title", "tags", "partners", "body")


@dataclass(frozen=True)
class Question:
    """A question for notes with all `words`, in any place or as a phrase; the last may be `half` typed, or `misspelt`.

    With `since`, it asks for lessons from that day on, newest first; with `counted`, also for facet counts.
    """

    words: tuple[str, ...]
    half: bool = False
    phrase: bool = False
    misspelt: bool = False
    since: date | None = None
    counted: bool = False


class Engine(Protocol):
    """An index in a directory; the class, called with the directory, creates or opens it."""

    corrects: bool
    """Whether the engine can find misspelt words."""

    def add(self, entries: Sequence[IndexDocument]) -> None:
        """Add a batch of new notes, durably."""

    def update(self, entry: IndexDocument) -> None:
        """Replace one note, durably."""

    def ask(self, question: Question) -> list[str]:
        """The snippets of the first notes; the facets are counted but not returned."""


class Sto:
    """`knowledge.search`, used as the workspace uses it."""

    corrects = True

    def __init__(self, directory: Path) -> None:
        from knowledge.search.engine import SearchIndex

        self._index = SearchIndex(directory)
        self._fresh = not directory.exists()

    def add(self, entries: Sequence[IndexDocument]) -> None:
        self._index.update(entries, (), "1:1", fresh=self._fresh)
        self._fresh = False

    def update(self, entry: IndexDocument) -> None:
        self._index.update([entry], (), "1:2")

    def ask(self, question: Question) -> list[str]:
        from knowledge.search.query.query import Query

        text = " ".join(question.words)
        text = f'"{text}"' if question.phrase else text if question.half else text + " "
        results = self._index.search(
            Query(
                text,
                filters={"kind": ("lesson",)} if question.since else {},
                since=question.since,
                sort="date" if question.since else "relevance",
                counted=question.counted,
                limit=FIRST,
            )
        )
        return ["".join(run for run, _ in hit.snippet) for hit in results.hits]


class Fts5:
    """SQLite's full-text search: unicode61 without diacritics, with a prefix index; facet values are in a table."""

    corrects = False

    def __init__(self, directory: Path) -> None:
        directory.mkdir(exist_ok=True)
        self._base = sqlite3.connect(directory / "notes.sqlite")
        self._base.executescript(
            """PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS note (number INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, day INTEGER);
            CREATE TABLE IF NOT EXISTS fact (number INTEGER, fact TEXT, PRIMARY KEY (number, fact)) WITHOUT ROWID;
            CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
                title, tags, partners, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4');"""
        )

    def add(self, entries: Sequence[IndexDocument]) -> None:
        with self._base:
            for entry in entries:
                self._insert(entry)

    def update(self, entry: IndexDocument) -> None:
        with self._base:
            (number,) = self._base.execute("SELECT number FROM note WHERE id = ?", (entry.id,)).fetchone()
            for table, key in (("note", "number"), ("fact", "number"), ("words", "rowid")):
                self._base.execute(f"DELETE FROM {table} WHERE {key} = ?", (number,))
            self._insert(entry)

    def _insert(self, entry: IndexDocument) -> None:
        day = entry.day.toordinal() if entry.day else 0
        row = self._base.execute("INSERT INTO note VALUES (NULL, ?, ?, ?)", (entry.id, entry.kind, day))
        texts = (entry.title, " ".join(entry.tags), " · ".join(entry.partner_names), entry.body)
        self._base.execute(
            "INSERT INTO words (rowid, title, tags, partners, body) VALUES (?, ?, ?, ?, ?)", (row.lastrowid, *texts)
        )
        self._base.executemany(
            "INSERT INTO fact VALUES (?, ?)", [(row.lastrowid, fact) for fact in facet_values_of(entry)]
        )

    def ask(self, question: Question) -> list[str]:
        match = self._match(question)
        ordered = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 4, 3, 2, 1) LIMIT ?"
        values: tuple[object, ...] = (match, FIRST)
        if question.since:
            ordered = (
                "SELECT number FROM note WHERE number IN (SELECT rowid FROM words WHERE words MATCH ?)"
                " AND kind = 'lesson' AND day >= ? ORDER BY day DESC LIMIT ?"
            )
            values = (match, question.since.toordinal(), FIRST)
        numbers = [number for (number,) in self._base.execute(ordered, values)]
        if question.counted:
            self._base.execute(
                "SELECT fact, count(*) FROM fact WHERE number IN (SELECT rowid FROM words WHERE words MATCH ?)"
                " GROUP BY fact",
                (match,),
            ).fetchall()
        places = ", ".join(map(str, numbers))
        shown = f"SELECT snippet(words, 3, '', '', '…', 24) FROM words WHERE words MATCH ? AND rowid IN ({places})"
        return [text for (text,) in self._base.execute(shown, (match,))]

    @staticmethod
    def _match(question: Question) -> str:
        if question.phrase:
            return '"' + " ".join(question.words) + '"'
        return " ".join(f'"{word}"' for word in question.words) + ("*" if question.half else "")


class Tantivy:
    """tantivy, a search engine in Rust, through its Python binding: default analysis, facet values as fast fields."""

    corrects = True

    def __init__(self, directory: Path) -> None:
        import tantivy

        self._tantivy: Any = tantivy
        builder = tantivy.SchemaBuilder().add_text_field("id", tokenizer_name="raw")
        for name in _FIELDS:
            builder.add_text_field(name, stored=True)
        for name in ("kind", "fact"):
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("day", indexed=True, fast=True)
        directory.mkdir(exist_ok=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(directory))
        self._index.reload()
        self._searcher = self._index.searcher()
        self._writer: Any = None

    def add(self, entries: Sequence[IndexDocument]) -> None:
        self._write(entries, ())

    def update(self, entry: IndexDocument) -> None:
        self._write((entry,), (entry.id,))

    def _write(self, entries: Iterable[IndexDocument], replaced: Iterable[str]) -> None:
        self._writer = self._writer or self._index.writer()
        for identity in replaced:
            self._writer.delete_documents_by_term("id", identity)
        for entry in entries:
            document = {
                "id": entry.id,
                "title": entry.title,
                "tags": " ".join(entry.tags),
                "partners": " · ".join(entry.partner_names),
                "body": entry.body,
                "kind": entry.kind,
                "day": entry.day.toordinal() if entry.day else 0,
                "fact": facet_values_of(entry),
            }
            self._writer.add_document(self._tantivy.Document.from_dict(document, self._schema))
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> list[str]:
        query = self._query(question)
        wanted = query
        if question.since:
            of = self._tantivy.Query
            first = question.since.toordinal()
            days = of.range_query(self._schema, "day", self._tantivy.FieldType.Unsigned, first, None)
            wanted = self._all([query, of.term_query(self._schema, "kind", "lesson", "basic"), days])
        sort = {"order_by_field": "day"} if question.since else {}
        hits = self._searcher.search(wanted, FIRST, **sort).hits
        if question.counted:
            self._searcher.aggregate(wanted, {"facts": {"terms": {"field": "fact", "size": 300}}})
        marker = self._tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "body")
        return [marker.snippet_from_doc(self._searcher.doc(address)).fragment() for _, address in hits]

    def _query(self, question: Question) -> Any:
        of, schema = self._tantivy.Query, self._schema
        if question.phrase:
            return self._anywhere(lambda field: of.phrase_query(schema, field, list(question.words)))

        def one(word: str, field: str) -> Any:
            if word is question.words[-1] and (question.half or question.misspelt):
                farthest = 0 if question.half else 1 if len(word) < 5 else 2
                return of.fuzzy_term_query(schema, field, word, farthest, prefix=question.half)
            return of.term_query(schema, field, word)

        return self._all([self._anywhere(lambda field, word=word: one(word, field)) for word in question.words])  # type: ignore[misc]

    def _anywhere(self, query: Callable[[str], Any]) -> Any:
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, query(field)) for field in _FIELDS])

    def _all(self, queries: Iterable[Any]) -> Any:
        return self._tantivy.Query.boolean_query([(self._tantivy.Occur.Must, query) for query in queries])


ENGINES: dict[str, Callable[[Path], Engine]] = {"sto": Sto, "FTS5": Fts5, "tantivy": Tantivy}
