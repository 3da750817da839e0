"""`sto approach load`: of whom how much is asked at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.approach.add import load_as_json
from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.model.region import Region
    from knowledge.work.approach_load import Load
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    steps.add(
        "load",
        _("how many schools asked something of each partner lately"),
        run,
        [
            ("sto approach load", _("the partners of whom something was asked, the busiest first")),
            ("sto approach load --json", _("the same for a script")),
        ],
    )


def run(context: CommandContext) -> None:
    """Run `sto approach load`."""
    from knowledge.work.approach_load import loads

    region = context.workspace.region(today())
    found = loads(region)
    nothing = _("Nothing was asked of anybody lately.")
    lines = [line for load in found for line in _lines(region, load)]
    context.answer([_as_json(region, load) for load in found], "\n".join(lines) or nothing)


def _as_json(region: Region, load: Load) -> dict[str, Any]:
    asked = [
        {"by_id": each.by, "date": each.day.isoformat(), "way": each.way, "source": each.source} for each in load.asks
    ]
    return {"id": load.partner, "title": region.title(load.partner), **load_as_json(load), "asked": asked}


def _lines(region: Region, load: Load) -> list[str]:
    """How many schools of how many at most, the partner and the level, and below it who asked when."""
    from knowledge.model.vocabulary import APPROACH_WAYS
    from sto_tui.wording.load import level_word, of_at_most

    asks = ngettext("{number} question", "{number} questions", len(load.asks)).format(number=len(load.asks))
    title = safe_line(region.title(load.partner))
    lines = [f"{of_at_most(region, load):5} {title} · {asks} · {level_word(load.level)}"]
    for ask in load.asks:
        way = _(APPROACH_WAYS.label(ask.way)) if ask.way else _("sign-up")
        lines.append(f"{'':6}{ask.day:%d-%m}  {safe_line(region.title(ask.by)) or _('(unknown)')} ({way})")
    return lines
