"""Whether what this device puts in the shared folder stays there, or another program takes it away again.

A tool that may only receive, or a backup that is put back every hour, undoes each round. What was written a moment ago
is in the folder then, and yet nobody gets it; so after the second time it counts as shared only once rounds that come
later still find it there.
"""

from __future__ import annotations

from knowledge.catalogue.catalogue import Catalogue

STAYS_ROUNDS = 20
"""The most rounds in which everything has to be found in its place before it counts as shared again."""

FORGOTTEN = 60
"""The rounds in which everything was found in its place after which the times before don't count any more."""


def is_trusted(times: int, stood: int) -> bool:
    """Whether what is in the folder counts as shared, after it was taken away so many `times`.

    `stood` is in how many rounds since the last time everything was found in its place.
    """
    return times < 2 or stood >= min(times, STAYS_ROUNDS)


class TakenBack:
    """How often what was in the folder was gone again, kept in `catalogue`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @property
    def times(self) -> int:
        """How often; 0 when that is over."""
        return self._noted()[0]

    @property
    def is_trusted(self) -> bool:
        """Whether what is in the folder counts as shared."""
        return is_trusted(*self._noted())

    def note_round(self, *, taken: bool) -> None:
        """Note a round, and whether it found something `taken` away that an earlier one had seen in the folder."""
        times, stood = before = self._noted()
        times, stood = (times + 1, 0) if taken else (times, stood + 1)
        after = (times, stood) if times and stood < FORGOTTEN else (0, 0)
        if after != before:
            self._catalogue.note("taken back", "{} {}".format(*after))

    def _noted(self) -> tuple[int, int]:
        try:
            times, stood = map(int, str(self._catalogue.noted("taken back") or "0 0").split())
        except ValueError:
            return 0, 0
        return times, stood
