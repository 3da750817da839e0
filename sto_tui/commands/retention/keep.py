"""`sto retention keep`: somebody stays until a day, and why."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import day_ahead
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "keep",
        _("keep somebody until a day, and say why; until then they aren't proposed for erasure"),
        run,
        [('sto retention keep "Jan Visser" --until 31-12-2027 --because "blijft in de adviesraad"', _("by name"))],
    )
    parser.add_argument("who", metavar=_("PERSON"), help=_("name or id"))
    parser.add_argument("--until", required=True, type=day_ahead, metavar=_("DAY"), help=_("the last day"))
    parser.add_argument("--because", required=True, metavar=_("REASON"), help=_("why; everybody in the space reads it"))


def run(context: CommandContext) -> None:
    """Run `sto retention keep`."""
    from knowledge.model.records.person import Person
    from knowledge.problem import N_, WrongUse
    from sto_tui.wording.dates import show_day

    args, workspace = context.args, context.workspace
    seen = workspace.named(Person.kind, args.who) or context.own_document(args.who)
    if not isinstance(seen.record, Person):
        raise WrongUse(N_("“{title}” is no person."), title=seen.record.title)
    decided = dataclasses.replace(seen.record, kept_until=args.until, kept_because=args.because.strip())
    saved = workspace.save(decided, seen=seen)
    said = _("“{title}” is kept until {day}: {reason}").format(
        title=safe_line(seen.record.title), day=show_day(args.until), reason=safe_line(args.because.strip())
    )
    value = {"id": saved.id, "kept_until": args.until.isoformat(), "kept_because": args.because.strip()}
    context.answer(value, said)
