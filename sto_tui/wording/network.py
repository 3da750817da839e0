"""Figures about the network in words."""

from __future__ import annotations

from knowledge.figures.coverage import FINE, FRAGILE, GAP
from knowledge.figures.relations import stage_word_id
from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.vocabulary import Vocabulary
from knowledge.problem import N_
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

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


def short_name(region: Region, partner_id: str) -> str:
    """What people call a partner: its name without what every organisation has in front or behind."""
    partner = region.of(Partner).get(partner_id)
    return short(partner.title) if partner else ""


_IN_FRONT = (
    "vakcollege", "csg", "metaalwerken", "installatiebedrijf", "bakkerij", "zorggroep", "loonbedrijf",
    "hoveniersbedrijf", "autobedrijf", "jachtwerf", "praktijkschool", "basisschool", "gemeente", "studio",
    "keukenmakerij", "mbo",
    "het", "de",
)  # fmt: skip


def short(name: str) -> str:
    """The part of the name of an organisation by which people know it: "Vakcollege De Meander" is "Meander"."""
    words = safe_line(name).split(" – ")[0].split()
    while len(words) > 1 and words[0].casefold() in _IN_FRONT:
        words = words[1:]
    while len(words) > 1 and words[-1].casefold() in ("b.v.", "bv", "n.v.", "college"):
        words = words[:-1]
    return " ".join(words)
