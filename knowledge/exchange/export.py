"""Export: every record of the chosen kinds, counted, to one file. A folder of files is `exported_folder`."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from knowledge.catalogue.listing import Listing
from knowledge.exchange.directory import Store
from knowledge.exchange.format import Exported, Format, Wording
from knowledge.model.kinds import KINDS, depth, linked_ids
from knowledge.permissions import usual_mode
from knowledge.problem import N_, Problem, WrongUse

_PAGE = 2500


def exported(store: Store, kinds: Sequence[str] = ()) -> Iterator[Exported]:
    """Every document of `kinds` that isn't in the trash, newest first within its kind, with the titles of its links.

    Without `kinds` that is everything in the catalogue, including kinds that only a newer version knows. Documents
    follow those they link to. Raises `Problem` after the last one if there were fewer or more than the catalogue
    counts, for example because somebody wrote meanwhile.
    """
    total = 0
    for kind in sorted(kinds or store.kinds(), key=_turn):
        listing = Listing(kind, limit=_PAGE)
        written: set[str] = set()
        while page := store.documents(listing):
            titles = store.titles(target for document in page for target in linked_ids(document.record))
            yield from ((document, titles) for document in page)
            written.update(document.id for document in page)
            listing = dataclasses.replace(listing, offset=listing.offset + _PAGE)
        check_count(len(written), store.count(listing))
        total += len(written)
    if not kinds:
        check_count(total, store.count(Listing()))


def _turn(kind: str) -> tuple[bool, int, int, str]:
    """A sort key for kinds: those that link to nothing first, unknown kinds last (theirs aren't known)."""
    known = list(KINDS)
    return (kind not in KINDS, depth(kind), known.index(kind) if kind in KINDS else 0, kind)


def check_count(written: int, known: int) -> None:
    """Raise `Problem` when not all of the `known` records were `written`."""
    if written != known:
        raise Problem(
            N_("{written} of {known} records were written. Nobody should write meanwhile: try it again."),
            written=written,
            known=known,
        )


def kinds_for(chosen: Format, kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds to export of those asked for (all when empty); raises `WrongUse` for one that `chosen` can't hold."""
    if not chosen.kinds:
        return tuple(kinds)
    for kind in kinds:
        if kind not in chosen.kinds:
            raise WrongUse(
                N_("{format} holds only these kinds: {kinds}."), format=chosen.title, kinds=", ".join(chosen.kinds)
            )
    return tuple(kinds) or chosen.kinds


class Counted:
    """An iterator of exported documents that counts them in `number`."""

    def __init__(self, documents: Iterator[Exported]) -> None:
        self._documents = documents
        self.number = 0

    def __iter__(self) -> Iterator[Exported]:
        for item in self._documents:
            self.number += 1
            yield item


def to_file(path: Path, chosen: Format, documents: Iterator[Exported], wording: Wording) -> int:
    """Write all `documents` to `path` atomically; returns how many. Raises `Problem` and `OSError`."""
    assert chosen.write
    counted = Counted(documents)
    with _replacing(path) as file:
        for piece in chosen.write(counted, wording):
            file.write(piece)
        unwritten = sum(1 for _left in documents)
        check_count(counted.number, counted.number + unwritten)
    return counted.number


def text_to_file(path: Path, text: str) -> None:
    """Write `text` to `path` atomically; raises `OSError`."""
    bytes_to_file(path, text.encode())


def bytes_to_file(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write `data` to `path` atomically, with `mode` instead of the usual one if given; raises `OSError`."""
    with _replacing(path, mode) as file:
        file.write(data)


@contextmanager
def _replacing(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """A file that takes the place of the one at `path` once all is written, and leaves nothing when that fails."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            yield file
        if (wanted := mode or usual_mode()) is not None:
            temporary.chmod(wanted)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
