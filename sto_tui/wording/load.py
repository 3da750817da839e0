"""How much is asked of a partner, in words."""

from __future__ import annotations

from datetime import date

from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.vocabulary import Vocabulary
from knowledge.problem import N_
from knowledge.work.approach_load import BUSY, CALM, TOO_BUSY, Load, load_caution, load_limit, load_of
from knowledge.work.not_now import is_not_now, not_now_reason
from sto_tui.wording.i18n import _, tell

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


def load_lines(region: Region, partner: Partner) -> list[str]:
    """What stands first on the card of a partner: its “nu niet”, and how many schools asked something lately."""
    lines = [tell(not_now_reason(partner))] if is_not_now(partner, region.today) else []
    load = load_of(region, partner.id)
    if caution := load_caution(region, load):
        lines.append(tell(caution.reason))
    elif load.schools:
        latest = load.asks[-1]
        said = _("Asked lately: {load} schools; the last on {day} by {school}.")
        lines.append(
            said.format(load=of_at_most(region, load), day=f"{latest.day:%d-%m}", school=region.title(latest.by))
        )
    return lines
