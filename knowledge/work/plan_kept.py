"""Which warnings about what is planned stay as they are when something changes (pure).

With thousands of activities one of which changed, all others needn't be looked at again.
"""

from __future__ import annotations

from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.closure import Closure
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.settings import Settings
from knowledge.model.records.signup import Signup
from knowledge.model.region import Region

_READ: tuple[type[Record], ...] = (Partner, Person, Closure, Offer, Request, Signup, Approach, Settings)
"""The kinds besides activities that warnings are about; a change in any of them may change every warning."""


def touched(before: Region, after: Region) -> frozenset[str] | None:
    """The ids of the activities that may have other warnings in `after` than in `before`; None when all may.

    They are those that changed, and those that are planned with a partner or teacher of one of these, or that share a
    school with one that is a rush.
    """
    if before.today != after.today or any(before.of(kind) is not after.of(kind) for kind in _READ):
        return None
    changed = changed_activities(before, after)
    if any(_has_part_in_places(each, after) for each in changed):
        return None
    ids = {each.id for each in changed}
    partners = {partner for each in changed for partner in each.partners}
    teachers = {teacher for each in changed for teacher in each.teachers}
    schools = {school for each in changed if each.rush for school in each.schools}
    if not changed:
        return frozenset()
    return frozenset(ids).union(
        each.id
        for each in after.of(Activity).values()
        if each.is_planned
        and not (
            partners.isdisjoint(each.partners)
            and teachers.isdisjoint(each.teachers)
            and (not each.rush or schools.isdisjoint(each.schools))
        )
    )


def changed_activities(before: Region, after: Region) -> list[Activity]:
    """The activities that changed, came or went, each as it was and as it is."""
    was, now = before.of(Activity), after.of(Activity)
    if was is now:
        return []
    if was.keys() == now.keys():  # in the same order: that of the ids
        pairs = zip(was.values(), now.values(), strict=True)
        return [each for old, new in pairs if old is not new for each in (old, new)]
    ids = {each for each, found in now.items() if was.get(each) is not found} | (was.keys() - now.keys())
    return [side[each] for each in ids for side in (was, now) if each in side]


def _has_part_in_places(activity: Activity, region: Region) -> bool:
    """Whether the places of an offer, or who was asked, may depend on `activity`."""
    return bool(
        activity.offer
        or activity.id in region.signups_for
        or any(each.event == activity.id for each in region.of(Signup).values())
    )
