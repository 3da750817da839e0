"""`sto signup list`: who signed up, in the order in which places are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model.region import Region
    from knowledge.work.capacity import Capacity
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "list",
        _("who signed up for what, who has a place, and who waits; of offers, in this school year"),
        run,
        [
            ("sto signup list", _("for everything that anybody signed up for")),
            ("sto signup list --on 7f3a9c21", _("for one offer, request or activity")),
            ('sto signup list --by "CSG Het Kompas"', _("of one school or company")),
        ],
    )
    parser.add_argument("--on", default="", metavar="ID", help=_("an offer, a request or an activity: its id or title"))
    parser.add_argument("--by", default="", metavar=_("PARTNER"), help=_("only of this partner (name or id)"))


def run(context: CommandContext) -> None:
    """Run `sto signup list`."""
    from knowledge.today import today
    from knowledge.work.capacity import capacity, doubly_confirmed, every_target
    from sto_tui.commands.parsing.targets import target_named
    from sto_tui.commands.terminal.output import write
    from sto_tui.wording.cautions import caution_line

    by = context.partner(context.args.by)
    region = context.workspace.region(today())
    targets = [target_named(context, context.args.on)] if context.args.on else list(every_target(region))
    lists = [capacity(region, each) for each in targets]
    if by:
        lists = [each for each in lists if any(placed.signup.by == by for placed in each.signups)]

    def lines() -> None:
        for found in lists:
            for line in signup_page(found, region, by):
                write(line)
        if not any(found.signups for found in lists):
            write(_("Nobody signed up yet."))

    context.answer([row for found in lists for row in signup_rows(found, region, by)], lines)
    for found in lists:
        if (twice := doubly_confirmed(found)) and not context.json:
            context.say(caution_line(twice))


def signup_rows(found: Capacity, region: Region, by: str = "") -> Iterator[dict[str, Any]]:
    """Who signed up for something (the partner `by` only, if given), in order, as JSON."""
    from knowledge.work.capacity import CONFIRMED, doubly_confirmed
    from knowledge.work.signing_up import partner_title
    from sto_tui.wording.cautions import caution_as_json

    twice = doubly_confirmed(found)
    for number, each in enumerate(found.signups, 1):
        signup = each.signup
        if by in ("", signup.by):
            yield {
                "id": signup.id,
                "number": number,
                "by": partner_title(region, signup.by),
                "by_id": signup.by,
                "groups": signup.groups or 1,
                "signed_on": signup.signed_on.isoformat() if signup.signed_on else None,
                "state": signup.state,
                "place": each.place,
                "target": found.target.title,
                "target_id": found.target.id,
                "timing": signup.timing,
                "note": signup.note,
                "warnings": [caution_as_json(twice)] if twice and each.place == CONFIRMED else [],
            }


def signup_page(found: Capacity, region: Region, by: str = "") -> Iterator[str]:
    """The same as lines to read, after one that says how much is left."""
    from sto_tui.commands.terminal.output import indented, short_id
    from sto_tui.wording.places import places_word, signup_word

    status = places_word(found)
    yield from indented(f"{found.target.title} · {status}", "  ", "")
    for number, each in enumerate(found.signups, 1):
        if by in ("", each.signup.by):
            first = f"{number:>3}  {short_id(each.signup.id):12} "
            yield from indented(signup_word(each, region), " " * 18, first)
            told = [safe_line(text) for text in (each.signup.timing, each.signup.note) if text]
            if told:
                yield from indented(" · ".join(told), " " * 18)
