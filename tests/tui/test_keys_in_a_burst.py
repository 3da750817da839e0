"""Keys that come all at once do what they do when somebody waits after each: the dialogs they lead to get the rest."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from driving import SMALL, shows, until
from textual.events import Key
from textual.keys import _character_to_key

from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.activity_editor import ActivityEditor
from tests import region_f


@pytest.fixture
def planning(workspace: Workspace, home: Home, monkeypatch: pytest.MonkeyPatch) -> StoApp:
    """The app on region F, for somebody who works at the first school."""
    monkeypatch.setenv("STO_TODAY", region_f.T.isoformat())
    region_f.brought_in(workspace)
    workspace.work_on_behalf_of("p-meander")
    return StoApp(lambda: workspace, home, sync_every=0)


def burst(app: StoApp, keys: Sequence[str]) -> None:
    """Press `keys` all at once."""
    for key in keys:
        app.post_message(Key(key if len(key) > 1 else _character_to_key(key), key if len(key) == 1 else None))


def state_of(workspace: Workspace, name: str) -> Activity:
    found = workspace.get(name).record
    assert isinstance(found, Activity)
    return found


async def test_rounding_off_stating_and_calling_are_typed_without_waiting(
    planning: StoApp, workspace: Workspace
) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        burst(planning, ["f9", "k", *"8", "tab", *"7", "tab", "tab", *"4,5", "ctrl+s", "k"])
        await until(pilot, lambda: state_of(workspace, "a8").state == "gedaan")
        done = state_of(workspace, "a8")
        assert (done.mark_school, done.mark_company, str(done.hours_company)) == (8, 7, "4.50")

        planning.open_document("a10")
        await shows(pilot, "warmtepomp")
        burst(planning, "snz")
        await until(pilot, lambda: state_of(workspace, "a10").state == "afgelast")
        assert state_of(workspace, "a10").reason == "ziek"
        await pilot.press("escape")

        before = len(workspace.documents(Listing(Approach.kind)))
        planning.open_document("p-rossum")
        await shows(pilot, "Van Rossum")
        burst(planning, "at")
        await until(pilot, lambda: len(workspace.documents(Listing(Approach.kind))) == before + 1)
        await pilot.press("escape")


async def test_what_is_typed_after_tab_and_after_opening_a_form_stands_in_its_field(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        burst(planning, ["f9", "n", *"Lassen in de hal", "tab", "tab", "tab", *"Leren lassen", "shift+tab", "f8"])
        await until(pilot, lambda: isinstance(planning.screen, ActivityEditor) and bool(wrong_in(planning.screen)))
        assert isinstance(planning.screen, ActivityEditor)
        typed = planning.screen.typed
        assert (typed["title"], typed["purpose"]) == ("Lassen in de hal", "Leren lassen")


def wrong_in(screen: ActivityEditor) -> list[str]:
    """The fields that say what is wrong with them."""
    return [row.field.name for row in screen.form.rows() if row.query_one(".wrong").display]
