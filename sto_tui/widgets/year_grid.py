"""A school year at a glance: a row for each month, a cell for each week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_LABEL = 5
_MOST_WEEKS = 5
NARROWEST_CELL = 12


@dataclass(frozen=True)
class GridWeek:
    """One cell: the week (``2027-W05``), the row it stands in, and what is told of it, briefly and at more length.

    `signs` stand behind the longer text, and are never cut off."""

    week: str
    row: int
    brief: str = ""
    full: str = ""
    signs: str = ""
    is_now: bool = False


class YearGrid(Widget, can_focus=True):
    """The weeks of a school year. The arrow keys go from week to week; Enter goes into the one under the cursor."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
    ]

    weeks: reactive[tuple[GridWeek, ...]] = reactive(())
    months: reactive[tuple[str, ...]] = reactive(())
    cursor: reactive[str] = reactive("")
    is_full: reactive[bool] = reactive(False)
    """Whether the cells tell more than signs."""

    class Selected(Message):
        """The cursor stands on another week."""

        def __init__(self, week: str) -> None:
            super().__init__()
            self.week = week

    class Entered(Message):
        """The person goes into the week under the cursor."""

    def show(self, months: Sequence[str], weeks: Sequence[GridWeek], cursor: str) -> None:
        """Show `weeks` in rows with the labels `months`, with the cursor on the week `cursor`."""
        self.months, self.weeks = tuple(months), tuple(weeks)
        known = [each.week for each in weeks]
        self.cursor = cursor if cursor in known else known[0] if known else ""

    @property
    def cell(self) -> int:
        """The columns of a cell."""
        return max(NARROWEST_CELL, (self.size.width - _LABEL - 1) // _MOST_WEEKS) if self.size.width else NARROWEST_CELL

    def render(self) -> Content:
        lines = [self._line(row) for row in range(len(self.months))]
        return Content("\n").join(lines)

    def _line(self, row: int) -> Content:
        cells = [self._cell(each) for each in self.weeks if each.row == row]
        return Content.assemble((f" {self.months[row]:<{_LABEL - 1}}", "bold"), *cells)

    def _cell(self, week: GridWeek) -> Content:
        if week.week == self.cursor:
            text = self._told(week, self.cell - 2)
            return Content.assemble((f"[{text}]", "bold reverse"), " " * (self.cell - len(text) - 2))
        text = self._told(week, self.cell - 1)
        style = "bold" if week.is_now else ""
        return Content.assemble((f" {text}", style), " " * (self.cell - len(text) - 1))

    def _told(self, week: GridWeek, room: int) -> str:
        """The number of `week` and what is told of it, in `room` columns."""
        words, signs = (week.full, week.signs) if self.is_full else (week.brief, "")
        text = f"{int(week.week[6:]):>2} {words}".rstrip()
        return text[: room - len(signs)].rstrip() + signs if signs else text[:room]

    # -- going ------------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Go `by` weeks further."""
        order = [each.week for each in self.weeks]
        if self.cursor in order:
            self._go(order[min(max(order.index(self.cursor) + by, 0), len(order) - 1)])

    def action_row(self, by: int) -> None:
        """Go to the same place in the row `by` rows further; from the last row, into what stands below."""
        here = next((each for each in self.weeks if each.week == self.cursor), None)
        if here is None:
            return
        if here.row + by >= len(self.months):
            self.post_message(self.Entered())
            return
        place = [each.week for each in self.weeks if each.row == here.row].index(here.week)
        row = [each.week for each in self.weeks if each.row == here.row + by]
        if row:
            self._go(row[min(place, len(row) - 1)])

    def action_end(self, which: int) -> None:
        """Go to the first or the last week."""
        if self.weeks:
            self._go(self.weeks[0 if which < 0 else -1].week)

    def on_click(self, event: events.Click) -> None:
        """Go to the week that was clicked; a second click goes into it."""
        row, place = event.y, (event.x - _LABEL) // self.cell
        weeks = [each.week for each in self.weeks if each.row == row]
        if 0 <= place < len(weeks):
            self.focus()
            if weeks[place] == self.cursor:
                self.post_message(self.Entered())
            self._go(weeks[place])

    def _go(self, week: str) -> None:
        if week != self.cursor:
            self.cursor = week
            self.post_message(self.Selected(week))
