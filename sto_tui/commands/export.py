"""`sto export`: write every record to a file or folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.exchange.format import STDIO, Format, format_of, writable
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import format_argument, suffixes_of
from sto_tui.commands.parsing.values import KINDS, kind_here
from sto_tui.commands.terminal.output import write
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.exchange.exported_folder import Written
    from knowledge.exchange.format import Exported, Wording
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
    formats = writable()
    parser.add_argument(
        "file",
        nargs="?",
        default=STDIO,
        metavar=_("FILE"),
        help=_("a {file} file, a folder, or - for stdout").format(file=suffixes_of(formats)),
    )
    format_argument(parser, formats)
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        type=kind_here,
        metavar=_("KIND"),
        help=", ".join(KINDS) + " " + _("(may be repeated)"),
    )


def run(context: CommandContext) -> None:
    """Run `sto export`."""
    from knowledge.exchange.export import exported, kinds_for
    from knowledge.exchange.format import Wording
    from knowledge.problem import N_, Problem
    from knowledge.reasons import reason_of
    from sto_tui.wording.words import kinds_word

    context.check_kinds(context.args.kind)
    name = context.args.file
    chosen = format_of(name, context.args.format, writable())
    kinds = kinds_for(chosen, context.args.kind)
    documents = exported(context.workspace, kinds)
    wording = Wording(context.workspace.name, _, kinds_word)
    if name == STDIO:
        _to_stdout(context, chosen, documents, wording)
        return
    path = Path(name).expanduser()
    try:
        written = _written(path, chosen, documents, kinds, wording)
    except OSError as error:
        raise Problem(N_("{file} can't be written: {reason}"), file=name, reason=reason_of(error)) from error
    value = {"file": str(path), "records": written.number}
    folder = {"replaced": written.replaced, "left": written.left} if path.is_dir() else {}
    context.answer({**value, **folder}, "\n".join(_told(path, written)))


def _told(path: Path, written: Written) -> Iterator[str]:
    """What was written, and what an earlier export into the same folder left there."""
    number = written.number
    yield ngettext("{number} record in {file}", "{number} records in {file}", number).format(number=number, file=path)
    if written.replaced:
        number = len(written.replaced)
        text = ngettext(
            "{number} file of an earlier export was replaced, because its record has another name now.",
            "{number} files of an earlier export were replaced, because their records have other names now.",
            number,
        )
        yield text.format(number=number)
    if written.left:
        number = len(written.left)
        text = ngettext(
            "{number} file of an earlier export stayed: its record has another name now or is gone, and sto can't be "
            "sure that nobody needs it. Look whether you still do.",
            "{number} files of an earlier export stayed: their records have other names now or are gone, and sto can't "
            "be sure that nobody needs them. Look whether you still do.",
            number,
        )
        yield text.format(number=number)
        yield from (f"  {safe_line(name)}" for name in written.left)


def _written(
    path: Path, chosen: Format, documents: Iterator[Exported], kinds: Sequence[str], wording: Wording
) -> Written:
    """Write to `path` as a file, or as a folder if it is one or has no suffix."""
    from knowledge.exchange.export import to_file
    from knowledge.exchange.exported_folder import Written, to_folder

    names_a_file = any(each.has_suffix(path) for each in writable().values())
    if chosen.page and (path.is_dir() or not names_a_file):
        return to_folder(path, chosen, documents, kinds)
    return Written(to_file(path, chosen, documents, wording))


def _to_stdout(context: CommandContext, chosen: Format, documents: Iterator[Exported], wording: Wording) -> None:
    """Print the export as the answer of the verb; with --json as one JSON list of records."""
    from knowledge.exchange.shape import outgoing

    assert chosen.write
    if context.json:
        context.answer([outgoing(document.record, titles) for document, titles in documents], "")
        return
    if sys.stdout.isatty():  # to look at; a pipe or a file gets every byte
        write(b"".join(chosen.write(documents, wording)).decode("utf-8", "replace"))
        return
    sys.stdout.flush()
    for piece in chosen.write(documents, wording):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
