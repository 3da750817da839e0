"""An export as a folder with a file for each record, and what an earlier export into the same folder left there.

A record that got another title gets another file. The one under its former name is replaced, if it is certain that
sto wrote it and nobody changed it since: the folder keeps a list of what was written. All else is left alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from knowledge import bounds
from knowledge.exchange.export import check_count
from knowledge.exchange.format import Exported, Format
from knowledge.journal.document import Document
from knowledge.journal.within import open_within, write_within
from knowledge.model.folding import fold
from knowledge.permissions import usual_mode
from knowledge.problem import Problem

LIST = ".sto-export.json"
"""The list of what was written, in the folder itself."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OTHER_END = re.compile(r"(?:.*-)?([0-9a-f]{10})")
"""The end of a name that `_end` made of an id that isn't one of ours."""


@dataclass(frozen=True)
class ListedFile:
    """A file that was written: of the record `id` of `kind`, with this content."""

    id: str
    kind: str
    sha256: str


@dataclass(frozen=True)
class Written:
    """What an export did: the `number` of records, the files that were `replaced` by one of another name, and those
    that are `left` of records that were written under another name, or that aren't there any more."""

    number: int
    replaced: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def to_folder(folder: Path, chosen: Format, documents: Iterator[Exported], kinds: Collection[str] = ()) -> Written:
    """Write a file for each of `documents`, which are all of `kinds`, into `folder`. Raises `Problem` and `OSError`.

    Without `kinds` they are all there are.
    """
    assert chosen.page
    suffix = chosen.suffixes[0]
    if not folder.is_dir():
        folder.mkdir(parents=True)
        if (mode := usual_mode(directory=True)) is not None:
            folder.chmod(mode)
    before = _listed(folder)
    written: dict[str, ListedFile] = {}
    number = 0
    for document, titles in documents:
        number += 1
        name, data = file_name(document, suffix), chosen.page(document, titles)
        write_within(folder, name, data)
        written[name] = ListedFile(document.id, document.kind, hashlib.sha256(data).hexdigest())
    check_count(sum((folder / name).is_file() for name in written), number)
    others = [name for name in _names(folder) if name not in written and name != LIST]
    kept = {name: before[name] for name in others if name in before}
    _list(folder, {**kept, **written})
    others = [name for name in others if name.endswith(suffix)]
    replaced = _replaced(folder, {name: kept[name] for name in others if name in kept}, written)
    ends = {_end_of(name, suffix) for name in written}
    missing = {name for name, listed in kept.items() if not kinds or listed.kind in kinds}
    left = [name for name in others if name in missing or _end_of(name, suffix) in ends]
    return Written(number, tuple(replaced), tuple(sorted(set(left) - set(replaced))))


def _replaced(folder: Path, kept: Mapping[str, ListedFile], written: Mapping[str, ListedFile]) -> list[str]:
    """Remove those of the files `kept` whose record is `written` under another name now; returns which."""
    ids = {each.id for each in written.values()}
    gone = [name for name, listed in kept.items() if listed.id in ids and _sha256(folder, name) == listed.sha256]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    return sorted(gone)


def _names(folder: Path) -> list[str]:
    """The files directly in `folder`; no links and no folders."""
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]


def _sha256(folder: Path, name: str) -> str:
    """What tells whether the file `name` has changed; "" when it can't be read."""
    with contextlib.suppress(OSError), os.fdopen(open_within(folder, name), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def _listed(folder: Path) -> dict[str, ListedFile]:
    """What the list in `folder` says; nothing when there is none that can be read."""
    try:
        with os.fdopen(open_within(folder, LIST), "rb") as file:
            data = bounds.read_at_most(file, bounds.EXPORT_LIST_BYTES)
        return msgspec.json.decode(data, type=dict[str, ListedFile])
    except (OSError, Problem, msgspec.MsgspecError, UnicodeError, RecursionError):
        return {}


def _list(folder: Path, written: Mapping[str, ListedFile]) -> None:
    write_within(folder, LIST, msgspec.json.format(msgspec.json.encode(dict(sorted(written.items()))), indent=1))


# -- names ------------------------------------------------------------------------------------------------------------


def file_name(document: Document, suffix: str) -> str:
    """A name for the file of `document` that every file system accepts, and that no other record has.

    It ends with the id. An id that isn't one of ours may differ from another only in characters that a file name can't
    have, so such a name also has a few letters derived from the id.
    """
    record = document.record
    day = record.when.isoformat() if record.when else ""
    end = document.id
    if not _UUID.fullmatch(end):
        end = f"{_plain(end)[-36:]}-{hashlib.sha256(end.encode()).hexdigest()[:10]}"
    parts = (_plain(document.kind)[:20], day, _plain(record.title)[:60].strip("-"), end.strip("-"))
    return "-".join(part for part in parts if part) + suffix


def _end_of(name: str, suffix: str) -> str:
    """What stands at the end of the file `name` for the id of its record; "" when nothing does."""
    stem = name.removesuffix(suffix)
    if _UUID.fullmatch(stem[-36:]):
        return stem[-36:]
    end = _OTHER_END.fullmatch(stem)
    return end[1] if end else ""


def _plain(text: str) -> str:
    """`text` in small letters and digits, with dashes for everything else."""
    letters = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
