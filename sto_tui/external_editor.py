"""A record's text in the person's own editor ($VISUAL, $EDITOR): handed over as a file, read back, saved."""

from __future__ import annotations

import dataclasses
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from sto_tui.shell import Shell


class EditorTrouble(Problem):
    """The editor could not be used; what was written is in the file the message names."""


def editor_command() -> list[str]:
    """The editor to run: $VISUAL, $EDITOR, else what this system has. Raises `EditorTrouble` when there is none."""
    if typed := os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        return shlex.split(typed, posix=sys.platform != "win32")
    for name in ("notepad",) if sys.platform == "win32" else ("nano", "vim", "vi"):
        if shutil.which(name):
            return [name]
    raise EditorTrouble(N_("No text editor was found. Set EDITOR to the one you use."))


def run_editor(command: list[str], path: Path) -> str:
    """Let `command` edit the file at `path` and return its text; raises `EditorTrouble`, and then the file stays."""
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


def edit_body(shell: Shell, document: Document) -> None:
    """Edit the text of `document` outside the app and save it; the file goes only when its text is safely kept."""
    from knowledge.model.fields import Text

    path = shell.home.drafts / f"{document.id}.md"
    try:
        command = editor_command()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.record.body, encoding="utf-8", errors="replace")
        with shell.suspend():
            text = Text().parse(run_editor(command, path))
    except SuspendNotSupported:
        shell.say(_("No other program can be opened from here."), severity="warning")
        return
    except (Problem, OSError) as error:
        shell.show_error(error)
        return
    if text == document.record.body:
        path.unlink(missing_ok=True)
        shell.say(_("Nothing changed."))
        return

    def saved(_document: Document) -> None:
        path.unlink(missing_ok=True)
        shell.say(_("Saved."))

    def failed(error: Exception) -> None:
        kept = _("Your text is in {path}.").format(path=path)
        shell.say(f"{shell.in_words(error)} {kept}", severity="error", timeout=15)

    record = dataclasses.replace(document.record, body=text)
    shell.store(lambda workspace: workspace.save(record, seen=document), saved, failed=failed)
