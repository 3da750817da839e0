"""`sto doctor`: check everything, and repair what can be repaired safely."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.reasons import reason_json
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.doctor import Checkup, ReplicaHealth, Side
    from sto_tui.commands.verbs import Verbs


CODE = "own-file"
"""The code of the finding that a private file of the program can't be read."""


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "doctor",
        _("examine everything: files, chains, devices, clocks, search index"),
        run,
        [
            ("sto doctor", _("look, and change nothing")),
            ("sto doctor --repair", _("put right what can be put right safely")),
            ("sto doctor --json", _("the same for a script")),
        ],
    )
    parser.add_argument("--repair", action="store_true", help=_("put right what can be put right safely"))


def run(context: CommandContext) -> int:
    """Run `sto doctor`. The exit status is 1 when there is something to look at (✗)."""
    from knowledge import spaces

    mended = damaged = spaces.damaged_files(context.home)
    if damaged and context.args.repair:
        spaces.repair_files(context.home)
        damaged = spaces.damaged_files(context.home)
    if damaged:
        findings = [{"code": CODE, "grave": True, "message": tell(each)} for each in damaged]
        told = [f"✗ {tell(each)}" for each in damaged]
        context.answer(
            {"ok": False, "findings": findings}, "\n".join([*told, _("There is something to look at: see ✗.")])
        )
        return 1
    checkup = context.workspace.checkup(repair=context.args.repair)
    if mended:
        checkup = dataclasses.replace(checkup, repaired=(CODE, *checkup.repaired))
    context.answer(_as_json(checkup), _as_text(checkup))
    return 0 if checkup.ok else 1


def _as_json(checkup: Checkup) -> dict[str, Any]:
    from sto_tui.commands.view import iso

    value = dataclasses.asdict(checkup)
    value["replicas"] = [each | {"latest": iso(each["latest"])} for each in value["replicas"]]
    for name, side in (("mirror", checkup.mirror), ("folder", checkup.folder)):
        if side:
            value[name]["unusable"] = {path: tell(reason) for path, reason in side.unusable.items()}
    value["quarantined"] = [
        {"path": path, **reason_json(reason)}
        for path, reason in (checkup.folder.unusable if checkup.folder else {}).items()
    ]
    value["findings"] = [
        {"code": each.code, "grave": each.grave, "message": tell(each.what)} for each in checkup.findings
    ]
    return value


def _as_text(checkup: Checkup) -> str:
    from knowledge.doctor import Side

    folder = checkup.folder
    facts = [
        (_("This device"), _side(checkup.mirror)),
        (_("Shared folder"), _side(folder) if isinstance(folder, Side) else _("out of reach")),
        (_("Records"), str(checkup.documents)),
        (_("Erased"), str(checkup.erased)),
        (_("Search index"), _index_words()[checkup.index]),
    ]
    lines = [f"{label + ':':24} {text}" for label, text in facts]
    lines += [_replica(each) for each in checkup.replicas]
    if checkup.repaired:
        lines.append(_("Put right: {codes}.").format(codes=", ".join(checkup.repaired)))
    lines += [f"{'✗' if each.grave else '·'} {tell(each.what)}" for each in checkup.findings]
    lines.append(_("All is well.") if checkup.ok else _("There is something to look at: see ✗."))
    return "\n".join(lines)


def _index_words() -> dict[str, str]:
    return {
        "current": _("up to date"),
        "behind": _("catches up with the next search"),
        "missing": _("made with the first search"),
        "damaged": _("damaged"),
    }


def _side(side: Side) -> str:
    files = ngettext("{number} file", "{number} files", side.files).format(number=side.files)
    changes = ngettext("{number} change", "{number} changes", side.changes).format(number=side.changes)
    return f"{files}, {changes}"


def _replica(health: ReplicaHealth) -> str:
    from sto_tui.wording.dates import show_time

    you = " " + _("(you)") if health.own else ""
    name = f"{safe_line(health.author)} {safe_line(health.device)}".strip()
    changes = ngettext("{number} change", "{number} changes", health.changes).format(number=health.changes)
    latest = _("latest {time}").format(time=show_time(health.latest))
    return f"  {health.replica}  {name}{you}: {changes}, {latest}"
