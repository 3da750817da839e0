"""`sto menu list`: what companies offer to schools, and how much of it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import activity_kind, world
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.model.region import Region
    from knowledge.work.menu import MenuLine
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "list",
        _("what companies offer to schools this school year, and how much of it is left"),
        run,
        [
            ("sto menu list", _("everything that is offered now, by kind of activity")),
            ("sto menu list --activity gastles --world energie --place Ommerdal", _("some of it")),
            ('sto menu list --partner "Van Rossum" --all', _("of one partner, closed offers as well")),
        ],
    )
    parser.add_argument("--activity", type=activity_kind, metavar=_("ACTIVITY"), help=_("only this kind of activity"))
    parser.add_argument("--world", type=world, metavar=_("WORLD"), help=_("only this world of technology"))
    parser.add_argument("--place", default="", metavar=_("PLACE"), help=_("only of companies there"))
    parser.add_argument("--partner", default="", metavar=_("PARTNER"), help=_("only of this partner (name or id)"))
    parser.add_argument("--all", action="store_true", help=_("also what isn't offered now: closed, or past its day"))


def run(context: CommandContext) -> None:
    """Run `sto menu list`."""
    from knowledge.today import today
    from knowledge.work.capacity import doubly_confirmed
    from knowledge.work.menu import Wanted, menu
    from sto_tui.commands.terminal.output import write
    from sto_tui.wording.cautions import caution_line

    args = context.args
    region = context.workspace.region(today())
    wanted = Wanted(args.activity or "", args.world or "", args.place, context.partner(args.partner))
    lines = menu(region, wanted, everything=args.all)

    def page() -> None:
        for line in _page(context, region, lines):
            write(line)

    context.answer([_row(each) for each in lines], page)
    for line in lines:
        if (twice := doubly_confirmed(line.capacity)) and not context.json:
            context.say(caution_line(twice))


def _row(line: MenuLine) -> dict[str, Any]:
    from knowledge.work.capacity import doubly_confirmed
    from sto_tui.wording.cautions import caution_as_json

    offer, found, partner = line.offer, line.capacity, line.partner if line.not_now else None
    twice = doubly_confirmed(found)
    until = partner.not_now_until if partner else None
    return {
        "id": offer.id,
        "title": offer.title,
        "partner": line.partner_name,
        "partner_id": offer.partner,
        "activity": offer.activity,
        "worlds": list(line.worlds),
        "place": line.partner.place if line.partner else "",
        "group_max": offer.group_max,
        "times": offer.times,
        "taken": found.taken,
        "left": found.left,
        "over": found.over,
        "full": found.is_full,
        "closed_weeks": list(offer.closed_weeks),
        "not_now_until": until.isoformat() if until else None,
        "not_now_reason": partner.not_now_reason if partner else None,
        "off": line.off,
        "warnings": [caution_as_json(twice)] if twice else [],
    }


def _page(context: CommandContext, region: Region, lines: Sequence[MenuLine]) -> Iterator[str]:
    from itertools import groupby

    from knowledge.model.vocabulary import ACTIVITY_KINDS

    if not lines:
        yield _("There is nothing on the menukaart here.")
    for kind, found in groupby(lines, key=lambda each: each.offer.activity):
        yield _(ACTIVITY_KINDS.label(kind)).upper()
        for line in found:
            yield from _two_lines(line, region)
    if not any((context.args.activity, context.args.world, context.args.place)):
        yield from _free(context, region)


def _two_lines(line: MenuLine, region: Region) -> Iterator[str]:
    """The offer with its company, then what decides; and who signed up, where not everybody has a place."""
    from sto_tui.commands.terminal.output import indented, short_id
    from sto_tui.wording.places import menu_status, offer_facts, signup_order

    first = f"{short_id(line.offer.id):12} "
    yield from indented(f"{line.offer.title} — {line.partner_name}", " " * 13, first)
    yield from indented(" · ".join((menu_status(line), *offer_facts(line.offer))), " " * 13)
    if line.capacity.over:
        yield from indented(signup_order(line.capacity, region), " " * 15)


def _free(context: CommandContext, region: Region) -> Iterator[str]:
    """The free lines of partners, below the menukaart."""
    from itertools import groupby

    from sto_tui.commands.menu.adopt import lines_left
    from sto_tui.commands.terminal.output import indented, short_id

    left = lines_left(context, region, context.partner(context.args.partner))
    if left:
        heading = ngettext(
            "{number} free line that is no offer yet", "{number} free lines that are no offer yet", len(left)
        )
        yield ""
        yield heading.format(number=len(left)).upper()
    for partner, lines in groupby(left, key=lambda each: each.partner):
        yield f"{short_id(partner.id):12} {safe_line(partner.title)}"
        for line in lines:
            yield from indented(f"– {line.text}", " " * 13)
    if left:
        yield _("`sto menu adopt PARTNER` makes offers of them.")
