"""`sto export`: every record is written to a file or folder."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.formats import FORMATS, SUFFIXES, format_of
from sto_tui.commands.parsing.values import KINDS, kind
from sto_tui.wording.i18n import _, ngettext

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "export",
        _("write all records to a file or folder"),
        run,
        [
            ("sto export region.jsonl", _("everything, to be imported elsewhere")),
            ("sto export ervaringen.md --kind lesson", _("all lessons as one document to read")),
            ("sto export ervaringen/ --format markdown", _("a folder with a file for each record")),
            ("sto export - | gzip > region.jsonl.gz", _("to another program")),
        ],
    )
    parser.add_argument(
        "file", nargs="?", default="-", metavar=_("FILE"), help=_("a .jsonl or .md file, a folder, or - for stdout")
    )
    parser.add_argument("--format", choices=FORMATS, help=_("the format (default: by the name of the file)"))
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        type=kind,
        metavar=_("KIND"),
        help=", ".join(KINDS) + " " + _("(may be repeated)"),
    )


def run(context: CommandContext) -> None:
    """`sto export`."""
    name = context.args.file
    chosen = format_of(name, context.args.format)
    if name == "-":
        _export_to_stdout(context, chosen)
        return
    path = Path(name).expanduser()
    as_folder = chosen == "markdown" and (path.is_dir() or path.suffix.casefold() not in SUFFIXES)
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
