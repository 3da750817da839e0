"""Turning text into a vector, near to which lie the vectors of texts that mean the same: a BERT encoder in NumPy.

Devlin et al. 2018 for the layers; Wang et al. 2024 (multilingual E5) for "query: " and "passage: ", and for the mean
of the vectors of all pieces.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from knowledge.search.meaning.model_file import ModelFile, Real
from knowledge.search.meaning.unigram import Unigram

_AT_ONCE = 512
"""Pieces that go through the layers together: more is no faster, and takes more memory."""


_MOST_THREADS = 4
"""Processors that read at the same time; a person wants some left."""


@dataclass(frozen=True)
class _Layer:
    ask: Real
    ask_bias: Real
    join: Real
    join_bias: Real
    joined: tuple[Real, Real]
    widen: Real
    widen_bias: Real
    narrow: Real
    narrow_bias: Real
    narrowed: tuple[Real, Real]


class Encoder:
    """The encoder of `model`. Threads may use it at the same time."""

    def __init__(self, model: ModelFile) -> None:
        self._model = model
        self.size = model.head.hidden
        head = model.head
        self._pieces = Unigram(model.pieces(), model.arrays["scores"].tolist(), head.unknown)
        self._layers = [self._layer(number) for number in range(head.layers)]
        model.release()

    def _layer(self, number: int) -> _Layer:
        model, arrays = self._model, self._model.arrays

        def of(name: str) -> Real:
            found: Real = arrays[f"{number}.{name}"]
            return found

        return _Layer(
            model.real(f"{number}.ask").T,
            of("ask.bias"),
            model.real(f"{number}.join").T,
            of("join.bias"),
            (of("joined.weight"), of("joined.bias")),
            model.real(f"{number}.widen").T,
            of("widen.bias"),
            model.real(f"{number}.narrow").T,
            of("narrow.bias"),
            (of("narrowed.weight"), of("narrowed.bias")),
        )

    def question(self, text: str) -> Real:
        """The vector of what somebody asks; its length is 1."""
        found: Real = self._encoded(["query: " + text])[0]
        return found

    def passages(self, texts: Sequence[str]) -> Real:
        """A vector of length 1 for each of `texts`, as something that may answer a question."""
        return self._encoded(["passage: " + text for text in texts])

    def _encoded(self, texts: Sequence[str]) -> Real:
        head = self._model.head
        split = [[head.begin, *self._pieces.split(text)[: head.positions - 2], head.end] for text in texts]
        found = np.zeros((len(texts), self.size), np.float32)
        several = list(_batches([len(each) for each in split]))
        if len(several) < 2:
            means = [self._means(split)] if split else []
        else:
            with ThreadPoolExecutor(min(len(several), _MOST_THREADS, os.cpu_count() or 1)) as pool:
                means = list(pool.map(lambda batch: self._means([split[number] for number in batch]), several))
        for batch, rows in zip(several, means, strict=True):
            found[batch] = rows
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return found

    def _means(self, split: Sequence[Sequence[int]]) -> Real:
        """The mean vector of each of the texts `split` into pieces; they go through the layers as one long row."""
        head, arrays = self._model.head, self._model.arrays
        lengths = np.array([len(each) for each in split])
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths)
        numbers = np.concatenate([np.asarray(each) for each in split])
        x = arrays["word"][numbers] * arrays["word.step"][numbers][:, None]
        x = _normal(x + arrays["places"][places], (arrays["norm.weight"], arrays["norm.bias"]), head.epsilon)
        rows = [slice(end - length, end) for end, length in zip(ends.tolist(), lengths.tolist(), strict=True)]
        for layer in self._layers:
            seen = _attention(x @ layer.ask + layer.ask_bias, rows, head.heads)
            seen = seen @ layer.join
            seen += layer.join_bias
            seen += x
            x = _normal(seen, layer.joined, head.epsilon)
            wide = x @ layer.widen
            wide += layer.widen_bias
            narrow = _gelu(wide) @ layer.narrow
            narrow += layer.narrow_bias
            narrow += x
            x = _normal(narrow, layer.narrowed, head.epsilon)
        sums: Real = np.add.reduceat(x, ends - lengths, axis=0)
        sums /= lengths[:, None].astype(np.float32)
        return sums


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of texts with `lengths`, in groups that go through the layers together."""
    batch: list[int] = []
    size = 0
    for number, length in enumerate(lengths):
        if batch and size + length > _AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += length
    if batch:
        yield batch


def _attention(asked: Real, rows: Sequence[slice], heads: int) -> Real:
    """What each piece takes over from the pieces of its own text."""
    each = asked.reshape(len(asked), 3, heads, -1).transpose(1, 2, 0, 3)
    query, key, value = each[0], each[1], each[2]
    found = np.empty((len(asked), heads, query.shape[-1]), np.float32)
    scale = np.float32(query.shape[-1] ** -0.5)
    for row in rows:
        weights = (query[:, row] * scale) @ key[:, row].transpose(0, 2, 1)
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        found[row] = (weights @ value[:, row]).transpose(1, 0, 2)
    return found.reshape(len(asked), -1)


def _normal(x: Real, by: tuple[Real, Real], epsilon: float) -> Real:
    """Each row of `x` with mean 0 and variance 1, then scaled and moved `by` what was learned. Changes `x`."""
    x -= x.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1])
    x *= 1 / np.sqrt(spread + np.float32(epsilon))
    x *= by[0]
    x += by[1]
    return x


def _gelu(x: Real) -> Real:
    """The smooth step of the wide layer, by its usual approximation (Hendrycks & Gimpel 2016)."""
    inner = x * x
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= x
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner
