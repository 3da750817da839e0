"""`sto conflicts`: list what two people changed at once, with all versions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.output import short_id
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    verbs.add(
        "conflicts",
        _("show what two people changed at once, all versions side by side"),
        run,
        [("sto conflicts", _("what there is to choose")), ("sto conflicts --json", _("the same for a script"))],
    )


def run(context: CommandContext) -> None:
    """Run `sto conflicts`."""
    documents = context.workspace.conflicts()
    status = context.workspace.status()
    devices = {each.replica: each.device for each in status.peers} | {status.replica: _("this device")}
    value = [_as_json(document, devices) for document in documents]
    text = "\n\n".join(_as_text(document, devices) for document in documents)
    context.answer(value, text or _("Nothing to choose: no two people changed the same thing at once."))
    if loose := context.workspace.merging.loose():
        context.say(
            ngettext(
                "{number} merged record changed elsewhere since. `sto duplicates` shows it, and what to do.",
                "{number} merged records changed elsewhere since. `sto duplicates` shows them, and what to do.",
                len(loose),
            ).format(number=len(loose))
        )


def _as_json(document: Document, devices: dict[str, str]) -> dict[str, Any]:
    from sto_tui.commands.view import iso

    return {
        "id": document.id,
        "kind": document.kind,
        "title": document.record.title,
        "revived": document.revived,
        "fields": {
            name: [
                {
                    "number": number,
                    "value": sibling.value,
                    "author": sibling.author,
                    "replica": sibling.replica,
                    "device": devices.get(sibling.replica, ""),
                    "time": iso(sibling.time),
                }
                for number, sibling in enumerate(siblings, start=1)
            ]
            for name, siblings in document.conflicts.items()
        },
    }


def _as_text(document: Document, devices: dict[str, str]) -> str:
    from sto_tui.commands.view import who
    from sto_tui.wording.words import field_word, stored_words

    lines = [f"{safe_line(document.record.title)}  ({short_id(document.id)})"]
    if document.revived:
        lines.append("  " + _("Deleted by one person while another changed it; it was kept."))
    for name, siblings in document.conflicts.items():
        lines.append(f"  {field_word(document.kind, name)} ({name})")
        for number, sibling in enumerate(siblings, start=1):
            lines.append(f"    {number}. {who(sibling, devices)}")
            told = stored_words(document.kind, name, sibling.value, {}) or _("(empty)")
            lines.append("       " + told.replace("\n", "\n       "))
    return "\n".join(lines)
