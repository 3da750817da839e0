"""What makes a document count a little more than its words do: being recent, being reused (pure)."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from knowledge.search.index.doc_values import DocValues
from knowledge.search.index.postings import Mask

RECENCY, REUSE = 0.04, 0.04
"""How much more the newest and the most reused count: enough to order equals, never to overtake a better match."""

_YEARS = 4 * 365.0
_MUCH_REUSED = 10


def boosts(columns: DocValues, alive: Mask) -> NDArray[np.float32]:
    """Per document the factor of its score, from 1 to 1 + `RECENCY` + `REUSE`; the newest is that of those `alive`."""
    newest = int(columns.days.max(where=alive, initial=0))
    age = newest - columns.days.astype(np.float32)
    recency = np.where(columns.days > 0, np.clip(1 - age / _YEARS, 0, 1), 0)
    reuse = np.clip(np.log1p(columns.reused) / log(1 + _MUCH_REUSED), 0, 1)
    return (1 + RECENCY * recency + REUSE * reuse).astype(np.float32)
