"""Signing up for an offer, a request or an activity: who asks whom, what to know, and what comes of it (pure)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from knowledge.model.fields import PartnerRole
from knowledge.model.partner_roles import check_role
from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.signup import Signup
from knowledge.model.region import Region
from knowledge.problem import N_, Problem, Reason, WrongUse
from knowledge.work.approach_load import cautions_before_asking
from knowledge.work.capacity import (
    CONFIRMED,
    DECLINED,
    UNDECIDED,
    WAITING,
    WITHDRAWN,
    Capacity,
    Target,
    capacity,
    doubly_confirmed,
    size_of,
    target_of,
)
from knowledge.work.menu import why_off
from knowledge.work.question import is_open
from knowledge.work.warning import Caution

FULL, CLOSED_TO_ALL, ALREADY_IN = "vol", "dicht", "al-ingetekend"
_ANEW = "\uffff"
"""As when a sign-up that isn't saved yet counts as made: after all others of its day."""


def asked_by(target: Target, by: str) -> tuple[str, tuple[str, ...]]:
    """(id of the partner that is asked, ids of the schools that ask) when `by` signs up for `target`.

    A school asks the company of an offer. A company that answers a request or joins an activity is asked by its school.
    """
    if isinstance(target, Offer):
        return target.partner, (by,)
    return by, (target.school,) if isinstance(target, Request) else target.schools


def check_signing_up(region: Region, target: Target, by: str) -> None:
    """Raise `WrongUse` when `by` can't sign up for `target`: it is its own, or it is a company and this is an offer."""
    partner = region.of(Partner).get(by)
    if isinstance(target, Offer) and partner:
        check_role(partner, PartnerRole.SCHOOL)
    own = isinstance(target, Offer) and target.partner == by
    if own or (isinstance(target, Request) and target.school == by):
        raise WrongUse(N_("“{title}” is their own: nobody signs up for what they ask or offer."), title=target.title)


def with_signup(region: Region, signup: Signup) -> Region:
    """`region` as it will be with `signup`, which needn't be saved yet."""
    signups = {**region.of(Signup), signup.id: signup}
    created = {signup.id: _ANEW, **region.created}
    return dataclasses.replace(region, records={**region.records, Signup.kind: signups}, created=created)


def cautions_before_signing_up(region: Region, signup: Signup, target: Target) -> list[Caution]:
    """What to know before saving `signup` (which has an id, and isn't in `region`) for `target`."""
    found = capacity(with_signup(region, signup), target)
    return [*_on_load(region, signup, target), *_on_target(region, target), *_on_places(found, signup)]


def cautions_on_saved(region: Region, signup: Signup, before: Record | None = None) -> list[Caution]:
    """What to know of `signup`, which `region` has: all that there was to know before if it is new.

    Of one that was there `before`, only that more places were confirmed than there are.
    """
    target = target_of(region, signup.target)
    if target is None:
        return []
    if before is None:
        others = {name: each for name, each in region.of(Signup).items() if name != signup.id}
        without = dataclasses.replace(region, records={**region.records, Signup.kind: others})
        return cautions_before_signing_up(without, signup, target)
    twice = doubly_confirmed(capacity(region, target))
    return [twice] if twice else []


def _on_load(region: Region, signup: Signup, target: Target) -> Iterator[Caution]:
    """What there is to know of the partner that is asked by it, each thing once."""
    asked, schools = asked_by(target, signup.by)
    told: set[str] = set()
    for school in schools or ("",):
        for caution in cautions_before_asking(region, asked, school, activity=target.activity, day=signup.signed_on):
            if caution.code not in told:
                told.add(caution.code)
                yield caution


def _on_target(region: Region, target: Target) -> Iterator[Caution]:
    closed = Reason(N_("“{title}” isn't open for signing up now."), {"title": target.title})
    if isinstance(target, Offer) and why_off(region, target):
        yield Caution(CLOSED_TO_ALL, closed, (target.id,))
    if isinstance(target, Request) and not is_open(target, region.today):
        yield Caution(CLOSED_TO_ALL, closed, (target.id,))
    if isinstance(target, Activity) and target.state in ("gedaan", "afgelast"):
        yield Caution(CLOSED_TO_ALL, closed, (target.id,))


def _on_places(found: Capacity, signup: Signup) -> Iterator[Caution]:
    """That there is no place for it, or that the same partner signed up before: for a second group, or by a slip."""
    target = found.target
    others = [
        each.signup.id
        for each in found.signups
        if each.signup.by == signup.by and each.signup.id != signup.id and each.place not in (DECLINED, WITHDRAWN)
    ]
    if others:
        text = N_("This partner signed up for “{title}” before. Was that meant? If not, withdraw one of the two.")
        yield Caution(ALREADY_IN, Reason(text, {"title": target.title}), (target.id, *others))
    if found.place_of(signup.id) == WAITING or (found.is_full and found.place_of(signup.id) == UNDECIDED):
        yield Caution(FULL, _why_waiting(found, size_of(signup, target)), (target.id,))


def _why_waiting(found: Capacity, groups: int) -> Reason:
    """Why a sign-up of so many `groups` has no place."""
    left = found.left or 0
    values = {"title": found.target.title, "taken": found.taken, "most": found.most, "left": left}
    if groups > left > 0:
        text = N_("“{title}” has {left} of {most} places left, and this asks for {groups}: this sign-up has to wait.")
        return Reason(text, {**values, "groups": groups})
    if left > 0:
        text = N_(
            "“{title}” has {left} of {most} places left, and others wait for it already: this sign-up has to wait."
        )
    elif found.most == 1:
        text = N_("“{title}” has 1 place, and it is taken: this sign-up has to wait.")
    else:
        text = N_("“{title}” has {most} places, {taken} of them taken: this sign-up has to wait.")
    return Reason(text, values)


# -- what comes of it -------------------------------------------------------------------------------------------------


def confirmed_signup(signup: Signup) -> Signup:
    """`signup` with its place confirmed; raises `Problem` for one that was withdrawn or refused."""
    if signup.state in (DECLINED, WITHDRAWN):
        raise Problem(
            N_(
                "This sign-up was withdrawn or refused. If it counts after all, change its state or use "
                "`sto signup settle {id} --confirm`."
            ),
            id=signup.id,
        )
    return dataclasses.replace(signup, state=CONFIRMED)


def withdrawn_signup(signup: Signup, note: str = "") -> Signup:
    """`signup`, taken back by who signed up."""
    return dataclasses.replace(signup, state=WITHDRAWN, note=_noted(signup, note))


def settled_signup(signup: Signup, state: str, note: str = "") -> Signup:
    """`signup` with what a person decided: `state` is that of a confirmed, waiting or refused one."""
    return dataclasses.replace(signup, state=state, note=_noted(signup, note))


def _noted(signup: Signup, note: str) -> str:
    """The note of `signup` with `note` behind it: what stood there stays."""
    said = " ".join(note.split())
    return signup.note if said in signup.note else " · ".join(filter(None, (signup.note, said)))


def partner_title(region: Region, partner_id: str) -> str:
    """The name of the partner with this id, or its id when nobody knows it here."""
    partner = region.of(Partner).get(partner_id)
    return partner.title if partner else partner_id
