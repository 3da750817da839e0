"""`sto retention`: contact data that was kept for as long as agreed. Each subcommand is a module of its name."""

from __future__ import annotations

from sto_tui.commands.retention import keep, show
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _

RETENTION_STEPS = (keep,)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "retention",
        _("whose contact data was kept for as long as agreed, to erase or to keep (AVG); nothing goes by itself"),
        show.run,
        [
            ("sto retention", _("the people without contact for that long, and the sign-ups that old")),
            ("sto retention --json", _("the same for a script")),
        ],
    )
    steps = Verbs(parser, "step", required=False)
    for step in RETENTION_STEPS:
        step.declare(steps)
