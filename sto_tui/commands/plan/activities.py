"""What the verbs of the year plan share: naming an activity, telling of it, and the options that narrow a calendar."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, _ArgumentGroup
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.wording.cautions import caution_as_json
from sto_tui.wording.i18n import _, tell

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.activity import Activity
    from knowledge.model.typed.periods import DayRange
    from knowledge.work.plan_check import PlanCheck
    from knowledge.work.school_year_plan import Whose
    from knowledge.work.warning import Caution


Arguments = ArgumentParser | _ArgumentGroup
"""What an option can be added to."""


def plan_check(context: CommandContext) -> PlanCheck:
    """What is planned now, with its warnings."""
    from knowledge.today import today

    return context.workspace.plan_check(today())


def activity_named(context: CommandContext) -> tuple[Document, Activity]:
    """The activity that the argument `id` names; raises `WrongUse` when it names another kind, or one in the bin."""
    from knowledge.model.records.activity import Activity
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.use import refuse_in_bin

    document = context.own_document(context.args.id)
    if not isinstance(document.record, Activity):
        raise WrongUse(N_("“{id}” is no activity."), id=context.args.id)
    refuse_in_bin(document)
    return document, document.record


def activity_as_json(activity: Activity, cautions: Iterable[Caution]) -> dict[str, Any]:
    """`activity` as the lists of the year plan have it, with the warnings about it."""
    return {
        "id": activity.id,
        "title": activity.title,
        "activity": activity.activity,
        "date": activity.date.isoformat() if activity.date else None,
        "until": activity.until.isoformat() if activity.until else None,
        "start": activity.start,
        "end": activity.end,
        "weeks": list(activity.weeks),
        "state": activity.state,
        "reason": activity.reason,
        "confirmed_on": activity.confirmed_on.isoformat() if activity.confirmed_on else None,
        "series": activity.series,
        "school_ids": list(activity.schools),
        "partner_ids": list(activity.partners),
        "warnings": [caution_as_json(each) for each in cautions],
    }


def tell_saved(
    context: CommandContext,
    saved: Document,
    text: str,
    *more: str,
    beside: Mapping[str, object] | None = None,
    also: Iterable[Caution] = (),
) -> None:
    """Print `text` about the activity that was `saved`, with `more` lines, and warn of what is wrong with it.

    `beside` are more keys for the JSON, `also` warnings about something else that was saved with it.
    """
    from knowledge.model.records.activity import Activity
    from sto_tui.commands.terminal.output import short_id

    activity = saved.record
    assert isinstance(activity, Activity)
    cautions = plan_check(context).cautions(saved.id)
    lines = [text.format(title=activity.title, id=short_id(saved.id), when=_when(activity)), *more]
    value = {**activity_as_json(activity, ()), **(beside or {})}
    context.answer_warned(value, "\n".join(lines), [*cautions, *also])


def when_and_id(activity: Activity) -> str:
    """When `activity` is, and its id to type by hand."""
    from sto_tui.commands.terminal.output import short_id

    return f"{_when(activity)} ({short_id(activity.id)})"


def _when(activity: Activity) -> str:
    from sto_tui.wording.year_plan import hours, when_short

    return " ".join(each for each in (when_short(activity), hours(activity)) if each)


# -- which part of the calendar ---------------------------------------------------------------------------------------


def year_argument(parser: Arguments, about: str = "") -> None:
    """Add the option for a school year, with what its help says `about` it."""
    told = about or _("a school year: 2026-2027, 26-27, 2026 (default: this one)")
    parser.add_argument("--year", type=year_typed, metavar=_("YEAR"), help=told)


def whose_arguments(parser: Arguments) -> None:
    """Add the options for a school, a partner or a person."""
    parser.add_argument("--school", default="", metavar=_("PARTNER"), help=_("only of this school (name or id)"))
    parser.add_argument("--partner", default="", metavar=_("PARTNER"), help=_("only with this partner (name or id)"))
    parser.add_argument("--person", default="", metavar=_("PERSON"), help=_("only with this person (name or id)"))


def year_typed(typed: str) -> date:
    """A day in the school year that `typed` means; raises ArgumentTypeError."""
    import re

    from knowledge.model.typed.days import EARLIEST, LATEST
    from knowledge.model.typed.periods import period_from
    from knowledge.problem import BadValue
    from knowledge.today import today

    try:
        first, last = period_from(typed, today())
    except BadValue as bad:
        raise ArgumentTypeError(tell(bad)) from None
    if not EARLIEST < first.year < LATEST or last - first > timedelta(days=366):
        raise ArgumentTypeError(_("“{value}” is no school year. Write for example 2026-2027.").format(value=typed))
    is_whole = re.search(r"\d{2}\D+\d{2}$|^\D*\d{4}$", typed.strip()) and first.day == 1 and first.month in (1, 8)
    return date(first.year, 12, 31) if is_whole else first


def year_meant(context: CommandContext, check: PlanCheck) -> DayRange:
    """The school year that was asked for, by default that of today."""
    return check.region.school_year_of(context.args.year or check.region.today)


def whose_meant(context: CommandContext) -> Whose:
    """Whose calendar was asked for; raises `Problem` for a name that nobody has, or for a company as the school."""
    from knowledge.model.records.person import Person
    from knowledge.work.school_year_plan import Whose

    args = context.args
    person = context.linked(Person.kind, args.person) if args.person else ""
    return Whose(context.school(args.school), context.partner(args.partner), person)
