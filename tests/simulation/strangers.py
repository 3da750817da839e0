"""Files from others in a simulation: of older and newer versions, with forged stamps and with odd content."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from knowledge.journal import clock
from knowledge.journal.change import Change
from knowledge.journal.document import Document
from knowledge.journal.segment import Segment, decode_segment, encode_segment
from tests.simulation.story import FIGURES, Story, device_numbers, numbers

FORGED_STAMPS = (
    "0001-01-01T00:00:00.000Z+0000",
    "0001-01-01T13:00:00.000Z+9999",
    "1969-12-31T23:59:59.999Z+0000",
    "2262-04-12T00:00:00.000Z+0000",
    "9999-12-31T12:00:00.000Z+9999",
    "9999-12-31T23:59:59.999Z+9999",
)
ODD_KINDS = ("lesson", "partner", "meeting", "action", "quiz", "erase-later", "a")
MARK = "{}"
"""Stands for the marker of the document in what is odd."""
ODD_FIELDS: tuple[dict[str, Any], ...] = (
    {},
    {"title": None},
    {"title": [MARK, 5]},
    {"title": 2**63 - 1, "body": -(2**63)},
    {"title": f"{MARK} \x1b]52;c;AAAA\x07 \u202e\u0000"},
    {"body": {"tekst": MARK}},
    {"body": f"{MARK} regel\r\n\u2028\x85einde", "tags": MARK},
    {"tags": [[MARK], {"a": MARK}, None, 1.5, MARK, MARK]},
    {"tags": {MARK: MARK}},
    {"deleted": "ja"},
    {"deleted": [MARK]},
    {"deleted": 1},
    {"date": "9999-99-99", "due": "0001-01-01", "until": "10000-01-01"},
    {"date": 20260301, "start": "25:61", "end": MARK},
    {"partners": MARK, "partner": [MARK], "origin": {"id": MARK}},
    {"partners": ["doc-000", "nergens", "../../etc", "", None, 7]},
    {"certainty": f"onzin {MARK}", "activity": [], "state": None},
    {"nieuw veld": {"diep": [[[[{MARK: [MARK]}]]]]}, "": MARK, "x" * 300: MARK},
    {"title_sort": 1e308, "kind": "partner", "id": MARK, "heads": [], "author": MARK, "fields": {"title": MARK}},
)
"""What a peer's valid segment may set, whatever the kind of the document."""


def marked(value: Any, marker: str) -> Any:
    """`value` with `marker` in the place of `MARK`."""
    if isinstance(value, str):
        return value.replace(MARK, marker)
    if isinstance(value, list):
        return [marked(each, marker) for each in value]
    if isinstance(value, dict):
        return {marked(name, marker): marked(each, marker) for name, each in value.items()}
    return value


class Strangers(Story):
    """Peers of other versions, and peers that forge."""

    @rule(number=device_numbers, which=numbers, newer=st.booleans())
    def other_version_writes(self, number: int, which: int, newer: bool) -> None:
        """A file of an older or newer version of the program arrives, from a device that is never seen again."""
        with self.at(number, "other version writes") as (device, workspace):
            document = self.document(workspace, which)
            segment = self._of_other_version(document, newer)
            device.view.put(segment.name, self.storage.version(segment.name, encode_segment(segment)))
            for change in segment.changes:
                self.promises.make(change.document, change.set)
            FIGURES["files of other versions"] += 1
        self.promises.weaken(self.devices)

    def _of_other_version(self, document: Document | None, newer: bool) -> Segment:
        assert self.world is not None
        self.written += 1
        name = document.id if document else f"quiz-{self.written:03d}"
        marker = self.promises.markers.setdefault(name, f"zq{len(self.promises.markers):03d}qz")
        change = Change(
            replica="".join(self.world.random.choice("abcdefgh") for _ in range(10)),
            seq=1,
            time=clock.stamp(self.world.now),
            author="Iemand anders",
            kind=document.kind if document else "quiz",
            document=name,
            after=document.heads if document else (),
            set={"ronde": [{"n": f"{marker} {self.written}"}]} if newer else {"title": f"{marker} {self.written}"},
            previous="",
            format=2 if newer else 1,
            extra={"signature": marker} if newer else {},
        ).sealed()
        return Segment(change.replica, change.author, 1, (change,), {"newer": [1]} if newer else {})

    @rule(
        number=device_numbers,
        which=numbers,
        kind=st.sampled_from(ODD_KINDS),
        time=st.sampled_from((*FORGED_STAMPS, "")),
        odd=st.sampled_from(ODD_FIELDS),
        new=st.booleans(),
        knows=st.sampled_from(("all", "nothing", "what nobody has")),
    )
    def stranger_writes(
        self, number: int, which: int, kind: str, time: str, odd: dict[str, Any], new: bool, knows: str
    ) -> None:
        """A file arrives that verifies and holds what no version of the program writes."""
        with self.at(number, "stranger writes") as (device, workspace):
            document = None if new else self.document(workspace, which)
            segment = self._odd_segment(document, kind, time, odd, knows)
            data = encode_segment(segment)
            assert decode_segment(data) == segment, "the file verifies"
            device.view.put(segment.name, self.storage.version(segment.name, data))
            for change in segment.changes:
                self.promises.make(change.document, change.set)
            FIGURES["fault: forged stamp" if time else "fault: odd content"] += 1
        self.promises.weaken(self.devices)

    def _odd_segment(self, document: Document | None, kind: str, time: str, odd: dict[str, Any], knows: str) -> Segment:
        assert self.world is not None
        self.written += 1
        name = document.id if document else f"odd-{self.written:03d}"
        marker = self.promises.markers.setdefault(name, f"zq{len(self.promises.markers):03d}qz")
        heads = document.heads if document else ()
        change = Change(
            replica="".join(self.world.random.choice("abcdefgh") for _ in range(10)),
            seq=1 + self.written * self.world.random.choice((0, 1, 10**14)),
            time=time or clock.stamp(self.world.now),
            author=self.world.random.choice(("", "Iemand anders", "\x1b[31mrood\u202e", "x" * 5000)),
            kind=kind,
            document=name,
            after={"all": heads, "nothing": (), "what nobody has": (*heads, "aaaaaaaaaa:5#01234567")}[knows],
            set=marked(odd, marker),
            previous="",
            extra={"naar": {"diep": [marker, None, 1.5]}} if knows == "nothing" else {},
        ).sealed()
        return Segment(change.replica, change.author, change.seq, (change,), {"device": "\x07" * 3})
