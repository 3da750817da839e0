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


def test_the_demo_has_a_network_to_look_at(alone, tmp_path):
    assert alone("demo", tmp_path / "demo", "--no-app").status == 0

    loads = alone("approach", "load", "--json").json
    assert [each["title"] for each in loads if each["level"] == "overvraagd"] == ["Metaalwerken Van Rossum"]
    told = [caution["code"] for each in alone("plan", "check", "--json").json for caution in each["warnings"]]
    assert sorted(told) == ["afronden", "laat", "overvraagd", "overvraagd", "partner-dubbel", "partner-dubbel"]
    menu = alone("menu", "list", "--json").json
    assert len(menu) >= 12
    assert [each["over"] for each in menu if each["over"]] == [1]
    assert len(alone("list", "activity", "--limit", "500", "--json").json) >= 40
    assert [each["sure"] for each in alone("duplicates", "--json").json] == ["zeker"]
    register = alone("cofin", "status", "--json").json
    assert (register["total"], register["share"], register["undecided"]) == ("51450.00", "42.9", "1000.00")
    assert (len(register["missing_evidence"]), register["outside"], register["two_versions"]) == (2, [], 0)

    welding = "Lasgastles: maximaal 12 leerlingen"
    lesson = next(each["id"] for each in alone("search", welding, "--json").json if each["title"].startswith(welding))
    assert alone("use", lesson, "--json").json["used_in"] == 3
