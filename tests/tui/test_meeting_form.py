"""Logging a meeting in one form: few keys, proposals that stay proposals, and errors at the cell that is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from driving import LARGE, SMALL, screen_text, shows, until
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document
from knowledge.model.records.action import Action
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.today import today
from knowledge.workspace import Workspace
from sto_tui import drafts
from sto_tui.app import StoApp
from sto_tui.forms.pick_field import PickField
from sto_tui.forms.proposal import Proposal
from sto_tui.forms.record_form import FieldRow
from sto_tui.forms.steps_field import Cell, Cells, StepsField
from sto_tui.screens.log_meeting import LogMeetingScreen, open_log_form

FIRM = "Brinkhof Houtskeletbouw B.V."
SCHOOL = "Vakcollege De Meander"
LONG = "Zaagplan en rooster voor de tweede groep naar Joost sturen"


def row(app: StoApp, name: str) -> FieldRow:
    return app.screen.query_one(f"#row-{name}", FieldRow)


def steps(app: StoApp) -> StepsField:
    return app.screen.query_one(StepsField)


def partner(workspace: Workspace, title: str) -> Document:
    found = workspace.named("partner", title)
    assert found is not None
    return found


def offered(app: StoApp, name: str) -> str:
    """What is proposed for a field, "" for nothing."""
    return "".join(str(each.render()) for each in row(app, name).query(Proposal) if each.display)


@asynccontextmanager
async def form(
    app: StoApp, size: tuple[int, int] = SMALL, partners: tuple[str, ...] = ()
) -> AsyncIterator[Pilot[None]]:
    """The form, opened on `partners` (ids)."""
    async with app.run_test(size=size) as pilot:
        await shows(pilot, "recent")
        open_log_form(app, partners)
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
        await until(pilot, lambda: offered(app, "date") != "")
        yield pilot


async def save(pilot: Pilot[None], app: StoApp) -> None:
    await pilot.press("ctrl+s")
    await until(pilot, lambda: not isinstance(app.screen, LogMeetingScreen))


def logged(workspace: Workspace, title: str = "") -> Meeting:
    """The meeting that was logged last."""
    found = workspace.documents(Listing("meeting", text=title, sort="changed"))[0].record
    assert isinstance(found, Meeting)
    return found


def actions_of(workspace: Workspace, meeting: Meeting) -> dict[str, Action]:
    found = workspace.documents(Listing("action", origin=meeting.id))
    return {each.record.title: each.record for each in found if isinstance(each.record, Action)}


# -- few keys ---------------------------------------------------------------------------------------------------------


class Counting:
    """Presses keys, and counts those that are no text."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self._pilot = pilot
        self.commands: list[str] = []

    async def type(self, text: str) -> None:
        await self._pilot.press(*text)

    async def press(self, *keys: str) -> None:
        self.commands += keys
        await self._pilot.press(*keys)


async def test_a_whole_meeting_takes_at_most_fourteen_keys_besides_its_text(app: StoApp, filled: Workspace) -> None:
    async with form(app, LARGE) as pilot:
        keys = Counting(pilot)
        await keys.type("brink")
        await shows(pilot, "[ ] " + FIRM)
        await keys.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen) and row(app, "title").has_focus_within)
        await keys.type("Bezoek Brinkhof")
        await keys.press("enter", "enter")
        await until(pilot, lambda: row(app, "body").has_focus_within)
        await keys.type("Twee gastlessen in januari.")
        await keys.press("tab")
        await keys.type("Eerst klein beginnen")
        await keys.press("enter")
        await keys.type("Brinkhof levert het hout")
        await keys.press("tab")
        await keys.type("Zaagplan mailen; Hakan; +7d")
        await keys.press("enter")
        await keys.type("Bus bestellen; Els Wassink; +14d")
        await keys.press("enter")
        await keys.type("Voorman uitnodigen; Joost; 15-12-2026")
        await keys.press("enter", "enter")
        await keys.type("Eerst laten kijken")
        await keys.press("enter", "tab")
        await until(pilot, lambda: row(app, "next_date").has_focus_within)
        await keys.type("15-1-2027")
        await keys.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, LogMeetingScreen))
    assert len(keys.commands) <= 14
    meeting = logged(filled)
    assert (meeting.title, meeting.body) == ("Bezoek Brinkhof", "Twee gastlessen in januari.")
    assert (meeting.date, meeting.next_date) == (today(), date(2027, 1, 15))
    assert meeting.decisions == ("Eerst klein beginnen", "Brinkhof levert het hout")
    assert meeting.partners == (partner(filled, FIRM).id,)
    made = actions_of(filled, meeting)
    assert {title: (each.who, each.due) for title, each in made.items()} == {
        "Zaagplan mailen": ("Hakan", today() + timedelta(days=7)),
        "Bus bestellen": ("Els Wassink", today() + timedelta(days=14)),
        "Voorman uitnodigen": ("Joost", date(2026, 12, 15)),
    }
    (lesson,) = filled.documents(Listing("lesson", origin=meeting.id))
    assert lesson.record.title == "Eerst laten kijken"


async def test_keys_that_come_faster_than_the_cursor_goes_still_land_where_they_belong(app: StoApp) -> None:
    async with form(app) as pilot:
        steps(app).focus()
        await until(pilot, lambda: isinstance(app.focused, Cell))
        for character in f"{LONG}; Hakan; +7d\nBus; ; +14d\n\nLes":
            app.post_message(events.Key("enter" if character == "\n" else character, character))
        await until(pilot, lambda: row(app, "lesson").query_one(Input).value == "Les")
        assert steps(app).value == ((LONG, "Hakan", "+7d"), ("Bus", "", "+14d"))
        screen = screen_text(app).replace("▊", " ")
        assert all(word in screen for word in LONG.split())  # all of it shows at 80 columns


async def test_the_day_that_is_understood_stands_under_the_row(app: StoApp) -> None:
    async with form(app) as pilot:
        steps(app).focus()
        await until(pilot, lambda: isinstance(app.focused, Cell))
        await pilot.press(*"Mailen;;15-12-2026")
        await shows(pilot, "→ di 15 dec 2026")
        await pilot.press("enter")
        await until(pilot, lambda: "→ di" not in screen_text(app))
        assert steps(app).value == (("Mailen", "", "15-12-2026"),)


async def test_arrows_and_tab_go_through_the_rows_and_one_is_always_empty(app: StoApp) -> None:
    async with form(app) as pilot:
        steps(app).value = (("Mailen", "", ""), ("Bellen", "Els", ""))
        steps(app).point_at(1, 0)
        await pilot.press("down", "tab", "down", "up", "up")
        await until(pilot, lambda: app.focused is steps(app).query(Cell)[1])
        await pilot.press(*"Piet")
        assert steps(app).value == (("Mailen", "Piet", ""), ("Bellen", "Els", ""))
        assert len(steps(app).query("StepRow")) == 3


# -- proposals --------------------------------------------------------------------------------------------------------


@pytest.fixture
def region(filled: Workspace) -> Workspace:
    """A space in which a school was visited long ago and a firm has two people, one of whom was there last time."""
    firm, school = partner(filled, FIRM), partner(filled, SCHOOL)
    joost = filled.save(Person(title="Joost Brinkhof", partners=(firm.id,)))
    filled.save(Person(title="Anna Aal", partners=(school.id,)))
    filled.save(Person(title="Wil Brinkhof", partners=(firm.id,)))
    filled.save(Meeting(title="Lang geleden", date=date(2024, 3, 1), venue=school.id, partners=(school.id,)))
    filled.save(
        Meeting(title="Vorige", date=date(2026, 10, 2), partners=(firm.id,), venue=firm.id, attendees=(joost.id,))
    )
    return filled


async def test_what_is_proposed_and_not_taken_is_not_saved(app: StoApp, region: Workspace) -> None:
    firm = partner(region, FIRM).id
    async with form(app, LARGE, (firm,)) as pilot:
        await until(pilot, lambda: SCHOOL in offered(app, "next_venue"))
        assert "Bijeenkomst met " + FIRM in offered(app, "title")
        assert "vandaag" in offered(app, "date")
        assert "Joost Brinkhof" in offered(app, "attendees") and "Wil" not in offered(app, "attendees")
        assert FIRM in offered(app, "venue")
        await pilot.press("ctrl+s")
        await shows(pilot, "Vul “Titel” in")
        assert region.count(Listing("meeting", since=today())) == 0
        row(app, "title").query_one(Input).value = "Belletje"
        row(app, "date").query_one(Input).value = "3-11-2026"
        await save(pilot, app)
    meeting = logged(region)
    assert meeting == Meeting(id=meeting.id, title="Belletje", date=date(2026, 11, 3), partners=(firm,))


@pytest.mark.parametrize("way", ["key", "click"])
async def test_what_is_proposed_is_taken_by_a_key_or_a_click(app: StoApp, region: Workspace, way: str) -> None:
    firm, school = partner(region, FIRM).id, partner(region, SCHOOL).id
    async with form(app, LARGE, (firm,)) as pilot:
        await until(pilot, lambda: SCHOOL in offered(app, "next_venue") and FIRM in offered(app, "venue"))
        for name in ("title", "date", "next_venue", "attendees", "venue"):
            if way == "key":
                row(app, name).control.focus()
                await pilot.pause()
                await pilot.press("right")
            else:
                row(app, name).scroll_visible(animate=False)
                await pilot.pause()
                await pilot.click(row(app, name).query_one(Proposal))
            await until(pilot, lambda name=name: offered(app, name) == "")  # type: ignore[misc]
        await save(pilot, app)
    meeting = logged(region)
    assert (meeting.title, meeting.date) == (f"Bijeenkomst met {FIRM}", today())
    assert (meeting.venue, meeting.next_venue) == (firm, school)
    assert [region.titles([each])[each] for each in meeting.attendees] == ["Joost Brinkhof"]


async def test_what_is_typed_stands_alone_and_a_proposal_comes_back_to_an_empty_field(
    app: StoApp, filled: Workspace
) -> None:
    async with form(app, SMALL, (partner(filled, FIRM).id,)) as pilot:
        title = row(app, "title").query_one(Input)
        await until(pilot, lambda: title.has_focus and "Bijeenkomst met" in offered(app, "title"))
        await pilot.press(*"Bezoek")
        await until(pilot, lambda: offered(app, "title") == "")
        assert title.value == "Bezoek"
        await pilot.press("right", "home", "right")
        assert title.value == "Bezoek"
        await pilot.press(*["backspace"] * 9, *["delete"] * 9)
        await until(pilot, lambda: "Bijeenkomst met" in offered(app, "title"))


async def test_the_people_of_the_chosen_partner_come_first_with_their_firm(app: StoApp, region: Workspace) -> None:
    async with form(app, LARGE, (partner(region, FIRM).id,)) as pilot:
        row(app, "attendees").query_one(PickField).action_choose()
        await shows(pilot, "Anna Aal")
        text = screen_text(app)
        assert text.index("Joost Brinkhof  Brinkhof") < text.index("Wil Brinkhof") < text.index("Anna Aal  Vakcollege")


# -- errors -----------------------------------------------------------------------------------------------------------

FINE: tuple[Cells, ...] = (("Mailen", "Joost", "+14d"), ("Bellen", "Els", ""), ("Bus bestellen", "", "15-12-2026"))


@pytest.mark.parametrize(
    ("number", "cell", "wrong", "told", "right"),
    [
        (2, 2, ("Bellen", "Els", "ooit"), "Actie 2: “ooit” is geen datum", "+7d"),
        (1, 2, ("Mailen", "Joost", "31-02-2027"), "Actie 1: De datum “31-02-2027” bestaat niet", "28-02-2027"),
        (3, 0, ("", "Piet Jansen", "+14d"), "Actie 3: vul in wat er moet gebeuren", "Regelen"),
        (2, 0, ("", "", "15-12-2026"), "Actie 2: vul in wat er moet gebeuren", "Regelen"),
        (1, 0, ("", "Piet", ""), "Actie 1: vul in wat er moet gebeuren", "Regelen"),
    ],
)
async def test_an_error_is_told_under_its_row_with_the_cursor_in_the_cell_and_correcting_it_changes_nothing_else(
    app: StoApp, filled: Workspace, number: int, cell: int, wrong: Cells, told: str, right: str
) -> None:
    rows = (*FINE[: number - 1], wrong, *FINE[number:])
    async with form(app) as pilot:
        row(app, "title").query_one(Input).value = "Overleg"
        row(app, "date").query_one(Input).value = "3-11-2026"
        steps(app).value = rows
        await pilot.pause()
        await pilot.press("ctrl+s")
        await shows(pilot, told)
        assert steps(app).value == rows
        where = steps(app).query("StepRow")[number - 1].query(Cell)[cell]
        await until(pilot, lambda: app.focused is where)
        where.select_all()
        await pilot.press(*right)
        corrected = tuple(right if place == cell else part for place, part in enumerate(wrong))
        await until(pilot, lambda: steps(app).value == (*FINE[: number - 1], corrected, *FINE[number:]))
        await save(pilot, app)
    made = actions_of(filled, logged(filled))
    assert {(each.title, each.who) for each in made.values()} == {
        (what, who) for what, who, _when in (*FINE[: number - 1], corrected, *FINE[number:])
    }


async def test_the_first_wrong_field_has_the_cursor_also_when_an_action_is_wrong(app: StoApp) -> None:
    async with form(app) as pilot:
        steps(app).value = (("", "Piet", ""),)
        await pilot.pause()
        await pilot.press("ctrl+s")
        await shows(pilot, "Vul “Titel” in")
        await until(pilot, lambda: row(app, "title").has_focus_within)
        row(app, "title").query_one(Input).value = "Overleg"
        row(app, "date").query_one(Input).value = "3-11-2026"
        row(app, "next_date").query_one(Input).value = "ooit"
        await pilot.press("ctrl+s")
        await shows(pilot, "Actie 1: vul in wat")
        assert app.focused is steps(app).query(Cell)[0]


async def test_a_text_without_a_title_for_the_lesson_is_told_there(app: StoApp, filled: Workspace) -> None:
    async with form(app) as pilot:
        row(app, "title").query_one(Input).value = "Overleg"
        row(app, "date").query_one(Input).value = "3-11-2026"
        row(app, "lesson_body").query_one(TextArea).text = "Eerst kijken."
        await pilot.press("ctrl+s")
        await shows(pilot, "Les 1: geef")
        await until(pilot, lambda: row(app, "lesson").has_focus_within)
        await pilot.press(*"Kijken")
        await save(pilot, app)
    (lesson,) = filled.documents(Listing("lesson", text="kijken"))
    assert isinstance(lesson.record, Lesson) and lesson.record.body == "Eerst kijken."


# -- pasting and drafts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "pasted", "after"),
    [
        ((), "Mailen\n\nBellen; Els\n", (("Mailen", "", ""), ("Bellen", "Els", ""))),
        ((), "Mailen\tJoost\t+7d\r\nBellen\t\t15-12-2026", (("Mailen", "Joost", "+7d"), ("Bellen", "", "15-12-2026"))),
        ((), "Mailen; Joost; +7d; of later", (("Mailen", "Joost", "+7d; of later"),)),
        ((("1", "", ""), ("2", "", "")), "A\nB", (("1", "", ""), ("A", "", ""), ("B", "", ""), ("2", "", ""))),
        ((("Eerst", "Els", ""),), "; dan dit", (("Eerst; dan dit", "Els", ""),)),
    ],
)  # fmt: skip
async def test_pasted_lines_become_actions_and_none_is_lost(
    app: StoApp, before: tuple[Cells, ...], pasted: str, after: tuple[Cells, ...]
) -> None:
    async with form(app) as pilot:
        steps(app).value = before
        steps(app).point_at(1, 0)
        await until(pilot, lambda: isinstance(app.focused, Cell))
        app.focused.post_message(events.Paste(pasted))  # type: ignore[union-attr]
        await until(pilot, lambda: steps(app).value == after)
        await pilot.pause()
        told = any("regels geplakt; elke regel is een actie" in each.message for each in app._notifications)
        assert told == ("\n" in pasted)


async def test_lines_pasted_into_who_stay_together(app: StoApp) -> None:
    async with form(app) as pilot:
        steps(app).value = (("Mailen", "", ""),)
        steps(app).point_at(1, 1)
        await until(pilot, lambda: isinstance(app.focused, Cell))
        app.focused.post_message(events.Paste("Els\nJoost; Hakan"))  # type: ignore[union-attr]
        await until(pilot, lambda: steps(app).value == (("Mailen", "Els, Joost; Hakan", ""),))


async def test_a_draft_keeps_the_rows_of_actions_and_one_of_an_earlier_version_is_still_read(app: StoApp) -> None:
    async with form(app) as pilot:
        screen = app.screen
        assert isinstance(screen, LogMeetingScreen)
        rows = (("Mailen", "", ""), ("", "Piet; Jansen", "+14d"))
        for kept in ([list(each) for each in rows], ["Mailen", "Bellen; Piet; +14d"]):
            values = {**screen.form.typed(), "actions": kept}
            written = drafts.Drafts(app.home.private, "log", "probe", "")
            written.want(drafts.Draft(values))
            written.write()
            found = drafts.find_draft(written.path)
            assert found is not None and found.values == values
            screen.form.fill(found.values)
            await pilot.pause()
            expected = rows if isinstance(kept[0], list) else (("Mailen", "", ""), ("Bellen", "Piet", "+14d"))
            assert steps(app).value == expected


# -- before the meeting -----------------------------------------------------------------------------------------------


async def test_before_a_meeting_everything_that_is_open_can_be_seen_and_ticked(app: StoApp, region: Workspace) -> None:
    firm = partner(region, FIRM)
    assert isinstance(firm.record, Partner)
    region.save(replace(firm.record, why="Vakmensen uit de streek."), seen=firm)
    for number in range(12):
        region.save(Action(title=f"Taak {number:02}", who="Els", state="open", partners=(firm.id,)))
    late = region.save(Action(title="Te laat", due=date(2026, 1, 1), state="open", partners=(firm.id,)))
    async with form(app, SMALL, (firm.id,)) as pilot:
        await shows(pilot, "13 open acties · 1 te laat · nog 11 hieronder")
        assert "Vakmensen uit de streek." in screen_text(app)
        assert "vr 2 okt 2026 · Marieke: Vorige" in screen_text(app)
        app.screen.query_one("#open", OptionList).focus()
        await shows(pilot, "spatie vinkt af")
        await pilot.press("space")
        await until(pilot, lambda: region.get(late.id).record.state == "done")  # type: ignore[attr-defined]
        await shows(pilot, "☑ Te laat")
        await shows(pilot, "12 open acties")
        await pilot.press("space")
        await shows(pilot, "☐ Te laat")
        await pilot.press("end")
        await shows(pilot, "Taak 11")
        assert "hieronder" not in screen_text(app)


async def test_a_place_for_next_time_is_no_earlier_meeting(app: StoApp, filled: Workspace) -> None:
    firm, school = partner(filled, FIRM).id, partner(filled, SCHOOL).id
    other = filled.save(Partner(title="Techhub De Sluis")).id
    filled.save(Meeting(title="Stuurgroep", date=date(2026, 10, 3), partners=(firm, school), next_venue=other))
    async with form(app, SMALL, (other,)) as pilot:
        await until(pilot, lambda: "Bijeenkomst met" in offered(app, "title"))
        assert "Stuurgroep" not in screen_text(app)
