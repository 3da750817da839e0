"""What fits a request in the user's words: the points of an offer, why one stands apart, and who did this before."""

from __future__ import annotations

from knowledge.work.matching import FULL_APART, NOT_NOW_APART, PART_WORDS, Apart, DidBefore, ScorePart
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.places import menu_status, places_word
from sto_tui.wording.plain import safe, safe_line


def part_word(part: ScorePart) -> str:
    """What people call the part: "World"."""
    return _(PART_WORDS.label(part.name))


def points_word(part: ScorePart) -> str:
    """Its points, of how many: "10/20"."""
    return f"{part.points}/{part.most}"


def because_word(part: ScorePart) -> str:
    """Why it has these points."""
    return safe_line(tell(part.because))


def reason_apart(apart: Apart) -> str:
    """Why an offer stands apart: the reason of who said “nu niet”, or how the offer stands."""
    if apart.reason == NOT_NOW_APART and apart.line.partner:
        return apart.line.partner.not_now_reason
    return places_word(apart.line.capacity) if apart.reason == FULL_APART else menu_status(apart.line)


def apart_in_full(apart: Apart) -> str:
    """The same with until when: "not now, until 01-03-2027: rebuilding the bakery"."""
    words = (menu_status(apart.line), reason_apart(apart)) if apart.reason == NOT_NOW_APART else (reason_apart(apart),)
    return safe(": ".join(words))


def did_word(did: DidBefore) -> str:
    """How often a partner did it before, and when last."""
    return _("{times} times, last on {day}").format(times=did.times, day=day_to_type(did.last))
