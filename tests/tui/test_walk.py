"""The walk through the intake: answers are saved at once, it resumes where it stopped, and finishing pins the why."""

from __future__ import annotations

from datetime import date

from driving import SMALL, shows, until
from textual.widgets import Input

from knowledge.catalogue.listing import Listing
from knowledge.model import checklist
from knowledge.model.checklist import Answer
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.partner import Partner
from knowledge.work.checklist import begin
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.forms.answer_form import AnswerForm
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
    run = checklist.with_answer(run, at, "school", Answer())
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
        await shows(pilot, "C2 ")
        school, company = app.screen.query(AnswerForm)
        school.query_one("#number", Input).value = "9"
        company.query_one("#number", Input).value = "5"
        await pilot.press("f8")
        await until(pilot, lambda: answers(filled, run_id, "C2", "company").number == 5)
        assert answers(filled, run_id, "C2", "school").number == 9
        await pilot.press("f7")
        await shows(pilot, "Iets om over te praten")


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
