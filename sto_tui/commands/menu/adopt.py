"""`sto menu adopt`: offers are made of the free lines in which a partner says what it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import activity_kind, count
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.model.records.offer import Offer
    from knowledge.model.region import Region
    from knowledge.work.free_lines import FreeLine
    from sto_tui.commands.verbs import Verbs

_Proposal = tuple["FreeLine", "Offer"]


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "adopt",
        _("propose an offer for every free line of a partner; the lines stay on its card"),
        run,
        [
            ('sto menu adopt "Waterlijn Oost"', _("shows the offers, and asks")),
            ('sto menu adopt "Waterlijn Oost" --dry-run', _("only shows them")),
            ('sto menu adopt "Waterlijn Oost" --line 1 --line 3 --yes', _("two of them, without asking")),
            ('sto menu adopt "Waterlijn Oost" --kind bezoek --yes', _("of this kind, where a line doesn't tell it")),
        ],
    )
    parser.add_argument("partner", metavar=_("PARTNER"), help=_("its name or id"))
    parser.add_argument(
        "--kind",
        type=activity_kind,
        metavar=_("ACTIVITY"),
        help=_("the kind of activity of lines that tell none"),
    )
    parser.add_argument(
        "--line", action="append", default=[], type=count, metavar="N", help=_("only this line (may be repeated)")
    )
    parser.add_argument("--yes", action="store_true", help=_("don't ask"))
    parser.add_argument("--dry-run", action="store_true", help=_("only show what would be made"))


def run(context: CommandContext) -> int:
    """Run `sto menu adopt`."""
    from knowledge.today import today
    from sto_tui.commands.terminal.output import write

    args, workspace = context.args, context.workspace
    partner = context.partner(args.partner)
    proposals = _chosen(context, _proposals(context, workspace.region(today()), partner))
    ready = [offer for _line, offer in proposals if offer.activity]
    if not context.json:
        for line in _shown(proposals):
            write(line)
    if ready and not args.dry_run and not args.yes and not _meant(context, len(ready)):
        context.say(_("Nothing was made."))
        return 1
    saved = [] if args.dry_run or not ready else [each.id for each in workspace.save_all(ready)]
    value = {
        "proposals": [_row(each) for each in proposals],
        "saved": saved,
        "left": [line.text for line, offer in proposals if offer.id not in saved],
    }
    text = ngettext("{number} offer made.", "{number} offers made.", len(saved)).format(number=len(saved))
    context.answer(value, text if proposals else _("This partner has no free lines that are no offer yet."))
    return 0


def ids_in(context: CommandContext) -> Any:
    """The ids that an offer made of a line can have in this space (`knowledge.work.free_lines.IdsOf`)."""
    from knowledge.identifier import begun_ids
    from knowledge.model.records.offer import Offer

    space = context.workspace.id
    return lambda key: begun_ids(space, Offer.kind, key)


def lines_left(context: CommandContext, region: Region, partner: str = "") -> list[FreeLine]:
    """The free lines of which no offer was made, of all partners or of the one with the id `partner`."""
    from knowledge.work.free_lines import free_lines

    return free_lines(region, ids_in(context), partner)


def _proposals(context: CommandContext, region: Region, partner: str) -> list[_Proposal]:
    from knowledge.search.facets import activity_words
    from knowledge.work.free_lines import proposed

    words, ids_of, workspace = activity_words(), ids_in(context), context.workspace

    def proposal(line: FreeLine) -> Offer:
        offer_id = next(each for each in ids_of(line.key) if not workspace.is_taken(each))
        return proposed(line, words, offer_id, context.args.kind or "")

    return [(line, proposal(line)) for line in lines_left(context, region, partner)]


def _chosen(context: CommandContext, proposals: list[_Proposal]) -> list[_Proposal]:
    """Those of `proposals` that --line names by their numbers; raises `WrongUse` for a number that isn't there."""
    from knowledge.problem import N_, WrongUse

    numbers = context.args.line
    if wrong := [number for number in numbers if number > len(proposals)]:
        raise WrongUse(N_("There is no line {number}: there are {count}."), number=wrong[0], count=len(proposals))
    return [each for number, each in enumerate(proposals, 1) if not numbers or number in numbers]


def _meant(context: CommandContext, number: int) -> bool:
    """Whether the person wants to make `number` offers; raises `WrongUse` when nobody can answer."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.terminal.prompt import ask

    if not context.interactive:
        raise WrongUse(N_("Nobody is there to answer. --yes makes the offers, --dry-run only shows them."))
    question = ngettext(
        "Make this offer? (yes / just Enter to stop)", "Make these {number} offers? (yes / just Enter to stop)", number
    )
    return ask(question.format(number=number), str).casefold() in ("y", "yes", "j", "ja")


def _shown(proposals: Sequence[_Proposal]) -> Iterator[str]:
    from knowledge.model.vocabulary import ACTIVITY_KINDS
    from sto_tui.commands.terminal.output import indented
    from sto_tui.wording.places import offer_facts, times_word

    for number, (line, offer) in enumerate(proposals, 1):
        yield from indented(f"{number:>2}  {line.text}", "")
        kind = _(ACTIVITY_KINDS.label(offer.activity)) or _("kind of activity not told")
        facts = (kind, safe_line(offer.title), times_word(offer), *offer_facts(offer))
        yield from indented("→ " + " · ".join(facts), "    ")
    lacking = sum(not offer.activity for _line, offer in proposals)
    if lacking:
        yield _lacking(lacking)


def _lacking(number: int) -> str:
    return ngettext(
        "{number} line doesn't tell the kind of activity: --kind ACTIVITY says it.",
        "{number} lines don't tell the kind of activity: --kind ACTIVITY says it.",
        number,
    ).format(number=number)


def _row(proposal: _Proposal) -> dict[str, Any]:
    line, offer = proposal
    return {
        "line": line.text,
        "id": offer.id,
        "title": offer.title,
        "activity": offer.activity,
        "times": offer.times,
        "group_max": offer.group_max,
        "days": list(offer.days),
        "state": offer.state,
    }
