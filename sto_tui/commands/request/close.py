"""`sto request close`: a question isn't asked any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "close",
        _("stop asking a question"),
        run,
        [
            ("sto request close 7f3a9c21 --met", _("companies were found")),
            ("sto request close 7f3a9c21", _("it isn't needed any more; `sto request open` asks it again")),
        ],
    )
    parser.add_argument("id", metavar="ID", help=_("the request: its id or title"))
    parser.add_argument("--met", action="store_true", help=_("because companies were found"))


def run(context: CommandContext) -> None:
    """Run `sto request close`."""
    from knowledge.model.records.request import Request
    from knowledge.work.question import closed_request
    from sto_tui.commands.parsing.targets import record_named
    from sto_tui.commands.request.open import save_state

    seen, request = record_named(context, context.args.id, Request)
    text = _("Met: “{title}”.") if context.args.met else _("Closed: “{title}”.")
    changed = closed_request(request, met=context.args.met)
    save_state(context, seen, changed, text.format(title=safe_line(request.title)))
