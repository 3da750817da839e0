"""Kill saves, or let the disk refuse them, at any moment. This runs as a program, because it forks.

    python tests/reliability/killing.py DIRECTORY kill|count|refuse NUMBER [SEED]

`kill` lets strace kill the process at its n-th system call, with n counting up until a whole save and its publication
succeed. `count` kills it at its n-th call into C, for systems that don't permit tracing. `refuse` makes writes, fsyncs
or renames fail from the n-th on. It prints a JSON object with figures; exit status 1 means that something was lost.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import filelock  # noqa: F401  a save imports it late: the kills are to strike the save, not the import

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal.segment import decode_segment
from knowledge.model.records.lesson import Lesson
from knowledge.problem import Problem
from knowledge.sync import space as space_file
from knowledge.sync.folder import LocalFolder
from knowledge.workspace import Workspace

ROUND = 40
"""Kills per home; then everything is checked and a fresh one is begun."""

SAVED, REFUSED, BROKEN = 0, 3, 4
ERRORS = (("write,pwrite64", "ENOSPC"), ("fsync", "EIO"), ("rename,renameat,renameat2", "EACCES"))


@dataclass
class Figures:
    """What happened."""

    way: str
    kills: int = 0
    points: int = 0
    unharmed: int = 0
    refused: int = 0
    acknowledged: int = 0
    found: int = 0
    losses: list[str] = field(default_factory=list)


class Place:
    """A home with a shared folder and a second replica, and the ids that were acknowledged in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "shared"
        self.acknowledged: list[str] = []
        self.texts: dict[str, str] = {}
        in_child(lambda: self._begin())

    def _begin(self) -> int:
        spaces.begin_or_join(Home.at(self.root / "home"), self.folder, name="Proef", author="Els", starter=False)
        spaces.begin_or_join(Home.at(self.root / "other"), self.folder, author="Hakan", starter=False)
        return SAVED

    def open(self, name: str = "home") -> Workspace:
        """A workspace whose folder is asked in this very thread, where the kill counts."""
        home, folder = Home.at(self.root / name), LocalFolder(self.folder)
        space = space_file.find_space(folder)
        assert space is not None
        return Workspace(home, space, self.folder, folder)

    def check(self) -> list[str]:
        """What is lost or half-written, in words; runs in a child of its own."""
        report = self.root / "report.json"
        in_child(lambda: self._check(report))
        return json.loads(report.read_text()) if report.exists() else ["the check itself broke"]

    def _check(self, report: Path) -> int:
        wrong = []
        for path in [*self.root.glob("home/data/spaces/*/journal/*/*"), *self.folder.rglob("journal/*/*")]:
            if path.name.startswith(".") and path.name.endswith(".tmp"):
                continue
            decode_segment(path.read_bytes())
        workspace, other = self.open(), self.open("other")
        for each in (workspace, other, workspace):
            each.sync()
        for name, each in (("home", workspace), ("other", other)):
            here = {document.id: document for document in each.documents(Listing("lesson", limit=100_000))}
            for acknowledged in self.acknowledged:
                if acknowledged not in here:
                    wrong.append(f"{name}: {acknowledged} was acknowledged and is gone")
                elif self.texts.get(acknowledged, "") not in here[acknowledged].record.body:
                    wrong.append(f"{name}: {acknowledged} lost its text")
        mine, theirs = (
            [
                (each.id, each.heads, each.fields)
                for each in side.documents(Listing("lesson", limit=100_000, sort="title"))
            ]
            for side in (workspace, other)
        )
        if sorted(mine, key=str) != sorted(theirs, key=str):
            wrong.append("the replicas differ")
        report.write_text(json.dumps(wrong))
        return SAVED


def in_child(job: Callable[[], int], ready: Callable[[int], None] | None = None) -> int:
    """The exit status of `job` in a forked child (minus the signal that killed it); `ready` gets its pid at once."""
    child = os.fork()
    if child == 0:
        status = BROKEN
        try:
            status = job()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    if ready is not None:
        ready(child)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def save(place: Place, number: int, pipe: int, armed: Callable[[], None]) -> int:
    """One of four kinds of save, acknowledged by its ids on `pipe`, then its publication."""
    workspace = place.open()
    before = workspace.documents(Listing("lesson", limit=1))
    workspace.status()
    armed()
    if number % 4 == 1 and before:
        text = f"gewijzigd in ronde {number}"
        seen = before[0]
        body = f"{seen.record.body}\n{text}" if number % 8 == 1 else text
        saved = [workspace.save(Lesson(id=seen.id, title=seen.record.title, body=body), seen=seen)]
    elif number % 4 == 2:
        saved = [*workspace.save_all([Lesson(title=f"les {number}.{part}", body="een") for part in range(3)])]
    else:
        saved = [workspace.save(Lesson(title=f"les {number}", body="x" * (9000 if number % 4 == 3 else 10)))]
    os.write(pipe, "".join(f"{each.id}\n" for each in saved).encode())
    workspace.publish()
    return SAVED


def killed_by_strace(place: Place, number: int, point: int) -> tuple[int, list[str]]:
    """The status of a save killed at its `point`-th system call, and what it had acknowledged."""
    tracer: list[subprocess.Popen[bytes]] = []

    def trace(child: int) -> None:
        os.waitpid(child, os.WUNTRACED)
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject=all:signal=SIGKILL:when={point}"]
        tracer.append(subprocess.Popen([*command, "-p", str(child)], stderr=subprocess.DEVNULL))
        traced(child, tracer[0])
        os.kill(child, signal.SIGCONT)

    reading, writing = os.pipe()
    status = in_child(
        lambda: save(place, number, writing, lambda: os.kill(os.getpid(), signal.SIGSTOP)),
        trace,
    )
    os.close(writing)
    tracer[0].wait()
    with os.fdopen(reading) as pipe:
        return status, pipe.read().split()


def traced(child: int, tracer: subprocess.Popen[bytes]) -> None:
    """Wait until `tracer` holds `child`; raises OSError when it may not."""
    deadline = time.monotonic() + 10
    while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
        if tracer.poll() is not None or time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            raise OSError("tracing is not permitted here")


def killed_by_counting(place: Place, number: int, point: int) -> tuple[int, list[str]]:
    """The status of a save killed at its `point`-th call into C, and what it had acknowledged."""

    def arm() -> None:
        left = point

        def count(_frame: object, event: str, _what: object) -> None:
            nonlocal left
            if event == "c_call":
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        threading.setprofile(count)
        sys.setprofile(count)

    reading, writing = os.pipe()
    status = in_child(lambda: save(place, number, writing, arm))
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return status, pipe.read().split()


def kill(root: Path, way: str, kills: int, seed: int) -> Figures:
    """Kill `kills` saves at ever later points, beginning anew when a save comes through; check as it goes."""
    killed = killed_by_strace if way == "kill" else killed_by_counting
    stride = 1 if way == "kill" else random.Random(seed).randint(60, 140)
    figures = Figures(way)
    point, number = 1, seed
    points: set[int] = set()
    while figures.kills < kills and not figures.losses:
        place = Place(root / f"{way}-{figures.kills}")
        for _each in range(ROUND):
            status, said = killed(place, number, point)
            place.acknowledged += said
            if status == -signal.SIGKILL:
                figures.kills += 1
                points.add(point)
                point += stride
            elif status == SAVED:
                figures.unharmed += 1
                number += 1
                point = 1 + number % stride
            else:
                figures.losses.append(f"a save ended with {status}")
            if figures.kills == kills or figures.losses:
                break
        figures.losses += place.check()
        figures.acknowledged += len(place.acknowledged)
        figures.found += len(place.acknowledged) if not figures.losses else 0
        shutil.rmtree(place.root)
    figures.points = len(points)
    return figures


def refuse(root: Path, times: int, seed: int) -> Figures:
    """Let the disk refuse from the n-th write, fsync or rename on; what isn't refused in words is acknowledged."""
    figures = Figures("refuse")
    place = Place(root / "refuse")
    draw = random.Random(seed)
    for number in range(times):
        calls, error = ERRORS[number % len(ERRORS)]
        rule = f"inject={calls}:error={error}:when={draw.randint(1, 8)}+"
        reading, writing = os.pipe()
        status = in_child(lambda: refused(place, number, writing), lambda child: inject(child, rule))  # noqa: B023
        os.close(writing)
        with os.fdopen(reading) as pipe:
            said = pipe.read().split()
        place.acknowledged += said if status in (SAVED, REFUSED) else []
        figures.kills += 1
        figures.refused += status == REFUSED
        figures.unharmed += status == SAVED
        if status not in (SAVED, REFUSED):
            figures.losses.append(f"{rule}: a save ended with {status}")
    figures.losses += place.check()
    figures.acknowledged = len(place.acknowledged)
    figures.found = figures.acknowledged if not figures.losses else 0
    return figures


def inject(child: int, rule: str) -> None:
    """Have strace apply `rule` to the stopped `child` and let it go on."""
    os.waitpid(child, os.WUNTRACED)
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", rule, "-p", str(child)]
    traced(child, subprocess.Popen(command, stderr=subprocess.DEVNULL))
    os.kill(child, signal.SIGCONT)


def refused(place: Place, number: int, pipe: int) -> int:
    """A save and its publication on a disk that refuses: what is acknowledged goes to the pipe by other means."""
    workspace = place.open()
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        saved = workspace.save(Lesson(title=f"les {number}", body="x" * 100))
        os.writev(pipe, [f"{saved.id}\n".encode()])
        workspace.publish()
    except Problem:
        return REFUSED
    return SAVED


def main() -> int:
    """Run what was asked and print the figures."""
    root, way, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    begun = time.monotonic()
    figures = refuse(root, number, seed) if way == "refuse" else kill(root, way, number, seed)
    print(json.dumps({**vars(figures), "seed": seed, "seconds": round(time.monotonic() - begun, 1)}))
    return 1 if figures.losses else 0


if __name__ == "__main__":
    sys.exit(main())
