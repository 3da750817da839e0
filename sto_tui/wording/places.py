"""Places and sign-ups in the user's words: what is left, who has a place, who waits."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.model.records.offer import Offer
from knowledge.model.region import Region
from knowledge.work.capacity import PLACE_WORDS, Capacity, Placed
from knowledge.work.menu import ENDED, MenuLine
from knowledge.work.question import ITEMS, Quality
from knowledge.work.signing_up import partner_title
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line


def places_word(found: Capacity) -> str:
    """What is left of `found`: "3 of 4 free", "FULL 2 of 2", "OVERSUBSCRIBED 3 for 2"."""
    if found.most is None:
        return ngettext("{number} sign-up", "{number} sign-ups", len(found.signups)).format(number=len(found.signups))
    if found.over:
        return _("OVERSUBSCRIBED {wanted} for {most}").format(wanted=found.wanted, most=found.most)
    if found.is_full:
        return _("FULL {taken} of {most}").format(taken=found.taken, most=found.most)
    return _("{left} of {most} free").format(left=found.left, most=found.most)


def signup_order(found: Capacity, region: Region) -> str:
    """Who signed up, in the order in which places are given, on one line."""
    told = [f"{number} {signup_word(each, region)}" for number, each in enumerate(found.signups, 1)]
    return " · ".join((*told, *held_word(found)))


def held_word(found: Capacity) -> list[str]:
    """How many groups had a place without having signed up, if any."""
    told = ngettext("{number} group without a sign-up", "{number} groups without a sign-up", found.held)
    return [told.format(number=found.held)] if found.held else []


def signup_word(placed: Placed, region: Region) -> str:
    """Who signed up when, and whether there is a place: "CSG Het Kompas 05-10 has a place"."""
    signup = placed.signup
    day = f"{signup.signed_on:%d-%m}" if signup.signed_on else ""
    groups = ngettext("{number} group", "{number} groups", placed.size).format(number=placed.size)
    size = f"({groups})" if placed.size > 1 else ""
    words = (safe_line(partner_title(region, signup.by)), day, size, _(PLACE_WORDS.label(placed.place)))
    return " ".join(filter(None, words))


def offer_facts(offer: Offer) -> list[str]:
    """What a school should know of `offer` at a glance: the size of a group, and when it can't be."""
    facts = []
    if offer.group_max:
        facts.append(_("group of at most {number}").format(number=offer.group_max))
    if offer.closed_weeks:
        facts.append(_("not in weeks {weeks}").format(weeks=", ".join(offer.closed_weeks)))
    if offer.valid_until:
        facts.append(_("until {day}").format(day=day_to_type(offer.valid_until)))
    return facts


def missing_words(words: Sequence[Sequence[str]]) -> str:
    """What a question lacks (`Quality.words`): items with a semicolon between, parts of an item with a comma."""
    return "; ".join(", ".join(map(_, item)) for item in words)


def quality_line(found: Quality) -> str:
    """What a question has and lacks: "5 of 8 · lacks: year; duration, place; read by somebody else"."""
    line = _("{score} of {most}").format(score=found.score, most=len(ITEMS))
    missing = missing_words(found.words)
    lacking = _("lacks: {what}")  # a variable, because texts inside an f-string are not extracted
    return f"{line} · {lacking.format(what=missing)}" if missing else line


def times_word(offer: Offer) -> str:
    """How often `offer` can be had: "2 times a school year"."""
    number = offer.times or 0
    return ngettext("{number} time a school year", "{number} times a school year", number).format(number=number)


def menu_status(line: MenuLine) -> str:
    """What decides about a line of the menukaart: not offered now, not now, full, or how much is free."""
    if line.off:
        return _("relation ended") if line.off == ENDED else _("closed")
    if line.not_now and line.partner:
        until = line.partner.not_now_until
        return _("not now, until {day}").format(day=day_to_type(until)) if until else _("not now")
    return places_word(line.capacity)
