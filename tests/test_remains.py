"""Words that should be gone are found however they lie in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import remains
from knowledge.remains import remaining, unexplained, words_of


def test_every_word_of_every_value_is_looked_for() -> None:
    fields = {"title": "Jan-Piet o' Bok", "tags": ["lassen", {"deep": "06 1234 5678"}], "count": 1234, "no": None}
    assert words_of(fields) == {"Jan", "Piet", "Bok", "lassen", "1234", "5678"}


@pytest.mark.parametrize("written", ["Zoë", "zoë", "ZOË", "zoe"])
def test_capitals_and_accents_do_not_hide_a_word(tmp_path: Path, written: str) -> None:
    path = tmp_path / "page"
    path.write_bytes(b"\x00person" + written.encode() + b"\xff")
    assert remaining({"Zoë"}, [path]) == {"Zoë": {path}}


@given(before=st.integers(0, 40))
def test_a_word_on_the_edge_of_two_pieces_is_found(tmp_path_factory: pytest.TempPathFactory, before: int) -> None:
    path = tmp_path_factory.mktemp("file") / "page"
    path.write_bytes(b"." * before + b"zonneveld" + b"." * 40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remains, "_PIECE", 16)
        assert remaining({"Zonneveld"}, [path])


def test_what_is_gone_or_empty_has_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert remaining({"Zonneveld"}, [tmp_path / "empty", tmp_path / "gone"]) == {}


def test_a_word_in_a_text_that_stays_is_explained() -> None:
    texts = ["ZOË belt".encode(), b'{"title":"Lassen"}']
    assert unexplained(["Zoë", "lassen", "Kwast"], texts) == {"Kwast"}
