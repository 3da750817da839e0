"""A form field to choose in: it shows what is chosen, and opens the list on Enter, a click, or by typing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from sto_tui.dialogs.pick import Made, PickScreen, Suggestion
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line


class PickField(Widget, can_focus=True):
    """`value` has the chosen codes. The arguments are those of `PickScreen`; `maker` saves something new that the
    person asks for and passes it as a choice to the callback. `labels` has the labels of the codes known so far."""

    BINDINGS: ClassVar[list[Any]] = [("enter,space,down", "choose", ""), ("delete,backspace", "clear", "")]

    value: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](())

    class Changed(Message):
        """The choice changed."""

    class Answered(Message):
        """The person chose in the list, which is closed now."""

    def __init__(
        self,
        title: str,
        value: Sequence[str],
        *,
        many: bool,
        labels: Mapping[str, str],
        choices: Sequence[Suggestion] = (),
        source: Callable[[str], Sequence[Suggestion]] | None = None,
        make: str = "",
        maker: Callable[[str, Callable[[Suggestion], None]], None] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._heading = title
        self._many = many
        self._labels = dict(labels)
        self._choices = choices
        self._source = source
        self._make = make
        self._maker = maker
        self.set_reactive(PickField.value, tuple(value))

    def render(self) -> Content:
        names = [safe_line(self._labels.get(code, _("(unknown)"))) for code in self.value]
        shown = " · ".join(names) if names else _("choose…")
        return Content.assemble((shown, "" if names else "dim"), (" ▾", "dim"))

    def name_codes(self, labels: Mapping[str, str]) -> None:
        """Add labels of codes."""
        self._labels.update(labels)
        self.refresh(layout=True)

    async def _on_key(self, event: events.Key) -> None:
        """Open the list on the text that is being typed."""
        if event.is_printable and event.key != "space":
            event.stop()
            event.prevent_default()
            self._open(event.character or "")

    def on_click(self) -> None:
        """Open the list."""
        self.action_choose()

    def action_choose(self) -> None:
        """Open the list."""
        self._open("")

    def _open(self, typed: str) -> None:
        self.app.push_screen(
            PickScreen(
                self._heading,
                self._choices,
                chosen=self.value,
                many=self._many,
                make=self._make,
                ask_first=True,
                source=self._offered if self._source else None,
                typed=typed,
            ),
            self._picked,
        )

    def _offered(self, text: str) -> Sequence[Suggestion]:
        found = self._source(text) if self._source else ()
        times = Counter(choice.label for choice in found)
        for choice in found:
            apart = f" ({choice.note})" if times[choice.label] > 1 and choice.note else ""
            self._labels[choice.code] = choice.label + apart
        return found

    def action_clear(self) -> None:
        """Clear the choice."""
        self.choose(())

    def _picked(self, answers: tuple[str | Made, ...] | None) -> None:
        if answers is None:
            return
        self.choose(tuple(answer for answer in answers if isinstance(answer, str)))
        for answer in answers:
            if isinstance(answer, Made) and self._maker is not None:
                self._maker(answer.text, self._made)
        self.post_message(self.Answered())

    def _made(self, choice: Suggestion) -> None:
        self._labels[choice.code] = choice.label
        self.choose((*self.value, choice.code) if self._many else (choice.code,))

    def choose(self, value: tuple[str, ...]) -> None:
        """Make `value` the choice, as the person does."""
        if value != self.value:
            self.value = value
            self.refresh(layout=True)
            self.post_message(self.Changed())
