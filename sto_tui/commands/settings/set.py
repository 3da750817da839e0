"""`sto settings set`: change what the region agreed on."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import assignment
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "set",
        _("change settings, for everybody in the space"),
        run,
        [
            ("sto settings set lead_weeks=6 holiday_region=noord", _("ask six weeks ahead; holidays of Noord")),
            ('sto settings set "travel.Hardeveld|Ommerdal=15"', _("a quarter of an hour from one to the other")),
            ("sto settings set counts.overheid=ja", _("what municipalities give counts as cofinancing")),
            ("sto settings set lead_weeks=", _("the default again")),
        ],
    )
    parser.add_argument(
        "settings",
        nargs="+",
        type=assignment,
        metavar=_("NAME=VALUE"),
        help=_("the name of a setting, as `sto settings` shows it, and its new value"),
    )


def run(context: CommandContext) -> None:
    """Run `sto settings set`. Nothing is changed when one of the settings can't be."""
    from knowledge.model.records.settings import SETTINGS_ID, Settings
    from knowledge.problem import UnknownId
    from knowledge.today import today
    from knowledge.work.settings import with_setting
    from sto_tui.commands.parsing.typed import check
    from sto_tui.commands.settings.show import run as show
    from sto_tui.commands.use import refuse_in_bin

    workspace = context.workspace
    seen: Document | None = None
    with suppress(UnknownId):  # nothing was set yet
        seen = workspace.get(SETTINGS_ID)
        refuse_in_bin(seen)
    settings = seen.record if seen else Settings(id=SETTINGS_ID)
    assert isinstance(settings, Settings)
    for name, typed in context.args.settings:
        settings = with_setting(settings, name, typed, today())
    check(settings)
    workspace.save(settings, seen=seen)
    show(context)
