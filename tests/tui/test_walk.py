"""The walk through the intake: answers are saved at once, it resumes where it stopped, and finishing pins the why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from driving import SMALL, shows, until
from textual.widgets import Button, Input

from knowledge.catalogue.listing import Listing
from knowledge.model import checklist
from knowledge.model.checklist import Answer
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.partner import Partner
from knowledge.work.checklist import begin
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.forms.answer_form import AnswerForm, CodesField
from sto_tui.screens.checklists import ChecklistsScreen
from sto_tui.screens.walk import WalkScreen


def begun(workspace: Workspace, at: str, **answers: dict[str, Answer]) -> str:
    """An intake between the two partners, with some answers, stopped at question `at`."""
    template = workspace.templates("nl")[0]
    partners = {each.record.partner_kind: each.record for each in workspace.documents(Listing("partner"))}  # type: ignore[attr-defined]
    school, company = partners["vmbo"], partners["bedrijf"]
    assert isinstance(school, Partner) and isinstance(company, Partner)
    run = begin(template, school=school, company=company, today=date(2026, 11, 2))
    for question, sides in answers.items():
        for party, given in sides.items():
            run = checklist.with_answer(run, question, party, given)
    run = checklist.with_answer(run, at, "school", answers.get(at, {}).get("school", Answer()))
    return workspace.save(run).id


def answers(workspace: Workspace, run_id: str, question: str, party: str) -> Answer:
    run = workspace.get(run_id).record
    assert isinstance(run, ChecklistRun)
    return checklist.answer(run, question, party)


async def test_both_sides_answer_and_a_gap_between_their_marks_is_named(app: StoApp, filled: Workspace) -> None:
    run_id = begun(filled, "C2")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f5")
        await shows(pilot, "Onderweg")
        await pilot.press("enter")
        await shows(pilot, "C2  ")
        school, company = app.screen.query(AnswerForm)
        school.query_one("#number", Input).value = "9"
        company.query_one("#number", Input).value = "5"
        await pilot.press("f8")
        await until(pilot, lambda: answers(filled, run_id, "C2", "company").number == 5)
        assert answers(filled, run_id, "C2", "school").number == 9
        await shows(pilot, "Iets om over te praten")


async def test_a_difference_is_shown_before_going_on_once_for_each_pair_of_answers(
    app: StoApp, filled: Workspace
) -> None:
    run_id = begun(filled, "C2", C2={"school": Answer(number=Decimal(9))})
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(WalkScreen(run_id))
        await shows(pilot, "C2  ")
        await until(pilot, lambda: app.focused in app.screen.query(AnswerForm).first().query("*"))
        company = app.screen.query(AnswerForm).last()
        company.query_one("#number", Input).value = "5"
        company.query_one("#state").focus()
        await pilot.press("f8")
        await shows(pilot, "Hebben jullie erover gepraat?")
        notice, page = app.screen.query_one("#difference"), app.screen.query_one("#page")
        assert page.region.contains_region(notice.region)
        company.query_one("#number", Input).value = "4"
        await pilot.press("f8")
        await shows(pilot, "bedrijf 4")
        await shows(pilot, "Hebben jullie erover gepraat?")
        await pilot.press("f8")
        await shows(pilot, "D1  ")
        await pilot.press("f7")
        await shows(pilot, "C2  ")
        await pilot.press("f8")
        await shows(pilot, "D1  ")


@pytest.mark.parametrize("question", ["A1", "C2", "D2"])
async def test_f7_and_f8_walk_from_every_field(app: StoApp, filled: Workspace, question: str) -> None:
    template = filled.templates("nl")[0]
    at = [each.id for each in template.questions].index(question)
    following = template.questions[at + 1].id
    run_id = begun(filled, question)
    async with app.run_test(size=SMALL) as pilot:
        walk = WalkScreen(run_id)
        app.push_screen(walk)
        await shows(pilot, f"{question}  ")
        await until(pilot, lambda: app.focused in walk.query(AnswerForm).first().query("*"))
        stops = len(walk.focus_chain)
        for stop in range(stops):
            walk.focus_chain[stop].focus()
            await pilot.press("f8")
            await shows(pilot, f"{following}  ")
            await until(pilot, lambda: app.focused in walk.query(AnswerForm).first().query("*"))
            walk.focus_chain[stop % len(walk.focus_chain)].focus()
            await pilot.press("f7")
            await shows(pilot, f"{question}  ")
            await until(pilot, lambda: len(walk.focus_chain) == stops)


async def test_a_single_choice_looks_like_one(app: StoApp, filled: Workspace) -> None:
    run_id = begun(filled, "D2", D2={"school": Answer(codes=("kort",))})
    async with app.run_test(size=SMALL) as pilot:
        walk = WalkScreen(run_id)
        app.push_screen(walk)
        await until(pilot, lambda: len(walk.query(CodesField)) == 4)
        marks = {str(field.get_option_at_index(at).prompt)[:3] for field in walk.query(CodesField) for at in (0, 1)}
        assert marks == {"( )", "(•)"}


@pytest.mark.parametrize("begin_at", ["C2", "G1"])
async def test_the_run_that_one_leaves_is_the_selected_one(app: StoApp, filled: Workspace, begin_at: str) -> None:
    runs = {at: begun(filled, at) for at in ("C2", "G1")}
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f5")
        await shows(pilot, "Onderweg")
        checklists = app.screen
        assert isinstance(checklists, ChecklistsScreen)
        app.push_screen(WalkScreen(runs[begin_at]))
        await until(pilot, lambda: bool(app.screen.query(AnswerForm)))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is checklists)
        await until(pilot, lambda: checklists.current_id == runs[begin_at])


async def test_the_walk_stops_with_esc_and_goes_on_at_the_same_question(app: StoApp, filled: Workspace) -> None:
    begun(filled, "G1")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f5")
        await shows(pilot, "Onderweg")
        await pilot.press("enter")
        await shows(pilot, "G1 ")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, WalkScreen))
        await pilot.press("enter")
        await shows(pilot, "G1 ")


async def test_finishing_pins_the_why_on_both_and_asks_about_open_questions(app: StoApp, filled: Workspace) -> None:
    begun(filled, "B3", B3={"both": Answer(text="Samen vakmensen voor de streek")})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f5")
        await shows(pilot, "Onderweg")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query(AnswerForm)))
        await pilot.press("f9")
        await shows(pilot, "Ons waarom")
        await pilot.press("f8")
        await shows(pilot, "Toch afronden?")
        await pilot.press("right", "enter")
        await until(pilot, lambda: filled.documents(Listing("checklist"))[0].fields.get("state") == "finished")
    whys = {each.fields.get("why") for each in filled.documents(Listing("partner"))}
    assert whys == {"Samen vakmensen voor de streek"}


@pytest.mark.parametrize(
    ("question", "field", "typed", "kept"),
    [
        ("C2", "number", "7,5", Decimal("7.5")),
        ("F1", "number", "2,5 uur", Decimal("2.5")),
        ("F1", "number", "1.250,50", Decimal("1250.50")),
        ("H1", "number", "€ 1.250,-", Decimal(1250)),
        ("J2", "date", "31-3", date(2027, 3, 31)),
        ("J3", "due", "+2w", date(2026, 12, 11)),
    ],
)
async def test_an_answer_is_kept_as_it_is_meant(
    app: StoApp,
    filled: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    field: str,
    typed: str,
    kept: object,
) -> None:
    monkeypatch.setenv("STO_TODAY", "2026-11-27")
    run_id = begun(filled, question)
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(WalkScreen(run_id))
        await shows(pilot, f"{question} ")
        form = app.screen.query(AnswerForm).last()
        box = form.query_one(f"#{field}", Input)
        await until(pilot, lambda: app.focused in app.screen.query(AnswerForm).first().query("*"))
        box.focus()
        await pilot.press(*typed)
        await pilot.press("f8")
        await until(pilot, lambda: getattr(answers(filled, run_id, question, form.party), field) == kept)


@pytest.mark.parametrize(("question", "field", "typed"), [("J2", "date", "vrijdg"), ("C2", "number", "11")])
async def test_the_walk_stays_at_what_it_can_not_read_until_that_is_left_out(
    app: StoApp, filled: Workspace, question: str, field: str, typed: str
) -> None:
    run_id = begun(filled, question)
    async with app.run_test(size=SMALL) as pilot:
        walk = WalkScreen(run_id)
        app.push_screen(walk)
        await shows(pilot, f"{question} ")
        form = walk.query(AnswerForm).first()
        box = form.query_one(f"#{field}", Input)
        box.focus()
        await pilot.press(*typed)
        for key in ("f8", "f7", "f9", "ctrl+g", "escape"):
            await pilot.press(key)
            await shows(pilot, "Weglaten en verder")
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is walk)
            assert box.value == typed and app.focused is box
        assert not answers(filled, run_id, question, form.party).is_given
        await pilot.press("f8")
        await shows(pilot, "Weglaten en verder")
        await pilot.press("right", "enter")
        await until(pilot, lambda: not walk.query(f"#{field}") or walk.query(AnswerForm).first() is not form)
        assert not answers(filled, run_id, question, form.party).is_given


async def test_another_choice_puts_the_explanation_of_the_earlier_one_aside(app: StoApp, filled: Workspace) -> None:
    run_id = begun(filled, "D2", D2={"company": Answer(codes=("kort",), text="Alleen dit jaar")})
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(WalkScreen(run_id))
        await shows(pilot, "D2 ")
        form = app.screen.query(AnswerForm).last()
        form.query_one("#codes").focus()
        await pilot.press("down", "down", "space")
        await until(pilot, lambda: form.answer.codes == ("middel",))
        assert form.answer.text == ""
        await pilot.press("up", "space")
        await until(pilot, lambda: form.answer.text == "Alleen dit jaar")
        await pilot.press("down", "space")
        await until(pilot, lambda: form.answer.text == "")
        form.query_one("#keep-text", Button).press()
        await until(pilot, lambda: form.answer.text == "Alleen dit jaar")
        assert form.answer.codes == ("middel",)
