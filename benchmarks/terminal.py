"""The app in a pseudo-terminal: time to the first paint, time to results, and memory (Linux)."""

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
    """Milliseconds from the start to the first paint and the first results, and the resident memory then, in MB."""

    paint: float
    usable: float
    memory: float


RESULTS = re.compile(rb"\d+ van \d+|\d+ gevonden")
"""The line under the input once results are shown."""


def open_app(directory: Path) -> Opened:
    """Start `sto` on the space under `directory`, type a word at once, and wait for painted results."""
    start = time.perf_counter()
    with _app(directory) as (process, terminal):
        paint = _until(terminal, re.compile(b"Zoeken"), start)
        os.write(terminal, b"docent")
        usable = _until(terminal, RESULTS, start)
        return Opened(paint, usable, resident(process))


def typed_keys(directory: Path, words: Iterable[str]) -> list[float]:
    """Milliseconds from each key of `words` to the last paint it causes (results and preview)."""
    taken = []
    with _app(directory) as (_process, terminal):
        start = time.perf_counter()
        _until(terminal, re.compile(b"recent"), start)
        _settled(terminal, start, quiet=0.3)
        for word in words:
            for key in word:
                start = time.perf_counter()
                os.write(terminal, key.encode())
                taken.append(_settled(terminal, start))
            os.write(terminal, b"\x1b")
            _settled(terminal, start, quiet=0.3)
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


def _settled(terminal: int, start: float, quiet: float = 0.15) -> float:
    """Milliseconds from `start` to the last output that is followed by `quiet` seconds without output."""
    last = start
    while select.select([terminal], [], [], quiet)[0]:
        os.read(terminal, 65536)
        last = time.perf_counter()
    return (last - start) * 1000


def _until(terminal: int, text: re.Pattern[bytes], start: float) -> float:
    seen = b""
    while not text.search(seen):
        if time.perf_counter() - start > DEADLINE:
            raise TimeoutError(f"{text.pattern!r} was not painted within {DEADLINE} s")
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 65536)
    return (time.perf_counter() - start) * 1000
