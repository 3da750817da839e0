"""Beginning and finishing a walk through a checklist, and drafting a lesson from it (pure)."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from knowledge.model.checklist import Question, Template, answer, given_answers
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import ACTIVITY_KINDS, EMBEDDINGS, SCHOOL_KINDS
from knowledge.problem import N_, Say
from knowledge.work.not_now import with_not_now
from knowledge.work.outcome import answer_in_words, not_now, result

CALENDAR_TITLE = 90
"""The most characters of a calendar answer in the title of what is made of it; its text has the whole answer."""

TOGETHER = "both"
"""Who answers a question that isn't asked of each side."""


def begin(
    template: Template,
    *,
    school: Partner | None,
    company: Partner | None,
    today: date,
    participants: Iterable[str] = (),
    run_id: str = "",
) -> ChecklistRun:
    """A new run of `template` between two parties (both None for a checklist done alone), begun `today`.

    `participants` are the names of those present; without `run_id` the run gets its id when it is saved.
    """
    parties = [partner for partner in (school, company) if partner]
    names = " × ".join(partner.title for partner in parties)
    return ChecklistRun(
        id=run_id,
        title=f"{template.title} · {names}" if names else template.title,
        date=today,
        template=template.id,
        version=template.version,
        form=template.source,
        school=school.id if school else "",
        company=company.id if company else "",
        partners=tuple(partner.id for partner in parties),
        participants=tuple(dict.fromkeys(participants)),
        state="open",
    )


def party_ids(run: ChecklistRun) -> tuple[str, ...]:
    """The ids of the partners that `run` is about."""
    return tuple(dict.fromkeys(each for each in (run.school, run.company, *run.partners) if each))


@dataclass(frozen=True)
class Finished:
    """The result of finishing a walk: the run, the partners with our why filled in, the actions and the activities."""

    run: ChecklistRun
    partners: tuple[Partner, ...]
    actions: tuple[Action, ...]
    activities: tuple[Activity, ...] = ()

    @property
    def may_be_made(self) -> tuple[str, ...]:
        """The ids under which its actions and activities may have been made before."""
        ids = (each.id for each in (*self.actions, *self.activities))
        return (*ids, *(f"{activity.id}-{TOGETHER}" for activity in self.activities))

    def records(self, made: Collection[str] = ()) -> tuple[Record, ...]:
        """The records to save, except those that were `made` before (of `may_be_made`): they stay as they are now.

        For a day in the calendar, an earlier version made an action.
        """
        actions = (action for action in self.actions if action.id not in made)
        activities = (
            activity for activity in self.activities if not {activity.id, f"{activity.id}-{TOGETHER}"} & set(made)
        )
        return (self.run, *self.partners, *actions, *activities)


def finish(
    run: ChecklistRun,
    template: Template,
    partners: Iterable[Partner],
    say: Say,
    *,
    author: str = "",
    today: date | None = None,
) -> Finished:
    """Finish `run` as `author` does `today` (by default on its own day).

    Its result goes into `body`, the look-back date into `revisit`, our why into `partners`, and “nu niet” into the
    company, unless the run was finished before with the same result: it may have been lifted since.
    """
    why = next((answer(run, question.id, "both").text for question in template.with_role("why")), "")
    look_back = next((answer(run, question.id, "both").date for question in template.with_role("look-back")), None)
    finished = dataclasses.replace(
        run, state="finished", body=result(run, template, say), revisit=look_back or run.revisit
    )
    refusal = not_now(run, template) if finished.body != run.body else None
    pinned = []
    for partner in partners:
        changed = dataclasses.replace(partner, why=why) if why else partner
        if refusal and _refuses(run, partner):
            noted_on = today or run.date
            changed = with_not_now(changed, refusal.reason, refusal.until, author=author, today=noted_on)
        pinned += [changed] if why or changed != partner else []
    made = activities(run, template, say)
    return Finished(finished, tuple(pinned), actions(run, template, say), made)


def _refuses(run: ChecklistRun, partner: Partner) -> bool:
    """Whether “nu niet” as the outcome of `run` is about `partner`: the company, or whoever is no school."""
    return partner.id == run.company if run.company else partner.partner_kind not in SCHOOL_KINDS


def actions(run: ChecklistRun, template: Template, say: Say) -> tuple[Action, ...]:
    """The actions for the first step, for what is to be planned, and for every "we do not know yet".

    Their ids are derived from run and question, so that finishing twice, or on two devices, creates each only once.
    """
    made: list[Action] = []
    for question, party, given in given_answers(run, template):
        if given.state == "unknown":
            who = given.person or _contact(run, template, party)
            title = say(N_("Find out: {question}")).format(question=question.text)
            made.append(_action(run, question, party, title=title, who=who, body=given.text))
        elif "action" in question.kinds and given.what:
            made.append(_action(run, question, party, title=given.what, who=given.who, due=given.due))
        elif question.role == "calendar" and (given.date or given.text) and not _activity(run, template, question, say):
            what = shorten(given.text or question.text, CALENDAR_TITLE, placeholder="…")
            title = say(N_("Put in the year calendar: {what}")).format(what=what)
            who = _contact(run, template, "school")
            made.append(_action(run, question, party, title=title, who=who, due=given.date, body=given.text))
    return tuple(made)


def activities(run: ChecklistRun, template: Template, say: Say) -> tuple[Activity, ...]:
    """The ideas for activities on days that go into the year calendar; their ids are derived as those of actions."""
    made = (_activity(run, template, question, say) for question in template.with_role("calendar"))
    return tuple(each for each in made if each)


def _activity(run: ChecklistRun, template: Template, question: Question, say: Say) -> Activity | None:
    """The idea for an activity on the day that was the answer to `question`.

    None without a day, or when nobody said which form it has: then it remains to be planned.
    """
    given = answer(run, question.id, TOGETHER)
    kind = _form_agreed(run, template)
    if given.state or not given.date or not kind:
        return None
    what = shorten(given.text, CALENDAR_TITLE, placeholder="…") or say(ACTIVITY_KINDS.label(kind))
    return Activity(
        id=f"{run.id}-{question.id}" if run.id else "",
        title=what,
        activity=kind,
        body=given.text,
        schools=(run.school,) if run.school else (),
        partners=(run.company,) if run.company else (),
        date=given.date,
        asked_on=run.date,
        embedding=_embedding(run, template),
        state="idee",
    )


def _form_agreed(run: ChecklistRun, template: Template) -> str:
    """The first kind of activity that both sides ticked, or else that one of them did; "" for none."""
    for question in template.with_role("offer"):
        codes = [option.code for option in question.options if option.code in ACTIVITY_KINDS]
        ticked = [answer(run, question.id, side).codes for side in question.sides]
        both = [code for code in codes if all(code in of_side for of_side in ticked)]
        one = [code for of_side in ticked for code in codes if code in of_side]
        if both or one:
            return (both or one)[0]
    return ""


def _embedding(run: ChecklistRun, template: Template) -> str:
    """The place in the programme that was chosen where a question offers just those places; "" for none."""
    for question in template.questions:
        if question.options and {option.code for option in question.options} == set(EMBEDDINGS):
            return next(iter(answer(run, question.id, TOGETHER).codes), "")
    return ""


def _action(
    run: ChecklistRun,
    question: Question,
    party: str,
    *,
    title: str,
    who: str,
    due: date | None = None,
    body: str = "",
) -> Action:
    return Action(
        id=f"{run.id}-{question.id}-{party}" if run.id else "",
        title=title,
        who=who,
        due=due,
        body=body,
        state="open",
        partners=run.partners,
        origin=run.id,
        question=question.id,
    )


def _contact(run: ChecklistRun, template: Template, party: str) -> str:
    """The fixed contact of a side, who gets the actions to find something out; "" if there is none."""
    for question in template.with_role("contact"):
        for side in (party, *question.sides):
            if side in question.sides and (person := answer(run, question.id, side).person):
                return person
    return ""


def lesson_draft(run: ChecklistRun, template: Template, say: Say) -> Lesson:
    """A draft of a lesson, to be finished by hand: each answered question with its answers."""
    parts = []
    for question in template.questions:
        texts = [answer_in_words(question, answer(run, question.id, party), say) for party in question.sides]
        if given := "\n\n".join(text for text in texts if text):
            parts.append(f"## {question.text}\n\n{given}")
    return Lesson(title=run.title, date=run.date, body="\n\n".join(parts), partners=run.partners, source=template.title)
