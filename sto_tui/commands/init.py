"""`sto init`: create a space in a shared folder, or join the one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, language

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "init",
        _("create a space in a shared folder, or join the one that is there"),
        run,
        [
            ('sto init ~/OneDrive/STO --name "STO Vechterland" --author "Els Wassink"', _("begin a space")),
            ('sto init ~/OneDrive/STO --author "Hakan Yıldız"', _("join the space a colleague began")),
            (
                'sto init ~/OneDrive/STO --author "Hakan Yıldız" --for "Vakcollege De Meander"',
                _("and say on whose behalf you work; only this device knows it"),
            ),
            ("sto init ~/OneDrive/STO --author Els --name Proef --no-starter", _("begin without the first lessons")),
            (
                'sto init webdavs://cloud.school.nl/remote.php/dav/files/els/STO --user els --author "Els Wassink"',
                _("a folder on a server (Nextcloud); asks for the password"),
            ),
        ],
    )
    parser.add_argument(
        "shared", metavar=_("FOLDER"), help=_("the shared folder: OneDrive, Nextcloud, a network drive; or webdavs://…")
    )
    parser.add_argument("--name", default="", metavar=_("NAME"), help=_("what a new space is called"))
    parser.add_argument("--author", default="", metavar=_("AUTHOR"), help=_("your name, under what you write"))
    parser.add_argument(
        "--for",
        dest="on_behalf",
        default="",
        metavar=_("PARTNER"),
        help=_("on whose behalf you work: your school or organisation; it isn't shared"),
    )
    parser.add_argument("--user", default="", metavar=_("USER"), help=_("who logs in, for a folder on a server"))
    parser.add_argument("--no-starter", action="store_true", help=_("begin without the lessons that come with sto"))


def run(context: CommandContext) -> None:
    """Run `sto init`."""
    from knowledge import spaces
    from sto_tui.commands.terminal.progress import ProgressLine

    args = context.args
    _log_in(context, args.shared, args.user)
    with ProgressLine() as progress:
        workspace = spaces.begin_or_join(
            context.home,
            args.shared,
            name=args.name,
            author=args.author,
            language=language(),
            starter=not args.no_starter,
            progress=progress,
        )
    context.workspace = workspace
    own = _on_behalf(context, args.on_behalf)
    status = workspace.status()
    value = {
        "name": workspace.name,
        "folder": workspace.place,
        "author": workspace.author,
        "documents": status.documents,
        "on_behalf": own,
    }
    context.answer(
        value,
        _("Space “{name}” in {folder}, as {author}.").format(
            name=workspace.name, folder=workspace.place, author=workspace.author
        ),
    )


def _on_behalf(context: CommandContext, said: str) -> str:
    """Remember on whose behalf the person works, if that was `said`; return the name of that partner, or ""."""
    from knowledge.problem import Problem
    from sto_tui.wording.i18n import tell

    workspace, name = context.workspace, " ".join(said.split())
    if name:
        try:
            workspace.work_on_behalf_of(context.partner(name))
        except Problem as problem:  # a new space has no partners yet
            workspace.work_on_behalf_of(name)
            context.say(tell(problem))
            context.say(_("It is kept until there is one; `sto settings for PARTNER` says another."))
    own = workspace.on_behalf_as_said
    return workspace.titles([own]).get(own, own)


def _log_in(context: CommandContext, place: str, user: str) -> None:
    """Ask for the password of a folder on a server, if there is a terminal to ask on, and store it in the keyring."""
    from knowledge.sync.place import is_remote

    if not is_remote(place):
        return
    from knowledge.sync import credentials
    from knowledge.sync.remote import open_remote

    open_remote(place)  # rejects an impossible address before asking anything
    if not context.interactive or (not user and credentials.find_credentials(place)):
        return
    from getpass import getpass

    user = user or input(_("User name on the server:") + " ").strip()
    credentials.keep_credentials(
        place, credentials.Credentials(user, getpass(_("Password (it goes into the keyring):") + " "))
    )
