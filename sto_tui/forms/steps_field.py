"""The actions of a meeting as rows of what, who and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from knowledge.model.kinds import fields_of
from knowledge.model.records.action import Action
from knowledge.problem import N_
from knowledge.today import today
from sto_tui.shell import shell_of
from sto_tui.widgets.long_text import LongText
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.reading import understood

_HINTS = (N_("What; who; when"), N_("Who"), N_("When"))
_PARTS = len(_HINTS)

Cells = tuple[str, str, str]
"""What, who and when, as typed."""


class Cell(LongText):
    """One part of an action: a single line of text, which wraps so that all of it can be read.

    Keys that go elsewhere do so at once, and those typed after them follow, however fast they come.
    """

    LEAD_ON = frozenset(";")

    def __init__(self, text: str, part: int) -> None:
        super().__init__(safe_line(text), placeholder=_(_HINTS[part]), classes=f"part{part}")
        self.part = part
        self.cursor_blink = False

    @property
    def steps(self) -> StepsField:
        """The rows that this cell is in."""
        return next(node for node in self.ancestors if isinstance(node, StepsField))

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            self.steps.next_row(self)
        elif (
            (event.key == "tab" and self.steps.leaves_at(self))
            or (event.character == ";" and self.steps.next_part(self))
            or (event.character == " " and not self.text)
        ):
            pass
        elif event.key == "up" and self.cursor_at_first_line:
            self.steps.move(self, -1)
        elif event.key == "down" and self.cursor_at_last_line:
            self.steps.move(self, 1)
        else:
            return
        event.stop()
        event.prevent_default()  # what `TextArea` would type

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.steps.paste(self, event.text)

    def action_paste(self) -> None:
        """Paste what was copied in this program."""
        self.steps.paste(self, self.app.clipboard)

    def insert_line(self, text: str) -> None:
        """Put `text`, made one line, in the place of what is selected, or at the cursor."""
        self.replace(" ".join(safe(text).splitlines()), *self.selection)


class StepRow(Vertical):
    """One action: its number, three cells, and room for what is wrong with it."""

    def __init__(self, number: int, parts: Iterable[str] = ()) -> None:
        super().__init__(classes="step")
        self._number = number
        self.cells = tuple(Cell(part, place) for place, part in enumerate([*parts, "", "", ""][:_PARTS]))

    def compose(self) -> Iterable[Widget]:
        """Compose the cells beside each other: what is wide, who and when are short."""
        with Horizontal():
            yield Static(str(self._number), classes="number", markup=False)
            yield from self.cells
        yield Static("", classes="understood", markup=False)
        yield Static("", classes="wrong", markup=False)

    @property
    def value(self) -> Cells:
        """What, who and when as typed."""
        what, who, when = (cell.text for cell in self.cells)
        return what, who, when

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(part.strip() for part in self.value)

    def on_descendant_focus(self) -> None:
        """Show the day that "when" means."""
        self.show_day()

    def on_descendant_blur(self) -> None:
        """Leave the room to the other rows."""
        self.query_one(".understood").display = False

    def show_day(self) -> None:
        """Show in full the day that "when" means, under the row, for as long as somebody types in it."""
        line = self.query_one(".understood", Static)
        text = understood(fields_of(Action.kind)["due"].type, self.value[-1], today())
        line.update(text)
        line.display = bool(text)

    def tell(self, text: str) -> None:
        """Show `text` as what is wrong with this action; hide the line when it is empty."""
        wrong = self.query_one(".wrong", Static)
        wrong.update(f"⚠ {text}" if text else "")
        wrong.display = bool(text)


def as_rows(kept: Sequence[str | Sequence[str]]) -> tuple[Cells, ...]:
    """The rows kept in a draft; an earlier version kept each row as one text, ``WHAT; WHO; WHEN``."""
    rows = (each.split("; ") if isinstance(each, str) else each for each in kept)
    return tuple((what, who, when) for what, who, when, *_more in ((*row, "", "", "") for row in rows))


def pasted_rows(text: str) -> Iterator[Cells]:
    """The actions in pasted `text`, one for each line that isn't empty.

    Tabs (from a spreadsheet) or else semicolons come between what, who and when; what is more than three parts stays
    in the last one.
    """
    for line in text.splitlines():
        if line.strip():
            parts = line.split("\t" if "\t" in line.strip() else ";", _PARTS - 1)
            what, who, when = (safe_line(part) for part in [*parts, "", ""][:_PARTS])
            yield what, who, when


class StepsField(Vertical):
    """Rows of actions, of which the last is always empty. `value` has the cells of all rows up to the last one that
    isn't empty, so that a row has the same place in it as on the screen.

    Tab goes to the next cell and Enter to the next row; in an empty row, both go on after the rows.
    """

    class Changed(Message):
        """The person typed something."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = [StepRow(1)]

    def compose(self) -> Iterable[Widget]:
        """Compose the rows."""
        yield from self._rows

    @property
    def value(self) -> tuple[Cells, ...]:
        """The cells of the rows, as typed."""
        rows = [row.value for row in self._rows]
        while rows and not any(cell.strip() for cell in rows[-1]):
            rows.pop()
        return tuple(rows)

    @value.setter
    def value(self, cells: Sequence[Cells]) -> None:
        for row in self._rows:
            row.remove()
        self._rows = [StepRow(number, parts) for number, parts in enumerate([*cells, ()], 1)]
        self.mount(*self._rows)

    def tell(self, wrong: Mapping[int, str]) -> None:
        """Show what is wrong with the actions, by the number of their row (from 1); the others have nothing wrong."""
        for number, row in enumerate(self._rows, 1):
            row.tell(wrong.get(number, ""))

    def point_at(self, number: int, cell: int) -> None:
        """Put the cursor in a cell (from 0) of row `number` (from 1)."""
        self._go_to(self._rows[number - 1].cells[cell])

    def focus(self, scroll_visible: bool = True) -> StepsField:
        """Focus the first row that is empty."""
        next(row for row in self._rows if row.is_empty).cells[0].focus(scroll_visible)
        return self

    # -- typing -----------------------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._keep_an_empty_row()
        row = next((row for row in self._rows if event.text_area in row.cells), None)
        if row is not None and event.text_area.has_focus:
            row.show_day()
            self._show(row)
        self.post_message(self.Changed())

    def _keep_an_empty_row(self) -> None:
        if not self._rows[-1].is_empty:
            row = StepRow(len(self._rows) + 1)
            self._rows.append(row)
            self.mount(row)

    def _go_to(self, cell: Cell) -> None:
        self.screen.set_focus(cell)
        cell.move_cursor(cell.document.end)
        self._show(self._rows[self._place(cell)])

    def _show(self, row: StepRow) -> None:
        """Scroll to all of `row` once it is laid out: it grows with its text and with what is told under it."""
        self.call_after_refresh(row.scroll_visible, animate=False)

    def _place(self, cell: Cell) -> int:
        return next(place for place, row in enumerate(self._rows) if cell in row.cells)

    def next_row(self, cell: Cell) -> None:
        """Go from `cell` to the next row; from an empty row, leave."""
        place = self._place(cell)
        if self._rows[place].is_empty:
            self._leave()
        else:
            self._keep_an_empty_row()
            self._go_to(self._rows[place + 1].cells[0])

    def leaves_at(self, cell: Cell) -> bool:
        """Leave from `cell` if its row is empty; returns whether it is."""
        if not self._rows[self._place(cell)].is_empty:
            return False
        self._leave()
        return True

    def _leave(self) -> None:
        """Go on to what comes after the last row. A row that isn't laid out yet stands first in the chain."""
        chain = self.screen.focus_chain
        last = max(place for place, widget in enumerate(chain) if isinstance(widget, Cell) and widget.steps is self)
        self.screen.set_focus(chain[(last + 1) % len(chain)])

    def next_part(self, cell: Cell) -> bool:
        """Go from `cell` to the next one of its row, if that is empty; returns whether it is."""
        cells = self._rows[self._place(cell)].cells
        then = cells[cell.part + 1] if cell.part + 1 < _PARTS else None
        if then is None or then.text or not cells[0].text.strip():
            return False
        self._go_to(then)
        return True

    def move(self, cell: Cell, step: int) -> None:
        """Go from `cell` to the same one in the row above (-1) or below (1), if there is one."""
        place = self._place(cell) + step
        if 0 <= place < len(self._rows):
            self._go_to(self._rows[place].cells[cell.part])

    # -- pasting ----------------------------------------------------------------------------------------------------

    def paste(self, cell: Cell, text: str) -> None:
        """Put pasted `text` at the cursor in `cell`. Lines for "what" become actions; elsewhere they stay together."""
        rows = list(pasted_rows(text))
        place = self._place(cell)
        if cell.part:
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            cell.insert_line(", ".join(lines))
            said = _("Pasted {number} lines; they stand one after another in this field.")
        elif len(rows) > 1:
            self._insert(rows, place)
            said = _("Pasted {number} lines; each is an action.")
        elif rows and any(rows[0][1:]) and not any(self._rows[place].value[1:]):
            cell.insert_line(rows[0][0])
            for then, part in zip(self._rows[place].cells[1:], rows[0][1:], strict=True):
                then.text = part
        else:
            cell.insert_line(text)
        if len(rows) > 1:
            shell_of(self).say(said.format(number=len(rows)))

    def _insert(self, rows: Sequence[Cells], place: int) -> None:
        """Put `rows` in the row at `place` if it is empty and otherwise after it; the rows below move down."""
        typed = self.value
        kept = typed[:place] if self._rows[place].is_empty else typed[: place + 1]
        self.value = (*kept, *rows, *typed[place + 1 :])
        self.post_message(self.Changed())
        self._go_to(self._rows[len(kept) + len(rows) - 1].cells[0])
