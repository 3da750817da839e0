"""The small forms that a step of an activity asks to be filled in: how it went, or where it moves to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from knowledge.model.fields import Day
from knowledge.model.records.activity import Activity
from knowledge.model.records.record import Record
from knowledge.model.typed.days import Lean
from knowledge.problem import N_, BadValue, Problem
from knowledge.today import today
from knowledge.work.planning import held, moved_as, shifted_last_day
from sto_tui.drafts import Draft
from sto_tui.forms.record_form import RecordForm
from sto_tui.screens.editor import EditorScreen
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace


@dataclasses.dataclass(frozen=True)
class StepForm:
    """What a step asks: its `heading` (message id, with ``{title}``), the `names` of the fields, and what the activity
    `becomes` that it was before, as filled in; that may raise `Problem`. `about` is told above the fields."""

    heading: str
    names: tuple[str, ...]
    becomes: Callable[[Activity, Activity], Activity]
    about: str = ""


TELLING = StepForm(
    N_("It took place: {title}"),
    ("mark_school", "mark_company", "mark_pupils", "hours_company", "hours_school", "verdict", "embedding"),
    lambda _before, filled: held(filled, today()),
    N_("Everybody in the space reads this. Nothing is required; more can be told later."),
)
MOVING = StepForm(
    N_("Move: {title}"), ("date", "until", "start", "end", "venue", "place"), moved_as,
    N_("A confirmation was for the day and time before: it goes when these change."),
)  # fmt: skip
_DAY = Day(lean=Lean.AHEAD)


class ActivityStepScreen(EditorScreen):
    """The form of a step with the activity in `document`. Answers with the saved document."""

    PLACE: ClassVar[str] = N_("What becomes of it")
    ABOUT: ClassVar[str] = N_(
        "Fill in what you know and save. Tab goes to the next field, Enter opens a list to choose from. What you type "
        "is kept as a draft until you save."
    )

    def __init__(self, document: Document, step: StepForm) -> None:
        assert isinstance(document.record, Activity)
        super().__init__(document.record, document)
        self._step = step
        self._last_day = day_to_type(document.record.until)

    @property
    def heading(self) -> str:
        """What is being done with which activity."""
        return _(self._step.heading).format(title=safe_line(self._record.title))

    def form_of(self, workspace: Workspace) -> Iterable[Widget]:
        """What to know, and the fields of the step."""
        if self._step.about:
            yield Static(_(self._step.about), id="about", markup=False)
        yield RecordForm(self._record, workspace, self._step.names, self._become)

    def _become(self, filled: Record) -> Record:
        before = self.form.record
        assert isinstance(before, Activity) and isinstance(filled, Activity)
        return self._step.becomes(before, filled)

    def is_mine(self, draft: Draft) -> bool:
        """The drafts of this step."""
        return draft.values.keys() == set(self._step.names)

    @on(RecordForm.Edited)
    def _move_last_day(self) -> None:
        """Let the last day, as long as nobody typed another, move along with the first."""
        before, controls = self.form.record, {row.field.name: row.control for row in self.form.rows()}
        first, last = controls.get("date"), controls.get("until")
        if not isinstance(first, Input) or not isinstance(last, Input) or last.value != self._last_day:
            return
        try:
            day = _DAY.parse(first.value, today())
        except BadValue:
            return  # not a day yet
        assert isinstance(before, Activity)
        if day is not None:
            self._last_day = last.value = day_to_type(shifted_last_day(before, day))

    def action_save(self) -> None:
        """Save; what refuses the step is told, and what was typed stays."""
        try:
            _record, wrong = self.form.filled()
        except Problem as refused:
            self.keep_draft()
            self.sto.show_error(refused)
            return
        super().action_save()
        elsewhere = [tell(problem) for name, problem in wrong.items() if name not in self._step.names]
        if elsewhere:
            self.sto.say("\n".join(elsewhere), severity="error")

    def _saved(self, document: Document) -> None:
        self.forget_draft()
        self.dismiss(document)
