"""The person's own text editor ($VISUAL, $EDITOR): it gets a text as a file, and the file is read back.

Each text gets a file of its own. It goes only once its text is saved, or when it holds nothing that isn't elsewhere.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge import bounds
from knowledge.problem import N_, Problem, Reason
from knowledge.reasons import reason_of

if TYPE_CHECKING:
    from knowledge.private_files import PrivateFiles, PrivateKind


class EditorTrouble(Problem):
    """The editor could not be used, or left nothing that can be; its message says where the text is."""


@dataclass(frozen=True)
class Edited:
    """A text as the editor left it; the file at `path` keeps it until `discard` is called, once it is saved."""

    text: str
    path: Path

    def discard(self) -> None:
        """Remove the file; one that can't be removed stays with the private files."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def editor_command() -> list[str]:
    """The editor to run: $VISUAL, $EDITOR, or one this system has. Raises `EditorTrouble` when there is none."""
    for name in ("VISUAL", "EDITOR"):
        typed = os.environ.get(name, "").strip()
        if not typed:
            continue
        try:
            words = shlex.split(typed, posix=sys.platform != "win32")
        except ValueError:
            text = N_("{name} can't be read: {typed}. Look at its quotes.")
            raise EditorTrouble(text, name=name, typed=typed) from None
        if sys.platform == "win32":
            words = [word.strip('"') for word in words]
        if words and words[0]:
            return words
    for name in ("notepad",) if sys.platform == "win32" else ("nano", "vim", "vi"):
        if shutil.which(name):
            return [name]
    raise EditorTrouble(N_("No text editor was found. Set EDITOR to the one you use."))


def edit_outside(files: PrivateFiles, kind: PrivateKind, about: str, text: str) -> Edited:
    """Let the person edit `text` (about the document `about`) in their own editor, in a new file of this `kind`.

    Raises `CannotWrite` if the file can't be made, and `EditorTrouble` for anything that goes wrong with the editor;
    then what the person may have written there is still in the file, and the message says which that is.
    """
    from knowledge.journal.storage import write_atomically

    command = editor_command()
    path = files.fresh(kind, about=about)
    given = text.replace("\n", os.linesep).encode("utf-8", "replace")
    write_atomically(path, given)
    try:
        return Edited(_edited(command, path, text), path)
    except EditorTrouble as trouble:
        if _left_in(path) in (b"", given):
            Edited(text, path).discard()
            raise EditorTrouble(N_("{reason} The text is as it was."), reason=trouble.reason) from trouble
        raise EditorTrouble(
            N_("{reason} Nothing was changed. What you wrote is in {path}."), reason=trouble.reason, path=path
        ) from trouble


def _edited(command: list[str], path: Path, before: str) -> str:
    """The text that the editor leaves in the file at `path`; raises `EditorTrouble`, which says nothing of the file."""
    try:
        with _terminal_left_to_it():
            status = subprocess.run([*command, str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else Reason(N_("its name is not right"))
        raise EditorTrouble(
            N_("The editor “{editor}” did not start: {reason}."), editor=command[0], reason=reason
        ) from error
    if status < 0:
        raise EditorTrouble(N_("The editor was stopped from outside (signal {signal})."), signal=-status)
    if status:
        raise EditorTrouble(N_("The editor stopped with an error ({status})."), status=status)
    try:
        text = bounds.read_file_at_most(path, bounds.CHANGE_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        raise EditorTrouble(N_("The editor left no text behind.")) from None
    except bounds.TooLarge as error:
        limit = bounds.size_text(bounds.CHANGE_BYTES)
        raise EditorTrouble(N_("This is more text than one record holds: {limit} at most."), limit=limit) from error
    except (OSError, UnicodeDecodeError) as error:
        raise EditorTrouble(N_("What the editor left can't be read as text in UTF-8.")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if before.strip() and not text.strip():
        raise EditorTrouble(N_("The editor left an empty text. To empty a text, use the form."))
    if "\0" in text:
        raise EditorTrouble(N_("What the editor left can't be read as text in UTF-8."))
    return text


def _left_in(path: Path) -> bytes | None:
    """What is in the file at `path`, also if it is gone; None when that can't be read."""
    try:
        return bounds.read_file_at_most(path, bounds.CHANGE_BYTES)
    except FileNotFoundError:
        return b""
    except (OSError, bounds.TooLarge):
        return None


@contextmanager
def _terminal_left_to_it() -> Iterator[None]:
    """Leave Ctrl+C to the other program, and put the terminal back as it was when it ends, however it does."""
    main = threading.current_thread() is threading.main_thread()
    # A handler of our own, and not SIG_IGN, which the other program would inherit.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None) if main else None
    modes = _terminal_modes()
    try:
        yield
    finally:
        if modes is not None:
            _set_terminal_modes(modes)
        if main:
            signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _terminal_modes() -> list[Any] | None:
    """The modes of the terminal that standard input is; None if it is none, or the system has no such modes."""
    if sys.platform == "win32":
        return None
    import termios

    try:
        return termios.tcgetattr(0)
    except (termios.error, OSError):
        return None


def _set_terminal_modes(modes: list[Any]) -> None:
    if sys.platform != "win32":
        import termios

        with suppress(termios.error, OSError):  # the terminal is gone
            termios.tcsetattr(0, termios.TCSADRAIN, modes)
