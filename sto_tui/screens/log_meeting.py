"""Logging a meeting: one form for what was decided, who does what, and what was learnt."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Static, TextArea

from knowledge.identifier import new_id
from knowledge.model.fields import Field, FieldType, Lines, Text
from knowledge.model.records.action import Action
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.problem import N_
from knowledge.today import today
from knowledge.work.log_meeting import ActionGiven, LessonGiven, log_meeting, misgiven
from knowledge.work.venues import Venue, last_visits, proposal, without_proposal
from sto_tui import drafts
from sto_tui.forms.pick_field import PickField
from sto_tui.forms.record_form import FieldRow, RecordForm, form_fields
from sto_tui.forms.steps_field import StepsField
from sto_tui.screens.editor import EditorScreen
from sto_tui.widgets.blocks import Block, DocumentView
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

ORDER = (
    "title", "date", "start", "end", "venue", "place", "partners", "attendees", "guests", "body", "decisions",
    "actions", "lesson", "lesson_body", "next_date", "next_venue", "next_place", "tags", "agenda",
)  # fmt: skip
EXTRA = {
    "actions": Field("actions", Lines(separator="\n"), N_("Actions")),
    "lesson": Field("lesson", FieldType(), N_("A lesson: title")),
    "lesson_body": Field("lesson_body", Text(), N_("What did you learn?")),
}
"""Rows of the form that are saved as separate records."""

_ROW_OF = {"action": "actions", "lesson": "lesson"}
_CELLS = ("what", "who", "due")
"""The cells of an action row, in order."""


class MeetingForm(RecordForm):
    """The fields of a meeting in the order in which one tells it, with its actions and one lesson."""

    def compose(self) -> Iterable[Widget]:
        """One row for each field."""
        known = {field.name: field for field in form_fields(Meeting.kind)}
        for name in ORDER:
            field = known.get(name) or EXTRA[name]
            control = StepsField() if name == "actions" else self._control(field, getattr(self.record, name, ""))
            if isinstance(control, TextArea) and name != "body":
                control.remove_class("long")
            yield FieldRow(field, control)

    def told(self, name: str) -> str:
        """The text typed in the extra row `name`."""
        value = self.typed().get(name, "")
        return value.strip() if isinstance(value, str) else ""

    @property
    def actions(self) -> list[ActionGiven]:
        """The actions as typed, one for each row."""
        return [ActionGiven(*cells) for cells in self.query_one(StepsField).value]

    @property
    def lessons(self) -> list[LessonGiven]:
        """The lesson as typed; the form has room for one."""
        return [LessonGiven(self.told("lesson"), self.told("lesson_body"))]

    def chosen(self, name: str) -> tuple[str, ...]:
        """The ids chosen in the link row `name`."""
        return tuple(self.query_one(f"#row-{name}").query_one(PickField).value)


@dataclasses.dataclass(frozen=True)
class Before:
    """What to know before a meeting: why we work together, and what is still open."""

    whys: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]


class LogMeetingScreen(EditorScreen):
    """Logs a new meeting; `partners` (ids) fills in the partners. Answers with the meeting's document."""

    PLACE: ClassVar[str] = N_("Log a meeting")
    ABOUT: ClassVar[str] = N_(
        "Tell in one form what was decided and who does what. Only title and date must be there; Tab goes on, Enter "
        "opens a list to choose from. Actions and the lesson are kept as records of their own."
    )
    CSS_PATH: ClassVar[Any] = ["editor.tcss", "log_meeting.tcss"]

    def __init__(self, partners: Sequence[str] = ()) -> None:
        meeting = Meeting(id=new_id(), title=_("Meeting"), date=today(), partners=tuple(partners))
        super().__init__(meeting, None)
        self._chosen: tuple[str, ...] = ()

    def form_of(self, workspace: Workspace) -> Iterable[Widget]:
        """What to know before the meeting, and the form."""
        yield DocumentView(id="before")
        yield MeetingForm(self._record, workspace)

    @property
    def meeting_form(self) -> MeetingForm:
        """The form."""
        return self.query_one(MeetingForm)

    @property
    def _draft_path(self) -> Path:
        space = self.workspace.place if self.workspace else ""
        return drafts.draft_path(self.sto.home.private, "log", "", space)

    def load(self, workspace: Workspace) -> None:
        """Look up what to know before the meeting and where to meet next."""
        chosen = self.meeting_form.chosen("partners") or self._record.linked_partners
        self.background(lambda: _before(workspace, chosen), self._tell_before, group="before")
        self.background(lambda: _proposal(workspace), self._propose, group="proposal")

    @on(RecordForm.Edited)
    def _partners_chosen(self) -> None:
        workspace = self.workspace
        chosen = tuple(dict.fromkeys((*self.meeting_form.chosen("partners"), *self.meeting_form.chosen("venue"))))
        if workspace is not None and chosen != self._chosen:
            self._chosen = chosen
            self.background(lambda: _before(workspace, chosen), self._tell_before, group="before")

    def _tell_before(self, before: Before) -> None:
        view = self.query_one("#before", DocumentView)
        view.display = bool(before.whys or before.actions)
        view.show(_blocks(before))

    def _propose(self, venue: Venue | None) -> None:
        if venue is None:
            return
        months = venue.months_ago(today())
        why = ngettext("not visited for {number} month", "not visited for {number} months", months)
        text = _("Suggestion: {name} ({why})").format(
            name=safe_line(venue.partner.title), why=why.format(number=months)
        )
        row = self.query_one("#row-next_venue", FieldRow)
        row.query_one(PickField).name_codes({venue.partner.id: venue.partner.title})
        if not row.query(".suggestion"):
            row.mount(Static(text, classes="suggestion", markup=False))
            self.meeting_form.fill({"next_venue": [venue.partner.id]})
            self._before = {**self._before, "next_venue": [venue.partner.id]}

    # -- saving -----------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save meeting, actions and lesson in one go, or show beside each field what is missing."""
        form = self.meeting_form
        record, wrong = form.filled()
        bad = misgiven(form.actions, form.lessons, today())
        for each in bad:
            wrong.setdefault(_ROW_OF[each.part], each)
        form.show_wrong(wrong)
        if wrong:
            if next((name for name in ORDER if name in wrong), "") == _ROW_OF["action"]:
                form.query_one(StepsField).point_at(bad[0].number, _CELLS.index(bad[0].cell))
            return
        if not self._saving:
            self._saving = True
            self._save(record)

    def _save(self, record: Record) -> None:
        form, workspace = self.meeting_form, self.workspace
        proposed = self._before.get("next_venue")
        assert isinstance(record, Meeting)
        logged = log_meeting(
            without_proposal(record, str(proposed[0]) if proposed else ""),
            actions=form.actions,
            lessons=form.lessons,
            author=workspace.author if workspace else "",
            today=today(),
            new_id=new_id,
        )
        self.sto.store(lambda space: space.save_all(logged.records)[0], self._saved, failed=self._not_saved)


def _before(workspace: Workspace, partners: Sequence[str]) -> Before:
    from knowledge.catalogue.listing import Listing

    whys: list[tuple[str, str]] = []
    actions: dict[str, Action] = {}
    titles = workspace.titles(partners)
    for partner in partners:
        record = workspace.get(partner).record
        if isinstance(record, Partner) and record.why:
            whys.append((titles.get(partner, ""), record.why))
        for document in workspace.documents(Listing(Action.kind, partner=partner, state="open", sort="due", limit=10)):
            if isinstance(document.record, Action):
                actions[document.id] = document.record
    return Before(tuple(whys), tuple(actions.values()))


def _proposal(workspace: Workspace) -> Venue | None:
    from knowledge.catalogue.listing import Listing

    partners = [each.record for each in workspace.documents(Listing(Partner.kind, limit=2000))]
    last = workspace.latest_days(last_visits(today()))
    return proposal(last, [each for each in partners if isinstance(each, Partner)])


def _blocks(before: Before) -> list[Block]:
    from textual.content import Content

    blocks = [
        Block(Content.assemble((_("Our why"), "bold"), f" · {safe_line(name)}: {safe_line(why)}"))
        for name, why in before.whys
    ]
    if before.actions:
        blocks.append(Block(Content.styled(_("Begin with what is still open:"), "bold")))
    for action in before.actions[:5]:
        late = _("late") if action.due and action.due < today() else ""
        facts = " · ".join(part for part in (safe_line(action.who), show_day(action.due), late) if part)
        blocks.append(Block(Content(f"{safe_line(action.title)} ({facts})"), Content("☐ "), Content("  ")))
    return blocks


def open_log_form(shell: Shell, partners: Sequence[str] = ()) -> None:
    """Open the form, and afterwards show the logged meeting."""

    def logged(document: Document | None) -> None:
        if document is not None:
            shell.open_document(document.id)

    shell.push_screen(LogMeetingScreen(partners), logged)
