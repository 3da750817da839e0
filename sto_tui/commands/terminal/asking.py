"""Questions asked one by one in the terminal: a meeting's outcome, and the walk through a checklist."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from knowledge.problem import Problem
from knowledge.today import today
from sto_tui.commands.terminal.output import write
from sto_tui.commands.terminal.prompt import ask
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.checklist import Answer, Question, Template
    from knowledge.model.records.checklist_run import ChecklistRun
    from sto_tui.commands.context import CommandContext
    from sto_tui.commands.parsing.report import Report


def _many(prompt: str, read: Callable[[str], str] = str) -> list[str]:
    """Ask for lines until an empty one, and return the lines that `read` accepted."""
    found: list[str] = []
    while line := ask(prompt if not found else "  …", read):
        found.append(line)
    return found


# -- a meeting --------------------------------------------------------------------------------------------------------


def ask_report(find: Callable[[str, str], object]) -> Report:
    """Ask for a meeting, one part after another; an empty answer leaves a part out.

    `find` looks up a name of a kind, and raises `Problem` when it isn't clear who is meant.
    """

    from knowledge.model.records.partner import Partner
    from knowledge.model.records.person import Person
    from knowledge.model.typed.days import Lean
    from knowledge.model.typed.times import time_from
    from knowledge.work.log_meeting import misgiven
    from sto_tui.commands.parsing.meetings import action_given, lesson_given
    from sto_tui.commands.parsing.report import Report
    from sto_tui.commands.parsing.values import day_meant

    def title(typed: str) -> str:
        if not typed:
            raise Problem("Fill in “{field}”.", field=_("Title"))
        return typed

    def time(typed: str) -> str:
        return time_from(typed) if typed else ""

    def action(typed: str) -> str:
        for wrong in misgiven([action_given(typed)], [], today()) if typed else ():
            raise wrong
        return typed

    def lesson(typed: str) -> str:
        for wrong in misgiven([], [lesson_given(typed)], today()) if typed else ():
            raise wrong
        return typed

    def partner(typed: str) -> str:
        find(Partner.kind, typed)
        return typed

    def people(typed: str) -> str:
        for name in typed.split(","):
            find(Person.kind, name.strip())
        return typed

    write(_("An empty answer leaves something out. Ctrl+C stops without saving."))
    return Report(
        title=ask(_("What was the meeting?"), title),
        date=ask(_("Which day? (empty: today)"), lambda typed: day_meant(typed or "today")),
        start=ask(_("From what time?"), time),
        end=ask(_("Until what time?"), time),
        venue=ask(_("At which partner?"), partner),
        partner=_many(_("About or with which partners? (one a line)"), partner),
        who=_many(_("Who were there? (with commas)"), people),
        outcome="\n".join(_many(_("What came of it? (several lines; an empty one ends it)"))),
        decision=_many(_("Which decisions? (one a line)")),
        action=_many(_("Which actions? (what; who; when)"), action),
        lesson=_many(_("Which lessons? (title: text)"), lesson),
        next_date=ask(
            _("Which day is the next meeting?"), lambda typed: day_meant(typed, Lean.AHEAD) if typed else None
        ),
        next_venue=ask(_("At which partner?"), partner),
    )


# -- a checklist ------------------------------------------------------------------------------------------------------


def ask_walk(context: CommandContext, document: Document, template: Template) -> None:
    """Ask the open questions, from where the walk stopped; every answer is saved at once."""
    from knowledge.model.checklist import next_question

    run: ChecklistRun = document.record  # type: ignore[assignment]
    first = next_question(run, template)
    if first is None:
        write(_("Every question is answered. `sto checklist finish {id}` finishes it.").format(id=document.id))
        return
    write(_("An empty answer leaves a question open; ? we do not know yet; - not applicable; stop to stop."))
    questions = list(template.questions)
    at = questions.index(first)
    for question in questions[at:] + questions[:at]:
        going, document = _ask_question(context, document, template, question)
        if not going:
            return


def _ask_question(
    context: CommandContext, document: Document, template: Template, question: Question
) -> tuple[bool, Document]:
    from knowledge.model.checklist import answer, with_answer

    run: ChecklistRun = document.record  # type: ignore[assignment]
    open_sides = [side for side in question.sides if not answer(run, question.id, side).is_given]
    if not open_sides:
        return True, document
    section = next(item for item in template.sections if question in item.questions)
    write(f"\n{section.title.upper()} · {question.id}\n{question.text}")
    if question.why:
        write(f"  {question.why}")
    for place, option in enumerate(question.options, 1):
        write(f"  {place:>2}. {option.label} ({option.code})")
    for side in open_sides:
        given = ask(f"{_side_word(side)} {_hint(question)}>", lambda typed: _answer_typed(question, typed))
        if given is None:
            return False, document
        if given.is_given:
            document = context.workspace.save(with_answer(run, question.id, side, given), seen=document)
            run = document.record  # type: ignore[assignment]
    return True, document


def _answer_typed(question: Question, typed: str) -> Answer | None:
    """The answer in `typed`; None when the person wants to stop."""
    from knowledge.model.checklist import Answer
    from sto_tui.commands.parsing.answers import from_words

    if typed.casefold() in ("stop", "q", "quit"):
        return None
    if typed in ("?", "-"):
        return Answer(state="unknown" if typed == "?" else "skip")
    return Answer(**from_words(question, typed))


def _side_word(side: str) -> str:
    return {"school": _("School"), "company": _("Company")}.get(side, _("Together"))


def _hint(question: Question) -> str:
    hints = {
        "scale": _("(mark 1-10)"),
        "number": _("(a number, such as 2,5)"),
        "choice": _("(one choice)"),
        "multi": _("(choices with commas)"),
        "item": _("(done or na)"),
        "date": _("(a day)"),
        "person": _("(a name)"),
        "action": _("(what; who; when)"),
    }
    return hints.get(question.kinds[0], "")
