"""Nothing that a colleague wrote steers the terminal of somebody who uses the command line."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.model.kinds import KINDS
from sto_tui.commands.parser import VERBS
from sto_tui.commands.terminal.gate import passed
from tests import hostile
from tests.commands.conftest import Sto
from tests.hostile import EVIL, steering

OURS = re.compile(r"\x1b\[[01]m|\r")
"""Bold, no longer bold, and what ends a line or returns to its start in a terminal."""

PROGRAM = """
import json, sys
from sto_tui.__main__ import main
for words in json.loads(sys.argv[1]):
    print("@@@", flush=True)
    print("=", main(words), flush=True)
"""


def every_way(tmp_path: Path) -> list[list[str]]:
    """Every verb, on every hostile record, and with what is wrong so that it is told."""
    on_each = [
        words
        for each in hostile.ids()
        for words in (
            ["show", each],
            ["show", each, "--json"],
            ["history", each],
            ["edit", each, "--set", f"email={EVIL}"],
            ["edit", each, "--set", "title=x"],
        )
    ]
    on_some = [
        words
        for each in (
            *map(hostile.document_of, ("lesson", "meeting", "partner", "action", "checklist", "activity")),
            "geheim",
            "weg",
        )
        for words in (
            ["resolve", each, "--field", "title", "--choose", "9"],
            ["resolve", each, "--keep-both"],
            ["use", each, "--for", EVIL],
            ["used", each, "--later"],
            ["done", each],
            ["reopen", each],
            ["checklist", "show", each],
            ["checklist", "answer", each],
            ["erase", "--status", each],
            ["access", each, "-"],
            ["retention", "keep", each, "--until", "2030-01-01", "--because", EVIL],
            ["access", each, "--json"],
            ["merge", each, "kwaad-partner", "--dry-run"],
            ["unmerge", each],
            ["delete", each, "--yes"],
            ["restore", each],
            ["erase", each],
        )
    ]
    kinds = [["list", kind] for kind in KINDS]
    return [
        ["sync"],
        ["status"],
        ["status", "--json"],
        ["doctor"],
        ["doctor", "--json"],
        *kinds,
        ["list", "lesson", "--trash"],
        ["list", EVIL],
        ["search", "kwaad"],
        ["search", "kwaad", "--explain", "--facets"],
        ["search", EVIL],
        ["search", "kwaad", "--save", EVIL],
        ["search", "--saved"],
        ["search", "--saved", EVIL],
        ["meaning"],
        ["meaning", "install", EVIL],
        ["conflicts"],
        ["retention"],
        ["retention", "--json"],
        ["duplicates"],
        ["use", "--open"],
        ["checklist", "list"],
        *_of_the_network(),
        ["checklist", "start", "eigen", "--school", EVIL],
        ["checklist", "start", EVIL],
        ["add", "person", "--title", EVIL, "--set", f"email={EVIL}"],
        ["add", "lesson", "--title", EVIL],
        ["log", "--title", EVIL, "--partner", EVIL, "--action", EVIL],
        *on_each,
        *on_some,
        *(["export", "-", "--format", each] for each in ("jsonl", "markdown")),
        ["export", "-", "--json"],
        ["export", str(tmp_path / "uit")],
        ["import", str(tmp_path / "uit")],
        ["import", str(tmp_path / f"{EVIL[:5]}\x9d0;T\x9c")],
        ["init", str(tmp_path / "shared"), "--name", EVIL, "--author", EVIL],
        ["demo", str(tmp_path / "shared"), "--no-app"],
        ["doctor", "--repair"],
        [EVIL],
        ["show", EVIL],
        ["--lang", EVIL],
        ["show", "--help"],
    ]


def _of_the_network() -> list[list[str]]:
    """The verbs of the network, on the hostile records and with what is wrong."""
    activity, offer, request, signup = map(hostile.document_of, ("activity", "offer", "request", "signup"))
    partner = hostile.document_of("partner")
    lists = [
        "plan list",
        "plan year",
        "plan week",
        "plan check --all",
        "menu list --all",
        "request list",
        "signup list",
    ]
    lists += [
        "signup list",
        "approach list",
        "approach load",
        "coverage",
        "relations",
        "bodies",
        "cofin status",
        "cofin list",
        "cofin check",
        "overview",
        "guard",
        "settings",
        "holidays",
    ]
    return [
        *(each.split() for each in lists),
        *([*each.split(), "--json"] for each in lists),
        ["menu", "export", "-", "--format", "md"],
        ["menu", "adopt", partner, "--dry-run"],
        ["plan", "lessons", activity],
        ["plan", "done", activity],
        ["plan", "cancel", activity, "--reason", EVIL],
        ["plan", "week", EVIL],
        ["holidays", "--region", EVIL],
        ["request", "check", request],
        ["request", "open", request],
        ["match", request],
        ["signup", "list", "--on", offer],
        ["signup", "confirm", signup],
        ["signup", "add", offer, "--by", EVIL],
        ["approach", "add", partner, "--by", EVIL, "--way", "telefoon"],
        ["approach", "list", "--partner", EVIL],
        ["notnow", partner, "--until", EVIL, "--reason", EVIL],
        ["notnow", partner, "--reason", EVIL],
        ["relation", "accept", partner],
        ["settings", "set", f"lead_weeks={EVIL}"],
        ["cofin", "add", partner, "--hours", EVIL],
        ["cofin", "correct", hostile.document_of("contribution"), "--hours", "1", "--reason", EVIL],
        ["cofin", "close", EVIL],
        ["report", "stuurgroep", "--format", "md", "-"],
        ["report", "stuurgroep", EVIL],
        ["guard", "keep", partner, "--field", EVIL, "--reason", EVIL],
    ]


@pytest.fixture
def attacked(sto: Sto, tmp_path: Path) -> Sto:
    hostile.write(tmp_path / "shared")
    return sto


def in_a_terminal(*words: str, environment: dict[str, str]) -> str:
    """What the program `words` writes to a terminal of its own, which answers nothing."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(environment)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.execv(sys.executable, [sys.executable, *words])
    told = b""
    while select.select([terminal], [], [], 120)[0]:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        told += piece
    os.waitpid(child, 0)
    os.close(terminal)
    return told.decode("utf-8", "surrogateescape")


@pytest.mark.usefixtures("attacked")
def test_no_verb_prints_what_steers_a_terminal(tmp_path: Path) -> None:
    ways = every_way(tmp_path)
    assert {words[0] for words in ways} >= set(VERBS), "a verb that isn't tried"

    told = in_a_terminal("-c", PROGRAM, json.dumps(ways), environment={"PYTHONPATH": os.pathsep.join(sys.path)})

    assert told.count("@@@") == len(ways)
    assert told.count("kwaad") > 200
    raw = [line for line in OURS.sub("", told).splitlines() if steering(line)]
    assert raw == []
    assert not (tmp_path / "home" / "data" / "sto.log").exists()


def test_a_pipe_gets_every_byte_of_an_export(attacked: Sto) -> None:
    attacked("sync")

    written = subprocess.run([sys.executable, "-m", "sto_tui", "export", "-"], capture_output=True, check=True).stdout

    assert EVIL in {json.loads(line).get("title") for line in written.splitlines()}


@pytest.mark.parametrize("text", [EVIL, f"\x1b[1m{EVIL}\x1b[0m", f"\r{EVIL}", f"a\r{EVIL}\x1b]0;\x1b[1mT\x07"])
def test_the_gate_lets_only_our_own_sequences_pass(text: str) -> None:
    assert steering(OURS.sub("", passed(text))) == set()
    assert passed("\x1b[1mvet\x1b[0m") == "\x1b[1mvet\x1b[0m"
    assert "\r" not in passed("a\rb")
