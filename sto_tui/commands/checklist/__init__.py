"""`sto checklist`: walk through a checklist without the app. Each subcommand is a module of the same name."""

from __future__ import annotations

from sto_tui.commands.checklist import answer, finish, show, start
from sto_tui.commands.checklist import list as list_
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _

STEPS = (list_, start, answer, show, finish)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "checklist",
        _("walk through a checklist, such as the intake “Why collaborate?”"),
        None,
        [
            ("sto checklist list", _("which there are, and which are under way")),
            ("sto checklist start waarom-samenwerken --school Meander --company Brinkhof", _("begin one")),
        ],
    )
    steps = Verbs(parser, "step", required=True)
    for step in STEPS:
        step.declare(steps)
