"""`sto cofin close`: the books are closed up to a day; what they say stays, and is corrected by counter lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.cofin.registers import period_argument, period_meant
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import until
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.model.records.period import Period
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "close",
        _("close the books up to a day, for everybody: lines until then can't be changed any more"),
        run,
        [
            ("sto cofin close 30-09-2026", _("the third quarter, and everything before it")),
            ("sto cofin close 2026-Q3", _("the same")),
            (
                'sto cofin close 30-06-2026 --reopen --period "STO 2025-2028"',
                _("open the third quarter again; the history says who did it"),
            ),
        ],
    )
    parser.add_argument("day", type=until, metavar=_("DAY"), help=_("the last closed day, or a period that ends then"))
    parser.add_argument("--reopen", action="store_true", help=_("an earlier day than the books are closed until now"))
    period_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto cofin close`."""
    from knowledge.today import today
    from knowledge.work.closing import closed_until
    from sto_tui.wording.dates import day_to_type

    period = _period(context)
    seen = context.workspace.get(period.id)
    after = closed_until(period, context.args.day, today(), reopen=context.args.reopen)
    context.workspace.save(after, seen=seen)
    text = _("The books of “{period}” are closed until {day}. Counter lines correct them: `sto cofin correct ID`.")
    value = {"id": period.id, "closed_until": context.args.day.isoformat()}
    context.answer(value, text.format(period=safe_line(period.title), day=day_to_type(context.args.day)))


def _period(context: CommandContext) -> Period:
    """The period that was named, or else the one that the day falls in; raises `WrongUse` when there is none."""
    from knowledge.problem import N_, WrongUse
    from knowledge.today import today
    from knowledge.work.line_value import periods_on

    named = period_meant(context)
    found = [named] if named else periods_on(context.workspace.region(today()), context.args.day)
    if not found:
        raise WrongUse(N_("{day} is in no grant period."), day=f"{context.args.day:%d-%m-%Y}")
    if len(found) > 1:
        names = ", ".join(each.title for each in found)
        raise WrongUse(N_("Several grant periods have that day: {names}. Add --period NAME."), names=names)
    return found[0]
