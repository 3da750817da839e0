"""The speed of searching with sto, SQLite's FTS5 and tantivy on the same notes and questions. It prints figures only.

python -m benchmarks.search [--notes 1000 10000 100000]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.corpus import Words, region
from benchmarks.engines import ENGINES, Engine, Question
from benchmarks.space import p50, p95, resident, timed_each
from knowledge.model.records.record import Record
from knowledge.search.index.index_document import IndexDocument, facet_values

BATCH = 5000
"""Notes in each commit of a build, as in the workspace."""

QUESTIONS = 100
"""Different questions of each sort, so that no engine can answer from a cache."""

UPDATES, PROCESSES = 40, 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def entries(records: Sequence[Record]) -> list[IndexDocument]:
    """The index documents that the workspace makes of `records`."""
    titles = {record.id: record.title for record in records}
    return [
        IndexDocument(
            id=record.id,
            kind=record.kind,
            title=record.title,
            body=record.body,
            tags=record.tags,
            partners=record.linked_partners,
            partner_names=tuple(titles[partner] for partner in record.linked_partners),
            day=record.when,
            changed=f"2026-11-01T10:{number // 1000 % 60:02d}:00.{number % 1000:03d}Z+0000",
            facets=facet_values(record, titles),
        )
        for number, record in enumerate(records)
    ]


def questions(taken: Sequence[IndexDocument], words: Words, rng: random.Random) -> dict[str, list[Question]]:
    """The questions, by sort."""
    bodies = [entry.body.lower().replace(".", "").split() for entry in taken if entry.body]

    def one() -> str:
        return words.one().lower()

    def half() -> str:
        return one()[: rng.randint(1, 5)]

    def misspelt() -> str:
        word = next(word for word in iter(one, "") if len(word) > 6)
        place = rng.randrange(1, len(word) - 1)
        wrong = (
            word[:place] + word[place + 1 :],
            word[:place] + rng.choice(_LETTERS) + word[place:],
            word[:place] + rng.choice(_LETTERS) + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
        return rng.choice(wrong)

    def phrase() -> tuple[str, ...]:
        written = rng.choice(bodies)
        start = rng.randrange(len(written) - 2)
        return tuple(written[start : start + 2])

    since = date(2025, 6, 1)
    makers = {
        "one term": lambda: Question((one(),)),
        "two terms": lambda: Question((one(), one())),
        "prefix": lambda: Question((half(),), half=True),
        "two words half typed": lambda: Question((one(), half()), half=True),
        "typing error": lambda: Question((misspelt(),), misspelt=True),
        "phrase": lambda: Question(phrase(), phrase=True),
        "filter + date sort": lambda: Question((one(),), since=since),
        "facets": lambda: Question((one(),), counted=True),
    }
    return {name: [make() for _ in range(QUESTIONS)] for name, make in makers.items()}


Row = tuple[str, str, dict[str, str]]
"""The measured quantity, its unit, and the figure of each engine."""


def rows(number: int, directory: Path) -> Iterator[Row]:
    """All measurements on `number` notes; the indexes are created under `directory`."""
    taken = entries(list(region(number)))
    rng = random.Random(5)
    words = Words(min(60_000, 12_000 + number), random.Random(1))
    asked = questions(taken, words, rng)
    made: dict[str, Engine] = {}
    rates = {}
    for name, engine in ENGINES.items():
        made[name] = engine(directory / name)
        began = time.perf_counter()
        for start in range(0, number, BATCH):
            made[name].add(taken[start : start + BATCH])
        rates[name] = f"{number / (time.perf_counter() - began):,.0f}"
    yield "index build", "notes/s", rates
    yield "size on disk", "MB", {name: f"{_size(directory / name):.0f}" for name in made}
    opened = {name: [_probe(name, directory) for _ in range(PROCESSES)] for name in made}
    yield (
        "new process to first results",
        "ms",
        {name: f"{p50(ms for ms, _ in each):.0f}" for name, each in opened.items()},
    )
    yield (
        "memory of that process after 50 questions",
        "MB",
        {name: f"{p50(megabytes for _, megabytes in each):.0f}" for name, each in opened.items()},
    )
    for sort, every in asked.items():
        yield sort, "ms", {name: _asked(one, every) for name, one in made.items()}
    changed = [replace(entry, body=entry.body + " Toegevoegd.") for entry in rng.choices(taken, k=UPDATES)]
    updates = {name: timed_each(one.update, changed) for name, one in made.items()}
    yield "update of one note", "ms", {name: _spread(found) for name, found in updates.items()}


def _asked(engine: Engine, every: Sequence[Question]) -> str:
    if not engine.corrects and every[0].misspelt:
        return "none"
    return _spread(timed_each(engine.ask, every))


def _spread(found: Sequence[float]) -> str:
    return f"{p50(found):.1f} / {p95(found):.1f}"


def _size(directory: Path) -> float:
    total = 0
    for file in directory.iterdir():
        with contextlib.suppress(FileNotFoundError):  # tantivy merges in its own threads, which delete files meanwhile
            total += file.stat().st_size
    return total / 1e6


def _probe(name: str, directory: Path) -> tuple[float, float]:
    """Milliseconds from the start of a process to its first results, and its memory in MB after some more questions."""
    command = [sys.executable, "-m", "benchmarks.search", "--probe", name, str(directory / name)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.time()
    printed = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.split()
    return (float(printed[0]) - began) * 1000, float(printed[1])


def probe(name: str, directory: Path) -> None:
    """In a separate process: print the time of the first answer, and the memory after fifty."""
    engine = ENGINES[name](directory)
    engine.ask(Question(("docentenstage", "bedr"), half=True))
    print(time.time())
    words = Words(20_000, random.Random(1))
    for _ in range(25):
        engine.ask(Question((words.one().lower(),)))
        engine.ask(Question((words.one().lower(), words.one().lower()[:3]), half=True))
    print(resident())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--probe", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.probe:
        probe(args.probe[0], Path(args.probe[1]))
        return
    print(
        f"Python {platform.python_version()} · {os.cpu_count()} cores · {platform.system()}; p50 / p95 where two stand"
    )
    for number in args.notes:
        print(f"\n| {number:,} notes | | {' | '.join(ENGINES)} |\n|---|---|{'---:|' * len(ENGINES)}", flush=True)
        with tempfile.TemporaryDirectory(prefix="sto-bench-", ignore_cleanup_errors=True) as directory:
            for what, unit, figures in rows(number, Path(directory)):
                print(f"| {what} | {unit} | {' | '.join(figures.values())} |", flush=True)


if __name__ == "__main__":
    main()
