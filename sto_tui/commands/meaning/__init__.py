"""`sto meaning`: finding by meaning, an optional part. Each subcommand is a module of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.meaning import index, install, off, on, remove
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.search.meaning.meaning import MeaningState

MEANING_STEPS = (install, index, off, on, remove)
"""The subcommands, in the order of the help."""


def declare(verbs: Verbs) -> None:
    """Add the verb, and the verbs below it."""
    parser = verbs.add(
        "meaning",
        _("finding by what a question means, beside its words: an optional part, on this device only"),
        run,
        [
            ("sto meaning", _("whether it is on, and how many records can be found by it")),
            ("sto meaning install e5-small-nl-en.sto-meaning", _("begin with the file that somebody gave you")),
            ("sto meaning index", _("read all records now; otherwise every search reads some")),
            ("sto meaning off", _("search by words only; `sto meaning on` takes that back")),
            ("sto meaning remove", _("take it off this device")),
        ],
    )
    steps = Verbs(parser, "step", required=False)
    for step in MEANING_STEPS:
        step.declare(steps)


def run(context: CommandContext) -> None:
    """Run `sto meaning`."""
    workspace = context.workspace
    workspace.refresh()
    state = workspace.meaning.state()
    found = state.installed
    value = {
        "installed": found is not None,
        "on": bool(found and found.on),
        "model": found.name if found else "",
        "checksum": found.checksum if found else "",
        "records": state.made,
        "waiting": state.waiting,
    }
    context.answer(value, "\n".join(_told(state)))


def _told(state: MeaningState) -> list[str]:
    found = state.installed
    if found is None:
        return [
            _("Finding by meaning is not installed; searching goes by words."),
            _("It needs one file, which your region can give you: `sto meaning install FILE`."),
        ]
    name = _("Model: {name}, {size} MB").format(name=safe_line(found.name), size=round(found.bytes / 1e6))
    if not found.on:
        return [_("Finding by meaning is off; `sto meaning on` turns it on."), name]
    made = ngettext(
        "{number} record can be found by its meaning.", "{number} records can be found by their meaning.", state.made
    )
    lines = [_("Finding by meaning is on."), name, made.format(number=state.made)]
    if state.waiting:
        waiting = ngettext(
            "{number} record is new or changed; `sto meaning index` reads it.",
            "{number} records are new or changed; `sto meaning index` reads them.",
            state.waiting,
        )
        lines.append(waiting.format(number=state.waiting))
    return lines
