"""What the verbs of the register share: the period that is meant, and a line in words and as JSON."""

from __future__ import annotations

from argparse import ArgumentParser, _ArgumentGroup
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from knowledge.figures.cofinancing import Cofinancing, RegisterLine
    from knowledge.journal.document import Document
    from knowledge.model.records.contribution import Contribution
    from knowledge.model.records.period import Period
    from knowledge.model.region import Region


def period_argument(parser: ArgumentParser | _ArgumentGroup) -> None:
    """Add the option for another grant period than the one that is in force."""
    parser.add_argument(
        "--period", default="", metavar=_("PERIOD"), help=_("a grant period, by its name or id (default: today's)")
    )


def period_meant(context: CommandContext) -> Period | None:
    """The grant period that was named, None when none was; raises `Problem` for one that isn't there."""
    from knowledge.catalogue.listing import Listing
    from knowledge.model.records.period import Period
    from knowledge.problem import N_, WrongUse

    name = context.args.period
    if not name:
        return None
    found = context.workspace.documents(Listing(Period.kind, sort="title"))
    periods = [each.record for each in found if isinstance(each.record, Period)]
    wanted = name.casefold().strip()
    exact = [each for each in periods if wanted in (each.id, each.title.casefold())]
    near = exact or [each for each in periods if wanted in each.title.casefold()]
    if len(near) == 1:
        return near[0]
    names = ", ".join(f"{each.title} ({each.id})" for each in near or periods) or "–"
    raise WrongUse(N_("“{name}” isn't the name of one grant period. There are: {names}."), name=name, names=names)


def register_meant(context: CommandContext) -> Cofinancing:
    """The register of the period that was asked for, as it is today."""
    from knowledge.today import today

    return context.workspace.cofinancing(today(), period_meant(context))


def line_named(context: CommandContext) -> tuple[Document, Contribution]:
    """The line that the argument `id` names; raises `WrongUse` when it names another kind, or one in the bin."""
    from knowledge.model.records.contribution import Contribution
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.use import refuse_in_bin

    document = context.own_document(context.args.id)
    if not isinstance(document.record, Contribution):
        raise WrongUse(N_("“{id}” is no line of the register."), id=context.args.id)
    refuse_in_bin(document)
    return document, document.record


def cents(value: Decimal | None) -> str | None:
    """An amount as it stands in JSON."""
    return None if value is None else f"{value:f}"


def cents_by(groups: Mapping[str, Decimal]) -> dict[str, str]:
    """Amounts by their groups, as they stand in JSON."""
    return {group: f"{amount:f}" for group, amount in groups.items()}


def line_as_json(entry: RegisterLine, region: Region) -> dict[str, Any]:
    """A line of the register as JSON."""
    line = entry.line
    return {
        "id": line.id,
        "date": line.date.isoformat() if line.date else None,
        "partner_id": line.partner,
        "partner": region.title(line.partner),
        "way": line.way,
        "pupils": line.pupils,
        "hours_each": cents(line.hours_each),
        "hours": cents(entry.worth.hours),
        "rate": cents(entry.worth.rate),
        "amount": cents(entry.worth.amount),
        "state": line.state,
        "counts": entry.counts,
        "because": entry.because,
        "evidence": line.evidence,
        "school_id": line.school,
        "event_id": line.event,
        "corrects_id": line.corrects,
        "note": line.note,
    }


def entry_of(register: Cofinancing, line_id: str) -> RegisterLine | None:
    """The line with this id in the register, or outside every period; None when it is in another period."""
    return next((each for each in (*register.lines, *register.outside) if each.line.id == line_id), None)


def entry_now(context: CommandContext, line_id: str) -> RegisterLine:
    """The saved line with this id, in the register of its own day."""
    from knowledge.model.records.contribution import Contribution
    from knowledge.today import today
    from knowledge.work.line_value import periods_on

    register = context.workspace.cofinancing(today())
    line = register.region.of(Contribution)[line_id]
    if (entry := entry_of(register, line_id)) is None:
        period = periods_on(register.region, line.date)[0]
        entry = entry_of(context.workspace.cofinancing(today(), period), line_id)
    assert entry is not None
    return entry


def tell_line(context: CommandContext, line_id: str, said: str) -> None:
    """Print `said` of the line with this id that was just saved, and warn of what is wrong with it.

    `said` has places for {partner}, {what}, {amount} and {id}.
    """
    from knowledge.today import today
    from sto_tui.commands.terminal.output import short_id
    from sto_tui.wording.cofinancing import euros, what_was_given

    entry = entry_now(context, line_id)
    region = context.workspace.region(today())
    text = said.format(
        partner=safe_line(region.title(entry.line.partner)),
        what=what_was_given(entry),
        amount=euros(entry.amount),
        id=short_id(line_id),
    )
    context.answer_warned(line_as_json(entry, region), text, context.cautions(line_id))


def day_column(day: date | None) -> str:
    """A day in a list: dd-mm-yyyy, in ten columns."""
    return f"{day:%d-%m-%Y}" if day else "–" + " " * 9
