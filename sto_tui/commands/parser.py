"""The parser: every verb and option, in the user's language. `docs/commands.md` is made from it."""

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
    """The verbs of the program, or those below one verb."""

    def __init__(self, parser: argparse.ArgumentParser, dest: str, *, required: bool) -> None:
        self._actions: Any = parser.add_subparsers(dest=dest, metavar=_("VERB"), title=_("verbs"), required=required)

    def add(
        self, name: str, about: str, run: Run | None, examples: Sequence[Example] = (), *, help_letter: bool = True
    ) -> argparse.ArgumentParser:
        """A verb: what it is `about` (translated), what runs it, and `examples` for its help.

        Without `help_letter` only --help asks for help: for verbs whose words may begin with a dash.
        """
        parser: argparse.ArgumentParser = self._actions.add_parser(
            name,
            help=about,
            description=about,
            epilog=_epilog(examples),
            parents=[_everywhere()],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=help_letter,
        )
        if not help_letter:
            parser.add_argument("--help", action="help", help=_("show this help message and exit"))
        parser.set_defaults(run=run, leaf=parser, examples=tuple(examples))
        return parser


def _epilog(examples: Sequence[Example]) -> str:
    lines = [_("examples:") if len(examples) > 1 else _("example:")] if examples else []
    for line, about in examples:
        lines += [f"  {line}", f"      {about}"]
    return "\n".join(lines).replace("%", "%%")


def _everywhere() -> argparse.ArgumentParser:
    """The options that work before and after the verb. Without default, so that neither place overrules the other."""
    parser = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = parser.add_argument_group(_("everywhere"))
    group.add_argument(
        "--folder", metavar=_("FOLDER"), help=_("the shared folder (default: $STO_FOLDER, or the one last used)")
    )
    group.add_argument("--lang", choices=LANGUAGES, help=_("the language to speak (default: $STO_LANG, or as set)"))
    group.add_argument("--json", action="store_true", help=_("print one JSON value for programs instead of text"))
    return parser


def build() -> argparse.ArgumentParser:
    """The whole parser, in the language now spoken."""
    from sto_tui import __version__
    from sto_tui.commands import care, checklist, finding, log, records, settling, space, transfer

    examples = (
        ("sto", _("open the app")),
        ("sto demo", _("look around in an invented region")),
        ('sto init ~/OneDrive/STO --name "STO Vechterland" --author "Els Wassink"', _("begin a space, or join one")),
        ("sto search gastlessen lassen", _("find what others learned")),
        ("sto search --help", _("all about one verb")),
    )
    parser = argparse.ArgumentParser(
        prog="sto",
        description=_(
            "The learning network of a Sterk Techniekonderwijs region: lessons, meetings, partners and checklists.\n"
            "Without a verb the app opens."
        ),
        epilog=_epilog(examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_everywhere()],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"sto {__version__}")
    parser.set_defaults(run=space.open_app, leaf=parser, examples=examples, folder="", lang="", json=False)
    verbs = Verbs(parser, "verb", required=False)
    for group in (space, finding, records, settling, log, checklist, transfer, care):
        group.declare(verbs)
    return parser


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """What `words` ask; exits with status 2 (help: 0) as argparse does.

    argparse gives loose words up as soon as an option stands between them, and takes ``-word`` for an option. Verbs
    that take loose words (`words`) get both here; for who searches, ``-word`` means without that word.
    """
    args, rest = build().parse_known_args(words)
    leaf: argparse.ArgumentParser = args.leaf
    if rest == ["-h"]:
        leaf.print_help()
        raise SystemExit(0)
    takes_dashes = getattr(args, "takes_dashes", False)
    loose = [word for word in rest if not word.startswith("-") or (takes_dashes and not word.startswith("--"))]
    if len(loose) < len(rest) or (loose and not hasattr(args, "words")):
        leaf.error(_("unrecognized arguments: %s") % " ".join(rest))
    if loose:
        args.words = [*args.words, *loose]
    return args
