"""Measure how well sto and SQLite's FTS5 find the judged notes: nDCG@10 and recall@10, by type of question.

Keywords are one thing that people type, and what they ask in their own words is another; each has its own table.

python -m tests.relevance.measure [--worst]
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from pathlib import Path

from knowledge.search.engine import SearchIndex
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.query.query import Query

HERE = Path(__file__).parent
KEYWORDS, ASKED = "judgements.txt", "asked.txt"
"""The files of a set: judged keywords, and judged questions, problems and the like in plain words."""

SETS = {file: sorted(path.parent.name for path in (HERE / "sets").glob(f"*/{file}")) for file in (KEYWORDS, ASKED)}
"""Collections of notes with such a file. Only "region" was judged by who made the search."""

_FIRST = 10

Search = Callable[[str], Sequence[str]]
"""Gives for a question the ids of at least the first ten notes found."""


@dataclass(frozen=True)
class Judged:
    """A question of one `type`, and the notes that answer it with grades 1 to 3."""

    type: str
    text: str
    grades: dict[str, int]


def notes(name: str) -> list[IndexDocument]:
    """The notes of the set `name`; some sets also say of when, of whom, where and of which world each one is."""
    lines = _lines(name, "notes.txt")
    return [_note(head, body) for head, body in zip(lines[::2], lines[1::2], strict=True)]


def _note(head: str, body: str) -> IndexDocument:
    identity, kind, title, tags, day, partners, place, worlds = (*map(str.strip, head.split("|")), *[""] * 4)[:8]
    return IndexDocument(
        identity,
        kind,
        title,
        "\n".join([*body.split("\\n"), *filter(None, [place])]),
        _listed(tags),
        partner_names=_listed(partners),
        day=date.fromisoformat(day or "2026-01-01"),
        facets={name: values for name, values in (("place", _listed(place)), ("world", _listed(worlds))) if values},
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r",\s*", text)))


def questions(name: str, file: str = KEYWORDS) -> list[Judged]:
    """The questions in `file` of the set `name` with their judgements."""
    found = []
    for line in _lines(name, file):
        type_, text, grades = (part.strip() for part in line.split("|"))
        pairs = (grade.split(":") for grade in grades.split())
        found.append(Judged(type_, text, {note: int(grade) for note, grade in pairs}))
    return found


def _lines(name: str, file: str) -> list[str]:
    lines = (HERE / "sets" / name / file).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    """The discounted gain of the first ten `found`, as a share of the best possible (Järvelin & Kekäläinen 2002)."""
    return _gain(grades.get(note, 0) for note in found[:_FIRST]) / _gain(sorted(grades.values(), reverse=True)[:_FIRST])


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def recall(found: Sequence[str], grades: dict[str, int]) -> float:
    """Which share of the notes that answer stands among the first ten; of more than ten, ten are all there can be."""
    return sum(note in grades for note in found[:_FIRST]) / min(_FIRST, len(grades))


def sto(entries: Sequence[IndexDocument], directory: Path) -> Search:
    """Searching as sto does."""
    index = SearchIndex(directory)
    index.update(entries, (), "1")
    return lambda text: [hit.id for hit in index.search(Query(text, limit=_FIRST)).hits]


def fts5(entries: Sequence[IndexDocument]) -> Search:
    """Searching as note tools do that build on SQLite: all words OR-ed, the last one a prefix."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE notes USING fts5(id UNINDEXED, title, tags, body, tokenize='unicode61')")
    rows = [(entry.id, entry.title, " ".join(entry.tags), entry.body) for entry in entries]
    connection.executemany("INSERT INTO notes VALUES (?, ?, ?, ?)", rows)

    def search(text: str) -> list[str]:
        quoted = re.findall(r'"([^"]+)"', text)
        words = [f'"{phrase}"' for phrase in quoted] or [f'"{word}"' for word in re.findall(r"\w+", text)]
        asked = " OR ".join(words) + ("" if quoted else "*")
        ranked = "SELECT id FROM notes WHERE notes MATCH ? ORDER BY bm25(notes, 0, 10, 5, 1) LIMIT 10"
        return [row[0] for row in connection.execute(ranked, (asked,))]

    return search


Scores = dict[str, tuple[float, float, int]]
"""The means of nDCG@10 and recall@10, and the number of questions: by type of question, by set, and in "total"."""


def measured(searches: Mapping[str, Search], file: str = KEYWORDS) -> Scores:
    """How well `searches`, by the name of their set, answer the questions in its `file`."""
    scores: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, search in searches.items():
        for judged in questions(name, file):
            found = search(judged.text)
            for row in (judged.type, f"set {name}", "total"):
                scores[row].append((ndcg(found, judged.grades), recall(found, judged.grades)))
    return {
        row: (sum(each[0] for each in of) / len(of), sum(each[1] for each in of) / len(of), len(of))
        for row, of in scores.items()
    }


def all_sto(directory: Path, file: str = KEYWORDS) -> dict[str, Search]:
    """Searching every set that has `file` as sto does, with indexes in `directory`."""
    return {name: sto(notes(name), directory / file / name) for name in SETS[file]}


def all_fts5(file: str = KEYWORDS) -> dict[str, Search]:
    """Searching every set that has `file` with SQLite."""
    return {name: fts5(notes(name)) for name in SETS[file]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", action="store_true", help="also the questions answered worst")
    worst = parser.parse_args().worst
    with tempfile.TemporaryDirectory() as directory:
        for file in (KEYWORDS, ASKED):
            searches = all_sto(Path(directory), file)
            print(_table(file, measured(searches, file), measured(all_fts5(file), file)))
            for line in _worst(searches, file)[:40] if worst else ():
                print(line)


def _table(file: str, ours: Scores, theirs: Scores) -> str:
    of = sum(len(notes(name)) for name in SETS[file])
    lines = [f"\n{of} notes, {ours['total'][2]} questions in {file}; nDCG@10 and recall@10\n"]
    lines += ["| | questions | sto | | FTS5 | |", "|---|---:|---:|---:|---:|---:|"]
    for row, (gain, share, number) in sorted(ours.items(), key=lambda item: (item[0][:4] in ("set ", "tota"), item)):
        lines.append(f"| {row} | {number} | {gain:.3f} | {share:.3f} | {theirs[row][0]:.3f} | {theirs[row][1]:.3f} |")
    return "\n".join(lines)


def _worst(searches: Mapping[str, Search], file: str) -> list[str]:
    """The questions, those answered worst first, with what was found and missed."""
    lines = []
    for name, search in searches.items():
        for judged in questions(name, file):
            found = search(judged.text)
            graded = " ".join(f"{note}:{judged.grades.get(note, 0)}" for note in found)
            missed = ", ".join(sorted(judged.grades.keys() - set(found)))
            gain = ndcg(found, judged.grades)
            lines.append(f"{gain:.2f} {name}, {judged.type}: {judged.text} → {graded}; missed: {missed}")
    return sorted(lines)


if __name__ == "__main__":
    main()
