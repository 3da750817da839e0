"""`sto init` creates or joins a space."""

from __future__ import annotations


def test_a_new_space_needs_a_name_and_an_author(alone, tmp_path):
    assert alone("init", tmp_path / "shared", "--name", "N").status == 2
    assert alone("init", tmp_path / "shared", "--author", "A").status == 2


def test_init_answers_in_json(alone, tmp_path):
    told = alone("init", tmp_path / "met ë", "--name", "N", "--author", "A", "--no-starter", "--json")
    assert told.json == {"name": "N", "folder": str(tmp_path / "met ë"), "author": "A", "documents": 0, "on_behalf": ""}
