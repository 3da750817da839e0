"""An app that paints nothing for a while leaves in the log what it was doing, and is asked to paint."""

from __future__ import annotations

import threading

from driving import shows, until

from knowledge.home import Home
from knowledge.private_files import LOG_FILE
from sto_tui.app import StoApp
from sto_tui.stalls import StallWatch


class Watched:
    """A watch with a short patience, and what it asked for and reported."""

    def __init__(self) -> None:
        self.asked, self.reported = threading.Event(), threading.Event()
        self.told: list[str] = []
        self.watch = StallWatch(self._ask, self._report, 0.05)

    def _ask(self) -> None:
        self.told.append("paint")
        self.asked.set()

    def _report(self) -> None:
        self.told.append("report")
        self.reported.set()


def test_without_a_first_paint_it_reports_and_asks_for_one() -> None:
    watched = Watched()
    watched.watch.start()
    assert watched.asked.wait(10)
    watched.watch.stop()
    assert watched.told == ["report", "paint"]


def test_after_a_key_it_asks_first_and_reports_when_that_does_not_help() -> None:
    watched = Watched()
    watched.watch.start()
    watched.watch.painted()
    watched.watch.expect()
    assert watched.reported.wait(10)
    watched.watch.stop()
    assert watched.told == ["paint", "report"]


def test_a_paint_that_comes_when_asked_for_is_no_stall() -> None:
    watched = Watched()
    watched.watch._repaint = lambda: (watched._ask(), watched.watch.painted())[0]
    watched.watch.start()
    watched.watch.painted()
    for _ in range(3):
        watched.asked.clear()
        watched.watch.expect()
        assert watched.asked.wait(10)
    watched.watch.stop()
    assert set(watched.told) == {"paint"}


async def test_what_holds_up_the_app_stands_in_the_log(app: StoApp, home: Home) -> None:
    app.stalls = StallWatch(app._ask_for_a_paint, app._log_what_stands_still, 0.05)
    log = home.private.path(LOG_FILE)
    ended = threading.Event()

    def holds_everything_up() -> None:
        while not log.exists() and not ended.wait(0.01):
            pass

    async with app.run_test() as pilot:
        await shows(pilot, "recent")
        app.stalls._has_painted = True
        app.stalls.start()
        timer = threading.Timer(20, ended.set)
        timer.start()
        app.stalls.expect()
        app.call_later(holds_everything_up)
        await until(pilot, lambda: log.exists())
        timer.cancel()
    told = log.read_text(encoding="utf-8")
    assert "holds_everything_up" in told
    assert "SearchScreen" in told
    assert "thread MainThread" in told


async def test_a_batch_that_never_ends_is_a_stall(app: StoApp, home: Home) -> None:
    app.stalls = StallWatch(app._ask_for_a_paint, app._log_what_stands_still, 0.05)
    log = home.private.path(LOG_FILE)
    async with app.run_test() as pilot:
        await shows(pilot, "recent")
        app.stalls._has_painted = True
        app.stalls.start()
        app._begin_batch()
        await pilot.press("down")
        await until(pilot, lambda: log.exists())
        app._end_batch()
    assert "batches 1" in log.read_text(encoding="utf-8")


async def test_a_program_that_has_the_terminal_for_a_while_is_no_stall(app: StoApp, home: Home) -> None:
    asked = threading.Event()
    app.stalls = StallWatch(asked.set, app._log_what_stands_still, 0.05)

    def edit() -> None:
        app.stalls.expect()  # the key that opens the editor
        app.app_suspend_signal.publish(app)
        assert not asked.wait(0.5)  # as long as the editor is open

    async with app.run_test() as pilot:
        await shows(pilot, "recent")
        app.stalls._has_painted = True
        app.stalls.start()
        await pilot.pause()
        edit()
    assert not home.private.path(LOG_FILE).exists()
