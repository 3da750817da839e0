"""What is asked as a question, and which of the hits are likely to answer it (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.search.query.query import Hit, Query

MOST_ANSWERS = 3
"""How many answers stand on top."""

_ASKING = re.compile(
    r"\s*(?:hoe|wat|waar|wie|welke?|waarom|wanneer|hoeveel|how|what|where|who|which|why|when)\s+(?:\S+\s+){2,}\S",
    re.IGNORECASE,
)
"""A word that asks, and at least three more."""


def is_question(text: str) -> bool:
    """Whether `text` asks something: it ends so, or begins so and goes on for a while."""
    return len(text.split()) > 1 and (text.rstrip(" !").endswith("?") or _ASKING.match(text) is not None)


def answers_first(query: Query, hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """Those of `hits` that are likely to answer `query` (none if it asks nothing, or by day), and the others."""
    if query.sort != "relevance" or not is_question(query.text):
        return (), tuple(hits)
    answering = tuple(hit for hit in hits if any(matched for _, matched in hit.snippet))[:MOST_ANSWERS]
    return answering, tuple(hit for hit in hits if hit not in answering)
