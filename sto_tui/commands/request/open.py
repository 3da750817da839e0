"""`sto request open`: a question goes to companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.request import Request
    from knowledge.work.question import Quality
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "open",
        _("ask a question of companies; asks first when it lacks too much to be a good one"),
        run,
        [
            ("sto request open 7f3a9c21", _("by its id or title")),
            ("sto request open 7f3a9c21 --yes", _("doesn't ask, whatever it lacks")),
        ],
    )
    parser.add_argument("id", metavar="ID", help=_("the request: its id or title"))
    parser.add_argument("--yes", action="store_true", help=_("don't ask"))


def run(context: CommandContext) -> int:
    """Run `sto request open`."""
    from knowledge.model.records.request import Request
    from knowledge.work.question import opened_request, quality
    from sto_tui.commands.parsing.targets import record_named
    from sto_tui.wording.places import quality_line

    seen, request = record_named(context, context.args.id, Request)
    found = quality(request)
    if not found.is_good and not context.args.yes and not _meant(context, found):
        context.say(_("It is still a draft."))
        return 1
    text = _("Open: “{title}” ({quality}).").format(title=safe_line(request.title), quality=quality_line(found))
    save_state(context, seen, opened_request(request), text, score=found.score, missing=list(found.missing))
    return 0


def save_state(context: CommandContext, seen: Document, request: Request, text: str, **more: object) -> None:
    """Save `request` in its new state, and answer that with `text`."""
    saved = context.workspace.save(request, seen=seen)
    context.answer({"id": saved.id, "state": request.state, **more}, text)


def _meant(context: CommandContext, found: Quality) -> bool:
    """Whether the person wants to ask it as it is; raises `WrongUse` when nobody can answer."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.terminal.prompt import ask
    from sto_tui.wording.places import quality_line

    told = quality_line(found)
    if not context.interactive:
        raise WrongUse(
            N_("This question lacks too much, and nobody is there to answer. --yes opens it all the same.\n{what}"),
            what=told,
        )
    context.say(told)
    return ask(_("Open it all the same? (yes / just Enter to stop)"), str).casefold() in ("y", "yes", "j", "ja")
