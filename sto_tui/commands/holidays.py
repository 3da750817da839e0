"""`sto holidays`: the school holidays and public holidays of a school year."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.plan.activities import year_argument
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "holidays",
        _("the school holidays and public holidays of a school year"),
        run,
        [
            ("sto holidays", _("of your region, this school year")),
            ("sto holidays --region zuid --year 2027-2028", _("of another region or year")),
            ("sto settings set holiday_region=noord", _("say which region is yours")),
        ],
    )
    parser.add_argument(
        "--region", type=_region, metavar=_("REGION"), help=_("noord, midden or zuid (default: as in the settings)")
    )
    year_argument(parser)


def _region(typed: str) -> str:
    """The holiday region that `typed` means, in Dutch or English; raises ArgumentTypeError."""
    from knowledge.model.vocabulary import HOLIDAY_REGIONS
    from sto_tui.wording.i18n import in_every_language

    for code in HOLIDAY_REGIONS:
        names = (code, *in_every_language(HOLIDAY_REGIONS.label(code)))
        if typed.strip().casefold() in {name.casefold() for name in names}:
            return code
    raise ArgumentTypeError(
        _("“{value}” is no holiday region. The regions are: {codes}.").format(
            value=typed, codes=", ".join(HOLIDAY_REGIONS)
        )
    )


def run(context: CommandContext) -> None:
    """Run `sto holidays`."""
    from knowledge.content.holidays import shipped_holidays
    from knowledge.model.holidays import feast_days
    from knowledge.model.typed.periods import school_year_of
    from knowledge.model.vocabulary import HOLIDAY_REGIONS
    from knowledge.problem import N_, WrongUse
    from knowledge.today import today
    from knowledge.work.school_calendar import DAY_OFF, HOLIDAY, year_label
    from sto_tui.wording.dates import show_day
    from sto_tui.wording.year_plan import holiday_name, holidays_missing

    region = context.args.region or context.workspace.region(today()).settings.holiday_region
    if not region:
        raise WrongUse(
            N_(
                "Which region? Say it with --region noord, midden or zuid, or once for everybody: "
                "`sto settings set holiday_region=noord`."
            )
        )
    year = school_year_of(context.args.year or today())
    label = year_label(year)
    found: list[dict[str, Any]] = [
        {
            "name": each.name,
            "kind": HOLIDAY,
            "region": region,
            "school_year": label,
            "from": each.first,
            "until": each.last,
            "source": each.source,
        }
        for each in shipped_holidays()
        if each.region == region and each.school_year == label
    ]
    known = bool(found)
    for day, name in sorted({**feast_days(year.first.year), **feast_days(year.last.year)}.items()):
        if year.first <= day <= year.last:
            about = {"region": "", "school_year": label, "from": day, "until": day, "source": ""}
            found.append({"name": name, "kind": DAY_OFF, **about})
    found.sort(key=lambda each: (each["from"], each["kind"] != HOLIDAY))
    heading = _("School year {year}").format(year=label)
    lines = [f"{heading} · {_(HOLIDAY_REGIONS.label(region))}"]
    for each in found:
        first, last = show_day(each["from"]), show_day(each["until"])
        days = first if first == last else _("{first} to {last}").format(first=first, last=last)
        lines.append(f"  {holiday_name(each['name']):<20} {days}")
    lines += holidays_missing(label, known=known, holiday_region=region)
    if known:
        lines.append(_("Autumn and spring are advice: a school may differ, and its May may be a week longer."))
    value = [{**each, "from": each["from"].isoformat(), "until": each["until"].isoformat()} for each in found]
    context.answer(value, "\n".join(lines))
    if context.json and not known:
        context.say("\n".join(holidays_missing(label, known=known, holiday_region=region)))
