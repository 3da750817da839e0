"""The verbs that take care of a space: erase and doctor."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.output import short_id
from sto_tui.commands.terminal.reasons import reason_json
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.doctor import Checkup, ReplicaHealth, Side
    from knowledge.erasing import Erasure
    from knowledge.journal.document import Document
    from sto_tui.commands.parser import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verbs of this file."""
    erase = verbs.add(
        "erase",
        _("forget a person or record for good, on every device (the right to be forgotten, AVG)"),
        run_erase,
        [
            ("sto erase 7f3a9c21", _("asks first; there is no way back")),
            ("sto erase 7f3a9c21 --yes", _("doesn't ask")),
            ("sto erase --status 7f3a9c21", _("which devices have forgotten it")),
        ],
    )
    erase.add_argument("id", metavar="ID", help=_("the id, or four or more characters it begins or ends with"))
    erase.add_argument("--yes", action="store_true", help=_("don't ask"))
    erase.add_argument("--status", action="store_true", help=_("only show which devices have forgotten it"))

    doctor = verbs.add(
        "doctor",
        _("examine everything: files, chains, devices, clocks, search index"),
        run_doctor,
        [
            ("sto doctor", _("look, and change nothing")),
            ("sto doctor --repair", _("put right what can be put right safely")),
            ("sto doctor --json", _("the same for a script")),
        ],
    )
    doctor.add_argument("--repair", action="store_true", help=_("put right what can be put right safely"))


# -- erasing ----------------------------------------------------------------------------------------------------------


def run_erase(context: CommandContext) -> int:
    """`sto erase`."""
    if context.args.status:
        erasure = _erasure(context, context.args.id)
        context.answer(_as_json(erasure), _as_text(erasure))
        return 0
    document = context.document(context.args.id)
    if not context.args.yes and not _confirmed(context, document):
        context.say(_("Nothing was erased."))
        return 1
    mentions = context.workspace.mentions(document)
    context.workspace.erase(document.id)
    _share(context)
    erasure = context.workspace.erasure(document.id)
    value = _as_json(erasure) | {"mentions": [{"id": each.id, "title": each.record.title} for each in mentions]}
    context.answer(value, "\n".join([_as_text(erasure), *_mentions_text(mentions)]))
    return 0


def _erasure(context: CommandContext, part: str) -> Erasure:
    """The erasure of the document that `part` of an id names; raises `UnknownId` or `WrongUse`."""
    from knowledge.problem import N_, UnknownId, WrongUse

    try:
        return context.workspace.erasure(part)
    except UnknownId:
        found = context.workspace.erased_ids(part)
        if not found:
            raise
    if len(found) > 1:
        raise WrongUse(N_("“{id}” could be any of these: {ids}. Type a longer piece."), id=part, ids=", ".join(found))
    return context.workspace.erasure(found[0])


def _confirmed(context: CommandContext, document: Document) -> bool:
    """Whether somebody types the title; raises `WrongUse` when nobody is there to ask."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.terminal.asking import ask

    title = safe_line(document.record.title)
    if not context.interactive:
        raise WrongUse(N_("Erasing asks first, and nobody is there to answer. --yes erases without asking."))
    context.say(
        _(
            "“{title}” goes for good: its text, its history, on this device and, as they sync, on every other. There "
            "is no way back. What it can't reach: backups, and earlier versions that OneDrive or Nextcloud keep."
        ).format(title=title)
    )
    typed = ask(_("Type the title to erase it, or just Enter to stop:"), str)
    return typed.casefold() == title.strip().casefold()


def _share(context: CommandContext) -> None:
    """Bring the erasure to the folder; a folder that is away gets it later."""
    from knowledge.problem import Problem

    try:
        context.workspace.sync()
    except Problem as problem:
        context.say(tell(problem))


def _as_json(erasure: Erasure) -> dict[str, Any]:
    from sto_tui.commands.view import iso

    replicas = [
        dataclasses.asdict(each) | {"when": iso(each.when), "seen": iso(each.seen)} for each in erasure.replicas
    ]
    asked = {"id": erasure.id, "by": erasure.by, "when": iso(erasure.when), "here": erasure.here}
    return asked | {"done": erasure.done, "replicas": replicas}


def _as_text(erasure: Erasure) -> str:
    from sto_tui.wording.dates import show_time

    here = _("forgotten") if erasure.here else _("not finished; `sto sync` goes on with it")
    lines = [
        _("Erased by {author} on {time} ({id}).").format(
            author=safe_line(erasure.by), time=show_time(erasure.when), id=short_id(erasure.id)
        ),
        _("  this device: {here}").format(here=here),
    ]
    for each in erasure.replicas:
        name = safe_line(each.author) + (f" ({safe_line(each.device)})" if each.device else f" ({each.replica})")
        told = (
            _("forgotten, {time}").format(time=show_time(each.when))
            if each.done
            else _("not yet; last heard of {time}").format(time=show_time(each.seen))
        )
        lines.append(f"  {name}: {told}")
    return "\n".join(lines)


def _mentions_text(mentions: list[Document]) -> list[str]:
    if not mentions:
        return []
    head = ngettext(
        "The name also stands in {number} other record; look whether it may stay:",
        "The name also stands in {number} other records; look whether it may stay:",
        len(mentions),
    )
    lines = [f"  {safe_line(each.record.title)}  ({short_id(each.id)})" for each in mentions]
    return [head.format(number=len(mentions)), *lines]


# -- doctor -----------------------------------------------------------------------------------------------------------


def run_doctor(context: CommandContext) -> None:
    """`sto doctor`."""
    checkup = context.workspace.checkup(repair=context.args.repair)
    context.answer(_checkup_json(checkup), _checkup_text(checkup))


def _checkup_json(checkup: Checkup) -> dict[str, Any]:
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


def _checkup_text(checkup: Checkup) -> str:
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
