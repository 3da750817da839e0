"""`sto match`: which offers fit a request, with the points of each and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import count
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.work.matching import Apart, Matches, OfferMatch
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "match",
        _("which offers fit a request, with the points of each and why"),
        run,
        [
            ("sto match 7f3a9c21", _("by the id or the title of the request")),
            ("sto match 7f3a9c21 --limit 3", _("only the three best")),
        ],
    )
    parser.add_argument("request", metavar="ID", help=_("the request: its id or title"))
    parser.add_argument("--limit", type=count, metavar="N", help=_("show at most N offers that fit"))


def run(context: CommandContext) -> None:
    """Run `sto match`."""
    from dataclasses import replace

    from knowledge.model.records.request import Request
    from knowledge.today import today
    from knowledge.work.matching import matches
    from sto_tui.commands.parsing.targets import record_named
    from sto_tui.commands.terminal.output import write

    seen, _request = record_named(context, context.args.request, Request)
    calendar = context.workspace.plan_check(today()).school_calendar
    found = matches(calendar.region.of(Request)[seen.id], calendar)
    found = replace(found, offers=found.offers[: context.args.limit])

    def lines() -> None:
        for line in _lines(found, calendar.region.title(found.request.school)):
            write(line)

    context.answer(_value(found), lines)


def _value(found: Matches) -> dict[str, Any]:
    from sto_tui.wording.fitting import reason_apart

    return {
        "request": found.request.id,
        "school_weeks": list(found.school_weeks),
        "offers": [
            {
                "id": each.line.offer.id,
                "title": each.line.offer.title,
                "partner": each.line.partner_name,
                "partner_id": each.line.offer.partner,
                "score": each.score,
                "parts": {part.name: part.points for part in each.parts},
                "because": {part.name: tell(part.because) for part in each.parts},
                "asks": each.asks,
            }
            for each in found.offers
        ],
        "apart": [
            {
                "id": each.line.offer.id,
                "title": each.line.offer.title,
                "partner": each.line.partner_name,
                "partner_id": each.line.offer.partner,
                "reason": each.reason,
                "text": reason_apart(each),
                "until": each.until.isoformat() if each.until else None,
            }
            for each in found.apart
        ],
        "before": [
            {
                "id": each.partner.id,
                "title": each.partner.title,
                "times": each.times,
                "last": each.last.isoformat() if each.last else None,
            }
            for each in found.before
        ],
    }


def _lines(found: Matches, school: str) -> Iterator[str]:
    from knowledge.model.vocabulary import ACTIVITY_KINDS
    from sto_tui.commands.terminal.output import indented, short_id
    from sto_tui.wording.fitting import apart_in_full, because_word, did_word, part_word, points_word

    yield from indented(found.request.title, "")
    yield " · ".join(filter(None, (safe_line(school), _(ACTIVITY_KINDS.label(found.request.activity)))))
    if not found.offers:
        yield _("No offer of this kind can be had now.")
    for each in found.offers:
        first = f"{each.score:>4} {short_id(each.line.offer.id):12} "
        yield from indented(_name_of(each), " " * 18, first)
        told = (f"{part_word(part)} {points_word(part)} ({because_word(part)})" for part in each.parts)
        yield from indented(" · ".join(told), " " * 5)
    if found.apart:
        yield "\n" + _("Apart").upper()
    for one in found.apart:
        yield from indented(_name_of(one), " " * 18, f"     {short_id(one.line.offer.id):12} ")
        yield from indented(apart_in_full(one), " " * 18)
    if found.before:
        yield "\n" + _("Did this before, without an offer now").upper()
    for did in found.before:
        yield from indented(f"{did.partner.title} ({did_word(did)})", " " * 5)


def _name_of(offered: Apart | OfferMatch) -> str:
    return f"{offered.line.offer.title} — {offered.line.partner_name}"
