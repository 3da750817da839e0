"""The person's own text editor ($VISUAL, $EDITOR): it gets a text as a file, and the file is read back."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of


class EditorTrouble(Problem):
    """The editor could not be used; the text is still in the file that the message names."""


def editor_command() -> list[str]:
    """The editor to run: $VISUAL, $EDITOR, or one this system has. Raises `EditorTrouble` when there is none."""
    if typed := os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        return shlex.split(typed, posix=sys.platform != "win32")
    for name in ("notepad",) if sys.platform == "win32" else ("nano", "vim", "vi"):
        if shutil.which(name):
            return [name]
    raise EditorTrouble(N_("No text editor was found. Set EDITOR to the one you use."))


def run_editor(command: list[str], path: Path) -> str:
    """Let `command` edit the file at `path` and return its text; raises `EditorTrouble` and leaves the file."""
    try:
        status = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise EditorTrouble(
            N_("The editor “{editor}” did not start: {reason}. Your text is in {path}."),
            editor=command[0],
            reason=reason_of(error),
            path=path,
        ) from error
    if status != 0:
        raise EditorTrouble(
            N_("The editor stopped with an error ({status}); nothing was changed. Your text is in {path}."),
            status=status,
            path=path,
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EditorTrouble(
            N_("What the editor left in {path} can't be read as text; nothing was changed."), path=path
        ) from error
