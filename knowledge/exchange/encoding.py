"""The text in files from anywhere: UTF-8, UTF-16 with or without a mark at the start, or Windows-1252."""

from __future__ import annotations

import io
from typing import BinaryIO

from knowledge import bounds
from knowledge.problem import N_, Problem

_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 1000


def decoded_text(data: bytes) -> str:
    """The text in `data`, without a mark at its start; raises `Problem` when it holds no text.

    A line that isn't UTF-8 is Windows-1252, so that one such line doesn't spoil the others.
    """
    if encoding := _utf_16(data):
        return data.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data:
            raise Problem(N_("this is not text")) from None
        return "".join(map(_line, data.splitlines(keepends=True))).removeprefix("\ufeff")


def decoded_line(data: bytes) -> str:
    """The text of one line of a file of which `in_utf_8` was made."""
    return _line(data).removeprefix("\ufeff")


def in_utf_8(file: BinaryIO) -> BinaryIO:
    """The content of `file`, which is at its start: the file itself, or a copy in UTF-8 of one in UTF-16.

    Raises `Problem` when it is too long to copy.
    """
    encoding = _utf_16(file.read(_SAMPLE))
    file.seek(0)
    if not encoding:
        return file
    return io.BytesIO(bounds.read_at_most(file, bounds.WHOLE_BYTES).decode(encoding, "replace").encode())


def _line(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "backslashreplace")


def _utf_16(data: bytes) -> str:
    """Which UTF-16 `data` is in, "" if none: it has a mark, or most letters have a zero beside them."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    many = len(sample) // 4
    if sample[:1] != b"\0" == sample[1:2] and odd >= many > even:
        return "utf-16-le"
    return "utf-16-be" if sample[:1] == b"\0" != sample[1:2] and even >= many > odd else ""
