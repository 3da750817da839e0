"""The kinds of record: every file in `records/` declares one, and nothing else lists them."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any

import knowledge.model.records as records
from knowledge.model.fields import Beginning, Field, Link, Links, declared_fields
from knowledge.model.folding import fold_word
from knowledge.model.records.record import DECLARED, Kind, Record, Unknown
from knowledge.problem import N_, WrongUse

for _module in pkgutil.iter_modules(records.__path__):
    importlib.import_module(f"{records.__name__}.{_module.name}")


class _Kinds(Mapping[str, type[Record]]):
    """The declared kinds by their code, in their order; a kind declared later (in a test) is included at once."""

    def __getitem__(self, kind: str) -> type[Record]:
        return DECLARED[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(DECLARED, key=lambda kind: (DECLARED[kind].traits.order, kind)))

    def __len__(self) -> int:
        return len(DECLARED)


KINDS: Mapping[str, type[Record]] = _Kinds()
"""Every kind of record by its code, in the order of menus and help."""


def record_class(kind: str) -> type[Record]:
    """The class for `kind`; raises `WrongUse` for a kind that doesn't exist."""
    if kind not in DECLARED:
        raise WrongUse(N_("There is no kind “{kind}”. The kinds are: {kinds}."), kind=kind, kinds=", ".join(KINDS))
    return DECLARED[kind]


def about(kind: str) -> Kind:
    """The declaration of `kind`; for an unknown kind, that of any record."""
    return DECLARED.get(kind, Record).traits


def fields_of(kind: str) -> Mapping[str, Field]:
    """The declared fields of `kind` by name, in order; for an unknown kind, the fields that every kind has."""
    record = DECLARED.get(kind, Record)
    if record not in _read:
        _read[record] = declared_fields(record)
    return _read[record]


_read: dict[type[Record], Mapping[str, Field]] = {}
"""The fields of each class, which are read from its declarations once."""


def kind_typed(word: str) -> str:
    """The kind that a Dutch or English `word` names (les, lessen, lesson …, or the code itself), or ""."""
    wanted = fold_word(word)
    return next((kind for kind in KINDS if wanted == kind or wanted in about(kind).typed.split()), "")


def links_of(record: Record) -> tuple[tuple[str, str], ...]:
    """(field, id) of every link of `record`, each once, in field order; not of fields about sameness."""
    found: list[tuple[str, str]] = []
    for name, field in fields_of(record.kind).items():
        if field.sameness:
            continue
        if isinstance(field.type, Links):
            found.extend((name, each) for each in getattr(record, name))
        elif isinstance(field.type, Link):
            found.append((name, getattr(record, name)))
    if isinstance(record, Unknown):
        found.extend(("partners", each) for each in record.linked_partners)
    return tuple(dict.fromkeys((name, each) for name, each in found if each))


def linked_ids(record: Record) -> tuple[str, ...]:
    """The ids of every document that `record` links to, each once, in field order."""
    return tuple(dict.fromkeys(each for _name, each in links_of(record)))


def ranking_fields(kind: str) -> tuple[str, ...]:
    """The fields by which records of `kind` link to what they rank."""
    return tuple(name for name, field in fields_of(kind).items() if field.ranks)


def starting_values(kind: str, today: object, author: str) -> dict[str, Any]:
    """The values with which fields of a new record of `kind` begin: `today` for its day, `author` for its writer."""
    values = {Beginning.TODAY: today, Beginning.AUTHOR: author}
    return {name: values[field.begins] for name, field in fields_of(kind).items() if field.begins in values}


def depth(kind: str, above: tuple[str, ...] = ()) -> int:
    """The length of the longest chain of links from `kind` to other kinds: 0 if it links to no other kind.

    Sorted by this, kinds come after those they link to. `above` are the kinds already on the way, so that kinds that
    link to each other don't recurse forever.
    """
    types = [field.type for field in fields_of(kind).values()]
    targets = {target for each in types if isinstance(each, Link | Links) for target in each.targets}
    below = (targets & DECLARED.keys()) - {kind, *above}
    return 1 + max(depth(each, (*above, kind)) for each in below) if below else 0


def declarations() -> str:
    """A checksum (hex) of the declarations on which data derived from records depends.

    It covers kind, field, type, how concurrent values merge, whether the words of a field are searched, its facet, and
    what ranks or is made by it, and whether it is about sameness.
    """
    declared = tuple(DECLARED.values())
    if declared not in _checksums:
        _checksums[declared] = _checksum()
    return _checksums[declared]


_checksums: dict[tuple[type[Record], ...], str] = {}
"""The checksum for each set of classes, cached because every search asks for it."""


def _checksum() -> str:
    told = [
        (
            kind,
            name,
            type(field.type).__name__,
            field.type.shape.value,
            field.searched,
            field.facet,
            field.ranks,
            field.made_of,
            field.sameness,
        )
        for kind in sorted(DECLARED)
        for name, field in fields_of(kind).items()
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
