"""`sto request`: what schools ask of companies. Each subcommand is a module of its name."""

from __future__ import annotations

from sto_tui.commands.request import add, check, close, open
from sto_tui.commands.request import list as list_
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _

REQUEST_STEPS = (add, list_, check, open, close)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "request",
        _("ask companies something, and see how good the question is"),
        None,
        [
            (
                'sto request add "Wie laat twaalf derdejaars een hoeklas leggen?" --kind gastles --school Kompas',
                _("write a question"),
            ),
            ("sto request check 7f3a9c21", _("what it has of the eight things that a good question has")),
        ],
    )
    steps = Verbs(parser, "step", required=True)
    for step in REQUEST_STEPS:
        step.declare(steps)
