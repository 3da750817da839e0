"""A format that only the tests have: kind, id and title between tabs, one record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from knowledge.exchange.format import Exported, Format, Row, Wording
from knowledge.journal.document import Document

NAMES = ("kind", "id", "title")


def read(file: BinaryIO, _name: str, kind: str) -> Iterator[Row]:
    for number, line in enumerate(file, 1):
        values = zip(NAMES, line.decode().rstrip("\n").split("\t"), strict=False)
        yield f"{number}", {"kind": kind} | {name: value for name, value in values if value}


def page(document: Document, _titles: Mapping[str, str]) -> bytes:
    return f"{document.kind}\t{document.id}\t{document.record.title}\n".encode()


def write(documents: Iterable[Exported], _wording: Wording) -> Iterator[bytes]:
    yield from (page(document, titles) for document, titles in documents)


FORMAT = Format(
    name="tabs",
    title="Tabs",
    suffixes=(".tabs", ".tsv"),
    read=read,
    write=write,
    page=page,
    place="row {number}",
    kinds=("partner", "lesson"),
    guesses_kind=True,
)
