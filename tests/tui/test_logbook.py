"""The logbook: open actions, ticking off, and logging a meeting in one form."""

from __future__ import annotations

from datetime import date, timedelta

from driving import LARGE, SMALL, screen_text, shows, until
from textual.widgets import Input, TextArea

from knowledge.catalogue.listing import Listing
from knowledge.model.records.action import Action
from knowledge.workspace import Workspace
from sto_tui import drafts
from sto_tui.app import StoApp
from sto_tui.forms.record_form import FieldRow
from sto_tui.forms.steps_field import StepsField
from sto_tui.screens.log_meeting import LogMeetingScreen
from sto_tui.screens.logbook import LogbookScreen


def row(app: StoApp, name: str) -> FieldRow:
    return app.screen.query_one(f"#row-{name}", FieldRow)


async def test_a_late_action_is_told_in_words_and_can_be_ticked_off_and_back(app: StoApp, filled: Workspace) -> None:
    late = filled.save(Action(title="Bril bestellen", who="Els", due=date.today() - timedelta(days=3), state="open"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f3")
        await shows(pilot, "te laat")
        assert isinstance(app.screen, LogbookScreen)
        app.screen.query_one("#actions").focus()
        await pilot.press("space")
        await until(pilot, lambda: filled.get(late.id).record.state == "done")  # type: ignore[attr-defined]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: filled.get(late.id).record.state == "open")  # type: ignore[attr-defined]


async def test_a_meeting_with_its_action_and_lesson_is_logged_in_one_go(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("f3")
        await shows(pilot, "Branchetafel")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
        row(app, "title").query_one(Input).value = "Kort overleg"
        row(app, "body").query_one(TextArea).text = "Het liep uit."
        row(app, "decisions").query_one(TextArea).text = "Twee groepen\nEen bus"
        row(app, "lesson").query_one(Input).value = "Twee groepen werkt"
        app.screen.query_one(StepsField).value = (("Zaagplan mailen", "Joost", "+14d"),)
        await pilot.pause()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, LogMeetingScreen))
    meeting = filled.documents(Listing("meeting", text="kort overleg"))[0]
    assert meeting.fields["decisions"] == ["Twee groepen", "Een bus"]
    action = filled.documents(Listing("action", origin=meeting.id))[0]
    assert (action.record.title, action.record.when) == ("Zaagplan mailen", date.today() + timedelta(days=14))
    assert [each.record.title for each in filled.documents(Listing("lesson", origin=meeting.id))] == [
        "Twee groepen werkt"
    ]


async def test_a_wrong_day_for_an_action_is_told_beside_it_and_nothing_is_lost(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f3")
        await shows(pilot, "Branchetafel")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
        app.screen.query_one(StepsField).value = (("Mailen", "Joost", "ooit"),)
        await pilot.pause()
        await pilot.press("ctrl+s")
        await shows(pilot, "geen datum")
        assert app.screen.query_one(StepsField).value == (("Mailen", "Joost", "ooit"),)
        assert "Logboek" in screen_text(app)
    assert filled.count(Listing("meeting")) == 1


async def test_an_action_without_what_is_pointed_at_and_no_cell_moves(app: StoApp, filled: Workspace) -> None:
    rows = (("Mailen", "", ""), ("", "", ""), ("", "Piet Jansen", "+14d"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f3")
        await shows(pilot, "Branchetafel")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
        steps = app.screen.query_one(StepsField)
        steps.value = rows
        await pilot.pause()
        await pilot.press("ctrl+s")
        await shows(pilot, "Actie 3: vul in wat er moet gebeuren")
        assert steps.value == rows
        what = app.focused
        assert isinstance(what, Input) and what in steps.query("StepRow")[2].query(Input)
        await pilot.press(*"Bellen", "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, LogMeetingScreen))
    (meeting,) = filled.documents(Listing("meeting", since=date.today()))
    made = [each.record for each in filled.documents(Listing("action", origin=meeting.id, sort="title"))]
    assert [(each.title, each.who, each.when) for each in made if isinstance(each, Action)] == [
        ("Bellen", "Piet Jansen", date.today() + timedelta(days=14)),
        ("Mailen", "", None),
    ]


async def test_a_draft_keeps_the_rows_of_actions_and_one_of_an_earlier_version_is_still_read(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f3")
        await shows(pilot, "Branchetafel")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
        screen = app.screen
        assert isinstance(screen, LogMeetingScreen)
        rows = (("Mailen", "", ""), ("", "Piet; Jansen", "+14d"))
        for kept in ([list(row) for row in rows], ["Mailen", "Bellen; Piet; +14d"]):
            values = {**screen.form.typed(), "actions": kept}
            path = drafts.draft_path(app.home.private, "log", "probe", "")
            drafts.keep_draft(path, drafts.Draft(values))
            found = drafts.find_draft(path)
            assert found is not None and found.values == values
            screen.form.fill(found.values)
            await pilot.pause()
            expected = rows if isinstance(kept[0], list) else (("Mailen", "", ""), ("Bellen", "Piet", "+14d"))
            assert screen.query_one(StepsField).value == expected
