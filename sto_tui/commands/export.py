"""`sto export`: write every record to a file or folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.exchange.format import STDIO, Format, format_of, writable
from sto_tui.commands.cofin.ledger_file import LEDGER_FORMS, ledger_form, write_ledger
from sto_tui.commands.cofin.registers import period_argument
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import format_argument, period_arguments, suffixes_of
from sto_tui.commands.parsing.values import KINDS, kind_here
from sto_tui.commands.plan.activities import whose_arguments, whose_meant, year_argument
from sto_tui.commands.terminal.files import print_file
from sto_tui.wording.i18n import _, in_every_language, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.exchange.exported_folder import Written
    from knowledge.exchange.format import Exported, Wording
    from knowledge.model.records.record import Record
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
            ("sto export kluis/ --format markdown", _("a folder of notes that link to each other, as for Obsidian")),
            ("sto export - | gzip > region.jsonl.gz", _("to another program")),
            ("sto export jaarkalender.ics", _("every activity that has a day, for other calendars")),
            (
                'sto export meander.ics --school "De Meander" --year 2026-2027 --ideas',
                _("of one school and school year, with the ideas"),
            ),
            ('sto export rossum.ics --partner "Van Rossum"', _("with one partner")),
            ('sto export hakan.ics --person "Hakan Yıldız"', _("what somebody takes part in")),
            ("sto export mensen.vcf", _("all people, for a telephone or mail program")),
            ("sto export cofinanciering.xlsx", _("the register of cofinanciering for Excel, with its changes")),
            (
                'sto export q3.csv --period "STO 2025-2028" --since 2026-Q3 --until 2026-Q3',
                _("its lines of one quarter as CSV"),
            ),
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
    format_argument(parser, formats, LEDGER_FORMS)
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        type=kind_here,
        metavar=_("KIND"),
        help=", ".join(KINDS) + " " + _("(may be repeated)"),
    )
    calendars = parser.add_argument_group(_("for a calendar (.ics)"))
    whose_arguments(calendars)
    year_argument(calendars, _("only this school year: 2026-2027, 26-27, 2026"))
    calendars.add_argument("--ideas", action="store_true", help=_("with ideas that have a day, as tentative"))
    registers = parser.add_argument_group(_("for the register of cofinanciering (.xlsx, .csv)"))
    period_argument(registers)
    period_arguments(registers)


def run(context: CommandContext) -> None:
    """Run `sto export`."""
    from knowledge.exchange.export import exported, kinds_for
    from knowledge.exchange.format import Wording
    from knowledge.problem import N_, Problem, WrongUse
    from knowledge.reasons import reason_of
    from sto_tui.wording.words import kinds_word

    context.check_kinds(context.args.kind)
    name = context.args.file
    if form := ledger_form(name, context.args.format):
        _check_ledger(context)
        write_ledger(context, form)
        return
    if context.args.period or context.args.since or context.args.until:
        raise WrongUse(N_("--period, --since and --until are for the register: FILE.xlsx or FILE.csv."))
    chosen = format_of(name, context.args.format, writable())
    kinds = kinds_for(chosen, context.args.kind)
    workspace = context.workspace
    documents = _narrowed(context, chosen, exported(workspace, kinds))
    wording = Wording(workspace.name, _, kinds_word, workspace.id, workspace.times_set)
    if name == STDIO:
        _to_stdout(context, chosen, documents, wording)
        return
    path = Path(name).expanduser()
    try:
        written = _written(context, path, chosen, documents, kinds, wording)
    except OSError as error:
        raise Problem(N_("{file} can't be written: {reason}"), file=name, reason=reason_of(error)) from error
    value = {"file": str(path), "records": written.number}
    folder = {"replaced": written.replaced, "left": written.left, "kept": written.kept} if path.is_dir() else {}
    context.answer({**value, **folder}, "\n".join(_told(path, written)))


def _check_ledger(context: CommandContext) -> None:
    """Raise `WrongUse` when more is asked of a workbook than the register of cofinanciering."""
    from knowledge.model.records.contribution import Contribution
    from knowledge.problem import N_, WrongUse

    args = context.args
    if any(kind != Contribution.kind for kind in args.kind):
        raise WrongUse(N_("A .xlsx or .csv file holds the register of cofinanciering, and no other kinds."))
    if args.school or args.partner or args.person or args.year or args.ideas:
        raise WrongUse(N_("--school, --partner, --person, --year and --ideas are for a calendar: FILE.ics."))


def _narrowed(context: CommandContext, chosen: Format, documents: Iterator[Exported]) -> Iterator[Exported]:
    """Those of `documents` that go into a calendar as it was asked for; raises `WrongUse` for another format."""
    from knowledge.model.records.activity import Activity
    from knowledge.problem import N_, WrongUse
    from knowledge.today import today
    from knowledge.work.school_year_plan import is_in_calendar

    args = context.args
    if not chosen.narrowed:
        if args.school or args.partner or args.person or args.year or args.ideas:
            raise WrongUse(N_("--school, --partner, --person, --year and --ideas are for a calendar: FILE.ics."))
        return documents
    whose = whose_meant(context)
    year = context.workspace.region(today()).school_year_of(args.year) if args.year else None

    def is_asked_for(record: Record) -> bool:
        return isinstance(record, Activity) and is_in_calendar(record, whose, year, ideas=args.ideas)

    return ((document, titles) for document, titles in documents if is_asked_for(document.record))


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
    if written.kept:
        number = len(written.kept)
        text = ngettext(
            "{number} file was changed and isn't imported yet; it was not written over. First: `sto import {folder}`.",
            "{number} files were changed and aren't imported yet; they were not written over. First: "
            "`sto import {folder}`.",
            number,
        )
        yield text.format(number=number, folder=path)
        yield from (f"  {safe_line(name)}" for name in written.kept)
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
    context: CommandContext,
    path: Path,
    chosen: Format,
    documents: Iterator[Exported],
    kinds: Sequence[str],
    wording: Wording,
) -> Written:
    """Write to `path` as a file, or as a folder if it is one or has no suffix."""
    from knowledge.exchange.bringing_in import not_here
    from knowledge.exchange.export import to_file
    from knowledge.exchange.exported_folder import Written, names_here, to_folder
    from knowledge.exchange.labels import Labels
    from knowledge.exchange.source import rows_of_files

    names_a_file = any(each.has_suffix(path) for each in writable().values())
    if chosen.page and (path.is_dir() or not names_a_file):
        workspace = context.workspace

        def unread(changed: list[str]) -> set[str]:
            return not_here(workspace, rows_of_files(chosen, path, changed, ""), changed, Labels(in_every_language))

        names = names_here(workspace, wording.plural)
        return to_folder(path, chosen, documents, kinds, names=names, unread=unread)
    return Written(to_file(path, chosen, documents, wording))


def _to_stdout(context: CommandContext, chosen: Format, documents: Iterator[Exported], wording: Wording) -> None:
    """Print the export as the answer of the verb; with --json as one JSON list of records."""
    from knowledge.exchange.shape import outgoing

    assert chosen.write
    if context.json:
        context.answer([outgoing(document.record, titles) for document, titles in documents], "")
        return
    print_file(chosen.write(documents, wording))
