"""The year plan: six pages over one region, at both sizes."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from knowledge.content.holidays import shipped_holidays
from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.request import Request
from knowledge.model.vocabulary import ACTIVITY_KINDS
from knowledge.work.plan_check import PlanCheck
from knowledge.work.school_calendar import SchoolCalendar
from sto_tui.app import StoApp
from sto_tui.screens.calendar import CalendarScreen
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.plan_pages.menu_page import below_offer, menu_page
from sto_tui.screens.plan_pages.page import PlanView
from sto_tui.screens.plan_pages.requests_page import requests_page
from sto_tui.screens.plan_pages.school_page import school_shown
from sto_tui.screens.plan_pages.week_page import below_activity
from sto_tui.screens.plan_pages.year_page import year_page
from sto_tui.screens.reader import ReaderScreen
from sto_tui.widgets.year_grid import YearGrid
from sto_tui.wording.i18n import set_language
from tests import region_f
from tests.tui.driving import LARGE, SMALL, screen_text, shows, until

pytestmark = pytest.mark.usefixtures("day_of_f")


def lines(app: StoApp) -> list[str]:
    return screen_text(app).splitlines()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_year_is_seen_by_week_and_no_line_is_too_wide(planning: StoApp, size: tuple[int, int]) -> None:
    async with planning.run_test(size=size) as pilot:
        await pilot.press("f9")
        await shows(pilot, "Jaarplan 2026-2027 · Noord · alle scholen")
        await shows(pilot, "9 activiteiten · 5 met !")
        await shows(pilot, "48 «nu»")
        await shows(pilot, "13 ▪▪!" if size == SMALL else "13 gas Kom+1!")
        assert all(len(line) <= size[0] for line in lines(planning))
        assert [
            line[1:4] for line in lines(planning)[3:15]
        ] == "aug sep okt nov dec jan feb mrt apr mei jun jul".split()
        await pilot.press("home", *["down"] * 6, *["right"] * 3)
        await shows(pilot, "[ 8 V▪!]" if size == SMALL else "▪!]")  # what is wrong is told in the narrowest cell
        await shows(pilot, "Week 8 · ma 22 – vr 26 feb 2027" if size == SMALL else "Week 8 · 22–26 feb 2027 ─")
        await shows(pilot, "Voorjaarsvakantie")


async def test_the_arrows_go_from_week_to_week_and_enter_goes_in(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9")
        await shows(pilot, "[48 «nu»]")
        await pilot.press("home", *["down"] * 8)
        await shows(pilot, "Week 13 · ma 29 mrt – vr 2 apr 2027 · ma Tweede Paasdag")
        await shows(pilot, "Botsing: Metaalwerken Van Rossum")
        await pilot.press("enter")
        await until(pilot, lambda: planning.screen.query_one(OptionList).has_focus)
        await pilot.press("up")
        await until(pilot, lambda: planning.screen.query_one(YearGrid).has_focus)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(planning.screen, ReaderScreen))
        await shows(pilot, "Lasgastles PIE")


async def test_escape_goes_back_to_the_year_from_a_week_without_activities(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9")
        await shows(pilot, "[48 «nu»]")
        await pilot.press("enter")
        await shows(pilot, "[2 Week]")
        await pilot.press("escape")
        await shows(pilot, "[48 «nu»]")
        await until(pilot, lambda: planning.screen.query_one(YearGrid).has_focus)


async def test_the_digits_choose_a_page(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9")
        await shows(pilot, "[1 Jaar]")
        for key, text in (
            ("3", "CSG Het Kompas ▾"),
            ("4", "2/3"),
            ("5", "OVERTEKEND 3 op 2"),
            ("6", "mist: leerjaar; duur, plaats, speelruimte; meegelezen"),
            ("2", "Week 48"),
            ("1", "48 «nu»"),
        ):
            await pilot.press(key)
            await shows(pilot, text)
            assert all(len(line) <= SMALL[0] for line in lines(planning))


async def test_who_signed_up_stands_below_an_offer_in_order(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "5")
        await shows(pilot, "1 Kompas 05-10 geplaatst · 2 Meander 06-10 geplaatst")
        await shows(pilot, "3 Rijssum 07-10 reserve")


async def test_one_school_shows_only_its_own(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9")
        await shows(pilot, "9 activiteiten")
        await pilot.press("f")
        await shows(pilot, "Welke school?")
        await pilot.press(*"rijssum", "enter")
        await shows(pilot, "· Rijssum")
        await shows(pilot, "1 activiteit ")


async def test_a_new_plan_begins_in_the_week_under_the_cursor(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9")
        await shows(pilot, "[48 «nu»]")
        await pilot.press("down", "ctrl+n")
        await until(pilot, lambda: isinstance(planning.screen, EditorScreen))
        await shows(pilot, "21-12-2026")


async def test_years_and_weeks_are_turned_and_today_is_one_key_away(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9")
        await shows(pilot, "Jaarplan 2026-2027")
        await pilot.press("pagedown")
        await shows(pilot, "Jaarplan 2027-2028")
        await pilot.press("pageup", "pageup")
        await shows(pilot, "Jaarplan 2025-2026")
        await pilot.press("0")
        await shows(pilot, "[48 «nu»]")
        await pilot.press("2", "ctrl+right")
        await shows(pilot, "Week 49")


async def test_what_a_colleague_plans_appears(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9")
        await shows(pilot, "9 activiteiten")
        planning.store(
            lambda space: space.save(
                Activity(
                    title="Open dag",
                    activity="promotie",
                    state="gepland",
                    date=region_f.T,
                    schools=("p-kompas",),
                    partners=("p-zuivel",),
                )
            )
        )
        await shows(pilot, "10 activiteiten")
        assert isinstance(planning.screen, CalendarScreen)


def test_below_a_week_nobody_is_told_to_ask_themselves() -> None:
    check = PlanCheck(SchoolCalendar(region_f.region(), shipped_holidays()))

    def told(reader: str) -> str:
        lines = below_activity(check, PlanView(region_f.T, "2026-W50", reader=reader), "a9")
        return "\n".join(line.plain for line in lines)

    assert "Mehmet Arslan" in told("Marieke")
    assert "Mehmet Arslan" not in told("mehmet arslan")


def test_the_kind_of_an_offer_and_a_request_is_whole_in_a_wide_window() -> None:
    seen = region_f.region().with_records(
        Offer(id="o9", title="Docentenstage", partner="p-rossum", activity="docentenstage", times=1, state="open"),
        Request(id="r9", title="Wie wil?", school="p-kompas", activity="docentenstage", state="open"),
    )
    check, shown = PlanCheck(SchoolCalendar(seen, shipped_holidays())), PlanView(region_f.T, "2026-W48", width=120)
    for page in (menu_page, requests_page):
        assert any("docentenstage " in row.text.plain for row in page(check, shown).rows)
        assert all(len(row.text.plain) <= 120 for row in page(check, shown).rows)


def test_a_kind_too_long_for_a_narrow_window_is_said_shorter_and_not_cut() -> None:
    seen = region_f.region().with_records(
        *(
            Offer(id=f"o-{kind}", title="Iets", partner="p-rossum", activity=kind, times=1, state="open")
            for kind in ACTIVITY_KINDS
        )
    )
    rows = menu_page(PlanCheck(SchoolCalendar(seen, ())), PlanView(region_f.T, "2026-W48", width=80)).rows
    assert not any("…" in row.text.plain[:11] for row in rows)


def test_days_months_and_holidays_are_written_as_the_language_writes_them() -> None:
    check = PlanCheck(SchoolCalendar(region_f.region(without=("a6",)), shipped_holidays()))

    def told(week: str) -> str:
        page = year_page(check, PlanView(region_f.T, week, width=80))
        return "\n".join([page.caption.plain, *page.months, *(each.full for each in page.weeks)])

    assert "ma 12 – vr 16 okt 2026 · Herfstvakantie" in told("2026-W42") and "V Voorjaar\n" in told("2026-W42")
    set_language("en")
    assert "Mon 12 – Fri 16 Oct 2026 · Autumn break" in told("2026-W42") and "V Spring\n" in told("2026-W42")
    assert "Mon Easter Monday" in told("2027-W13") and "\nMay\n" in told("2027-W13")


def test_the_page_of_a_school_opens_on_ones_own_or_else_the_first_that_has_plans() -> None:
    seen = region_f.region().with_records(Partner(id="p-aa", title="AA College", partner_kind="vmbo"))

    assert school_shown(seen, PlanView(region_f.T, "2026-W48", own="p-aa")) == "p-aa"
    assert school_shown(seen, PlanView(region_f.T, "2026-W48")) == "p-kompas"
    assert school_shown(seen, PlanView(region_f.T.replace(year=2035), "2035-W48")) == "p-aa"


def test_what_took_place_without_a_sign_up_stands_among_those_of_its_offer() -> None:
    held = Activity(
        id="a99", activity="bezoek", schools=("p-x",), date=region_f.T, state="gedaan", groups=2, offer="o5"
    )
    check = PlanCheck(SchoolCalendar(region_f.region(region_f.T, held), ()))

    told = "\n".join(line.plain for line in below_offer(check, PlanView(region_f.T, "2026-W48"), "o5"))

    assert "2 groepen zonder intekening" in told and "1 Kompas" in told
