"""The logbook: open actions, and meetings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from knowledge.journal.document import Document
from knowledge.model.kinds import linked_ids
from knowledge.model.records.action import Action as ActionRecord
from knowledge.model.records.meeting import Meeting
from knowledge.problem import N_
from knowledge.today import today
from sto_tui.actions import UserAction, beside_a_box, bindings
from sto_tui.screens.acting import DELETE, EDIT, NEW, OPEN
from sto_tui.screens.asking import ASKED, AsksHowItWent
from sto_tui.screens.browse import STYLE, TYPE, Preview
from sto_tui.screens.ticking import TICK, is_action, late_mark, tick
from sto_tui.widgets.blocks import HEADING
from sto_tui.widgets.line_input import LineInput
from sto_tui.widgets.record_view import record_blocks
from sto_tui.wording.dates import month_name, show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

LOG = dataclasses.replace(NEW, label=N_("Log a meeting"), help=N_("Write down what a meeting decided, in one form."))
SWAP = UserAction("swap", N_("Actions ↔ meetings"), N_("Goes to the other list."), keys=("f6",), bar=True)
MINE = UserAction("mine", N_("Only mine / all"), N_("Shows only the actions that are yours, or all."), keys=("ctrl+f",))
SHOWN = 400

Read = tuple[str, Sequence[Document], Sequence[Document], Mapping[str, str]]
"""What both lists were narrowed to, the actions, the meetings, and the titles of partners."""


class LogbookScreen(AsksHowItWent):
    """Lists open actions, the latest first, and meetings by month, newest first, with a preview beside them."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = beside_a_box(LOG, ASKED, TICK, SWAP, OPEN, EDIT, DELETE, MINE, TYPE)
    BINDINGS: ClassVar[list[Any]] = bindings(action for action in ACTIONS if action != OPEN)
    PLACE: ClassVar[str] = N_("Logbook")
    ABOUT: ClassVar[str] = N_(
        "Above the open actions, below the meetings, newest first. Space ticks an action off, Enter opens, Ctrl+N logs "
        "a new meeting. Type to narrow both lists."
    )
    CSS_PATH: ClassVar[Any] = [STYLE, "logbook.tcss"]
    BOX = "narrow"
    LISTS = ("meetings", "actions")
    PLACE_KEPT = ("actions",)

    def __init__(self) -> None:
        super().__init__()
        self._documents: dict[str, Document] = {}
        self._mine = False
        self._read_for: str | None = None

    def above(self) -> Iterable[Widget]:
        """The question how a lesson went, and the box."""
        yield self.ask_bar()
        yield LineInput(placeholder=_("Narrow: part of a title"), id="narrow", compact=True)

    def lists(self) -> Iterable[Widget]:
        """The actions above the meetings, each list under its count."""
        with Vertical(id="lists"):
            for name in ("actions", "meetings"):
                yield Static("", id=f"{name}-title", markup=False)
                yield OptionList(id=name, markup=False)

    def load(self, workspace: Workspace) -> None:
        """Read both lists."""
        from knowledge.catalogue.listing import Listing

        text = self.box.value

        def read() -> Read:
            actions = workspace.documents(Listing(ActionRecord.kind, state="open", sort="due", text=text, limit=SHOWN))
            meetings = workspace.documents(Listing(Meeting.kind, text=text, limit=SHOWN))
            names = workspace.titles(partner for each in actions for partner in each.record.linked_partners)
            return text, actions, meetings, names

        self.background(read, self._listed, group="list")

    @on(Input.Changed, "#narrow")
    def _narrowed(self) -> None:
        self.load_now()

    @property
    def is_listed(self) -> bool:
        """Whether the lists were read for what stands in the box."""
        return self._read_for == self.box.value

    def _listed(self, found: Read) -> None:
        self._read_for, actions, meetings, names = found
        author = self.workspace.author if self.workspace else ""
        if self._mine:
            actions = [each for each in actions if getattr(each.record, "who", "").startswith(author)]
        self._documents = {each.id: each for each in (*actions, *meetings)}
        late = sum(each.record.is_late(today()) for each in actions)
        title = ngettext("{number} open action", "{number} open actions", len(actions)).format(number=len(actions))
        if late:
            title += " · " + ngettext("{number} late", "{number} late", late).format(number=late)
        if self._mine:
            title += " · " + _("only mine")
        self.query_one("#actions-title", Static).update(title)
        none = (
            _("Nothing in the logbook has these words.")
            if self._read_for.strip()
            else _("No meetings yet. Ctrl+N logs the first one.")
        )
        self.query_one("#meetings-title", Static).update(_("Meetings") if meetings else none)
        lines = {
            "actions": [Option(action_line(each, names), each.id) for each in actions],
            "meetings": list(_by_month(meetings)),
        }
        self.fill(lines)
        for name, options in lines.items():
            self.query_one(f"#{name}").display = bool(options)

    @property
    def current(self) -> Document | None:
        """The document under the cursor."""
        return self._documents.get(self.current_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer ticking off for actions only."""
        if action == "tick":
            return is_action(self.current)
        return super().check_action(action, parameters)

    def preview(self, workspace: Workspace, wanted: str) -> Callable[[], Preview] | None:
        """The document as listed."""
        document = self._documents.get(wanted)
        if document is None:
            return None
        return lambda: Preview(wanted, record_blocks(document, workspace.titles(linked_ids(document.record))))

    def action_new(self) -> None:
        """Open the form for a meeting."""
        from sto_tui.screens.log_meeting import open_log_form

        open_log_form(self.sto)

    def action_tick(self) -> None:
        """Mark the action done, or open again."""
        if self.current is not None:
            tick(self.sto, self.current)

    def into_list(self) -> None:
        """Go from the box into the first list that has a line."""
        for name in ("actions", "meetings"):
            options = self.query_one(f"#{name}", OptionList)
            if options.option_count:
                options.focus()
                return

    def entered(self) -> None:
        """Go into the lists: two lines are selected, and Enter in the box can't mean both."""
        self.into_list()

    def action_swap(self) -> None:
        """Go to the other list."""
        other = "meetings" if self.active_list.id == "actions" else "actions"
        self.query_one(f"#{other}", OptionList).focus()

    def action_mine(self) -> None:
        """Switch between the person's own actions and all actions."""
        self._mine = not self._mine
        self.load_now()


def action_line(document: Document, names: Mapping[str, str]) -> Content:
    """A line for an open action: what, then who, when and with whom; it says in words that an action is late."""
    record = document.record
    assert isinstance(record, ActionRecord)
    partners = ", ".join(safe_line(names[each]) for each in record.partners[:1] if each in names)
    facts = " · ".join(part for part in (safe_line(record.who), show_day(record.due), partners) if part)
    late = late_mark(record)
    return Content.assemble(
        "☐ ", safe_line(record.title), "\n  ", late, (f" · {facts}" if late and facts else facts, "dim")
    )


def _by_month(meetings: Sequence[Document]) -> Iterable[Option]:
    month = ""
    for document in meetings:
        day = document.record.when
        here = f"{month_name(day.month)} {day.year}" if day else _("without a date")
        if here != month:
            month = here
            yield Option(Content.styled(here, HEADING), disabled=True)
        yield Option(Content.assemble((f"{show_day(day):>15}  ", "dim"), safe_line(document.record.title)), document.id)
