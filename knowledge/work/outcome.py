"""The outcome of a walk through a checklist: where the sides differ, and the result (pure; `docs/domain.md` §4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.model.checklist import Answer, Question, Template, answer, given_answers
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.typed.numbers import MARK, to_type
from knowledge.problem import N_, Say

REFUSED = ("later", "niet")
"""The codes of the outcome of a walk that mean “nu niet”."""

MARKS_APART = 3
"""School marks at least this far apart are worth a talk."""

DIFFERENCES = N_("Differences to talk about")
STILL_UNKNOWN = N_("What we do not know yet")
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
    """The answers that differ enough between the two sides to talk about, in question order."""
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
    """The difference between two answers, if it is worth a talk.

    That is so for marks that are far apart, other choices, something that is wanted but not offered, and hours that
    don't match.
    """
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
            return Difference(question, text, {"school": to_type(ours), "company": to_type(theirs)})
    elif "scale" in question.kinds:
        if ours is not None and theirs is not None and abs(ours - theirs) >= MARKS_APART:
            text = N_("The marks are far apart: school {school}, company {company}.")
            return Difference(question, text, {"school": to_type(ours), "company": to_type(theirs)})
    elif "choice" in question.kinds and school.codes and company.codes and school.codes != company.codes:
        values = {"school": _labels(question, school), "company": _labels(question, company)}
        return Difference(question, N_("The school says “{school}”, the company says “{company}”."), values)
    return None


def _label(question: Question, code: str) -> str:
    return next((option.label for option in question.options if option.code == code), code)


def _labels(question: Question, given: Answer) -> str:
    return ", ".join(_label(question, code) for code in given.codes)


@dataclass(frozen=True)
class NotNow:
    """An outcome that is “nu niet”: the reason in the words of who was there, and until when if that was said."""

    reason: str
    until: date | None


def not_now(run: ChecklistRun, template: Template) -> NotNow | None:
    """The “nu niet” that `run` ended in, until the day on which its parties look back; None for another outcome."""
    for question in template.with_role("outcome"):
        given = answer(run, question.id, "both")
        if code := next((each for each in given.codes if each in REFUSED), ""):
            days = (answer(run, each.id, "both").date for each in template.with_role("look-back"))
            return NotNow(" ".join(given.text.split()) or _label(question, code), next(days, None))
    return None


def answer_in_words(question: Question, given: Answer, say: Say) -> str:
    """An answer in one line or paragraph; empty when nothing was answered."""
    states = {"unknown": N_("We don't know yet"), "skip": N_("Not applicable")}
    items = {"done": N_("Done"), "na": N_("Not applicable")}
    codes = [
        say(items[code]) if "item" in question.kinds and code in items else _label(question, code)
        for code in given.codes
    ]
    mark = _number_in_words(question, given.number, say) if given.number is not None else ""
    day = f"{given.date:%d-%m-%Y}" if given.date else ""
    due = f"{given.due:%d-%m-%Y}" if given.due else ""
    step = " · ".join(part for part in (given.what, given.who, due) if part)
    state = say(states[given.state]) if given.state in states else ""
    return " · ".join(part for part in (state, mark, ", ".join(codes), day, given.person, step, given.text) if part)


def _number_in_words(question: Question, number: Decimal, say: Say) -> str:
    return f"{to_type(number)} {say(question.unit.label)}".strip() if question.unit is not MARK else to_type(number)


def result(run: ChecklistRun, template: Template, say: Say) -> str:
    """The result as Markdown: differences, our why, what was agreed, what isn't known yet, and then every answer."""
    return "\n".join(_result(run, template, say)).strip() + "\n"


def _result(run: ChecklistRun, template: Template, say: Say) -> Iterator[str]:
    if found := differences(run, template):
        yield f"## {say(DIFFERENCES)}\n"
        yield from (f"- **{each.question.id}** {each.question.text} {each.told(say)}" for each in found)
    for role, heading in (("why", N_("Our why")), ("outcome", N_("Agreed"))):
        for question in template.with_role(role):
            if text := answer_in_words(question, answer(run, question.id, "both"), say):
                yield f"\n## {say(heading)}\n\n{text}"
    unknown = [(question, party) for question, party, given in given_answers(run, template) if given.state == "unknown"]
    if unknown:
        yield f"\n## {say(STILL_UNKNOWN)}\n"
        yield from (f"- **{question.id}** {question.text}" for question in dict.fromkeys(q for q, _ in unknown))
    for section in template.sections:
        yield f"\n## {section.title}\n" if section.title else ""
        for question in section.questions:
            yield from _answered(run, question, say)


def _answered(run: ChecklistRun, question: Question, say: Say) -> Iterator[str]:
    lines = [(party, answer_in_words(question, answer(run, question.id, party), say)) for party in question.sides]
    if not any(text for _, text in lines):
        if question.is_item:
            yield f"- [ ] {question.text}"
        return
    if question.is_item:
        mark = "x" if "done" in answer(run, question.id, "both").codes else " "
        yield f"- [{mark}] {question.text} — {lines[0][1]}"
        return
    yield f"**{question.id}** {question.text}\n"
    for party, text in lines:
        label = say(PARTY_LABELS[party])
        yield f"- {label}: {text or '–'}" if label else f"- {text}"
    yield ""
