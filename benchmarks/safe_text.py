"""Making text safe to draw: `python -m benchmarks.safe_text` tries every control character and every Unicode category.

Prints, for texts of one character and for texts of an opener with something after it, the microseconds per thousand
characters at two lengths. Where the longer one costs more per character, the work grows faster than the text.
"""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Callable, Iterator

from sto_tui.widgets.blocks import laid_out
from sto_tui.widgets.markdown_view import markdown_blocks
from sto_tui.wording.plain import safe, safe_line

SHORT, LONG = 20_000, 200_000
DRAWN = 20_000
"""The length of the texts that are laid out as well, which costs a hundred times as much as making them safe."""

_OPENERS = ("\x1b[", "\x1b]", "\x1bP", "\x1b", "\x90", "\x98", "\x9b", "\x9d", "\x9e", "\x9f")
_AFTER = ("a", "0", " ", "\x1b", "\x07", "\x9c", "\n", "\u00eb")


def main() -> None:
    print("| text | µs per 1,000 characters | at ten times the length | growth |\n|---|---:|---:|---:|")
    rows = sorted(_rows(), key=lambda row: -row[2] / row[1])
    for name, short, long in rows[:15]:
        print(f"| {name} | {short:.0f} | {long:.0f} | {long / short:.1f} |")
    print(f"\n{len(rows)} texts; the slowest {max(long for _name, _short, long in rows):.0f} µs per 1,000 characters.")
    drawn = {
        name: _per_thousand(lambda text: laid_out(markdown_blocks(text), 76), text, DRAWN) for name, text in texts()
    }
    slowest = max(drawn, key=drawn.__getitem__)
    print(
        f"Laid out as Markdown, {DRAWN} characters: the slowest is {slowest}, {drawn[slowest] / 1000:.1f} ms per 1,000."
    )


def texts() -> Iterator[tuple[str, str]]:
    """A name for, and a piece of, each text that is tried."""
    met: set[str] = set()
    for character in map(chr, range(sys.maxunicode + 1)):
        category = unicodedata.category(character)
        if category == "Cc" or category not in met:
            yield f"U+{ord(character):04X} ({category})", character
        met.add(category)
    for opener in _OPENERS:
        for after in _AFTER:
            yield f"{opener + after!r}", opener + after


def _rows() -> Iterator[tuple[str, float, float]]:
    for name, piece in texts():
        for make in (safe, safe_line):
            yield f"`{make.__name__}` {name}", _per_thousand(make, piece, SHORT), _per_thousand(make, piece, LONG)


def _per_thousand(make: Callable[[str], object], piece: str, length: int) -> float:
    text = piece * (length // len(piece))
    best = float("inf")
    for _ in range(3):
        begun = time.thread_time()
        make(text)
        best = min(best, time.thread_time() - begun)
    return best * 1e9 / length


if __name__ == "__main__":
    main()
