"""Untrusted text made safe to draw: no control characters, no terminal escapes, no text that runs backwards."""

from __future__ import annotations

import re

_OPENERS = "\x90\x98\x9d\x9e\x9f"  # DCS, SOS, OSC, PM and APC as one character
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movement, erasing
    # OSC, DCS …: titles, clipboard. A string ends where another begins; else every opener would read to the end.
    rf"|(?:\x1b[\]PX^_]|[{_OPENERS}])[^\x07\x18\x1a\x1b\x9c{_OPENERS}]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"  # what is left of two characters
)
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BEYOND_C0 = (
    "\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
STEERING = re.compile(f"[{_BEYOND_C0}]")
"""What JSON leaves as it is though it controls a terminal, reorders text, or is invisible."""
_LEFT = re.compile(f"[\x00-\x08\x0e-\x1f{_BEYOND_C0}]")
CONTROLS = re.compile(f"[\x00-\x1f{_BEYOND_C0}]")
"""Whatever controls a terminal, also line ends and tabs."""


def safe(text: str) -> str:
    """`text` without characters that control a terminal or reorder text; line ends stay, tabs become spaces.

    Takes time in proportion to the length of `text`, whatever stands in it.
    """
    if text.replace("\n", "").isprintable():  # nothing that steers is, and most texts are
        return text
    text = _BREAKS.sub("\n", _SEQUENCES.sub("", text)).expandtabs(4)
    return _LEFT.sub("", text)


def safe_line(text: str) -> str:
    """`safe` text on one line, with runs of white space as one space."""
    return " ".join(safe(text).split())
