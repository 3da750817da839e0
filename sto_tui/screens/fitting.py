"""“Who fits?”: the offers that fit a request with their points, those apart, and who did this kind before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.model.records.offer import Offer
from knowledge.model.records.request import Request
from knowledge.model.vocabulary import ACTIVITY_KINDS, RELATION_STAGES
from knowledge.problem import N_
from knowledge.today import today
from knowledge.work.matching import NOT_NOW_APART, Apart, DidBefore, Matches, OfferMatch, activity_for, matches
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.screens.acting import CALL_ON, EDIT, NEW, OPEN, ActingScreen
from sto_tui.screens.calendar import SIGN_UP
from sto_tui.screens.plan_pages.page import NARROW, cell, title_or_none
from sto_tui.widgets.blocks import HEADING, Block, DocumentView
from sto_tui.widgets.options import SizedList, room_in, show_options
from sto_tui.wording.fitting import apart_in_full, because_word, did_word, part_word, points_word
from sto_tui.wording.i18n import _
from sto_tui.wording.load import load_lines, load_mark
from sto_tui.wording.network import short
from sto_tui.wording.places import menu_status, offer_facts
from sto_tui.wording.plain import safe, safe_line

if TYPE_CHECKING:
    from knowledge.model.region import Region
    from knowledge.workspace import Workspace

FittingLine = OfferMatch | Apart | DidBefore
"""What a line of the list stands for."""

PLAN = replace(
    NEW,
    label=N_("Activity"),
    help=N_("Opens the form of an activity, with what the request and the offer say of it."),
    by_letter=True,
)
SIGN_SCHOOL_UP = replace(SIGN_UP, help=N_("Signs the school of the request up for the offer."))

_SCORE, _PARTNER, _POINTS, _WIDE_POINTS = 4, 16, 3, 5


class FittingScreen(ActingScreen):
    """What fits the request with the id `request_id`."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (CALL_ON, SIGN_SCHOOL_UP, PLAN, BACK, OPEN, EDIT)
    BINDINGS: ClassVar[list[Any]] = bindings(action for action in ACTIONS if action != OPEN)
    PLACE: ClassVar[str] = N_("Who fits?")
    ABOUT: ClassVar[str] = N_(
        "The offers that fit a request, those with most points first; what the points are for stands with the line "
        "under the cursor. Apart stands what can't be had now, and below it who did this before without an offer."
    )
    CSS_PATH: ClassVar[Any] = "fitting.tcss"

    def __init__(self, request_id: str) -> None:
        super().__init__()
        self._request_id = request_id
        self._found: tuple[Matches, Region] | None = None
        self._lines: dict[str, FittingLine] = {}

    def body(self) -> Iterable[Widget]:
        """The request, the list with a line above it, and what the points are for."""
        yield Static("", id="asked", markup=False)
        yield Static("", id="heads", markup=False)
        with Horizontal(id="columns"):
            yield SizedList(id="list", markup=False)
            yield DocumentView(id="why")

    @property
    def list(self) -> OptionList:
        """The list."""
        return self.query_one("#list", OptionList)

    def load(self, workspace: Workspace) -> None:
        """Hold all offers against the request."""

        def read() -> tuple[Matches, Region] | None:
            calendar = workspace.plan_check(today()).school_calendar
            request = calendar.region.of(Request).get(self._request_id)
            return (matches(request, calendar), calendar.region) if request else None

        self.background(read, self._read, group="fitting")

    def _read(self, found: tuple[Matches, Region] | None) -> None:
        if found is None:  # it went to the bin meanwhile
            self.close()
            return
        self._found = found
        self._draw()
        self.list.focus()

    # -- drawing ----------------------------------------------------------------------------------------------------

    @on(SizedList.Resized)
    def _draw(self) -> None:
        if self._found is None:
            return
        (found, region), width = self._found, room_in(self.list)
        request = found.request
        facts = (safe_line(region.title(request.school)), _(ACTIVITY_KINDS.label(request.activity)))
        title = Content.assemble((title_or_none(request), "bold"), (f" · {' · '.join(filter(None, facts))}", "dim"))
        self.query_one("#asked", Static).update(title)
        self.query_one("#heads", Static).update(Content.styled(_heads(found, width), "dim"))
        self._lines = {}
        options: list[Option] = []
        if not found.offers:
            options.append(Option(_("No offer of this kind can be had now."), disabled=True))
        groups: Sequence[tuple[str, Sequence[FittingLine]]] = (
            ("", found.offers),
            (_("Apart"), found.apart),
            (_("Did this before, without an offer now"), found.before),
        )
        for heading, lines in groups:
            if heading and lines:
                options.append(Option(Content.styled(heading, HEADING), disabled=True))
            for line in lines:
                self._lines[_id_of(line)] = line
                options.append(Option(_line(line, region, width), _id_of(line)))
        show_options(self.list, options)
        self._explain()

    def on_resize(self, event: events.Resize) -> None:
        """Put the explanation where there is room for it."""
        self.set_class(event.size.width >= NARROW, "-wide")

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        line, found = self._line, self._found
        blocks = list(_explained(line, found[1], found[0].request)) if line and found else []
        self.query_one("#why", DocumentView).show(blocks)
        self.refresh_bindings()

    # -- what is under the cursor -------------------------------------------------------------------------------------

    @property
    def current_id(self) -> str:
        """The id of the offer under the cursor, or of the partner that did it before."""
        option = self.list.highlighted_option if self.is_mounted else None
        return (option.id or "") if option else ""

    @property
    def _line(self) -> FittingLine | None:
        return self._lines.get(self.current_id)

    @property
    def _offer(self) -> Offer | None:
        return self._line.line.offer if isinstance(self._line, OfferMatch | Apart) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer signing up for an offer only, and the rest for whatever is under the cursor."""
        if action == SIGN_SCHOOL_UP.id:
            return self._offer is not None
        if action in (CALL_ON.id, PLAN.id):
            return self._line is not None
        return super().check_action(action, parameters)

    # -- doing ------------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Read the offer, or the partner."""
        if self.current_id:
            self.sto.open_document(self.current_id)

    def action_call_on(self) -> None:
        """Note that the school calls on the partner, for this request."""
        from sto_tui.screens.approaching import call_on

        if self._found is not None:
            request = self._found[0].request
            self.with_current(lambda document: call_on(self.sto, document, request))

    def action_sign_up(self) -> None:
        """Sign the school up for the offer."""
        from sto_tui.screens.signing_up import sign_up

        if self._found is not None and self._offer is not None:
            sign_up(self.sto, self._offer.id, self._found[0].request.school)

    def action_new(self) -> None:
        """Open the form of the activity that comes of the request and the offer."""
        line = self._line
        if self._found is None or line is None:
            return
        found, region = self._found
        partner = line.partner.id if isinstance(line, DidBefore) else line.line.offer.partner
        activity = activity_for(region, found.request, partner, self._offer)
        self.sto.edit(activity, None, lambda document: self.sto.open_document(document.id))


def _id_of(line: FittingLine) -> str:
    return line.partner.id if isinstance(line, DidBefore) else line.line.offer.id


def _points_width(width: int) -> int:
    """The columns for the points of one part."""
    return _WIDE_POINTS if width >= NARROW else _POINTS


def _heads(found: Matches, width: int) -> str:
    """What stands over the columns: the first letters of the parts, whose whole names stand with their points."""
    if not found.offers:
        return ""
    points = _points_width(width)
    heads = "".join(f"{part_word(part)[: points - 1]:>{points}}" for part in found.offers[0].parts)
    return heads.rjust(width)


def _line(line: FittingLine, region: Region, width: int) -> Content:
    if isinstance(line, DidBefore):
        return Content.assemble(
            (" " * _SCORE), safe_line(line.partner.title), (f" · {did_word(line)}{_marked(region, line)}", "dim")
        )
    name = short(line.line.partner_name) or _("(unknown)")
    if isinstance(line, Apart):
        told = menu_status(line.line)
        room = max(width - _SCORE - _PARTNER - len(told) - 2, 12)
        return Content.assemble(
            " " * _SCORE, cell(title_or_none(line.line.offer), room), " ", (cell(name, _PARTNER), "dim"), " ", told
        )
    points = "".join(f"{part.points:>{_points_width(width)}}" for part in line.parts)
    room = max(width - _SCORE - _PARTNER - len(points) - 1, 12)
    return Content.assemble(
        (f"{line.score:>{_SCORE - 1}} ", "bold"),
        cell(title_or_none(line.line.offer), room),
        " ",
        (cell(name, _PARTNER), "dim"),
        points,
    )


def _marked(region: Region, did: DidBefore) -> str:
    mark = load_mark(region, did.partner)
    return f" · {mark}" if mark else ""


def _explained(line: FittingLine, region: Region, request: Request) -> Iterator[Block]:
    """What is to know of `line`: its name in full, the points of each part and why, or why it stands apart."""
    partner = line.partner if isinstance(line, DidBefore) else line.line.partner
    if isinstance(line, DidBefore):
        told = [safe_line(line.partner.title), _(RELATION_STAGES.label(line.partner.stage)), did_word(line)]
    else:
        told = [title_or_none(line.line.offer), safe_line(line.line.partner_name), menu_status(line.line)]
        told += offer_facts(line.line.offer)
    yield Block(Content.styled(" · ".join(filter(None, told)), "bold"))
    if isinstance(line, OfferMatch):
        for part in line.parts:
            head = f"{part_word(part):11}{points_word(part):>6}  "
            yield Block(Content(because_word(part)), Content(head), Content(" " * len(head)))
    elif isinstance(line, Apart) and line.reason != NOT_NOW_APART:
        yield Block(Content(apart_in_full(line)))
    if partner is not None:
        for heed in load_lines(region, partner, request.school):
            yield Block(Content.styled(safe(heed), "bold"), Content("! "), Content("  "))
