"""Strategies for realistic journals: devices edit, meet now and then, and know part of each other's changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from knowledge.journal import clock
from knowledge.journal.change import Change
from knowledge.journal.document import Document
from knowledge.journal.merge import DELETED, merge
from knowledge.journal.segment import Segment
from knowledge.model.codec import Fields
from knowledge.model.fields import Json

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
REPLICAS = tuple(letter * 10 for letter in "abcd")
KINDS = {"lasdag": "lesson", "firma": "partner", "intake": "checklist", "nieuw": "quiz"}
"""The documents of these journals, and their kinds; one is of a kind only a newer version knows."""

LINES = ("Vier cabines.", "Zes helmen.", "", "Begin om negen.", "Vraag Piet.")
WORDS = ("lassen", "hout", "zorg", "robot")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
"""Any JSON a change may carry."""


def change(replica: str = "aaaaaaaaaa", seq: int = 1, **given: object) -> Change:
    """A sealed change with what a test doesn't care about filled in."""
    usual: dict[str, object] = {
        "time": clock.stamp(START + timedelta(seconds=min(seq, 10**6))),
        "author": f"author {replica[0]}",
        "kind": "lesson",
        "document": "lasdag",
        "after": (),
        "set": {"title": "Lasdag"},
        "previous": "",
    }
    return Change(replica=replica, seq=seq, **{**usual, **given}).sealed()  # type: ignore[arg-type]


def chain(replica: str, *edits: Fields, document: str = "lasdag") -> list[Change]:
    """Changes of one replica to one document, each having seen the one before."""
    made: list[Change] = []
    for seq, edit in enumerate(edits, start=1):
        last = made[-1] if made else None
        made.append(
            change(
                replica,
                seq,
                set=edit,
                document=document,
                after=(last.ref,) if last else (),
                previous=last.hash if last else "",
            )
        )
    return made


def segment(*changes: Change, first: int | None = None) -> Segment:
    """A segment that holds `changes`, by seq."""
    ordered = tuple(sorted(changes, key=lambda each: each.seq))
    return Segment(ordered[0].replica, ordered[0].author, first or ordered[0].seq, ordered)


def by_document(changes: Sequence[Change]) -> dict[str, list[Change]]:
    """The changes of each document."""
    found: dict[str, list[Change]] = {}
    for each in changes:
        found.setdefault(each.document, []).append(each)
    return found


def merged(changes: Sequence[Change]) -> dict[str, Document]:
    """Every document that `changes` add up to."""
    return {document_id: merge(group) for document_id, group in by_document(changes).items()}


@dataclass
class Device:
    """One device in the simulation: a replica id (a clone shares it), a wrong clock, and what it knows."""

    replica: str
    skew: timedelta
    last: Change | None = None
    known: dict[str, Change] = field(default_factory=dict)

    def sees(self, document_id: str) -> Document | None:
        """The document as this device shows it now."""
        changes = [each for each in self.known.values() if each.document == document_id]
        return merge(changes) if changes else None

    def write(self, document_id: str, fields: Fields, minute: int) -> Change:
        """Make the next change of this device, having seen all it knows of the document."""
        seen = self.sees(document_id)
        now = START + timedelta(minutes=minute) + self.skew
        made = change(
            self.replica,
            self.last.seq + 1 if self.last else 1,
            time=clock.next_stamp([self.last.time if self.last else "", seen.changed if seen else ""], now),
            author=f"author {self.replica[0]}",
            kind=KINDS[document_id],
            document=document_id,
            after=seen.heads if seen else (),
            set=fields,
            previous=self.last.hash if self.last else "",
        )
        self.last = made
        self.known[made.ref] = made
        return made

    def learn(self, changes: Sequence[Change]) -> None:
        """Take in `changes`."""
        self.known.update((each.ref, each) for each in changes)


@st.composite
def journals(draw: st.DrawFn, *, clones: bool = False, max_steps: int = 22) -> list[Change]:
    """All changes that two to four devices made, in the order in which they were made.

    With `clones` a device may be copied, replica id and all, so that two changes claim one dot.
    """
    skews = st.sampled_from((timedelta(), timedelta(hours=-5), timedelta(days=3), timedelta(days=-400)))
    devices = [Device(replica, draw(skews)) for replica in REPLICAS[: draw(st.integers(2, 4))]]
    made: list[Change] = []
    for minute in range(draw(st.integers(1, max_steps))):
        device = draw(st.sampled_from(devices))
        step = draw(st.sampled_from(("edit",) * 6 + ("meet",) * 3 + ("clone",) * clones))
        if step == "edit":
            document_id = draw(st.sampled_from(tuple(KINDS)))
            fields = draw(edits(device.sees(document_id)))
            made.append(device.write(document_id, fields, minute))
        elif step == "meet":
            other = draw(st.sampled_from(devices))
            about = draw(st.sampled_from((None, *KINDS)))
            device.learn([each for each in other.known.values() if about in (None, each.document)])
        elif len(devices) < 6:
            devices.append(Device(device.replica, device.skew, device.last, dict(device.known)))
    return made or [devices[0].write("lasdag", {"title": "Lasdag"}, 0)]


@st.composite
def edits(draw: st.DrawFn, seen: Document | None) -> Fields:
    """What a person, having `seen` before their eyes, changes."""
    fields = seen.fields if seen else {}
    chosen = draw(st.lists(st.sampled_from(_EDITED), min_size=1, max_size=3, unique=True))
    return {name: draw(_edited(name, fields.get(name))) for name in chosen}


_EDITED = ("title", "body", "body", "tags", "tags", "certainty", "answers.C2.school.text", "weather", DELETED)


def _edited(name: str, before: Json) -> st.SearchStrategy[Json]:
    if name in ("body", "answers.C2.school.text"):
        lines = before.split("\n") if isinstance(before, str) and before else []
        return _edited_lines(lines) | st.sampled_from(("", 7))
    if name == "tags":
        return _edited_set(before if isinstance(before, list) else []) | st.just("no list")
    if name == DELETED:
        return st.booleans()
    if name == "weather":
        return json_values
    return st.sampled_from(("Lasdag", "Houtdag", "", None, 3))


@st.composite
def _edited_lines(draw: st.DrawFn, lines: list[str]) -> str:
    edited = list(lines)
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.integers(0, len(edited)))
        edited[place : place + draw(st.integers(0, 1))] = draw(st.lists(st.sampled_from(LINES), max_size=2))
    return "\n".join(edited)


@st.composite
def _edited_set(draw: st.DrawFn, members: list[Json]) -> list[Json]:
    kept = [member for member in members if draw(st.integers(0, 3))]
    added = draw(st.lists(st.sampled_from(WORDS), max_size=2, unique=True))
    return [*kept, *(word for word in added if word not in kept)]


@st.composite
def deliveries(draw: st.DrawFn, changes: Sequence[Change]) -> list[Segment]:
    """`changes` as pieces of segment files, cut anywhere, in any order, some twice, signed or not."""
    lines: dict[tuple[str, ...], list[Change]] = {}
    for each in changes:
        lines.setdefault(_line(each, changes), []).append(each)
    files = [file for line in lines.values() for file in draw(_cut(sorted(line, key=lambda each: each.seq)))]
    pieces = [segment(*piece, first=file[0].seq) for file in files for piece in draw(_cut(file))]
    again = draw(st.lists(st.sampled_from(pieces), max_size=3))
    return [draw(_signed(each)) for each in draw(st.permutations(pieces + again))]


@st.composite
def _signed(draw: st.DrawFn, piece: Segment) -> Segment:
    """`piece` as a version that signs may have it: each change with one of several signatures, or none."""
    drawn = [draw(signatures) for _each in piece.changes]
    return replace(
        piece, changes=tuple(replace(each, signature=made) for each, made in zip(piece.changes, drawn, strict=True))
    )


signatures = st.sampled_from(("", "", "ed25519:els:AAAA", "ed25519:els:zzzz"))


@st.composite
def _cut(draw: st.DrawFn, line: list[Change]) -> list[list[Change]]:
    cuts = sorted(draw(st.sets(st.integers(1, len(line) - 1), max_size=3))) if len(line) > 1 else []
    return [line[start:end] for start, end in pairwise((0, *cuts, len(line)))]


def _line(last: Change, changes: Sequence[Change]) -> tuple[str, ...]:
    """Names the file `last` stands in: clones that wrote under one id each have a file of their own."""
    twins = sorted(each.hash for each in changes if (each.replica, each.seq) == (last.replica, last.seq))
    if len(twins) > 1:
        return last.replica, last.hash
    forked = [each for each in changes if each.hash == last.previous]
    if forked and len(_line(forked[0], changes)) > 1:
        return _line(forked[0], changes)
    return (last.replica,)
