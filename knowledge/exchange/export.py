"""Export: every record of the chosen kinds, counted, to one file or to a folder with a file for each."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.catalogue.listing import Listing
from knowledge.exchange.directory import Store
from knowledge.exchange.format import Exported, Format, Wording
from knowledge.journal.document import Document
from knowledge.journal.within import write_within
from knowledge.model.folding import fold
from knowledge.model.kinds import KINDS, depth, linked_ids
from knowledge.permissions import usual_mode
from knowledge.problem import N_, Problem, WrongUse

_PAGE = 2500
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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
        _check_count(len(written), store.count(listing))
        total += len(written)
    if not kinds:
        _check_count(total, store.count(Listing()))


def _turn(kind: str) -> tuple[bool, int, int, str]:
    """A sort key for kinds: those that link to nothing first, unknown kinds last (theirs aren't known)."""
    known = list(KINDS)
    return (kind not in KINDS, depth(kind), known.index(kind) if kind in KINDS else 0, kind)


def _check_count(written: int, known: int) -> None:
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
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            for piece in chosen.write(counted, wording):
                file.write(piece)
        if (mode := usual_mode()) is not None:
            temporary.chmod(mode)
        unwritten = sum(1 for _left in documents)
        _check_count(counted.number, counted.number + unwritten)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return counted.number


def to_folder(folder: Path, chosen: Format, documents: Iterator[Exported]) -> int:
    """Write a file for each of `documents` into `folder`; returns how many. Raises `Problem` and `OSError`."""
    assert chosen.page
    if not folder.is_dir():
        folder.mkdir(parents=True)
        if (mode := usual_mode(directory=True)) is not None:
            folder.chmod(mode)
    names: set[str] = set()
    number = 0
    for number, (document, titles) in enumerate(documents, 1):  # noqa: B007
        name = file_name(document, chosen.suffixes[0])
        write_within(folder, name, chosen.page(document, titles))
        names.add(name)
    _check_count(sum((folder / name).is_file() for name in names), number)
    return number


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


def _plain(text: str) -> str:
    """`text` in small letters and digits, with dashes for everything else."""
    letters = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
