"""Booking the hours that a company gave to an activity in the register of cofinanciering, in one yes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from knowledge.identifier import new_id
from knowledge.model.records.activity import Activity
from knowledge.model.records.contribution import Contribution
from knowledge.problem import Problem
from knowledge.today import today
from knowledge.work.contributions import cautions_on_line, line_of_activity
from sto_tui.screens.taking_back import offer_to_take_back
from sto_tui.wording.amounts import decimals
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


def bookable(workspace: Workspace, activity: Activity) -> Contribution | None:
    """The line for the hours of the company in `activity`; None when it isn't clear whose, or was booked already."""
    region = workspace.region(today())
    if any(each.event == activity.id for each in region.of(Contribution).values()):
        return None
    try:
        return line_of_activity(region, activity, new_id())
    except Problem:
        return None


def booking_asked(line: Contribution) -> str:
    """The question whether `line` is to be booked."""
    return _("Book {hours} hours of the company as cofinancing").format(hours=decimals(line.hours or Decimal(0)))


def book(shell: Shell, line: Contribution, then: Callable[[], None]) -> None:
    """Save `line`, say so with what is to be known of it, and go on with `then`; Ctrl+Z takes it back."""

    def told(saved: Document) -> None:
        said = _("Booked: {title}. Evidence and where it lies can be filled in there.")
        tell_booked(shell, saved, said.format(title=safe_line(saved.record.title)), _("Ctrl+Z takes it back."))
        then()

    shell.store(lambda workspace: workspace.save(line), told)


def tell_booked(shell: Shell, saved: Document, said: str, undo: str) -> None:
    """Say `said` of the new line that was `saved`, what is to be known of it, and how to `undo` it."""
    workspace, line = shell.workspace, saved.record
    assert isinstance(line, Contribution)
    offer_to_take_back(shell, saved, None)

    def look() -> list[str]:
        found = cautions_on_line(workspace.region(today()), line) if workspace else ()
        return [f"! {safe_line(caution_line(each))}" for each in found]

    shell.background(look, lambda cautions: shell.say("\n".join((said, *cautions, undo)), timeout=10))
