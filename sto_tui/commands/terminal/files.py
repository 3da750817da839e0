"""Files that a verb makes: into a file that was named, or on stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path


def print_file(pieces: Iterable[bytes]) -> None:
    """Print the text file of these `pieces`: at a terminal made safe, to look at; a pipe or a file gets every byte."""
    from sto_tui.commands.terminal.output import write

    if sys.stdout.isatty():
        write(b"".join(pieces).decode("utf-8", "replace"))
        return
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def check_not_shown(example: str) -> None:
    """Raise `WrongUse` when stdout is a terminal, which can't show a workbook; `example` names a file instead."""
    from knowledge.problem import N_, WrongUse

    if sys.stdout.isatty():
        raise WrongUse(N_("A workbook can't be shown here. Name a file: `{example}`."), example=example)


def written_file(name: str, data: bytes) -> Path:
    """Write `data` to the file called `name`; returns its path. Raises `Problem` when that can't be."""
    from knowledge.exchange.export import bytes_to_file
    from knowledge.problem import N_, Problem
    from knowledge.reasons import reason_of

    path = Path(name).expanduser()
    try:
        bytes_to_file(path, data)
    except OSError as error:
        raise Problem(N_("{file} can't be written: {reason}"), file=name, reason=reason_of(error)) from error
    return path
