"""Warnings: what a person should know before or after saving, and that never stops a save (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model.vocabulary import Vocabulary
from knowledge.problem import N_, Reason

CLASH = "botsing"
HEED = "let-op"
CAUTION_LEVELS = Vocabulary("caution_level", {CLASH: N_("Clash"), HEED: N_("Mind")})
"""How serious a warning is: two things that can't both be, or something to think of."""


@dataclass(frozen=True)
class Caution:
    """One warning. `code` names the rule and `reason` tells it, to be translated; `about` are the ids that it concerns.

    A `quiet` one makes no “!” and stands in no list of what is wrong: it shows where the record itself is read.
    """

    code: str
    reason: Reason
    about: tuple[str, ...] = ()
    level: str = HEED
    quiet: bool = False
