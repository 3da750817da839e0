"""An export as a folder with a file for each record, and what an earlier export into the same folder left there.

The folder keeps a list of what was written. A record that got another title gets another file. The one under its
former name is replaced, if it is certain that sto wrote it and nobody changed it since. A file that somebody changed is
written over only when all that it says is here; all else is left alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from knowledge import bounds
from knowledge.catalogue.listing import Listing
from knowledge.exchange.directory import Store
from knowledge.exchange.export import check_count
from knowledge.exchange.format import Exported, Format
from knowledge.exchange.vault import VaultNames, path_key, vault_names
from knowledge.journal.document import Document
from knowledge.journal.within import is_link, open_within, write_within
from knowledge.permissions import usual_mode
from knowledge.problem import Problem

LIST = ".sto-export.json"
"""The list of what was written, in the folder itself."""

_PAGE = 2500
_HEAD_BYTES = 64 * bounds.KIB
"""As much of a file as is read to find its id."""
_ID_LINE = re.compile(rb"^id: *[\"']?([\w.-]+)", re.MULTILINE)


@dataclass(frozen=True)
class ListedFile:
    """A file that was written: of the record `id` of `kind`, with this content, in the version that `heads` tell."""

    id: str
    kind: str
    sha256: str
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """What an export did: the `number` of records, the files that were `replaced` by one of another name, and those
    that are `left` of records that were written under another name, or that aren't there any more. Files that are
    `kept` say something that wasn't imported yet, and weren't written over."""

    number: int
    replaced: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def names_here(store: Store, folder_of: Callable[[str], str]) -> VaultNames:
    """The names of the files of everything in `store`, in folders that `folder_of` calls by their kinds."""

    def documents() -> Iterator[tuple[str, str, str]]:
        for kind in store.kinds():
            listing = Listing(kind, limit=_PAGE)
            while page := store.documents(listing):
                yield from ((each.id, each.kind, each.record.title) for each in page)
                listing = dataclasses.replace(listing, offset=listing.offset + _PAGE)

    return vault_names(documents(), folder_of)


def to_folder(
    folder: Path,
    chosen: Format,
    documents: Iterator[Exported],
    kinds: Collection[str] = (),
    *,
    names: VaultNames,
    unread: Callable[[list[str]], Collection[str]] = lambda changed: changed,
) -> Written:
    """Write a file for each of `documents`, which are all of `kinds`, into `folder`. Raises `Problem` and `OSError`.

    Without `kinds` they are all there are. `names` are those of the files. Of files that somebody changed, `unread`
    tells which say something that isn't here.
    """
    assert chosen.page
    suffix = chosen.suffixes[0]
    if not folder.is_dir():
        folder.mkdir(parents=True)
        if (mode := usual_mode(directory=True)) is not None:
            folder.chmod(mode)
    work = _Writing(folder, listed_in(folder), names, suffix)
    links = {each: link for each, link in names.links.items() if not kinds or names.kinds[each] in kinds}
    for document, _titles in documents:
        work.take(document, chosen.page(document, links))
    kept = work.settle(unread)
    check_count(sum((folder / name).is_file() for name in (*work.written, *kept)), work.number)
    others = [name for name in _names(folder) if name not in work.written and name != LIST]
    stays = {name: work.before[name] for name in others if name in work.before}
    _list(folder, {**stays, **work.written})
    others = [name for name in others if name.endswith(suffix) and name not in kept]
    replaced = _replaced(folder, {name: stays[name] for name in others if name in stays}, work.written)
    ids = {each.id for each in work.written.values()}
    missing = {name for name, listed in stays.items() if not kinds or listed.kind in kinds}
    left = [name for name in others if name in missing or (not work.before and _id_in(folder, name) in ids)]
    return Written(len(work.written), tuple(replaced), tuple(sorted(set(left) - set(replaced))), tuple(sorted(kept)))


class _Writing:
    """The writing of files into `folder`, of which `before` is what an earlier export wrote there."""

    def __init__(self, folder: Path, before: Mapping[str, ListedFile], names: VaultNames, suffix: str) -> None:
        self._folder = folder
        self._names = names
        self._suffix = suffix
        self._there = {path_key(name): name for name in _names(folder)}
        self._former = {each.id: name for name, each in before.items() if self._there.get(path_key(name)) == name}
        self._waiting: dict[str, tuple[str, Document, bytes]] = {}
        self.before = before
        self.written: dict[str, ListedFile] = {}
        self.number = 0

    def take(self, document: Document, data: bytes) -> None:
        """Write the page of `document`; where somebody changed the file, it waits."""
        if document.id not in self._names.paths:  # it came meanwhile: the next export has it
            return
        self.number += 1
        name = f"{self._names.paths[document.id]}{self._suffix}"
        there, before = self._there.get(path_key(name), ""), self._former.get(document.id, "")
        changed = next((each for each in (there, before) if each and self._is_changed(each, data)), "")
        if changed:
            self._waiting[name] = (changed, document, data)
        else:
            self._write(name, there, document, data)

    def _is_changed(self, name: str, data: bytes) -> bool:
        """Whether somebody wrote something else in the file `name` than sto did, and does now."""
        return not is_as_listed(self._folder, name, self.before) and _sha256(self._folder, name) != _digest(data)

    def settle(self, unread: Callable[[list[str]], Collection[str]]) -> set[str]:
        """Write what waits as well, but keep the files that `unread` says to hold something new, and return these."""
        kept = {*unread([former for former, *_rest in self._waiting.values()])} if self._waiting else set()
        for name, (former, document, data) in self._waiting.items():
            if former not in kept:
                self._write(name, self._there.get(path_key(name), ""), document, data)
        return kept

    def _write(self, name: str, former: str, document: Document, data: bytes) -> None:
        if former not in ("", name) and former in self.before:
            (self._folder / former).unlink(missing_ok=True)  # else some disks would keep its capitals as they were
        write_within(self._folder, name, data)
        self.written[name] = ListedFile(document.id, document.kind, _digest(data), document.heads)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _id_in(folder: Path, name: str) -> str:
    """The id in the fields in front of the file `name`, "" if there is none that can be read."""
    with contextlib.suppress(OSError), os.fdopen(open_within(folder, name), "rb") as file:
        head = file.read(_HEAD_BYTES)
        front = head.split(b"\n---", 1)[0] if head.startswith(b"---") else b""
        if found := _ID_LINE.search(front):
            return found[1].decode("utf-8", "replace")
    return ""


def _replaced(folder: Path, kept: Mapping[str, ListedFile], written: Mapping[str, ListedFile]) -> list[str]:
    """Remove those of the files `kept` whose record is `written` under another name now; returns which."""
    ids = {each.id for each in written.values()}
    gone = [name for name, listed in kept.items() if listed.id in ids and _sha256(folder, name) == listed.sha256]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    return sorted(gone)


def _names(folder: Path) -> list[str]:
    """The files in `folder` and in the folders in it, by their paths; no links are followed."""
    found: list[str] = []
    for within in ("", *_folders(folder)):
        with os.scandir(folder / within) as entries:
            prefix = f"{within}/" if within else ""
            found += [f"{prefix}{entry.name}" for entry in entries if entry.is_file(follow_symlinks=False)]
    return found


def _folders(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")]
        return [entry.name for entry in found if not is_link(entry.stat(follow_symlinks=False))]


def _sha256(folder: Path, name: str) -> str:
    """What tells whether the file `name` has changed; "" when it can't be read."""
    with contextlib.suppress(OSError), os.fdopen(open_within(folder, name), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def listed_in(folder: Path) -> dict[str, ListedFile]:
    """What the list in `folder` says; nothing when there is none that can be read."""
    try:
        with os.fdopen(open_within(folder, LIST), "rb") as file:
            data = bounds.read_at_most(file, bounds.EXPORT_LIST_BYTES)
        return msgspec.json.decode(data, type=dict[str, ListedFile])
    except (OSError, Problem, msgspec.MsgspecError, UnicodeError, RecursionError):
        return {}


def relist(folder: Path, imported: Mapping[str, tuple[str, str, tuple[str, ...]]]) -> None:
    """Put in the list of `folder` what was `imported` from files: by path the id, kind and version of the record.

    A folder without a list isn't one of ours, and gets none. Raises `Problem` when the folder can't be written.
    """
    before = listed_in(folder)
    found = {
        name: ListedFile(document_id, kind, _sha256(folder, name), heads)
        for name, (document_id, kind, heads) in imported.items()
    }
    if before and found:
        _list(folder, {**before, **found})


def is_as_listed(folder: Path, name: str, listed: Mapping[str, ListedFile]) -> bool:
    """Whether the file `name` is as it was when it was written or imported last."""
    return name in listed and _sha256(folder, name) == listed[name].sha256


def _list(folder: Path, written: Mapping[str, ListedFile]) -> None:
    write_within(folder, LIST, msgspec.json.format(msgspec.json.encode(dict(sorted(written.items()))), indent=1))
