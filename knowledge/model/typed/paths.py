"""Paths as people type them, paste them, or drag a file into the window."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_BEFORE = re.compile(r"^.*/(?=file:/)|^(?!.*file:/).*/(?=/|~/|[\"'“‘„]~?/)", re.IGNORECASE)
_BEFORE_WINDOWS = re.compile(r"^.*[\\/](?=file:/)|^(?!.*file:/).*[\\/](?=[\"'“‘„]?[A-Z]:[\\/]|& )", re.IGNORECASE)
"""What stands before an absolute path that was typed behind another one."""
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "”"}


def path_typed(text: str, *, windows: bool) -> str:
    """The path that `text` means: without quotes around it, from a ``file:`` address, or as a terminal pastes it.

    An absolute path that is typed or pasted behind another takes its place. Terminals put a backslash before a space,
    or quotes and an & around the path, depending on the system; on `windows` a backslash is between folders.
    """
    path = (_BEFORE_WINDOWS if windows else _BEFORE).sub("", text.strip())
    if windows and path.startswith("& "):  # so PowerShell is given a program
        path = path[2:].strip()
    if len(path) > 1 and path[-1] == _QUOTES.get(path[0]):
        return path[1:-1].strip()
    if re.match(r"file:/", path, re.IGNORECASE):
        return _of_address(path, windows)
    return path if windows else re.sub(r"\\(.)", r"\1", path)


def _of_address(address: str, windows: bool) -> str:
    parts = urlsplit(address)
    path = unquote(parts.path)
    host = "" if parts.netloc.casefold() in ("", "localhost") else f"//{parts.netloc}"
    if windows and re.match(r"/[A-Za-z]:", path):
        path = path[1:]
    whole = host + path
    return whole.replace("/", "\\") if windows else whole
