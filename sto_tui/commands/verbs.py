"""How a verb is added to the parser: its description, the function that runs it, and the common options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import LANGUAGES, _

Run = Callable[[CommandContext], int | None]
Example = tuple[str, str]
"""A command line and what it does."""


class Verbs:
    """The verbs of the program, or the subcommands of one verb."""

    def __init__(self, parser: argparse.ArgumentParser, dest: str, *, required: bool) -> None:
        self._actions: Any = parser.add_subparsers(dest=dest, metavar=_("VERB"), title=_("verbs"), required=required)
        self._everywhere = everywhere()

    def add(
        self, name: str, about: str, run: Run | None, examples: Sequence[Example] = (), *, help_letter: bool = True
    ) -> argparse.ArgumentParser:
        """Add verb `name`, with `about` (translated) and `examples` for its help, and the function that runs it.

        Without `help_letter` there is no -h, only --help: for verbs whose words may begin with a dash.
        """
        parser: argparse.ArgumentParser = self._actions.add_parser(
            name,
            help=about,
            description=about,
            epilog=epilog(examples),
            parents=[self._everywhere],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=help_letter,
        )
        if not help_letter:
            parser.add_argument("--help", action="help", help=_("show this help message and exit"))
        parser.set_defaults(run=run, leaf=parser, examples=tuple(examples))
        return parser


def epilog(examples: Sequence[Example]) -> str:
    """`examples` as the last part of a help text."""
    lines = [_("examples:") if len(examples) > 1 else _("example:")] if examples else []
    for line, about in examples:
        lines += [f"  {line}", f"      {about}"]
    return "\n".join(lines).replace("%", "%%")


def everywhere() -> argparse.ArgumentParser:
    """The options that work before and after the verb. Without a default, neither place overrides the other."""
    parser = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = parser.add_argument_group(_("everywhere"))
    group.add_argument(
        "--folder", metavar=_("FOLDER"), help=_("the shared folder (default: $STO_FOLDER, or the one last used)")
    )
    group.add_argument("--lang", choices=LANGUAGES, help=_("the language to speak (default: $STO_LANG, or as set)"))
    group.add_argument(
        "--keep-anyway",
        metavar=_("REASON"),
        help=_("what is saved may stay, for this reason, also where the guard finds a pupil in it (`sto guard`)"),
    )
    group.add_argument("--json", action="store_true", help=_("print one JSON value for programs instead of text"))
    return parser
