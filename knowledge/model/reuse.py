"""How often a lesson is used, and how that went (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.model.folding import fold
from knowledge.model.records.record import Record
from knowledge.model.records.use import Use

WORKED, PARTLY, FAILED, UNUSED = "werkte", "deels", "niet", "niet-gebruikt"

_WEIGHTS = {WORKED: 2, PARTLY: 1, FAILED: -2, UNUSED: 0}
_UNKNOWN = 1
"""The weight of a use of which nobody told how it went."""

_MOST = 10


@dataclass(frozen=True)
class Reuse:
    """The `uses` of one lesson, and the number of `lines` that an earlier version kept of them."""

    uses: tuple[Use, ...] = ()
    lines: int = 0

    @property
    def count(self) -> int:
        """How often it is used: by how many people, and the lines; what wasn't used in the end doesn't count."""
        return self.lines + len({person(use.who) for use in self.uses if use.outcome != UNUSED})

    @property
    def weight(self) -> int:
        """How much this raises the lesson in what a search finds: from 0 to 10."""
        weights = sum(_WEIGHTS.get(use.outcome, _UNKNOWN) for use in self.uses)
        return min(max(0, self.lines + weights), _MOST)

    def people(self, outcome: str) -> int:
        """For how many people it had this `outcome`."""
        return len({person(use.who) for use in self.uses if use.outcome == outcome})

    @property
    def failed(self) -> int:
        """For how many colleagues it didn't work, if that is a warning: two at least, and more than it worked for."""
        failed = self.people(FAILED)
        return failed if failed >= 2 and failed > self.people(WORKED) else 0


def reuse_of(record: Record, linked: Iterable[Record]) -> Reuse:
    """The reuse of `record`, of the records that are `linked` to it."""
    lines: Sequence[str] = getattr(record, "used_by", ())
    return Reuse(tuple(use for use in linked if isinstance(use, Use)), len(lines))


def person(name: str) -> str:
    """`name` in the form by which it is compared: spaces, capitals and accents don't count."""
    return fold(" ".join(name.split()))
