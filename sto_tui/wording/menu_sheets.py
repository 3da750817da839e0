"""The menukaart and the questions of schools as sheets to hand round: what companies and schools read on paper."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.exchange.sheets import Sheet
from knowledge.model.records.request import Request
from knowledge.model.region import Region
from knowledge.model.vocabulary import ACTIVITY_KINDS, VENUES
from knowledge.work.contact_details import without_contact_details
from knowledge.work.free_lines import FreeLine
from knowledge.work.menu import MenuLine, menu
from knowledge.work.question import is_open, requests_asked
from knowledge.work.signing_up import partner_title
from sto_tui.wording.dates import show_weeks
from sto_tui.wording.i18n import _
from sto_tui.wording.places import menu_status
from sto_tui.wording.plain import safe_line


def menu_sheets(region: Region, free: Sequence[FreeLine]) -> list[Sheet]:
    """The menukaart of `region` with the lines that are no offer yet below it, and the open questions of schools.

    No telephone number or mail address of anybody is in it.
    """
    return [_offers(menu(region), free), _requests(region)]


def _offers(lines: Sequence[MenuLine], free: Sequence[FreeLine]) -> Sheet:
    columns = (
        *(_("No."), _("Company"), _("What"), _("Kind"), _("For whom"), _("Group at most"), _("Times per year")),
        *(_("Still free"), _("Not when"), _("Where"), _("Conditions")),
    )
    rows = tuple(
        (
            str(number),
            line.partner_name,
            line.offer.title,
            _(ACTIVITY_KINDS.label(line.offer.activity)),
            _for_whom(line.offer.profiles, line.offer.years),
            _number(line.offer.group_max),
            _number(line.offer.times),
            menu_status(line),
            _("weeks {weeks}").format(weeks=", ".join(line.offer.closed_weeks)) if line.offer.closed_weeks else "",
            _(VENUES.label(line.offer.where)),
            line.offer.conditions,
        )
        for number, line in enumerate(lines, 1)
    )
    told = tuple(_clean(f"{each.partner.title}: {each.text}") for each in free)
    return Sheet(_("Menukaart"), columns, _cleaned(rows), told, tuple(line.offer.id for line in lines))


def _requests(region: Region) -> Sheet:
    columns = (
        *(_("No."), _("School"), _("Question in one sentence"), _("Kind"), _("Profile"), _("Group"), _("Period")),
        *(_("The school arranges"), _("Smallest contribution")),
    )
    asked = [each for each in requests_asked(region) if is_open(each, region.today)]
    rows = tuple(
        (
            str(number),
            partner_title(region, each.school),
            each.title,
            _(ACTIVITY_KINDS.label(each.activity)),
            _for_whom(each.profiles, each.years),
            _group(each),
            show_weeks(each.weeks),
            each.school_arranges,
            each.smallest,
        )
        for number, each in enumerate(asked, 1)
    )
    return Sheet(_("Questions"), columns, _cleaned(rows), ids=tuple(each.id for each in asked))


def _for_whom(profiles: Sequence[str], years: Sequence[str]) -> str:
    """Profiles by their codes, and years of pupils: "PIE, BWI · year 3, 4"."""
    parts = (", ".join(profiles), _("year {years}").format(years=", ".join(years)) if years else "")
    return " · ".join(filter(None, parts))


def _group(request: Request) -> str:
    """How many pupils, in how many groups: "2 × 12"."""
    if request.group_size and (request.groups or 1) > 1:
        return f"{request.groups} × {request.group_size}"
    return _number(request.group_size)


def _number(value: int | None) -> str:
    return str(value) if value else ""


def _clean(text: str) -> str:
    return without_contact_details(safe_line(text))


def _cleaned(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(_clean, row)) for row in rows)
