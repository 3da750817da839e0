"""`sto menu export`: the menukaart and the questions of schools as one document, to print or send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.files import check_not_shown, print_file, written_file
from sto_tui.wording.i18n import _, language
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs

_SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xlsx": "xlsx"}
_FORMATS = ("md", "html", "xlsx")
_STDOUT = "-"


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "export",
        _("write the menukaart and the open questions of schools to a file, without contact details"),
        run,
        [
            ("sto menu export menukaart.html", _("to print, or to send; it opens in any browser")),
            ('sto menu export menukaart.md --for "Metaalwerken Van Rossum"', _("for one partner, whose name is on it")),
            (
                'sto menu export menukaart.xlsx --for "Metaalwerken Van Rossum"',
                _("to fill in and send back; `sto import` reads the answers"),
            ),
            ("sto menu export - --format md", _("to another program")),
        ],
    )
    parser.add_argument("file", metavar=_("FILE"), help=_("a .md, .html or .xlsx file, or - for stdout"))
    parser.add_argument("--for", dest="reader", default="", metavar=_("PARTNER"), help=_("for whom it is (name or id)"))
    parser.add_argument("--format", choices=_FORMATS, help=_("the format (default: by the name of the file)"))


def run(context: CommandContext) -> None:
    """Run `sto menu export`."""
    from knowledge.problem import N_, WrongUse

    name = context.args.file
    chosen = context.args.format or _SUFFIXES.get(Path(name).suffix.casefold())
    if not chosen:
        raise WrongUse(
            N_("The name “{name}” does not tell the format. Add --format ({formats})."),
            name=name,
            formats=", ".join(_FORMATS),
        )
    if name == _STDOUT and chosen == "xlsx":
        check_not_shown("sto menu export menukaart.xlsx")
    data, rows = _document(context, chosen)
    if name == _STDOUT:
        print_file([data])
        return
    path = written_file(name, data)
    offers, requests = rows
    said = _("In {file}: offers {offers}, questions {requests}.").format(file=path, offers=offers, requests=requests)
    context.answer({"file": str(path), "offers": offers, "requests": requests}, said)


def _document(context: CommandContext, chosen: str) -> tuple[bytes, list[int]]:
    """The document in the format `chosen`, and how many rows each of its sheets has."""
    from knowledge.exchange.sheets import sheets_as_html, sheets_as_markdown
    from knowledge.today import today
    from sto_tui.commands.menu.adopt import lines_left
    from sto_tui.wording.dates import show_day
    from sto_tui.wording.menu_sheets import menu_sheets

    region = context.workspace.region(today())
    sheets = menu_sheets(region, lines_left(context, region))
    title = f"{_('Menukaart')} · {safe_line(context.workspace.name)}"
    about = show_day(today())
    if reader := context.partner(context.args.reader):
        about = _("For {partner} · {day}").format(partner=safe_line(region.title(reader)), day=about)
    rows = [len(sheet.rows) for sheet in sheets]
    if chosen == "xlsx":
        from sto_tui.wording.menu_workbook import menu_workbook

        return menu_workbook(sheets, title, context.workspace.id, reader, today()), rows
    if chosen == "html":
        return sheets_as_html(title, about, sheets, language()).encode(), rows
    return sheets_as_markdown(title, about, sheets).encode(), rows
