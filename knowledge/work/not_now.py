"""“Nu niet”: a partner that asked not to be asked for a while (pure)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from knowledge.model.records.action import Action
from knowledge.model.records.partner import Partner
from knowledge.model.vocabulary import ACTIVITY_KINDS
from knowledge.problem import N_, Reason, Word
from knowledge.work.warning import Caution

NOT_NOW = "nu-niet"
"""The code of the warning that a partner asked not to be asked now."""

_BETWEEN = " · "
"""Stands between who wrote it down and the day."""

_ROOM_FOR_ID = 48
"""The characters of a partner's id in the id of an action, which has 64 at most."""


def is_not_now(partner: Partner, today: date, activity: str = "") -> bool:
    """Whether `partner` is not to be asked `today` for an `activity` of that kind; "" for a kind that nobody said.

    It holds from when a reason was written down, until its day; without a day until it is lifted.
    """
    if not partner.not_now_reason or (partner.not_now_until and partner.not_now_until <= today):
        return False
    return not (activity and partner.not_now_kinds) or activity in partner.not_now_kinds


def is_over(partner: Partner, today: date) -> bool:
    """Whether the day came until which `partner` was not to be asked."""
    return bool(partner.not_now_reason and partner.not_now_until and partner.not_now_until <= today)


def with_not_now(
    partner: Partner,
    reason: str,
    until: date | None,
    *,
    author: str,
    today: date | None,
    activities: Iterable[str] = (),
) -> Partner:
    """`partner` that is not to be asked because of `reason`, as `author` writes down `today`.

    It holds `until` that day (None: until it is lifted), and for the kinds of `activities` only, if any are given.
    Who wrote down the same before stays its author.
    """
    who = " ".join(author.split())
    noted = dataclasses.replace(
        partner,
        not_now_reason=" ".join(reason.split()),
        not_now_until=until,
        not_now_kinds=tuple(dict.fromkeys(activities)),
    )
    if noted == partner:
        return partner
    return dataclasses.replace(noted, not_now_by=f"{who}{_BETWEEN}{today:%d-%m-%Y}" if who and today else who)


def lifted(partner: Partner) -> Partner:
    """`partner` that may be asked again."""
    return dataclasses.replace(partner, not_now_reason="", not_now_until=None, not_now_kinds=(), not_now_by="")


def not_now_reason(partner: Partner) -> Reason:
    """What people are told about the “nu niet” of `partner`: until when, why, for what, and who wrote it down when."""
    values = {
        "until": Reason(N_("until {day}"), {"day": f"{partner.not_now_until:%d-%m-%Y}"})
        if partner.not_now_until
        else Word(N_("until further notice")),
        "reason": partner.not_now_reason.rstrip(". "),
        "kinds": _kinds(partner),
        "noted": _noted(partner.not_now_by),
    }
    return Reason(N_("Not now, {until}{kinds}: {reason}{noted}."), values)


def _kinds(partner: Partner) -> Reason | str:
    labels: Reason | str = ""
    for code in partner.not_now_kinds:
        label = Word(ACTIVITY_KINDS.label(code))
        labels = Reason("{some}, {last}", {"some": labels, "last": label}) if labels else label
    return Reason(N_(", for {kinds}"), {"kinds": labels}) if labels else ""


def _noted(noted: str) -> Reason | str:
    who, between, day = noted.rpartition(_BETWEEN)
    if between and who and day:
        return Reason(N_(" (written down by {who} on {day})"), {"who": who, "day": day})
    return Reason(N_(" (written down by {who})"), {"who": noted}) if noted else ""


def noted_on(partner: Partner) -> date | None:
    """The day on which the “nu niet” of `partner` was written down; None where that isn't known."""
    day = partner.not_now_by.rpartition(_BETWEEN)[2]
    try:
        return datetime.strptime(day, "%d-%m-%Y").date()
    except ValueError:
        return None


def actions_to_ask_again(partners: Iterable[Partner], today: date) -> Iterator[Action]:
    """For each of `partners` whose “nu niet” is over `today`, the action for who keeps the relation to ask again.

    Its id follows from the partner and the day. It is in the language of the region, so that devices that make it at
    the same time make the same.
    """
    for partner in partners:
        if is_over(partner, today) and partner.stage != "beeindigd" and partner.status != "archief":
            yield Action(
                id=f"{partner.id[:_ROOM_FOR_ID]}-weer-{partner.not_now_until}",
                title=f"Weer aankloppen bij {partner.title}",
                who=partner.owner or partner.not_now_by.rpartition(_BETWEEN)[0] or partner.not_now_by,
                due=partner.not_now_until,
                state="open",
                partners=(partner.id,),
                body=partner.not_now_reason,
            )


def not_now_caution(partner: Partner, today: date, activity: str = "") -> Caution | None:
    """The warning for who wants to ask `partner` for an `activity` on the day `today`; None when there is none."""
    if not is_not_now(partner, today, activity):
        return None
    return Caution(NOT_NOW, not_now_reason(partner), (partner.id,))
