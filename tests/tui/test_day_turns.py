"""Another day begins while the app is open: what is late or asked follows by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from driving import LARGE, SMALL, screen_text, shows, until
from textual import events
from textual.widgets import Input

from knowledge.model.records.action import Action
from knowledge.model.records.lesson import Lesson
from knowledge.workspace import Workspace
from sto_tui.app import StoApp

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STO_TODAY", TODAY.isoformat())


def next_day(monkeypatch: pytest.MonkeyPatch, days: int = 1) -> None:
    """The day turns, some days on when the laptop slept."""
    monkeypatch.setenv("STO_TODAY", (TODAY + timedelta(days=days)).isoformat())


@pytest.mark.parametrize("days", [1, 4])
async def test_what_was_due_yesterday_is_late_in_every_list(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    firm = filled.named("partner", "Brinkhof Houtskeletbouw B.V.")
    assert firm is not None
    filled.save(Action(title="Bril bestellen", who="Els", due=TODAY, state="open", partners=(firm.id,)))
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("f4")
        await shows(pilot, "Bril bestellen")
        await pilot.press("f3")
        await shows(pilot, "1 open actie")
        assert "te laat" not in screen_text(app)
        next_day(monkeypatch, days)
        app.look_at_the_day()
        await shows(pilot, "te laat")
        await pilot.press("f4")
        await shows(pilot, "te laat")


async def test_it_is_noticed_when_the_window_gets_the_focus(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.save(Action(title="Bril bestellen", who="Els", due=TODAY, state="open"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f3")
        await shows(pilot, "1 open actie")
        next_day(monkeypatch)
        app.post_message(events.AppFocus())
        await shows(pilot, "te laat")


async def test_the_calendar_is_looked_at_without_anything_happening(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sto_tui.day.LOOK_EVERY", 0.01)
    filled.save(Action(title="Bril bestellen", who="Els", due=TODAY, state="open"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f3")
        await shows(pilot, "1 open actie")
        next_day(monkeypatch)
        await shows(pilot, "te laat")


async def test_a_search_for_today_finds_what_is_of_today(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.save(Lesson(title="Vandaag gezaagd", date=TODAY))
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press(*"van:vandaag")
        await shows(pilot, "Vandaag gezaagd")
        next_day(monkeypatch)
        app.look_at_the_day()
        await until(pilot, lambda: "Vandaag gezaagd" not in screen_text(app))


async def test_the_day_read_back_under_a_field_is_the_one_that_is_saved(
    app: StoApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        app.edit(Action(title="Bellen"))
        await until(pilot, lambda: bool(app.screen.query("#row-due")))
        app.screen.query_one("#row-due Input", Input).value = "morgen"
        await shows(pilot, "24 nov 2026")
        next_day(monkeypatch)
        app.look_at_the_day()
        await shows(pilot, "25 nov 2026")


async def test_on_the_same_day_nothing_is_read_again(app: StoApp) -> None:
    published: list[None] = []
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.changed.subscribe(app.screen, published.append)
        app.look_at_the_day()
        await pilot.pause()
    assert published == []


async def test_when_not_now_is_over_there_is_an_action_to_ask_again(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = filled.named("partner", "Brinkhof Houtskeletbouw B.V.")
    assert firm is not None
    partner = replace(firm.record, not_now_until=TODAY + timedelta(days=1), not_now_reason="Verbouwing", owner="Els")  # type: ignore[call-arg]
    filled.save(partner, seen=firm)
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("f3")
        await shows(pilot, "Branchetafel")
        assert "Weer aankloppen" not in screen_text(app)
        next_day(monkeypatch)
        app.post_message(events.AppFocus())
        await shows(pilot, "Weer aankloppen bij Brinkhof")
