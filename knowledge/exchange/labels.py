"""What files call fields and choices: by code, alias or label, in any language, in capitals or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from knowledge.model.fields import Field, FieldType, Lines, Link, Links
from knowledge.model.folding import fold
from knowledge.model.kinds import KINDS, fields_of, record_class
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import Vocabulary

Spoken = Callable[[str], Iterable[str]]
"""The texts for a message id in every language."""


def ids_name(name: str, kind: FieldType) -> str:
    """The name for the ids of link field `name`: ``partners`` → ``partner_ids``, ``venue`` → ``venue_id``."""
    return f"{name.removesuffix('s')}_ids" if isinstance(kind, Links) else f"{name}_id"


class Labels:
    """Which field or choice a name in a file means; `spoken` gives the labels in every language."""

    def __init__(self, spoken: Spoken = lambda text: (text,)) -> None:
        self.spoken = spoken
        self._meanings: dict[type[Record], Mapping[str, str]] = {}

    def named(self, kind: str, raw: Mapping[str, object]) -> dict[str, tuple[str, object]]:
        """The fields of `raw` by their declared names, each as what it is called there and its value.

        If several mean one field, the declared name counts before the others, and the first of those before the rest. A
        name that means no field, or one that is taken, stays as it is.
        """
        meanings = self._meanings_for(kind)
        fields: dict[str, tuple[str, object]] = {}
        for called, value in raw.items():
            meant = called if called in fields_of(kind) else meanings.get(_folded(called), called)
            fields[called if meant in fields or (meant != called and meant in raw) else meant] = (called, value)
        return fields

    def is_called(self, kind: str, name: str, called: str) -> bool:
        """Whether records of `kind` themselves call their field `name` so, and not only records of another kind."""
        field = fields_of(kind).get(name)
        ours = (name, *self._others(field)) if field else (name,)
        return _folded(called) in map(_folded, ours)

    def code(self, vocabulary: Vocabulary, typed: str) -> str:
        """The code of `vocabulary` that `typed` (a code or a label) means, or `typed` itself if it means none."""
        if typed in vocabulary:
            return typed
        wanted = _folded(typed)
        for code in vocabulary:
            if wanted in map(_folded, (code, vocabulary.label(code), *self.spoken(vocabulary.label(code)))):
                return code
        return typed

    def _meanings_for(self, kind: str) -> Mapping[str, str]:
        record = record_class(kind)
        if record not in self._meanings:
            meanings: dict[str, str] = {}
            for called, name in self._called(kind):
                meanings.setdefault(_folded(called), name)
            self._meanings[record] = {**self._of_any_kind, **meanings}
        return self._meanings[record]

    def _called(self, kind: str) -> Iterator[tuple[str, str]]:
        """Everything that the fields of `kind` are called, with their names; the surest first."""
        fields = fields_of(kind)
        yield from ((name, name) for name in fields)
        for name, field in fields.items():
            if isinstance(field.type, Link | Links):
                yield ids_name(name, field.type), ids_name(name, field.type)
        for name, field in fields.items():
            yield from ((called, name) for called in self._others(field))

    @cached_property
    def _of_any_kind(self) -> Mapping[str, str]:
        """What the fields that every kind has are called by any kind, with their names."""
        meanings: dict[str, str] = {}
        for name in fields_of(""):
            for other in KINDS:
                for called in self._others(fields_of(other)[name]):
                    meanings.setdefault(_folded(called), name)
        return meanings

    def _others(self, field: Field) -> Iterator[str]:
        """What `field` is called besides its name; the members of a list also one by one."""
        yield from field.aliases
        one = field.name.removesuffix("s") if isinstance(field.type, Lines) else field.name
        for said in (field.label, field.name, one, one.capitalize()):
            for text in (said, *self.spoken(said)):
                yield text
                yield re.sub(r"\(.*\)", "", text)
                if isinstance(field.type, Lines):
                    yield re.sub("(en|s)$", "", text)


@lru_cache(maxsize=4096)  # every kind is asked what its fields are called, and many are called the same
def _folded(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", fold(name).strip(" :")))
