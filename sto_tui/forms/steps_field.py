"""The actions of a meeting as rows of what, who and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input

from knowledge.problem import N_
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

_HINTS = (N_("What"), N_("Who"), N_("friday, 31-3, +14d"))
_ROWS = 2

Cells = tuple[str, str, str]
"""What, who and when, as typed."""


class StepRow(Horizontal):
    """One action: three inputs."""

    def __init__(self, parts: Iterable[str] = ()) -> None:
        super().__init__(classes="step")
        self._parts = [*parts, "", "", ""][:3]

    def compose(self) -> Iterable[Widget]:
        """Compose the inputs: what is wide, who and when are short."""
        for number, (hint, part) in enumerate(zip(_HINTS, self._parts, strict=True)):
            yield LineInput(safe_line(part), placeholder=_(hint), compact=True, classes=f"part{number}")

    @property
    def cells(self) -> Cells:
        """What, who and when as typed, or as given to the row while it isn't on the screen yet."""
        what, who, when = [field.value for field in self.query(Input)] or self._parts
        return what, who, when


def as_rows(kept: Sequence[str | Sequence[str]]) -> tuple[Cells, ...]:
    """The rows kept in a draft; an earlier version kept each row as one text, ``WHAT; WHO; WHEN``."""
    rows = (each.split("; ") if isinstance(each, str) else each for each in kept)
    return tuple((what, who, when) for what, who, when, *_more in ((*row, "", "", "") for row in rows))


class StepsField(Vertical):
    """As many rows as are needed. `value` has the cells of all rows up to the last one that isn't empty, so that a
    row has the same place in it as on the screen."""

    class Changed(Message):
        """The person typed something."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = [StepRow() for _row in range(_ROWS)]

    def compose(self) -> Iterable[Widget]:
        """Compose a few rows to begin with."""
        yield from self._rows
        yield Button("+ " + _("another action"), id="more", compact=True)

    @property
    def value(self) -> tuple[Cells, ...]:
        """The cells of the rows, as typed."""
        rows = [row.cells for row in self._rows]
        while rows and not any(cell.strip() for cell in rows[-1]):
            rows.pop()
        return tuple(rows)

    @value.setter
    def value(self, cells: Sequence[Cells]) -> None:
        for row in self._rows:
            row.remove()
        self._rows = [*map(StepRow, cells), StepRow()]
        self.mount(*self._rows, before="#more")

    def point_at(self, number: int, cell: int) -> None:
        """Put the cursor in a cell (from 0) of row `number` (from 1)."""
        self._rows[number - 1].query(Input)[cell].focus()

    @on(Button.Pressed, "#more")
    async def _more(self, event: Button.Pressed) -> None:
        event.stop()
        row = StepRow()
        self._rows.append(row)
        await self.mount(row, before="#more")
        row.query(Input).first().focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    def focus(self, scroll_visible: bool = True) -> StepsField:
        """Focus the first input."""
        self._rows[0].query(Input).first().focus(scroll_visible)
        return self
