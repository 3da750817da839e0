"""List and preview: the selection stays, the newest preview wins, and arrows move between box and lists."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from driving import LARGE, SMALL, shows, until
from textual.app import App
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.browse import BrowseScreen, Preview
from sto_tui.widgets.blocks import Block, DocumentView

LATE = 20.0


class Letters(BrowseScreen):
    """Lists `letters` under a heading; previews are read when `gate` lets them."""

    BOX = "box"
    letters = "abc"

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.gate.set()
        self.read: list[str] = []
        self.opened: list[str] = []

    def above(self) -> Iterable[Widget]:
        yield Input(id="box")

    def load(self, workspace: Workspace) -> None:  # noqa: ARG002
        self.fill({"list": [Option(letter, letter) for letter in self.letters]})

    def preview(self, workspace: Workspace, wanted: str) -> Callable[[], Preview] | None:  # noqa: ARG002
        def read() -> Preview:
            self.read.append(wanted)
            assert self.gate.wait(LATE)
            return Preview(wanted, [Block(Content(f"about {wanted} {line}")) for line in range(60)])

        return read

    def action_open(self) -> None:
        self.opened.append(self.selected_id)

    @property
    def text(self) -> str:
        return self.query_one(DocumentView).text

    @contextmanager
    def held(self) -> Iterator[None]:
        """No preview is answered in here."""
        self.gate.clear()
        try:
            yield
        finally:
            self.gate.set()


class TwoLists(Letters):
    """The letters twice: below the list that is meant at first, above one that keeps the place of what is gone."""

    LISTS = ("list", "other")
    PLACE_KEPT = ("other",)
    LEAVES_BOX = False

    def load(self, workspace: Workspace) -> None:  # noqa: ARG002
        heading = Option("letters", disabled=True)
        below = [heading, *(Option(letter, letter) for letter in self.letters)]
        self.fill({"list": below, "other": [Option(letter, f"{letter}{letter}") for letter in self.letters]})


async def browsing(pilot: Pilot[Any], screen: Letters) -> None:
    """Put `screen` in front, with its first preview."""
    await shows(pilot, "recent")
    await pilot.app.push_screen(screen)
    await until(pilot, lambda: "about a" in screen.text)


def in_the_box(app: App[Any]) -> bool:
    return isinstance(app.focused, Input)


@pytest.fixture
def screen() -> Letters:
    return Letters()


async def test_what_is_selected_stays_so_when_the_list_is_read_again(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await browsing(pilot, screen)
        await pilot.press("down", "down", "down")
        await until(pilot, lambda: "about c" in screen.text)
        screen.letters = "xyzca"
        screen.load_now()
        assert screen.selected_id == "c"


async def test_when_what_was_selected_is_gone_the_list_begins_at_its_first_line(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await browsing(pilot, screen)
        await pilot.press("down", "down")
        screen.letters = "xyz"
        screen.load_now()
        assert screen.selected_id == "x"
        await until(pilot, lambda: "about x" in screen.text)


async def test_a_list_that_begins_anew_selects_its_first_line(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await browsing(pilot, screen)
        await pilot.press("down", "down")
        screen.fill({"list": [Option(letter, letter) for letter in "xb"]}, anew=True)
        assert screen.selected_id == "x"


async def test_a_heading_is_never_selected_and_a_list_may_keep_the_place_of_what_is_gone(app: StoApp) -> None:
    screen = TwoLists()
    async with app.run_test(size=LARGE) as pilot:
        await browsing(pilot, screen)
        below, above = screen.query_one("#list", OptionList), screen.query_one("#other", OptionList)
        assert screen.selected_id == "a"
        above.highlighted = 2
        screen.letters = "xy"
        screen.load_now()
        assert (below.highlighted, above.highlighted) == (1, 1)


async def test_an_empty_list_has_nothing_selected_and_no_preview(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await browsing(pilot, screen)
        screen.letters = ""
        screen.load_now()
        assert (screen.selected_id, screen.text) == ("", "")


async def test_only_the_newest_preview_is_shown_and_those_between_are_not_read(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await browsing(pilot, screen)
        screen.letters = "abcdef"
        screen.load_now()
        await until(pilot, lambda: screen.read[-1:] == ["a"])
        screen.read.clear()
        options = screen.query_one("#list", OptionList)
        with screen.held():
            for place in (1, 2, 3, 4):
                options.highlighted = place
                await pilot.pause()
            assert screen.text.startswith("about a")
        await until(pilot, lambda: screen.text.startswith("about e"))
        assert screen.read == ["b", "e"]


async def test_reading_a_list_again_reads_its_preview_once(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await browsing(pilot, screen)
        screen.read.clear()
        screen.letters = "xyz"
        screen.load_now()
        await until(pilot, lambda: "about x" in screen.text)
        await pilot.pause()
        assert screen.read == ["x"]


async def test_a_fresh_preview_is_shown_from_its_top_and_one_read_again_stays_where_it_was(
    app: StoApp, screen: Letters
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await browsing(pilot, screen)
        scrolled = screen.query_one("#preview")
        scrolled.scroll_to(y=9, animate=False)
        await until(pilot, lambda: scrolled.scroll_y == 9)
        screen.read.clear()
        screen.load_now()
        await until(pilot, lambda: screen.read == ["a"])
        assert scrolled.scroll_y == 9
        screen.query_one("#list", OptionList).highlighted = 1
        await until(pilot, lambda: "about b" in screen.text and scrolled.scroll_y == 0)


async def test_down_goes_from_the_box_into_the_list_and_up_from_its_first_line_back(
    app: StoApp, screen: Letters
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await browsing(pilot, screen)
        assert in_the_box(app)
        await pilot.press("down")
        assert isinstance(app.focused, OptionList)
        assert screen.selected_id == "a"
        await pilot.press("down", "up")
        assert isinstance(app.focused, OptionList)
        await pilot.press("up")
        assert in_the_box(app)
        assert screen.selected_id == "a"


async def test_down_stays_in_the_box_when_there_is_nothing_to_go_to(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await browsing(pilot, screen)
        screen.letters = ""
        screen.load_now()
        await pilot.press("down")
        assert in_the_box(app)


async def test_enter_opens_what_is_selected_from_the_box_and_from_the_list(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await browsing(pilot, screen)
        await pilot.press("enter", "down", "down", "enter")
        await until(pilot, lambda: screen.opened == ["a", "b"])


async def test_a_box_that_is_not_left_keeps_its_arrows_and_enter(app: StoApp) -> None:
    screen = TwoLists()
    async with app.run_test(size=SMALL) as pilot:
        await browsing(pilot, screen)
        screen.box.focus()
        await pilot.press("down", "enter")
        assert in_the_box(app)
        assert screen.opened == []


async def test_the_list_with_the_focus_is_the_one_that_is_previewed_and_opened(app: StoApp) -> None:
    screen = TwoLists()
    async with app.run_test(size=SMALL) as pilot:
        await browsing(pilot, screen)
        screen.query_one("#other", OptionList).focus()
        await until(pilot, lambda: "about aa" in screen.text)
        screen.box.focus()
        await pilot.pause()
        assert screen.selected_id == "aa"


async def test_a_click_selects_and_opens_a_line(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await browsing(pilot, screen)
        await pilot.click("#list", offset=(2, 1))
        await until(pilot, lambda: screen.opened == ["b"])
        assert screen.selected_id == "b"


async def test_without_the_focus_of_the_window_the_list_does_not_take_it(app: StoApp, screen: Letters) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await browsing(pilot, screen)
        app.app_focus = False
        screen.set_focus(None)
        screen.load_now()
        await pilot.pause()
        assert app.focused is None
