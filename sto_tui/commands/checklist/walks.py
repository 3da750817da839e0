"""What the subcommands share: the walk they are about, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, language

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from knowledge.journal.document import Document
    from knowledge.model.records.checklist_run import ChecklistRun


def walk_argument(parser: ArgumentParser) -> None:
    """Add the argument for the id of a walk, or a part of that id."""
    parser.add_argument("walk", metavar=_("RUN"), help=_("the id of the walk, or a piece of it"))


def walk(context: CommandContext) -> tuple[Document, ChecklistRun]:
    """The walk that the arguments name; raises `WrongUse` when the id belongs to something else."""
    from knowledge.model.records.checklist_run import ChecklistRun
    from knowledge.problem import N_, WrongUse

    document = context.document(context.args.walk)
    if not isinstance(document.record, ChecklistRun):
        raise WrongUse(N_("“{id}” is no walk through a checklist."), id=context.args.walk)
    return document, document.record


def standing(context: CommandContext, document: Document, value: dict[str, Any]) -> list[str]:
    """Put how far a walk is and where its parties differ in `value`, and return the same as lines to read."""
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
