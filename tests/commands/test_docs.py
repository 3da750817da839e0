"""docs/commands.md agrees with the parser, and the parser accepts every example in it."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import commands_page  # noqa: E402

from sto_tui.commands.parser import build, parsed  # noqa: E402
from sto_tui.wording.i18n import set_language  # noqa: E402


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "100")
    set_language("en")


def examples() -> list[str]:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    return [line[2:] for line in text.splitlines() if line.startswith("$ ")]


def test_the_page_is_what_the_parser_says():
    assert (ROOT / "docs/commands.md").read_text(encoding="utf-8") == commands_page.page()


@pytest.mark.parametrize("example", examples())
def test_every_example_is_a_command(example):
    command = re.split(r" [<|] ", example)[-1 if "| sto" in example else 0]
    words = shlex.split(command)
    assert words[0] == "sto"
    if "--help" in words:
        with pytest.raises(SystemExit):
            parsed(words[1:])
    else:
        parsed(words[1:])


def test_every_option_has_a_worked_example():
    for leaf in commands_page.leaves(build()):
        shown = " ".join(line for line, _about in leaf.get_default("examples"))
        for action in leaf._actions:
            if isinstance(action, argparse._SubParsersAction) or action.dest in (*commands_page.EVERYWHERE, "version"):
                continue
            for option in action.option_strings[-1:]:
                assert re.search(rf"(^|\s){option}(\s|$)", shown), f"{leaf.prog} {option}"
