"""Answers to the questions of a checklist, from options, from positional words, or from a typed line."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knowledge.model.checklist import Answer, Question, answer, limits, number_typed
from knowledge.model.typed.days import Lean, first_day_in
from knowledge.model.typed.numbers import first_number_in
from knowledge.problem import N_, WrongUse
from knowledge.today import today
from sto_tui.commands.parsing.meetings import action_given
from sto_tui.commands.parsing.values import day_meant

if TYPE_CHECKING:
    from knowledge.model.records.checklist_run import ChecklistRun
    from sto_tui.commands.context import CommandContext

CHOOSING = ("choice", "multi", "item")
COUNTING = ("scale", "number")
ITEM_CODES = ("done", "na")


def answer_from(context: CommandContext, question: Question, run: ChecklistRun, party: str) -> Answer:
    """The answer to `question` on the command line; raises `WrongUse`, and `BadValue` for what can't be read.

    Parts that are not given stay as `party` answered before, so that an explanation can be added to a choice later; but
    the explanation of another choice goes, unless it is to be kept.
    """
    args = context.args
    if args.clear:
        return Answer()
    if args.unknown or args.skip:
        text, person = context.text(args.text) or "", args.person or ""
        return Answer(state="unknown" if args.unknown else "skip", text=text, person=person)
    given = from_words(question, " ".join(args.words[1:]))
    given |= _from_options(context, question)
    if not given:
        raise WrongUse(N_("Give an answer to {question}, or --unknown or --skip."), question=question.id)
    before = answer(run, question.id, party)
    if "text" not in given and not args.keep_text and explains_another(before, given, question):
        given["text"] = ""
    return dataclasses.replace(before, state="", **given)


def explains_another(before: Answer, given: Mapping[str, Any], question: Question) -> bool:
    """Whether the text of the answer `before` explains another choice than the one now `given`."""
    chosen = given.get("codes", before.codes)
    return "choice" in question.kinds and bool(before.text and before.codes) and chosen != before.codes


def _from_options(context: CommandContext, question: Question) -> dict[str, Any]:
    args = context.args
    given: dict[str, Any] = {
        name: value for name in ("person", "date", "what", "who", "due") if (value := getattr(args, name)) is not None
    }
    if args.text is not None:
        given["text"] = context.text(args.text)
    if args.codes is not None:
        given["codes"] = chosen(question, args.codes.split(","))
    if args.number is not None:
        given["number"] = number_typed(question, args.number)
    return given


def from_words(question: Question, text: str) -> dict[str, Any]:
    """`text` as parts of an answer: first the part that `question` asks for, then the explanation."""
    text = text.strip()
    if not text:
        return {}
    first = question.kinds[0]
    if first in COUNTING:
        least, most = limits(question)
        found, rest = first_number_in(text.split(), question.unit, least=least, most=most)
        return {"number": found} | _explanation(" ".join(rest))
    if first == "date":
        day, rest = first_day_in(text.split(), today())
        return {"date": day} | _explanation(" ".join(rest))
    if first in CHOOSING:
        return _choosing(question, text)
    if first == "person":
        return {"person": text}
    if first == "action":
        given = action_given(text)
        if not given.what:
            raise WrongUse(N_("Say what is to be done: WHAT; WHO; WHEN."))
        return {
            "what": given.what,
            "who": given.who,
            "due": day_meant(str(given.due), Lean.AHEAD) if given.due else None,
        }
    return {"text": text}


def _explanation(text: str) -> dict[str, Any]:
    return {"text": text.strip()} if text.strip() else {}


def _choosing(question: Question, text: str) -> dict[str, Any]:
    """Codes up to the first word that isn't one, then explanation; raises `WrongUse` if the first isn't one."""
    words = text.split()
    codes: list[str] = []
    while words and all(_code(question, part) for part in words[0].split(",") if part):
        codes += [part for part in words.pop(0).split(",") if part]
    if not codes:
        return {"codes": chosen(question, text.split(","))}
    return {"codes": chosen(question, codes)} | _explanation(" ".join(words))


def codes_offered(question: Question) -> Sequence[str]:
    """The codes that `question` offers, in order."""
    return [option.code for option in question.options] or (ITEM_CODES if "item" in question.kinds else ())


def _code(question: Question, typed: str) -> str:
    """The code that `typed` (a code, a label, or the number of an option) means; empty if none."""
    wanted = typed.strip().casefold()
    for place, code in enumerate(codes_offered(question), 1):
        label = next((option.label for option in question.options if option.code == code), "")
        if wanted in (code.casefold(), label.casefold(), str(place)):
            return code
    return ""


def chosen(question: Question, typed: Iterable[str]) -> tuple[str, ...]:
    """The codes that `typed` means; raises `WrongUse` for one that isn't offered, or for too many."""
    found: list[str] = []
    for part in typed:
        if not part.strip():
            continue
        code = _code(question, part)
        if not code:
            codes = ", ".join(codes_offered(question))
            raise WrongUse(N_("“{value}” is not one of: {codes}."), value=part.strip(), codes=codes)
        found.append(code)
    if len(set(found)) > 1 and "multi" not in question.kinds:
        raise WrongUse(N_("{question} takes one choice."), question=question.id)
    return tuple(dict.fromkeys(found))
