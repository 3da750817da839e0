"""What a page of the year plan draws, and what was chosen for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from textual.content import Content

from knowledge.model.records.record import Record
from knowledge.model.vocabulary import ACTIVITY_KINDS, SHORT_CODES
from sto_tui.widgets.year_grid import GridWeek
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

WIDE = 110
"""From so many columns on, the week stands beside the year."""
KIND_LINE = "kind:"
"""How the id of a line begins that stands for a kind of activity."""
NARROW = 100
"""With fewer columns the pages say less."""


@dataclass(frozen=True)
class PlanView:
    """What of the plan is shown: the school year in which `day` falls, the `week`, and one `school` or all ("").

    `reader` is the name of the person who looks, and `own` the partner (id) on whose behalf they work, or "".
    """

    day: date
    week: str
    school: str = ""
    width: int = 80
    reader: str = ""
    own: str = ""

    @property
    def week_width(self) -> int:
        """The columns for a line of the week: below the year, or beside it where there is room."""
        return self.width - 2 if self.width < WIDE else self.width * 3 // 10 - 3


@dataclass(frozen=True)
class PlanLine:
    """A line of a list. `id` is that of the record it stands for; a line without one can't be chosen."""

    id: str
    text: Content


@dataclass(frozen=True)
class PlanPage:
    """What a page draws: a `heading` above, the weeks of a year (page 1 only), `caption` and `rows`, and `footer` below
    them. `nothing` is told when there are no rows."""

    heading: Content
    rows: Sequence[PlanLine] = ()
    caption: Content = field(default_factory=lambda: Content(""))
    months: Sequence[str] = ()
    weeks: Sequence[GridWeek] = ()
    nothing: str = ""
    footer: Content = field(default_factory=lambda: Content(""))


def beside_each_other(left: str, right: str, width: int) -> Content:
    """`left` at the left and `right` at the right of a line of `width` columns."""
    room = max(width - len(right) - 2, 10)
    left = left if len(left) <= room else left[: room - 1] + "…"
    return Content.assemble((f" {left}", "bold"), " " * max(1, width - len(left) - len(right) - 2), right)


def cell(text: str, width: int) -> str:
    """`text` in exactly `width` columns."""
    line = safe_line(text)
    return f"{line:<{width}}" if len(line) <= width else line[: width - 1] + "…"


def kind_room(width: int) -> int:
    """The columns for the kind of an activity, a blank behind it included: for the whole of it where there is room."""
    return 1 + max(map(len, ACTIVITY_KINDS)) if width >= WIDE else 11


def kind_cell(activity: str, width: int) -> str:
    """The code of a kind of activity in exactly `width` columns; a shorter word where it would be cut."""
    return cell(activity if len(activity) <= width else SHORT_CODES.get(activity, activity), width)


def kind_label(activity: str) -> str:
    """The code of a kind of activity, which is what people in a region call it."""
    return safe_line(activity)


def kind_name(activity: str) -> str:
    """The name of a kind of activity."""
    return safe_line(_(ACTIVITY_KINDS.label(activity)))


def title_or_none(record: Record) -> str:
    """The title of `record`, or a word for none."""
    return safe_line(record.title) or _("(no title)")
