"""`sto checklist answer`: give one answer, or go through all open questions one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.checklist.walks import standing, walk, walk_argument
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import day, day_ahead
from sto_tui.wording.i18n import _, language

if TYPE_CHECKING:
    from knowledge.model.checklist import Question, Template
    from sto_tui.commands.verbs import Verbs


WHO_ANSWERS = ("school", "company", "both")
"""As `knowledge.model.checklist.PARTIES`, spelled out so that `sto --help` needn't import the model."""


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "answer",
        _("answer a question, or without one walk through all that are open"),
        run,
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
            ("sto checklist answer 7f3a9c21 D2 lang --side school --keep-text", _("another choice, same explanation")),
            ("sto checklist answer 7f3a9c21 F3 --skip", _("not applicable")),
            ("sto checklist answer 7f3a9c21 F3 --clear", _("take the answer back")),
        ],
    )
    walk_argument(parser)
    parser.add_argument(
        "words", nargs="*", metavar=_("QUESTION VALUE"), help=_("the question (C2) and the answer, as it asks for it")
    )
    parser.add_argument("--side", choices=WHO_ANSWERS, help=_("who answers, when school and company answer apart"))
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--unknown", action="store_true", help=_("we do not know yet: becomes an action"))
    state.add_argument("--skip", action="store_true", help=_("not applicable"))
    state.add_argument("--clear", action="store_true", help=_("take the answer back"))
    parser.add_argument(
        "--text", metavar=_("TEXT"), help=_("an answer or explanation in words; - reads standard input")
    )
    parser.add_argument("--codes", metavar=_("A,B"), help=_("what is chosen"))
    parser.add_argument(
        "--keep-text", action="store_true", help=_("keep the explanation of an earlier choice under the new one")
    )
    parser.add_argument("--number", metavar="N", help=_("a mark from 1 to 10, or an amount: 7,5 or 40 uur"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("a person"))
    parser.add_argument("--date", type=day, metavar=_("DAY"), help=_("a day"))
    parser.add_argument("--what", metavar=_("TEXT"), help=_("the action: what"))
    parser.add_argument("--who", metavar=_("NAME"), help=_("the action: who"))
    parser.add_argument("--due", type=day_ahead, metavar=_("DAY"), help=_("the action: when"))


def run(context: CommandContext) -> None:
    """Run `sto checklist answer`."""
    from knowledge.model.checklist import answer, with_answer
    from knowledge.problem import N_, WrongUse
    from knowledge.work.outcome import answer_in_words
    from sto_tui.commands.parsing.answers import answer_from
    from sto_tui.wording.plain import safe_line

    document, record = walk(context)
    template = context.workspace.template_of(record, language())
    if not context.args.words:
        if not context.interactive:
            raise WrongUse(N_("Say which question, such as C2. Without one it asks, and that needs a terminal."))
        from sto_tui.commands.terminal.asking import ask_walk

        ask_walk(context, document, template)
        return
    question = _question(template, context.args.words[0])
    before, parties = record, _parties(question, context.args.side)
    for party in parties:
        record = with_answer(record, question.id, party, answer_from(context, question, record, party))
    saved = context.workspace.save(record, seen=document)
    for party in parties:
        gone = answer(before, question.id, party).text
        if gone and not context.args.clear and not answer(record, question.id, party).text:
            told = _("The explanation of the earlier choice was left out; --keep-text keeps it: “{text}”")
            context.say(told.format(text=safe_line(gone)))
    shown = {party: answer_in_words(question, answer(record, question.id, party), _) for party in parties}
    value: dict[str, Any] = {"id": saved.id, "question": question.id, "answer": shown}
    lines = [safe_line(f"{question.id}{_side(party)}: {text or '–'}") for party, text in shown.items()]
    context.answer(value, "\n".join([*lines, standing(context, saved, value)[1]]))


def _side(party: str) -> str:
    from knowledge.work.outcome import PARTY_LABELS

    return f" {_(PARTY_LABELS[party])}" if party != "both" else ""


def _question(template: Template, question_id: str) -> Question:
    from knowledge.problem import N_, WrongUse

    for question in template.questions:
        if question.id.casefold() == question_id.casefold():
            return question
    known = ", ".join(question.id for question in template.questions)
    raise WrongUse(N_("There is no question “{name}” here. There are: {names}."), name=question_id, names=known)


def _parties(question: Question, side: str | None) -> tuple[str, ...]:
    """The parties the answer is for; raises `WrongUse` when `side` is missing or doesn't fit the question."""
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
