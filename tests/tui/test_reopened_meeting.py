"""A logged meeting is opened again: ticking and adding actions, a lesson, the next day, and a new action anywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from driving import LARGE, SMALL, screen_text, shows, until
from textual.widgets import Input, OptionList

from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document
from knowledge.model.records.action import Action
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.record import Record
from knowledge.today import today
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.forms.record_form import FieldRow
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.log_meeting import LogMeetingScreen
from sto_tui.screens.reader import ReaderScreen

FIRM = "Brinkhof Houtskeletbouw B.V."


def row(app: StoApp, name: str) -> FieldRow:
    return app.screen.query_one(f"#row-{name}", FieldRow)


def partner(workspace: Workspace) -> Document:
    found = workspace.named("partner", FIRM)
    assert found is not None
    return found


@pytest.fixture
def meeting(filled: Workspace) -> Document:
    """A meeting that was logged, with an action."""
    firm = partner(filled).id
    logged = filled.save(
        Meeting(title="Bezoek", date=date(2026, 11, 3), partners=(firm,), decisions=("Klein beginnen",), body="Goed.")
    )
    filled.save(Action(title="Mailen", who="Els", state="open", origin=logged.id, partners=(firm,)))
    return logged


def of(workspace: Workspace, kind: str, meeting: Document) -> list[Record]:
    return [each.record for each in workspace.documents(Listing(kind, origin=meeting.id, sort="title"))]


async def test_actions_a_lesson_and_the_next_day_are_added_to_a_logged_meeting(
    app: StoApp, filled: Workspace, meeting: Document
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.open_document(meeting.id)
        await shows(pilot, "☐ Mailen · open · Els")
        for key, field in (("l", "lesson"), ("v", "next_date"), ("a", "actions")):
            await pilot.press(key)
            await shows(pilot, "Aanvullen: Bezoek")
            await until(pilot, lambda field=field: row(app, field).has_focus_within)  # type: ignore[misc]
            if field != "actions":
                await pilot.press("escape")
                await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await pilot.press(*"Bellen; Joost; 15-12-2026", "enter", "enter", *"Eerst kijken", "enter", "tab", *"15-1-2027")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "☐ Bellen")
        assert "vr 15 jan 2027" in screen_text(app)
    now = filled.get(meeting.id).record
    assert isinstance(now, Meeting)
    assert (now.title, now.body, now.decisions, now.next_date) == (
        "Bezoek",
        "Goed.",
        ("Klein beginnen",),
        date(2027, 1, 15),
    )
    assert now.next_venue == ""
    bellen, mailen = of(filled, "action", meeting)
    assert isinstance(bellen, Action)
    assert (bellen.who, bellen.due, bellen.partners) == ("Joost", date(2026, 12, 15), (partner(filled).id,))
    assert mailen.title == "Mailen"
    assert [each.title for each in of(filled, "lesson", meeting)] == ["Eerst kijken"]


async def test_actions_are_ticked_where_their_meeting_and_where_they_are_read(
    app: StoApp, filled: Workspace, meeting: Document
) -> None:
    (mailen,) = of(filled, "action", meeting)

    def state() -> str:
        record = filled.get(mailen.id).record
        assert isinstance(record, Action)
        return record.state

    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.open_document(meeting.id)
        await shows(pilot, "☐ Mailen")
        await pilot.press("space")
        assert state() == "open"
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(app.focused, OptionList))
        await shows(pilot, "Afvinken")
        await pilot.press("space")
        await shows(pilot, "☑ Mailen")
        await pilot.press("ctrl+z")
        await shows(pilot, "☐ Mailen")
        assert state() == "open"
        await pilot.press("enter")
        await shows(pilot, "Afvinken")
        await pilot.press("space")
        await until(pilot, lambda: state() == "done")
        await pilot.press("space")
        await until(pilot, lambda: state() == "open")


async def test_a_new_action_is_about_what_is_in_front(app: StoApp, filled: Workspace, meeting: Document) -> None:
    firm = partner(filled).id

    def open_first(pilot_app: StoApp) -> None:
        pilot_app.open_document(meeting.id)

    places: tuple[tuple[str, Callable[[StoApp], None] | None, tuple[str, ...], str], ...] = (
        ("Vanuit het begin", None, (), ""),
        ("Bij de bijeenkomst", open_first, (firm,), meeting.id),
        ("Bij de partner", lambda pilot_app: pilot_app.open_document(firm), (firm,), ""),
    )
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press(*"zzzz")  # finds nothing, so nothing is in front
        await shows(pilot, "0 gevonden")
        for title, go, partners, origin in places:
            if go is not None:
                go(app)
                await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.current is not None)
            await pilot.press("f12")
            await shows(pilot, "Nieuw: actie")
            await pilot.press(*title, "ctrl+s")
            await until(pilot, lambda: not isinstance(app.screen, EditorScreen))
            made = filled.named("action", title)
            assert made is not None and isinstance(made.record, Action)
            assert (made.record.partners, made.record.origin, made.record.state) == (partners, origin, "open")


async def test_in_the_form_for_a_meeting_a_new_action_is_one_of_its_rows(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f3", "ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
        await pilot.press("f12")
        await until(pilot, lambda: row(app, "actions").has_focus_within)


async def test_a_meeting_is_logged_from_the_card_and_from_an_opened_partner(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f4")
        await shows(pilot, FIRM)
        await pilot.press("down", "ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
        await shows(pilot, FIRM)
        assert row(app, "title").query_one(Input).has_focus
        await pilot.press("escape")
        app.open_document(partner(filled).id)
        await shows(pilot, "Bijeenkomst vastleggen")
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
        row(app, "title").query_one(Input).value = "Belletje"
        row(app, "date").query_one(Input).value = "vandaag"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, LogMeetingScreen))
    (logged,) = filled.documents(Listing("meeting", since=today(), text="belletje"))
    assert logged.record.linked_partners == (partner(filled).id,)


async def test_deleting_a_meeting_says_what_becomes_of_its_actions(
    app: StoApp, filled: Workspace, meeting: Document
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.open_document(meeting.id)
        await shows(pilot, "Mailen")
        await pilot.press("delete")
        await shows(pilot, "1 actie (1 open)")
        await pilot.press("right", "enter")
        await until(pilot, lambda: filled.get(meeting.id).deleted)
        await until(pilot, lambda: any("1 actie (1 open)" in each.message for each in app._notifications))
        assert len(of(filled, "action", meeting)) == 1
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not filled.get(meeting.id).deleted)


async def test_the_card_says_how_much_more_is_open(app: StoApp, filled: Workspace) -> None:
    firm = partner(filled).id
    for number in range(11):
        filled.save(Action(title=f"Taak {number:02}", state="open", partners=(firm,)))
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("f4")
        await shows(pilot, "Taak 05")
        assert "nog 5" in screen_text(app)
