"""Figures about the network in words."""

from __future__ import annotations

from knowledge.figures.coverage import FINE, FRAGILE, GAP
from knowledge.figures.relations import stage_word_id
from knowledge.model.vocabulary import Vocabulary
from knowledge.problem import N_
from sto_tui.wording.i18n import _

VERDICTS = Vocabulary("verdict", {GAP: N_("gap"), FRAGILE: N_("fragile"), FINE: N_("fine")})
COLUMN_WORDS = Vocabulary(
    "column", {"klein": N_("small"), "groot": N_("large"), "branche": N_("trade"), "publiek": N_("public")}
)


def verdict_word(verdict: str) -> str:
    """The word for what a number of companies means."""
    return _(VERDICTS.label(verdict))


def column_word(column: str) -> str:
    """The word over a column of kinds of partner."""
    return _(COLUMN_WORDS.label(column))


def stage_word(stage: str) -> str:
    """One word for the stage of a relation; "–" for none."""
    return _(stage_word_id(stage)) if stage else "–"
