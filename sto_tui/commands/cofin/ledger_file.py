"""The register of cofinanciering as a file for an accountant: what `sto export` writes as .xlsx or .csv."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sto_tui.commands.cofin.registers import cents, line_as_json, period_meant
from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.figures.cofinancing import Cofinancing
    from sto_tui.wording.ledger_sheets import LedgerExport

XLSX, CSV = "xlsx", "csv"
LEDGER_FORMS = (XLSX, CSV)
"""The formats in which the register is written, by their suffixes."""


def ledger_form(name: str, asked: str | None) -> str:
    """The format in which the register is wanted in a file called `name`; "" when something else is."""
    if asked:
        return asked if asked in LEDGER_FORMS else ""
    suffix = Path(name).suffix.casefold().removeprefix(".")
    return suffix if suffix in LEDGER_FORMS else ""


def write_ledger(context: CommandContext, form: str) -> None:
    """Write the register that the arguments ask for in the format `form`; raises `Problem` when that can't be."""
    from knowledge.exchange.export import bytes_to_file
    from knowledge.exchange.format import STDIO
    from knowledge.problem import N_, Problem, WrongUse
    from knowledge.reasons import reason_of

    name = context.args.file
    export = _asked_for(context)
    if name == STDIO and context.json:
        region = export.register.region
        context.answer([line_as_json(row.entry, region) for row in export.rows], "")
        return
    if name == STDIO and form == XLSX and sys.stdout.isatty():
        raise WrongUse(N_("A workbook can't be shown here. Name a file: `sto export cofinanciering.xlsx`."))
    data = _bytes(context, export, form)
    if name == STDIO:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(name).expanduser()
    try:
        bytes_to_file(path, data)
    except OSError as error:
        raise Problem(N_("{file} can't be written: {reason}"), file=name, reason=reason_of(error)) from error
    context.answer(*_answer(path, export))


def _answer(path: Path, export: LedgerExport) -> tuple[dict[str, Any], str]:
    from sto_tui.wording.cofinancing import euros

    number = len(export.rows)
    text = ngettext(
        "{number} line of the register in {file}; what counts is {total}.",
        "{number} lines of the register in {file}; what counts is {total}.",
        number,
    )
    value = {"file": str(path), "lines": number, "total": cents(export.total)}
    return value, text.format(number=number, file=path, total=euros(export.total))


def _bytes(context: CommandContext, export: LedgerExport, form: str) -> bytes:
    from knowledge.exchange.workbook import delimited, workbook
    from sto_tui.wording.ledger_sheets import ledger_sheets, lines_sheet

    if form == CSV:
        return delimited(lines_sheet(export))
    title = _("Cofinancing of {space}").format(space=safe_line(context.workspace.name))
    return workbook(ledger_sheets(export), title, export.register.region.today)


def _asked_for(context: CommandContext) -> LedgerExport:
    """The lines of the period and days that were asked for, with their past."""
    from knowledge.figures.ledger import is_within, ledger, ledger_changes
    from knowledge.today import today
    from sto_tui.wording.ledger_sheets import LedgerExport

    args, workspace = context.args, context.workspace
    named = period_meant(context)
    register = workspace.cofinancing(today(), named)
    gone = [
        each.id
        for each in workspace.lines_in_bin()
        if is_within(each.record.when, args.since, args.until) and _is_of(register, each.record.when, named is None)
    ]
    entries = [*register.lines, *(register.outside if named is None else ())]
    known = [*(each.line.id for each in entries), *gone, *([register.period.id] if register.period else [])]
    histories = {each: workspace.history(each) for each in known}
    rows = ledger(register, histories, since=args.since, until=args.until, with_outside=named is None)
    changes = ledger_changes(rows, gone, register.period, histories)
    return LedgerExport(register, rows, changes, workspace.author, args.since, args.until)


def _is_of(register: Cofinancing, day: Any, with_outside: bool) -> bool:
    """Whether a line of `day` is one of the register, or of no period at all if those are wanted too."""
    from knowledge.work.line_value import has_day, periods_on

    if register.period is not None and day is not None and has_day(register.period, day):
        return True
    return with_outside and not periods_on(register.region, day)
