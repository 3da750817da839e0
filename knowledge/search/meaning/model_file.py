"""The file with the model: what it holds, how it is checked, and how it is written.

Somebody hands the file over, so all of it is data that may be hostile: it holds numbers and text only, every size is
bounded and follows from the head, and nothing is used before the checksum of the whole agrees.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from knowledge.problem import N_, Problem

SUFFIX = ".sto-meaning"

_MAGIC = b"sto-meaning\n"
_VERSION = 1
_START = struct.Struct("<12sI32sI")
"""What it is, the version, the SHA-256 of all that follows, the length of the head."""

_ALIGN = 64
_LONGEST_HEAD = 20_000
_LARGEST = 300_000_000
_MOST_WEIGHTS = 50_000_000
"""The most numbers in the layers, which take four bytes each once they are read."""

WholeNumbers = NDArray[np.int8]
Real = NDArray[np.float32]


class ModelHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a model file says of itself: where it comes from, and the sizes from which its layout follows."""

    name: str
    licence: str
    layers: int
    hidden: int
    heads: int
    inner: int
    positions: int
    pieces: int
    text: int
    begin: int
    end: int
    unknown: int
    epsilon: float

    def __post_init__(self) -> None:
        """Refuse sizes that no model for this purpose has."""
        within = (
            (self.layers, 1, 48),
            (self.hidden, 1, 2048),
            (self.heads, 1, 64),
            (self.inner, 1, 8192),
            (self.positions, 4, 4096),
            (self.pieces, 4, 300_000),
            (self.text, 1, 20_000_000),
            (self.begin, 0, self.pieces - 1),
            (self.end, 0, self.pieces - 1),
            (self.unknown, 0, self.pieces - 1),
        )
        if not all(least <= size <= most for size, least, most in within) or self.hidden % self.heads:
            raise ValueError("sizes that no model has")
        if self.layers * self.hidden * (4 * self.hidden + 2 * self.inner) > _MOST_WEIGHTS:
            raise ValueError("more weights than a model for this purpose has")
        if not 0 < self.epsilon < 1 or max(len(self.name), len(self.licence)) > 5000:
            raise ValueError("a head that no model has")


@dataclass(frozen=True)
class ModelFile:
    """An open model: its head, its checksum, and its arrays by name, which lie in the file itself."""

    head: ModelHead
    checksum: str
    arrays: Mapping[str, NDArray[Any]]
    mapped: mmap.mmap

    def release(self) -> None:
        """Give the memory back that reading the file has taken; what is needed again is read again."""
        if hasattr(self.mapped, "madvise"):  # Windows has no such call, and takes the pages itself when it needs them
            self.mapped.madvise(mmap.MADV_DONTNEED)

    def real(self, name: str) -> Real:
        """The matrix `name`: each row is kept as whole numbers of 8 bits and the size of one step."""
        steps: Real = self.arrays[f"{name}.step"]
        found: Real = np.multiply(self.arrays[name], steps[:, None], dtype=np.float32)
        return found

    def pieces(self) -> list[str]:
        """The pieces that the model splits words into, in their order."""
        text = self.arrays["text"].tobytes().decode("utf-8")
        return text.split("\n")


def layout(head: ModelHead) -> dict[str, tuple[str, tuple[int, ...]]]:
    """The type and shape of every array in a model with `head`, in the order of the file (pure)."""
    hidden, inner = head.hidden, head.inner
    found: dict[str, tuple[str, tuple[int, ...]]] = {
        "text": ("u1", (head.text,)),
        "scores": ("<f4", (head.pieces,)),
        "places": ("<f4", (head.positions, hidden)),
        "norm.weight": ("<f4", (hidden,)),
        "norm.bias": ("<f4", (hidden,)),
    }
    matrices = {"word": (head.pieces, hidden)}
    for layer in range(head.layers):
        for name, (rows, columns) in {
            "ask": (3 * hidden, hidden),
            "join": (hidden, hidden),
            "widen": (inner, hidden),
            "narrow": (hidden, inner),
        }.items():
            matrices[f"{layer}.{name}"] = (rows, columns)
            found[f"{layer}.{name}.bias"] = ("<f4", (rows,))
        for name in ("joined", "narrowed"):
            found[f"{layer}.{name}.weight"] = ("<f4", (hidden,))
            found[f"{layer}.{name}.bias"] = ("<f4", (hidden,))
    for name, (rows, columns) in matrices.items():
        found[f"{name}.step"] = ("<f4", (rows,))
        found[name] = ("i1", (rows, columns))
    return found


def in_eight_bits(matrix: NDArray[Any]) -> tuple[WholeNumbers, Real]:
    """`matrix` in 8 bits a number: the whole numbers, and for each row the size of one step (pure)."""
    steps = (np.abs(matrix).max(axis=1) / 127).astype(np.float32)
    steps[steps == 0] = 1
    return np.rint(matrix / steps[:, None]).astype(np.int8), steps


def write(path: Path, head: ModelHead, arrays: Mapping[str, NDArray[Any]]) -> str:
    """Write a model; the same model gives the same bytes. Returns the checksum."""
    body = bytearray(msgspec.json.encode(head))
    size = len(body)
    for name, (type_, shape) in layout(head).items():
        array = np.ascontiguousarray(arrays[name], dtype=type_)
        if array.shape != shape:
            raise ValueError(f"{name} is {array.shape}, not {shape}")
        body += bytes(-(len(body) + _START.size) % _ALIGN) + array.tobytes()
    digest = hashlib.sha256(body).digest()
    path.write_bytes(_START.pack(_MAGIC, _VERSION, digest, size) + body)
    return digest.hex()


def check_size(path: Path) -> None:
    """Raise `Problem` if `path` is too large for a model, so that nobody copies it; raises `OSError` if it is gone."""
    if path.stat().st_size > _LARGEST or not path.is_file():
        raise _not_a_model(path.name)


def open_model(path: Path, *, trusted: str = "", named: str = "") -> ModelFile:
    """The model in `path` (a file that was `named` so), mapped into memory.

    Raises `Problem` when it is no model, another version, torn or changed. The checksum is computed, which reads all
    of the file, unless the file says that it is `trusted`: the checksum that was computed when it was installed.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _parsed(mapped, trusted)
    except (OSError, ValueError, msgspec.MsgspecError, struct.error) as error:
        raise _not_a_model(named or path.name) from error


def _not_a_model(name: str) -> Problem:
    return Problem(
        N_("“{file}” isn't a whole model for finding by meaning. Get it again, and try once more."), file=name
    )


def _parsed(mapped: mmap.mmap, trusted: str) -> ModelFile:
    if not _START.size < len(mapped) <= _LARGEST:
        raise ValueError("too small or too large")
    magic, version, digest, size = _START.unpack_from(mapped)
    if magic != _MAGIC:
        raise ValueError("another file")
    if version != _VERSION:
        raise Problem(N_("This model is for another version of sto. Update sto, or get the model that belongs to it."))
    if size > _LONGEST_HEAD:
        raise ValueError("a head that is too long")
    if digest.hex() != trusted and hashlib.sha256(memoryview(mapped)[_START.size :]).digest() != digest:
        raise ValueError("not what was written")
    head = msgspec.json.decode(mapped[_START.size : _START.size + size], type=ModelHead)
    arrays: dict[str, NDArray[Any]] = {}
    place = _START.size + size
    for name, (type_, shape) in layout(head).items():
        place += -place % _ALIGN
        count = int(np.prod(shape))
        if place + count * np.dtype(type_).itemsize > len(mapped):
            raise ValueError("torn")
        arrays[name] = np.frombuffer(mapped, type_, count, place).reshape(shape)
        place += arrays[name].nbytes
    if place != len(mapped):
        raise ValueError("more than a model")
    model = ModelFile(head, digest.hex(), arrays, mapped)
    if digest.hex() != trusted and len(model.pieces()) != head.pieces:
        raise ValueError("another number of pieces than the head says")
    return model
