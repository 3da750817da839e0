"""`sto settings`: what the region agreed on, and on whose behalf one works. Each subcommand is a module of its name."""

from __future__ import annotations

from sto_tui.commands.settings import for_, set, show
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _

SETTING_STEPS = (set, for_)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "settings",
        _("show or change what the region agreed on, such as how far ahead to ask"),
        show.run,
        [
            ("sto settings", _("every setting, its value, and whether the region chose it")),
            ("sto settings set lead_weeks=6 holiday_region=noord", _("change some, for the whole region")),
            ('sto settings for "Vakcollege De Meander"', _("on whose behalf you work; only on this device")),
        ],
    )
    steps = Verbs(parser, "step", required=False)
    for step in SETTING_STEPS:
        step.declare(steps)
