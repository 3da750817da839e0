"""What becomes of an activity, in the app: each step with its key, told, and taken back with Ctrl+Z."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from knowledge.model.records.activity import Activity
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.use import Use
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.ask import AskScreen
from sto_tui.dialogs.keyed import KeyedScreen
from sto_tui.dialogs.outcome import OutcomeScreen
from sto_tui.dialogs.pick import PickScreen
from sto_tui.dialogs.repeat import RepeatScreen
from sto_tui.screens.activity_form import ActivityStepScreen
from sto_tui.screens.calendar import CalendarScreen
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.reader import ReaderScreen
from tests import region_f
from tests.tui.driving import LARGE, SMALL, says, screen_text, shows, until

pytestmark = pytest.mark.usefixtures("day_of_f")


def activity(workspace: Workspace, name: str) -> Activity:
    found = workspace.get(name).record
    assert isinstance(found, Activity)
    return found


def booked(workspace: Workspace, event: str) -> list[tuple[str, Decimal | None]]:
    found = workspace.region(region_f.T).of(Contribution).values()
    return [(each.partner, each.hours) for each in found if each.event == event]


async def on_top(pilot: Pilot[Any], screen: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, screen) and pilot.app.focused is not None)


async def read(planning: StoApp, pilot: Pilot[Any], name: str, title: str) -> None:
    """Open the activity `name` in the reader."""
    await shows(pilot, "recent")
    planning.open_document(name)
    await on_top(pilot, ReaderScreen)
    await shows(pilot, title)


def is_wide_enough(planning: StoApp, width: int) -> bool:
    return all(len(line) <= width for line in screen_text(planning).splitlines())


async def test_what_is_past_is_rounded_off_with_marks_and_hours_and_asks_how_the_lesson_went(
    planning: StoApp, workspace: Workspace
) -> None:
    workspace.save(Use(lesson="l1", who=workspace.author, date=date(2026, 11, 2), event="a8"))
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9")
        await shows(pilot, "1 af te ronden: do 12-11 Meerijdag")
        await pilot.press("k")
        await on_top(pilot, ActivityStepScreen)
        await shows(pilot, "Iedereen in de ruimte leest dit mee.")
        await pilot.press("8", "tab", "7", "tab", "tab", "4", ",", "5", "ctrl+s")
        await on_top(pilot, KeyedScreen)
        done = activity(workspace, "a8")
        assert (done.state, done.mark_school, done.mark_company, done.hours_company) == (
            "gedaan",
            8,
            7,
            Decimal("4.50"),
        )
        await shows(pilot, "Hoe ging het met")
        assert is_wide_enough(planning, 80)
        await shows(pilot, "Boek 4,50 uur van het bedrijf als cofinanciering")
        await pilot.press("b")
        await until(pilot, lambda: booked(workspace, "a8") == [("p-terpstra", Decimal("4.50"))])
        await says(pilot, "Geboekt: Installatiebedrijf Terpstra & Mulder")
        await on_top(pilot, KeyedScreen)
        await until(pilot, lambda: "als cofinanciering" not in screen_text(planning))
        await pilot.press("u")
        await on_top(pilot, OutcomeScreen)
        await pilot.press("escape")
        await on_top(pilot, KeyedScreen)
        await pilot.press("l")
        await on_top(pilot, EditorScreen)
        await pilot.press(*"Vroeg beginnen", "ctrl+s")
        await until(pilot, lambda: workspace.named("lesson", "Vroeg beginnen") is not None)
        written = workspace.named("lesson", "Vroeg beginnen")
        assert written and isinstance(written.record, Lesson)
        assert (written.record.event, written.record.activity) == ("a8", done.activity)
        assert written.record.partners == done.linked_partners
        await on_top(pilot, ReaderScreen)
        await pilot.press("escape", "ctrl+z")
        await until(pilot, lambda: workspace.named("lesson", "Vroeg beginnen") is None)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: booked(workspace, "a8") == [])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: activity(workspace, "a8").state == "gepland")
        assert activity(workspace, "a8").mark_school is None


async def test_the_steps_fit_the_state_and_each_is_taken_back(planning: StoApp, workspace: Workspace) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await read(planning, pilot, "a10", "Gastles warmtepomp")
        await pilot.press("s")
        await shows(pilot, "het gaat niet door")
        await shows(pilot, "Gevraagd 25 dagen vooraf")
        assert "het ging door" not in screen_text(planning), "it lies ahead"
        await pilot.press("n")
        await shows(pilot, "Waarom gaat")
        await pilot.press("z")
        await says(pilot, "Afgelast")
        assert (activity(workspace, "a10").state, activity(workspace, "a10").reason) == ("afgelast", "ziek")
        await shows(pilot, "Reden                   ziek")
        await pilot.press("s")
        await shows(pilot, "vandaag bevestigd")
        await pilot.press("b")
        await says(pilot, "Gepland")
        assert (activity(workspace, "a10").state, activity(workspace, "a10").confirmed_on) == ("gepland", region_f.T)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: activity(workspace, "a10").state == "afgelast")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: activity(workspace, "a10").state == "gepland")
        assert activity(workspace, "a10").reason == ""


async def test_a_lesson_is_used_for_an_activity_by_choosing_it_from_those_that_help(
    planning: StoApp, workspace: Workspace
) -> None:
    def uses() -> list[Use]:
        documents = workspace.reuse(workspace.get("l2")).uses
        return [each for each in documents if each.event == "a9"]

    before = len(uses())
    async with planning.run_test(size=SMALL) as pilot:
        await read(planning, pilot, "a9", "Docentenstage De Linde")
        await pilot.press("s", "u")
        await on_top(pilot, PickScreen)
        await shows(pilot, workspace.get("l2").record.title[:30])
        await pilot.press("enter")
        await says(pilot, "Genoteerd")
        assert len(uses()) == before + 1
        assert uses()[-1].date == date(2026, 12, 8)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(uses()) == before)


async def test_an_idea_is_asked_for_what_it_lacks_and_what_was_typed_is_kept(
    planning: StoApp, workspace: Workspace
) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await read(planning, pilot, "a11", activity(workspace, "a11").title)
        await pilot.press("s", "p")
        await on_top(pilot, ActivityStepScreen)
        await pilot.press(*"31-2", "ctrl+s")
        await shows(pilot, "⚠")
        assert activity(workspace, "a11").state == "idee"
        await pilot.press("ctrl+a", "ctrl+k", *"9-2-2027", "ctrl+s")
        await says(pilot, "Gepland")
        planned = activity(workspace, "a11")
        assert (planned.state, planned.date, planned.confirmed_on) == ("gepland", date(2027, 2, 9), None)


async def test_moving_takes_the_last_day_along_and_a_confirmation_away(planning: StoApp, workspace: Workspace) -> None:
    seen = workspace.get("a9")
    workspace.save(dataclasses.replace(activity(workspace, "a9"), confirmed_on=date(2026, 11, 20)), seen=seen)
    async with planning.run_test(size=LARGE) as pilot:
        await read(planning, pilot, "a9", activity(workspace, "a9").title)
        await pilot.press("s", "v")
        await on_top(pilot, ActivityStepScreen)
        await pilot.press("ctrl+a", "ctrl+k", *"10-12-2026")
        until_day = planning.screen.query_one("#row-until Input", Input)
        await until(pilot, lambda: until_day.value == "11-12-2026", until_day.value)
        await pilot.press("ctrl+s")
        await says(pilot, "laat hem opnieuw bevestigen")
        moved = activity(workspace, "a9")
        assert (moved.date, moved.until, moved.confirmed_on) == (date(2026, 12, 10), date(2026, 12, 11), None)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: activity(workspace, "a9").date == date(2026, 12, 8))
        assert activity(workspace, "a9").confirmed_on == date(2026, 11, 20)


async def test_a_series_is_seen_before_it_is_saved_and_taken_back_at_once(
    planning: StoApp, workspace: Workspace
) -> None:
    def series() -> list[Activity]:
        every = workspace.region(region_f.T).of(Activity).values()
        return sorted((each for each in every if each.series), key=lambda each: str(each.date))

    async with planning.run_test(size=SMALL) as pilot:
        await read(planning, pilot, "a10", "Gastles warmtepomp")
        await pilot.press("s", "h")
        await on_top(pilot, RepeatScreen)
        await shows(pilot, "di 26-01")
        await pilot.press("tab", "tab", "space")
        await shows(pilot, "Kerstvakantie")
        assert is_wide_enough(planning, 80)
        await pilot.press("space", "ctrl+s")
        await says(pilot, "4 erbij gepland")
        assert [f"{each.date:%d-%m}" for each in series()] == ["15-12", "05-01", "12-01", "19-01", "26-01"]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not series())


async def test_the_later_ones_of_a_series_are_cancelled_along_if_that_is_meant(
    planning: StoApp, workspace: Workspace
) -> None:
    seen = workspace.get("a10")
    first = dataclasses.replace(activity(workspace, "a10"), series="s")
    later = [dataclasses.replace(first, id=f"z{week:02}", date=date(2027, 1, week)) for week in (5, 12)]
    workspace.save_all([first, *later], seen=[seen])
    async with planning.run_test(size=SMALL) as pilot:
        await read(planning, pilot, "a10", "Gastles warmtepomp")
        await pilot.press("s", "n", "b")
        await shows(pilot, "Ook de 2 latere van deze reeks?")
        assert "di 05-01 · di 12-01" in screen_text(planning)
        await pilot.press("j")
        await until(pilot, lambda: activity(workspace, "z12").reason == "bedrijf")
        assert {activity(workspace, each).state for each in ("a10", "z05", "z12")} == {"afgelast"}


async def test_what_took_place_is_planned_again_only_by_who_means_it(planning: StoApp, workspace: Workspace) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "3")
        await shows(pilot, "CSG Het Kompas")
        await on_top(pilot, CalendarScreen)
        planning.open_document("a1")
        await on_top(pilot, ReaderScreen)
        await shows(pilot, activity(workspace, "a1").title)
        await pilot.press("s", "p")
        await on_top(pilot, AskScreen)
        await pilot.press("enter")
        await on_top(pilot, ReaderScreen)
        assert activity(workspace, "a1").state == "gedaan"
