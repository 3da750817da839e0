"""How good a question to companies is: the eight items of the checklist "goede-vraag", read from a request (pure)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from knowledge.model.folding import fold
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.region import Region
from knowledge.problem import N_, Reason
from knowledge.work.warning import Caution

GOOD_ENOUGH = 6
"""The items that a question should have before it goes to companies; with fewer, who opens it is asked again."""

ASKED_OPENLY = "open"
"""The state of a request that companies can answer."""
WEAK = "zwakke-vraag"
"""The code of the warning that a question went to companies although it lacks too much."""

ITEMS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("goal", N_("what pupils learn")),),
    (("profiles", N_("profile")), ("years", N_("year")), ("group_size", N_("number of pupils"))),
    (("weeks", N_("which weeks")), ("duration", N_("duration")), ("place", N_("place")), ("slack", N_("room to move"))),
    (("school_arranges", N_("what the school arranges")),),
    (("smallest", N_("smallest contribution")),),
    (("gain", N_("gain of the company")),),
    (("read_by", N_("read by somebody else")),),
    (("answer_to", N_("who gets the answer")), ("answer_by", N_("by which day"))),
)
"""The items of the checklist in its order: the fields of a request that each needs, with what people call them."""


@dataclass(frozen=True)
class Quality:
    """What a question has and lacks: `missing` has the empty fields of each incomplete item, by its number from 1."""

    missing: dict[int, tuple[str, ...]]

    @property
    def score(self) -> int:
        """How many of the items it has."""
        return len(ITEMS) - len(self.missing)

    @property
    def is_good(self) -> bool:
        """Whether it has enough to be asked without a second thought."""
        return self.score >= GOOD_ENOUGH

    @property
    def words(self) -> list[list[str]]:
        """What is missing, as message ids, for each incomplete item."""
        return [[dict(ITEMS[number - 1])[name] for name in names] for number, names in self.missing.items()]


def quality(request: Request) -> Quality:
    """How good `request` is as a question."""
    empty = {
        number: tuple(name for name, _word in fields if not _said(request, name))
        for number, fields in enumerate(ITEMS, 1)
    }
    return Quality({number: names for number, names in empty.items() if names})


def _said(request: Request, name: str) -> bool:
    value: object = getattr(request, name)
    return bool(value.strip() if isinstance(value, str) else value)


def weak_when_opened(record: Record, before: Record | None = None) -> Caution | None:
    """The warning that `record` is a request that lacks too much and is open now; None when it isn't.

    `before` is what it was, None for a new one: who changes a question that is open already isn't warned again.
    """
    was_open = isinstance(before, Request) and before.state == ASKED_OPENLY
    if not isinstance(record, Request) or record.state != ASKED_OPENLY or was_open or quality(record).is_good:
        return None
    text = N_("This question has {score} of the 8 things of a good question: `sto request check` tells what it lacks.")
    return Caution(WEAK, Reason(text, {"score": quality(record).score}), (record.id,))


def is_open(request: Request, today: date) -> bool:
    """Whether companies can still answer `request`: it is open, and its last day isn't over."""
    return request.state == ASKED_OPENLY and not (request.answer_by and request.answer_by < today)


def requests_asked(region: Region, school: str = "", *, everything: bool = False) -> list[Request]:
    """The open requests of `region` (or of the school with the id `school`), the first to be answered first.

    With `everything`, also drafts and those that aren't asked any more.
    """
    found = (
        each
        for each in region.of(Request).values()
        if school in ("", each.school) and (everything or each.state == ASKED_OPENLY)
    )
    return sorted(found, key=lambda each: (each.answer_by or date.max, fold(each.title), each.id))


def opened_request(request: Request) -> Request:
    """`request`, asked of companies from now on."""
    return dataclasses.replace(request, state=ASKED_OPENLY)


def closed_request(request: Request, *, met: bool) -> Request:
    """`request`, not asked any more: it was `met`, or it wasn't."""
    return dataclasses.replace(request, state="vervuld" if met else "gesloten")
