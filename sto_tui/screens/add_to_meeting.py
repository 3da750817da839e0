"""Adding to a logged meeting: actions, a lesson, and when to meet next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from knowledge.identifier import new_id
from knowledge.model.records.meeting import Meeting
from knowledge.problem import N_
from knowledge.today import today
from knowledge.work.log_meeting import Logged, add_to_meeting
from sto_tui.forms.record_form import FieldRow
from sto_tui.screens.log_meeting import LogMeetingScreen
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from sto_tui.shell import Shell


class AddToMeetingScreen(LogMeetingScreen):
    """Adds to the logged meeting in `document`, beginning in the field `first`."""

    PLACE: ClassVar[str] = N_("Add to a meeting")
    ABOUT: ClassVar[str] = N_(
        "Add actions and a lesson to a meeting that was logged, or settle when to meet next. The rest of the meeting "
        "stays as it is; Ctrl+E on the meeting changes that."
    )
    NAMES: ClassVar[Sequence[str]] = ("actions", "lesson", "lesson_body", "next_date", "next_venue", "next_place")

    def __init__(self, document: Document, first: str) -> None:
        assert isinstance(document.record, Meeting)
        super().__init__(document.record, document)
        self._first = first

    @property
    def heading(self) -> str:
        """Which meeting is being added to."""
        return _("Add to: {title}").format(title=safe_line(self._record.title))

    def begin(self) -> None:
        """Begin in the field that the person asked for."""
        self.query_one(f"#row-{self._first}", FieldRow).control.focus()

    def logged(self, meeting: Meeting) -> Logged:
        """`meeting`, with the new actions and the new lesson only."""
        return add_to_meeting(meeting, **self.came_of_it, today=today(), new_id=new_id)


def add_to(shell: Shell, document: Document, first: str) -> None:
    """Open the form that adds to the meeting in `document`, with the cursor in the field `first`."""
    shell.push_screen(AddToMeetingScreen(document, first))
