"""Logging a meeting: one form for what was decided, who does what, and what was learnt."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import TextArea

from knowledge.identifier import new_id
from knowledge.model.fields import Field, FieldType, Lines, PartnerRole, Text
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.problem import N_, Problem
from knowledge.today import today
from knowledge.work.before_meeting import Before, likely_present, was_with
from knowledge.work.log_meeting import ActionGiven, LessonGiven, Logged, Misgiven, log_meeting, misgiven
from knowledge.work.venues import Venue, last_visits, proposal
from sto_tui.dialogs.filters import linkable
from sto_tui.dialogs.pick import Suggestion
from sto_tui.forms.record_form import FieldRow, RecordForm, form_fields
from sto_tui.forms.steps_field import StepsField
from sto_tui.screens.before_meeting import BeforePane, read_before
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.taking_back import offer_to_take_all_back
from sto_tui.screens.ticking import tick
from sto_tui.wording.dates import day_to_type, show_day
from sto_tui.wording.i18n import _, ngettext, tell

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

ORDER = (
    "partners", "title", "date", "body", "decisions", "actions", "lesson", "lesson_body", "next_date", "next_venue",
    "next_place", "attendees", "guests", "venue", "place", "start", "end", "tags", "agenda",
)  # fmt: skip
EXTRA = {
    "actions": Field("actions", Lines(separator="\n"), N_("Actions (Tab: who and when · Enter: the next one)")),
    "lesson": Field("lesson", FieldType(), N_("A lesson: title")),
    "lesson_body": Field("lesson_body", Text(), N_("What did you learn?")),
}
"""Rows of the form that are saved as separate records."""

_ROW_OF = {"action": "actions", "lesson": "lesson"}
_CELLS = ("what", "who", "due")
"""The cells of an action row, in order."""


class MeetingForm(RecordForm):
    """The fields `names` of a meeting, in the order in which one tells it, with its actions and one lesson."""

    def __init__(self, record: Record, workspace: Workspace, names: Sequence[str] = ORDER) -> None:
        super().__init__(record, workspace, names)

    def compose(self) -> Iterable[Widget]:
        """One row for each field."""
        known = {field.name: field for field in form_fields(Meeting.kind)}
        for name in self._names:
            field = known.get(name) or EXTRA[name]
            control = StepsField() if name == "actions" else self._control(field, getattr(self.record, name, ""))
            if isinstance(control, TextArea) and name != "body":
                control.remove_class("long")
            yield FieldRow(field, control)

    def linkable(self, kind: str, text: str, role: PartnerRole) -> Sequence[Suggestion]:
        """The documents of `kind` to choose from; the people of the chosen partners come first."""
        first = self.chosen("partners") or self.record.linked_partners if kind == Person.kind else ()
        return linkable(self._workspace, kind, text, first, role)

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

    def show_misgiven(self, wrong: Mapping[str, Problem], misgiven: Sequence[Misgiven]) -> None:
        """Show what is wrong beside each field and under each action, with the cursor in the first cell of it all."""
        actions = [each for each in misgiven if each.part == "action"]
        others = {_ROW_OF[each.part]: each for each in misgiven if each.part != "action"}
        above = self._names[: self._names.index("actions")]
        in_actions = bool(actions) and not any(name in wrong for name in above)
        self.show_wrong({**others, **wrong}, point=not in_actions)
        steps = self.query_one(StepsField)
        numbers = dict.fromkeys(each.number for each in actions)
        steps.tell({number: "\n".join(tell(each) for each in actions if each.number == number) for number in numbers})
        if in_actions:
            steps.point_at(actions[0].number, _CELLS.index(actions[0].cell))


@dataclasses.dataclass(frozen=True)
class Proposed:
    """What to propose for a meeting with some partners: their names, who may be there, where, and where next."""

    names: tuple[str, ...]
    present: tuple[Person, ...]
    host: Partner | None
    next_host: Venue | None


class LogMeetingScreen(EditorScreen):
    """Logs the new `meeting`, which may name its partners. Answers with the meeting's document."""

    PLACE: ClassVar[str] = N_("Log a meeting")
    ABOUT: ClassVar[str] = N_(
        "Tell in one form what was decided and who does what. Only title and date must be there. Tab goes on, and so "
        "does Enter in a field of one line; elsewhere Enter opens a list to choose from. A proposal under a field is "
        "kept only when you take it over, by key or click. Actions and the lesson become records of their own."
    )
    CSS_PATH: ClassVar[Any] = ["editor.tcss", "log_meeting.tcss"]
    NAMES: ClassVar[Sequence[str]] = ORDER
    """The fields of the form."""
    DRAFT_OF: ClassVar[str] = "log"

    def __init__(self, meeting: Meeting, document: Document | None = None) -> None:
        super().__init__(meeting, document)
        self._chosen: tuple[str, ...] | None = None
        self._ids: list[str] = []
        self._written: Sequence[Document] = ()

    def form_of(self, workspace: Workspace) -> Iterable[Widget]:
        """What to know before the meeting, and the form."""
        yield BeforePane()
        yield MeetingForm(self._record, workspace, self.NAMES)

    @property
    def meeting_form(self) -> MeetingForm:
        """The form."""
        return self.query_one(MeetingForm)

    def begin(self) -> None:
        """Begin with the partners, or below them if they are filled in; and propose today."""
        first = "title" if self._record.linked_partners else "partners"
        self.query_one(f"#row-{first}", FieldRow).control.focus()
        day = today()
        self.meeting_form.propose("date", day_to_type(day), _("today, {day}").format(day=show_day(day)))

    def new_action(self) -> None:
        """Go to the actions of the meeting."""
        self.meeting_form.query_one(StepsField).focus()

    # -- before the meeting, and what is proposed -------------------------------------------------------------------

    def load(self, workspace: Workspace) -> None:
        """Look up what to know before the meeting, and what to propose."""
        self._chosen = chosen = self._partners
        ticked = self.query_one(BeforePane).ticked_ids
        self.background(lambda: read_before(workspace, chosen, ticked), self._tell_before, group="before")
        self.background(lambda: read_proposed(workspace, self._hosts), self._propose, group="proposed")

    @property
    def _hosts(self) -> tuple[str, ...]:
        return self.meeting_form.chosen("partners") or self._record.linked_partners

    @property
    def _partners(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._hosts, *self.meeting_form.chosen("venue"))))

    @on(RecordForm.Edited)
    def _partners_chosen(self) -> None:
        if self._partners != self._chosen:
            self.load_now()

    def _tell_before(self, before: Before) -> None:
        self.query_one(BeforePane).show(before)

    @on(BeforePane.Ticked)
    def _tick(self, event: BeforePane.Ticked) -> None:
        tick(self.sto, event.document)

    def _propose(self, proposed: Proposed) -> None:
        form = self.meeting_form
        title = _("Meeting with {names}").format(names=_(" and ").join(proposed.names)) if proposed.names else ""
        form.propose("title", title, title)
        form.name_links({person.id: person.title for person in proposed.present})
        names = ", ".join(person.title for person in proposed.present)
        form.propose("attendees", [person.id for person in proposed.present], names)
        if proposed.host is not None:
            form.name_links({proposed.host.id: proposed.host.title})
        form.propose("venue", [proposed.host.id] if proposed.host else [], proposed.host.title if proposed.host else "")
        if proposed.next_host is not None:
            self._propose_next(proposed.next_host)

    def _propose_next(self, venue: Venue) -> None:
        months = venue.months_ago(today())
        why = ngettext("not visited for {number} month", "not visited for {number} months", months)
        self.meeting_form.name_links({venue.partner.id: venue.partner.title})
        told = f"{venue.partner.title} ({why.format(number=months)})"
        self.meeting_form.propose("next_venue", [venue.partner.id], told)

    # -- saving -----------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save meeting, actions and lesson in one go, or show beside each field what is missing."""
        form = self.meeting_form
        record, wrong = form.filled()
        bad = misgiven(form.actions, form.lessons, today())
        form.show_misgiven(wrong, bad)
        if wrong or bad or self._saving:
            return
        self._saving = True
        assert isinstance(record, Meeting)
        logged, seen = self.logged(record), [self._document] if self._document else []
        self.sto.store(lambda space: space.save_all(logged.records, seen=seen), self._logged, failed=self._not_saved)

    def _logged(self, documents: Sequence[Document]) -> None:
        self._written = documents
        self._saved(documents[0])

    def offer_undo(self, document: Document) -> None:
        """Let Ctrl+Z take back the meeting together with what came of it."""
        before = {document.id: self._document.record} if self._document else {}
        offer_to_take_all_back(self.sto, self._written, before)

    @property
    def came_of_it(self) -> dict[str, Any]:
        """The actions and the lesson as typed, and who writes them down."""
        form, workspace = self.meeting_form, self.workspace
        return {"actions": form.actions, "lessons": form.lessons, "author": workspace.author if workspace else ""}

    def logged(self, meeting: Meeting) -> Logged:
        """`meeting`, as filled in, with its actions and its lesson."""
        return log_meeting(meeting, **self.came_of_it, today=today(), new_id=partial(next, self._same_ids()))

    def _same_ids(self) -> Iterator[str]:
        """Ids for what comes of the meeting, the same at every attempt to save it."""
        for number in count():
            if number == len(self._ids):
                self._ids.append(new_id())
            yield self._ids[number]


def read_proposed(workspace: Workspace, partners: Sequence[str]) -> Proposed:
    """What to propose for a meeting with `partners` (ids)."""
    from knowledge.catalogue.listing import Listing

    records = [each.record for each in workspace.documents(Listing(Partner.kind, limit=5000))]
    everybody = {each.id: each for each in records if isinstance(each, Partner)}
    here = [everybody[each] for each in partners if each in everybody]
    people: dict[str, Person] = {}
    meetings: list[Meeting] = []
    for partner in here:
        listed = workspace.documents(Listing(Person.kind, partner=partner.id, sort="title"))
        people.update((each.id, each.record) for each in listed if isinstance(each.record, Person))
        held = workspace.documents(Listing(Meeting.kind, partner=partner.id, until=today(), limit=5))
        meetings += [each.record for each in held if isinstance(each.record, Meeting)]
    met = [each for each in meetings if was_with(each, partners)]
    last = max(met, key=lambda each: str(each.date), default=None)
    return Proposed(
        names=tuple(partner.title for partner in here),
        present=likely_present(last, list(people.values())),
        host=here[0] if here else None,
        next_host=proposal(workspace.latest_days(last_visits(today())), list(everybody.values())),
    )


def open_log_form(shell: Shell, partners: Sequence[str] = ()) -> None:
    """Open the form on a meeting with `partners` (ids), and afterwards show the logged meeting."""

    def logged(document: Document | None) -> None:
        if document is not None:
            shell.open_document(document.id)

    shell.push_screen(LogMeetingScreen(Meeting(id=new_id(), partners=tuple(partners))), logged)
