"""The parser: every verb and option, in the user's language. `docs/commands.md` is made from it."""

from __future__ import annotations

import argparse
import importlib
import keyword
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from sto_tui.commands import app
from sto_tui.commands.verbs import Verbs, epilog, everywhere
from sto_tui.wording.i18n import _

VERBS = (
    *("init", "demo", "sync", "status"),
    *("search", "list", "meaning"),
    *("add", "show", "edit", "delete", "restore", "history"),
    *("conflicts", "resolve", "duplicates", "merge", "unmerge"),
    *("log", "done", "reopen", "use", "used", "checklist"),
    *("plan", "holidays"),
    *("approach", "notnow"),
    *("menu", "request", "signup", "match"),
    *("cofin", "coverage", "relations", "relation", "bodies", "overview", "report"),
    *("import", "export"),
    *("guard", "settings"),
    *("access", "retention", "erase", "doctor"),
)
"""Every verb, in the order of the help. Each has a module of its name, which is loaded only when it is needed."""

_WITH_VALUE = ("--folder", "--lang", "--keep-anyway")
"""The options before a verb that are followed by a value."""


def module_of(verb: str) -> Any:
    """The module of `verb`; it has an underscore behind its name where Python keeps the word for itself."""
    return importlib.import_module(
        f"sto_tui.commands.{verb}_" if keyword.iskeyword(verb) else f"sto_tui.commands.{verb}"
    )


def verbs_for(words: Sequence[str]) -> Sequence[str]:
    """The verbs needed to parse `words`: the one they ask for, none to open the app, all for help or a slip."""
    for before, word in zip_longest(("", *words), words, fillvalue=""):
        if word in ("-h", "--help"):
            return VERBS
        if word and not word.startswith("-") and before not in _WITH_VALUE:
            return (word,) if word in VERBS else VERBS
    return ()


def build(wanted: Sequence[str] = VERBS) -> argparse.ArgumentParser:
    """The parser, in the user's language, with the verbs `wanted`. All of them take five times as long as one."""
    from sto_tui import __version__

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
        epilog=epilog(examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[everywhere()],
        allow_abbrev=False,
    )
    version_help = _("show program's version number and exit")
    parser.add_argument("--version", action="version", version=f"sto {__version__}", help=version_help)
    parser.set_defaults(run=app.run, leaf=parser, examples=examples, folder="", lang="", json=False, keep_anyway=None)
    verbs = Verbs(parser, "verb", required=False)
    for verb in wanted:
        module_of(verb).declare(verbs)
    return parser


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """`words` as parsed arguments; exits with status 2 (0 after help), as argparse does.

    argparse stops collecting positional words at the first option between them, and takes ``-word`` for an option.
    Verbs that take positional words (`words`) get both here: in a search, ``-word`` means "without that word".
    """
    args, rest = build(verbs_for(words)).parse_known_args(words)
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
