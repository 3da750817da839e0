"""`sto import`: records come in from a file."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.formats import FORMATS, format_of
from sto_tui.commands.parsing.values import kind
from sto_tui.wording.i18n import _, ngettext, tell

if TYPE_CHECKING:
    from knowledge.exchange.import_report import ImportReport, Row
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
    parser.add_argument(
        "file", metavar=_("FILE"), help=_("a .jsonl or .md file, a folder of .md files, or - for stdin")
    )
    parser.add_argument("--format", choices=FORMATS, help=_("the format (default: by the name of the file)"))
    parser.add_argument(
        "--kind",
        type=kind,
        default="lesson",
        metavar=_("KIND"),
        help=_("what a Markdown file without fields in front is (default: lesson)"),
    )


def run(context: CommandContext) -> int:
    """`sto import`. Status 1 when a row could not be brought in."""
    from knowledge.exchange.import_report import bring_in
    from sto_tui.commands.terminal.progress import ProgressLine

    name = context.args.file
    chosen = format_of(name, context.args.format)
    with _source(context, name, chosen) as source, ProgressLine() as progress:
        report = bring_in(context.workspace, source, progress)
    for row in report.refused:
        context.say(_("{where}: {reason}").format(where=_place(chosen, row.where), reason=tell(row.problem)))
    value = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "partners_begun": report.partners,
        "refused": [{"where": row.where, "reason": tell(row.problem)} for row in report.refused],
    }
    context.answer(value, _import_text(report))
    return 1 if report.refused else 0


def _place(chosen: str, where: str) -> str:
    return _("line {number}").format(number=where) if chosen == "jsonl" else where


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


@contextlib.contextmanager
def _source(context: CommandContext, name: str, chosen: str) -> Iterator[Callable[[], Iterator[Row]]]:
    """What reads the rows of a file from the start; raises `Problem` when it can't be opened."""
    from knowledge.exchange import jsonl
    from knowledge.problem import N_, Problem, WrongUse

    if chosen == "markdown":
        from knowledge.exchange import markdown

        path = Path(name)
        if name == "-":
            raise WrongUse(N_("Markdown is imported from a file or folder, not from standard input."))
        if not path.exists():
            raise Problem(N_("{file} can't be read: {reason}"), file=name, reason=_("there is no such file"))
        yield lambda: markdown.rows(path, context.args.kind)
        return
    try:
        file = _spooled(sys.stdin.buffer) if name == "-" else Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        from knowledge.reasons import reason_of

        raise Problem(N_("{file} can't be read: {reason}"), file=name, reason=reason_of(error)) from error

    def rows() -> Iterator[Row]:
        file.seek(0)
        return jsonl.rows(file)

    with file:
        yield rows


def _spooled(stream: BinaryIO) -> BinaryIO:
    """All of `stream` where it can be read again: it is read once for each rank of kinds."""
    import shutil
    import tempfile

    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who asked for it
    shutil.copyfileobj(stream, file)
    return file
