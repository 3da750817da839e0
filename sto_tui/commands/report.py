"""`sto report stuurgroep`: a report about a quarter, a year or a school year, to print or to edit."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.report_file import MARKDOWN, PDF, REPORT_FORMS

if TYPE_CHECKING:
    from datetime import date

    from knowledge.figures.report import SteeringReport
    from knowledge.model.region import Region
    from knowledge.model.typed.periods import DayRange
    from sto_tui.wording.report_file import ReportFiles


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
            ("sto report stuurgroep", _("about this quarter, as Markdown, HTML and PDF, in your documents")),
            ("sto report stuurgroep --edit", _("edit it first, and make HTML and PDF of that")),
            (
                "sto report stuurgroep 2026-2027 --format html --no-open",
                _("about a school year, to print from a browser"),
            ),
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
        "--format",
        choices=REPORT_FORMS,
        help=_("one of these only (default: {forms})").format(forms=", ".join(REPORT_FORMS)),
    )
    report.add_argument(
        "--edit", action="store_true", help=_("change the sentences in $EDITOR first; what you edited last goes on")
    )
    report.add_argument("--no-open", action="store_true", help=_("don't open it afterwards"))
    report.add_argument("-", dest="stdout", action="store_true", help=_("print it, and write no file"))


def run(context: CommandContext) -> None:
    """Run `sto report stuurgroep`."""
    from knowledge.exchange.own_documents import documents_folder
    from knowledge.problem import N_, WrongUse
    from knowledge.today import today
    from sto_tui.wording.report_file import write_report

    args, workspace = context.args, context.workspace
    if args.edit and args.stdout:
        raise WrongUse(N_("Give --edit or -, not both: what was edited is kept as files."))
    report = workspace.steering_report(today(), _span(context, workspace.region(today()), today()))
    if args.stdout:
        _print(context, report, args.format or MARKDOWN)
    elif args.edit:
        _edit(context, report)
    else:
        _answer(context, report, write_report(report, workspace.name, documents_folder(), args.format))


def _edit(context: CommandContext, report: SteeringReport) -> None:
    """Let the person change the sentences in their editor, and write the report with what they made of it."""
    from knowledge.exchange.own_documents import documents_folder
    from knowledge.private_files import EDITOR
    from knowledge.problem import N_, WrongUse
    from sto_tui.external_editor import edit_outside
    from sto_tui.wording.report_file import report_name, text_to_edit, write_edited_report

    if not context.interactive and not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        raise WrongUse(N_("An editor needs a terminal, or set EDITOR to one that doesn't."))
    folder, space = documents_folder(), context.workspace.name
    given = text_to_edit(report, space, folder)
    edited = edit_outside(context.home.private, EDITOR, report_name(report), given)
    written = write_edited_report(report, space, folder, edited.text, context.args.format)
    edited.discard()
    _answer(context, report, written)


def _answer(context: CommandContext, report: SteeringReport, written: ReportFiles) -> None:
    """Tell where the files are and what there is to say of them, and open the one that reads best."""
    from sto_tui.default_program import open_file

    remarks = [tell(each) for each in written.remarks]
    said = [_("The report is in {file}").format(file=each) for each in written.files]
    context.answer({"files": list(map(str, written.files)), "notes": remarks, **_about(report)}, "\n".join(said))
    if not context.json:
        for each in remarks:
            context.say(each)
    if context.interactive and not context.args.no_open and not open_file(written.to_read):
        context.say(_("It couldn't be opened from here. Open it yourself."))


def _print(context: CommandContext, report: SteeringReport, form: str) -> None:
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.terminal.files import print_file
    from sto_tui.commands.terminal.output import write
    from sto_tui.wording.report import report_page
    from sto_tui.wording.report_file import report_data

    if form == PDF and (context.json or sys.stdout.isatty()):
        raise WrongUse(N_("A PDF isn't text to show here. Leave out -, or send it to a file: … --format pdf - > FILE"))
    made = report_data(report_page(report, context.workspace.name), form)
    remarks = [tell(each) for each in made.remarks]
    if form == PDF:
        print_file([made.data])
    else:
        text = made.data.decode()
        context.answer({"text": text, **_about(report)}, lambda: write(text.rstrip("\n")))
    for each in remarks:
        context.say(each)


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
