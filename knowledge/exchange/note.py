"""Records as they are read: with remarks, without ids of their own, or as notes (files that are one record)."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping

from knowledge.exchange.vault import LinkTargets
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
    knows. `heads` tell which version of its record sto once wrote in this file, and `targets` what links lead to.
    """

    def __init__(
        self, fields: Mapping[str, object], *, name: str, kind: str = "", remarks: tuple[Reason, ...] = ()
    ) -> None:
        super().__init__(fields, remarks)
        self.name = name
        self.kind = kind
        self.heads: tuple[str, ...] = ()
        self.targets: LinkTargets | None = None


def headed(text: str) -> tuple[str, str]:
    """The heading with which `text` begins ("" for none), and the text below it."""
    heading = _HEADING.match(text)
    title = (heading["marked"] or heading["underlined"] or "").strip(" #\t") if heading else ""
    return (title, text[heading.end() :]) if heading and title else ("", text)


def content_id(raw: object) -> str:
    """An id for a row without one, derived from its content: the same row gets the same id on every device."""
    import msgspec

    digest = hashlib.sha256(msgspec.json.encode(raw, order="sorted")).digest()
    value = int.from_bytes(digest[:16], "big")
    value = value & ~(0xF << 76) | 0x8 << 76  # RFC 9562 §5.8: version 8, for ids with a scheme of one's own
    value = value & ~(0x3 << 62) | 0b10 << 62
    return str(uuid.UUID(int=value))
