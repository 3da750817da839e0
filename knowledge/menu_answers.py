"""What an answer on a menukaart comes to: a sign-up, a no, or why it is neither.

A row is found by the id in it, else by the name of who offers or asks and the text. Nothing in it is calculated.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from knowledge.exchange.plain import told_text
from knowledge.exchange.returned import Here, HereAlready, Returned, ToHeed
from knowledge.identifier import begun_ids
from knowledge.model.folding import fold
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.request import Request
from knowledge.model.records.signup import Signup
from knowledge.model.typed.periods import DayRange
from knowledge.problem import N_, NameOfSeveral, Problem, Reason, UnknownId, WrongUse
from knowledge.today import today
from knowledge.work.capacity import DECLINED, WITHDRAWN
from knowledge.work.signing_up import cautions_before_signing_up, check_signing_up, with_signup

_YES = frozenset({"ja", "j", "x", "yes", "y", "waar", "true", "v", "✓", "✔", "☑", "✅"})
_NO = frozenset({"nee", "n", "no", "0", "onwaar", "false", "-", "–", "✗", "✘"})
_NAME = re.compile(r"(?!.*\b(?:en|and|of|or)\b)[^\W\d_](?:[^\W\d_]|[ .'’-]){1,79}")
"""What can be the name of one person: no address, no number, no two names."""
_ALREADY = N_("the same partner answered it before")


@dataclass(frozen=True)
class MenuReply(Returned):
    """One row that was filled in for the partner `by` (an id or a name), of a menukaart that was made on `day`."""

    kind: ClassVar[str] = Signup.kind

    by: str
    day: date
    target: str
    side: str
    what: str
    answer: str
    groups: str = ""
    timing: str = ""
    contact: str = ""
    note: str = ""

    def beside(self, here: Here) -> Iterator[object]:
        """See `Returned`."""
        says = taking_part(self.answer)
        if not self.answer:
            yield Reason(
                N_(
                    "“{title}”: something is filled in, but not whether they take part; nothing was taken from this row"
                ),
                {"title": told_text(self.what)},
            )
        elif says is None:
            yield Problem(
                N_("“{answer}” is no yes and no no. Write ja, nee, or a number of groups."), answer=self.answer
            )
        else:
            try:
                yield from self._signed(here, says)
            except WrongUse as wrong:
                yield Problem(wrong.text, **wrong.values)

    def _signed(self, here: Here, says: int) -> Iterator[object]:
        target, by = self._found(here), partner_meant(here, self.by)
        check_signing_up(here.region, target, by)
        year = here.region.school_year_of(self.day) if isinstance(target, Offer) else None
        asked = f"{target.id}/{by}/{'ja' if says else 'nee'}{f'/{year.first.year}' if year else ''}"
        made = next(begun_ids(here.store.id, Signup.kind, asked))
        if (target.id, by) in here.answered:
            yield Reason(N_("“{title}” stands here twice; the first counts"), {"title": target.title})
            return
        here.answered.add((target.id, by))
        earlier = _earlier(here, Signup(target=target.id, by=by, id=made), year, says)
        if earlier is not None and earlier.id == made and made not in here.region.of(Signup):
            yield {"kind": Signup.kind, "id": made}  # in the bin
            return
        title = f"{here.region.title(by)} · {target.title}"
        if earlier is not None:
            if not says and earlier.state not in (DECLINED, WITHDRAWN):
                text = N_("they say no now to “{title}”, for which they signed up before: `sto signup withdraw {id}`")
                yield Reason(text, {"title": target.title, "id": earlier.id})
            yield HereAlready(dataclasses.replace(earlier, title=title), _ALREADY, title)
            return
        contact, note, beside = self._contact(here, by)
        yield from beside
        groups = self.groups or (str(says) if says else "")
        values = {
            "id": made,
            "target_id": target.id,
            "by_id": by,
            "signed_on": today().isoformat(),
            "groups": groups,
            "timing": " ".join(self.timing.split()),
            "contact_id": contact,
            "note": note,
            "state": "nieuw" if says else DECLINED,
        }
        if says:
            signup = Signup(id=made, target=target.id, by=by, signed_on=today(), groups=says, state="nieuw")
            for caution in cautions_before_signing_up(here.region, signup, target):
                yield ToHeed(caution)
            here.region = with_signup(here.region, signup)
        yield {"kind": Signup.kind, **{name: value for name, value in values.items() if value}}

    def _found(self, here: Here) -> Offer | Request:
        """What the row is about; raises `WrongUse` when it isn't here any more, or could be several."""
        records: Mapping[str, Offer | Request] = {**here.region.of(Offer), **here.region.of(Request)}
        if self.target in records:
            return records[self.target]
        called = [] if self.target else [each for each in records.values() if self._is_called(here, each)]
        if len(called) == 1:
            return called[0]
        if called:
            raise WrongUse(N_("several are called “{title}”; leave the hidden column _id as it is"), title=self.what)
        raise WrongUse(N_("“{title}” isn't on the menukaart any more"), title=told_text(self.what or self.target))

    def _is_called(self, here: Here, record: Offer | Request) -> bool:
        side = record.partner if isinstance(record, Offer) else record.school
        return _same(record.title, self.what) and (not self.side or _same(here.region.title(side), self.side))

    def _contact(self, here: Here, by: str) -> tuple[str, str, list[object]]:
        """The id of the contact person, the remark, and what comes beside the sign-up.

        Somebody unknown begins as a person at `by`. What can't be the name of one person stands in the remark.
        """
        name, note = " ".join(self.contact.split()), " ".join(self.note.split())
        if not name:
            return "", note, []
        in_remark = " · ".join(filter(None, (note, name)))
        try:
            known = here.store.named(Person.kind, name)
        except NameOfSeveral as several:
            return "", in_remark, [Reason(N_("{problem} It stands in the remark."), {"problem": several})]
        if known is not None:
            return known.id, note, []
        made = next(begun_ids(here.store.id, Person.kind, f"{by}/{fold(name)}"))
        if here.store.is_erased(made):
            text = N_("“{name}” was erased here on request, and isn't taken over")
            return "", note, [Reason(text, {"name": told_text(name)})]
        if not _NAME.fullmatch(name) or here.store.is_taken(made):
            text = N_("“{name}” isn't among the people here, and stands in the remark: `sto add person` adds them")
            return "", in_remark, [Reason(text, {"name": told_text(name)})]
        if made in here.begun:
            return made, note, []
        here.begun.add(made)
        text = N_("“{name}” is new among the people, at {organisation}. Ask whether they agree to be in here.")
        told = Reason(text, {"name": told_text(name), "organisation": here.region.title(by)})
        return made, note, [{"kind": Person.kind, "id": made, "title": name, "partner_ids": [by]}, told]


def taking_part(answer: str) -> int | None:
    """With how many groups an answer takes part: 0 for no; None for what is neither yes nor no."""
    said = fold(answer).strip(" .!")
    if said in _YES or answer.strip() in _YES:
        return 1
    if said in _NO or answer.strip() in _NO:
        return 0
    return int(said) if re.fullmatch(r"[1-9]\d?", said, re.ASCII) else None


def partner_meant(here: Here, by: str) -> str:
    """The id of the partner that `by` (an id or a name) means; raises `WrongUse`."""
    if by in here.region.of(Partner):
        return by
    named = here.store.named(Partner.kind, by)
    if named is None:
        raise WrongUse(N_("Who signs up isn't known here: “{name}”. Add --by PARTNER."), name=by)
    return named.id


def _earlier(here: Here, asked: Signup, year: DayRange | None, says: int) -> Signup | None:
    """The sign-up that says as `asked` already, or that keeps it from being said: one that stands, or the same answer.

    An offer is answered anew every school year, of which this is the `year`.
    """
    found = [
        each
        for each in here.region.of(Signup).values()
        if (each.target, each.by) == (asked.target, asked.by)
        and (year is None or each.signed_on is None or year.first <= each.signed_on <= year.last)
    ]
    standing = [each for each in found if each.state not in (DECLINED, WITHDRAWN)]
    same = [each for each in found if each.id == asked.id or (not says and each.state == DECLINED)]
    if standing or same:
        return (standing or same)[0]
    try:
        record = here.store.get(asked.id).record
    except UnknownId:
        return None
    return record if isinstance(record, Signup) else None


def _same(one: str, other: str) -> bool:
    return fold(" ".join(one.split())) == fold(" ".join(other.split()))
