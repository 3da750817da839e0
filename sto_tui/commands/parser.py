"""The parser: every verb and option, in the user's language. `docs/commands.md` is made from it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from sto_tui.commands import (
    add,
    app,
    checklist,
    conflicts,
    delete,
    demo,
    doctor,
    done,
    edit,
    erase,
    export,
    history,
    import_,
    init,
    log,
    reopen,
    resolve,
    restore,
    search,
    show,
    status,
    sync,
    use,
)
from sto_tui.commands import list as list_
from sto_tui.commands.verbs import Verbs, epilog, everywhere
from sto_tui.wording.i18n import _

VERBS = (
    *(init, demo, sync, status),
    *(search, list_),
    *(add, show, edit, delete, restore, history),
    *(conflicts, resolve),
    *(log, done, reopen, use, checklist),
    *(import_, export),
    *(erase, doctor),
)
"""The module of every verb, in the order in which help tells them."""


def build() -> argparse.ArgumentParser:
    """The whole parser, in the user's language."""
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
    parser.add_argument("--version", action="version", version=f"sto {__version__}")
    parser.set_defaults(run=app.run, leaf=parser, examples=examples, folder="", lang="", json=False)
    verbs = Verbs(parser, "verb", required=False)
    for verb in VERBS:
        verb.declare(verbs)
    return parser


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """`words` as parsed arguments; exits with status 2 (0 after help), as argparse does.

    argparse stops collecting positional words at the first option between them, and takes ``-word`` for an option.
    Verbs that take positional words (`words`) get both here: in a search, ``-word`` means "without that word".
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
