"""How a merged document stands in a row of the catalogue."""

from __future__ import annotations

from typing import Any

import msgspec

from knowledge.catalogue.database import Damaged
from knowledge.journal.document import Document, Sibling
from knowledge.model.codec import decode
from knowledge.model.following import Roots, followed
from knowledge.model.titles import titled
from knowledge.reasons import NOT_JSON


class StoredDocument(msgspec.Struct, frozen=True):
    """A document as it is stored in the `json` column."""

    fields: dict[str, Any]
    heads: tuple[str, ...]
    created: str
    changed: str
    author: str
    replica: str
    latest: str
    awaited: tuple[str, ...]
    deleted: bool
    revived: bool
    erased: bool
    conflicts: dict[str, tuple[Sibling, ...]]


_stored = msgspec.json.Decoder(StoredDocument)


def from_row(document_id: str, kind: str, title: str, data: bytes, root: str, *, roots: Roots) -> Document:
    """The document of a row; raises `Damaged`."""
    try:
        stored = _stored.decode(data)
    except NOT_JSON:
        raise Damaged from None
    values = {name: getattr(stored, name) for name in StoredDocument.__struct_fields__}
    record = titled(decode(kind, document_id, followed(kind, document_id, stored.fields, roots)), title)
    return Document(id=document_id, kind=kind, record=record, merged_into=root, **values)
