"""Besiege command line and app: several homes on one folder, kills, and files that are lost, torn, old or in the way.

    python tests/siege/besieging.py DIRECTORY CALLS [SEED [HOMES]]

Every call is a program of its own; beside them the app runs in a terminal, and somebody writes in it. A colleague put
what steers a terminal into everything; nothing of it may reach the terminal of the app. Each record has a token; one
that was acknowledged, by a status of 0 or on the screen, must be shown by every home in the end, or be in no file at
all when it was erased. Prints a JSON object with figures; exit status 1 means that something was lost, wrong or told
with a traceback.
"""

from __future__ import annotations

import dataclasses
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests import hostile
from tests.siege.at_the_app import AtTheApp

HOMES = ("els", "piet", "hakan")
"""The homes, of which the short siege has two."""
WORDS = "draad hout staal lasnaad bankschroef tekening planning veiligheid".split()


@dataclass
class Figures:
    """What happened; `wrong` says what was lost, came back or went wrong."""

    calls: int = 0
    kills: int = 0
    faults: int = 0
    acknowledged: int = 0
    erased: int = 0
    refused: int = 0
    slowest: float = 0.0
    acts_in_app: int = 0
    kills_of_app: int = 0
    acknowledged_in_app: int = 0
    screens_with_hostile_text: int = 0
    slowest_in_app: float = 0.0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Siege:
    """A region below `root`, with what was acknowledged to whom: the id of each token that must be there."""

    root: Path
    chance: random.Random
    homes: tuple[str, ...] = HOMES
    figures: Figures = field(default_factory=Figures)
    here: dict[str, str] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    older: dict[Path, bytes] = field(default_factory=dict)
    people: dict[str, AtTheApp] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The shared folder."""
        return self.root / "shared"

    def call(self, home: str, *words: str, killed: bool = False) -> subprocess.CompletedProcess[str] | None:
        """Run sto in `home`; None when it was killed."""
        began = time.monotonic()
        environment = os.environ | {"STO_HOME": str(self.root / home), "STO_LANG": "nl", "PYTHONWARNINGS": "ignore"}
        program = subprocess.Popen(
            [sys.executable, "-m", "sto_tui", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.figures.calls += 1
        try:
            out, err = program.communicate(timeout=self.chance.uniform(0.1, 0.7) if killed else 100)
        except subprocess.TimeoutExpired:
            program.kill()
            program.communicate()
            self.figures.kills += 1
            if not killed:
                self.figures.wrong.append(f"hangs: {home} {words}")
            return None
        self.figures.slowest = max(self.figures.slowest, time.monotonic() - began)
        if "Traceback" in err or program.returncode not in (0, 1, 2):
            self.figures.wrong.append(f"{home} {words}: {program.returncode} {err[-400:]}")
        self.figures.refused += program.returncode != 0
        return subprocess.CompletedProcess(words, program.returncode, out, err)

    # -- what people do -----------------------------------------------------------------------------------------------

    def add(self, home: str, *, killed: bool) -> None:
        """Add a lesson with a token of its own."""
        token = f"token{self.figures.calls}t{self.chance.randrange(10**9)}"
        body = "\n\n".join(" ".join(self.chance.choices(WORDS, k=8)) for _ in range(3))
        done = self.call(home, "add", "lesson", "--title", token, "--body", body, "--json", killed=killed)
        if done and done.returncode == 0:
            self.figures.acknowledged += 1
            self.here[token] = json.loads(done.stdout)["id"]
        else:
            self.doubtful.add(token)

    def edit(self, home: str, *, killed: bool) -> None:
        """Edit somebody's lesson; the token stays."""
        if self.here:
            id_ = self.here[self.chance.choice(sorted(self.here))]
            self.call(
                home, "edit", id_, "--set", f"certainty={self.chance.choice(['eenmalig', 'bewezen'])}", killed=killed
            )

    def log(self, home: str, *, killed: bool) -> None:
        """Log a meeting with two actions and a lesson, each with a token."""
        tokens = [f"token{self.figures.calls}l{part}x{self.chance.randrange(10**9)}" for part in range(3)]
        meeting, action, lesson = tokens
        words = (
            "log",
            "--title",
            meeting,
            "--action",
            f"{action}; Els; +7d",
            "--lesson",
            f"{lesson}: Klein begonnen.",
            "--json",
        )
        done = self.call(home, *words, killed=killed)
        if done and done.returncode == 0:
            self.figures.acknowledged += 3
            self.here |= dict.fromkeys(tokens, "")
        else:
            self.doubtful |= set(tokens)

    def erase(self, home: str, *, killed: bool) -> None:
        """Erase a lesson for good."""
        lessons = sorted(token for token, id_ in self.here.items() if id_)
        token = self.chance.choice(lessons) if lessons and self.chance.random() < 0.4 else ""
        known = self.call(home, "show", self.here[token]) if token else None
        if known and known.returncode == 0:
            done = self.call(home, "erase", self.here.pop(token), "--yes", killed=killed)
            if done and done.returncode == 0:
                self.erased.add(token)
                self.figures.erased += 1
            else:  # it may have been asked for
                self.doubtful.add(token)

    def read(self, home: str, *, killed: bool) -> None:
        """Look at something."""
        words = self.chance.choice([("search", "lasnaad"), ("list", "lesson"), ("status",), ("sync",), ("conflicts",)])
        self.call(home, *words, killed=killed)

    def use_app(self, home: str, *, killed: bool) -> None:
        """Do something at the app of `home`, which stays open."""
        if home not in self.people:
            self.people[home] = AtTheApp(self.root / home, self.chance)
        self.people[home].act(killed=killed)
        self.figures.acts_in_app += 1

    def leave_apps(self) -> None:
        """Quit all apps, and count what they said was saved."""
        for person in self.people.values():
            person.leave()
            self.here |= dict.fromkeys(person.saved, "")
            self.doubtful |= person.typed - person.saved
            self.figures.acknowledged_in_app += len(person.saved)
            self.figures.kills_of_app += person.kills
            self.figures.screens_with_hostile_text += person.hostile
            self.figures.slowest_in_app = max(self.figures.slowest_in_app, person.slowest)
            self.figures.wrong += person.wrong

    # -- what happens to the folder -----------------------------------------------------------------------------------

    def fault(self) -> None:
        """Let something happen to one file of the folder."""
        files = sorted(path for path in (self.folder / "journal").rglob("*.json") if path.is_file())
        if not files:
            return
        path = self.chance.choice(files)
        self.figures.faults += 1
        data = path.read_bytes()
        match self.chance.randrange(6):
            case 0:
                path.write_bytes(data[: len(data) // 2])
            case 1:
                path.write_bytes(b"\0" * len(data))
            case 2:
                path.unlink()
            case 3:
                path.write_bytes(self.older.get(path, data))
            case 4:
                copy = path.with_name(f"{path.stem}-LAPTOP.json")
                if not copy.is_dir():
                    copy.write_bytes(self.older.get(path, data))
            case 5:
                self.older[path] = data
                path.unlink()
                path.mkdir()

    def clear(self) -> None:
        """Take away what stands in the way of a file."""
        for path in (self.folder / "journal").rglob("*.json"):
            if path.is_dir():
                path.rmdir()

    # -- start to end -------------------------------------------------------------------------------------------------

    def run(self, calls: int) -> Figures:
        """Besiege the region with so many calls, and look what is left."""
        for home in self.homes:
            done = self.call(
                home, "init", str(self.folder), "--name", "Regio", "--author", home.title(), "--no-starter"
            )
            assert done and done.returncode == 0, done
        hostile.write(self.folder)
        acts: list[Callable[..., None]] = [self.add, self.add, self.log, self.edit, self.read, self.erase, self.use_app]
        while self.figures.calls < calls:
            if self.chance.random() < 0.4:
                self.fault()
            self.chance.choice(acts)(self.chance.choice(self.homes), killed=self.chance.random() < 0.2)
        self.leave_apps()
        self.clear()
        for _ in range(3):
            for home in self.homes:
                self.call(home, "sync")
        for home in self.homes:
            self._judge(home)
        return self.figures

    def _judge(self, home: str) -> None:
        shown: set[str] = set()
        for kind in ("lesson", "meeting", "action"):
            done = self.call(home, "list", kind, "--limit", "100000", "--json")
            if done and done.returncode == 0:
                shown |= {each["title"] for each in json.loads(done.stdout)}
        self.figures.wrong += [f"{home} misses {token}" for token in self.here if token not in shown]
        status = self.call(home, "status", "--json")
        if status is None or json.loads(status.stdout)["unpublished"]:
            self.figures.wrong.append(f"{home} has something that isn't shared")
        for path in (each for place in (self.root / home, self.folder) for each in place.rglob("*") if each.is_file()):
            data = path.read_bytes()
            self.figures.wrong += [f"{token} still stands in {path}" for token in self.erased if token.encode() in data]


def main(directory: Path, calls: int, seed: int = 1, homes: int = len(HOMES)) -> int:
    """Run a siege below `directory` and print its figures; returns the exit status."""
    shutil.rmtree(directory / "siege", ignore_errors=True)
    siege = Siege(directory / "siege", random.Random(seed), HOMES[:homes])
    try:
        figures = siege.run(calls)
    except BaseException:
        siege.leave_apps()  # none goes on without its terminal
        raise
    print(json.dumps({"seed": seed, **dataclasses.asdict(figures)}, ensure_ascii=False, indent=1))
    return bool(figures.wrong)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:])))
