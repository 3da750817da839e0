"""A menukaart that was filled in and comes back: who takes part in what, as sign-ups.

A row is found by the id in it, else by the name of who offers or asks and the text. Nothing in it is calculated.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import BinaryIO, ClassVar

from knowledge import bounds
from knowledge.exchange.columns import Columns, heading_key
from knowledge.exchange.format import Row, SheetsReader, TableCell
from knowledge.exchange.labels import Spoken
from knowledge.exchange.plain import told_text
from knowledge.exchange.returned import Here, HereAlready, Returned, ToHeed
from knowledge.identifier import begun_ids
from knowledge.model.fields import SAFE_ID
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

MARKS_SHEET = "_sto"
"""The hidden sheet that says what the workbook is."""
FORMAT_OF_REPLY = "1"
ID_COLUMN = "_id"
"""The hidden column with the id of the record of each row."""


class ReplyMark(StrEnum):
    """What the hidden sheet says: which form it has, of which space it is, since when, and whose answers it asks."""

    FORMAT = "format"
    SPACE = "space"
    EXPORTED = "exported"
    READER = "for"


TAKES_PART = N_("We take part")
_GROUPS = N_("Number of groups")
_TIMING = N_("When it suits us")
_CONTACT = N_("Contact person")
_NOTE = N_("Remark")
REPLY_COLUMNS = (TAKES_PART, _GROUPS, _TIMING, _CONTACT, _NOTE)
"""The headings of the columns to fill in."""

_FIELDS = {TAKES_PART: "state", _GROUPS: "groups", _TIMING: "timing", _CONTACT: "contact", _NOTE: "note"}
_SIDES = {"Company": "side", "School": "side", "What": "what", "Question in one sentence": "what"}
_PRINTED = (
    *("No.", "Kind", "For whom", "Group at most", "Times per year", "Still free", "Not when", "Where", "Conditions"),
    *("Profile", "Group", "Period", "The school arranges", "Smallest contribution"),
)
_HEAD_WITHIN = 10
_YES = frozenset({"ja", "j", "x", "yes", "y", "waar", "true", "v", "✓", "✔", "☑", "✅"})
_NO = frozenset({"nee", "n", "no", "0", "onwaar", "false", "-", "–", "✗", "✘"})
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
        contact, note, told = self._contact(here)
        yield from told
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

    def _contact(self, here: Here) -> tuple[str, str, list[Reason]]:
        """The id of the contact person, the remark with the name of one who isn't known here, and what to tell."""
        name, note = " ".join(self.contact.split()), " ".join(self.note.split())
        if not name:
            return "", note, []
        try:
            known = here.store.named(Person.kind, name)
        except NameOfSeveral as several:
            told = Reason(N_("{problem} It stands in the remark."), {"problem": several})
        else:
            if known is not None:
                return known.id, note, []
            text = N_("“{name}” isn't among the people here, and stands in the remark: `sto add person` adds them")
            told = Reason(text, {"name": told_text(name)})
        return "", " · ".join(filter(None, (note, name))), [told]


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


# -- reading ----------------------------------------------------------------------------------------------------------


@dataclass
class _Head:
    """The headings of a sheet by the number of the column."""

    fields: dict[int, str] = field(default_factory=dict)

    def row(self, cells: list[TableCell], by: str, day: date) -> MenuReply | None:
        """What a row says; None when nothing is filled in."""
        said: dict[str, str] = {}
        for place, name in self.fields.items():
            if place < len(cells) and name:
                said[name] = said.get(name) or cell_text(cells[place])
        if not any(said.get(name) for name in _FIELDS.values()):
            return None
        target = said.get("target", "")
        return MenuReply(
            by=by,
            day=day,
            target=target if SAFE_ID.fullmatch(target) else "",
            side=said.get("side", ""),
            what=said.get("what", ""),
            answer=said.get("state", ""),
            groups=said.get("groups", ""),
            timing=said.get("timing", ""),
            contact=said.get("contact", ""),
            note=said.get("note", ""),
        )


class ReplyReader:
    """Reads menukaarten that were filled in, from files of which `sheets` gives the sheets.

    `spoken` gives headings in every language; `by` is who signs up, if the file doesn't say. After reading, `columns`
    are those to fill in, and any that sto didn't write.
    """

    def __init__(self, sheets: SheetsReader, spoken: Spoken, by: str = "", space: str = "") -> None:
        self._sheets = sheets
        self._by = by
        self._space = space
        self._takes_part = {heading_key(each) for each in spoken(TAKES_PART)}
        self._meant = {heading_key(ID_COLUMN): "target"}
        for headings in (_FIELDS, _SIDES, dict.fromkeys(_PRINTED, "")):
            for heading, name in headings.items():
                self._meant |= {heading_key(each): name for each in spoken(heading)}
        self.columns: Columns | None = None

    def recognises(self, file: BinaryIO) -> bool:
        """Whether `file` is a menukaart with room for answers: a heading of one of its sheets says so."""
        file.seek(0)
        try:
            rows = self._sheets(file, _HEAD_WITHIN)
            return any(isinstance(cells, list) and self._is_head(cells) for _title, _number, cells in rows)
        except Problem:
            return False
        finally:
            file.seek(0)

    def _is_head(self, cells: list[TableCell]) -> bool:
        return any(heading_key(cell_text(each)) in self._takes_part for each in cells)

    def read(self, file: BinaryIO, _name: str, _kind: str) -> Iterator[Row]:
        """The rows that were filled in, with their sheets and numbers.

        Raises `WrongUse` if nobody says who signs up, and `TooManyRows` before the first row.
        """
        file.seek(0)
        marks: dict[str, str] = {}
        lengths: Counter[str] = Counter()
        for title, _number, cells in self._sheets(file, 0):
            lengths[title] += 1
            if lengths[title] > bounds.TABLE_ROWS + _HEAD_WITHIN:
                raise bounds.TooManyRows
            if title == MARKS_SHEET and isinstance(cells, list) and len(cells) > 1:
                marks[cell_text(cells[0])] = cell_text(cells[1])
        by, day = self._who(marks), _day_made(marks)
        headings: dict[str, str] = {}
        file.seek(0)
        for title, rows in groupby(self._sheets(file, 0), key=lambda each: each[0]):
            if title != MARKS_SHEET:
                yield from self._rows(title, (each[1:] for each in rows), by, day, headings)
        self.columns = Columns(Signup.kind, tuple(headings), tuple(headings.values()))

    def _rows(
        self,
        title: str,
        rows: Iterable[tuple[str, list[TableCell] | Problem | Reason]],
        by: str,
        day: date,
        headings: dict[str, str],
    ) -> Iterator[Row]:
        """The rows of one sheet; its columns are put in `headings`."""
        head: _Head | None = None
        for place, (number, cells) in enumerate(rows):
            where = f"{title}:{number}" if title and number else number
            if not isinstance(cells, list):
                yield where, cells
            elif head is None and place < _HEAD_WITHIN and self._is_head(cells):
                keys = [heading_key(cell_text(each)) for each in cells]
                head = _Head({at: self._meant.get(key, "") for at, key in enumerate(keys)})
                for key, cell in zip(keys, cells, strict=True):
                    if key and (key not in self._meant or self._meant[key] in _FIELDS.values()):
                        headings.setdefault(cell_text(cell), self._meant.get(key, ""))
            elif head is not None and (reply := head.row(cells, by, day)) is not None:
                yield where, reply

    def _who(self, marks: Mapping[str, str]) -> str:
        """Who signs up, as the file or the person says; raises `WrongUse` when neither does, or they say otherwise."""
        if self._space and marks.get(ReplyMark.SPACE, self._space) != self._space:
            raise WrongUse(N_("This menukaart is of another space, so its rows aren't known here"))
        reader = marks.get(ReplyMark.READER, "")
        if not (reader or self._by):
            raise WrongUse(N_("This is a menukaart that was filled in. Say who signs up: --by PARTNER."))
        if reader and self._by and reader != self._by:
            raise WrongUse(N_("This menukaart was made for somebody else than --by says; leave --by out"))
        return reader or self._by


def _day_made(marks: Mapping[str, str]) -> date:
    """The day on which the menukaart was made; today when it doesn't say."""
    try:
        return date.fromisoformat(marks.get(ReplyMark.EXPORTED, ""))
    except ValueError:
        return today()


def cell_text(cell: TableCell) -> str:
    """The text in a cell; a whole number is its digits."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return " ".join(str(cell).split())
