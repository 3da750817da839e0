"""The demo region has enough records of every kind; all are valid, linked and dated relative to today."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest

from knowledge.content.checklists import shipped
from knowledge.content.demo import PROTAGONIST, demo_region
from knowledge.model.checklist import progress
from knowledge.model.codec import decode, encode, problems
from knowledge.model.fields import Choice, Choices, Link, Links
from knowledge.model.kinds import fields_of
from knowledge.model.records.action import Action
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.record import Record
from knowledge.model.records.use import Use
from knowledge.work.outcome import differences
from knowledge.work.uses import uses_to_ask

SPACE = "01a209ac-f9c2-7205-9f6a-a81c9521fedf"
TODAY = date(2026, 3, 31)
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


@cache
def region(today: date = TODAY) -> list[Record]:
    numbers = itertools.count()
    return demo_region(today, lambda: f"demo-{next(numbers)}", str, SPACE)


def of(kind: str) -> list[Record]:
    return [record for record in region() if record.kind == kind]


def school_year(day: date) -> int:
    return day.year if day.month >= 8 else day.year - 1


@pytest.mark.parametrize(
    ("kind", "least"), [("partner", 25), ("person", 40), ("lesson", 60), ("meeting", 30), ("action", 40), ("use", 12)]
)
def test_there_is_enough_of_every_kind(kind: str, least: int) -> None:
    assert len(of(kind)) >= least


def test_many_meetings_left_something_to_do() -> None:
    origins = {action.origin for action in of("action") if isinstance(action, Action)}
    assert len(origins & {meeting.id for meeting in of("meeting")}) >= 15


def test_lessons_were_used_with_every_outcome_and_one_is_to_be_asked_about() -> None:
    uses = [use for use in of("use") if isinstance(use, Use)]
    lessons = {lesson.id: lesson for lesson in of("lesson")}
    assert {use.outcome for use in uses} >= {"", "werkte", "deels", "niet"}
    assert all((lessons[use.lesson].when or TODAY) < (use.date or TODAY) <= TODAY for use in uses)
    assert len(uses_to_ask(uses, PROTAGONIST, TODAY)) == 1


def test_there_are_open_done_and_late_actions() -> None:
    actions = [action for action in of("action") if isinstance(action, Action)]
    assert any(action.is_open and action.due and action.due < TODAY for action in actions)
    assert any(action.is_open and action.due and action.due >= TODAY for action in actions)
    assert any(not action.is_open and action.done_on for action in actions)
    assert all(action.done_on <= TODAY for action in actions if action.done_on)


def test_one_of_three_intakes_is_unfinished_and_one_has_differences() -> None:
    template = shipped("nl")[0]
    runs = [run for run in of("checklist") if isinstance(run, ChecklistRun)]
    assert sorted(run.state for run in runs) == ["finished", "finished", "open"]
    for run in runs:
        done, all_questions = progress(run, template)
        assert done > 5
        assert done < all_questions or run.state == "finished"
    assert max(len(differences(run, template)) for run in runs if run.state == "finished") >= 4


def test_a_finished_intake_pinned_its_why_and_says_what_came_of_it() -> None:
    partners = {partner.id: partner for partner in of("partner") if isinstance(partner, Partner)}
    for run in of("checklist"):
        assert isinstance(run, ChecklistRun)
        if run.state == "finished":
            assert run.body and run.revisit
            assert partners[run.school].why and partners[run.company].why


def test_every_answer_belongs_to_a_question_of_the_intake() -> None:
    questions = {question.id: question for question in shipped("nl")[0].questions}
    for run in of("checklist"):
        assert isinstance(run, ChecklistRun)
        for key, value in run.answers.items():
            name, party, part = key.split(".")
            assert party in questions[name].sides, key
            if part == "codes":
                assert isinstance(value, list)
                assert set(value) <= {option.code for option in questions[name].options}, key


def test_every_record_is_valid_and_says_nothing_this_version_does_not_know() -> None:
    for record in region():
        assert problems(record) == [], record.title
        assert not record.extra, record.title
        assert decode(record.kind, record.id, encode(record)) == record, record.title


def test_every_code_is_in_its_vocabulary() -> None:
    for record in region():
        for name, field in fields_of(record.kind).items():
            value = getattr(record, name)
            if isinstance(field.type, Choices):
                assert set(value) <= set(field.type.vocabulary), (record.title, name)
            elif isinstance(field.type, Choice) and value:
                assert value in field.type.vocabulary, (record.title, name)


def test_every_id_is_there_once_and_every_link_leads_to_its_kind() -> None:
    ids = Counter(record.id for record in region())
    assert ids.most_common(1)[0][1] == 1
    kinds = {record.id: record.kind for record in region()}
    for record in region():
        for name, field in fields_of(record.kind).items():
            value = getattr(record, name)
            targets = value if isinstance(field.type, Links) else (value,) if isinstance(field.type, Link) else ()
            for target in filter(None, targets):
                assert kinds.get(target) in getattr(field.type, "targets", ()), (record.title, name)


def test_titles_are_unique_within_a_kind() -> None:
    for kind in ("partner", "person", "lesson", "meeting"):
        titles = Counter(record.title.casefold() for record in of(kind))
        assert [title for title, count in titles.items() if count > 1] == []


def test_what_happened_lies_in_the_past_and_covers_three_school_years() -> None:
    for kind in ("lesson", "meeting"):
        days = [record.when for record in of(kind)]
        assert all(day and day <= TODAY for day in days)
        years = Counter(school_year(day) for day in days if day)
        assert sum(count >= 3 for count in years.values()) >= 3, (kind, years)


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 8, 1), date(2031, 12, 25)])
def test_dates_move_with_today(today: date) -> None:
    moved = today - TODAY
    for before, after in zip(region(), region(today), strict=True):
        assert before.title == after.title or isinstance(before, Period)
        if isinstance(before, Action | Lesson | Meeting | Use) and before.when and after.when:
            assert abs(after.when - before.when - moved) <= timedelta(days=4), before.title


def test_nothing_is_held_at_the_weekend() -> None:
    for record in region():
        if isinstance(record, Meeting | Lesson):
            assert record.date and record.date.weekday() < 5, record.title


def test_lessons_name_no_month_and_no_year() -> None:
    for record in of("lesson"):
        text = f"{record.title}\n{record.body}"
        assert not re.search(r"\b20\d\d\b", text), record.title
        assert not re.search(rf"\b({'|'.join(MONTHS)})\b", text.casefold()), record.title


def test_mail_goes_nowhere_and_company_numbers_are_invented() -> None:
    for record in region():
        assert not getattr(record, "email", "") or record.email.endswith(".example"), record.title  # type: ignore[attr-defined]
        assert not getattr(record, "kvk", "") or record.kvk.startswith("99"), record.title  # type: ignore[attr-defined]
