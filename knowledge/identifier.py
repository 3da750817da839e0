"""New document ids."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Iterator
from itertools import count


def new_id() -> str:
    """A UUIDv7 (RFC 9562 §5.7): sortable by the time it was made, and unique without any coordination."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def begun_ids(space: str, kind: str, name: str) -> Iterator[str]:
    """The ids for a document of `kind` of which only the (folded) name is known, in the order in which to try them.

    They are UUIDv5 (RFC 9562 §5.5) in the name space of `space`, and so the same on every device.
    """
    for number in count():
        yield str(uuid.uuid5(uuid.UUID(space), f"{kind}/{name}/{number}" if number else f"{kind}/{name}"))
