"""Which day it is for people: for rules, lists and reports; never for the clock of the journal."""

from __future__ import annotations

import os
from datetime import date

from knowledge.problem import N_, WrongUse

VARIABLE = "STO_TODAY"
"""The variable in the environment that says which day it is, as ``2026-11-23``; without it, the calendar does."""


def today() -> date:
    """The day it is for the person; raises `WrongUse` when the environment says a day that doesn't exist."""
    said = os.environ.get(VARIABLE, "").strip()
    if not said:
        return date.today()
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise WrongUse(N_("STO_TODAY is “{value}”, which is not a day. Write it as 2026-11-23."), value=said) from None
