"""Choosing from a list: typing filters it, Enter chooses, and it can offer to make something new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events, on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from knowledge.model.folding import fold
from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.ask import AskScreen
from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.line_input import LineInput
from sto_tui.widgets.options import moved_by
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

MOST_SHOWN = 200
"""The number of options drawn at once; typing finds the others."""

_BESIDE_KEY = 4
"""The columns that padding, scroll bar and a space take beside a key in the list."""

DONE = UserAction("done", N_("Done"), N_("Keep what is marked."), keys=("ctrl+s", "f8"), bar=True)


@dataclass(frozen=True)
class Suggestion:
    """One choice: `code` is the answer, `label` (in the user's language) is shown, followed by `note` as far as it fits
    and by `key`, whole, at the right."""

    code: str
    label: str
    note: str = ""
    key: str = ""


@dataclass(frozen=True)
class Made:
    """The answer to "make a new one": the text that was typed."""

    text: str


class PickScreen(Dialog["tuple[str | Made, ...]"]):
    """A dialog that answers with the chosen codes, or None when closed.

    It offers `choices`, or what `source` returns for the typed text (called in a thread). With `many`, several can be
    marked: Enter marks and clears what was typed, Enter once more (or "Done") keeps the marks. Esc closes any list and
    leaves everything as it was. `make` is the line that offers something new, with ``{text}`` for the typed text;
    choosing it answers with a `Made`, and with `ask_first` only after the person said so. `nothing` is shown while the
    list is empty. `typed` is what the person began to type before the list was there.
    """

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (DONE, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((DONE, BACK))

    def __init__(
        self,
        title: str,
        choices: Sequence[Suggestion] = (),
        *,
        chosen: Sequence[str] = (),
        many: bool = False,
        make: str = "",
        ask_first: bool = False,
        source: Callable[[str], Sequence[Suggestion]] | None = None,
        placeholder: str = "",
        hint: str = "",
        nothing: str = "",
        typed: str = "",
    ) -> None:
        super().__init__()
        self._heading = title
        self._choices = tuple(choices)
        self._before = tuple(chosen)
        self._marked: list[str | Made] = list(chosen)
        self._names: dict[str, str] = {choice.code: choice.label for choice in choices}
        self._listed: str | None = None
        self._entering = False
        self._just_marked: int | None = None
        self._many = many
        self._make = make
        self._ask_first = ask_first
        self._source = source
        self._placeholder = placeholder
        self._hint = hint
        self._nothing = nothing
        self._typed_before = typed
        self._shown: dict[str, Suggestion] = {}

    def compose(self) -> Iterable[Widget]:
        """Compose the title, the input, the list, and a hint."""
        with Vertical(classes="box"):
            yield Static(self._heading, classes="title", markup=False)
            hint = self._placeholder or _("Type to narrow the list")
            yield LineInput(self._typed_before, placeholder=hint, id="narrow", select_on_focus=False)
            yield OptionList(id="choices", markup=False)
            if self._many:
                yield Static("", id="marked", markup=False)
            hint = _("Enter marks, Enter again: done · Esc: back") if self._many else _("Enter chooses · Esc: back")
            yield Static(self._hint or hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill the list once its width is known."""
        self.call_after_refresh(lambda: self._narrow(self.query_one("#narrow", Input).value))

    @on(Input.Changed, "#narrow")
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, text: str) -> None:
        source = self._source
        if source is None:
            wanted = fold(text).split()
            self._show(text, [each for each in self._choices if all(word in fold(each.label) for word in wanted)])
        else:
            self.background(lambda: source(text), lambda found: self._show(text, found), group="narrow")

    def _show(self, text: str, choices: Sequence[Suggestion]) -> None:
        """Show `choices`, what there is for `text`, and do what Enter asked for meanwhile."""
        typed = text.strip()
        self._shown = {str(number): choice for number, choice in enumerate(choices[:MOST_SHOWN])}
        self._names.update((choice.code, choice.label) for choice in choices)
        options = [Option(self._line(choice), key) for key, choice in self._shown.items()]
        if self._make and typed and all(fold(choice.label) != fold(typed) for choice in choices):
            options.append(Option(Content.styled("+ " + self._make.format(text=safe_line(typed)), "italic"), "make"))
        if not options:
            said = self._nothing if self._nothing and not typed else _("Nothing like that")
            options = [Option(Content.styled(said, "dim"), disabled=True)]
        widget = self.query_one("#choices", OptionList)
        widget.set_options(options)
        widget.highlighted = None if self._many and not typed else 0
        self._listed, self._just_marked = text, None
        self._tell_marked()
        if self._entering and text == self.query_one("#narrow", Input).value:
            self._entered()

    def _tell_marked(self) -> None:
        for told in self.query("#marked").results(Static):
            names = [safe_line(self._names.get(str(each), "")) for each in self._marked]
            told.update(" · ".join(f"✓ {name}" for name in names if name))
            told.display = bool(names)

    def _line(self, choice: Suggestion) -> Content:
        mark = ("[x] " if choice.code in self._marked else "[ ] ") if self._many else ""
        line = Content.assemble(
            mark, safe_line(choice.label), (f"  {safe_line(choice.note)}" if choice.note else "", "dim")
        )
        if not choice.key:
            return line
        room = self.query_one("#choices", OptionList).scrollable_content_region.width - len(choice.key) - _BESIDE_KEY
        line = line.truncate(max(room, 8), ellipsis=True)
        return Content.assemble(line, " " * (max(room, 8) - line.cell_length + 1), (choice.key, "bold $accent"))

    def on_key(self, event: events.Key) -> None:
        """Move in the list with the arrow keys while the input keeps the focus; what is typed goes into the input."""
        options, typed = self.query_one("#choices", OptionList), self.query_one("#narrow", Input)
        if event.character and event.is_printable and not typed.has_focus:
            typed.insert_text_at_cursor(event.character)
            event.stop()
            return
        moved_by(event, options)

    @on(Input.Submitted, "#narrow")
    def _entered(self) -> None:
        """Choose what is in front, once the list is that of what was typed."""
        typed, options = self.query_one("#narrow", Input).value, self.query_one("#choices", OptionList)
        self._entering = typed != self._listed
        if self._entering:
            return
        if self._many and not typed.strip() and options.highlighted in (None, self._just_marked):
            self.action_done()
        else:
            options.action_select()

    @on(OptionList.OptionSelected, "#choices")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        key = event.option.id or ""
        if key == "make":
            self._ask_to_make(self.query_one("#narrow", Input).value.strip())
        elif self._many:
            self._mark(key)
        else:
            self.dismiss((self._shown[key].code,))

    def _mark(self, key: str) -> None:
        """Mark or unmark a line. What was typed to find it has done its work and goes."""
        code = self._shown[key].code
        if code in self._marked:
            self._marked.remove(code)
        else:
            self._marked.append(code)
        options, typed = self.query_one("#choices", OptionList), self.query_one("#narrow", Input)
        if typed.value:
            typed.value = ""
        else:
            options.replace_option_prompt(key, self._line(self._shown[key]))
            self._just_marked = options.highlighted
            self._tell_marked()

    def _ask_to_make(self, text: str) -> None:
        def answered(answer: str | None) -> None:
            if answer == "make":
                self.dismiss((*(self._marked if self._many else ()), Made(text)))

        if not self._ask_first:
            answered("make")
            return
        question = _("“{text}” isn't in the list yet.").format(text=safe_line(text))
        answers = [("back", _("Back to the list")), ("make", self._make.format(text=safe_line(text)))]
        self.app.push_screen(AskScreen(question, answers), answered)

    def action_done(self) -> None:
        """Close with the marked choices as the answer; what was typed and isn't chosen yet keeps the list open."""
        if not self._many:
            self.dismiss(None)
        elif self.query_one("#narrow", Input).value.strip():
            self.sto.say(_("Choose with Enter first, or clear what you typed."))
        else:
            self.dismiss(tuple(self._marked))

    def action_back(self) -> None:
        """Close, and leave everything as it was."""
        if tuple(self._marked) != self._before:
            self.sto.say(_("Nothing was changed. Enter or F8 keeps what you marked."))
        self.dismiss(None)
