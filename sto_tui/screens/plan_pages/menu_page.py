"""The menukaart: what companies offer, and how much of it is left."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.work.capacity import PLACE_WORDS, WITHDRAWN, Capacity, capacity
from knowledge.work.menu import MenuLine, menu
from knowledge.work.plan_check import PlanCheck
from sto_tui.screens.plan_pages.page import (
    PlanLine,
    PlanPage,
    PlanView,
    beside_each_other,
    cell,
    short,
    short_name,
    title_or_none,
)
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

_LEFT, _KIND, _GROUP = 24, 11, 4


def menu_page(check: PlanCheck, shown: PlanView) -> PlanPage:
    """The offers, by kind; with what is left of each, and whether its company can't be asked now."""
    region = check.region
    lines = menu(region)
    number = ngettext("{number} offer", "{number} offers", len(lines)).format(number=len(lines))
    heading = beside_each_other(_("Menukaart {year}").format(year=_year(region)), number, shown.width)
    told = max((len(state_of(each)) for each in lines), default=0)
    rows = [PlanLine(each.offer.id, _line(each, shown.width, told)) for each in lines]
    return PlanPage(heading, rows, nothing=_("No company offers anything yet. Ctrl+N writes down an offer."))


def below_offer(check: PlanCheck, offer_id: str) -> Sequence[Content]:
    """Who signed up for the offer with this id, in the order in which places are given."""
    region = check.region
    offer = region.of(Offer).get(offer_id)
    if offer is None:
        return ()
    return signup_lines(region, capacity(region, offer))


def signup_lines(region: Region, found: Capacity) -> list[Content]:
    """A line for each three sign-ups: their order, who, when, and whether they have a place."""
    parts = []
    for number, each in enumerate((item for item in found.signups if item.place != WITHDRAWN), 1):
        who = short_name(region, each.signup.by) or _("(unknown)")
        day = f"{each.signup.signed_on:%d-%m}" if each.signup.signed_on else ""
        groups = f" ({each.size})" if each.size > 1 else ""
        parts.append(f"{number} {who}{groups} {day} {_(PLACE_WORDS.label(each.place))}")
    return [Content("   " + " · ".join(parts[start : start + 2])) for start in range(0, len(parts), 2)]


def _year(region: Region) -> str:
    first, last = region.school_year_of(region.today)
    return f"{first.year}-{last.year}"


def _line(line: MenuLine, width: int, told: int) -> Content:
    offer, state = line.offer, state_of(line)
    room = max(width - _KIND - _GROUP - told - 5, _LEFT)
    partner = min(20, room // 3)
    group = f"{offer.group_max:>2}" if offer.group_max else "  "
    return Content.assemble(
        (cell(safe_line(offer.activity), _KIND - 1), "dim"),
        " ",
        cell(title_or_none(offer), room - partner - 1),
        " ",
        (cell(short(line.partner_name) or _("(unknown)"), partner), "dim"),
        f" {group} ",
        (state, "bold" if line.not_now or line.capacity.is_full else ""),
    )


def state_of(line: MenuLine) -> str:
    """How much of the offer is left, in words: "3 left of 4", "FULL 2 of 2", "OVERSUBSCRIBED 3 for 2", "not now …"."""
    found, partner = line.capacity, line.partner
    if line.not_now and isinstance(partner, Partner):
        until = day_to_type(partner.not_now_until)
        return _("not now until {day}").format(day=until) if until else _("not now")
    if found.over:
        return _("OVERSUBSCRIBED {wanted} for {most}").format(wanted=found.wanted, most=found.most)
    if found.is_full:
        return _("FULL {taken} of {most}").format(taken=found.taken, most=found.most)
    left = _("{left} left of {most}").format(left=found.left, most=found.most)
    spans = ", ".join(safe_line(each).replace("-", "–") for each in line.offer.closed_weeks)
    closed = _("not {weeks}")  # a variable, because texts inside an f-string are not extracted
    return f"{left} · {closed.format(weeks=spans)}" if spans else left
