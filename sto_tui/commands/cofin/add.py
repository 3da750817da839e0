"""`sto cofin add`: a line in the register, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.cofin.registers import tell_line
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import day, day_behind
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs

_TYPED = (
    *("hours", "pupils", "hours_each", "rate", "value", "way", "valuation", "plan_line", "evidence", "evidence_ref"),
    *("other_scheme", "note"),
)
"""Options that are typed values of the fields with these names."""


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "add",
        _("a line in the register: hours, pupils' hours, material, facilities, money or a package"),
        run,
        [
            (
                'sto cofin add "Van Rossum" --hours 7,5 --date 12-11 --school Kompas --evidence urenstaat '
                '--evidence-ref "map 3" --evidence-on 20-11',
                _("hours, with where the evidence lies"),
            ),
            ("sto cofin add Vechtzuivel --pupils 40 --hours-each 6", _("pupils: a share of their hours counts")),
            (
                "sto cofin add Vechtzuivel --way materiaal --value 1.250,50 --valuation factuur --elsewhere nee",
                _("material, with how it was valued"),
            ),
            (
                'sto cofin add Brinkhof --hours 12 --rate 65 --note "vakspecialist" --plan-line 3b --event 7f3a9c21 '
                "--pledged",
                _("a pledge for an activity, with a rate of its own"),
            ),
        ],
    )
    number, amount, text = "N", _("AMOUNT"), _("TEXT")
    parser.add_argument("partner", metavar=_("PARTNER"), help=_("the company (name or id)"))
    parser.add_argument("--date", type=day, metavar=_("DAY"), help=_("when it was (default: today)"))
    parser.add_argument("--hours", metavar=_("HOURS"), help=_("the hours that it gave: 7,5"))
    parser.add_argument("--pupils", metavar=number, help=_("how many pupils it guided"))
    parser.add_argument("--hours-each", metavar=_("HOURS"), help=_("how many hours each of them"))
    parser.add_argument("--value", metavar=amount, help=_("the value of what isn't hours: 1.250,50"))
    parser.add_argument(
        "--way",
        metavar=_("FORM"),
        help=_("uren, leerlinguren, materiaal, faciliteiten, geld or pakket (default: by --hours or --pupils)"),
    )
    parser.add_argument("--rate", metavar=amount, help=_("another hour rate than that of the period"))
    parser.add_argument("--valuation", metavar=text, help=_("factuur, dagwaarde, verhuurprijs, offerte or schatting"))
    parser.add_argument("--school", default="", metavar=_("PARTNER"), help=_("for which school (name or id)"))
    parser.add_argument("--event", default="", metavar="ID", help=_("the activity that it belongs to"))
    parser.add_argument("--plan-line", metavar=text, help=_("the line of the activity plan"))
    parser.add_argument(
        "--evidence",
        metavar=text,
        help=_("urenstaat, mail, factuur, waardebepaling, overeenkomst, bank, presentie-aantallen or beschikking"),
    )
    parser.add_argument("--evidence-on", type=day_behind, metavar=_("DAY"), help=_("of which day the evidence is"))
    parser.add_argument("--evidence-ref", metavar=text, help=_("where the evidence lies"))
    parser.add_argument(
        "--elsewhere", dest="other_scheme", metavar=text, help=_("claimed in another scheme too: nee, ja or onbekend")
    )
    parser.add_argument("--pledged", action="store_true", help=_("pledged, not delivered yet"))
    parser.add_argument("--note", metavar=text, help=_("what should be known of it"))


def run(context: CommandContext) -> None:
    """Run `sto cofin add`."""
    from knowledge.identifier import new_id
    from knowledge.model.records.activity import Activity
    from knowledge.model.records.contribution import Contribution
    from knowledge.today import today
    from sto_tui.commands.parsing.typed import check

    args = context.args
    typed = typed_values(context, _TYPED)
    typed.setdefault("way", "uren" if "hours" in typed else "leerlinguren" if "pupils" in typed else "")
    line = Contribution(
        id=new_id(),
        partner=context.partner(args.partner),
        school=context.school(args.school),
        event=context.linked(Activity.kind, args.event) if args.event else "",
        date=args.date or today(),
        evidence_on=args.evidence_on,
        state="toegezegd" if args.pledged else "geleverd",
        **typed,
    )
    check(line)
    context.workspace.save(line)
    tell_line(context, line.id, _("Written down: {partner}, {what}, {amount}. The id is {id}."))


def typed_values(context: CommandContext, names: tuple[str, ...]) -> dict[str, Any]:
    """The values of the options `names` that were given, by their fields; raises `WrongUse` for a wrong one."""
    from knowledge.model.kinds import fields_of
    from knowledge.model.records.contribution import Contribution
    from knowledge.problem import N_, BadValue, Word, WrongUse
    from knowledge.today import today

    found: dict[str, Any] = {}
    for name in names:
        typed = getattr(context.args, name)
        if typed is not None:
            field = fields_of(Contribution.kind)[name]
            try:
                found[name] = field.type.parse(typed, today())
            except BadValue as bad:
                raise WrongUse(N_("{field}: {problem}"), field=Word(field.label), problem=bad) from None
    return found
