"""`sto menu`: the menukaart, what companies offer to schools. Each subcommand is a module of its name."""

from __future__ import annotations

from sto_tui.commands.menu import adopt, export
from sto_tui.commands.menu import list as list_
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _

MENU_STEPS = (list_, export, adopt)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "menu",
        _("the menukaart: what companies offer to schools, and how much is left"),
        None,
        [
            ("sto menu list", _("what is offered, and what is free")),
            ("sto menu export menukaart.html", _("to print or send")),
            ('sto menu adopt "Waterlijn Oost"', _("put what a partner wrote down as free lines on the menukaart")),
        ],
    )
    steps = Verbs(parser, "step", required=True)
    for step in MENU_STEPS:
        step.declare(steps)
