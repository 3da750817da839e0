"""Who has a place in an offer, a request or an activity, and how many places are left (pure).

Nobody holds a lock: on two devices that know nothing of each other, two schools can both take the last place. So no
place is ever stored. It is computed from the sign-ups, and everybody who has the same ones sees the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.signup import Signup
from knowledge.model.region import Region
from knowledge.model.vocabulary import Vocabulary
from knowledge.problem import N_, Reason
from knowledge.work.warning import CLASH, Caution

Target = Offer | Request | Activity
"""What one can sign up for."""
TARGETS: tuple[type[Target], ...] = (Offer, Request, Activity)

CONFIRMED, PLACED, WAITING, UNDECIDED, DECLINED, WITHDRAWN = PLACES = (
    *("bevestigd", "geplaatst", "reserve", "open"),
    *("nee", "ingetrokken"),
)
"""What a sign-up can have: a place that was confirmed, a place by the order, none because it is full, none until
somebody says so (by hand), a no, or nothing any more."""

PLACE_WORDS = Vocabulary(
    "place",
    {
        CONFIRMED: N_("confirmed"),
        PLACED: N_("has a place"),
        WAITING: N_("waiting list"),
        UNDECIDED: N_("to be decided"),
        DECLINED: N_("no"),
        WITHDRAWN: N_("withdrawn"),
    },
)

BY_HAND, FAIR = "hand", "eerlijk"
_GONE = (DECLINED, WITHDRAWN)
_SAID = (WAITING, *_GONE)
"""States that a person gave a sign-up, and that are its place."""

DOUBLY_CONFIRMED = "dubbel-bevestigd"


@dataclass(frozen=True)
class Placed:
    """A sign-up with the `place` it has, of `PLACES`, and how many places it takes or asks for."""

    signup: Signup
    place: str
    size: int


@dataclass(frozen=True)
class Capacity:
    """How `target` stands: its places (`most`, None where nobody set a number), and its sign-ups in order.

    `held` are the places of what took place without a sign-up.
    """

    target: Target
    most: int | None
    signups: tuple[Placed, ...] = ()
    held: int = 0

    def _sum(self, *places: str) -> int:
        return sum(each.size for each in self.signups if each.place in places)

    @property
    def taken(self) -> int:
        """The places that are confirmed or given by the order, or of what took place."""
        return self.held + self._sum(CONFIRMED, PLACED)

    @property
    def confirmed(self) -> int:
        """The places that were confirmed; they can be more than there are."""
        return self._sum(CONFIRMED)

    @property
    def wanted(self) -> int:
        """The places that are asked for, with or without having one."""
        return self.held + self._sum(CONFIRMED, PLACED, WAITING, UNDECIDED)

    @property
    def left(self) -> int | None:
        """The places that nobody has; None where nobody set a number."""
        return None if self.most is None else max(self.most - self.taken, 0)

    @property
    def over(self) -> int:
        """How many more places are asked for than there are."""
        return 0 if self.most is None else max(self.wanted - self.most, 0)

    @property
    def is_full(self) -> bool:
        """Whether no place is left."""
        return self.left == 0

    def place_of(self, signup_id: str) -> str:
        """The place of the sign-up with this id, "" when it isn't among them."""
        return next((each.place for each in self.signups if each.signup.id == signup_id), "")


def capacity(region: Region, target: Target) -> Capacity:
    """How `target` stands in `region`: of an offer, in the school year of today."""
    signups, most = region.signups_for.get(target.id, ()), places_of(target)
    if not isinstance(target, Offer):
        return Capacity(target, most, tuple(_placed(signups, most, allocation_of(region, target), target)))
    ordered = list(_of_this_year(region, signups))
    held = _held_without_signup(region, target, ordered)
    room = None if most is None else most - held
    return Capacity(target, most, tuple(_placed(ordered, room, allocation_of(region, target), target)), held)


def places_of(target: Target) -> int | None:
    """How many places `target` has; None where nobody set a number."""
    if isinstance(target, Offer):
        return target.times or 0
    if isinstance(target, Request):
        return target.wanted or 1
    return target.groups or None


def allocation_of(region: Region, target: Target) -> str:
    """How the places of `target` are given: as its company says, or else as the region agreed."""
    own = target.allocation if isinstance(target, Offer) else ""
    return own or region.settings.allocation


def size_of(signup: Signup, target: Target) -> int:
    """How many places of `target` a sign-up takes: one for each group; a request counts companies."""
    return 1 if isinstance(target, Request) else signup.groups or 1


def _of_this_year(region: Region, signups: Iterable[Signup]) -> Iterator[Signup]:
    """Those of `signups` for this school year: by the day of their activity, or else that on which they were made."""
    first, last = region.this_school_year
    for signup in signups:
        event = region.of(Activity).get(signup.event) if signup.event else None
        day = (event.date if event else None) or signup.signed_on
        if day is None or first <= day <= last:
            yield signup


def _held_without_signup(region: Region, offer: Offer, signups: Iterable[Signup]) -> int:
    """How many groups `offer` had in activities of this school year that took place, and that no sign-up stands for."""
    signed = [each for each in signups if each.state not in _GONE]
    ids, events, schools = ({getattr(each, name) for each in signed} for name in ("id", "event", "by"))
    first, last = region.this_school_year
    return sum(
        each.groups or 1
        for each in region.done_of_offer.get(offer.id, ())
        if each.date
        and first <= each.date <= last
        and each.signup not in ids
        and each.id not in events
        and schools.isdisjoint(each.schools)
    )


def _placed(ordered: Sequence[Signup], most: int | None, allocation: str, target: Target) -> Iterator[Placed]:
    """The sign-ups (`ordered` by when they were made) with their places, in the order in which places are given.

    Confirmed ones come first and keep their place whatever arrives. From the first that doesn't fit on, all others
    wait: a smaller group that came later doesn't jump the queue.
    """
    confirmed = [each for each in ordered if each.state == CONFIRMED]
    waiting = [each for each in ordered if each.state == WAITING]
    gone = [each for each in ordered if each.state in _GONE]
    asking = [each for each in ordered if each.state not in (CONFIRMED, *_SAID)]
    if allocation == FAIR:
        asking = list(_one_each_first(asking, {each.by for each in confirmed}))
    used, fits = 0, True
    for signup in confirmed:
        used += size_of(signup, target)
        yield Placed(signup, CONFIRMED, size_of(signup, target))
    for signup in asking:
        size = size_of(signup, target)
        fits = fits and allocation != BY_HAND and (most is None or used + size <= most)
        used += size if fits else 0
        yield Placed(signup, PLACED if fits else UNDECIDED if allocation == BY_HAND else WAITING, size)
    for signup in (*waiting, *gone):
        yield Placed(signup, signup.state, size_of(signup, target))


def _one_each_first(asking: Iterable[Signup], served: set[str]) -> Iterator[Signup]:
    """Those of `asking` that are the first of their school, unless it is among the `served`; then the rest."""
    rest = []
    for signup in asking:
        if signup.by in served:
            rest.append(signup)
        else:
            served.add(signup.by)
            yield signup
    yield from rest


def doubly_confirmed(found: Capacity) -> Caution | None:
    """The warning that more places were confirmed than there are, which a person has to settle; None when not so."""
    if found.most is None or found.confirmed <= found.most:
        return None
    confirmed = [each.signup.id for each in found.signups if each.place == CONFIRMED]
    text = N_(
        "“{title}” was confirmed {confirmed} times, and there is room for {most}. Settle it: `sto signup settle`."
    )
    values = {"title": found.target.title, "confirmed": found.confirmed, "most": found.most}
    return Caution(DOUBLY_CONFIRMED, Reason(text, values), (found.target.id, *confirmed), CLASH)


def every_target(region: Region) -> Iterator[Target]:
    """Everything in `region` that somebody signed up for, in the order of the ids."""
    for target_id in sorted(region.signups_for):
        if target := target_of(region, target_id):
            yield target


def target_of(region: Region, document_id: str) -> Target | None:
    """The offer, request or activity with this id, or None."""
    found: Iterator[Record | None] = (region.of(kind).get(document_id) for kind in TARGETS)
    return next((each for each in found if isinstance(each, Target)), None)
