"""`sto sync`: exchange changes with the shared folder."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.reasons import set_aside_json, set_aside_line
from sto_tui.wording.i18n import _, ngettext

if TYPE_CHECKING:
    from knowledge.sync.status import SyncReport
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "sync",
        _("exchange changes with the shared folder"),
        run,
        [
            ("sto sync", _("fetch what others wrote and share what is yours")),
            ("sto sync --restore-folder", _("the folder was emptied or is gone: put everything back from here")),
            ("sto sync --json", _("the same, answering with numbers for a script")),
        ],
    )
    parser.add_argument(
        "--restore-folder",
        action="store_true",
        help=_("make a folder that was emptied a space again and put back everything this device knows"),
    )


def run(context: CommandContext) -> None:
    """Run `sto sync`."""
    from knowledge.today import today
    from sto_tui.commands.terminal.progress import ProgressLine
    from sto_tui.wording.titles import taken_back_line

    context.workspace.remind_after_not_now(today())
    with ProgressLine() as progress:
        report = context.workspace.sync(restore_folder=context.args.restore_folder, progress=progress)
    value = dataclasses.asdict(report) | {"set_aside": set_aside_json(report.set_aside)}
    context.answer(value, _sync_text(report))
    for item in () if context.json else report.set_aside:
        context.say(set_aside_line(item))
    if report.taken_back and not context.json:
        context.say(taken_back_line(report.taken_back))


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
