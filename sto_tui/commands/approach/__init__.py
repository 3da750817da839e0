"""`sto approach`: who called on whom, and how much is asked of a partner. Each subcommand is a module of its name."""

from __future__ import annotations

from sto_tui.commands.approach import add, load
from sto_tui.commands.approach import list as list_
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "approach",
        _("write down that you called on a partner, and see who asked whom"),
        None,
        [
            ('sto approach add "Van Rossum" --way telefoon', _("you called, on behalf of your school")),
            ("sto approach load", _("of whom very much is asked at the moment")),
            ('sto approach list --partner "Van Rossum"', _("who asked this partner what, the newest first")),
        ],
    )
    steps = Verbs(parser, "step", required=True)
    for step in (add, list_, load):
        step.declare(steps)
