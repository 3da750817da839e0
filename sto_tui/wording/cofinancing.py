"""Cofinanciering in words: amounts, percentages, what was given, and why a line doesn't count."""

from __future__ import annotations

from decimal import Decimal

from knowledge.figures.cofinancing import (
    ELSEWHERE_TOO,
    LAPSED,
    NO_COMPANY,
    OUTSIDE,
    PLEDGED,
    STATELESS,
    WORTHLESS,
    RegisterLine,
)
from knowledge.model.records.contribution import IN_HOURS
from knowledge.model.vocabulary import CONTRIBUTION_WAYS, Vocabulary
from knowledge.problem import N_
from knowledge.work.line_value import COUNTED, NOT_COUNTED, TO_JUDGE
from sto_tui.wording.amounts import decimals
from sto_tui.wording.i18n import _

COUNTS = Vocabulary("counting", {COUNTED: N_("yes"), TO_JUDGE: N_("to be judged"), NOT_COUNTED: N_("no")})
WHY_NOT = Vocabulary(
    "why_not",
    {
        PLEDGED: N_("pledged"),
        LAPSED: N_("lapsed"),
        OUTSIDE: N_("in no period"),
        ELSEWHERE_TOO: N_("claimed elsewhere too"),
        NO_COMPANY: N_("no company"),
        WORTHLESS: N_("no amount"),
        STATELESS: N_("no state"),
    },
)


def euros(amount: Decimal) -> str:
    """``€ 17.300,00``."""
    return f"€ {decimals(amount)}"


def percent(share: Decimal | None) -> str:
    """``14,4 %``; "–" for none."""
    return "–" if share is None else f"{share:f} %".replace(".", ",")


def why_not(entry: RegisterLine) -> str:
    """In a few words why a line doesn't count, or that it is still to be judged; "" for one that counts."""
    if entry.because:
        return _(WHY_NOT.label(entry.because))
    return "" if entry.counted else _(COUNTS.label(entry.counts))


def what_was_given(entry: RegisterLine) -> str:
    """What a line is about: ``16,00 hours``, ``material``."""
    way = _(CONTRIBUTION_WAYS.label(entry.line.way))
    if entry.line.way in IN_HOURS and entry.worth.hours is not None:
        return f"{decimals(entry.worth.hours)} {_('hours') if entry.line.way == 'uren' else way}"
    return way
