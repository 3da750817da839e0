"""The actions of the search screen, besides those on any document."""

from __future__ import annotations

from dataclasses import replace

from knowledge.problem import N_
from sto_tui.actions import UserAction
from sto_tui.screens.acting import NEW

FILTER = UserAction(
    "filter",
    N_("Filter"),
    N_("Narrow what is found: kind, partner, tag, period, order."),
    keys=("ctrl+f",),
    bar=True,
)
CLEAR = UserAction("clear", N_("Clear filters"), N_("Takes all filters off."), keys=("ctrl+l",))
PREVIEW = UserAction(
    "preview", N_("Preview"), N_("Shows or hides the text beside the list."), keys=("ctrl+t",), bar=True
)
NEW_LESSON = replace(NEW, label=N_("New lesson"), help=N_("Write down what you learned."))
MEANT = UserAction("meant", N_("As meant"), N_("Takes over the spelling that was proposed."), keys=("ctrl+g",))
EXPLAIN = UserAction(
    "explain", N_("Why is this found?"), N_("How your words were read, and why this was found."), keys=("f7",)
)
SAVED = UserAction(
    "saved",
    N_("Saved searches"),
    N_("Searches you keep: what is new in each since you last looked."),
    keys=("f6",),
)
