"""A list that is read again, because somebody wrote something, keeps the line that the person is on."""

from __future__ import annotations

from driving import LARGE, shows, until
from textual.widgets import OptionList

from knowledge.model.records.action import Action
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.reader import ReaderScreen
from sto_tui.screens.trash import TrashScreen


def selected(app: StoApp, name: str) -> str | None:
    option = app.screen.query_one(f"#{name}", OptionList).highlighted_option
    return option.id if option else None


async def test_the_bin_keeps_it_and_after_putting_back_the_place(app: StoApp, workspace: Workspace) -> None:
    gone = [workspace.delete(workspace.save(Lesson(title=f"Weg {number}")).id) for number in range(4)]
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.push_screen(TrashScreen())
        await shows(pilot, "Weg 3")
        await pilot.press("down", "down")
        assert selected(app, "list") == gone[1].id

        more = workspace.delete(workspace.save(Lesson(title="Later weg")).id)
        app.changed.publish(None)
        await shows(pilot, "Later weg")
        assert selected(app, "list") == gone[1].id

        await pilot.press("enter")
        await until(pilot, lambda: not workspace.get(gone[1].id).deleted and selected(app, "list") != gone[1].id)
        assert selected(app, "list") == gone[0].id != more.id


async def test_what_a_document_is_connected_with_keeps_it(app: StoApp, workspace: Workspace) -> None:
    partner = workspace.save(Partner(title="Brinkhof")).id
    actions = [workspace.save(Action(title=f"Bellen {number}", partners=(partner,))) for number in range(3)]
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.push_screen(ReaderScreen(partner))
        await shows(pilot, "Bellen 2")
        around = app.screen.query_one("#around", OptionList)
        around.focus()
        await pilot.press("end")
        last = selected(app, "around")
        assert last in {action.id for action in actions}

        workspace.save(Action(title="Mailen", partners=(partner,)))
        app.changed.publish(None)
        await shows(pilot, "Mailen")
        assert selected(app, "around") == last
