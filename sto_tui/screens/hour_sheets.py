"""A pile of hour sheets, one after another, into the register of cofinanciering."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from knowledge.identifier import new_id
from knowledge.model.records.contribution import Contribution
from knowledge.problem import N_
from knowledge.today import today
from sto_tui.drafts import Typed
from sto_tui.forms.record_form import RecordForm
from sto_tui.screens.booking import tell_booked
from sto_tui.screens.editor import EditorScreen
from sto_tui.wording.amounts import decimals
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

_FIELDS = ("partner", "date", "school", "evidence", "evidence_on", "evidence_ref", "other_scheme", "note", "hours")
_ANEW = ("note", "hours")
"""What the next sheet begins without; the rest is as on the one before."""


class HourSheetForm(RecordForm):
    """The form on one sheet. Posts `Finished` on Enter in its last field."""

    class Finished(Message):
        """The sheet is complete."""

    @on(Input.Submitted)
    def _finish(self, event: Input.Submitted) -> None:
        if list(self.rows())[-1].has_focus_within:
            event.stop()
            event.prevent_default()
            self.post_message(self.Finished())


class HourSheetsScreen(EditorScreen):
    """Hour sheets one after another: saving keeps one and begins the next of the same company and day."""

    PLACE: ClassVar[str] = N_("Hour sheets")
    ABOUT: ClassVar[str] = N_(
        "Type the hours of a sheet and press Enter: that saves it and begins the next one, of the same company, day, "
        "school and evidence. Change what differs. Esc stops; Ctrl+Z then takes the last one back."
    )
    DRAFT_OF: ClassVar[str] = "hours"

    def __init__(self) -> None:
        super().__init__(Contribution(date=today(), way="uren", state="geleverd"), None)
        self._sheets = 0
        self._hours = Decimal("0.00")
        self._sent: Typed = {}

    @property
    def heading(self) -> str:
        """How many sheets were entered, and how many hours they are."""
        if not self._sheets:
            return _("Hour sheets: Enter in the last field saves and begins the next")
        text = ngettext("{number} sheet entered, {hours} hours", "{number} sheets entered, {hours} hours", self._sheets)
        return text.format(number=self._sheets, hours=decimals(self._hours))

    def form_of(self, workspace: Workspace) -> Iterable[Widget]:
        """The form on one sheet."""
        yield HourSheetForm(self._record, workspace, _FIELDS)

    @on(HourSheetForm.Finished)
    def _finished(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Save; what is typed meanwhile is of the next sheet, and takes the place of what is being saved."""
        if self._saving:
            return
        super().action_save()
        if self._saving:
            self._sent = self.typed
            for control in self._anew():
                control.select_all()

    def _anew(self) -> list[Input]:
        return [row.control for row in self.form.rows() if row.field.name in _ANEW and isinstance(row.control, Input)]

    def _saved(self, document: Document) -> None:
        line = document.record
        assert isinstance(line, Contribution)
        self.forget_draft()
        self._sheets += 1
        self._hours += line.hours or 0
        self._begin_next()  # first, so that Ctrl+Z is about what was saved and not about the emptied fields
        said = _("Written down: {title}, {hours} hours.")
        tell_booked(
            self.sto,
            document,
            said.format(title=safe_line(line.title), hours=decimals(line.hours or Decimal(0))),
            _("Esc and then Ctrl+Z takes it back."),
        )

    def _begin_next(self) -> None:
        self._new_id = new_id()
        self._saving = False
        self.query_one("#what", Static).update(self.heading)
        typed = self.typed
        same = [name for name in _ANEW if typed.get(name) == self._sent.get(name)]
        self.form.fill(dict.fromkeys(same, ""))
        self.form.show_wrong({})
        if len(same) == len(_ANEW):
            self._before = self.typed
            self.begin()

    def begin(self) -> None:
        """Put the cursor where one goes on: in the hours, or in the company of the first sheet."""
        wanted = "hours" if self._sheets else "partner"
        next(row for row in self.form.rows() if row.field.name == wanted).control.focus()

    def renew(self) -> None:
        """Say the heading in the language of now."""
        super().renew()
        self.query_one("#what", Static).update(self.heading)
