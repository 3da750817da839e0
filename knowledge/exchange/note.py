"""Records with remarks, and notes: files that are one record each, most written by people and by other programs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.problem import Reason

_HEADING = re.compile(r"\s*(?:#{1,6}[ \t]+(?P<marked>\S[^\n]*)|(?P<underlined>\S[^\n]*)\n=+[ \t]*)(?:\n|$)")


class Remarked(dict[str, object]):
    """The fields of a record; `remarks` tell what in it was read in another way than somebody may expect."""

    def __init__(self, fields: Mapping[str, object], remarks: tuple[Reason, ...]) -> None:
        super().__init__(fields)
        self.remarks = remarks


class Note(Remarked):
    """The fields of a note, as they stand in it.

    `name` is that of its file without the suffix, and `kind` what a note is that tells no kind or one that nobody
    knows.
    """

    def __init__(
        self, fields: Mapping[str, object], *, name: str, kind: str = "", remarks: tuple[Reason, ...] = ()
    ) -> None:
        super().__init__(fields, remarks)
        self.name = name
        self.kind = kind


def headed(text: str) -> tuple[str, str]:
    """The heading with which `text` begins ("" for none), and the text below it."""
    heading = _HEADING.match(text)
    title = (heading["marked"] or heading["underlined"] or "").strip(" #\t") if heading else ""
    return (title, text[heading.end() :]) if heading and title else ("", text)
