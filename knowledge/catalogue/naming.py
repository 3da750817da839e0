"""Which documents name somebody: a search through every change, so that no field and no earlier version is left out."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from knowledge.catalogue.database import Database
from knowledge.journal.change import ERASE
from knowledge.model.fields import json_text
from knowledge.model.folding import fold
from knowledge.private_files import says


def documents_naming(database: Database, ids: Collection[str], names: Collection[str]) -> list[str]:
    """The ids of the documents of which some change links to one of `ids` or says one of the folded `names`.

    Those with these ids are left out, and who wrote a change doesn't count.
    """
    found: dict[str, None] = {}
    for document, kind, data in database.select("SELECT document, kind, json FROM change"):
        if kind == ERASE or document in ids or document in found:
            continue
        text = bytes(data).decode("utf-8", "replace")
        folded = fold(text)
        if any(each in text for each in ids) or any(each in folded for each in names):
            said = json_text(msgspec.json.decode(bytes(data)).get("set"))
            if any(each in said for each in ids) or is_named(said, names):
                found[document] = None
    return list(found)


def is_named(text: str, names: Collection[str]) -> bool:
    """Whether one of the folded `names` stands in `text` as whole words; the end of a line in JSON ends a word too."""
    folded = fold(text.replace("\\n", " "))
    return any(name in folded for name in names) and says(folded, names)
