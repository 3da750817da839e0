"""A public name at the top of a module means one thing in the whole program."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

SHARED = {
    "declare": "every verb, and every field of a record, says by it what it is",
    "run": "what every verb does, and the app",
    "FORMAT": "every format of files, and the number of the journal's",
    "read": "every format of files",
    "cells": "every format of tables",
    "sheets": "every format of tables",
    "write": "every format of files, and the terminal",
    "TABLES": "the tables of a part of the catalogue",
    "SHOWN": "how many a list shows",
    "SAVE": "the key that keeps what was written",
    "PUT_BACK": "the key that takes something back",
    "KINDS": "the kinds of record, spelled out once more for `--help`",
}
"""Names with several owners that mean the same thing, and what that is."""


@cache
def owners() -> dict[str, list[str]]:
    """The public names at the top of modules, with the modules that define them."""
    found: dict[str, list[str]] = defaultdict(list)
    for room in ("knowledge", "sto_tui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for name in _defined(ast.parse(path.read_text()).body):
                if not name.startswith("_"):
                    found[name].append(path.relative_to(ROOT).as_posix())
    return found


def _defined(body: list[ast.stmt]) -> set[str]:
    names: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def test_no_name_has_two_owners_that_mean_different_things() -> None:
    several = {name: places for name, places in owners().items() if len(places) > 1 and name not in SHARED}

    assert several == {}


def test_every_exception_is_needed() -> None:
    assert [name for name in SHARED if len(owners()[name]) < 2] == []
