"""Enter acts on what is listed for what was typed: it waits for that list, and whoever goes on takes it back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from driving import SMALL, WELDING, shows, until
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document
from knowledge.search.query.query import Query, Results
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.logbook import LogbookScreen
from sto_tui.screens.reader import ReaderScreen
from sto_tui.screens.search import SearchScreen


class Gate:
    """Holds back what is read until it is opened."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()

    def wait(self) -> None:
        assert self._open.wait(30)

    @contextmanager
    def shut(self) -> Iterator[None]:
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()


@pytest.fixture
def gate(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """A gate before every search and every list of the space."""
    gate = Gate()
    search, documents = filled.search, filled.documents

    def slow_search(query: Query, *, heal: bool = True) -> Results:
        gate.wait()
        return search(query, heal=heal)

    def slow_documents(listing: Listing) -> list[Document]:
        gate.wait()
        return documents(listing)

    monkeypatch.setattr(filled, "search", slow_search)
    monkeypatch.setattr(filled, "documents", slow_documents)
    return gate


async def pasted(pilot: Pilot[Any], text: str, *keys: str) -> None:
    """Paste `text` and press `keys` at once, without waiting for anything in between."""
    app = pilot.app
    app.post_message(events.Paste(text))
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause()
    await pilot.pause()


async def test_a_paste_and_enter_at_once_open_what_was_pasted(app: StoApp, gate: Gate) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        with gate.shut():
            await pasted(pilot, "lasgastles", "enter")
            assert isinstance(app.screen, SearchScreen)
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, WELDING)


async def test_the_arrow_waits_as_well(app: StoApp, gate: Gate) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        with gate.shut():
            await pasted(pilot, "lasgastles", "down")
            assert isinstance(app.focused, Input)
        await until(pilot, lambda: not isinstance(app.focused, Input))
        assert isinstance(app.screen, SearchScreen) and app.screen.shown_text == "lasgastles"


@pytest.mark.parametrize("then", [("x",), ("escape",), ("backspace",), ("f3", "f2")])
async def test_whoever_types_on_or_goes_elsewhere_takes_enter_back(
    app: StoApp, gate: Gate, then: tuple[str, ...]
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        with gate.shut():
            await pasted(pilot, "lasgastles", "enter", *then)
        await until(pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.is_listed)
        await pilot.pause()
        assert isinstance(app.screen, SearchScreen)


async def test_nothing_opens_when_nothing_was_found(app: StoApp, gate: Gate) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        with gate.shut():
            await pasted(pilot, "xyzzyxyzzy", "enter")
        await shows(pilot, "0 gevonden")
        assert isinstance(app.screen, SearchScreen)


async def test_in_partners_it_waits_for_the_first_list_too(app: StoApp, gate: Gate) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        with gate.shut():
            await pilot.press("f4")
            await pasted(pilot, "meander", "enter")
            assert not isinstance(app.screen, ReaderScreen)
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "Vakcollege De Meander")


async def test_in_the_logbook_enter_goes_to_the_line_that_was_typed(app: StoApp, gate: Gate) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("f3")
        await shows(pilot, "Branchetafel")
        screen = app.screen
        assert isinstance(screen, LogbookScreen)
        screen.box.focus()
        await pilot.pause()
        with gate.shut():
            await pasted(pilot, "hout", "enter")
            assert screen.box.has_focus
        await until(pilot, lambda: screen.query_one("#meetings").has_focus)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
