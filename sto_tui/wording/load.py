"""How much is asked of a partner, in words."""

from __future__ import annotations

from datetime import date

from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.vocabulary import Vocabulary
from knowledge.problem import N_
from knowledge.work.approach_load import (
    BUSY,
    CALM,
    TOO_BUSY,
    Load,
    cautions_before_asking,
    load_limit,
    load_of,
    window_days,
)
from knowledge.work.not_now import NOT_NOW, is_not_now
from sto_tui.wording.i18n import _, ngettext, tell

LOAD_LEVELS = Vocabulary("load_level", {CALM: N_("calm"), BUSY: N_("mind"), TOO_BUSY: N_("asked too much")})


def level_word(level: str) -> str:
    """The word for the level of a load."""
    return _(LOAD_LEVELS.label(level))


def of_at_most(region: Region, load: Load) -> str:
    """How many schools asked, of how many that are too many: "2/3"."""
    return f"{len(load.schools)}/{load_limit(region)}"


def load_mark(region: Region, partner: Partner) -> str:
    """What stands with a partner in a list: "2/3", "not now until 01-03"; "" where there is nothing to tell."""
    load = load_of(region, partner.id)
    marks = [of_at_most(region, load)] if load.schools else []
    if is_not_now(partner, region.today):
        marks.append(_until(partner.not_now_until, region.today))
    return " · ".join(marks)


def _until(day: date | None, today: date) -> str:
    if day is None:
        return _("not now")
    return _("not now until {day}").format(day=f"{day:%d-%m}" if (day - today).days < 365 else f"{day:%d-%m-%Y}")


def load_lines(region: Region, partner: Partner, school: str = "") -> list[str]:
    """What to know of a partner before asking it something: its “nu niet”, and how many schools asked lately.

    `school` is the id of the one on whose behalf somebody would ask ("" for nobody in particular): it is counted in.
    """
    if region.is_school(partner.id):
        return []
    cautions = cautions_before_asking(region, partner.id, school if school != partner.id else "")
    told = [tell(each.reason) for each in cautions if each.code == NOT_NOW]
    about_load = next((tell(each.reason) for each in cautions if each.code != NOT_NOW), "")
    load = load_of(region, partner.id)
    if load.schools:
        said = _("load {load}: {told}").format(load=of_at_most(region, load), told=about_load or _latest(region, load))
        return [*told, said]
    return [*told, *filter(None, [about_load])]


def _latest(region: Region, load: Load) -> str:
    """How many schools asked in the days that count, and which the last was."""
    latest, number = load.asks[-1], len(load.schools)
    said = ngettext(
        "{number} school in {days} days, the last on {day}: {school}",
        "{number} schools in {days} days, the last on {day}: {school}",
        number,
    )
    return said.format(
        number=number, days=window_days(region), day=f"{latest.day:%d-%m}", school=region.title(latest.by)
    )
