"""`sto import`: bring in records from a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from knowledge.exchange.format import format_of, readable
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import any_of, format_argument, suffixes_of
from sto_tui.commands.parsing.values import assignment, kind
from sto_tui.commands.terminal.output import short_id
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.i18n import _, in_every_language, ngettext, tell
from sto_tui.wording.import_preview import (
    cautions_as_json,
    columns_line,
    place_of_row,
    preview_as_json,
    preview_line,
    resembling_as_json,
    resembling_line,
)
from sto_tui.wording.plain import safe_line
from sto_tui.wording.proposals import proposed_as_json, proposed_lines

if TYPE_CHECKING:
    from knowledge.exchange.format import Format
    from knowledge.exchange.import_report import ImportReport
    from knowledge.importing import FileImport
    from knowledge.problem import Problem, Reason
    from sto_tui.commands.verbs import Verbs

_NAMED = 5
"""How many folders or records are named; more are only counted."""


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "import",
        _("bring in records from a file; the same file twice adds nothing"),
        run,
        [
            ("sto import region.jsonl", _("one record a line, as export writes it; partners may be names")),
            ("sto import verslagen/ --format markdown --kind lesson", _("every Markdown file in a folder, as lessons")),
            ("sto import kluis/", _("what changed in notes that sto wrote, and new ones")),
            ("sto import bedrijven.xlsx --preview", _("a table, with what would come of it; nothing is saved")),
            (
                'sto import bedrijven.csv --kind partner --map "Naam bedrijf=title"',
                _("saying which column is the name; that is remembered for these headings"),
            ),
            ("sto import contacten.vcf", _("people from a telephone or mail program")),
            ("sto import agenda.ics", _("appointments as ideas, and what moved in a calendar that sto wrote")),
            ("sto import agenda.ics --yes", _("also moving here what was moved there")),
            ("sto import menukaart-terug.xlsx", _("a menukaart that was filled in, as sign-ups")),
            ('sto import intekenlijst.csv --by "CSG Het Kompas"', _("one that doesn't say who filled it in")),
            ("sto import bedrijven.csv --skip-flagged", _("without rows that may be here already")),
            ("cat region.jsonl | sto import -", _("from another program")),
            ("sto import region.jsonl --restore", _("again what was imported before and is in the bin now")),
            ("sto import --undo", _("takes back the last import on this device, but for what was changed since")),
        ],
    )
    formats = readable()
    folders = {name: each for name, each in formats.items() if each.page}
    parser.add_argument(
        "file",
        nargs="?",
        metavar=_("FILE"),
        help=_("a {file} file, a folder of {folder} files, or - for stdin").format(
            file=suffixes_of(formats), folder=suffixes_of(folders)
        ),
    )
    format_argument(parser, formats)
    parser.add_argument(
        "--kind",
        type=kind,
        metavar=_("KIND"),
        help=_(
            "what a {format} record is that doesn't tell its kind (default: lesson; a table tells it by its headings)"
        ).format(format=any_of([each.title for each in formats.values() if each.guesses_kind])),
    )
    parser.add_argument("--preview", action="store_true", help=_("tell what would come of it, and save nothing"))
    parser.add_argument(
        "--yes", action="store_true", help=_("make the changes that are proposed of what is here, as in a calendar")
    )
    parser.add_argument(
        "--by",
        default="",
        metavar=_("PARTNER"),
        help=_("who signs up, for a menukaart that was filled in and doesn't say so"),
    )
    parser.add_argument(
        "--skip-flagged", action="store_true", help=_("leave out rows of a table that may be here already")
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=assignment,
        metavar=_("HEADING=FIELD"),
        help=_(
            "which field a column of a table is (may be repeated); without a field it is left out; “kolom 3” is the "
            "third, if nothing stands above it"
        ),
    )
    parser.add_argument(
        "--restore", action="store_true", help=_("take out of the bin what was imported before and deleted since")
    )
    parser.add_argument(
        "--undo", action="store_true", help=_("take back the last import on this device; with --preview, tell how much")
    )


def run(context: CommandContext) -> int:
    """Run `sto import`. The exit status is 1 when a row was rejected."""
    args = context.args
    if args.undo:
        from sto_tui.commands.import_undo import undo_import

        return undo_import(context)
    from knowledge.exchange.labels import Labels
    from knowledge.exchange.source import check_there
    from knowledge.importing import FileImport, ImportOrder, columns_to_remember
    from knowledge.problem import N_, WrongUse

    if args.file is None:
        raise WrongUse(N_("Say which file or folder: `sto import FILE`, or --undo to take back the last import."))
    check_there(args.file)
    order = ImportOrder(
        file=args.file,
        format=format_of(args.file, args.format, readable()),
        kind=args.kind or "",
        said=dict(args.map),
        restore=args.restore,
        leaves_doubtful=args.skip_flagged,
        agreed=args.yes,
        by=context.partner(args.by),
    )
    context.guard.place = order.format.place
    remembered = context.home.config.columns
    work = FileImport(context.workspace, order, Labels(in_every_language), remembered, lambda: sys.stdin.buffer)
    report, is_to_undo = _carried_out(context, work)
    if (columns := columns_to_remember(remembered, work.columns, order)) is not None:
        context.home.configure(columns=columns)
    _say_rows(context, report, order.format)
    if args.preview:
        lines = [preview_line(report, work.columns), *([columns_line(work.columns)] if work.columns else [])]
        lines.append(_("Nothing was saved: this is a preview."))
        context.answer(preview_as_json(report, work.columns), "\n".join(lines))
        return 0
    lines = [*_import_lines(report, args.file)]
    value = _import_json(report)
    if work.columns:
        value["unknown_columns"] = list(work.columns.unknown)
        lines.append(columns_line(work.columns))
        if work.columns.unknown:
            names = ", ".join(map(safe_line, work.columns.unknown))
            lines.append(_("Columns that were left out: {names}. --map says what they are.").format(names=names))
    context.answer(value, "\n".join(lines))
    if is_to_undo and context.interactive:
        context.say(_("`sto import --undo` takes this back."))
    return 1 if report.refused else 0


def _carried_out(context: CommandContext, work: FileImport) -> tuple[ImportReport, bool]:
    """What came of the import, or would come of it, and whether there is anything to take back."""
    from sto_tui.commands.terminal.progress import ProgressLine

    with ProgressLine() as progress:
        if context.args.preview:
            return work.run(progress, preview=True), False
        with context.workspace.imports.recording(context.args.file) as wrote:
            report = work.run(progress, milestone=wrote.milestone, wrote=wrote)
        return report, bool(wrote.batch.records)


def _say_rows(context: CommandContext, report: ImportReport, chosen: Format) -> None:
    """Print what there is to tell of rows, on stderr."""
    lines = [(where, safe_line(tell(reason))) for where, reason in _told(report)]
    lines += [(row.where, resembling_line(row, context.args.preview)) for row in report.resembling]
    lines += [(hit.where, safe_line(tell(hit.reason))) for hit in report.pupils]
    for where, told in lines:
        context.say(_("{where}: {reason}").format(where=safe_line(place_of_row(where, chosen)), reason=told))
    if more := report.more_refused + report.more_remarks + report.more_pupils:
        said = ngettext("And {number} more like these.", "And {number} more like these.", more)
        context.say(said.format(number=more))
    for _where, caution in report.to_heed:
        context.say(caution_line(caution))
    for line in proposed_lines(report, context.workspace, context.args.yes and not context.args.preview):
        context.say(line)
    if report.unknown_kinds:
        kinds = ", ".join(report.unknown_kinds)
        context.say(_("Of kinds that only a newer version of sto knows: {kinds}. They are kept.").format(kinds=kinds))


def _told(report: ImportReport) -> list[tuple[str, Problem | Reason]]:
    """What there is to tell of rows: first of those that came in, then of those that didn't."""
    remarks: list[tuple[str, Problem | Reason]] = [(each.where, each.reason) for each in report.remarks]
    return remarks + [(each.where, each.problem) for each in report.refused]


def _import_json(report: ImportReport) -> dict[str, object]:
    """The counts, and the rest as far as there is anything to tell."""
    counts = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "partners_begun": report.partners,
        "refused": [{"where": row.where, "reason": tell(row.problem)} for row in report.refused],
    }
    more = {
        "remarks": [{"where": row.where, "reason": tell(row.reason)} for row in report.remarks],
        "in_bin": [{"where": row.where, "id": row.id, "title": row.title} for row in report.in_bin],
        "restored": report.restored,
        "more_refused": report.more_refused,
        "more_remarks": report.more_remarks,
        "duplicates": resembling_as_json(report),
        "warnings": cautions_as_json(report),
        "skipped": [{"where": where, "files": files} for where, files in report.skipped],
        "proposed": proposed_as_json(report),
    }
    return counts | {name: value for name, value in more.items() if value}


def _import_lines(report: ImportReport, file: str) -> list[str]:
    """What came of the import, in words."""
    if report == type(report)():
        return [_("There is nothing to import in {file}.").format(file=file)]
    lines = [_import_text(report)]
    if report.skipped:
        names = [where for where, _files in report.skipped[:_NAMED]] + ["…"] * (len(report.skipped) > _NAMED)
        number = sum(files for _where, files in report.skipped)
        skipped = ngettext("Left out: {number} file in {names}.", "Left out: {number} files in {names}.", number)
        lines.append(skipped.format(number=number, names=", ".join(names)))
    lines += [
        _("In the bin: “{title}”. `sto restore {id}` takes it out.").format(title=row.title, id=short_id(row.id))
        for row in report.in_bin[:_NAMED]
    ]
    if len(report.in_bin) > 1:
        quoted = f'"{file}"' if " " in file else file
        lines.append(_("All of them out of the bin: `sto import {file} --restore`.").format(file=quoted))
    return lines


def _import_text(report: ImportReport) -> str:
    parts = [ngettext("{number} record added", "{number} records added", report.added).format(number=report.added)]
    if report.partners:
        begun = ngettext("{number} partner begun", "{number} partners begun", report.partners)
        parts.append(begun.format(number=report.partners))
    numbers = {
        _("{number} changed"): report.changed,
        _("{number} out of the bin again"): report.restored,
        _("{number} left out as doubles"): report.left_out,
        _("{number} here already"): report.unchanged - len(report.in_bin),
        _("{number} here already, but in the bin"): len(report.in_bin),
        _("{number} not brought in"): len(report.refused) + report.more_refused,
    }
    parts += [text.format(number=number) for text, number in numbers.items() if number > 0]
    return ", ".join(parts) + "."
