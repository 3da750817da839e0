"""`sto notnow`: a partner asked not to be asked for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import day_ahead
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from datetime import date

    from knowledge.model.records.partner import Partner
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "notnow",
        _("write down that a partner can't be asked now, why, and until when; everybody in the space reads it"),
        run,
        [
            ("sto notnow", _("who can't be asked now")),
            ('sto notnow Hoekstra --until 1-3 --reason "Verbouwing van de bakkerij"', _("until that day")),
            ('sto notnow Brinkhof --reason "Te druk" --activity gastles', _("for one kind only, until it is lifted")),
            ("sto notnow Hoekstra --lift", _("they may be asked again")),
        ],
    )
    parser.add_argument(
        "partner", nargs="?", default="", metavar=_("PARTNER"), help=_("the name, a part of it, or the id")
    )
    parser.add_argument(
        "--until", type=day_ahead, metavar=_("DAY"), help=_("the first day on which they may be asked again")
    )
    parser.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why not now"))
    parser.add_argument(
        "--activity",
        action="append",
        default=[],
        metavar=_("KIND"),
        help=_("only for this kind of activity: gastles, bezoek … (may be repeated)"),
    )
    parser.add_argument("--lift", action="store_true", help=_("they may be asked again"))


def run(context: CommandContext) -> None:
    """Run `sto notnow`."""
    from knowledge.problem import N_, WrongUse

    args = context.args
    says = bool(args.until or args.reason.strip() or args.activity)
    if not args.partner:
        if says or args.lift:
            raise WrongUse(N_("Which partner? Give its name or id."))
        _list(context)
    elif args.lift and says:
        raise WrongUse(N_("--lift stands alone."))
    else:
        _change(context)


def _change(context: CommandContext) -> None:
    from knowledge.model.records.partner import Partner
    from knowledge.work.not_now import lifted, not_now_reason

    args, workspace = context.args, context.workspace
    seen = workspace.get(context.partner(args.partner))
    partner = seen.record
    assert isinstance(partner, Partner)
    changed = lifted(partner) if args.lift else _noted(context, partner)
    if changed != partner:
        workspace.save(changed, seen=seen)
    said = _("They may be asked again.") if args.lift else tell(not_now_reason(changed))
    context.answer(_as_json(changed), f"{safe_line(changed.title)}: {said}")


def _noted(context: CommandContext, partner: Partner) -> Partner:
    """`partner` with the “nu niet” of the arguments; what they don't say stays as it is. Raises `WrongUse`."""
    from knowledge.problem import N_, WrongUse
    from knowledge.work.not_now import is_not_now, with_not_now

    args, day = context.args, today()
    holds = is_not_now(partner, day)
    reason = args.reason.strip() or (partner.not_now_reason if holds else "")
    if not reason:
        raise WrongUse(N_("Say why, with --reason TEXT; --lift ends it."))
    until: date | None = args.until or (partner.not_now_until if holds else None)
    if until and until <= day:
        raise WrongUse(N_("“{day}” is not a day to come."), day=f"{until:%d-%m-%Y}")
    kinds = _kinds(context) or (partner.not_now_kinds if holds else ())
    return with_not_now(partner, reason, until, author=context.workspace.author, today=day, activities=kinds)


def _kinds(context: CommandContext) -> tuple[str, ...]:
    from knowledge.model.fields import Choices
    from knowledge.model.vocabulary import ACTIVITY_KINDS
    from knowledge.problem import BadValue, WrongUse

    try:
        return tuple(Choices(vocabulary=ACTIVITY_KINDS).parse(",".join(context.args.activity), today()))
    except BadValue as bad:
        raise WrongUse(bad.text, **bad.values) from None


def _list(context: CommandContext) -> None:
    from knowledge.model.records.partner import Partner
    from knowledge.work.not_now import is_not_now, not_now_reason

    partners = context.workspace.region(today()).of(Partner).values()
    found = [each for each in partners if is_not_now(each, today())]
    found.sort(key=lambda each: (each.not_now_until is None, each.not_now_until or today(), each.title))
    lines = [f"{safe_line(each.title)}: {tell(not_now_reason(each))}" for each in found]
    nothing = _("Everybody may be asked.")
    context.answer([{"title": each.title, **_as_json(each)} for each in found], "\n".join(lines) or nothing)


def _as_json(partner: Partner) -> dict[str, Any]:
    return {
        "id": partner.id,
        "not_now_until": partner.not_now_until.isoformat() if partner.not_now_until else None,
        "not_now_reason": partner.not_now_reason,
        "not_now_kinds": list(partner.not_now_kinds),
        "not_now_by": partner.not_now_by,
    }
