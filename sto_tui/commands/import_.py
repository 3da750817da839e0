"""`sto import`: bring in records from a file."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from knowledge.exchange.format import format_of, readable
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import any_of, format_argument, suffixes_of
from sto_tui.commands.parsing.values import kind
from sto_tui.commands.terminal.output import short_id
from sto_tui.wording.i18n import _, in_every_language, ngettext, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.exchange.import_report import ImportReport
    from knowledge.problem import Problem, Reason
    from sto_tui.commands.verbs import Verbs

_NUMBER = re.compile(r"\d+(:\d+)?")
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
            ("cat region.jsonl | sto import -", _("from another program")),
            ("sto import region.jsonl --restore", _("again what was imported before and is in the bin now")),
        ],
    )
    formats = readable()
    folders = {name: each for name, each in formats.items() if each.page}
    parser.add_argument(
        "file",
        metavar=_("FILE"),
        help=_("a {file} file, a folder of {folder} files, or - for stdin").format(
            file=suffixes_of(formats), folder=suffixes_of(folders)
        ),
    )
    format_argument(parser, formats)
    parser.add_argument(
        "--kind",
        type=kind,
        default="lesson",
        metavar=_("KIND"),
        help=_("what a {format} record is that doesn't tell its kind (default: lesson)").format(
            format=any_of([each.title for each in formats.values() if each.guesses_kind])
        ),
    )
    parser.add_argument(
        "--restore", action="store_true", help=_("take out of the bin what was imported before and deleted since")
    )


def run(context: CommandContext) -> int:
    """Run `sto import`. The exit status is 1 when a row was rejected."""
    from knowledge.exchange.import_report import bring_in
    from knowledge.exchange.labels import Labels
    from knowledge.exchange.source import check_there, opened
    from sto_tui.commands.terminal.progress import ProgressLine

    args = context.args
    check_there(args.file)
    chosen = format_of(args.file, args.format, readable())
    context.guard.place = chosen.place
    with opened(args.file, chosen, args.kind, lambda: sys.stdin.buffer) as source, ProgressLine() as progress:
        labels = Labels(in_every_language)
        report = bring_in(context.workspace, source, progress, labels=labels, restore=args.restore)
    for where, reason in _told(report):
        place = _(chosen.place).format(number=where) if chosen.place and _NUMBER.fullmatch(where) else where
        context.say(_("{where}: {reason}").format(where=place, reason=safe_line(tell(reason))))
    if more := report.more_refused + report.more_remarks:
        said = ngettext("And {number} more like these.", "And {number} more like these.", more)
        context.say(said.format(number=more))
    if report.unknown_kinds:
        kinds = ", ".join(report.unknown_kinds)
        context.say(_("Of kinds that only a newer version of sto knows: {kinds}. They are kept.").format(kinds=kinds))
    context.answer(_import_json(report), "\n".join(_import_lines(report, args.file)))
    return 1 if report.refused else 0


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
        "skipped": [{"where": where, "files": files} for where, files in report.skipped],
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
        _("{number} here already"): report.unchanged - len(report.in_bin),
        _("{number} here already, but in the bin"): len(report.in_bin),
        _("{number} not brought in"): len(report.refused) + report.more_refused,
    }
    parts += [text.format(number=number) for text, number in numbers.items() if number > 0]
    return ", ".join(parts) + "."
