"""The verbs that move records in and out: import and export."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import KINDS, kind
from sto_tui.commands.terminal.progress import ProgressLine
from sto_tui.wording.i18n import _, ngettext, tell

if TYPE_CHECKING:
    from knowledge.exchange.import_report import ImportReport, Row
    from sto_tui.commands.parser import Verbs

FORMATS = ("jsonl", "markdown")
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".md": "markdown", ".markdown": "markdown"}


def declare(verbs: Verbs) -> None:
    """Add the verbs of this file."""
    take = verbs.add(
        "import",
        _("bring in records from a file; the same file twice adds nothing"),
        run_import,
        [
            ("sto import region.jsonl", _("one record a line, as export writes it; partners may be names")),
            ("sto import verslagen/ --format markdown --kind lesson", _("every Markdown file in a folder, as lessons")),
            ("cat region.jsonl | sto import -", _("from another program")),
        ],
    )
    take.add_argument("file", metavar=_("FILE"), help=_("a .jsonl or .md file, a folder of .md files, or - for stdin"))
    take.add_argument("--format", choices=FORMATS, help=_("the format (default: by the name of the file)"))
    take.add_argument(
        "--kind",
        type=kind,
        default="lesson",
        metavar=_("KIND"),
        help=_("what a Markdown file without fields in front is (default: lesson)"),
    )

    give = verbs.add(
        "export",
        _("write all records to a file or folder"),
        run_export,
        [
            ("sto export region.jsonl", _("everything, to be imported elsewhere")),
            ("sto export ervaringen.md --kind lesson", _("all lessons as one document to read")),
            ("sto export ervaringen/ --format markdown", _("a folder with a file for each record")),
            ("sto export - | gzip > region.jsonl.gz", _("to another program")),
        ],
    )
    give.add_argument(
        "file", nargs="?", default="-", metavar=_("FILE"), help=_("a .jsonl or .md file, a folder, or - for stdout")
    )
    give.add_argument("--format", choices=FORMATS, help=_("the format (default: by the name of the file)"))
    give.add_argument(
        "--kind",
        action="append",
        default=[],
        type=kind,
        metavar=_("KIND"),
        help=", ".join(KINDS) + " " + _("(may be repeated)"),
    )


def format_of(name: str, asked: str | None) -> str:
    """The format that was asked for, or that `name` tells; raises `WrongUse`."""
    if asked:
        return asked
    if name == "-":
        return "jsonl"
    path = Path(name)
    if path.is_dir() or name.endswith(("/", os.sep)):
        return "markdown"
    if found := _SUFFIXES.get(path.suffix.casefold()):
        return found
    from knowledge.problem import N_, WrongUse

    raise WrongUse(
        N_("The name “{name}” does not tell the format. Add --format ({formats})."),
        name=name,
        formats=", ".join(FORMATS),
    )


# -- import -----------------------------------------------------------------------------------------------------------


def run_import(context: CommandContext) -> int:
    """`sto import`. Status 1 when a row could not be brought in."""
    from knowledge.exchange.import_report import bring_in

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


# -- export -----------------------------------------------------------------------------------------------------------


def run_export(context: CommandContext) -> None:
    """`sto export`."""
    name = context.args.file
    chosen = format_of(name, context.args.format)
    if name == "-":
        _export_to_stdout(context, chosen)
        return
    path = Path(name).expanduser()
    as_folder = chosen == "markdown" and (path.is_dir() or path.suffix.casefold() not in _SUFFIXES)
    try:
        number = _export_folder(context, path) if as_folder else _export_file(context, path, chosen)
    except OSError as error:
        from knowledge.problem import N_, Problem
        from knowledge.reasons import reason_of

        raise Problem(N_("{file} can't be written: {reason}"), file=name, reason=reason_of(error)) from error
    text = ngettext("{number} record in {file}", "{number} records in {file}", number)
    context.answer({"file": str(path), "records": number}, text.format(number=number, file=path))


def _pieces(context: CommandContext, chosen: str) -> Iterator[bytes]:
    from knowledge.exchange.export import exported

    documents = exported(context.workspace, context.args.kind)
    if chosen == "jsonl":
        from knowledge.exchange import jsonl

        yield from (jsonl.line(document, titles) for document, titles in documents)
    else:
        from knowledge.exchange import markdown
        from sto_tui.wording.words import kinds_word

        yield from (piece.encode() for piece in markdown.book(documents, context.workspace.name, _, kinds_word))


def _export_to_stdout(context: CommandContext, chosen: str) -> None:
    """The export itself is the answer; with --json the records are one JSON list."""
    if context.json and chosen == "jsonl":
        import json

        context.answer([json.loads(line) for line in _pieces(context, chosen)], "")
        return
    for piece in _pieces(context, chosen):
        sys.stdout.write(piece.decode())


def _export_file(context: CommandContext, path: Path, chosen: str) -> int:
    """Write everything to `path`, whole or not at all; returns how many records."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("wb") as file:
            for piece in _pieces(context, chosen):
                file.write(piece)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return _count(context)


def _count(context: CommandContext) -> int:
    from knowledge.catalogue.listing import Listing

    return sum(context.workspace.count(Listing(name)) for name in context.args.kind or KINDS)


def _export_folder(context: CommandContext, folder: Path) -> int:
    """Write a file for each record into `folder`; returns how many."""
    from knowledge.exchange import markdown
    from knowledge.exchange.export import exported

    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, (document, titles) in enumerate(exported(context.workspace, context.args.kind), 1):  # noqa: B007
        (folder / markdown.file_name(document)).write_text(
            markdown.page(document, titles), encoding="utf-8", newline="\n"
        )
    return number
