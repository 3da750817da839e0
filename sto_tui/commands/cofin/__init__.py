"""`sto cofin`: the register of cofinanciering. Each subcommand is a module of its name."""

from __future__ import annotations

from sto_tui.commands.cofin import add, book, check, close, correct, status
from sto_tui.commands.cofin import list as list_
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _

COFIN_STEPS = (status, list_, add, book, check, close, correct)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "cofin",
        _("the register of cofinanciering: what companies contributed, and how far the region is"),
        None,
        [
            ("sto cofin status", _("the total, what is proven, and what is left")),
            ('sto cofin add "Van Rossum" --hours 7,5 --school Kompas', _("write down hours")),
            ("sto cofin check", _("what an accountant would still ask")),
            ("sto export cofinanciering.xlsx", _("the ledger for Excel")),
        ],
    )
    steps = Verbs(parser, "step", required=True)
    for step in COFIN_STEPS:
        step.declare(steps)
