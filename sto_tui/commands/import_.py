"""`sto import`: bring in records from a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from knowledge.exchange.format import format_of, readable
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import any_of, format_argument, suffixes_of
from sto_tui.commands.parsing.values import kind
from sto_tui.wording.i18n import _, ngettext, tell

if TYPE_CHECKING:
    from knowledge.exchange.import_report import ImportReport
    from sto_tui.commands.verbs import Verbs


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
        help=_("what a {format} file without fields in front is (default: lesson)").format(
            format=any_of([each.title for each in formats.values() if each.guesses_kind])
        ),
    )


def run(context: CommandContext) -> int:
    """Run `sto import`. The exit status is 1 when a row was rejected."""
    from knowledge.exchange.import_report import bring_in
    from knowledge.exchange.source import opened
    from sto_tui.commands.terminal.progress import ProgressLine

    args = context.args
    chosen = format_of(args.file, args.format, readable())
    with opened(args.file, chosen, args.kind, lambda: sys.stdin.buffer) as source, ProgressLine() as progress:
        report = bring_in(context.workspace, source, progress)
    for row in report.refused:
        where = _(chosen.place).format(number=row.where) if chosen.place and row.where.isdigit() else row.where
        context.say(_("{where}: {reason}").format(where=where, reason=tell(row.problem)))
    if report.unknown_kinds:
        kinds = ", ".join(report.unknown_kinds)
        context.say(_("Of kinds that only a newer version of sto knows: {kinds}. They are kept.").format(kinds=kinds))
    value = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "partners_begun": report.partners,
        "refused": [{"where": row.where, "reason": tell(row.problem)} for row in report.refused],
    }
    context.answer(value, _import_text(report))
    return 1 if report.refused else 0


def _import_text(report: ImportReport) -> str:
    parts = [ngettext("{number} record added", "{number} records added", report.added).format(number=report.added)]
    if report.partners:
        begun = ngettext("{number} partner begun", "{number} partners begun", report.partners)
        parts.append(begun.format(number=report.partners))
    if report.changed:
        parts.append(_("{number} changed").format(number=report.changed))
    if report.unchanged:
        parts.append(_("{number} here already").format(number=report.unchanged))
    if bad := len(report.refused):
        parts.append(_("{number} not brought in").format(number=bad))
    return ", ".join(parts) + "."
