"""How well sto finds the judged notes, beside SQLite's FTS5: nDCG@10 and recall@10, by type of question.

python -m tests.relevance.measure [--worst]
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from pathlib import Path

from knowledge.search.index import SearchIndex
from knowledge.search.query import Entry, Query

HERE = Path(__file__).parent
_FIRST = 10

Search = Callable[[str], Sequence[str]]
"""Gives for a question the ids of at least the first ten notes found."""


@dataclass(frozen=True)
class Judged:
    """A question of one `type`, and the notes that answer it with grades 1 to 3."""

    type: str
    text: str
    grades: dict[str, int]


def notes() -> list[Entry]:
    """The notes of the judged set."""
    lines = _lines("notes.txt")
    entries = []
    for head, body in zip(lines[::2], lines[1::2], strict=True):
        identity, kind, title, tags = (part.strip() for part in head.split("|"))
        entries.append(
            Entry(identity, kind, title, body, tuple(filter(None, re.split(r",\s*", tags))), day=date(2026, 1, 1))
        )
    return entries


def questions() -> list[Judged]:
    """The questions with their judgements."""
    found = []
    for line in _lines("judgements.txt"):
        type_, text, grades = (part.strip() for part in line.split("|"))
        pairs = (grade.split(":") for grade in grades.split())
        found.append(Judged(type_, text, {note: int(grade) for note, grade in pairs}))
    return found


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    """The discounted gain of the first ten `found`, as a share of the best possible (Järvelin & Kekäläinen 2002)."""
    return _gain(grades.get(note, 0) for note in found[:_FIRST]) / _gain(sorted(grades.values(), reverse=True)[:_FIRST])


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def recall(found: Sequence[str], grades: dict[str, int]) -> float:
    """Which share of the notes that answer stands among the first ten; of more than ten, ten are all there can be."""
    return sum(note in grades for note in found[:_FIRST]) / min(_FIRST, len(grades))


def sto(entries: Sequence[Entry], directory: Path) -> Search:
    """Searching as sto does."""
    index = SearchIndex(directory)
    index.update(entries, (), "1")
    return lambda text: [hit.id for hit in index.search(Query(text, limit=_FIRST)).hits]


def fts5(entries: Sequence[Entry]) -> Search:
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


def measured(search: Search) -> dict[str, tuple[float, float, int]]:
    """Per type, and for "total": the means of nDCG@10 and recall@10, and the number of questions."""
    scores: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for judged in questions():
        found = search(judged.text)
        for name in (judged.type, "total"):
            scores[name].append((ndcg(found, judged.grades), recall(found, judged.grades)))
    return {
        name: (sum(each[0] for each in of) / len(of), sum(each[1] for each in of) / len(of), len(of))
        for name, of in scores.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", action="store_true", help="also the questions answered worst")
    worst = parser.parse_args().worst
    with tempfile.TemporaryDirectory() as directory:
        entries = notes()
        ours = sto(entries, Path(directory) / "index")
        theirs = measured(fts5(entries))
        print(f"{len(entries)} notes, {len(questions())} questions; nDCG@10 and recall@10\n")
        print("| type | questions | sto | | FTS5 | |\n|---|---:|---:|---:|---:|---:|")
        for name, (gain, share, number) in measured(ours).items():
            print(f"| {name} | {number} | {gain:.3f} | {share:.3f} | {theirs[name][0]:.3f} | {theirs[name][1]:.3f} |")
        for line in _worst(ours)[:30] if worst else ():
            print(line)


def _worst(search: Search) -> list[str]:
    """The questions, those answered worst first, with what was found and missed."""
    lines = []
    for judged in questions():
        found = search(judged.text)
        graded = " ".join(f"{note}:{judged.grades.get(note, 0)}" for note in found)
        missed = ", ".join(sorted(judged.grades.keys() - set(found)))
        lines.append(f"{ndcg(found, judged.grades):.2f} {judged.type}: {judged.text} → {graded}; missed: {missed}")
    return sorted(lines)


if __name__ == "__main__":
    main()
