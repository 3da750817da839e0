"""Drafts: unsaved text is kept in the private directory so that a crash loses nothing."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.private_files import DRAFT

if TYPE_CHECKING:
    from knowledge.private_files import PrivateFiles

Typed = dict[str, "str | list[str] | list[list[str]]"]
"""The contents of a form by field: typed text, chosen codes, or rows of typed cells."""


@dataclass(frozen=True)
class Draft:
    """The contents of a form; `seen` are the heads of the document it changes, empty for a new one."""

    values: Typed
    seen: tuple[str, ...] = field(default=())


def draft_path(files: PrivateFiles, kind: str, document_id: str, space: str) -> Path:
    """The path of the draft for a document, or for a new one of `kind` in `space`."""
    return files.path(DRAFT, about=document_id or f"new-{kind}-{zlib.crc32(space.encode()):08x}")


def keep_draft(path: Path, draft: Draft) -> None:
    """Write `draft` to `path`; raises `CannotWrite`."""
    from knowledge.journal.storage import write_atomically

    write_atomically(path, json.dumps(asdict(draft), ensure_ascii=False).encode())


def find_draft(path: Path) -> Draft | None:
    """The draft at `path`; None when there is none or it can't be read."""
    try:
        stored: Any = json.loads(path.read_bytes())
        values = {str(name): _as_typed(value) for name, value in stored["values"].items()}
        return Draft(values, tuple(map(str, stored["seen"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _as_typed(value: Any) -> str | list[Any]:
    if isinstance(value, str):
        return value
    return [[*map(str, each)] if isinstance(each, list) else str(each) for each in value]


def drop_draft(path: Path) -> None:
    """Delete the draft at `path`."""
    path.unlink(missing_ok=True)
