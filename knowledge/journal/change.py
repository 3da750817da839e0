"""A change: one immutable edit by one replica to one document (`docs/format.md`, Changes)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from knowledge import bounds
from knowledge.journal import clock
from knowledge.model.codec import Fields
from knowledge.model.fields import SAFE_ID, Json
from knowledge.problem import N_, Problem

FORMAT = 1
ERASE = "erase"
"""The kind of a change by which a replica says that a document is to be erased, and that it erases it itself."""

REPLICA_ID = re.compile(r"[a-z2-7]{10}")
KIND_NAME = re.compile(r"[a-z][a-z-]{0,31}")
REF = re.compile(r"[a-z2-7]{10}:[1-9][0-9]{0,15}#[0-9a-f]{8}")
HASH = re.compile(r"[0-9a-f]{64}")
MAX_SEQ = 2**53
SIGNATURE = "signature"
"""The one name in a change that its hash doesn't cover, reserved for versions that sign changes."""
SIGNATURE_FORM = re.compile(r"[!-~]{1,16384}")
"""Any signature as text (base64 with the name of a key, for example), short enough to keep a segment small."""

_encoder = msgspec.json.Encoder(order="sorted")
_NAMES = ("format", "dot", "time", "author", "kind", "id", "after", "set", "previous", "hash", SIGNATURE)
_UNHASHED = ("hash", SIGNATURE)
_STUB_NAMES = {"format", "dot", "time", "kind", "id", "erased", "previous", "hash"}


class BadChange(Problem):
    """A change that is malformed, or whose hash doesn't match its content."""


@dataclass(frozen=True, slots=True)
class Change:
    """One edit.

    `replica` and `seq` make its dot. `time` is a hybrid clock stamp, `document` the id it edits, `after` the refs
    (``replica:seq#first-8-of-hash``) of the document's heads its author had seen, `set` the flat fields it sets.
    `previous` is the hash of this replica's change before it ("" for the first), `hash` its own. `extra` holds what a
    newer format added. `erased` marks a stub: what remains, to keep the chain intact, of a change whose text was
    erased. `signature` is kept and passed on for versions that can verify it; copies that differ only in it are one
    change.
    """

    replica: str
    seq: int
    time: str
    author: str
    kind: str
    document: str
    after: tuple[str, ...]
    set: Fields
    previous: str
    hash: str = ""
    format: int = FORMAT
    extra: Mapping[str, Json] = field(default_factory=dict)
    erased: bool = False
    signature: str = ""

    @property
    def fullness(self) -> tuple[bool, str]:
        """A value to compare copies of one change (equal hashes) by: the copy with more in it has the greater one.

        A whole change has more in it than its stub, and a signed copy more than an unsigned one. Of two signatures the
        greater text wins, so that all devices end up with the same one.
        """
        return not self.erased, self.signature

    @property
    def ref(self) -> str:
        """The name by which other changes refer to this one. The hash distinguishes changes that claim the same dot."""
        return f"{self.replica}:{self.seq}#{self.hash[:8]}"

    def sealed(self) -> Change:
        """This change with its hash filled in."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return Change(**values | {"hash": digest(self.as_json())})

    def stub(self) -> Change:
        """This change without anything that a person wrote; its hash stays, so that the chain remains intact."""
        return Change(
            replica=self.replica,
            seq=self.seq,
            time=self.time,
            author="",
            kind=self.kind,
            document=self.document,
            after=(),
            set={},
            previous=self.previous,
            hash=self.hash,
            format=self.format,
            erased=True,
        )

    def as_json(self) -> dict[str, Json]:
        """The change as it is written in a segment file, in reading order."""
        if self.erased:
            return {
                "format": self.format,
                "dot": f"{self.replica}:{self.seq}",
                "time": self.time,
                "kind": self.kind,
                "id": self.document,
                "erased": True,
                "previous": self.previous,
                "hash": self.hash,
            }
        return {
            "format": self.format,
            "dot": f"{self.replica}:{self.seq}",
            "time": self.time,
            "author": self.author,
            "kind": self.kind,
            "id": self.document,
            "after": list(self.after),
            "set": self.set,
            **self.extra,
            "previous": self.previous,
            "hash": self.hash,
            **({SIGNATURE: self.signature} if self.signature else {}),
        }


def lacking(changes: Iterable[Change], held: Iterable[Change]) -> list[Change]:
    """The changes of which `held` has no copy, or only copies with less in them (`Change.fullness`)."""
    best: dict[str, tuple[bool, str]] = {}
    for each in held:
        best[each.hash] = max(each.fullness, best.get(each.hash, (False, "")))
    return [change for change in changes if change.hash not in best or best[change.hash] < change.fullness]


def digest(change: Mapping[str, Json]) -> str:
    """SHA-256 (hex) of the canonical JSON of `change`, which leaves out its ``hash`` and ``signature``.

    Canonical JSON has sorted keys and no white space, in UTF-8.
    """
    covered = {key: value for key, value in change.items() if key not in _UNHASHED}
    return hashlib.sha256(_encoder.encode(covered)).hexdigest()


def from_json(raw: Any) -> Change:
    """The change in `raw` (decoded JSON from anywhere); raises `BadChange`.

    A stub's hash can't be verified, since what it covered is gone; the next change in the chain vouches for it.
    A signature of another form than ours is ignored: a change counts whether or not it is signed.
    """
    if not isinstance(raw, dict):
        raise BadChange(N_("a change is not an object"))
    replica, _, seq = str(raw.get("dot")).partition(":")
    erased = raw.get("erased") is True and set(raw) - {SIGNATURE} == _STUB_NAMES and raw["kind"] != ERASE
    author: Any = "" if erased else raw.get("author")
    after: Any = [] if erased else raw.get("after")
    fields: Any = {} if erased else raw.get("set")
    fits = (
        isinstance(raw.get("format"), int)
        and REPLICA_ID.fullmatch(replica)
        and re.fullmatch(r"[1-9][0-9]{0,15}", seq)
        and int(seq) < MAX_SEQ
        and clock.is_stamp(raw.get("time"))
        and isinstance(author, str)
        and _matches(KIND_NAME, raw.get("kind"))
        and _matches(SAFE_ID, raw.get("id"))
        and isinstance(after, list)
        and all(_matches(REF, ref) for ref in after)
        and isinstance(fields, dict)
        and (raw.get("previous") == "" or _matches(HASH, raw.get("previous")))
        and _matches(HASH, raw.get("hash"))
        and is_shallow(raw, bounds.CHANGE_DEPTH)
    )
    if not fits:
        raise BadChange(N_("change {dot} does not have the form of a change"), dot=str(raw.get("dot"))[:40])
    if not erased and digest(raw) != raw["hash"]:
        raise BadChange(N_("change {dot} does not match its hash: it is damaged or was edited by hand"), dot=raw["dot"])
    return Change(
        replica=replica,
        seq=int(seq),
        time=raw["time"],
        author=author,
        kind=raw["kind"],
        document=raw["id"],
        after=tuple(after),
        set=fields,
        previous=raw["previous"],
        hash=raw["hash"],
        format=raw["format"],
        extra={} if erased else {name: value for name, value in raw.items() if name not in _NAMES},
        erased=erased,
        signature=raw[SIGNATURE] if not erased and _matches(SIGNATURE_FORM, raw.get(SIGNATURE)) else "",
    )


def is_shallow(value: object, depth: int) -> bool:
    """Whether lists and objects are nested at most `depth` deep."""
    if not isinstance(value, (list, dict)):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(is_shallow(each, depth - 1) for each in inner)


def _matches(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None
