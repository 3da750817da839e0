"""The format of a file, as named or as its name tells."""

from __future__ import annotations

import os
from pathlib import Path

FORMATS = ("jsonl", "markdown")
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".md": "markdown", ".markdown": "markdown"}


def format_of(name: str, asked: str | None) -> str:
    """The format that was asked for, or that `name` tells; raises `WrongUse`."""
    if asked:
        return asked
    if name == "-":
        return "jsonl"
    path = Path(name)
    if path.is_dir() or name.endswith(("/", os.sep)):
        return "markdown"
    if found := SUFFIXES.get(path.suffix.casefold()):
        return found
    from knowledge.problem import N_, WrongUse

    raise WrongUse(
        N_("The name “{name}” does not tell the format. Add --format ({formats})."),
        name=name,
        formats=", ".join(FORMATS),
    )
