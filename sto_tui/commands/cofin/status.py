"""`sto cofin status`: what counts, what is proven, and how far that is from the norm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.cofin.registers import cents, cents_by, period_argument, register_meant
from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from knowledge.figures.cofinancing import Cofinancing
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "status",
        _("what counts, what is proven, what the norm asks, and how it is divided"),
        run,
        [
            ("sto cofin status", _("of the period that today is in")),
            ('sto cofin status --period "STO 2025-2028" --json', _("of another period, for a script")),
        ],
    )
    period_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto cofin status`."""
    register = register_meant(context)
    late = context.workspace.changed_after_closing()
    context.answer(cofinancing_as_json(register, late), lambda: _print(register, late))


def cofinancing_as_json(register: Cofinancing, late: list[str]) -> dict[str, Any]:
    """The state of a register as JSON; `late` are the ids of lines that were changed after closing."""
    period = register.period
    return {
        "period": {
            "id": period.id,
            "title": period.title,
            "date": period.date.isoformat() if period.date else None,
            "until": period.until.isoformat() if period.until else None,
            "closed_until": period.closed_until.isoformat() if period.closed_until else None,
        }
        if period
        else None,
        "total": cents(register.total),
        "proven": cents(register.proven),
        "missing_evidence": list(register.missing_evidence),
        "undecided": cents(register.undecided),
        "pledged": cents(register.pledged),
        "target": cents(register.target),
        "share": cents(register.share),
        "left": cents(register.left),
        "elapsed": cents(register.elapsed),
        "pro_rata": cents(register.pro_rata),
        "two_versions": len(register.two_versions),
        "provisional": register.provisional,
        "outside": [each.line.id for each in register.outside],
        "after_closing": late,
        "by": {
            "partner": cents_by(register.by_partner),
            "way": cents_by(register.by_way),
            "school": cents_by(register.by_school),
            "quarter": cents_by(register.by_quarter),
            "activity": cents_by(register.by_activity),
        },
    }


def _print(register: Cofinancing, late: list[str]) -> None:
    from sto_tui.commands.terminal.output import write

    write("\n".join([*_head(register), *_remarks(register, late), *_groups(register)]))


def _head(register: Cofinancing) -> Iterator[str]:
    from sto_tui.wording.cofinancing import euros, percent
    from sto_tui.wording.dates import day_to_type

    period = register.period
    if period is None:
        yield _("There is no grant period yet, so nothing counts. Make one: `sto add period`.")
        return
    named = _("Cofinancing {period} ({first} – {last})")
    yield named.format(period=safe_line(period.title), first=day_to_type(period.date), last=day_to_type(period.until))
    yield _("Counts: {total} of {target}, {share}").format(
        total=euros(register.total), target=euros(register.target), share=percent(register.share)
    )
    missing = len(register.missing_evidence)
    without = ngettext("{number} line without evidence", "{number} lines without evidence", missing)
    yield _("Proven: {amount} · {missing}").format(
        amount=euros(register.proven), missing=without.format(number=missing)
    )
    yield _("To be judged: {undecided} · pledged: {pledged}").format(
        undecided=euros(register.undecided), pledged=euros(register.pledged)
    )
    if register.left >= 0:
        yield _("Still to go: {amount}").format(amount=euros(register.left))
    else:
        yield _("Above the norm by {amount}").format(amount=euros(-register.left))
    yield _("Elapsed: {elapsed} of the period, which would be {amount}").format(
        elapsed=percent(register.elapsed), amount=euros(register.pro_rata)
    )
    if period.closed_until:
        yield _("The books are closed until {day}.").format(day=day_to_type(period.closed_until))


def _remarks(register: Cofinancing, late: list[str]) -> Iterator[str]:
    if register.two_versions:
        number = len(register.two_versions)
        text = ngettext(
            "Provisional: {number} line with two versions (`sto conflicts`).",
            "Provisional: {number} lines with two versions (`sto conflicts`).",
            number,
        )
        yield text.format(number=number)
    elif register.provisional:
        yield _("Provisional: the grant period itself has two versions (`sto conflicts`).")
    if register.outside:
        number = len(register.outside)
        text = ngettext(
            "{number} line is in no grant period and doesn't count (`sto cofin check`).",
            "{number} lines are in no grant period and don't count (`sto cofin check`).",
            number,
        )
        yield text.format(number=number)
    if late:
        number = len(late)
        text = ngettext(
            "{number} line was changed after closing (`sto cofin check`).",
            "{number} lines were changed after closing (`sto cofin check`).",
            number,
        )
        yield text.format(number=number)


def _groups(register: Cofinancing) -> Iterator[str]:
    from knowledge.model.vocabulary import ACTIVITY_KINDS, CONTRIBUTION_WAYS

    region = register.region

    def title(each: str) -> str:
        return safe_line(region.title(each) or each)

    def kind(each: str) -> str:
        return _(ACTIVITY_KINDS.label(each))

    yield from _group(_("By company"), register.by_partner, title, _("(unknown)"))
    yield from _group(_("By form"), register.by_way, lambda each: _(CONTRIBUTION_WAYS.label(each)), _("(unknown)"))
    yield from _group(_("By school"), register.by_school, title, _("(no school)"))
    yield from _group(_("By quarter"), register.by_quarter, str, "")
    yield from _group(_("By kind of activity"), register.by_activity, kind, _("(not linked)"))


def _group(heading: str, groups: Mapping[str, Decimal], name: Callable[[str], str], none: str) -> Iterator[str]:
    from sto_tui.commands.terminal.output import cut
    from sto_tui.wording.cofinancing import euros

    if groups:
        yield ""
        yield heading
    for each, amount in groups.items():
        yield f"  {cut(name(each) if each else none, 50):50}  {euros(amount):>16}"
