"""`sto demo`: open the app on an invented region."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, language

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "demo",
        _("open the app on a fresh demo region, all invented"),
        run,
        [
            ("sto demo", _("look around; nothing of yours is touched")),
            ("sto demo ~/sto-demo --no-app", _("only make the region, in a folder of your own")),
        ],
    )
    parser.add_argument(
        "shared", nargs="?", metavar=_("DIR"), help=_("an empty or new folder (default: a temporary one)")
    )
    parser.add_argument("--no-app", action="store_true", help=_("only create the region, don't open the app"))


def run(context: CommandContext) -> int:
    """Run `sto demo`. Somebody who already uses sto keeps their last folder and name."""
    from knowledge.problem import N_, Problem

    folder = _demo_folder(context.args.shared)
    if folder.exists() and any(folder.iterdir()):
        raise Problem(N_("{folder} is not empty. Choose a new folder for the demo."), folder=folder)
    if not context.args.no_app and not context.interactive:
        raise Problem(N_("The app needs a terminal. With --no-app the region is only created."))
    from knowledge import spaces

    before = context.home.config
    workspace = spaces.demo(context.home, folder, language=language(), say=_)
    if before.folder:
        context.home.configure(folder=before.folder, author=before.author, language=before.language)
    value = {"folder": str(folder), "name": workspace.name, "documents": workspace.status().documents}
    if context.args.no_app:
        hint = ("--folder", str(folder)) if before.folder else ()
        context.answer(
            value,
            _("Demo region “{name}” with {number} records in {folder}.\nLook around with: {command}").format(
                name=workspace.name, number=value["documents"], folder=folder, command=" ".join(("sto", *hint))
            ),
        )
        return 0
    from sto_tui.app import run

    return run(context.home, folder, language())


def _demo_folder(named: str | None) -> Path:
    if named:
        return Path(named).expanduser().absolute()
    import tempfile

    return Path(tempfile.mkdtemp(prefix="sto-demo-"))
