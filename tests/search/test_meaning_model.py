"""A model that somebody hands over is data: whole and as written, or refused in a sentence."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge.problem import Problem
from knowledge.search.meaning.encoder import Encoder
from knowledge.search.meaning.installed import InstalledModel
from knowledge.search.meaning.model_file import open_model
from knowledge.search.meaning.unigram import Unigram
from tests.search.tiny_model import encoder, tiny

START = 52
"""The bytes before the head: what it is, the version, the checksum, the length of the head."""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return tiny(tmp_path / "a.sto-meaning")


def sealed(data: bytes, **changes: object) -> bytes:
    """`data` with `changes` to its head, and a checksum that agrees: what somebody with bad intentions makes."""
    (size,) = struct.unpack_from("<I", data, 48)
    head = json.dumps(json.loads(data[START : START + size]) | changes).encode()
    rest = data[START + size :].lstrip(b"\0") if changes else data[START + size :]
    body = head + rest
    return data[:16] + hashlib.sha256(body).digest() + struct.pack("<I", len(head)) + body


def test_the_same_model_is_the_same_file(tmp_path: Path, model: Path) -> None:
    assert tiny(tmp_path / "b.sto-meaning").read_bytes() == model.read_bytes()


def test_a_whole_model_opens_with_its_name_and_licence(model: Path) -> None:
    found = open_model(model)

    assert (found.head.name, found.head.licence, len(found.pieces())) == ("tiny", "none", 200)


@pytest.mark.parametrize(
    "harm",
    [
        lambda _data: b"",
        lambda data: data[:30],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: b"PK\3\4" + data[4:],
        lambda data: data[:-5] + bytes([data[-5] ^ 1]) + data[-4:],
        lambda data: data[:48] + struct.pack("<I", 2**31) + data[52:],
        lambda data: sealed(data[:-64]),
        lambda data: sealed(data + b"more"),
        lambda data: sealed(data, layers=10**9),
        lambda data: sealed(data, hidden=2048, inner=8192, layers=48),
        lambda data: sealed(data, pieces=-1),
        lambda data: sealed(data, heads=0),
        lambda data: sealed(data, begin=200),
        lambda data: sealed(data, epsilon="nan"),
        lambda data: sealed(data, more="than is known"),
    ],
    ids=[
        *("empty", "only a beginning", "torn", "longer", "another file", "one bit", "a head without end"),
        *("short but sealed", "long but sealed", "too many layers", "too many weights", "fewer than no pieces"),
        *("no heads", "a piece that isn't there", "no number", "an unknown field"),
    ],
)
def test_what_is_no_whole_model_is_refused_in_a_sentence(model: Path, harm: Callable[[bytes], bytes]) -> None:
    model.write_bytes(harm(model.read_bytes()))

    with pytest.raises(Problem):
        open_model(model)


def test_a_model_for_a_newer_version_says_so(model: Path) -> None:
    data = model.read_bytes()
    model.write_bytes(data[:12] + struct.pack("<I", 2) + data[16:])

    with pytest.raises(Problem, match="another version"):
        open_model(model)


def test_installing_copies_what_was_checked_and_a_bad_file_changes_nothing(tmp_path: Path, model: Path) -> None:
    installed = InstalledModel(tmp_path / "home")
    installed.install(model)
    model.write_bytes(b"something else")

    with pytest.raises(Problem, match="whole model"):
        installed.install(model)

    assert installed.is_on and installed.open().head.name == "tiny"
    assert sorted(path.suffix for path in (tmp_path / "home").iterdir()) == [".json", ".sto-meaning"]


def test_another_model_takes_the_place_of_the_first(tmp_path: Path, model: Path) -> None:
    installed = InstalledModel(tmp_path / "home")
    first = installed.install(model)
    second = installed.install(tiny(tmp_path / "b.sto-meaning", seed=2))

    assert first.checksum != second.checksum
    assert installed.open().checksum == second.checksum
    assert len(list((tmp_path / "home").glob("*.sto-meaning"))) == 1


def test_off_keeps_the_model_and_removing_leaves_nothing(tmp_path: Path, model: Path) -> None:
    installed = InstalledModel(tmp_path / "home")
    installed.install(model)
    installed.switch(on=False)
    assert not installed.is_on and installed.installed

    installed.remove()
    assert installed.installed is None and not (tmp_path / "home").exists()


def test_words_are_split_in_the_most_probable_way() -> None:
    pieces = ["<unk>", "▁", "▁les", "s", "e", "n", "sen", "▁l"]
    split = Unigram(pieces, [0.0, -9.0, -2.0, -5.0, -5.0, -5.0, -3.0, -4.0], unknown=0).split

    assert [pieces[number] for number in split("lessen  les")] == ["▁les", "sen", "▁les"]
    assert [pieces[number] for number in split("les☃")] == ["▁les", "<unk>"]
    assert split("") == []


def test_a_passage_has_the_same_vector_alone_and_among_others(tmp_path: Path) -> None:
    made: Encoder = encoder(tmp_path / "a.sto-meaning")
    texts = ["Een stage bij een bedrijf.", "les", "", "Wie betaalt? " * 30]

    together = made.passages(texts)

    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert all(np.allclose(made.passages([text])[0], row, atol=1e-5) for text, row in zip(texts, together, strict=True))
    assert not np.allclose(made.question("les"), together[1], atol=1e-3), "a question is read as a question"
