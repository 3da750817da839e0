"""The reader: one document in full, the documents it is connected to, and all actions on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.journal.document import Document
from knowledge.model.kinds import linked_ids
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.request import Request
from knowledge.model.reuse import Reuse
from knowledge.problem import N_, UnknownId
from knowledge.today import today
from knowledge.work.uses import own_latest
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.screens.acting import CALL_ON, HOW, LOG_WITH, ON_DOCUMENT, STAND, USE, ActingScreen
from sto_tui.screens.ticking import TICK, is_action, tick
from sto_tui.widgets.block_list import BlockList, ListedBlock
from sto_tui.widgets.blocks import HEADING, Block, DocumentView
from sto_tui.widgets.marking import NO_MARKS, Marks, blocks_with_marks
from sto_tui.widgets.options import show_options
from sto_tui.widgets.passage_pane import PassagePane
from sto_tui.widgets.record_view import fact_blocks, text_blocks, use_blocks
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.results import only_beginning_found
from sto_tui.wording.words import kind_word, state_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

SETTLE = UserAction(
    "settle",
    N_("⚠ Choose a version"),
    N_("Two people wrote different things: choose what holds."),
    list_keys=("ctrl+g",),
    letters=("w",),
    bar=True,
)
RESTORE = UserAction(
    "restore", N_("Put back"), N_("Takes it out of the bin."), list_keys=("ctrl+t",), letters=("r",), bar=True
)
TAKE_APART = UserAction(
    "take_apart",
    N_("Take apart"),
    N_("Makes two of it again: this one and the one it was merged into."),
    letters=("u",),
    bar=True,
)
ADD_ACTION = UserAction(
    "add_to('actions')", N_("Add actions"), N_("Adds actions to this meeting."), letters=("a",), bar=True
)
ADD_LESSON = UserAction(
    "add_to('lesson')", N_("Add a lesson"), N_("Adds a lesson to this meeting."), letters=("l",), bar=True
)
NEXT_TIME = UserAction(
    "add_to('next_date')", N_("Next time"), N_("Settles when and where to meet next."), letters=("v",), bar=True
)
TO_MEETING = (ADD_ACTION, ADD_LESSON, NEXT_TIME)
"""What can be added to a logged meeting; each names the field to begin with."""
LISTED = 30
"""The most related documents of one kind to list."""


@dataclass(frozen=True)
class Reading:
    """A document with the titles behind its links and the documents around it. `heed` are lines to read first: before
    calling on a partner, or about what is planned."""

    document: Document
    names: Mapping[str, str]
    around: Mapping[str, Document]
    reuse: Reuse
    is_cut: bool = False
    heed: Sequence[str] = ()
    card: Sequence[ListedBlock] = ()
    """The lines of a partner's card."""
    signed: Sequence[str] = ()
    """Who signed up for it, and how it stands; of a request also what it has and lacks."""


def read_around(workspace: Workspace, document_id: str) -> Reading:
    """Everything the reader shows of `document_id`; raises `UnknownId`."""
    from knowledge.catalogue.listing import Listing

    document = workspace.get(document_id)
    links = linked_ids(document.record)
    around: dict[str, Document] = {}
    for kind in workspace.kinds(linked_to=document_id):
        found = workspace.documents(Listing(kind=kind, origin=document_id, limit=LISTED))
        around.update((each.id, each) for each in found)
    around.update((each.id, each) for each in workspace.merging.merged_into(document))
    for link in (*links, *filter(None, [document.merged_into])):
        try:
            around.setdefault(link, workspace.get(link))
        except UnknownId:  # the linked document has not arrived yet
            continue
    here = {each.id: each for each in around.values() if not each.deleted}
    heed = _to_heed(workspace, document)
    return Reading(
        document,
        workspace.titles(links),
        here,
        workspace.reuse(document),
        workspace.is_cut(document),
        heed,
        card=_card(workspace, document, here),
        signed=_signed_up(workspace, document),
    )


def _card(workspace: Workspace, document: Document, around: Mapping[str, Document]) -> list[ListedBlock]:
    """The lines of a partner's card, and below them the rest of what is `around` it."""
    if not isinstance(document.record, Partner):
        return []
    from sto_tui.screens.partner_card import connected_lines, read_card

    lines = connected_lines(read_card(workspace, document))
    shown = {each.opens for each in lines}
    rest = [each for each in around.values() if each.id not in shown]
    if lines and rest:
        lines.append(ListedBlock(Block(Content.styled(_("Connected with"), HEADING))))
    return lines + [ListedBlock(Block(_line(each), Content(""), Content("  ")), each.id) for each in rest]


def _to_heed(workspace: Workspace, document: Document) -> list[str]:
    """What to know of `document` before anything else."""
    if isinstance(document.record, Partner):
        from sto_tui.screens.partner_card import before_calling

        return before_calling(workspace, document.id)
    if isinstance(document.record, Activity):
        from sto_tui.wording.cautions import caution_line

        return [caution_line(each) for each in workspace.plan_check(today()).cautions(document.id)]
    return []


def _signed_up(workspace: Workspace, document: Document) -> list[str]:
    """How good a question is, how much is left of what people sign up for, and who did, in order."""
    from knowledge.work.capacity import TARGETS, capacity, target_of
    from knowledge.work.question import quality
    from sto_tui.wording.places import places_word, quality_line, signup_word

    if not isinstance(document.record, TARGETS) or document.deleted:
        return []
    region = workspace.region(today())
    target = target_of(region, document.id)
    if target is None:
        return []
    places = capacity(region, target)
    lines: list[str] = []
    if isinstance(target, Request):
        lines.append(_("As a question: {quality}").format(quality=quality_line(quality(target))))
    if places.signups or places.most is not None:
        lines.append(places_word(places))
    return lines + [f"{number}  {signup_word(each, region)}" for number, each in enumerate(places.signups, 1)]


class ReaderScreen(ActingScreen):
    """Shows the document `document_id` in full, at the passage with `marks`."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (
        BACK,
        SETTLE,
        RESTORE,
        TAKE_APART,
        HOW,
        TICK,
        *TO_MEETING,
        CALL_ON,
        LOG_WITH,
        *(replace(action, bar=bool(action.key)) for action in ON_DOCUMENT if action != CALL_ON),
    )
    BINDINGS: ClassVar[list[Any]] = bindings(ACTIONS)
    PLACE: ClassVar[str] = N_("Reading")
    ABOUT: ClassVar[str] = N_(
        "The whole text with its details. Tab goes to what it is connected to; Enter opens that, and Space ticks an "
        "action off."
    )
    CSS_PATH = "reader.tcss"

    def __init__(self, document_id: str, marks: Marks | None = None) -> None:
        super().__init__()
        self._marks = marks or NO_MARKS
        self._document_id = document_id
        self._document: Document | None = None
        self._reading: Reading | None = None
        self._own_use = ""

    def body(self) -> Iterable[Widget]:
        """The text, and under it the connected documents."""
        yield Static("", id="title", markup=False)
        with Horizontal(id="columns"):
            yield PassagePane(id="text", shown_as="whole")
            with VerticalScroll(id="beside", can_focus=False):
                yield DocumentView(id="facts")
        yield Static(_("Connected with"), id="connected", markup=False)
        yield OptionList(id="around", markup=False)
        yield BlockList(id="card")

    def on_mount(self) -> None:
        """Focus the text, so that the arrow keys scroll."""
        self.query_one("#text").focus()

    def load(self, workspace: Workspace) -> None:
        """Read the document again."""
        self.background(lambda: read_around(workspace, self._document_id), self._show, group="read")

    def _show(self, reading: Reading) -> None:
        first, self._document, self._reading = self._document is None, reading.document, reading
        own = own_latest(reading.reuse.uses, self.workspace.author if self.workspace else "")
        self._own_use = own.id if own and not own.outcome else ""
        self.query_one("#title", Static).update(safe_line(reading.document.record.title) or _("(no title)"))
        self._draw()
        if first:
            self.query_one(PassagePane).go_to_passage(self._marks)
        around = self.query_one("#around", OptionList)
        show_options(around, [Option(_line(document), document.id) for document in reading.around.values()])
        card = self.query_one(BlockList)
        card.show(reading.card)
        card.display = bool(reading.card)
        around.display = bool(reading.around) and not reading.card
        self.query_one("#connected").display = around.display
        self.refresh_bindings()

    def _draw(self) -> None:
        """Show the text, with the facts below it or, in a wide window, beside it."""
        reading = self._reading
        if reading is None:
            return
        wide = self.has_class("-wide")
        facts = fact_blocks(reading.document.record, reading.names)
        told = [Block(Content.styled(f"⚠ {only_beginning_found()}", "bold"))] if reading.is_cut else []
        document = reading.document
        if isinstance(document.record, Partner):
            from sto_tui.screens.partner_card import before_blocks

            told += before_blocks(reading.heed, document.record)
            document = replace(document, record=replace(document.record, why=""))
        else:
            told += [Block(Content.styled(safe(line), "bold"), Content("! "), Content("  ")) for line in reading.heed]
        told += [Block(Content(line), Content(""), Content("   ")) for line in reading.signed]
        text = [*told, *text_blocks(document, reading.reuse), *([] if wide else facts)]
        self.query_one("#whole", DocumentView).show(blocks_with_marks([*text, *use_blocks(reading.reuse)], self._marks))
        self.query_one("#facts", DocumentView).show(blocks_with_marks(facts, self._marks) if wide else ())
        self.query_one("#beside").display = wide and bool(facts)

    def on_resize(self) -> None:
        """Put the facts where there is room for them."""
        self.call_after_refresh(self._draw)

    @property
    def current_id(self) -> str:
        """The id of the document."""
        return self._document_id

    @property
    def current(self) -> Document | None:
        """The document, once it is read."""
        return self._document

    @property
    def told_about(self) -> str:
        """The id of the use in front, or of the person's own use of the lesson in front."""
        return super().told_about or self._own_use

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer restoring and copying for a document in the bin, and every change for the others."""
        gone = self._document is not None and self._document.deleted
        if action == "settle":
            return self._document is not None and bool(self._document.conflicts or self._document.revived)
        if action == "restore":
            return gone
        merged = self._document is not None and bool(self._document.merged_into)
        if action == TAKE_APART.id:
            return merged
        if (gone or merged) and action in (
            "edit",
            "delete",
            "external",
            USE.id,
            HOW.id,
            STAND.id,
            "add_to",
            LOG_WITH.id,
        ):
            return False
        if action == TICK.id:
            return is_action(self._to_tick)
        if action == "add_to":
            return self._document is not None and isinstance(self._document.record, Meeting)
        if action == LOG_WITH.id:
            return self._document is not None and isinstance(self._document.record, Partner)
        if action == "edit" and self._document is not None and not self._document.record.traits.has_form:
            return False
        return super().check_action(action, parameters)

    def deleted(self) -> None:
        """Close the reader."""
        self.close()

    def action_restore(self) -> None:
        """Take the document out of the bin."""
        said = _("Put back.")
        self.sto.store(lambda workspace: workspace.restore(self._document_id), lambda _document: self.sto.say(said))

    def action_take_apart(self) -> None:
        """Take the document apart from the one that it was merged into."""

        def parted(both: tuple[Document, Document]) -> None:
            kept, dropped = (each.record.title for each in both)
            said = _("Taken apart: “{drop}” and “{keep}” are two records again.")
            self.sto.say(said.format(drop=dropped, keep=kept))

        self.sto.store(lambda workspace: workspace.merging.take_apart(self._document_id), parted)

    def action_settle(self) -> None:
        """Choose between versions, field by field."""
        from sto_tui.screens.conflicts import settle

        if self._document is not None:
            settle(self, self._document)

    # -- actions and meetings ---------------------------------------------------------------------------------------

    @property
    def _to_tick(self) -> Document | None:
        """The line under the cursor, while the cursor is in the list; otherwise the document itself."""
        around, card = self.query_one("#around", OptionList), self.query_one(BlockList)
        if card.has_focus:
            return self._reading.around.get(card.current_id) if self._reading else None
        if not around.has_focus:
            return self._document
        option = around.highlighted_option
        return self._reading.around.get(option.id or "") if option and self._reading else None

    @on(BlockList.Walked)
    @on(OptionList.OptionHighlighted, "#around")
    def on_descendant_focus(self) -> None:
        """Tell whether there is something to tick off now."""
        self.refresh_bindings()

    def action_tick(self) -> None:
        """Mark the action as done, or open again."""
        if self._to_tick is not None:
            tick(self.sto, self._to_tick)

    def action_add_to(self, first: str) -> None:
        """Add to the meeting, beginning in the field `first`."""
        from sto_tui.screens.add_to_meeting import add_to

        if self._document is not None:
            add_to(self.sto, self._document, first)

    def action_log(self) -> None:
        """Log a meeting with the partner."""
        from sto_tui.screens.log_meeting import open_log_form

        open_log_form(self.sto, [self._document_id])

    @on(BlockList.Opened)
    def _open_line(self, event: BlockList.Opened) -> None:
        self.sto.open_document(event.document_id)

    @on(OptionList.OptionSelected, "#around")
    def _open_other(self, event: OptionList.OptionSelected) -> None:
        self.sto.open_document(event.option.id or "")


def _line(document: Document) -> Content:
    record = document.record
    merged = _("merged") if document.merged_into else ""
    who = record.who if isinstance(record, Action) else ""
    facts = [state_word(record, today()), safe_line(who), show_day(record.when), merged]
    note = " · ".join(fact for fact in facts if fact)
    mark = ("☐ " if record.is_open else "☑ ") if isinstance(record, Action) else ""
    return Content.assemble(
        (f"{kind_word(document.kind)} · ", "dim"), mark, safe_line(record.title), (f" · {note}" if note else "", "dim")
    )
