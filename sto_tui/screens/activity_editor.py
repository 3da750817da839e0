"""The form on an activity: with the lessons that help with it, and the later ones of its series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.containers import Container
from textual.widget import Widget

from knowledge.model.records.activity import Activity
from knowledge.model.records.record import Record
from knowledge.problem import N_
from knowledge.today import today
from knowledge.work.plan_lessons import lessons_beside
from sto_tui.actions import UserAction, bindings
from sto_tui.forms.record_form import RecordForm
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.later_ones import ask_for_later_ones
from sto_tui.widgets.lessons_beside import LessonsBeside
from sto_tui.wording.plan_lessons import lines_beside

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

_LISTS = ("schools", "partners", "profiles", "worlds")
"""What decides which lessons help, beside the kind of activity."""

TO_LESSONS = UserAction(
    "to_lessons",
    N_("Lessons"),
    N_("Goes to the lessons that help with this plan, and back; Enter opens one, and the form stays as it is."),
    keys=("f6",),
    bar=True,
)


class ActivityEditor(EditorScreen):
    """The form on an activity. The lessons follow what is chosen in it; they are looked up beside the typing."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (*EditorScreen.ACTIONS, TO_LESSONS)
    BINDINGS: ClassVar[list[Any]] = bindings((TO_LESSONS,))
    CSS_PATH: ClassVar[Any] = ["editor.tcss", "activity_editor.tcss"]

    def __init__(self, record: Record, document: Document | None) -> None:
        super().__init__(record, document)
        self._looked_up: Activity | None = None
        self._came_from: Widget | None = None

    def form_of(self, workspace: Workspace) -> Iterable[Widget]:
        """The form, and the lessons beside or below it."""
        with Container(id="with-lessons"):
            yield RecordForm(self._record, workspace)
            yield LessonsBeside()

    # -- the lessons ------------------------------------------------------------------------------------------------

    @property
    def _plan(self) -> Activity:
        """What is planned, as far as it decides which lessons help."""
        chosen: dict[str, Any] = {name: self.form.chosen(name) for name in _LISTS}
        return Activity(id=self._record.id, activity="".join(self.form.chosen("activity")), **chosen)

    def load(self, workspace: Workspace) -> None:
        """Look up which lessons help with what is chosen now."""
        self._looked_up = plan = self._plan

        def look() -> Sequence[tuple[str, str]]:
            if not (plan.activity or plan.partners):
                return ()  # nothing to go by yet
            region = workspace.region(today())
            return lines_beside(region, lessons_beside(region, plan, workspace.author))

        self.background(look, self._show_lessons, group="lessons")

    def _show_lessons(self, lines: Sequence[tuple[str, str]]) -> None:
        self.query_one(LessonsBeside).show_lines(lines)
        self.refresh_bindings()

    @on(RecordForm.Edited)
    def _follow(self) -> None:
        if self._plan != self._looked_up:
            self.load_now()

    @on(LessonsBeside.Opened)
    def _open(self, event: LessonsBeside.Opened) -> None:
        self.sto.open_document(event.document_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the lessons when there are any."""
        if action == TO_LESSONS.id:
            return any(each.can_be_opened for each in self.query(LessonsBeside))
        return super().check_action(action, parameters)

    def action_to_lessons(self) -> None:
        """Go to the lessons, or back to the field where the person was."""
        lessons = self.query_one(LessonsBeside)
        if lessons.has_focus:
            self._to_form()
        else:
            self._came_from = self.focused
            lessons.focus()

    def on_key(self, event: events.Key) -> None:
        """Esc leads from the lessons back to the form."""
        if event.key == "escape" and self.query_one(LessonsBeside).has_focus:
            event.stop()
            event.prevent_default()
            self._to_form()

    def _to_form(self) -> None:
        (self._came_from or self.form.query("Input, TextArea, PickField").first()).focus()

    # -- saving -----------------------------------------------------------------------------------------------------

    def _saved(self, document: Document) -> None:
        before = self._document.record if self._document else None
        super()._saved(document)
        if isinstance(before, Activity):
            ask_for_later_ones(self.sto, before, document)
