"""Recognising what is here already among what comes in: the same partner, the same person (pure)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from knowledge.model.records.record import Record
from knowledge.work.duplicates import NEIGHBOURS, SIGNS, Certainty


@dataclass(frozen=True)
class Lookalike:
    """A `record` that may be the same as another one; `because` is a message id that says why."""

    record: Record
    sure: Certainty
    because: str

    @property
    def code(self) -> str:
        """How sure it is, as JSON tells it."""
        return self.sure.value

    @property
    def is_sure(self) -> bool:
        """Whether it is certain or likely."""
        return self.sure is not Certainty.POSSIBLE


class Lookalikes:
    """Partners and people by all that they are recognised by, so that one is compared with few others."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._by_sign: dict[tuple[str, int], dict[Hashable, Record | list[Record]]] = {}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Have what comes next compared with `record` as well."""
        for place, sign in enumerate(SIGNS.get(record.kind, ())):
            by_key = self._by_sign.setdefault((record.kind, place), {})
            for key in sign.keys(record):
                known = by_key.setdefault(key, record)  # of most keys there is one record: no list for each
                if isinstance(known, list):
                    known.append(record)
                elif known is not record:
                    by_key[key] = [known, record]

    def like(self, record: Record) -> Lookalike | None:
        """What `record` is most surely the same as; None when it is like nothing."""
        for place, sign in enumerate(SIGNS.get(record.kind, ())):
            by_key = self._by_sign.get((record.kind, place), {})
            for key in sign.keys(record):
                known = by_key.get(key, ())
                for other in (known if isinstance(known, list | tuple) else (known,))[:NEIGHBOURS]:
                    if other.id != record.id and sign.holds(record, other):
                        return Lookalike(other, sign.sure, sign.because)
        return None
