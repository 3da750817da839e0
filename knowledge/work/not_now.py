"""“Nu niet”: a partner that asked not to be asked for a while (pure)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date

from knowledge.model.records.partner import Partner
from knowledge.model.vocabulary import ACTIVITY_KINDS
from knowledge.problem import N_, Reason, Word
from knowledge.work.warning import Caution

NOT_NOW = "nu-niet"
"""The code of the warning that a partner asked not to be asked now."""

_BETWEEN = " · "
"""Stands between who wrote it down and the day."""


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
    partner: Partner, reason: str, until: date | None, *, author: str, today: date, activities: Iterable[str] = ()
) -> Partner:
    """`partner` that is not to be asked because of `reason`, as `author` writes down `today`.

    It holds `until` that day (None: until it is lifted), and for the kinds of `activities` only, if any are given.
    """
    return dataclasses.replace(
        partner,
        not_now_reason=" ".join(reason.split()),
        not_now_until=until,
        not_now_kinds=tuple(dict.fromkeys(activities)),
        not_now_by=f"{' '.join(author.split())}{_BETWEEN}{today:%d-%m-%Y}",
    )


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


def not_now_caution(partner: Partner, today: date, activity: str = "") -> Caution | None:
    """The warning for who wants to ask `partner` for an `activity` on the day `today`; None when there is none."""
    if not is_not_now(partner, today, activity):
        return None
    return Caution(NOT_NOW, not_now_reason(partner), (partner.id,))
