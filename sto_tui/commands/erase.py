"""`sto erase`: erase a person or record for good, on every device."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.terminal.output import short_id
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowledge.erasing import Erasure
    from knowledge.journal.document import Document
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "erase",
        _("forget a person or record for good, on every device (the right to be forgotten, AVG)"),
        run,
        [
            ("sto erase 7f3a9c21", _("asks first; there is no way back")),
            ("sto erase 7f3a9c21 --yes", _("doesn't ask")),
            ("sto erase --status 7f3a9c21", _("which devices have forgotten it")),
        ],
    )
    id_argument(parser)
    parser.add_argument("--yes", action="store_true", help=_("don't ask"))
    parser.add_argument("--status", action="store_true", help=_("only show which devices have forgotten it"))


def run(context: CommandContext) -> int:
    """Run `sto erase`."""
    from knowledge.today import today
    from knowledge.work.closing import closed_lines_with
    from sto_tui.wording.deleting import closed_lines_line

    if context.args.status:
        erasure = _erasure(context, context.args.id)
        context.answer(_as_json(erasure), _as_text(erasure))
        return 0
    document = context.document(context.args.id)
    closed = closed_lines_with(context.workspace.region(today()), document.record)
    if closed:
        context.say(closed_lines_line(len(closed)))
    if not context.args.yes and not _confirmed(context, document):
        context.say(_("Nothing was erased."))
        return 1
    mentions, files = context.workspace.mentions(document), context.workspace.files_naming(document)
    context.workspace.erase(document.id)
    _share(context)
    erasure = context.workspace.erasure(document.id)
    value = _as_json(erasure) | {
        "mentions": [{"id": each.id, "title": each.record.title} for each in mentions],
        "closed_lines": [each.id for each in closed],
        "exported": list(map(str, files)),
    }
    context.answer(value, "\n".join([_as_text(erasure), *_mentions_text(mentions), *_files_text(files)]))
    return 0


def _erasure(context: CommandContext, part: str) -> Erasure:
    """The erasure of the document with `part` in its id; raises `UnknownId` or `WrongUse`."""
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
    """Whether the person confirms by typing the title; raises `WrongUse` when there is no terminal to ask on."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.terminal.prompt import ask

    title = safe_line(document.record.title)
    if not context.interactive:
        raise WrongUse(N_("Erasing asks first, and nobody is there to answer. --yes erases without asking."))
    context.say(
        _(
            "“{title}” goes for good: its text, its history, on this device and, as they sync, on every other. There "
            "is no way back. What it can't reach: backups, and earlier versions that OneDrive or Nextcloud keep."
        ).format(title=title)
    )
    if others := context.workspace.merging.one_with(document):
        names = ", ".join(f"“{safe_line(each.record.title)}” ({short_id(each.id)})" for each in others)
        context.say(_("What was merged with it goes as well: {names}.").format(names=names))
    typed = ask(_("Type the title to erase it, or just Enter to stop:"), str)
    return typed.casefold() == title.strip().casefold()


def _share(context: CommandContext) -> None:
    """Share the erasure; a folder that can't be reached now gets it at a later round."""
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
    unsaved = [str(path) for path in erasure.unsaved]
    remains = [str(path) for path in erasure.remains]
    verified = {"verified": erasure.verified or None, "remains": remains}
    return asked | {"done": erasure.done, **verified, "replicas": replicas, "unsaved": unsaved}


def _as_text(erasure: Erasure) -> str:
    from sto_tui.wording.dates import show_time

    lines = [
        _("Erased by {author} on {time} ({id}).").format(
            author=safe_line(erasure.by), time=show_time(erasure.when), id=short_id(erasure.id)
        ),
        _("  this device: {here}").format(here=_here(erasure)),
        *(f"    {safe_line(str(path))}" for path in erasure.remains),
    ]
    for each in erasure.replicas:
        name = safe_line(each.author) + (f" ({safe_line(each.device)})" if each.device else f" ({each.replica})")
        told = (
            _("forgotten, {time}").format(time=show_time(each.when))
            if each.done
            else _("not yet; last heard of {time}").format(time=show_time(each.seen))
        )
        lines.append(f"  {name}: {told}")
    if erasure.unsaved:
        lines.append(_("The name also stands in text on this device that isn't saved yet; look whether it may stay:"))
        lines += [f"  {safe_line(str(path))}" for path in erasure.unsaved]
    return "\n".join(lines)


def _here(erasure: Erasure) -> str:
    from sto_tui.wording.dates import show_time

    if not erasure.here:
        return _("not finished; `sto sync` goes on with it")
    if erasure.remains:
        return _("forgotten, but words of it still stand in these files; look at them, and remove what shouldn't stay:")
    if not erasure.verified:
        return _("forgotten")
    return _("forgotten, and verified on {time}: none of its words stands in a file of sto any more").format(
        time=show_time(erasure.verified)
    )


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


def _files_text(files: Sequence[Path]) -> list[str]:
    if not files:
        return []
    head = _("These files among your documents name it too; nothing removes them but you:")
    return [head, *(f"  {safe_line(str(each))}" for each in files)]
