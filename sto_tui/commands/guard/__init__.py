"""`sto guard`: where records may say who a pupil is. Each subcommand is a module of its name."""

from __future__ import annotations

from sto_tui.commands.guard import keep, show
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _

GUARD_STEPS = (keep,)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "guard",
        _("list texts that may say who a pupil is, and what was kept on purpose"),
        show.run,
        [("sto guard", _("what the guard finds in everything that is here, with what helps"))],
    )
    steps = Verbs(parser, "step", required=False)
    for step in GUARD_STEPS:
        step.declare(steps)
