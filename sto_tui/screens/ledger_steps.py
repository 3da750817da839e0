"""What becomes of a line of the register and of a grant period: a counter line, and books that are closed or opened."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from knowledge.figures.report import quarter_span
from knowledge.identifier import new_id
from knowledge.model.kinds import fields_of
from knowledge.model.records.contribution import IN_HOURS, Contribution
from knowledge.model.records.period import Period
from knowledge.model.records.record import Record
from knowledge.problem import N_, Problem
from knowledge.today import today
from knowledge.work.closing import closed_on, closed_until
from knowledge.work.contributions import Corrected, counter_line
from knowledge.work.line_value import has_day, line_value, periods_on
from sto_tui.dialogs.fill_in import FillInScreen, LineToFill
from sto_tui.dialogs.keyed import KeyedChoice, KeyedScreen
from sto_tui.screens.booking import tell_booked
from sto_tui.screens.taking_back import save_and_tell
from sto_tui.wording.cofinancing import euros
from sto_tui.wording.dates import day_to_type, show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.region import Region
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

_CORRECT, _ORIGINAL, _CLOSE, _REOPEN = "correct", "original", "close", "reopen"


# -- a line of the register -------------------------------------------------------------------------------------------


def offer_line_steps(shell: Shell, document: Document) -> None:
    """Let the person correct the line in `document`; of a counter line, go to the line that it corrects."""
    workspace, line = shell.workspace, document.record
    if workspace is None or not isinstance(line, Contribution):
        return
    if line.corrects:
        choices = [KeyedChoice(_ORIGINAL, "c", _("read the line that this counter line corrects"))]
    else:
        choices = [KeyedChoice(_CORRECT, "c", _("correct it with a counter line of today; it stays as it is itself"))]

    def chosen(answer: str | None) -> None:
        if answer == _ORIGINAL:
            shell.open_document(line.corrects)
        elif answer == _CORRECT:
            _correct(shell, workspace, line)

    def ask(region: Region) -> None:
        period = closed_on(region.of(Period).values(), line.date)
        told = [_closed_line(period)] if period else []
        shell.push_screen(KeyedScreen(safe_line(line.title), choices, told), chosen)

    shell.background(lambda: workspace.region(today()), ask, group="steps")


def _correct(shell: Shell, workspace: Workspace, line: Contribution) -> None:
    asked = _asked_of(line)

    def counter(typed: Mapping[str, str]) -> Contribution:
        reason = typed["reason"].strip()
        right = Corrected(**{asked: fields_of(Contribution.kind)[asked].type.parse(typed[asked], today())})
        if not typed[asked].strip():
            raise Problem(N_("Say what it should have been, not the difference."))
        if not reason:
            raise Problem(N_("Say why."))
        return counter_line(workspace.region(today()), line, right, reason, new_id())

    def preview(typed: Mapping[str, str]) -> Sequence[str]:
        found = counter(typed)
        period = next(iter(periods_on(workspace.region(today()), found.date)), None)
        amount = line_value(found, period).amount
        if amount is None:
            return []
        return [_("Counter line of {day}: {amount}").format(day=show_day(found.date), amount=euros(amount))]

    def answered(typed: Mapping[str, str] | None) -> None:
        if typed is None:
            return

        def told(saved: Document) -> None:
            said = _("Corrected: {title}.").format(title=safe_line(saved.record.title))
            tell_booked(shell, saved, said, _("Ctrl+Z takes it back."))

        shell.store(lambda space: space.save(counter(typed)), told)

    labels = {
        "hours": _("The right hours"),
        "pupils": _("The right number"),
        "value": _("The right value"),
    }
    lines = [LineToFill(asked, labels[asked]), LineToFill("reason", _("Why"))]
    shell.push_screen(FillInScreen(_("Correct {title}").format(title=safe_line(line.title)), lines, preview), answered)


def _asked_of(line: Contribution) -> str:
    """By which field `line` is corrected."""
    if line.way not in IN_HOURS:
        return "value"
    return "pupils" if line.way == "leerlinguren" and line.hours_each is not None else "hours"


# -- a grant period ---------------------------------------------------------------------------------------------------


def offer_period_steps(shell: Shell, document: Document) -> None:
    """Let the person close the books of the grant period in `document` up to a day, or open them again."""
    workspace, period = shell.workspace, document.record
    if workspace is None or not isinstance(period, Period):
        return
    choices = [KeyedChoice(_CLOSE, "c", _("close the books up to a day, for everybody"))]
    if period.closed_until:
        choices.append(KeyedChoice(_REOPEN, "o", _("open the books again, as a whole or from a day")))
    told = [_closed_line(period)] if period.closed_until else [_("The books are open.")]

    def chosen(answer: str | None) -> None:
        if answer:
            _ask_day(shell, workspace, document, reopen=answer == _REOPEN)

    shell.push_screen(KeyedScreen(safe_line(period.title), choices, told), chosen)


def _ask_day(shell: Shell, workspace: Workspace, document: Document, *, reopen: bool) -> None:
    period = document.record
    assert isinstance(period, Period)

    def preview(typed: Mapping[str, str]) -> Sequence[str]:
        after = _closed_as_typed(period, typed["day"], reopen=reopen)
        return [_lines_closed(workspace.region(today()), after)]

    def answered(typed: Mapping[str, str] | None) -> None:
        if typed is None:
            return
        after = _closed_as_typed(period, typed["day"], reopen=reopen)
        said = _closed_line(after, "{title}") if after.closed_until else _("The books of “{title}” are open.")
        save_and_tell(shell, lambda record: _with_closing(record, after.closed_until), document, said)

    title = (
        _("Open the books of {title} again: which day stays the last closed one? Empty: none.")
        if reopen
        else _("Close the books of {title}")
    )
    label = _("The last closed day")
    proposed = "" if reopen else day_to_type(_last_quarter(period))
    screen = FillInScreen(title.format(title=safe_line(period.title)), [LineToFill("day", label, proposed)], preview)
    shell.push_screen(screen, answered)


def _closed_as_typed(period: Period, typed: str, *, reopen: bool) -> Period:
    """`period` closed until the day that was `typed`; raises `Problem`."""
    day = fields_of(Period.kind)["closed_until"].type.parse(typed, today())
    if not isinstance(day, date):
        if reopen:
            return _with_closing(period, None)
        raise Problem(N_("Say which day is the last closed one."))
    if reopen and period.closed_until and day >= period.closed_until:
        raise Problem(
            N_("The books are closed until {until} now. Give an earlier day, or none."),
            until=f"{period.closed_until:%d-%m-%Y}",
        )
    if not reopen and period.closed_until and day < period.closed_until:
        raise Problem(
            N_("The books are closed until {until} already. To make that earlier, open them again."),
            until=f"{period.closed_until:%d-%m-%Y}",
        )
    return closed_until(period, day, today(), reopen=reopen)


def _with_closing(period: Record, day: date | None) -> Period:
    assert isinstance(period, Period)
    return dataclasses.replace(period, closed_until=day)


def _closed_line(period: Period, title: str = "") -> str:
    text = _("The books of “{title}” are closed until {day}. Counter lines correct them.")
    return text.format(title=title or safe_line(period.title), day=show_day(period.closed_until))


def _lines_closed(region: Region, period: Period) -> str:
    number = sum(closed_on((period,), each.date) is not None for each in region.of(Contribution).values())
    text = ngettext(
        "{number} line can't be changed then; a counter line corrects it.",
        "{number} lines can't be changed then; counter lines correct them.",
        number,
    )
    return text.format(number=number)


def _last_quarter(period: Period) -> date | None:
    """The end of the last quarter that is past, when the period has it and its books aren't closed that far yet."""
    day = quarter_span(today()).first - timedelta(days=1)
    is_new = period.closed_until is None or period.closed_until < day
    return day if has_day(period, day) and is_new else None
