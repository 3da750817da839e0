"""The menukaart: what companies offer to schools, and how much of it is left (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model.folding import fold
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.vocabulary import ACTIVITY_KINDS
from knowledge.work.capacity import Capacity, capacity
from knowledge.work.not_now import is_not_now

ENDED, CLOSED = "beeindigd", "dicht"
"""Why an offer isn't on the menukaart: the relation ended, or the offer is closed."""


@dataclass(frozen=True)
class MenuLine:
    """One line of the menukaart. `partner` is None when the company of the offer isn't known here.

    `worlds` are those of the offer, or else those of its company; `off` is why it isn't offered now (`why_off`).
    """

    offer: Offer
    partner: Partner | None
    capacity: Capacity
    worlds: tuple[str, ...]
    off: str = ""
    not_now: bool = False

    @property
    def partner_name(self) -> str:
        """The name of the company, "" when it isn't known."""
        return self.partner.title if self.partner else ""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for on the menukaart: an empty part leaves it open. `place` may be a piece of a name."""

    activity: str = ""
    world: str = ""
    place: str = ""
    partner: str = ""

    def allows(self, line: MenuLine) -> bool:
        """Whether `line` is among it."""
        return (
            self.activity in ("", line.offer.activity)
            and (not self.world or self.world in line.worlds)
            and (not self.place or fold(self.place) in fold(line.partner.place if line.partner else ""))
            and self.partner in ("", line.offer.partner)
        )


def why_off(region: Region, offer: Offer) -> str:
    """Why `offer` isn't on the menukaart: `ENDED` or `CLOSED`; "" for one that is."""
    partner = region.of(Partner).get(offer.partner)
    if partner and (partner.stage == "beeindigd" or partner.status == "archief"):
        return ENDED
    expired = offer.valid_until is not None and offer.valid_until < region.today
    return CLOSED if offer.state == "dicht" or expired else ""


def menu_line(region: Region, offer: Offer) -> MenuLine:
    """The line of `offer`."""
    partner = region.of(Partner).get(offer.partner)
    return MenuLine(
        offer,
        partner,
        capacity(region, offer),
        offer.worlds or (partner.worlds if partner else ()),
        why_off(region, offer),
        partner is not None and is_not_now(partner, region.today, offer.activity),
    )


def menu(region: Region, wanted: Wanted = Wanted(), *, everything: bool = False) -> list[MenuLine]:
    """The menukaart of `region`, by kind of activity and name; with `everything`, also what isn't offered now."""
    kinds = {code: number for number, code in enumerate(ACTIVITY_KINDS)}
    lines = (menu_line(region, offer) for offer in region.of(Offer).values())
    found = [each for each in lines if wanted.allows(each) and (everything or not each.off)]
    return sorted(
        found,
        key=lambda each: (kinds.get(each.offer.activity, len(kinds)), fold(each.offer.title), each.offer.id),
    )
