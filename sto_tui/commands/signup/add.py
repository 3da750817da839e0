"""`sto signup add`: a school signs up for an offer, a company for a request or an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import count, day_behind
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.model.records.signup import Signup
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "add",
        _("sign up; everybody in the space sees it"),
        run,
        [
            ('sto signup add 7f3a9c21 --by "CSG Het Kompas" --groups 2', _("two groups, and so two places")),
            (
                'sto signup add 7f3a9c21 --timing "dinsdagmiddag" --contact "Mehmet Arslan" --note "met de bus"',
                _("on behalf of whom you work for, with what the other should know"),
            ),
            ("sto signup add 7f3a9c21 --date 05-10-2026", _("on paper since that day")),
        ],
    )
    parser.add_argument("target", metavar="ID", help=_("an offer, a request or an activity: its id or title"))
    parser.add_argument(
        "--by", default="", metavar=_("PARTNER"), help=_("who signs up (default: on whose behalf you work)")
    )
    parser.add_argument("--groups", type=count, default=1, metavar="N", help=_("how many groups (default: 1)"))
    parser.add_argument("--timing", default="", metavar=_("TEXT"), help=_("when it is possible"))
    parser.add_argument("--contact", default="", metavar=_("NAME"), help=_("who can be called, by name"))
    parser.add_argument("--note", default="", metavar=_("TEXT"), help=_("what the other should know"))
    parser.add_argument("--date", type=day_behind, metavar=_("DAY"), help=_("when they signed up (default: today)"))


def run(context: CommandContext) -> None:
    """Run `sto signup add`."""
    from knowledge.today import today
    from knowledge.work.capacity import capacity
    from knowledge.work.signing_up import cautions_before_signing_up, check_signing_up, partner_title
    from sto_tui.commands.parsing.targets import on_whose_behalf, target_named
    from sto_tui.commands.parsing.typed import check
    from sto_tui.commands.terminal.output import short_id
    from sto_tui.wording.places import places_word

    target = target_named(context, context.args.target)
    by = on_whose_behalf(context, context.args.by)
    check_signing_up(context.workspace.region(today()), target, by)
    signup = _typed(context, target.id, by)
    check(signup)
    cautions = cautions_before_signing_up(context.workspace.region(today()), signup, target)
    saved = context.workspace.save(signup)
    region = context.workspace.region(today())
    found = capacity(region, target)
    text = _("{partner} signed up for “{title}” ({places}). The id is {id}.").format(
        partner=safe_line(partner_title(region, by)),
        title=safe_line(target.title),
        places=places_word(found),
        id=short_id(saved.id),
    )
    value = {"id": saved.id, "target_id": target.id, "by_id": by, "place": found.place_of(saved.id)}
    context.answer_warned(value, text, cautions)


def _typed(context: CommandContext, target: str, by: str) -> Signup:
    """The sign-up of the partner `by` for `target` with what was typed; raises `Problem` for an unknown contact."""
    from knowledge.identifier import new_id
    from knowledge.model.records.person import Person
    from knowledge.model.records.signup import Signup
    from knowledge.today import today
    from sto_tui.commands.parsing.typed import linked

    args = context.args
    return Signup(
        id=new_id(),
        target=target,
        by=by,
        signed_on=args.date or today(),
        groups=args.groups,
        timing=" ".join(args.timing.split()),
        contact=linked((Person.kind,), args.contact.strip(), context.directory()),
        note=" ".join(args.note.split()),
        state="nieuw",
    )
