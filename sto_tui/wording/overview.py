"""The overview in words and block characters: a block for each subject, a line for each thing to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.figures.overview import Overview
from knowledge.work.plan_check import PlanCheck
from sto_tui.wording.dates import weekday_name
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.overview_blocks import OverviewBlock, OverviewLook, cut_to_room, day_and_month
from sto_tui.wording.overview_cofinancing import COFINANCING_BLOCKS
from sto_tui.wording.overview_network import NETWORK_BLOCKS
from sto_tui.wording.overview_year import YEAR_BLOCKS
from sto_tui.wording.retention import RETENTION_BLOCKS

_ORDER = (
    *("late", "coming", "cofinancing", "quarters", "spread", "matrix", "silent", "load", "relations", "stages"),
    *("requests", "embedding", "activities", "learning", "deadlines", "kept"),
)
_EVERY = {**YEAR_BLOCKS, **COFINANCING_BLOCKS, **NETWORK_BLOCKS, **RETENTION_BLOCKS}

BLOCKS: Mapping[str, OverviewBlock] = {name: _EVERY[name] for name in _ORDER}
"""The blocks by name, in the order in which they are read."""


@dataclass(frozen=True)
class DrawnBlock:
    """A block as it is shown."""

    title: str
    lines: Sequence[str]


def drawn(name: str, look: OverviewLook) -> DrawnBlock | None:
    """The block `name` in its width; None when there is nothing to show."""
    block = BLOCKS[name]
    title, lines = block.title(look), [each.text for each in block.lines(look)]
    if not title or not (lines or block.most == 0):
        return None
    most = block.most * (2 if look.is_roomy else 1)
    if (more := len(lines) - most) > 1 and most:
        lines = lines[:most]
        lines.append(ngettext("and {number} more", "and {number} more", more).format(number=more))
    return DrawnBlock(cut_to_room(title, look.width), [cut_to_room(each, look.width).rstrip() for each in lines])


def overview_heading(overview: Overview) -> str:
    """The day and the school year."""
    from knowledge.work.school_calendar import year_label

    year = year_label(overview.region.this_school_year)
    return _("Overview · {day} · school year {year}").format(day=_long_day(overview.day), year=year)


def overview_lines(overview: Overview, check: PlanCheck, width: int) -> Iterator[str]:
    """The whole overview, a block below the other, in `width` columns."""
    yield overview_heading(overview)
    for name in BLOCKS:
        if name != "spread" and (found := drawn(name, OverviewLook(overview, check, width, is_roomy=True))):
            yield ""
            yield found.title
            yield from found.lines


def _long_day(day: date) -> str:
    return f"{weekday_name(day)} {day_and_month(day)} {day.year}"
