"""Text about a pupil in the app: asked about before it is saved, changed or kept for a reason."""

from __future__ import annotations

from driving import SMALL, screen_text, shows, until
from textual.widgets import TextArea

from knowledge.catalogue.listing import Listing
from knowledge.model.records.action import Action
from knowledge.model.records.lesson import Lesson
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.guard import GuardScreen
from sto_tui.screens.editor import EditorScreen


def lessons(workspace: Workspace) -> dict[str, Lesson]:
    found = [each.record for each in workspace.documents(Listing(Lesson.kind))]
    return {each.title: each for each in found if isinstance(each, Lesson)}


async def test_a_form_is_asked_about_before_it_is_saved(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press(*"Terugblik")
        app.screen.query_one("#row-body TextArea", TextArea).text = "Met leerling Sem (15) gesproken."
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, GuardScreen))
        assert "‘leerling Sem (15)’" in screen_text(app) and "Aanpassen" in screen_text(app)
        assert "Terugblik" not in lessons(filled)
        await pilot.press("enter")  # change it: the form is as it was
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        assert "Terugblik" not in lessons(filled)
        await shows(pilot, "lijkt over een leerling te gaan")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, GuardScreen))
        await pilot.press("right", "enter", *"over leerling Noor", "enter")
        await shows(pilot, "De reden zelf lijkt")
        await pilot.press("ctrl+u", *"verzonnen voorbeeld", "enter")
        await until(pilot, lambda: "Terugblik" in lessons(filled))
        kept = lessons(filled)["Terugblik"].guard_kept
        assert str(kept["leerling-naam.body"]).startswith("verzonnen voorbeeld · ")
        await until(pilot, lambda: not isinstance(app.screen, EditorScreen | GuardScreen))


async def test_what_is_changed_is_saved_without_asking_again(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press(*"BSN 111222333", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, GuardScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        app.screen.query_one("#row-title Input").value = "Geen nummers"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Geen nummers" in lessons(filled))
        assert not any("111222333" in title for title in lessons(filled))


async def test_where_nothing_can_be_changed_it_is_not_kept(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.store(lambda space: space.save(Action(title="BSN 111222333")))
        await until(pilot, lambda: isinstance(app.screen, GuardScreen))
        assert "Niet bewaren" in screen_text(app) and "Aanpassen" not in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, GuardScreen))
        assert "BSN 111222333" not in [each.record.title for each in filled.documents(Listing(Action.kind))]
