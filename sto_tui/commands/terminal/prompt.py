"""One question to a person at the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from knowledge.problem import Problem
from sto_tui.commands.terminal.output import note, write
from sto_tui.wording.i18n import tell
from sto_tui.wording.plain import safe_line

Value = TypeVar("Value")


def ask(prompt: str, read: Callable[[str], Value]) -> Value:
    """Ask `prompt` until `read` accepts the typed line, and return its value. Ctrl+D counts as an empty line."""
    while True:
        try:
            typed = input(f"{safe_line(prompt)} ")  # it prints by itself, past the gate
        except EOFError:
            write("")
            typed = ""
        try:
            return read(typed.strip())
        except Problem as problem:
            note(tell(problem))
