"""A generated space on disk, and small helpers for measuring."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.corpus import region
from knowledge import spaces
from knowledge.home import Home
from knowledge.workspace import Workspace

STO = [sys.executable, "-m", "sto_tui"]
Item = TypeVar("Item")


def generated(directory: Path, number: int) -> Workspace:
    """A space with `number` generated records under `directory`, saved in batches and shared."""
    workspace = spaces.begin_or_join(
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
    """The durations, in milliseconds, of running `job` `times` times."""
    return timed_each(lambda _: job(), range(times))


def timed_each(job: Callable[[Item], object], items: Iterable[Item]) -> list[float]:
    """The durations, in milliseconds, of `job` with each of `items`."""
    found = []
    for item in items:
        begun = time.perf_counter()
        job(item)
        found.append((time.perf_counter() - begun) * 1000)
    return found


def resident(process: int | str = "self") -> float:
    """The memory of a process in MB (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def p50(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: Iterable[float]) -> float:
    """The 95th percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
