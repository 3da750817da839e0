"""Where whoever saves hears of warnings about what that did elsewhere, however it was saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

from knowledge.work.warning import Caution

Hear: TypeAlias = Callable[[Caution], None]

_in_force: ContextVar[Hear | None] = ContextVar("hearing", default=None)


def hearer() -> Hear | None:
    """Who hears of warnings here and now; None where nobody does, and nothing is looked for."""
    return _in_force.get()


@contextmanager
def hearing(hear: Hear) -> Iterator[None]:
    """Let `hear` hear of what is saved within."""
    token = _in_force.set(hear)
    try:
        yield
    finally:
        _in_force.reset(token)
