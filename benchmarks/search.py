"""How fast searching is: builds an index of a generated region and asks it things. Figures, no verdicts.

python -m benchmarks.search --notes 10000
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks.corpus import Words, region
from knowledge.model.records import Record
from knowledge.search.index import SearchIndex
from knowledge.search.query import Entry, Query

BATCH = 5000
"""Documents an update, as the workspace builds an index."""

REPEATS = 100


def entries(records: Sequence[Record]) -> list[Entry]:
    """What the workspace would index of `records`."""
    titles = {record.id: record.title for record in records}
    return [
        Entry(
            id=record.id,
            kind=record.kind,
            title=record.title,
            body=record.body,
            tags=record.tags,
            partners=record.linked_partners,
            partner_names=" · ".join(titles[partner] for partner in record.linked_partners),
            day=record.when,
            changed=f"2026-11-01T10:{number // 1000 % 60:02d}:00.{number % 1000:03d}Z+0000",
        )
        for number, record in enumerate(records)
    ]


def build(index: SearchIndex, taken: Sequence[Entry]) -> float:
    """Index `taken` and return how many a second that was."""
    began = time.perf_counter()
    for start in range(0, len(taken), BATCH):
        index.update(taken[start : start + BATCH], (), "1:1", fresh=start == 0)
    return len(taken) / (time.perf_counter() - began)


def questions(taken: Sequence[Entry], words: Words, rng: random.Random) -> dict[str, Callable[[], Query]]:
    """Makers of questions, by what kind of question it is."""

    def phrase() -> str:
        written = rng.choice(taken).body.replace(".", "").split() or ["les"]
        start = rng.randrange(max(1, len(written) - 1))
        return '"' + " ".join(written[start : start + 2]) + '"'

    def half() -> str:
        return words.one()[: rng.randint(1, 5)]

    lessons, since = ("lesson",), date(2025, 6, 1)
    return {
        "one word": lambda: Query(words.one() + " "),
        "two words": lambda: Query(f"{words.one()} {words.one()} "),
        "three words": lambda: Query(f"{words.one()} {words.one()} {words.one()} "),
        "half a word": lambda: Query(half()),
        "a word and a half": lambda: Query(f"{words.one()} {half()}"),
        "phrase": lambda: Query(phrase()),
        "filters, newest first": lambda: Query(words.one() + " ", kinds=lessons, since=since, sort="date"),
        "nothing typed": lambda: Query(),
    }


def timed(action: Callable[[], object], repeats: int) -> str:
    """The median and 95th percentile of `action` in milliseconds, as cells of a table."""
    taken = []
    for _ in range(repeats):
        began = time.perf_counter()
        action()
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return f"{taken[len(taken) // 2]:.1f} | {taken[len(taken) * 95 // 100]:.1f}"


def process(directory: Path) -> None:
    """A whole process that searches once, from the start of Python."""
    code = (
        "import sys; from pathlib import Path; from knowledge.search.index import SearchIndex;"
        "from knowledge.search.query import Query; SearchIndex(Path(sys.argv[1])).search(Query('docentenstage bedr'))"
    )
    subprocess.run([sys.executable, "-c", code, str(directory)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    number = parser.parse_args().notes
    taken = entries(list(region(number)))
    rng = random.Random(5)
    words = Words(min(60_000, 12_000 + number), random.Random(1))
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "index"
        index = SearchIndex(directory)
        rate = build(index, taken)
        size = sum(file.stat().st_size for file in directory.iterdir()) / 1e6
        print(f"{number} notes: built at {rate:.0f} notes a second; {size:.0f} MB on disk\n")
        print("| what | median ms | p95 ms |\n|---|---:|---:|")
        for name, ask in questions(taken, words, rng).items():
            print(f"| {name} | {timed(lambda ask=ask: index.search(ask()), REPEATS)} |")
        one = timed(lambda: index.update([rng.choice(taken)], (), "1:2"), REPEATS)
        print(f"| update of one note | {one} |")
        print(f"| first search of a new process | {timed(lambda: process(directory), 10)} |")


if __name__ == "__main__":
    main()
