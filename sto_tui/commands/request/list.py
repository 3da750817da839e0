"""`sto request list`: what schools ask of companies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model.records.request import Request
    from knowledge.model.region import Region
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "list",
        _("the questions that are open, the first to be answered first"),
        run,
        [
            ("sto request list", _("what is asked now")),
            ("sto request list --school Kompas --all", _("drafts and closed ones of one school as well")),
        ],
    )
    parser.add_argument("--school", default="", metavar=_("PARTNER"), help=_("only of this school (name or id)"))
    parser.add_argument("--all", action="store_true", help=_("drafts, and what isn't asked any more, as well"))


def run(context: CommandContext) -> None:
    """Run `sto request list`."""
    from knowledge.today import today
    from knowledge.work.question import requests_asked
    from sto_tui.commands.terminal.output import write

    region = context.workspace.region(today())
    found = requests_asked(region, context.partner(context.args.school), everything=context.args.all)

    def lines() -> None:
        for request in found:
            for line in _lines(request, region):
                write(line)
        if not found:
            write(_("There are no open questions."))

    context.answer([_row(each, region) for each in found] if context.json else [], lines)


def _row(request: Request, region: Region) -> dict[str, Any]:
    from knowledge.work.capacity import capacity
    from knowledge.work.question import quality

    places, good = capacity(region, request), quality(request)
    return {
        "id": request.id,
        "title": request.title,
        "school_id": request.school,
        "activity": request.activity,
        "state": request.state,
        "answer_by": request.answer_by.isoformat() if request.answer_by else None,
        "score": good.score,
        "missing": list(good.missing),
        "wanted": places.most,
        "taken": places.taken,
        "left": places.left,
        "over": places.over,
    }


def _lines(request: Request, region: Region) -> Iterator[str]:
    from knowledge.model.vocabulary import ACTIVITY_KINDS, REQUEST_STATES
    from knowledge.work.capacity import capacity
    from knowledge.work.question import ASKED_OPENLY, quality
    from knowledge.work.signing_up import partner_title
    from sto_tui.commands.terminal.output import indented, short_id
    from sto_tui.wording.dates import day_to_type
    from sto_tui.wording.places import places_word

    yield from indented(request.title, " " * 13, f"{short_id(request.id):12} ")
    facts = [
        _(REQUEST_STATES.label(request.state)) if request.state != ASKED_OPENLY else "",
        safe_line(partner_title(region, request.school)),
        _(ACTIVITY_KINDS.label(request.activity)),
        places_word(capacity(region, request)),
        _("{score} of 8").format(score=quality(request).score),
        _("answer by {day}").format(day=day_to_type(request.answer_by)) if request.answer_by else "",
    ]
    yield from indented(" · ".join(filter(None, facts)), " " * 13)
