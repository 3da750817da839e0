"""What goes out: every record of the chosen kinds, a page at a time, with the names of what it links to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from knowledge.catalogue.listing import Listing
from knowledge.exchange.directory import Store
from knowledge.journal.document import Document
from knowledge.model.kinds import KINDS, depth, linked_ids

_PAGE = 2500


def exported(store: Store, kinds: Sequence[str] = ()) -> Iterator[tuple[Document, Mapping[str, str]]]:
    """Every document of `kinds` (all when empty) that isn't in the trash, newest first within its kind, with titles."""
    for kind in sorted(kinds or KINDS, key=depth):  # what is linked to comes before what links to it
        listing = Listing(kind, limit=_PAGE)
        while page := store.documents(listing):
            titles = store.titles(target for document in page for target in linked_ids(document.record))
            yield from ((document, titles) for document in page)
            listing = dataclasses.replace(listing, offset=listing.offset + _PAGE)
