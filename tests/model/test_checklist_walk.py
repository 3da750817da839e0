"""Walking through a checklist: answers, progress, differences to discuss, and what finishing creates."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue.listing import Listing
from knowledge.content.checklists import shipped
from knowledge.model.checklist import (
    Answer,
    answer,
    is_answered,
    next_question,
    progress,
    with_answer,
)
from knowledge.model.codec import decode, encode
from knowledge.model.records.action import Action
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.work.checklist import begin, finish, lesson_draft
from knowledge.work.outcome import differences, result
from knowledge.workspace import Workspace
from tests.conftest import Pair

TODAY = date(2026, 3, 31)
INTAKE = shipped("nl")[0]
SCHOOL = Partner(id="meander", title="De Meander")
COMPANY = Partner(id="brinkhof", title="Brinkhof")
RUN = begin(INTAKE, school=SCHOOL, company=COMPANY, today=TODAY, run_id="run")


def answered(question: str, run: ChecklistRun = RUN, **parties: Answer) -> ChecklistRun:
    """`run` with the answers of `parties` to one question."""
    for party, said in parties.items():
        run = with_answer(run, question, party, said)
    return run


def two(question: str, school: Answer, company: Answer) -> list[str]:
    """The ids of the questions that differ when both sides answered one."""
    return [each.question.id for each in differences(answered(question, school=school, company=company), INTAKE)]


def complete() -> ChecklistRun:
    """A run in which everybody answered everything with a word."""
    run = RUN
    for question in INTAKE.questions:
        for party in question.sides:
            run = with_answer(run, question.id, party, Answer(text="ja"))
    return run


# -- answers ----------------------------------------------------------------------------------------------------------

TEXT = st.text(max_size=30)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2299, 12, 31))
ANSWERS = st.builds(
    Answer,
    text=TEXT,
    codes=st.lists(st.text(min_size=1, max_size=8), max_size=4, unique=True).map(tuple),
    person=TEXT,
    number=st.none() | st.integers(-5, 10_000).map(Decimal) | st.decimals(0, 10_000, places=2),
    date=DAYS,
    what=TEXT,
    who=TEXT,
    due=DAYS,
    state=st.sampled_from(["", "unknown", "skip"]),
)


@given(st.lists(st.tuples(st.sampled_from([each.id for each in INTAKE.questions]), ANSWERS), max_size=6))
def test_answers_come_back_as_given_also_from_storage(given_answers: list[tuple[str, Answer]]) -> None:
    run = RUN
    for question, one in given_answers:
        run = with_answer(run, question, "both", one)
    stored = decode("checklist", run.id, encode(run))
    assert isinstance(stored, ChecklistRun)
    for question, last in dict(given_answers).items():
        assert answer(run, question, "both") == answer(stored, question, "both") == last


def test_an_answer_replaces_the_one_before_and_leaves_the_other_side() -> None:
    run = answered("C2", school=Answer(text="oud", number=9), company=Answer(number=5))
    run = with_answer(run, "C2", "school", Answer(number=7))
    assert answer(run, "C2", "school") == Answer(number=7)
    assert answer(run, "C2", "company") == Answer(number=5)


@pytest.mark.parametrize(
    ("part", "value"),
    [("number", "acht"), ("number", True), ("codes", "bus"), ("codes", [1, None]), ("date", "ooit"), ("text", 3)],
)
def test_what_does_not_fit_counts_as_not_given(part: str, value: object) -> None:
    run = dataclasses.replace(RUN, answers={f"C2.school.{part}": value})
    assert answer(run, "C2", "school") == Answer()


# -- progress ---------------------------------------------------------------------------------------------------------


def test_a_question_for_two_is_answered_when_both_have() -> None:
    run = answered("C2", school=Answer(number=9))
    assert not is_answered(run, INTAKE.question("C2"))
    assert progress(run, INTAKE) == (0, 28)
    assert progress(answered("C2", run, company=Answer(number=8)), INTAKE) == (1, 28)


@pytest.mark.parametrize("state", ["unknown", "skip"])
def test_not_knowing_and_not_applicable_are_answers_too(state: str) -> None:
    assert progress(answered("B3", both=Answer(state=state)), INTAKE) == (1, 28)


def test_a_walk_begins_at_the_first_question() -> None:
    first = next_question(RUN, INTAKE)
    assert first is not None and first.id == "A1"


def test_a_walk_goes_on_from_where_it_stopped() -> None:
    run = answered("F3", both=Answer(text="ja"))
    following = next_question(run, INTAKE)
    assert following is not None and following.id == "G1"


def test_a_question_of_which_one_side_is_missing_is_asked_again() -> None:
    following = next_question(answered("F1", school=Answer(number=40)), INTAKE)
    assert following is not None and following.id == "F1"


def test_from_the_last_question_the_walk_goes_around() -> None:
    following = next_question(answered("J3", both=Answer(what="Bellen")), INTAKE)
    assert following is not None and following.id == "A1"


def test_a_complete_walk_has_no_next_question() -> None:
    run = complete()
    assert next_question(run, INTAKE) is None
    assert progress(run, INTAKE) == (28, 28)


def test_a_place_that_is_gone_from_the_checklist_begins_at_the_start() -> None:
    following = next_question(dataclasses.replace(RUN, at="Z9"), INTAKE)
    assert following is not None and following.id == "A1"


# -- differences ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["C2", "D5"])
@pytest.mark.parametrize(("school", "company", "differs"), [(9, 6, True), (6, 9, True), (9, 7, False), (8, 8, False)])
def test_marks_three_apart_differ_and_two_do_not(question: str, school: int, company: int, differs: bool) -> None:
    assert two(question, Answer(number=school), Answer(number=company)) == [question] * differs


@pytest.mark.parametrize(("question", "one", "other"), [("D2", "nu", "lang"), ("D4", "mbo2", "mbo34")])
def test_another_term_or_level_differs(question: str, one: str, other: str) -> None:
    assert two(question, Answer(codes=(one,)), Answer(codes=(other,))) == [question]
    assert two(question, Answer(codes=(one,), text="anders"), Answer(codes=(one,))) == []


def test_forms_that_are_wanted_and_not_offered_differ_and_are_named() -> None:
    run = answered("E2", school=Answer(codes=("gastles", "stage")), company=Answer(codes=("gastles", "bezoek")))
    (difference,) = differences(run, INTAKE)
    assert difference.question.id == "E2"
    told = difference.told(str)
    assert "stage" in told and "Gastles" not in told


def test_more_offered_than_wanted_is_no_difference() -> None:
    assert two("E2", Answer(codes=("gastles",)), Answer(codes=("gastles", "stage"))) == []


@pytest.mark.parametrize(("school", "company", "differs"), [(40, 16, True), (40, 40, False), (16, 40, False)])
def test_hours_that_do_not_meet_differ(school: int, company: int, differs: bool) -> None:
    assert two("F1", Answer(number=school), Answer(number=company)) == ["F1"] * differs


@pytest.mark.parametrize("state", ["unknown", "skip"])
@pytest.mark.parametrize(
    ("question", "school", "company"),
    [
        ("C2", Answer(number=10), Answer(number=1)),
        ("D2", Answer(codes=("nu",)), Answer(codes=("lang",))),
        ("E2", Answer(codes=("stage",)), Answer(codes=("bezoek",))),
        ("F1", Answer(number=40), Answer(number=1)),
    ],
)
def test_not_knowing_is_never_a_difference(question: str, school: Answer, company: Answer, state: str) -> None:
    assert two(question, school, company) == [question]
    assert two(question, dataclasses.replace(school, state=state), company) == []
    assert two(question, school, dataclasses.replace(company, state=state)) == []


@pytest.mark.parametrize("question", ["C2", "D2", "E2", "F1"])
def test_one_side_alone_is_no_difference(question: str) -> None:
    assert two(question, Answer(number=10, codes=("stage",)), Answer()) == []


def test_texts_that_differ_are_not_judged() -> None:
    assert two("C1", Answer(text="alles"), Answer(text="niets")) == []


# -- nu niet ---------------------------------------------------------------------------------------------------------


def refused(code: str, text: str = "", until: date | None = None) -> tuple[ChecklistRun, tuple[Partner, ...]]:
    """The intake that ended in the outcome `code`, finished, and the partners that it changed."""
    run = answered("J2", answered("J1", both=Answer(codes=(code,), text=text)), both=Answer(date=until))
    made = finish(run, INTAKE, [SCHOOL, COMPANY], str, author="Els", today=TODAY)
    return made.run, made.partners


@pytest.mark.parametrize("code", ["later", "niet"])
def test_an_intake_that_ends_in_later_or_not_is_the_nu_niet_of_the_company_until_the_look_back(code: str) -> None:
    (company,) = refused(code, "Verbouwing\nvan de hal", date(2026, 9, 1))[1]
    assert (company.id, company.not_now_reason, company.not_now_until, company.not_now_by) == (
        "brinkhof", "Verbouwing van de hal", date(2026, 9, 1), "Els · 31-03-2026",
    )  # fmt: skip
    (company,) = refused(code)[1]
    assert company.not_now_reason and company.not_now_until is None


@pytest.mark.parametrize("code", ["door", "klein"])
def test_an_intake_that_ends_in_going_on_is_no_nu_niet(code: str) -> None:
    assert refused(code, "Samen", date(2026, 9, 1))[1] == ()


def test_finishing_the_same_again_does_not_bring_back_a_nu_niet_that_was_lifted() -> None:
    run, _ = refused("niet", "Verbouwing")
    assert finish(run, INTAKE, [SCHOOL, COMPANY], str, author="Els", today=TODAY).partners == ()


# -- finishing --------------------------------------------------------------------------------------------------------


def walked() -> ChecklistRun:
    """A run with a bit of everything."""
    run = answered("B3", both=Answer(text="Samen vakmensen voor de regio."))
    run = answered("C2", run, school=Answer(number=9), company=Answer(number=5))
    run = answered("F1", run, school=Answer(number=40), company=Answer(state="unknown"))
    run = answered("F2", run, company=Answer(state="unknown", person="Voorman Wim"))
    run = answered("G1", run, both=Answer(date=date(2026, 9, 7), text="Week van de techniek"))
    run = answered("G2", run, school=Answer(person="Bas"), company=Answer(person="Joost"))
    run = answered("J1", run, both=Answer(codes=("niet",), text="Verbouwing, volgend jaar weer."))
    run = answered("J2", run, both=Answer(date=date(2026, 11, 2)))
    return answered("J3", run, both=Answer(what="Rondleiding", who="Joost", due=date(2026, 4, 14)))


def test_finishing_pins_the_why_on_both_and_sets_the_look_back() -> None:
    made = finish(walked(), INTAKE, [SCHOOL, COMPANY], str)
    finished, partners = made.run, made.partners
    assert [partner.why for partner in partners] == ["Samen vakmensen voor de regio."] * 2
    assert finished.revisit == date(2026, 11, 2)
    assert finished.state == "finished"


def test_without_a_why_the_one_on_the_partner_stays() -> None:
    partners = finish(RUN, INTAKE, [dataclasses.replace(SCHOOL, why="Eerder waarom")], str).partners
    assert partners == ()


def test_finishing_makes_actions_each_with_somebody_to_do_it() -> None:
    actions = finish(walked(), INTAKE, [SCHOOL, COMPANY], str).actions
    assert {action.question: (action.who, action.due) for action in actions} == {
        "F1": ("Joost", None),
        "F2": ("Voorman Wim", None),
        "G1": ("Bas", date(2026, 9, 7)),
        "J3": ("Joost", date(2026, 4, 14)),
    }
    for action in actions:
        assert (action.state, action.origin, action.partners) == ("open", "run", ("meander", "brinkhof"))
    assert len({action.id for action in actions}) == len(actions)


def with_forms(school: tuple[str, ...], company: tuple[str, ...]) -> ChecklistRun:
    """A run with a bit of everything, and the forms of collaboration that each side ticked."""
    run = answered("E2", walked(), school=Answer(codes=school), company=Answer(codes=company))
    return answered("E3", run, both=Answer(codes=("lob",)))


@pytest.mark.parametrize(
    ("school", "company", "kind"),
    [
        (("project", "gastles", "bezoek"), ("gastles", "project"), "gastles"),
        (("stage",), ("gastles", "bezoek"), "stage"),
        ((), ("hybride", "gastles"), "gastles"),
    ],
)
def test_a_day_in_the_calendar_becomes_an_idea_of_the_first_form_that_both_ticked(
    school: tuple[str, ...], company: tuple[str, ...], kind: str
) -> None:
    made = finish(with_forms(school, company), INTAKE, [SCHOOL, COMPANY], str)
    (idea,) = made.activities
    assert (idea.id, idea.state, idea.activity, idea.date) == ("run-G1", "idee", kind, date(2026, 9, 7))
    assert (idea.title, idea.schools, idea.partners) == ("Week van de techniek", ("meander",), ("brinkhof",))
    assert idea.embedding == "lob"
    assert "G1" not in {action.question for action in made.actions}


def test_a_period_in_words_or_a_day_without_a_form_remains_to_be_planned() -> None:
    in_words = answered("G1", with_forms(("gastles",), ("gastles",)), both=Answer(text="In het voorjaar"))
    for run in (in_words, walked()):
        made = finish(run, INTAKE, [SCHOOL, COMPANY], str)
        assert made.activities == () and "G1" in {action.question for action in made.actions}


def test_what_was_made_before_is_not_made_again_also_not_as_the_action_it_was() -> None:
    made = finish(with_forms(("gastles",), ("gastles",)), INTAKE, [SCHOOL, COMPANY], str)
    for before in ("run-G1", "run-G1-both"):
        assert before in made.may_be_made
        assert not any(record.kind == "activity" for record in made.records({before: ""}))
    assert any(record.kind == "activity" for record in made.records())


def test_what_the_school_does_not_know_is_for_the_contact_of_the_school() -> None:
    run = answered("G2", answered("B2", school=Answer(state="unknown")), school=Answer(person="Bas"))
    (action,) = finish(run, INTAKE, [], str).actions
    assert action.who == "Bas"


def test_the_result_begins_with_the_differences_and_has_both_sides() -> None:
    text = result(walked(), INTAKE, str)
    lines = text.splitlines()
    assert lines[0] == "## Differences to talk about"
    assert "C2" in lines[2] and "9" in lines[2] and "5" in lines[2]
    assert text.index("Our why") < text.index("Agreed") < text.index("What we do not know yet") < text.index("## A.")
    assert "Verbouwing, volgend jaar weer." in text
    assert "- School: 9" in text and "- Company: 5" in text


def test_a_look_back_gives_a_lesson_to_finish_by_hand() -> None:
    template = next(each for each in shipped("nl") if each.id == "terugblik")
    run = begin(template, school=None, company=None, today=TODAY)
    first = template.questions[0]
    run = with_answer(run, first.id, "both", Answer(text="Het was druk.", codes=("done",)))
    draft = lesson_draft(run, template, str)
    assert isinstance(draft, Lesson)
    assert draft.body.startswith(f"## {first.text}") and "Het was druk." in draft.body


# -- kept in a space --------------------------------------------------------------------------------------------------


def begun(workspace: Workspace) -> ChecklistRun:
    """The run of `walked`, saved between two saved partners."""
    school, company = workspace.save_all([dataclasses.replace(SCHOOL, id=""), dataclasses.replace(COMPANY, id="")])
    run = dataclasses.replace(walked(), id="", school=school.id, company=company.id, partners=(school.id, company.id))
    saved = workspace.save(run).record
    assert isinstance(saved, ChecklistRun)
    return saved


def actions_of(workspace: Workspace, run: ChecklistRun) -> list[Action]:
    found = [document.record for document in workspace.documents(Listing("action", origin=run.id))]
    return [record for record in found if isinstance(record, Action)]


def test_finishing_twice_makes_no_second_action_and_leaves_the_first_as_it_is(workspace: Workspace) -> None:
    run = begun(workspace)
    workspace.finish(run.id, language="nl", say=str)
    done = next(action for action in actions_of(workspace, run) if action.question == "J3")
    workspace.save(dataclasses.replace(done, state="done", done_on=TODAY))
    workspace.finish(run.id, language="nl", say=str)
    actions = actions_of(workspace, run)
    assert sorted(action.question for action in actions) == ["F1", "F2", "G1", "J3"]
    assert next(action.state for action in actions if action.id == done.id) == "done"


def test_finishing_again_sharpens_the_why(workspace: Workspace) -> None:
    run = begun(workspace)
    workspace.finish(run.id, language="nl", say=str)
    current = workspace.get(run.id).record
    assert isinstance(current, ChecklistRun)
    workspace.save(with_answer(current, "B3", "both", Answer(text="Scherper.")))
    workspace.finish(run.id, language="nl", say=str)
    for partner in (run.school, run.company):
        assert workspace.get(partner).record.why == "Scherper."  # type: ignore[attr-defined]
        assert len(workspace.history(partner)) >= 3


def test_an_action_in_the_trash_is_not_made_again(workspace: Workspace) -> None:
    run = begun(workspace)
    workspace.finish(run.id, language="nl", say=str)
    workspace.delete(actions_of(workspace, run)[0].id)
    workspace.finish(run.id, language="nl", say=str)
    assert len(actions_of(workspace, run)) == 3


def test_two_sides_answered_on_two_devices_offline_merge(pair: Pair) -> None:
    run = begun(pair.marieke)
    pair.exchange()
    sides = ((pair.marieke, "school", Answer(number=10, text="Hoog")), (pair.hakan, "company", Answer(number=4)))
    for workspace, party, given_answer in sides:
        seen = workspace.get(run.id)
        assert isinstance(seen.record, ChecklistRun)
        workspace.save(with_answer(seen.record, "D5", party, given_answer), seen=seen)
    pair.exchange()
    for workspace in (pair.marieke, pair.hakan):
        document = workspace.get(run.id)
        assert isinstance(document.record, ChecklistRun)
        assert not document.conflicts
        assert answer(document.record, "D5", "school") == Answer(number=10, text="Hoog")
        assert answer(document.record, "D5", "company") == Answer(number=4)
        assert "D5" in [each.question.id for each in differences(document.record, INTAKE)]


def test_stopping_at_different_questions_on_two_devices_is_no_conflict(pair: Pair) -> None:
    run = begun(pair.marieke)
    pair.exchange()
    for workspace, question, party in ((pair.marieke, "A3", "school"), (pair.hakan, "B1", "company")):
        seen = workspace.get(run.id)
        assert isinstance(seen.record, ChecklistRun)
        workspace.save(with_answer(seen.record, question, party, Answer(text="ja")), seen=seen)
    pair.exchange()
    assert not pair.marieke.get(run.id).conflicts


def test_finishing_on_two_devices_offline_makes_each_action_once(pair: Pair) -> None:
    run = begun(pair.marieke)
    pair.exchange()
    for workspace in (pair.marieke, pair.hakan):
        workspace.finish(run.id, language="nl", say=str)
    pair.exchange()
    for workspace in (pair.marieke, pair.hakan):
        actions = actions_of(workspace, run)
        assert sorted(action.question for action in actions) == ["F1", "F2", "G1", "J3"]
        assert not any(workspace.get(action.id).conflicts for action in actions)
