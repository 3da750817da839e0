"""The app in a real pseudo-terminal: when it has painted, when it finds, what memory it takes (Linux)."""

from __future__ import annotations

import os
import pty
import select
import struct
import time
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from benchmarks.space import STO, environment

DEADLINE = 60.0


@dataclass(frozen=True)
class Opened:
    """Milliseconds from start to first paint and to the first results; resident memory then, in MB."""

    paint: float
    usable: float
    memory: float


def open_app(directory: Path, *, wait_for: bytes = b"50 van") -> Opened:
    """Start `sto` on the space under `directory`, type a word at once, and wait until results are painted."""
    begun = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(STO[0], STO, environment(directory))
    try:
        ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 30, 110, 0, 0))
        paint = _until(terminal, b"Zoeken", begun)
        os.write(terminal, b"docent")
        usable = _until(terminal, wait_for, begun)
        return Opened(paint, usable, _resident(process))
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)


def _until(terminal: int, text: bytes, begun: float) -> float:
    seen = b""
    while text not in seen:
        if time.perf_counter() - begun > DEADLINE:
            raise TimeoutError(f"{text!r} was not painted within {DEADLINE} s")
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 65536)
    return (time.perf_counter() - begun) * 1000


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
