"""The register of cofinanciering with its past, as the command line and the app write it for an accountant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from knowledge.figures.cofinancing import Cofinancing
from knowledge.figures.ledger import is_within, ledger, ledger_changes
from knowledge.model.records.period import Period
from knowledge.today import today
from knowledge.work.line_value import has_day, periods_on
from sto_tui.wording.i18n import _
from sto_tui.wording.ledger_sheets import LedgerExport, ledger_sheets
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.workspace import Workspace


def ledger_export(
    workspace: Workspace, period: Period | None = None, since: date | None = None, until: date | None = None
) -> LedgerExport:
    """The lines of `period` from `since` to `until` with their past.

    Without `period` it is the one in force today, with the lines that fall in none.
    """
    register = workspace.cofinancing(today(), period)
    gone = [
        each.id
        for each in workspace.lines_in_bin()
        if is_within(each.record.when, since, until) and _is_of(register, each.record.when, period is None)
    ]
    entries = [*register.lines, *(register.outside if period is None else ())]
    known = [*(each.line.id for each in entries), *gone, *([register.period.id] if register.period else [])]
    histories = {each: workspace.history(each) for each in known}
    rows = ledger(register, histories, since=since, until=until, with_outside=period is None)
    changes = ledger_changes(rows, gone, register.period, histories)
    return LedgerExport(register, rows, changes, workspace.author, since, until)


def ledger_workbook(export: LedgerExport, space: str) -> bytes:
    """`export` as a workbook (.xlsx) of the space with that name."""
    from knowledge.exchange.workbook import workbook

    title = _("Cofinancing of {space}").format(space=safe_line(space))
    return workbook(ledger_sheets(export), title, export.register.region.today)


def _is_of(register: Cofinancing, day: date | None, with_outside: bool) -> bool:
    """Whether a line of `day` is one of the register, or of no period at all if those are wanted too."""
    if register.period is not None and day is not None and has_day(register.period, day):
        return True
    return with_outside and not periods_on(register.region, day)
