"""Start programs at once on one home, with delays wherever they look at a file, and count who rebuilds the catalogue.

    python tests/siege/starting.py DIRECTORY ROUNDS [SEED]

Three programs start in each round, in every other one without the cache. A catalogue that is gone is made once; one
that is there, never. Prints a JSON object with figures; exit status 1 means that a program hung, failed, found less
than the others or made a catalogue that was there.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge import spaces
from knowledge.catalogue import changes, database
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal import mirror
from knowledge.search.query.query import Query
from sto_tui.wording.i18n import _

PROGRAMS = 3
LONGEST = 60
"""Seconds after which a program is taken to hang."""

SLOW = (
    (mirror.Mirror, ("read", "known")),
    (changes.ChangeStore, ("current",)),
    (database.Database, ("_file", "version", "rows", "_is_usable", "_connected")),
)
"""Where a program dawdles."""


def one_program(home: Path, seed: int) -> dict[str, Any]:
    """Open the space, bring it up to date and search in it; what was found, and how often a catalogue was made."""
    chance, made = random.Random(seed), []
    for owner, names in SLOW:
        for name in names:
            setattr(owner, name, dawdling(getattr(owner, name), chance))
    replace = database.Database._replace
    database.Database._replace = lambda base: made.append(1) or replace(base)  # type: ignore[method-assign,func-returns-value]
    workspace = spaces.open_space(Home.at(home))
    if chance.random() < 0.5:
        workspace.sync()
    workspace.catch_up()
    return {
        "made": len(made),
        "lessons": workspace.count(Listing("lesson")),
        "hits": workspace.search(Query("gastles")).total,
    }


def dawdling(work: Callable[..., Any], chance: random.Random) -> Callable[..., Any]:
    """`work`, now and then with up to 10 ms before and after it."""

    def slowed(*given: Any, **named: Any) -> Any:
        if chance.random() < 0.1:
            time.sleep(chance.random() / 100)
        done = work(*given, **named)
        if chance.random() < 0.1:
            time.sleep(chance.random() / 100)
        return done

    return slowed


def start_all(directory: Path, rounds: int, seed: int) -> dict[str, Any]:
    """Start programs at once in so many rounds; what was wrong, and the slowest of them in seconds."""
    home = directory / "home"
    spaces.demo(Home.at(home), directory / "shared", language="nl", say=_).sync()
    wrong, slowest, found = [], 0.0, set()
    for number in range(rounds):
        is_new = number % 2 == 0
        if is_new:
            shutil.rmtree(home / "cache", ignore_errors=True)
        began = time.monotonic()
        each = [str((seed * rounds + number) * PROGRAMS + place) for place in range(PROGRAMS)]
        words = [[sys.executable, __file__, "one", str(home), program] for program in each]
        programs = [subprocess.Popen(word, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for word in words]
        made = 0
        for program in programs:
            try:
                out, err = program.communicate(timeout=LONGEST)
            except subprocess.TimeoutExpired:
                program.kill()
                out, err = program.communicate()
                wrong.append(f"round {number}: hangs")
            if program.returncode:
                wrong.append(f"round {number}: {program.returncode} {err[-300:]}")
                continue
            outcome = json.loads(out)
            made += outcome["made"]
            found.add((outcome["lessons"], outcome["hits"]))
        if made != is_new:
            wrong.append(f"round {number}: made {made} times")
        slowest = max(slowest, time.monotonic() - began)
    if len(found) > 1:
        wrong.append(f"found now this, now that: {sorted(found)}")
    return {"starts": rounds * PROGRAMS, "seed": seed, "slowest": round(slowest, 1), "wrong": wrong}


if __name__ == "__main__":
    if sys.argv[1] == "one":
        print(json.dumps(one_program(Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        figures = start_all(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        sys.exit(bool(figures["wrong"]))
