"""Untrusted text made safe to draw: no control characters, no terminal escapes, no text that runs backwards."""

from __future__ import annotations

import re

_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movement, erasing
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS …: titles, clipboard
    r"|\x1b[ -/]*[0-~]"  # what is left of two characters
)
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def safe(text: str) -> str:
    """`text` without characters that control a terminal or reorder text; line ends stay, tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", _SEQUENCES.sub("", text)).expandtabs(4)
    return _CONTROLS.sub("", text)


def safe_line(text: str) -> str:
    """`safe` text on one line, with runs of white space as one space."""
    return " ".join(safe(text).split())
