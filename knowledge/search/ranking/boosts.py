"""Boosts, which raise the scores of recent and of reused documents a little (pure)."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from knowledge.search.index.doc_values import DocValues
from knowledge.search.index.postings import Mask
from knowledge.today import today

RECENCY, REUSE = 0.04, 0.04
"""The boost of the newest and of the most reused: enough to order equals, never to overtake a better match."""

_YEARS = 4 * 365.0
_MUCH_REUSED = 10


def boosts(columns: DocValues, alive: Mask) -> NDArray[np.float32]:
    """The factor for each document's score, from 1 to 1 + `RECENCY` + `REUSE`; only those `alive` can be the newest.

    What lies ahead is as new as today, so that a day far ahead makes nothing else old.
    """
    newest = min(int(columns.days.max(where=alive, initial=0)), today().toordinal())
    age = newest - columns.days.astype(np.float32)
    recency = np.where(columns.days > 0, np.clip(1 - age / _YEARS, 0, 1), 0)
    reuse = np.clip(np.log1p(columns.reused) / log(1 + _MUCH_REUSED), 0, 1)
    return (1 + RECENCY * recency + REUSE * reuse).astype(np.float32)
