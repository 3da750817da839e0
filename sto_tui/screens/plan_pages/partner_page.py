"""The year of the partners: a row each, a column a month, and whether they can be asked now."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from knowledge.model.partner_roles import is_company_like
from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.vocabulary import RELATION_STAGES
from knowledge.work.approach_load import cautions_before_asking, load_of
from knowledge.work.menu import menu_line
from knowledge.work.not_now import is_not_now
from knowledge.work.plan_check import PlanCheck
from knowledge.work.school_calendar import year_label
from knowledge.work.school_year_plan import PlanRow, months_of, partner_plan
from sto_tui.screens.plan_pages.menu_page import state_of
from sto_tui.screens.plan_pages.page import NARROW, PlanLine, PlanPage, PlanView, beside_each_other, cell
from sto_tui.screens.plan_pages.school_page import month_cell
from sto_tui.wording.dates import month_name
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.load import of_at_most
from sto_tui.wording.network import short
from sto_tui.wording.plain import safe_line

_NAME = 28
_ASKED = 17
"""The columns for how much is asked, and for “until 31-12”."""


def partner_page(check: PlanCheck, shown: PlanView) -> PlanPage:
    """Every company in the region by name, with what is planned with it and how much is asked of it."""
    region = check.region
    year = region.school_year_of(shown.day)
    companies = [each for each in region.of(Partner).values() if is_company_like(each) and each.status != "archief"]
    companies.sort(key=lambda each: (each.title.casefold(), each.id))
    rows = partner_plan(check, year, [each.id for each in companies])
    wide = shown.width >= NARROW
    months = [place for place in range(12) if 0 < place < 11 or any(row.months[place] for row in rows)]
    names = [month_name(months_of(year)[place]) for place in months]
    name = _NAME if wide else max(shown.width - 4 * len(months) - _ASKED - 5, 12)
    head = cell("", name) + "".join(f"{month:>4}" for month in names) + "  " + cell(_("load"), 6)
    head += cell(_("not now"), 17) + cell(_("stage"), 13) + _("owner") if wide else _("not now")
    heading = beside_each_other(
        _("Partners {year}").format(year=year_label(year)),
        ngettext("{number} partner", "{number} partners", len(rows)).format(number=len(rows)),
        shown.width,
    )
    lines = [
        PlanLine(each.id, _line(region, each, row, months, name, wide=wide))
        for each, row in zip(companies, rows, strict=True)
    ]
    return PlanPage(heading, lines, Content(head), nothing=_("No company is in the directory yet."))


def _line(region: Region, partner: Partner, row: PlanRow, months: Sequence[int], name: int, *, wide: bool) -> Content:
    cells = "".join(f"{month_cell(row.months[place]):>4}" for place in months)
    load = load_of(region, partner.id)
    told = of_at_most(region, load) if load.schools else "·"
    off = is_not_now(partner, region.today)
    until = partner.not_now_until
    not_now = (_("until {day}").format(day=f"{until:%d-%m}") if until else _("not now")) if off else ""
    asked = (f" {told:<5}", "bold" if len(load.schools) > 1 else "")
    text = f"{cell(short(partner.title), name)}{cells} "
    if not wide:
        return Content.assemble(text, asked, (f" {not_now}", "bold"))
    stage = safe_line(_(RELATION_STAGES.label(partner.stage)))
    return Content.assemble(
        text, asked, (f" {not_now:<16}", "bold"), (f"{cell(stage, 12)} {safe_line(partner.owner)}", "dim")
    )


def below_partner(check: PlanCheck, _shown: PlanView, partner_id: str) -> Sequence[Content]:
    """What to know before calling, and what the partner offers."""
    region = check.region
    told = [Content.styled(f"! {tell(each.reason)}", "bold") for each in cautions_before_asking(region, partner_id)]
    offers = [menu_line(region, each) for each in region.offers_of.get(partner_id, ())]
    return [*told, *(Content(f"+ {safe_line(each.offer.title)} · {state_of(each)}") for each in offers[:4])]
