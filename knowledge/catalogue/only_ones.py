"""Records of a kind of which a space has one only: those with another id, which nothing uses."""

from __future__ import annotations

from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document
from knowledge.model.kinds import KINDS


def superfluous(catalogue: Catalogue) -> list[Document]:
    """The documents beside the only one of their kind: what an older program or an import brought. They are kept."""
    return [
        document
        for kind, record in KINDS.items()
        if (only := record.traits.only_id)
        for document in catalogue.documents(Listing(kind, sort="title"))
        if document.id != only
    ]
