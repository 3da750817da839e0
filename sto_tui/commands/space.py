"""The verbs about the space as a whole: opening the app, init, demo, sync and status."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.reasons import set_aside_json
from sto_tui.wording.i18n import _, language, ngettext, tell

if TYPE_CHECKING:
    from knowledge.sync.status import SetAside, Status, SyncReport
    from sto_tui.commands.parser import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verbs of this file."""
    init = verbs.add(
        "init",
        _("create a space in a shared folder, or join the one that is there"),
        run_init,
        [
            ('sto init ~/OneDrive/STO --name "STO Vechterland" --author "Els Wassink"', _("begin a space")),
            ('sto init ~/OneDrive/STO --author "Hakan Yıldız"', _("join the space a colleague began")),
            ("sto init ~/OneDrive/STO --author Els --name Proef --no-starter", _("begin without the first lessons")),
            (
                'sto init webdavs://cloud.school.nl/remote.php/dav/files/els/STO --user els --author "Els Wassink"',
                _("a folder on a server (Nextcloud); asks for the password"),
            ),
        ],
    )
    init.add_argument(
        "shared", metavar=_("FOLDER"), help=_("the shared folder: OneDrive, Nextcloud, a network drive; or webdavs://…")
    )
    init.add_argument("--name", default="", metavar=_("NAME"), help=_("what a new space is called"))
    init.add_argument("--author", default="", metavar=_("AUTHOR"), help=_("your name, under what you write"))
    init.add_argument("--user", default="", metavar=_("USER"), help=_("who logs in, for a folder on a server"))
    init.add_argument("--no-starter", action="store_true", help=_("begin without the lessons that come with sto"))

    demo = verbs.add(
        "demo",
        _("open the app on a fresh demo region, all invented"),
        run_demo,
        [
            ("sto demo", _("look around; nothing of yours is touched")),
            ("sto demo ~/sto-demo --no-app", _("only make the region, in a folder of your own")),
        ],
    )
    demo.add_argument(
        "shared", nargs="?", metavar=_("DIR"), help=_("an empty or new folder (default: a temporary one)")
    )
    demo.add_argument("--no-app", action="store_true", help=_("only create the region, don't open the app"))

    sync = verbs.add(
        "sync",
        _("exchange changes with the shared folder"),
        run_sync,
        [
            ("sto sync", _("fetch what others wrote and share what is yours")),
            ("sto sync --restore-folder", _("the folder was emptied or is gone: put everything back from here")),
            ("sto sync --json", _("the same, answering with numbers for a script")),
        ],
    )
    sync.add_argument(
        "--restore-folder",
        action="store_true",
        help=_("make a folder that was emptied a space again and put back everything this device knows"),
    )
    verbs.add(
        "status",
        _("show where this device stands: what is shared, who was seen when"),
        run_status,
        [("sto status", _("see whether everything is shared")), ("sto status --json", _("the same for a script"))],
    )


def open_app(context: CommandContext) -> int:
    """`sto` alone."""
    from knowledge.problem import N_, WrongUse

    if context.json or not context.interactive:
        raise WrongUse(N_("The app needs a terminal. `sto --help` shows what can be done without one."))
    from sto_tui.app import run

    return run(context.home, context.folder, language())


def run_init(context: CommandContext) -> None:
    """`sto init`."""
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
    status = workspace.status()
    value = {
        "name": workspace.name,
        "folder": workspace.place,
        "author": workspace.author,
        "documents": status.documents,
    }
    context.answer(
        value,
        _("Space “{name}” in {folder}, as {author}.").format(
            name=workspace.name, folder=workspace.place, author=workspace.author
        ),
    )


def _log_in(context: CommandContext, place: str, user: str) -> None:
    """Ask for the password of a folder on a server, where there is somebody to ask, and keep it in the keyring."""
    from knowledge.sync.place import is_remote

    if not is_remote(place):
        return
    from knowledge.sync import credentials
    from knowledge.sync.remote import open_remote

    open_remote(place)  # refuses what can't be an address before anything is asked
    if not context.interactive or (not user and credentials.find(place)):
        return
    from getpass import getpass

    user = user or input(_("User name on the server:") + " ").strip()
    credentials.keep(place, credentials.Credentials(user, getpass(_("Password (it goes into the keyring):") + " ")))


def run_demo(context: CommandContext) -> int:
    """`sto demo`. Leaves the folder last used and the person's name as they were, when there were any."""
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


def run_sync(context: CommandContext) -> None:
    """`sto sync`."""
    from sto_tui.commands.terminal.progress import ProgressLine

    with ProgressLine() as progress:
        report = context.workspace.sync(restore_folder=context.args.restore_folder, progress=progress)
    value = dataclasses.asdict(report) | {"set_aside": set_aside_json(report.set_aside)}
    context.answer(value, _sync_text(report))
    for item in () if context.json else report.set_aside:
        context.say(_set_aside(item))


def _sync_text(report: SyncReport) -> str:
    received = ngettext("{number} change received", "{number} changes received", report.received)
    sent = ngettext("{number} change shared", "{number} changes shared", report.sent)
    text = f"{received.format(number=report.received)}, {sent.format(number=report.sent)}."
    if report.restored:
        again = ngettext("{number} lost file put back.", "{number} lost files put back.", report.restored)
        text += " " + again.format(number=report.restored)
    if report.erased:
        gone = ngettext("{number} record erased.", "{number} records erased.", report.erased)
        text += " " + gone.format(number=report.erased)
    return text


def _set_aside(item: SetAside) -> str:
    return _("Not usable yet: {path} ({reason})").format(path=item.path, reason=tell(item.reason))


def run_status(context: CommandContext) -> None:
    """`sto status`."""
    status = context.workspace.status()
    value = dataclasses.asdict(status) | {"set_aside": set_aside_json(status.set_aside)}
    context.answer(value, _status_text(status))


def _conflicts(number: int) -> str:
    return _("{number} (`sto conflicts` shows them)").format(number=number) if number else "0"


def _status_text(status: Status) -> str:
    from sto_tui.wording.dates import show_time

    unpublished = ngettext("{number} change", "{number} changes", status.unpublished).format(number=status.unpublished)
    facts = [
        (_("Space"), status.name),
        (_("Folder"), status.folder),
        (_("You"), f"{status.author} ({status.replica})"),
        (_("Records"), str(status.documents)),
        (_("Not shared yet"), unpublished),
        (_("Last shared"), show_time(status.last_sync) if status.last_sync else _("never")),
        (_("With a choice to make"), _conflicts(status.conflicts)),
    ]
    facts += [
        (_("Seen"), f"{peer.author}, {show_time(peer.seen)} ({peer.device or peer.replica})") for peer in status.peers
    ]
    lines = [f"{label + ':':24} {value}" for label, value in facts]
    lines += [_set_aside(item) for item in status.set_aside]
    lines += [_("The clock of {replica} is more than a day ahead.").format(replica=name) for name in status.ahead]
    return "\n".join(lines)
