"""`sto signup`: the sign-up lists of offers, requests and activities. Each subcommand is a module of its name."""

from __future__ import annotations

from sto_tui.commands.signup import add, confirm, settle, withdraw
from sto_tui.commands.signup import list as list_
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _

SIGNUP_STEPS = (add, list_, confirm, settle, withdraw)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "signup",
        _("sign up for an offer, a request or an activity, and see who has a place"),
        None,
        [
            ('sto signup add 7f3a9c21 --by "CSG Het Kompas"', _("a school for an offer, a company for a request")),
            ("sto signup list --on 7f3a9c21", _("who has a place, and who waits")),
        ],
    )
    steps = Verbs(parser, "step", required=True)
    for step in SIGNUP_STEPS:
        step.declare(steps)
