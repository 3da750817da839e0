"""`sto status`: show the state of this device and of sharing."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.reasons import set_aside_json, set_aside_line
from sto_tui.wording.i18n import _, ngettext

if TYPE_CHECKING:
    from knowledge.sync.status import Status
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    verbs.add(
        "status",
        _("show where this device stands: what is shared, who was seen when"),
        run,
        [("sto status", _("see whether everything is shared")), ("sto status --json", _("the same for a script"))],
    )


def run(context: CommandContext) -> None:
    """Run `sto status`."""
    from knowledge.today import today

    status = context.workspace.status()
    to_tell = len(context.workspace.uses_to_ask(today()))
    value = dataclasses.asdict(status) | {"set_aside": set_aside_json(status.set_aside), "uses_to_tell": to_tell}
    value["waiting"] = _waiting(status)
    context.answer(value, _status_text(status, to_tell))


def _waiting(status: Status) -> list[dict[str, str]]:
    return [{"id": document_id, "title": title} for document_id, title in status.waiting]


def _conflicts(number: int) -> str:
    return _("{number} (`sto conflicts` shows them)").format(number=number) if number else "0"


def _to_tell(number: int) -> str:
    return _("{number} (`sto use --open` shows them)").format(number=number)


def _status_text(status: Status, to_tell: int) -> str:
    from sto_tui.wording.dates import show_time
    from sto_tui.wording.titles import taken_back_line, waiting_line

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
    facts += [(_("Still to tell"), _to_tell(to_tell))] if to_tell else []
    facts += [
        (_("Seen"), f"{peer.author}, {show_time(peer.seen)} ({peer.device or peer.replica})") for peer in status.peers
    ]
    lines = [f"{label + ':':24} {value}" for label, value in facts]
    lines += [set_aside_line(item) for item in status.set_aside]
    lines += [_("The clock of {replica} is more than a day ahead.").format(replica=name) for name in status.ahead]
    lines += [waiting_line(*each) for each in status.waiting]
    lines += [taken_back_line(status.taken_back)] if status.taken_back else []
    return "\n".join(lines)
