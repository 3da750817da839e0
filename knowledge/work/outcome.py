"""What comes of walking through a checklist: differences, result, actions (pure; `docs/domain.md` §4)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from knowledge.model.checklist import Answer, Question, Template, answer
from knowledge.model.records.action import Action
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.problem import N_

Say = Callable[[str], str]
"""Translates a message id for who will read it."""

CALENDAR_TITLE = 90
"""So many characters of a calendar answer stand in the title of its action; all of it stands in the text."""

MARKS_APART = 3
"""School marks this far apart are worth a talk."""

DIFFERENCES = N_("Differences to talk about")
UNKNOWN = N_("What we do not know yet")
PARTY_LABELS = {"school": N_("School"), "company": N_("Company"), "both": ""}


@dataclass(frozen=True)
class Difference:
    """Two answers that are worth a talk. `reason` is a message id with `values`."""

    question: Question
    reason: str
    values: Mapping[str, object]

    def told(self, say: Say) -> str:
        """The difference in a sentence."""
        return say(self.reason).format(**self.values)


def differences(run: ChecklistRun, template: Template) -> Sequence[Difference]:
    """What the two sides answered differently enough to talk about, in question order."""
    found = []
    for question in template.questions:
        if question.sides != ("school", "company"):
            continue
        school, company = (answer(run, question.id, party) for party in question.sides)
        if school.state or company.state:
            continue
        if difference := _compared(question, school, company):
            found.append(difference)
    return found


def _compared(question: Question, school: Answer, company: Answer) -> Difference | None:
    """Marks three apart; another choice; forms that are wanted and not offered; hours that don't meet."""
    ours, theirs = school.number, company.number
    if question.role == "offer":
        if missing := [code for code in school.codes if code not in company.codes] if company.codes else []:
            wanted = ", ".join(_label(question, code) for code in missing)
            return Difference(
                question, N_("The school wants what the company doesn't offer: {wanted}."), {"wanted": wanted}
            )
    elif question.role == "hours":
        if ours is not None and theirs is not None and theirs < ours:
            text = N_("The hours don't meet: school {school}, company {company}.")
            return Difference(question, text, {"school": ours, "company": theirs})
    elif "scale" in question.kinds:
        if ours is not None and theirs is not None and abs(ours - theirs) >= MARKS_APART:
            text = N_("The marks are far apart: school {school}, company {company}.")
            return Difference(question, text, {"school": ours, "company": theirs})
    elif "choice" in question.kinds and school.codes and company.codes and school.codes != company.codes:
        values = {"school": _labels(question, school), "company": _labels(question, company)}
        return Difference(question, N_("The school says “{school}”, the company says “{company}”."), values)
    return None


def _label(question: Question, code: str) -> str:
    return next((option.label for option in question.options if option.code == code), code)


def _labels(question: Question, given: Answer) -> str:
    return ", ".join(_label(question, code) for code in given.codes)


def shown(question: Question, given: Answer, say: Say) -> str:
    """An answer in one line or paragraph; empty when nothing was answered."""
    states = {"unknown": N_("We don't know yet"), "skip": N_("Not applicable")}
    items = {"done": N_("Done"), "na": N_("Not applicable")}
    codes = [
        say(items[code]) if "item" in question.kinds and code in items else _label(question, code)
        for code in given.codes
    ]
    mark = str(given.number) if given.number is not None else ""
    day = f"{given.date:%d-%m-%Y}" if given.date else ""
    due = f"{given.due:%d-%m-%Y}" if given.due else ""
    step = " · ".join(part for part in (given.what, given.who, due) if part)
    state = say(states[given.state]) if given.state in states else ""
    return " · ".join(part for part in (state, mark, ", ".join(codes), day, given.person, step, given.text) if part)


def result(run: ChecklistRun, template: Template, say: Say) -> str:
    """The result as Markdown: differences first, then our why, agreement, every answer of both sides, unknowns."""
    return "\n".join(_result(run, template, say)).strip() + "\n"


def _result(run: ChecklistRun, template: Template, say: Say) -> Iterator[str]:
    if found := differences(run, template):
        yield f"## {say(DIFFERENCES)}\n"
        yield from (f"- **{each.question.id}** {each.question.text} {each.told(say)}" for each in found)
    for role, heading in (("why", N_("Our why")), ("outcome", N_("Agreed"))):
        for question in _with_role(template, role):
            if text := shown(question, answer(run, question.id, "both"), say):
                yield f"\n## {say(heading)}\n\n{text}"
    unknown = [(question, party) for question, party, given in _given(run, template) if given.state == "unknown"]
    if unknown:
        yield f"\n## {say(UNKNOWN)}\n"
        yield from (f"- **{question.id}** {question.text}" for question in dict.fromkeys(q for q, _ in unknown))
    for section in template.sections:
        yield f"\n## {section.title}\n" if section.title else ""
        for question in section.questions:
            yield from _answered(run, question, say)


def _answered(run: ChecklistRun, question: Question, say: Say) -> Iterator[str]:
    lines = [(party, shown(question, answer(run, question.id, party), say)) for party in question.sides]
    if not any(text for _, text in lines):
        if question.kinds == ("item",):
            yield f"- [ ] {question.text}"
        return
    if question.kinds == ("item",):
        mark = "x" if "done" in answer(run, question.id, "both").codes else " "
        yield f"- [{mark}] {question.text} — {lines[0][1]}"
        return
    yield f"**{question.id}** {question.text}\n"
    for party, text in lines:
        label = say(PARTY_LABELS[party])
        yield f"- {label}: {text or '–'}" if label else f"- {text}"
    yield ""


def _given(run: ChecklistRun, template: Template) -> Iterator[tuple[Question, str, Answer]]:
    for question in template.questions:
        for party in question.sides:
            yield question, party, answer(run, question.id, party)


def _with_role(template: Template, role: str) -> list[Question]:
    return [question for question in template.questions if question.role == role]


def actions(run: ChecklistRun, template: Template, say: Say) -> Sequence[Action]:
    """The first step, dates for the year calendar, and one action for every "we do not know yet".

    Their ids follow from run and question, so that finishing twice, or on two devices, makes each once.
    """
    made = []
    for question, party, given in _given(run, template):
        if given.state == "unknown":
            who = given.person or _contact(run, template, party)
            title = say(N_("Find out: {question}")).format(question=question.text)
            made.append(_action(run, question, party, title=title, who=who, body=given.text))
        elif "action" in question.kinds and given.what:
            made.append(_action(run, question, party, title=given.what, who=given.who, due=given.due))
        elif question.role == "calendar" and (given.date or given.text):
            what = shorten(given.text or question.text, CALENDAR_TITLE, placeholder="…")
            title = say(N_("Put in the year calendar: {what}")).format(what=what)
            who = _contact(run, template, "school")
            made.append(_action(run, question, party, title=title, who=who, due=given.date, body=given.text))
    return made


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
    """The fixed contact of a side, so that what is to be found out has somebody to do it."""
    for question in _with_role(template, "contact"):
        for side in (party, *question.sides):
            if side in question.sides and (person := answer(run, question.id, side).person):
                return person
    return ""


def finish(
    run: ChecklistRun, template: Template, partners: Sequence[Partner], say: Say
) -> tuple[ChecklistRun, Sequence[Partner], Sequence[Action]]:
    """The finished run (result in `body`, look-back date in `revisit`), `partners` with our why pinned, new actions."""
    why = next((answer(run, question.id, "both").text for question in _with_role(template, "why")), "")
    look_back = next((answer(run, question.id, "both").date for question in _with_role(template, "look-back")), None)
    finished = dataclasses.replace(
        run, state="finished", body=result(run, template, say), revisit=look_back or run.revisit
    )
    pinned = [dataclasses.replace(partner, why=why) for partner in partners] if why else []
    return finished, pinned, actions(run, template, say)


def lesson_draft(run: ChecklistRun, template: Template, say: Say) -> Lesson:
    """A lesson to be finished by hand: each question with its answer under it."""
    parts = []
    for question in template.questions:
        texts = [shown(question, answer(run, question.id, party), say) for party in question.sides]
        if given := "\n\n".join(text for text in texts if text):
            parts.append(f"## {question.text}\n\n{given}")
    return Lesson(title=run.title, date=run.date, body="\n\n".join(parts), partners=run.partners, source=template.title)
