"""All figures of docs/performance.md: `python -m benchmarks [--records 10000]` prints them beside their budgets."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.space import STO, environment, generated, p50, p95, timed
from benchmarks.terminal import open_app, typed_keys
from knowledge import spaces
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace

QUERIES = {
    "one word": Query("docenten ", limit=20),
    "two words": Query("docent stage ", limit=20),
    "half-typed word": Query("doc", limit=20),
    "two words, half typed": Query("docenten wer", limit=20),
    "phrase": Query('"docenten stage"', limit=20),
    "filter and date order": Query(
        "bouw ", filters={"kind": ("lesson",)}, since=date(2025, 6, 1), sort="date", limit=20
    ),
    "nothing typed (recent)": Query("", limit=20),
}
Row = tuple[str, str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    number = parser.parse_args().records
    print(f"{number} records · Python {platform.python_version()} · {os.cpu_count()} cores · {platform.system()}\n")
    print("| what | measured | budget |\n|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="sto-bench-") as directory:
        for what, measured, budget in rows(Path(directory), number):
            print(f"| {what} | {measured} | {budget} |", flush=True)


def rows(directory: Path, number: int) -> Iterator[Row]:
    """Each figure as (what, measured, budget)."""
    begun = time.perf_counter()
    workspace = generated(directory, number)
    yield "saving all in batches and sharing", f"{time.perf_counter() - begun:.1f} s", "–"
    begun = time.perf_counter()
    workspace.catch_up()
    yield "index build", f"{number / (time.perf_counter() - begun):.0f} notes/s", "≥ 1,000 notes/s"
    yield from _searching(workspace)
    yield from _saving(directory, workspace)
    yield from _processes(directory)
    yield from _app(directory)


def _searching(workspace: Workspace) -> Iterator[Row]:
    for what, query in QUERIES.items():
        found = timed(lambda query=query: workspace.search(query), 30)  # type: ignore[misc]
        yield f"search, {what}", f"p50 {p50(found):.0f} ms, p95 {p95(found):.0f} ms", "–"


def _saving(directory: Path, workspace: Workspace) -> Iterator[Row]:
    saves = timed(lambda: workspace.save(Lesson(title="Nieuwe les", body="docent stage " * 60)), 200)
    yield "save to durable in the mirror, p95", f"{p95(saves):.1f} ms", "≤ 20 ms"

    def update() -> None:
        workspace.save(Lesson(title="Nog een les", body="gastles lassen"))
        workspace.catch_up()

    yield "save and index update, p50", f"{p50(timed(update, 20)):.0f} ms", "–"
    workspace.sync()
    yield "a round of sync with nothing new, p50", f"{p50(timed(workspace.sync, 20)):.1f} ms", "one listing"
    peer = spaces.begin_or_join(Home.at(directory / "peer"), directory / "shared", author="Peer", starter=False)
    peer.catch_up()

    def seen() -> None:
        workspace.sync()
        peer.sync()
        peer.search(Query("gastles", limit=5))

    workspace.save(Lesson(title="Voor de ander"))
    yield "a peer's save to visible here", f"{timed(seen, 1)[0]:.0f} ms", "≤ 1 s"


def _processes(directory: Path) -> Iterator[Row]:
    def run(*words: str) -> None:
        subprocess.run([*STO, *words], env=environment(directory), check=True, capture_output=True)

    run("search", "docent", "--json")
    found = timed(lambda: run("search", "docent", "--json"), 15)
    yield "`sto search … --json`, whole process, p50", f"{p50(found):.0f} ms", "≤ 250 ms"
    yield "`sto --help`, whole process, p50", f"{p50(timed(lambda: run('--help'), 10)):.0f} ms", "–"


def _app(directory: Path) -> Iterator[Row]:
    opened = [open_app(directory) for _ in range(7)]
    yield "`sto` to first paint in a terminal, p50", f"{p50(each.paint for each in opened):.0f} ms", "≤ 250 ms"
    yield "… to results of a search, p50", f"{p50(each.usable for each in opened):.0f} ms", "≤ 600 ms"
    yield "memory of the open app", f"{p50(each.memory for each in opened):.0f} MB", "≤ 150 MB"
    keys = typed_keys(directory, ("docenten", "bouw rooster", "gastles"))
    yield "key press to painted results, p95", f"{p95(keys):.0f} ms (p50 {p50(keys):.0f} ms)", "≤ 50 ms"


if __name__ == "__main__":
    sys.exit(main())
