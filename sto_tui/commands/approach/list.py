"""`sto approach list`: who called on whom, the newest first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import period_arguments
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.model.records.approach import Approach
    from knowledge.model.region import Region
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "list",
        _("who called on whom, the newest first"),
        run,
        [
            ('sto approach list --partner "Van Rossum"', _("everybody who called on one partner")),
            (
                "sto approach list --by Kompas --since 1-8-2026 --until 31-7-2027",
                _("on whom one school called this school year"),
            ),
        ],
    )
    parser.add_argument("--partner", default="", metavar=_("PARTNER"), help=_("on this partner (name or id)"))
    parser.add_argument("--by", default="", metavar=_("SCHOOL"), help=_("on behalf of this school (name or id)"))
    period_arguments(parser)


def run(context: CommandContext) -> None:
    """Run `sto approach list`."""
    from knowledge.work.approach_load import approaches_between

    args = context.args
    partner, by = context.partner(args.partner), context.partner(args.by)
    region = context.workspace.region(today())
    found = approaches_between(region, args.since, args.until, partner=partner, by=by)
    context.answer([_as_json(region, each) for each in found], "\n".join(_lines(region, found)))


def _as_json(region: Region, approach: Approach) -> dict[str, Any]:
    from knowledge.work.approach_load import was_not_now

    return {
        "id": approach.id,
        "date": approach.date.isoformat() if approach.date else None,
        "by": region.title(approach.by),
        "by_id": approach.by,
        "partner": region.title(approach.partner),
        "partner_id": approach.partner,
        **{name: getattr(approach, name) for name in ("way", "direction", "ask", "who", "activity", "about", "answer")},
        "not_now": was_not_now(region, approach),
    }


def _lines(region: Region, found: list[Approach]) -> list[str]:
    """Two lines for each: when, who and whom; how, about what, and the answer. Last, how often each school asked."""
    if not found:
        return [_("Nobody called on anybody.")]
    lines: list[str] = []
    for each in found:
        arrow = "→" if each.direction == "uit" else "←"
        between = f"{safe_line(region.title(each.by))} {arrow} {safe_line(region.title(each.partner))}"
        lines += [f"{each.date:%d-%m-%Y}  {between}" if each.date else between, f"{'':12}{_how(region, each)}"]
    asked = Counter(each.by for each in found if each.is_ask)
    share = ", ".join(f"{safe_line(region.title(school))} {number}" for school, number in asked.most_common())
    return lines + ([_("Questions per school: {share}").format(share=share)] if share else [])


def _how(region: Region, approach: Approach) -> str:
    from knowledge.model.kinds import fields_of
    from knowledge.work.approach_load import was_not_now
    from sto_tui.wording.words import shown

    fields = fields_of(approach.kind)
    told = [shown(fields[name], getattr(approach, name), {}) for name in ("way", "activity", "about")]
    told.append("" if approach.is_ask else _("no question"))
    told.append(shown(fields["answer"], approach.answer, {}) if approach.is_ask else "")
    told.append(_("asked although: not now") if was_not_now(region, approach) else "")
    return " · ".join(filter(None, told))
