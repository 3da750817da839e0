"""What people type on the wrong key or at the wrong place still lands where it was meant, or they are asked."""

from __future__ import annotations

from datetime import date

import pytest
from driving import LARGE, SMALL, screen_text, shows, until
from textual.events import Paste
from textual.widgets import Input, TextArea

from knowledge.catalogue.listing import Listing
from knowledge.model import checklist
from knowledge.model.checklist import Answer
from knowledge.model.fields import Day
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.today import today
from knowledge.work.checklist import begin
from knowledge.work.lessons import begun
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.ask import AskScreen
from sto_tui.dialogs.pick import PickScreen
from sto_tui.dialogs.use import UseScreen
from sto_tui.forms.answer_form import AnswerForm, CodesField
from sto_tui.forms.pick_field import PickField
from sto_tui.forms.record_form import FieldRow
from sto_tui.forms.steps_field import Cell, StepsField
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.log_meeting import LogMeetingScreen, open_log_form
from sto_tui.screens.walk import WalkScreen
from sto_tui.wording.i18n import _
from sto_tui.wording.reading import understood


def intake(workspace: Workspace, at: str) -> str:
    """An intake between the two partners that stopped at question `at`."""
    kinds = {each.record.partner_kind: each.record for each in workspace.documents(Listing("partner"))}  # type: ignore[attr-defined]
    school, company = kinds["vmbo"], kinds["bedrijf"]
    assert isinstance(school, Partner) and isinstance(company, Partner)
    run = begin(workspace.templates("nl")[0], school=school, company=company, today=date(2026, 11, 2))
    return workspace.save(checklist.with_answer(run, at, "school", Answer())).id


def row(app: StoApp, name: str) -> FieldRow:
    return app.screen.query_one(f"#row-{name}", FieldRow)


async def test_enter_that_closes_a_list_does_nothing_behind_it(app: StoApp, filled: Workspace) -> None:
    for number in range(40):
        filled.save(Partner(title=f"Zagerij {number:02}", partner_kind="bedrijf"))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        open_log_form(app)
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen) and row(app, "partners").has_focus_within)
        for _again in range(3):
            field = row(app, "partners").query_one(PickField)
            field.focus()
            field.choose(())
            await pilot.press(*"Zagerij 17")
            await shows(pilot, "[ ] Zagerij 17")
            await pilot.press("enter", "enter")
            await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
            await pilot.pause()
            await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
            assert len(field.value) == 1
            assert row(app, "title").has_focus_within


async def test_the_list_tells_its_keys_also_when_it_is_long(app: StoApp, filled: Workspace) -> None:
    for number in range(40):
        filled.save(Partner(title=f"Zagerij {number:02}", partner_kind="bedrijf"))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.edit(Lesson(title="Zaagdag"))
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        row(app, "partners").query_one(PickField).action_choose()
        await shows(pilot, "Zagerij 03")
        await pilot.press("down", "enter")
        await shows(pilot, "Enter kruist aan, nog eens Enter: klaar")
        assert "✓ Brinkhof" in screen_text(app)


async def test_a_new_lesson_is_written_under_its_first_heading_and_empty_ones_are_left_out(
    app: StoApp, filled: Workspace
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.edit(begun("Els", today(), _))
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        row(app, "title").query_one(Input).value = "Zaagdag"
        row(app, "body").query_one(TextArea).focus()
        await pilot.press(*"Twaalf leerlingen.", "ctrl+s")
        await until(pilot, lambda: filled.named("lesson", "Zaagdag") is not None)
    document = filled.named("lesson", "Zaagdag")
    assert document is not None and isinstance(document.record, Lesson)
    assert document.record.body == "## Situatie\nTwaalf leerlingen."


async def test_words_typed_at_an_option_go_to_the_text_of_that_party(app: StoApp, filled: Workspace) -> None:
    run = intake(filled, "A3")
    async with app.run_test(size=LARGE) as pilot:
        walk = WalkScreen(run)
        app.push_screen(walk)
        await until(pilot, lambda: len(walk.query(AnswerForm)) == 2 and walk.focused is not None)
        for form in walk.query(AnswerForm):
            form.query_one("#state", CodesField).focus()
            await pilot.press(*"weet je")
            assert form.query_one(TextArea).text == "weet je"
            assert form.answer.state == ""


async def test_tab_goes_from_text_to_text_and_then_to_the_standard_answers(app: StoApp, filled: Workspace) -> None:
    run = intake(filled, "F1")
    async with app.run_test(size=LARGE) as pilot:
        walk = WalkScreen(run)
        app.push_screen(walk)
        await until(pilot, lambda: len(walk.query(AnswerForm)) == 2 and isinstance(walk.focused, Input))
        school, company = walk.query(AnswerForm)
        await pilot.press(*"2,5", "tab")
        while not isinstance(walk.focused, Input) and isinstance(walk.focused, TextArea):
            await pilot.press("tab")
        await pilot.press(*"40")
        assert (str(school.answer.number), str(company.answer.number)) == ("2.5", "40")


@pytest.mark.parametrize("key", ["ctrl+u", "ctrl+k"])
async def test_the_keys_that_clear_a_line_clear_all_the_rows_in_which_it_is_shown(app: StoApp, key: str) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.edit(Lesson(title="Zaagdag"))
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        area = row(app, "body").query_one(TextArea)
        area.text = "Een eerste regel.\n" + "Een groep van twaalf is echt het meeste. " * 5
        area.focus()
        area.move_cursor(area.document.end if key == "ctrl+u" else (1, 0))
        await pilot.press(key)
        assert area.text == "Een eerste regel.\n"
        await pilot.press("ctrl+z")
        assert area.text.endswith("meeste. ")


async def test_tab_leaves_the_rows_of_actions_from_an_empty_one(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        open_log_form(app)
        await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
        app.screen.query_one(StepsField).focus()
        await until(pilot, lambda: isinstance(app.focused, Cell))
        await pilot.press(*"Bellen", "enter", "tab", *"Klein beginnen")
        assert row(app, "lesson").query_one(Input).value == "Klein beginnen"
        assert [what for what, _who, _when in app.screen.query_one(StepsField).value] == ["Bellen"]


async def test_an_error_goes_while_it_is_put_right(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.edit(Meeting(title="Overleg"))
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        box = row(app, "date").query_one(Input)
        box.value = "vrijdg"
        await pilot.press("ctrl+s")
        await shows(pilot, "geen datum")
        box.focus()
        await pilot.press("backspace")
        await until(pilot, lambda: "geen datum" not in screen_text(app))


async def test_esc_asks_before_it_throws_away_what_a_lesson_is_used_for(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.push_screen(UseScreen("Zaagdag"))
        await until(pilot, lambda: isinstance(app.screen, UseScreen))
        await pilot.press(*"docentenstage", "escape")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, UseScreen))
        assert app.screen.query_one("#purpose", Input).value == "docentenstage"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("right", "enter")
        await until(pilot, lambda: not isinstance(app.screen, UseScreen | AskScreen | PickScreen))


def test_a_day_that_contradicts_itself_is_told_beside_the_field() -> None:
    assert (
        understood(Day(), "wo 3 dec", date(2026, 11, 27))
        == "… 03-12-2026 is een donderdag. Verbeter de weekdag of de datum."
    )


async def test_a_filter_that_leaves_nothing_says_so(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("f3", *"xyzzy")
        await shows(pilot, "Niets in het logboek heeft deze woorden.")


async def test_what_is_pasted_at_an_option_goes_to_the_text_beside_it(app: StoApp, filled: Workspace) -> None:
    run = intake(filled, "A3")
    async with app.run_test(size=LARGE) as pilot:
        walk = WalkScreen(run)
        app.push_screen(walk)
        await until(pilot, lambda: len(walk.query(AnswerForm)) == 2 and walk.focused is not None)
        school = walk.query(AnswerForm).first()
        school.query_one("#state", CodesField).focus()
        app.post_message(Paste("Twee regels\nover kennis"))
        await until(pilot, lambda: school.query_one(TextArea).text == "Twee regels\nover kennis")
