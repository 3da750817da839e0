"""Opening a file with the program that this computer has for its kind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def open_file(path: Path) -> bool:
    """Open `path` with the program for its kind, without waiting for it; return whether that began.

    It begins nothing where nobody could see it (a server, a session without a screen), or where there is no program.
    """
    try:
        if sys.platform == "win32":
            os.startfile(path)
        elif command := _opener():
            nowhere = subprocess.DEVNULL
            # A session of its own: closing the terminal doesn't close what was opened.
            subprocess.Popen([command, path], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
        else:
            return False
    except OSError:
        return False
    return True


def _opener() -> str | None:
    """The command that opens files here; None when there is none, or no screen to show them on."""
    if sys.platform == "darwin":
        return shutil.which("open")
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return shutil.which("xdg-open") if has_screen else None
