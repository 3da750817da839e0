"""A small disk of memory that is full at one moment and has room again at the next. This runs as a program.

    unshare --user --map-root-user --mount python tests/reliability/full_disk.py DIRECTORY CASE

It mounts the disk in DIRECTORY, which needs no rights in a namespace of its own, and prints as JSON what happened in
CASE, one of `CASES`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal.storage import leftovers
from knowledge.model.records.action import Action
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.problem import Problem
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace

MIB = 1 << 20


class Disk:
    """The small disk in `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(root)], check=True)
        self._filler = root / "filler"

    def fill(self, but: int) -> None:
        """Leave no more room than `but` bytes."""
        with self._filler.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                file.truncate(max(0, file.tell() - but))

    def empty(self) -> None:
        """Make room."""
        self._filler.unlink()


def refused(job: Callable[[], Any]) -> str:
    """The reason why `job` was refused; "" when it wasn't."""
    try:
        job()
    except Problem as problem:
        return str(problem)
    return ""


def count(workspace: Workspace, kind: str = "lesson") -> int:
    return len(workspace.documents(Listing(kind, limit=10_000)))


def lessons(number: int) -> list[Lesson]:
    return [Lesson(title=f"Les {each}", body=f"woord{each} " * 500) for each in range(number)]


def batch(place: Path, disk: Disk) -> dict[str, Any]:
    """A meeting with so many actions that they fill several files of the journal, for only one of which is room."""
    workspace = spaces.begin_or_join(Home.at(disk.root / "home"), place / "shared", name="R", author="Els")
    meeting = Meeting(id="overleg", title="Overleg", date=date(2026, 11, 27))
    actions = [Action(title=f"Actie {each}", body="x" * 2000, origin="overleg") for each in range(120)]
    disk.fill(but=120_000)
    reason = refused(lambda: workspace.save_all([meeting, *actions]))
    left = len(list(leftovers(disk.root)))
    disk.empty()
    there = count(workspace, "meeting"), count(workspace, "action")
    workspace.save_all([meeting, *actions])
    return {
        "reason": reason,
        "there": there,
        "left": left,
        "then": (count(workspace, "meeting"), count(workspace, "action")),
    }


def receive(place: Path, disk: Disk) -> dict[str, Any]:
    """A round of sync that receives more than there is room for."""
    els = spaces.begin_or_join(Home.at(place / "els"), place / "shared", name="R", author="Els", starter=False)
    hakan = spaces.begin_or_join(Home.at(disk.root / "home"), place / "shared", author="Hakan", starter=False)
    mine = hakan.save(Lesson(title="Van Hakan"))
    els.save_all(lessons(200))
    els.sync()
    disk.fill(but=300_000)
    reason = refused(hakan.sync)
    again = refused(hakan.sync)
    disk.empty()
    hakan.sync()
    els.sync()
    return {"reason": reason, "again": again, "received": count(hakan), "shared": els.get(mine.id).record.title}


def publish(place: Path, disk: Disk) -> dict[str, Any]:
    """A round of sync for which the shared folder has no room."""
    els = spaces.begin_or_join(Home.at(place / "els"), disk.root / "shared", name="R", author="Els", starter=False)
    disk.fill(but=100_000)
    els.save_all(lessons(200))
    reason = refused(els.sync)
    waiting = els.status().unpublished
    disk.empty()
    els.sync()
    hakan = spaces.begin_or_join(Home.at(place / "hakan"), disk.root / "shared", author="Hakan", starter=False)
    hakan.sync()
    return {"reason": reason, "waiting": waiting, "then": els.status().unpublished, "received": count(hakan)}


def index(place: Path, disk: Disk) -> dict[str, Any]:
    """A search for which the index has to be written, without room for it."""
    els = spaces.begin_or_join(Home.at(disk.root / "home"), place / "shared", name="R", author="Els", starter=False)
    els.save_all(lessons(400))
    disk.fill(but=8_000)
    reason = refused(lambda: els.search(Query(text="woord399")))
    listed = count(els)
    disk.empty()
    found = [hit.title for hit in els.search(Query(text="woord399")).hits]
    return {"reason": reason, "listed": listed, "found": found}


def start(place: Path, disk: Disk) -> dict[str, Any]:
    """Programs that start while the private disk is full."""

    def sto(*words: str) -> tuple[int, str]:
        environment = {**os.environ, "STO_HOME": str(disk.root / "home"), "STO_LANG": "en"}
        program = [sys.executable, "-m", "sto_tui", *words]
        done = subprocess.run(program, capture_output=True, text=True, env=environment, check=False)
        return done.returncode, done.stdout + done.stderr

    sto("init", str(place / "shared"), "--name", "R", "--author", "Els", "--no-starter")
    sto("add", "lesson", "--title", "Lasdag")
    disk.fill(but=0)
    told = {word: sto(*word.split()) for word in ("doctor", "list lesson", "add lesson --title Nog")}
    disk.empty()
    return {"told": told, "listed": sto("list", "lesson", "--json")[1]}


CASES: dict[str, Callable[[Path, Disk], dict[str, Any]]] = {
    each.__name__: each for each in (batch, receive, publish, index, start)
}

if __name__ == "__main__":
    where = Path(sys.argv[1])
    print(json.dumps(CASES[sys.argv[2]](where, Disk(where / "disk"))))
