"""`sto approach add`: write down that somebody called on a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import day_behind
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.model.records.approach import Approach
    from knowledge.work.approach_load import Load
    from knowledge.work.warning import Caution
    from sto_tui.commands.verbs import Verbs

_FIELDS = ("way", "direction", "ask", "who", "activity", "about", "answer", "offer", "request")
"""The options that set the field of their name."""


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "add",
        _("write down that you called on a partner; warns when others did so lately"),
        run,
        [
            ('sto approach add "Van Rossum" --way telefoon', _("you called to ask something, today")),
            (
                'sto approach add Brinkhof --by "CSG Het Kompas" --way e-mail --about "gastles houtbouw" --date 20-11',
                _("for another school, about what, on another day"),
            ),
            (
                'sto approach add Brinkhof --way overleg --activity gastles --offer "Gastles wandelement" '
                '--request "Wie laat twaalf derdejaars een hoeklas leggen?" --answer later --who "Hakan Yıldız"',
                _("all that there is to tell"),
            ),
            ("sto approach add Brinkhof --way langskomen --ask nee", _("to say thanks, not to ask")),
            ("sto approach add Brinkhof --way telefoon --direction in", _("the partner called")),
        ],
    )
    parser.add_argument("partner", metavar=_("PARTNER"), help=_("on whom: the name, a part of it, or the id"))
    parser.add_argument("--way", required=True, metavar=_("HOW"), help="telefoon, e-mail, langskomen, overleg, app")
    parser.add_argument(
        "--by", default="", metavar=_("SCHOOL"), help=_("on behalf of this school (default: `sto settings for`)")
    )
    parser.add_argument("--date", type=day_behind, metavar=_("DAY"), help=_("on which day (default: today)"))
    parser.add_argument("--ask", metavar="ja|nee", help=_("whether you asked something (default: ja)"))
    parser.add_argument(
        "--direction",
        metavar="uit|in",
        help=_("whether you called on the partner (uit, the default) or it on you (in)"),
    )
    parser.add_argument("--about", metavar=_("TEXT"), help=_("about what, in one short line"))
    parser.add_argument("--activity", metavar=_("KIND"), help=_("for which kind of activity: gastles, bezoek …"))
    parser.add_argument("--answer", metavar=_("ANSWER"), help="open, ja, nee, later, geen-gehoor")
    parser.add_argument("--who", metavar=_("NAME"), help=_("who called (default: you)"))
    parser.add_argument("--offer", metavar=_("OFFER"), help=_("about which offer: its title or id"))
    parser.add_argument("--request", metavar=_("REQUEST"), help=_("about which request: its title or id"))


def run(context: CommandContext) -> None:
    """Run `sto approach add`."""
    from knowledge.work.approach_load import cautions_before_asking, load_of

    approach = _approach(context)
    workspace = context.workspace
    said: list[Caution] = []
    if approach.is_ask:
        region = workspace.region(today())
        said = cautions_before_asking(
            region, approach.partner, approach.by, activity=approach.activity, day=approach.date
        )
    saved = workspace.save(approach)
    load = load_of(workspace.region(today()), approach.partner)
    text = _("Written down: {title} ({id}).").format(title=saved.record.title, id=saved.id)
    context.answer_warned({"id": saved.id, "load": load_as_json(load)}, text, said)


def _approach(context: CommandContext) -> Approach:
    from knowledge.identifier import new_id
    from knowledge.model.kinds import starting_values
    from knowledge.model.records.approach import Approach
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.parsing.typed import check, with_assignments

    args = context.args
    begun = starting_values(Approach.kind, today(), context.workspace.author)
    begun |= {"partner": context.partner(args.partner), "by": context.on_behalf(args.by)}
    if args.date:
        begun["date"] = args.date
    typed = [(name, getattr(args, name)) for name in _FIELDS if getattr(args, name) is not None]
    approach = with_assignments(Approach(id=new_id(), **begun), typed, context.directory())
    assert isinstance(approach, Approach)
    check(approach)
    if approach.partner == approach.by:
        raise WrongUse(N_("An organisation doesn't call on itself. Say who called, or on whom."))
    return approach.settled(None, today())


def load_as_json(load: Load) -> dict[str, object]:
    """`load` as it stands with a partner in JSON: the number of schools and of questions, and the level."""
    return {"schools": len(load.schools), "asks": len(load.asks), "level": load.level}
