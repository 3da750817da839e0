"""`sto demo` creates an invented region beside one's own space."""

from __future__ import annotations


def test_the_demo_is_made_without_the_app_and_is_searched_next(alone, tmp_path):
    told = alone("demo", tmp_path / "demo", "--no-app", "--json")
    assert told.status == 0, told.err
    assert told.json["documents"] > 50
    assert alone("search", "gastlessen", "--json").json
    assert alone("demo", tmp_path / "demo", "--no-app").status == 1


def test_the_demo_leaves_somebody_s_own_space_the_one_last_used(sto, tmp_path):
    sto("demo", tmp_path / "demo", "--no-app")
    assert sto("status", "--json").json["name"] == "STO Vechterland"
    assert sto("status", "--json").json["folder"] == str(tmp_path / "shared")
    assert sto("--folder", tmp_path / "demo", "list", "partner", "--json").json
