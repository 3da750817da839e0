"""`sto coverage`: for which worlds of technology the region and each school have companies, and the gaps."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.output import width
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.figures.coverage import Coverage
    from knowledge.model.region import Region
    from sto_tui.commands.verbs import Verbs

_WORLD, _NUMBER = 11, 9
"""The columns for a world and for a number."""


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    verbs.add(
        "coverage",
        _("how many companies there are for each world of technology, in the region and with each school"),
        run,
        [
            ("sto coverage", _("the seven worlds, where there is a gap, and who may help")),
            ("sto coverage --json", _("the same for a script")),
        ],
    )


def run(context: CommandContext) -> None:
    """Run `sto coverage`."""
    from knowledge.figures.coverage import coverage

    region = context.workspace.region(today())
    found = coverage(region)
    value: dict[str, Any] = {
        "region": found.region,
        "schools": found.schools,
        "kinds": found.kinds,
        "gaps": list(found.gaps),
    }
    context.answer(value, "\n".join([*_worlds(found), "", *_schools(region, found), *_gaps(region, found)]))


def _worlds(found: Coverage) -> list[str]:
    """A row for each world: how many companies in the region, what that means, and of which kinds."""
    from knowledge.figures.coverage import verdict
    from knowledge.model.vocabulary import WORLDS
    from sto_tui.wording.network import column_word, verdict_word

    heads = "".join(f"{column_word(column):>{_NUMBER}}" for column in found.kinds)
    whole = _("region")
    lines = [f"{'':{_WORLD}}{whole:>7}  {'':10}{heads}"]
    for world in WORLDS:
        number = found.region[world]
        of_kinds = "".join(f"{_number(counts, world):>{_NUMBER}}" for counts in found.kinds.values())
        lines.append(f"{world:{_WORLD}}{number:>7}  {verdict_word(verdict(number)):10}{of_kinds}")
    return lines


def _schools(region: Region, found: Coverage) -> list[str]:
    """For each school how many worlds it does something with, how often, and which it lacks."""
    lines = [_("With each school this school year:")] if found.schools else []
    for school, counts in found.schools.items():
        here = {world: number for world, number in counts.items() if number}
        of = _("{number} of {all}").format(number=len(here), all=len(counts))
        lines.append(f"{safe_line(region.title(school))}: {of}")
        told = ", ".join(f"{world} {number}" for world, number in here.items())
        lines += wrap(told, width(), initial_indent="  ", subsequent_indent="  ")
        gaps = ", ".join(world for world, number in counts.items() if not number)
        lines += (
            wrap(_("gap: {worlds}").format(worlds=gaps), width(), initial_indent="  ", subsequent_indent="    ")
            if gaps
            else []
        )
    return lines


def _gaps(region: Region, found: Coverage) -> list[str]:
    """For each world without a company: who may help."""
    from knowledge.figures.coverage import help_with

    lines: list[str] = []
    for world in found.gaps:
        help_ = help_with(region, found, world)
        lines += ["", _("Gap {world}: what you can do").format(world=world)]
        lines.append(f"  sto search --world {world} --kind partner")
        offers = (
            (_("other partners of this world"), help_.partners),
            (_("ask who brings schools and companies together"), help_.intermediaries),
            (_("ask schools that have one"), help_.schools),
        )
        for text, ids in offers:
            names = ", ".join(safe_line(region.title(each)) for each in ids)
            lines += wrap(f"{text}: {names}", width(), initial_indent="  ", subsequent_indent="    ") if ids else []
    return lines


def _number(counts: Mapping[str, int], world: str) -> str:
    return str(counts[world]) if counts[world] else "·"
