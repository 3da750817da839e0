"""Copying to the system clipboard if there is a program for it, else through the terminal."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from knowledge.private_files import COPIED
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.shell import Shell

PROGRAMS = {
    "darwin": (("pbcopy",),),
    "win32": (("clip",),),
    "linux": (("wl-copy",), ("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")),
}


def copy(shell: Shell, text: str) -> str:
    """Copy `text` and return what to tell the user.

    The terminal's clipboard (OSC 52) never reports whether it worked, so in that case a file keeps the text too.
    """
    if _native(text):
        return _("Copied.")
    shell.copy_to_clipboard(text)
    path = shell.home.private.path(COPIED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError:
        return _("Copied through the terminal.")
    return _("Copied through the terminal. If pasting doesn't work: the text is also in {path}.").format(path=path)


def _native(text: str) -> bool:
    options: dict[str, Any] = {"check": True, "timeout": 2, "capture_output": True}
    encoding = "utf-16" if sys.platform == "win32" else "utf-8"
    for command in PROGRAMS.get(sys.platform, ()):
        if shutil.which(command[0]):
            try:
                subprocess.run(command, input=text.encode(encoding, "replace"), **options)
            except (OSError, subprocess.SubprocessError):
                continue
            return True
    return False
