"""A generated space on disk, and small things to measure with."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from benchmarks.corpus import region
from knowledge.home import Home
from knowledge.workspace import Workspace

STO = [sys.executable, "-m", "sto_tui"]


def generated(directory: Path, number: int) -> Workspace:
    """A space with `number` generated records under `directory`, saved in batches and shared."""
    workspace = Workspace.init(
        Home.at(directory / "home"), directory / "shared", name="Meting", author="Meter", starter=False
    )
    records = region(number)
    while batch := list(islice(records, 2000)):
        workspace.save_all(batch)
    workspace.sync()
    return workspace


def environment(directory: Path) -> dict[str, str]:
    """The environment in which `sto` uses the space under `directory`."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"STO_HOME": str(directory / "home"), "STO_LANG": "nl", "TERM": "xterm-256color"}


def timed(job: Callable[[], object], times: int) -> list[float]:
    """How long `job` took, in milliseconds, each of `times` times."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        job()
        found.append((time.perf_counter() - begun) * 1000)
    return found


def p50(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: Iterable[float]) -> float:
    """What 95 of 100 stay under."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
