"""The actions of a meeting as rows of what, who and when."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input

from knowledge.problem import N_
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

_HINTS = (N_("What"), N_("Who"), N_("dd-mm-yyyy, +14d"))
_ROWS = 2


class StepRow(Horizontal):
    """One action: three inputs."""

    def __init__(self, parts: Iterable[str] = ()) -> None:
        super().__init__(classes="step")
        self._parts = [*parts, "", "", ""][:3]

    def compose(self) -> Iterable[Widget]:
        """What is wide; who and when are short."""
        for number, (hint, part) in enumerate(zip(_HINTS, self._parts, strict=True)):
            yield Input(safe_line(part), placeholder=_(hint), compact=True, classes=f"part{number}")

    @property
    def told(self) -> str:
        """``WHAT; WHO; WHEN``; empty when nothing was typed."""
        parts = [field.value.replace(";", ",").strip() for field in self.query(Input)]
        return "; ".join(parts).strip("; ")


class StepsField(Vertical):
    """As many rows as are needed; a full last row makes room for another. `value` is a text per action."""

    class Changed(Message):
        """Something was typed."""

    def compose(self) -> Iterable[Widget]:
        """A few rows to begin with."""
        for _row in range(_ROWS):
            yield StepRow()
        yield Button("+ " + _("another action"), id="more", compact=True)

    @property
    def value(self) -> tuple[str, ...]:
        """The actions typed, each as ``WHAT; WHO; WHEN``."""
        return tuple(row.told for row in self.query(StepRow) if row.told)

    @value.setter
    def value(self, told: tuple[str, ...]) -> None:
        rows = [StepRow(text.split("; ")) for text in told] + [StepRow()]
        self.query(StepRow).remove()
        self.mount(*rows, before="#more")

    @on(Button.Pressed, "#more")
    async def _more(self, event: Button.Pressed) -> None:
        event.stop()
        row = StepRow()
        await self.mount(row, before="#more")
        row.query(Input).first().focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    def focus(self, scroll_visible: bool = True) -> StepsField:
        """The first input takes the cursor."""
        self.query(Input).first().focus(scroll_visible)
        return self
