"""`sto report stuurgroep`: a report about a quarter, a year or a school year, to print or to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _
from sto_tui.wording.report_file import MADE, MARKDOWN, PDF, REPORT_FORMS

if TYPE_CHECKING:
    from datetime import date

    from knowledge.exchange.pages import PrintPage
    from knowledge.figures.report import SteeringReport
    from knowledge.model.region import Region
    from knowledge.model.typed.periods import DayRange


def declare(verbs: Verbs) -> None:
    """Add the verb, and the one below it."""
    parser = verbs.add(
        "report",
        _("reports that can be read without sto"),
        None,
        [("sto report stuurgroep", _("about this quarter, in your documents"))],
    )
    steps = Verbs(parser, "step", required=True)
    report = steps.add(
        "stuurgroep",
        _("the report to the stuurgroep: activities, cofinanciering, coverage, relations, lessons, decisions"),
        run,
        [
            ("sto report stuurgroep", _("about this quarter, as Markdown and HTML, in your documents")),
            ("sto report stuurgroep 2026-2027 --format html", _("about a school year, to print from a browser")),
            ("sto report stuurgroep --since-last", _("about the time since the last meeting of the stuurgroep")),
            ("sto report stuurgroep 2026-Q4 --format md -", _("to the screen, or another program")),
        ],
    )
    report.add_argument(
        "period",
        nargs="?",
        default="",
        metavar=_("PERIOD"),
        help=_("2026-Q4, 2026 or 2026-2027 (default: this quarter)"),
    )
    report.add_argument(
        "--since-last", action="store_true", help=_("from the last meeting of the stuurgroep before today, up to today")
    )
    report.add_argument(
        "--format", choices=REPORT_FORMS, help=_("one of these only (default: {forms})").format(forms=", ".join(MADE))
    )
    report.add_argument("-", dest="stdout", action="store_true", help=_("print it, and write no file"))


def run(context: CommandContext) -> None:
    """Run `sto report stuurgroep`."""
    from knowledge.exchange.own_documents import documents_folder
    from knowledge.figures.overview import Overview
    from knowledge.figures.report import SteeringReport
    from knowledge.today import today
    from sto_tui.wording.report_file import report_text, write_report

    args, workspace = context.args, context.workspace
    register = workspace.cofinancing(today())
    report = SteeringReport(Overview(register), _span(context, register.region, today()))
    if args.stdout:
        _print(context, report, args.format or MARKDOWN)
        return
    if args.format == PDF:
        report_text(_page(context, report), PDF)
    files = write_report(report, workspace.name, documents_folder(), (args.format,) if args.format else MADE)
    said = [_("The report is in {file}").format(file=each) for each in files]
    context.answer({"files": list(map(str, files)), **_about(report)}, "\n".join(said))


def _print(context: CommandContext, report: SteeringReport, form: str) -> None:
    from sto_tui.commands.terminal.output import write
    from sto_tui.wording.report_file import report_text

    text = report_text(_page(context, report), form)
    context.answer({"text": text, **_about(report)}, lambda: write(text.rstrip("\n")))


def _page(context: CommandContext, report: SteeringReport) -> PrintPage:
    from sto_tui.wording.report import report_page

    return report_page(report, context.workspace.name)


def _about(report: SteeringReport) -> dict[str, str | bool]:
    first, last = report.span
    return {
        "from": first.isoformat(),
        "until": last.isoformat(),
        "day": report.day.isoformat(),
        "provisional": report.provisional,
    }


def _span(context: CommandContext, region: Region, day: date) -> DayRange:
    """The days that the report is about; raises `WrongUse` for a period that is none."""
    from datetime import date

    from knowledge.figures.report import last_steering_meeting, quarter_span
    from knowledge.model.typed.periods import DayRange, period_from
    from knowledge.problem import N_, BadValue, WrongUse

    args = context.args
    if args.since_last:
        if args.period:
            raise WrongUse(N_("Give a period or --since-last, not both."))
        meeting = last_steering_meeting(region, day, before=True)
        if meeting is None or meeting.date is None:
            raise WrongUse(
                N_("No meeting of the stuurgroep before today is written down. Name a period: {example}."),
                example="sto report stuurgroep 2026-Q4",
            )
        return DayRange(meeting.date, day)
    if not args.period:
        return quarter_span(day)
    try:
        span = period_from(args.period, day)
    except BadValue as bad:
        raise WrongUse(bad.text, **bad.values) from None
    if span.first == date.min:
        raise WrongUse(N_("A report is about a period that begins somewhere: 2026-Q4, 2026 or 2026-2027."))
    return DayRange(span.first, max(day, span.first)) if span.last == date.max else span
