"""`sto meaning install`: the model comes from a file that somebody handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "install",
        _("check the file with the model, and copy it to this device"),
        run,
        [
            ("sto meaning install e5-small-nl-en.sto-meaning", _("from a file")),
            ("sto meaning install", _("from the file that your region put in the shared folder")),
        ],
    )
    parser.add_argument("file", nargs="?", default="", metavar=_("FILE"), help=_("a file that ends in .sto-meaning"))


def run(context: CommandContext) -> None:
    """Run `sto meaning install`."""
    from knowledge.search.meaning.installed import InstalledModel

    given = context.args.file
    file = Path(given).expanduser() if given else _in_folder(Path(context.workspace.place))
    found = InstalledModel(context.home.model_dir).install(file)
    told = _("Installed: {name}. Checksum (SHA-256): {checksum}.").format(
        name=safe_line(found.name), checksum=found.checksum
    )
    after = _("`sto search` finds by meaning too from now on; `sto meaning index` reads all records at once.")
    context.answer({"model": found.name, "checksum": found.checksum, "on": True}, f"{told}\n{after}")


def _in_folder(place: Path) -> Path:
    """The model in the shared folder `place`; raises `WrongUse` when there is none, or more than one."""
    from knowledge.problem import N_, WrongUse
    from knowledge.search.meaning.model_file import SUFFIX

    found = sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else []
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(each.name for each in found)
        raise WrongUse(N_("There are several models in the shared folder: {names}. Name one."), names=names)
    raise WrongUse(N_("There is no file that ends in {suffix} in the shared folder. Name a file."), suffix=SUFFIX)
