"""The app in a real pseudo-terminal: when it has painted, when it finds, what memory it takes (Linux)."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from benchmarks.space import STO, environment, resident

DEADLINE = 60.0


@dataclass(frozen=True)
class Opened:
    """Milliseconds from start to first paint and to the first results; resident memory then, in MB."""

    paint: float
    usable: float
    memory: float


RESULTS = re.compile(rb"\d+ van \d+|\d+ gevonden")
"""What the line under the input says once results stand there."""


def open_app(directory: Path) -> Opened:
    """Start `sto` on the space under `directory`, type a word at once, and wait until results are painted."""
    begun = time.perf_counter()
    with _app(directory) as (process, terminal):
        paint = _until(terminal, re.compile(b"Zoeken"), begun)
        os.write(terminal, b"docent")
        usable = _until(terminal, RESULTS, begun)
        return Opened(paint, usable, resident(process))


def typed_keys(directory: Path, words: Iterable[str]) -> list[float]:
    """Milliseconds from each key of `words` to the last paint it causes (results and preview)."""
    taken = []
    with _app(directory) as (_process, terminal):
        begun = time.perf_counter()
        _until(terminal, re.compile(b"recent"), begun)
        _settled(terminal, begun, quiet=0.3)
        for word in words:
            for key in word:
                begun = time.perf_counter()
                os.write(terminal, key.encode())
                taken.append(_settled(terminal, begun))
            os.write(terminal, b"\x1b")
            _settled(terminal, begun, quiet=0.3)
    return taken


@contextmanager
def _app(directory: Path) -> Iterator[tuple[int, int]]:
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(STO[0], STO, environment(directory))
    try:
        ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 30, 110, 0, 0))
        yield process, terminal
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)


def _settled(terminal: int, begun: float, quiet: float = 0.15) -> float:
    """Milliseconds from `begun` to the last output before `quiet` seconds without any."""
    last = begun
    while select.select([terminal], [], [], quiet)[0]:
        os.read(terminal, 65536)
        last = time.perf_counter()
    return (last - begun) * 1000


def _until(terminal: int, text: re.Pattern[bytes], begun: float) -> float:
    seen = b""
    while not text.search(seen):
        if time.perf_counter() - begun > DEADLINE:
            raise TimeoutError(f"{text.pattern!r} was not painted within {DEADLINE} s")
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 65536)
    return (time.perf_counter() - begun) * 1000
