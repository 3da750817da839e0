"""Where whoever saves says what should happen with text about a pupil, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from knowledge.guard.checking import PupilHit

Decide: TypeAlias = "Callable[[Sequence[PupilHit], bool], str]"
"""What to do about hits that aren't settled, in a region that is strict (True) or not: the reason for which they are
kept, "" to save them all the same without one, or an exception, and nothing is saved."""

_in_force: ContextVar[Decide | None] = ContextVar("guard", default=None)


def decision_in_force() -> Decide | None:
    """Who decides here and now; None where nobody does, and nothing is looked at."""
    return _in_force.get()


@contextmanager
def deciding(decide: Decide) -> Iterator[None]:
    """Let `decide` decide about everything that is saved within."""
    token = _in_force.set(decide)
    try:
        yield
    finally:
        _in_force.reset(token)


@contextmanager
def telling_where(place: Callable[[str], str]) -> Iterator[None]:
    """Within this, each hit tells the `place` of its record (by id) in the file that is read."""
    from dataclasses import replace

    decide = decision_in_force()
    if decide is None:
        yield
        return
    with deciding(lambda hits, strict: decide([replace(hit, where=place(hit.id)) for hit in hits], strict)):
        yield
