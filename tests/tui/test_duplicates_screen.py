"""Duplicates in the app: two records side by side, what holds is chosen, they are merged and taken apart again."""

from __future__ import annotations

import pytest
from driving import SMALL, screen_text, shows, until
from textual.widgets import OptionList

from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.today import today
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.filters import linkable
from sto_tui.screens.duplicates import DuplicatesScreen
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.merge import MergeScreen


@pytest.fixture
def twice(workspace: Workspace) -> Workspace:
    """A partner that was entered twice, with a meeting of the second."""
    workspace.save(Partner(id="een", title="Bakkerij Hoek", place="Zwolle", sector="brood"))
    workspace.save(Partner(id="twee", title="Bakkerij Hoek B.V.", place="Zwolle", sector="banket", tags=("taart",)))
    workspace.save(Meeting(id="overleg", title="Overleg", date=today(), partners=("twee",)))
    return workspace


@pytest.fixture
def app(twice: Workspace, home: Home) -> StoApp:
    """The app on the space with the duplicate."""
    return StoApp(lambda: twice, home, sync_every=0)


def partners(workspace: Workspace) -> list[str]:
    return [each.id for each in workspace.documents(Listing("partner", sort="title"))]


async def test_a_pair_is_merged_from_the_palette_and_taken_apart_by_undo(app: StoApp, twice: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        await pilot.press("ctrl+p", *"dubbel", "enter")
        await shows(pilot, "waarschijnlijk: zelfde naam en plaats")
        await pilot.press("enter")
        await shows(pilot, "○ brood")
        assert isinstance(app.screen, MergeScreen)
        assert "● banket" in screen_text(app)
        assert "+ taart" in screen_text(app)

        fields = app.screen.query_one("#fields", OptionList)
        fields.highlighted = fields.get_option_index("sector")
        await pilot.press("enter")
        await shows(pilot, "● brood")
        await pilot.press("m")
        await shows(pilot, "Geen twee partners of personen lijken een en dezelfde.")
        assert partners(twice) == ["een"]
        kept = twice.get("een").record
        assert isinstance(kept, Partner)
        assert (kept.sector, kept.tags, kept.title) == ("brood", ("taart",), "Bakkerij Hoek")
        assert "banket" in kept.body
        assert twice.get("overleg").record.linked_partners == ("een",)

        await pilot.press("ctrl+z")
        await shows(pilot, "waarschijnlijk: zelfde naam en plaats")
        assert partners(twice) == ["een", "twee"]


async def test_the_other_can_be_kept_and_taken_apart_later_where_it_is_read(app: StoApp, twice: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        app.action_duplicates()
        await shows(pilot, "waarschijnlijk")
        await pilot.press("enter")
        await shows(pilot, "○ brood")
        await pilot.press("s")
        await shows(pilot, "● banket                      ○ brood")
        await pilot.press("m")
        await until(pilot, lambda: partners(twice) == ["twee"])

        app.open_document("een")
        await shows(pilot, "Dit is met een ander samengevoegd")
        await pilot.press("u")
        await until(pilot, lambda: partners(twice) == ["een", "twee"])


async def test_not_the_same_is_remembered_and_can_be_taken_back(app: StoApp, twice: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        app.action_sharing()
        await shows(pilot, "1 paar dat misschien een en dezelfde")
        app.action_duplicates()
        await shows(pilot, "waarschijnlijk")
        await pilot.press("n")
        await shows(pilot, "Geen twee partners")
        assert not twice.merging.duplicates()
        await pilot.press("ctrl+z")
        await shows(pilot, "waarschijnlijk")


async def test_from_the_card_of_a_partner_any_other_can_be_chosen(app: StoApp, twice: Workspace) -> None:
    twice.save(Partner(id="drie", title="De Warme Bakker", place="Ommen"))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        await pilot.press("f4")
        await shows(pilot, "De Warme Bakker")
        await pilot.press(*"warme", "down")
        await until(pilot, lambda: getattr(app.screen, "current_id", "") == "drie")
        await pilot.press("ctrl+b")
        await until(pilot, lambda: isinstance(app.screen, DuplicatesScreen))
        await shows(pilot, "Niets lijkt dezelfde als")
        await pilot.press("o")
        await shows(pilot, "Bakkerij Hoek B.V.")
        await pilot.press(*"hoek b.v", "enter")
        await shows(pilot, "Twee keer dezelfde partner?")


async def test_a_second_one_of_a_name_is_told_when_it_is_saved(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        app.edit(Partner(title="bakkerij hoek"))
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        await pilot.press("ctrl+s")
        told = "Er is nog een “Bakkerij Hoek”"
        await until(pilot, lambda: any(told in each.message for each in app._notifications), told)


def test_namesakes_can_be_told_apart_in_a_list_to_choose_from(workspace: Workspace) -> None:
    workspace.save(Partner(id="meppel", title="Hoek", place="Meppel"))
    workspace.save(Partner(id="zwolle-west", title="Hoek", place="Zwolle"))
    workspace.save(Partner(id="zwolle-oost", title="hoek", place="Zwolle"))
    workspace.save(Person(id="jan", title="Jan Kok", partners=("meppel",)))
    workspace.save(Person(id="jan2", title="Jan Kok", email="jan@x.example"))

    notes = {each.code: each.note for each in linkable(workspace, "partner", "hoek")}
    assert notes == {"meppel": "Meppel", "zwolle-west": "Zwolle …lle-west", "zwolle-oost": "Zwolle …lle-oost"}
    notes = {each.code: each.note for each in linkable(workspace, "person", "kok")}
    assert notes == {"jan": "Hoek", "jan2": "jan@x.example"}
