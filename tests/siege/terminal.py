"""A terminal in which the real app runs: keys go in, and what it writes becomes a screen that can be read."""

from __future__ import annotations

import codecs
import os
import pty
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Mapping
from fcntl import ioctl
from termios import TIOCSWINSZ

_PIECE = re.compile(
    r"\x1b\[(?P<numbers>[<>=?]?[0-9;:]*)[ $]?(?P<ends>[a-zA-Z~])"  # colours, places, modes, questions
    r"|\x1b[78=>]|\x1b\(B|\x1b\]22;[a-z-]*\x07"  # what Textual writes besides, such as the shape of the pointer
    r"|(?P<control>[\r\n\x00])"
    r"|(?P<text>[^\x1b\x00-\x1f\x7f-\x9f]+)"
)
_UNFINISHED = re.compile(r"\x1b(\[[<>=?]?[0-9;:]*[ $]?|\][^\x07]*|\(|)\Z")
"""The beginning of a piece of which the rest is still to come."""


class Screen:
    """What stands on a terminal of `rows` by `columns`; `strange` is what was written that no terminal app should."""

    def __init__(self, rows: int, columns: int) -> None:
        self._rows, self._columns = rows, columns
        self._lines = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0
        self._rest = ""
        self.strange: list[str] = []

    @property
    def text(self) -> str:
        """The lines, as a person reads them."""
        return "\n".join("".join(line).rstrip() for line in self._lines)

    def feed(self, written: str) -> None:
        """Let the program write."""
        written = self._rest + written
        unfinished = _UNFINISHED.search(written)
        self._rest = unfinished[0] if unfinished else ""
        written = written[: len(written) - len(self._rest)]
        at = 0
        while at < len(written):
            piece = _PIECE.match(written, at)
            if piece is None:
                self.strange.append(repr(written[at : at + 20]))
                at += 1
                continue
            self._do(piece)
            at = piece.end()

    def _do(self, piece: re.Match[str]) -> None:
        if text := piece["text"]:
            for letter in text:
                if self._row < self._rows and self._column < self._columns:
                    self._lines[self._row][self._column] = letter
                self._column += 1
        elif piece["control"] == "\r":
            self._column = 0
        elif piece["control"] == "\n":
            self._row += 1
        elif piece["ends"] == "H":
            row, _, column = piece["numbers"].partition(";")
            self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
        elif piece["ends"] == "J":
            self._lines = [[" "] * self._columns for _ in range(self._rows)]


class Terminal:
    """The program `words` in a terminal of its own. It ends when it is killed or told to quit."""

    def __init__(self, words: list[str], environment: Mapping[str, str], *, rows: int, columns: int) -> None:
        self.screen = Screen(rows, columns)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.execve(sys.executable, [sys.executable, *words], {**environment, "TERM": "xterm-256color"})
        ioctl(self._terminal, TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.status: int | None = None
        """What the program ended with; None while it runs."""

    def press(self, keys: str) -> None:
        """Type `keys`."""
        if self.status is None:
            os.write(self._terminal, keys.encode())

    def shows(self, wanted: str, most: float = 60.0) -> re.Match[str] | None:
        """Wait until something like the regular expression `wanted` stands on the screen; None when it never does."""
        end = time.monotonic() + most
        while not (found := re.search(wanted, self.screen.text)):
            if self.status is not None or time.monotonic() > end:
                return None
            self._read(0.2)
        return found

    def quiet(self, seconds: float = 0.3) -> None:
        """Read until nothing was written for some time (but for at most two seconds)."""
        end = time.monotonic() + 2
        while time.monotonic() < end and self._read(seconds):
            pass

    def _read(self, seconds: float) -> bool:
        if self.status is not None or not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:  # that is how Linux tells that nobody has the other side any more
            data = b""
        if not data:
            self._ended()
            return False
        self.screen.feed(self._decoder.decode(data))
        return True

    def _ended(self) -> None:
        _pid, status = os.waitpid(self._child, 0)
        self.status = os.waitstatus_to_exitcode(status)
        os.close(self._terminal)

    def kill(self) -> None:
        """End the program as a power cut does."""
        if self.status is None:
            os.kill(self._child, signal.SIGKILL)
            self._ended()

    def quit(self, keys: str, most: float = 30.0) -> bool:
        """Leave the program with `keys`; returns whether it ended by itself."""
        self.press(keys)
        end = time.monotonic() + most
        while self.status is None and time.monotonic() < end:
            self._read(0.2)
        ended = self.status is not None
        self.kill()
        return ended
