"""A model that knows nothing, of two layers and two hundred pieces, for tests of all around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.search.meaning.encoder import Encoder
from knowledge.search.meaning.model_file import ModelHead, in_eight_bits, layout, open_model, write

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;?!-'"
_SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "▁"]


def pieces() -> list[str]:
    """Special pieces, single letters, and beginnings of words."""
    first = [*_SPECIAL, *_LETTERS, *(f"▁{letter}" for letter in _LETTERS), "▁stage", "▁bedrijf", "▁les", "sen", "en"]
    return [*first, *(f"▁x{number}" for number in range(200 - len(first)))]


def tiny(path: Path, *, seed: int = 1) -> Path:
    """Write the model to `path`."""
    text = "\n".join(pieces()).encode()
    head = ModelHead(
        name="tiny", licence="none", layers=2, hidden=32, heads=4, inner=64, positions=40, pieces=200, text=len(text),
        begin=0, end=2, unknown=3, epsilon=1e-12,
    )  # fmt: skip
    rng = np.random.default_rng(seed)
    arrays: dict[str, NDArray[Any]] = {"text": np.frombuffer(text, np.uint8)}
    for name, (type_, shape) in layout(head).items():
        if type_ == "i1":
            arrays[name], arrays[f"{name}.step"] = in_eight_bits(rng.normal(size=shape) / 5)
        elif name not in arrays:
            arrays[name] = np.ones(shape) if name.endswith("weight") else rng.normal(size=shape) / 20
    write(path, head, arrays)
    return path


def encoder(path: Path) -> Encoder:
    """The encoder of a model written to `path`."""
    return Encoder(open_model(tiny(path)))
