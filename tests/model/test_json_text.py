"""A stored value can be read, whatever wrote it."""

from __future__ import annotations

import pytest

from knowledge.model.fields import Json, json_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("lassen", "lassen"),
        (["helm", "brood"], "helm, brood"),
        (True, "true"),
        (7, "7"),
        (None, ""),
        ([], ""),
        ({"a": ["ë", None]}, '{"a": ["ë", null]}'),
        ([1, {"b": True}], '1, {"b": true}'),
    ],
)
def test_a_value_reads_as_text_a_list_or_json(value: Json, text: str) -> None:
    assert json_text(value) == text


def test_an_id_reads_as_the_name_it_has() -> None:
    assert json_text(["p1", "p2"], {"p1": "Brinkhof"}) == "Brinkhof, p2"
