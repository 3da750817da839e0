"""`sto cofin list`: the lines of the register, with what each is worth and whether it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.cofin.registers import cents, day_column, line_as_json, period_argument, register_meant
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import period_arguments
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.figures.cofinancing import Cofinancing, RegisterLine
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "list",
        _("the lines of the register by day, with what each is worth"),
        run,
        [
            ("sto cofin list", _("all lines of the period that today is in, and those in no period")),
            ('sto cofin list --partner "Van Rossum" --since 2026-Q3 --until 30-9', _("of one company, from July")),
            ("sto cofin list --school Kompas --missing", _("of one school, only what counts and has no evidence")),
            ('sto cofin list --period "STO 2025-2028"', _("of another period")),
        ],
    )
    period_argument(parser)
    period_arguments(parser)
    parser.add_argument("--partner", default="", metavar=_("PARTNER"), help=_("only of this company (name or id)"))
    parser.add_argument("--school", default="", metavar=_("PARTNER"), help=_("only of this school (name or id)"))
    parser.add_argument("--missing", action="store_true", help=_("only lines that count and have no evidence"))


def run(context: CommandContext) -> None:
    """Run `sto cofin list`."""
    args = context.args
    register = register_meant(context)
    entries: Sequence[RegisterLine] = register.lines
    if not args.period:
        entries = register.in_order([*register.lines, *register.outside])
    partner, school = context.partner(args.partner), context.partner(args.school)
    chosen = [
        each
        for each in entries
        if (not partner or each.line.partner == partner)
        and (not school or each.line.school == school)
        and (not args.missing or (each.counted and not each.proven))
        and (args.since is None or (each.line.date is not None and each.line.date >= args.since))
        and (args.until is None or (each.line.date is not None and each.line.date <= args.until))
    ]
    total = sum((each.counting for each in chosen), start=register.total * 0)
    value = {"total": cents(total), "lines": [line_as_json(each, register.region) for each in chosen]}
    context.answer(value, lambda: _print(register, chosen))


def _print(register: Cofinancing, entries: Sequence[RegisterLine]) -> None:
    from sto_tui.commands.terminal.output import cut, short_id, write
    from sto_tui.wording.cofinancing import euros, what_was_given, why_not

    if not entries:
        write(_("There are no lines here."))
        return
    for each in entries:
        title = safe_line(register.region.title(each.line.partner)) or _("(unknown)")
        head = (
            f"{day_column(each.line.date)}  {cut(title, 28):28}  {what_was_given(each):>20}  {euros(each.amount):>14}"
        )
        remarks = [why_not(each), _("no evidence") if each.counted and not each.proven else ""]
        write(f"{head}\n{'':12}{' · '.join(filter(None, (short_id(each.line.id), *remarks)))}")
    total = sum((each.counting for each in entries), start=register.total * 0)
    counts = _("Counts")
    write(f"{counts:62}  {euros(total):>14}")
