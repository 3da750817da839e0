"""What to know before a meeting, above the form that logs it; what is open can be ticked off there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.journal.document import Document
from knowledge.model.records.action import Action
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.problem import UnknownId
from knowledge.today import today
from knowledge.work.before_meeting import Before, Earlier, earlier_meeting, earlier_run, latest_first, was_with
from sto_tui.screens.ticking import late_mark
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, language, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

EARLIER = 3
"""The most earlier meetings and checklists to tell of."""
_READ = 500
"""The most documents of one kind to read for one partner."""


def read_before(workspace: Workspace, partners: Sequence[str], ticked: Collection[str] = ()) -> Before:
    """What to know before a meeting with `partners` (ids); `ticked` are actions to show although they are done."""
    whys: list[tuple[str, str]] = []
    for partner in partners:
        try:
            record = workspace.get(partner).record
        except UnknownId:  # the partner has not arrived yet
            continue
        if isinstance(record, Partner) and record.why:
            whys.append((record.title, record.why))
    earlier = (each for document in _earlier(workspace, partners) for each in _told(workspace, document))
    return Before(tuple(whys), tuple(_actions(workspace, partners, ticked)), latest_first(earlier, EARLIER))


def _actions(workspace: Workspace, partners: Sequence[str], ticked: Collection[str]) -> Iterator[Document]:
    from knowledge.catalogue.listing import Listing

    found: dict[str, Document] = {}
    for partner in partners:
        listed = workspace.documents(Listing(Action.kind, partner=partner, sort="due", limit=_READ))
        found.update((each.id, each) for each in listed)
    yield from (each for each in found.values() if each.id in ticked or _is_open(each))


def _is_open(document: Document) -> bool:
    return isinstance(document.record, Action) and document.record.is_open


def _earlier(workspace: Workspace, partners: Sequence[str]) -> list[Document]:
    """The latest meetings and walks with `partners`."""
    from knowledge.catalogue.listing import Listing

    found: dict[str, Document] = {}
    for partner in partners:
        for kind in (Meeting.kind, ChecklistRun.kind):
            listed = workspace.documents(Listing(kind, partner=partner, until=today(), limit=2 * EARLIER))
            found.update((each.id, each) for each in listed)
    mine = [each for each in found.values() if not isinstance(each.record, Meeting) or was_with(each.record, partners)]
    return sorted(mine, key=lambda each: str(each.record.when), reverse=True)[:EARLIER]


def _told(workspace: Workspace, document: Document) -> Iterator[Earlier]:
    record, by = document.record, workspace.history(document.id)[0].author
    if isinstance(record, Meeting):
        yield earlier_meeting(record, by)
    elif isinstance(record, ChecklistRun):
        yield earlier_run(record, workspace.template_of(record, language()), by, _)


class OpenActions(OptionList):
    """The list of open actions."""

    class Moved(Message):
        """Other lines show than before."""

    def on_resize(self) -> None:
        """Tell that other lines show."""
        self.post_message(self.Moved())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other lines show."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())


class BeforePane(Vertical):
    """Why we work together, what was asked before, and every open action; it grows when it has the focus."""

    class Ticked(Message):
        """The person ticked the action in `document`, or opened it again."""

        def __init__(self, document: Document) -> None:
            super().__init__()
            self.document = document

    BINDINGS: ClassVar[list[Any]] = [Binding("space,enter", "tick", show=False)]

    def __init__(self) -> None:
        super().__init__(id="before")
        self._actions: dict[str, Document] = {}

    def compose(self) -> Iterable[Widget]:
        """Compose the lines that are told, and the list of actions under their count."""
        yield Static("", id="whys", markup=False)
        yield Static("", id="earlier", markup=False)
        yield Static("", id="open-title", markup=False)
        yield OpenActions(id="open", markup=False)

    def on_mount(self) -> None:
        """Show nothing until there is something to tell."""
        self.display = False

    @property
    def ticked_ids(self) -> tuple[str, ...]:
        """The ids of the listed actions, so that those which were ticked here stay where they are."""
        return tuple(self._actions)

    def show(self, before: Before) -> None:
        """Tell `before`."""
        self.display = not before.is_empty
        self._actions = {document.id: document for document in before.actions}
        for name, lines in (("whys", [*_whys(before)]), ("earlier", [*map(_line_of, before.earlier)])):
            told = self.query_one(f"#{name}", Static)
            told.update(Content("\n").join(lines))
            told.display = bool(lines)
        listed = self.query_one("#open", OptionList)
        place = listed.highlighted
        listed.set_options(Option(_action_line(document), document.id) for document in before.actions)
        listed.highlighted = min(place or 0, len(before.actions) - 1) if before.actions else None
        listed.display = self.query_one("#open-title").display = bool(before.actions)
        self._show_title()

    @on(OpenActions.Moved)
    def _show_title(self) -> None:
        """Say how many actions are open and late, how many are below the last line, and which key does what."""
        listed = self.query_one("#open", OptionList)
        actions = [each.record for each in self._actions.values() if isinstance(each.record, Action)]
        still = [action for action in actions if action.is_open]
        late = sum(action.is_late(today()) for action in still)
        parts = [ngettext("{number} open action", "{number} open actions", len(still)).format(number=len(still))]
        if late:
            parts.append(ngettext("{number} late", "{number} late", late).format(number=late))
        if below := self._below(listed):
            parts.append(_("{number} more below").format(number=below))
        parts.append(_("Space ticks off") if listed.has_focus else _("Shift+Tab goes there"))
        self.query_one("#open-title", Static).update(" · ".join(part for part in parts if part))

    def _below(self, listed: OptionList) -> int:
        """How many actions begin below the last line that shows."""
        bottom, line, below = int(listed.scroll_y) + listed.size.height, 0, 0
        for document in self._actions.values():
            below += line >= bottom
            line += len(_action_line(document).wrap(max(listed.size.width, 1)))
        return below

    def on_descendant_focus(self) -> None:
        """Grow, and tell which key does what."""
        self._resize(larger=True)

    def on_descendant_blur(self) -> None:
        """Leave the room to the form, and tell which key does what."""
        self._resize(larger=False)

    def _resize(self, *, larger: bool) -> None:
        self.set_class(larger, "-larger")
        self._show_title()

    @on(OptionList.OptionSelected, "#open")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Ticked(self._actions[event.option.id or ""]))

    def action_tick(self) -> None:
        """Tick the action under the cursor, or open it again."""
        self.query_one("#open", OptionList).action_select()


def _whys(before: Before) -> Iterator[Content]:
    for name, why in before.whys:
        yield Content.assemble((_("Our why"), "bold"), f" · {safe_line(name)}: {safe_line(why)}")


def _line_of(earlier: Earlier) -> Content:
    when_and_who = " · ".join(part for part in (show_day(earlier.day), safe_line(earlier.by)) if part)
    what = " · ".join(safe_line(part) for part in (earlier.title, earlier.outcome) if part)
    return Content.assemble((_("Earlier"), "bold"), (f" · {when_and_who}: ", "dim"), what)


def _action_line(document: Document) -> Content:
    action = document.record
    assert isinstance(action, Action)
    late = late_mark(action)
    facts = " · ".join(part for part in (safe_line(action.who), show_day(action.due)) if part)
    return Content.assemble(
        "☐ " if action.is_open else "☑ ",
        safe_line(action.title),
        " " if late else "",
        late,
        (f" · {facts}" if facts else "", "dim"),
    )
