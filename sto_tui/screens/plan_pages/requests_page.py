"""The requests: what schools ask of companies, how good the question is, and who signed up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from knowledge.model.folding import fold
from knowledge.model.records.request import Request
from knowledge.model.region import Region
from knowledge.model.vocabulary import REQUEST_STATES
from knowledge.work.capacity import capacity
from knowledge.work.plan_check import PlanCheck
from knowledge.work.question import quality
from sto_tui.screens.plan_pages.menu_page import signup_lines
from sto_tui.screens.plan_pages.page import (
    PlanLine,
    PlanPage,
    PlanView,
    beside_each_other,
    cell,
    kind_cell,
    kind_room,
    title_or_none,
)
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.network import short_name
from sto_tui.wording.places import quality_line

_STATES = {"open": 0, "concept": 1, "vervuld": 2, "gesloten": 3}
_SCHOOL, _STATE = 14, 10


def requests_page(check: PlanCheck, shown: PlanView) -> PlanPage:
    """The requests, the open ones first, then by the day of the answer."""
    region = check.region
    found = sorted(
        (each for each in region.of(Request).values() if shown.school in ("", each.school)),
        key=lambda each: (_STATES.get(each.state, 9), each.answer_by or date.max, fold(each.title), each.id),
    )
    opened = sum(each.state == "open" for each in found)
    number = ngettext("{number} open request", "{number} open requests", opened).format(number=opened)
    heading = beside_each_other(_("Requests"), number, shown.width)
    rows = [PlanLine(each.id, _line(region, each, shown.width)) for each in found]
    return PlanPage(heading, rows, nothing=_("No school asks anything yet. Ctrl+N writes down a request."))


def below_request(check: PlanCheck, _shown: PlanView, request_id: str) -> Sequence[Content]:
    """What the request lacks as a question, and who signed up for it."""
    region = check.region
    request = region.of(Request).get(request_id)
    if request is None:
        return ()
    title = Content.styled(f"   {title_or_none(request)}", "bold")
    return [title, Content(f"   {quality_line(quality(request))}"), *signup_lines(region, capacity(region, request))]


def _line(region: Region, request: Request, width: int) -> Content:
    state = _(REQUEST_STATES.label(request.state))
    day = _("by {day}").format(day=f"{request.answer_by:%d-%m}") if request.answer_by else ""
    room = max(width - kind_room(width) - _SCHOOL - _STATE - len(day) - 5, 20)
    return Content.assemble(
        (kind_cell(request.activity, kind_room(width) - 1), "dim"),
        " ",
        cell(title_or_none(request), room),
        " ",
        (cell(short_name(region, request.school), _SCHOOL - 1), "dim"),
        " ",
        (cell(state, _STATE), "bold" if request.state == "open" else "dim"),
        f" {day}",
    )
