"""`sto checklist`: walking through a checklist without the app."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import day
from sto_tui.commands.terminal.output import write
from sto_tui.wording.i18n import _, language

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from knowledge.journal.document import Document
    from knowledge.model.checklist import Question, Template
    from knowledge.model.records.checklist_run import ChecklistRun
    from sto_tui.commands.parser import Verbs

SIDES = ("school", "company", "both")


def declare(verbs: Verbs) -> None:
    """Add the verb of this file, and the verbs below it."""
    from sto_tui.commands.parser import Verbs

    checklist = verbs.add(
        "checklist",
        _("walk through a checklist, such as the intake “Why collaborate?”"),
        None,
        [
            ("sto checklist list", _("which there are, and which are under way")),
            ("sto checklist start waarom-samenwerken --school Meander --company Brinkhof", _("begin one")),
        ],
    )
    below = Verbs(checklist, "step", required=True)
    below.add(
        "list",
        _("list the checklists, and the walks under way"),
        run_list,
        [("sto checklist list", _("which there are")), ("sto checklist list --json", _("the same for a script"))],
    )
    start = below.add(
        "start",
        _("begin a checklist and print the id of this walk"),
        run_start,
        [
            (
                'sto checklist start waarom-samenwerken --school "Vakcollege De Meander" '
                '--company "Brinkhof Houtskeletbouw B.V." --participant "Marieke de Boer, Joost Brinkhof"',
                _("begin the intake of a school and a company"),
            )
        ],
    )
    start.add_argument("template", metavar=_("CHECKLIST"), help=_("its name in `sto checklist list`"))
    start.add_argument("--school", default="", metavar=_("PARTNER"), help=_("the school"))
    start.add_argument("--company", default="", metavar=_("PARTNER"), help=_("the company or other partner"))
    start.add_argument(
        "--participant",
        action="append",
        default=[],
        metavar=_("NAME"),
        help=_("who is at the table (may be repeated, or with commas)"),
    )
    _declare_answer(below)
    show = below.add(
        "show",
        _("show how far a walk is, where the sides differ, and every answer"),
        run_show,
        [("sto checklist show 7f3a9c21", _("everything so far, in Markdown"))],
    )
    _run(show)
    finish = below.add(
        "finish",
        _("finish a walk: keep the result, pin our why, and make the actions"),
        run_finish,
        [("sto checklist finish 7f3a9c21", _("finish it; the ids of the new actions are printed"))],
    )
    _run(finish)


def _run(parser: ArgumentParser) -> None:
    parser.add_argument("walk", metavar=_("RUN"), help=_("the id of the walk, or a piece of it"))


def _declare_answer(below: Verbs) -> None:
    parser = below.add(
        "answer",
        _("answer a question, or without one walk through all that are open"),
        run_answer,
        [
            ("sto checklist answer 7f3a9c21", _("go on where you stopped, question by question")),
            ("sto checklist answer 7f3a9c21 C2 9 --side school", _("a mark")),
            ('sto checklist answer 7f3a9c21 D2 kort --side company --text "mits de gemeente meedoet"', _("a choice")),
            ("sto checklist answer 7f3a9c21 E2 --side both --codes gastles,bezoek", _("several choices")),
            ('sto checklist answer 7f3a9c21 A1 --side school --person "Hakan Yıldız"', _("a person")),
            ("sto checklist answer 7f3a9c21 F1 --side company --number 40", _("hours")),
            ("sto checklist answer 7f3a9c21 J2 --date 01-06-2027", _("a day")),
            ('sto checklist answer 7f3a9c21 J3 --what "Rooster sturen" --who Hakan --due +14d', _("an action")),
            ("sto checklist answer 7f3a9c21 F3 --unknown", _("we do not know yet; it becomes an action")),
            ("sto checklist answer 7f3a9c21 F3 --skip", _("not applicable")),
            ("sto checklist answer 7f3a9c21 F3 --clear", _("take the answer back")),
        ],
    )
    _run(parser)
    parser.add_argument(
        "words", nargs="*", metavar=_("QUESTION VALUE"), help=_("the question (C2) and the answer, as it asks for it")
    )
    parser.add_argument("--side", choices=SIDES, help=_("who answers, when school and company answer apart"))
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--unknown", action="store_true", help=_("we do not know yet: becomes an action"))
    state.add_argument("--skip", action="store_true", help=_("not applicable"))
    state.add_argument("--clear", action="store_true", help=_("take the answer back"))
    parser.add_argument(
        "--text", metavar=_("TEXT"), help=_("an answer or explanation in words; - reads standard input")
    )
    parser.add_argument("--codes", metavar=_("A,B"), help=_("what is chosen"))
    parser.add_argument("--number", metavar="N", help=_("a mark from 1 to 10, or hours"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("a person"))
    parser.add_argument("--date", type=day, metavar=_("DAY"), help=_("a day"))
    parser.add_argument("--what", metavar=_("TEXT"), help=_("the action: what"))
    parser.add_argument("--who", metavar=_("NAME"), help=_("the action: who"))
    parser.add_argument("--due", type=day, metavar=_("DAY"), help=_("the action: when"))


# -- finding a template and a walk ------------------------------------------------------------------------------------


def template_named(context: CommandContext, name: str) -> Template:
    """The checklist `name`; raises `WrongUse`."""
    from knowledge.problem import N_, WrongUse

    templates = context.workspace.templates(language())
    for template in templates:
        if name.casefold() in (template.id.casefold(), template.title.casefold()):
            return template
    known = ", ".join(template.id for template in templates)
    raise WrongUse(N_("There is no checklist “{name}”. There are: {names}."), name=name, names=known)


def walk(context: CommandContext) -> tuple[Document, ChecklistRun]:
    """The walk that was named; raises `WrongUse` when it is something else."""
    from knowledge.model.records.checklist_run import ChecklistRun
    from knowledge.problem import N_, WrongUse

    document = context.document(context.args.walk)
    if not isinstance(document.record, ChecklistRun):
        raise WrongUse(N_("“{id}” is no walk through a checklist."), id=context.args.walk)
    return document, document.record


# -- list, start ------------------------------------------------------------------------------------------------------


def run_list(context: CommandContext) -> None:
    """`sto checklist list`."""
    from knowledge.catalogue.listing import Listing
    from sto_tui.commands.view import as_json, list_line, titles_for

    workspace = context.workspace
    templates = workspace.templates(language())
    runs = workspace.documents(Listing("checklist", state="open", sort="changed"))
    titles = titles_for(workspace, runs)
    value = {
        "templates": [
            {"id": item.id, "title": item.title, "version": item.version, "questions": len(item.questions)}
            for item in templates
        ],
        "runs": [as_json(document, titles) for document in runs],
    }

    def lines() -> None:
        for item in templates:
            write(f"{item.id:30} {item.title}")
        if runs:
            write("\n" + _("Under way").upper())
        for document in runs:
            write(list_line(document, titles, date.today()))

    context.answer(value, lines)


def run_start(context: CommandContext) -> None:
    """`sto checklist start`."""
    from knowledge.identifier import new_id
    from knowledge.model.checklist import start
    from knowledge.model.records.partner import Partner
    from sto_tui.commands.parsing.typed import check, linked

    args = context.args
    template = template_named(context, args.template)
    directory = context.directory()

    def party(name: str) -> Partner | None:
        if not name:
            return None
        found = linked("partner", name, directory)
        record = next((item for item in directory.fresh if item.id == found), None)
        known = record or context.workspace.get(found).record
        assert isinstance(known, Partner)
        return known

    run = start(template, school=party(args.school), company=party(args.company), today=date.today())
    people = [part.strip() for text in args.participant for part in text.split(",") if part.strip()]
    run = dataclasses.replace(run, id=run.id or new_id(), participants=tuple(dict.fromkeys(people)))
    check(run)
    context.say_begun(directory)
    context.workspace.save_all([*directory.take_fresh(), run])
    context.answer({"id": run.id}, run.id)


# -- answer -----------------------------------------------------------------------------------------------------------


def run_answer(context: CommandContext) -> None:
    """`sto checklist answer`."""
    from knowledge.model.checklist import with_answer
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.parsing.answers import answer_from

    document, run = walk(context)
    template = context.workspace.template_of(run, language())
    if not context.args.words:
        if not context.interactive:
            raise WrongUse(N_("Say which question, such as C2. Without one it asks, and that needs a terminal."))
        from sto_tui.commands.terminal.asking import ask_walk

        ask_walk(context, document, template)
        return
    question = _question(template, context.args.words[0])
    for party in _parties(question, context.args.side):
        run = with_answer(run, question.id, party, answer_from(context, question, run, party))
    saved = context.workspace.save(run, seen=document)
    value: dict[str, Any] = {"id": saved.id, "question": question.id}
    lines = standing(context, saved, value)
    context.answer(value, lines[1])


def _question(template: Template, question_id: str) -> Question:
    from knowledge.problem import N_, WrongUse

    for question in template.questions:
        if question.id.casefold() == question_id.casefold():
            return question
    known = ", ".join(question.id for question in template.questions)
    raise WrongUse(N_("There is no question “{name}” here. There are: {names}."), name=question_id, names=known)


def _parties(question: Question, side: str | None) -> tuple[str, ...]:
    """The parties whose answer is given; raises `WrongUse` when that isn't clear or can't be."""
    from knowledge.problem import N_, WrongUse

    sides = question.sides
    if len(sides) == 1 and side in (None, *sides):
        return sides
    if side == "both" and len(sides) > 1:
        return sides
    if side in sides:
        return (side,) if side else ()
    if side is None:
        raise WrongUse(
            N_("{question} is answered by each side. Add --side school or --side company."), question=question.id
        )
    raise WrongUse(N_("{question} is answered by: {sides}."), question=question.id, sides=", ".join(sides))


# -- show, finish -----------------------------------------------------------------------------------------------------


def standing(context: CommandContext, document: Document, value: dict[str, Any]) -> list[str]:
    """How far a walk is and where its sides differ: put in `value`, and as lines to read."""
    from knowledge.model.checklist import progress
    from knowledge.work.outcome import differences

    run: Any = document.record
    template = context.workspace.template_of(run, language())
    answered, questions = progress(run, template)
    found = differences(run, template)
    value["progress"] = {"answered": answered, "questions": questions}
    value["differences"] = [
        {"question": item.question.id, "text": item.question.text, "reason": item.told(_)} for item in found
    ]
    lines = ["", _("{answered} of {questions} questions answered").format(answered=answered, questions=questions)]
    if found:
        lines += ["", _("Worth a talk").upper()]
        lines += [f"{item.question.id}  {item.question.text}\n    {item.told(_)}" for item in found]
    return lines


def run_show(context: CommandContext) -> None:
    """`sto checklist show`."""
    from knowledge.work.outcome import result
    from sto_tui.commands.view import as_json, titles_for

    document, run = walk(context)
    value = as_json(document, titles_for(context.workspace, [document])) if context.json else {}
    lines = standing(context, document, value)
    markdown = run.body or result(run, context.workspace.template_of(run, language()), _)
    value["markdown"] = markdown
    head = f"{document.record.title}\nId: {document.id}"
    context.answer(value, "\n".join([head, lines[1], "", markdown]))


def run_finish(context: CommandContext) -> None:
    """`sto checklist finish`."""
    document, _run = walk(context)
    written = context.workspace.finish(document.id, language=language(), say=_)
    actions = [each.id for each in written if each.kind == "action"]
    value = {"id": document.id, "state": "finished", "actions": actions}
    context.answer(value, "\n".join([document.id, *actions]))
