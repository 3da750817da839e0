"""The register of cofinanciering as a file for an accountant: what `sto export` writes as .xlsx or .csv."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sto_tui.commands.cofin.registers import cents, line_as_json, period_meant
from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.files import check_not_shown, print_file, written_file
from sto_tui.wording.i18n import ngettext

if TYPE_CHECKING:
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
    from knowledge.exchange.format import STDIO

    name = context.args.file
    export = _asked_for(context)
    if name == STDIO and context.json:
        region = export.register.region
        context.answer([line_as_json(row.entry, region) for row in export.rows], "")
        return
    if name == STDIO and form == XLSX:
        check_not_shown("sto export cofinanciering.xlsx")
    data = _bytes(context, export, form)
    if name == STDIO:
        print_file([data])
    else:
        context.answer(*_answer(written_file(name, data), export))


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
    from knowledge.exchange.workbook import delimited
    from sto_tui.wording.ledger_export import ledger_workbook
    from sto_tui.wording.ledger_sheets import lines_sheet

    return delimited(lines_sheet(export)) if form == CSV else ledger_workbook(export, context.workspace.name)


def _asked_for(context: CommandContext) -> LedgerExport:
    """The lines of the period and days that were asked for, with their past."""
    from sto_tui.wording.ledger_export import ledger_export

    args = context.args
    return ledger_export(context.workspace, period_meant(context), args.since, args.until)
