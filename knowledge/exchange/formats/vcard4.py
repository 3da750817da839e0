"""vCard 4.0, for programs that ask for it; the usual file for people is `vcard`, which also reads this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.exchange.format import Exported, Format, Wording
from knowledge.exchange.formats.vcard import cards
from knowledge.model.records.person import Person


def write(documents: Iterable[Exported], wording: Wording) -> Iterator[bytes]:
    """A card for each person, in version 4.0."""
    yield from cards(documents, wording, "4.0")


FORMAT = Format(name="vcard4", title="vCard 4.0", suffixes=(), write=write, kinds=(Person.kind,))
