"""The questions of a filled-in list, which say nothing of who filled it in (pure)."""

from __future__ import annotations

_SO_MANY = 4
"""A text with so many lines that ask something is a list of questions with answers between them."""


def parted(text: str) -> tuple[str, str]:
    """What is told in `text`, and the questions of the list that it is; these are "" if it is none.

    The same questions stand in everybody's list, so a record that has their words is not about them.
    """
    if text.count("?") < _SO_MANY:
        return text, ""
    lines = text.split("\n")
    asked = [line for line in lines if line.rstrip().endswith("?")]
    if len(asked) < _SO_MANY:
        return text, ""
    return "\n".join(line for line in lines if not line.rstrip().endswith("?")), "\n".join(asked)
