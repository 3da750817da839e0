"""Arguments that several verbs declare alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.parsing.values import assignment, since, until
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, _ArgumentGroup
    from collections.abc import Mapping, Sequence

    from knowledge.exchange.format import Format


def id_argument(parser: ArgumentParser) -> None:
    """Add the argument for the id of a record, or a part of that id."""
    parser.add_argument("id", metavar="ID", help=_("the id, or four or more characters it begins or ends with"))


def field_arguments(parser: ArgumentParser) -> None:
    """Add the options that set fields of a record."""
    parser.add_argument("--title", metavar=_("TITLE"), help=_("the title, or the name of a partner or person"))
    value_arguments(parser)


def value_arguments(parser: ArgumentParser) -> None:
    """Add the options that set fields and the text of a record whose title is said otherwise."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=assignment,
        metavar=_("FIELD=VALUE"),
        help=_("a field (may be repeated); lists with commas; partners and people by name, of a partner part of it"),
    )
    parser.add_argument("--body", metavar=_("TEXT"), help=_("the text in Markdown; - reads it from standard input"))


def narrowing_arguments(parser: ArgumentParser) -> None:
    """Add the options that filter records: by partner, tag and period."""
    parser.add_argument("--partner", default="", metavar=_("PARTNER"), help=_("about this partner (name or id)"))
    parser.add_argument("--tag", default="", metavar=_("TAG"), help=_("with this tag"))
    period_arguments(parser)


def period_arguments(parser: ArgumentParser | _ArgumentGroup) -> None:
    """Add the options for a period."""
    parser.add_argument("--since", type=since, metavar=_("DAY"), help=_("from this day or period on: 31-3, 2025-2026"))
    parser.add_argument("--until", type=until, metavar=_("DAY"), help=_("up to and including this day or period"))


def format_argument(parser: ArgumentParser, formats: Mapping[str, Format], more: Sequence[str] = ()) -> None:
    """Add the option that chooses a file format, one of `formats` or of the names in `more`."""
    parser.add_argument("--format", choices=(*formats, *more), help=_("the format (default: by the name of the file)"))


def suffixes_of(formats: Mapping[str, Format]) -> str:
    """The suffixes of these file formats in words: ".jsonl or .md"."""
    return any_of([*dict.fromkeys(suffix for each in formats.values() for suffix in each.suffixes[:1])])


def any_of(texts: Sequence[str]) -> str:
    """`texts` joined as alternatives: "a, b or c"."""
    *most, last = texts
    return _("{some} or {last}").format(some=", ".join(most), last=last) if most else last
