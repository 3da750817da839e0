"""The menukaart: what companies offer, and how much of it is left."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from knowledge.model.records.offer import Offer
from knowledge.model.region import Region
from knowledge.work.capacity import PLACE_WORDS, WITHDRAWN, Capacity, capacity
from knowledge.work.menu import MenuLine, menu
from knowledge.work.plan_check import PlanCheck
from knowledge.work.school_calendar import year_label
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
from sto_tui.wording.network import short, short_name
from sto_tui.wording.places import held_word, menu_status
from sto_tui.wording.plain import safe_line

_LEFT, _GROUP = 24, 4


def menu_page(check: PlanCheck, shown: PlanView) -> PlanPage:
    """The offers, by kind; with what is left of each, and whether its company can't be asked now."""
    region = check.region
    lines = menu(region)
    number = ngettext("{number} offer", "{number} offers", len(lines)).format(number=len(lines))
    heading = beside_each_other(
        _("Menukaart {year}").format(year=year_label(region.school_year_of(region.today))), number, shown.width
    )
    told = max((len(state_of(each)) for each in lines), default=0)
    rows = [PlanLine(each.offer.id, _line(each, shown.width, told)) for each in lines]
    return PlanPage(heading, rows, nothing=_("No company offers anything yet. Ctrl+N writes down an offer."))


def below_offer(check: PlanCheck, _shown: PlanView, offer_id: str) -> Sequence[Content]:
    """The whole name of the offer with this id, and who signed up, in the order in which places are given."""
    region = check.region
    offer = region.of(Offer).get(offer_id)
    if offer is None:
        return ()
    partner = safe_line(region.title(offer.partner)) or _("(unknown)")
    title = Content.assemble((f"   {title_or_none(offer)}", "bold"), f" · {partner}")
    return [title, *signup_lines(region, capacity(region, offer))]


def signup_lines(region: Region, found: Capacity) -> list[Content]:
    """A line for each two sign-ups: their order, who, when, and whether they have a place; and what took place without
    one."""
    parts = []
    for number, each in enumerate((item for item in found.signups if item.place != WITHDRAWN), 1):
        who = short_name(region, each.signup.by) or _("(unknown)")
        day = f"{each.signup.signed_on:%d-%m}" if each.signup.signed_on else ""
        groups = f" ({each.size})" if each.size > 1 else ""
        parts.append(f"{number} {who}{groups} {day} {_(PLACE_WORDS.label(each.place))}")
    parts += held_word(found)
    return [Content("   " + " · ".join(parts[start : start + 2])) for start in range(0, len(parts), 2)]


def _line(line: MenuLine, width: int, told: int) -> Content:
    offer, state = line.offer, state_of(line)
    room = max(width - kind_room(width) - _GROUP - told - 5, _LEFT)
    partner = min(20, room // 3)
    group = f"{offer.group_max:>2}" if offer.group_max else "  "
    return Content.assemble(
        (kind_cell(offer.activity, kind_room(width) - 1), "dim"),
        " ",
        cell(title_or_none(offer), room - partner - 1),
        " ",
        (cell(short(line.partner_name) or _("(unknown)"), partner), "dim"),
        f" {group} ",
        (state, "bold" if line.not_now or line.capacity.is_full else ""),
    )


def state_of(line: MenuLine) -> str:
    """What decides about the offer (`menu_status`), and for one that is free the weeks in which it can't be."""
    status, found = menu_status(line), line.capacity
    spans = ", ".join(safe_line(each).replace("-", "–") for each in line.offer.closed_weeks)
    if not spans or line.off or line.not_now or found.over or found.is_full:
        return status
    closed = _("not {weeks}")  # a variable, because texts inside an f-string are not extracted
    return f"{status} · {closed.format(weeks=spans)}"
