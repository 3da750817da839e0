"""What the blocks of the overview are made of: their values, and lines, bars and names cut to the room there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from knowledge.figures.overview import Overview
from knowledge.model.records.record import Record
from knowledge.work.plan_check import PlanCheck
from sto_tui.wording.dates import month_name
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

EIGHTHS = " ▏▎▍▌▋▊▉"
SQUARE = "▪"
_MOST_SQUARES = 3
_MOST_NAMES = 4
_PARTICLES = frozenset({"de", "het", "van", "ter", "ten", "den", "'t", "’t"})


@dataclass(frozen=True)
class OverviewLine:
    """A line of a block; `id` is that of the record it stands for, "" where it stands for none."""

    text: str
    id: str = ""


OverviewLines = Iterator[OverviewLine]


@dataclass(frozen=True)
class OverviewLook:
    """What a block is drawn from: the `overview`, the warnings about the plan, and the `width` there is.

    With `is_roomy` there is room below as well, and blocks show more lines.
    """

    overview: Overview
    check: PlanCheck
    width: int
    is_roomy: bool = False


@dataclass(frozen=True)
class OverviewBlock:
    """A subject of the overview: its title, the `lines` that show, `most` of them, and `all` that opening it lists."""

    title: Callable[[OverviewLook], str]
    lines: Callable[[OverviewLook], OverviewLines]
    all: Callable[[OverviewLook], OverviewLines]
    most: int = 4


def bar(part: Decimal, whole: Decimal, width: int) -> str:
    """`part` of `whole` as a bar of at most `width` columns, to an eighth of a column; "" for nothing."""
    if whole <= 0 or part <= 0:
        return ""
    eighths = int((min(part / whole, Decimal(1)) * width * 8).to_integral_value(ROUND_HALF_UP))
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def progress_bar(share: Decimal | None, elapsed: Decimal | None, width: int) -> str:
    """How far it is (`share`, a percentage) in `width` columns, with a line at the part of the time that went by."""
    filled = bar(share or Decimal(0), Decimal(100), width)
    cells = list(f"{filled:·<{width}}")
    if elapsed is not None:
        place = min(int(elapsed * width / 100), width - 1)
        if cells[place] == "·":
            cells[place] = "│"
    return "".join(cells)


def squares(number: int) -> str:
    """`number` as squares, with the number itself beside them."""
    return f"{SQUARE * min(number, _MOST_SQUARES)}{'+' if number > _MOST_SQUARES else ''} {number}"


def packed_lines(parts: Iterable[str], look: OverviewLook, between: str = " · ") -> OverviewLines:
    """`parts` beside each other, on as few lines as they need."""
    line = ""
    for part in parts:
        if line and len(line) + len(between) + len(part) + 1 > look.width:
            yield OverviewLine(f" {line}")
            line = ""
        line = f"{line}{between}{part}" if line else part
    if line:
        yield OverviewLine(f" {line}")


def names_in_room(names: Sequence[str], room: int) -> str:
    """`names` in a row of `room` columns: the longest lose a last word before whole names are left out."""
    kept = list(names[:_MOST_NAMES])
    while len(", ".join(kept)) > room:
        longest = max(range(len(kept)), key=lambda each: (len(kept[each].split()) > 1, len(kept[each])))
        words = kept[longest].split()
        if len(words) < 2 or words[-2].casefold() in _PARTICLES:
            break
        kept[longest] = " ".join(words[:-1])
    shown = len(kept)
    while shown > 1 and len(_with_rest(kept, shown, len(names))) > room:
        shown -= 1
    return cut_to_room(_with_rest(kept, shown, len(names)), room)


def _with_rest(names: Sequence[str], shown: int, number: int) -> str:
    return ", ".join(names[:shown]) + (f" +{number - shown}" if shown < number else "")


def record_title(record: Record) -> str:
    """The title of `record` on one line."""
    return safe_line(record.title) or _("(no title)")


def cut_to_room(text: str, room: int) -> str:
    """`text` in `room` columns; with an ellipsis where it is longer."""
    return text if len(text) <= room else text[: max(room - 1, 0)].rstrip() + "…"


def short_month(day: date) -> str:
    """``nov``."""
    return month_name(day.month)


def day_and_month(day: date) -> str:
    """``23 nov``."""
    return f"{day.day} {short_month(day)}"


def no_lines(_look: OverviewLook) -> OverviewLines:
    """No lines: all that there is to tell stands in the title."""
    return iter(())
