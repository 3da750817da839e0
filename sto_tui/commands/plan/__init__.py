"""`sto plan`: the jaarkalender. Each subcommand is a module of its name."""

from __future__ import annotations

from sto_tui.commands.plan import add, cancel, check, confirm, done, lessons, move, repeat, week, year
from sto_tui.commands.plan import list as list_
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _

PLAN_STEPS = (add, list_, year, week, check, lessons, repeat, move, confirm, done, cancel)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "plan",
        _("plan activities of schools and partners, and see the school year"),
        None,
        [
            ("sto plan year", _("the school year, week by week")),
            (
                'sto plan add "Lasgastles PIE" --activity gastles --school Kompas --partner "Van Rossum" --date 30-3',
                _("plan an activity"),
            ),
            ("sto plan check", _("what is wrong with what is planned")),
        ],
    )
    steps = Verbs(parser, "step", required=True)
    for step in PLAN_STEPS:
        step.declare(steps)
