"""What people wrote, made fit for a report: no names of people, no few pupils, no addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.model.records.action import Action
from knowledge.model.records.approach import Approach
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.request import Request
from knowledge.model.records.use import Use
from knowledge.model.region import Region
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_FEW = "1|2|3|4|een|één|twee|drie|vier|one|two|three|four"
_FEW_PUPILS = re.compile(
    rf"(?<![\d.,])\b(?:{_FEW})\b(\s+(?:\w+\s+)?)(leerlingen|leerling|pupils|pupil|students|student)\b", re.IGNORECASE
)
_SHORTEST = 3


class Discretion:
    """Takes out of texts the names of everybody that `region` knows; the names of organisations stay."""

    def __init__(self, region: Region) -> None:
        names = {" ".join(safe_line(each).split()) for each in _people(region)} - {""}
        organisations = {word for each in region.of(Partner).values() for word in _words(each.title)}
        parts = {word for name in names for word in _words(name) if word[0].isupper() and len(word) >= _SHORTEST}
        whole = {name for name in names if " " in name}
        self._names = _any_of(whole)
        self._parts = _any_of(parts - organisations)
        self._places = _any_of({safe_line(each.title) for each in region.of(Partner).values()})

    def __call__(self, text: str) -> str:
        """`text` on one line, without what a report doesn't say."""
        line = _ADDRESS.sub(_("(address)"), safe_line(text))
        line = _FEW_PUPILS.sub(_("a few pupils"), line)
        if self._places is None:
            return self._without(line)
        kept, at = [], 0
        for found in self._places.finditer(line):
            kept += [self._without(line[at : found.start()]), found[0]]
            at = found.end()
        return "".join([*kept, self._without(line[at:])])

    def _without(self, text: str) -> str:
        somebody = _("a colleague")
        for pattern in (self._names, self._parts):
            text = pattern.sub(somebody, text) if pattern else text
        return re.sub(
            rf"{re.escape(somebody)}(?: (?:van|de|der|den|ter|ten)\b)*(?: {re.escape(somebody)})+", somebody, text
        )


def _people(region: Region) -> Iterator[str]:
    yield from (each.title for each in region.of(Person).values())
    yield from (each.who for each in region.of(Action).values())
    yield from (each.author for each in region.of(Lesson).values())
    yield from (each.who for each in region.of(Use).values())
    yield from (each.who for each in region.of(Approach).values())
    yield from (each.owner for each in region.of(Partner).values())
    yield from (each.answer_to for each in region.of(Request).values())
    for meeting in region.of(Meeting).values():
        yield from meeting.guests


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", name)


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of `words` as whole words, the longest first; None when there are none."""
    longest = sorted((each for each in words if each), key=lambda each: (-len(each), each))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)") if longest else None
