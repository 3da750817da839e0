"""`sto settings`: what a region agreed on, and on whose behalf one works on this device."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Sto, added, codes, shown
from tests.region_f import FILE


def settings(sto: Sto) -> dict[str, object]:
    found: dict[str, object] = sto("settings", "--json").json
    return found


def test_every_setting_has_its_default_and_the_holidays_have_none(sto: Sto) -> None:
    found = settings(sto)
    assert {name: found[name] for name in ("holiday_region", "lead_weeks", "jokers", "load_schools", "load_days")} == {
        "holiday_region": "", "lead_weeks": 8, "jokers": 1, "load_schools": 3, "load_days": 28,
    }  # fmt: skip
    assert (found["silent_months"], found["silent_months_close"], found["retention_months"]) == (6, 4, 24)
    assert (found["allocation"], found["guard"], found["school_year_start"]) == ("volgorde", "waarschuwen", "08-01")
    counts = found["counts"]
    assert isinstance(counts, dict)
    assert (counts["bedrijf"], counts["vmbo"], counts["overheid"]) == ("ja", "nee", "beoordelen")
    assert found["set"] == [] and found["others"] == []


def test_what_is_set_holds_for_everybody_who_shares_the_folder(sto: Sto, as_hakan: Sto, tmp_path: Path) -> None:
    sto("settings", "set", "lead_weeks=6", "holiday_region=noord", "travel.Hardeveld|Ommerdal=15", "counts.overheid=ja")
    as_hakan("init", tmp_path / "shared", "--author", "Hakan")
    found = settings(as_hakan)
    assert (found["lead_weeks"], found["holiday_region"]) == (6, "noord")
    assert found["travel"] == {"Hardeveld|Ommerdal": "15"}
    assert found["set"] == ["holiday_region", "lead_weeks", "travel.Hardeveld|Ommerdal", "counts.overheid"]
    as_hakan("settings", "set", "travel.Ommerdal|Rijssum=25", "lead_weeks=")
    found = settings(as_hakan)
    assert found["travel"] == {"Hardeveld|Ommerdal": "15", "Ommerdal|Rijssum": "25"}
    assert found["lead_weeks"] == 8 and "lead_weeks" not in str(found["set"])
    assert shown(as_hakan, "settings")["title"] == "Instellingen"


def test_who_deletes_the_settings_is_told_what_holds_again_by_default(sto: Sto) -> None:
    sto("settings", "set", "lead_weeks=6", "holiday_region=noord", "counts.overheid=ja")
    gone = sto("delete", "settings", "--json").json
    assert [each["code"] for each in gone["warnings"]] == ["standaard"]
    told = gone["warnings"][0]["text"]
    for change in ("Weeks to ask ahead: 6 → 8", "region: noord → –", "counts.overheid: ja → beoordelen"):
        assert change in told
    assert "Rushes" not in told
    assert settings(sto)["lead_weeks"] == 8


def test_the_columns_are_as_wide_as_what_stands_in_them(sto: Sto) -> None:
    sto("settings", "set", "travel.Hardeveld aan de Vecht|Sint Ommerdal=15")
    lines = {line.split(" ", 1)[0]: line for line in sto("settings").out.splitlines()}
    assert lines["travel.Hardeveld"].index(" 15 ") == lines["lead_weeks"].index(" 8 ")


@pytest.mark.parametrize(
    "wrong",
    [
        *("colour=blue", "lead_weeks=veel", "lead_weeks=-1", "lead_weeks=6,5", "load_days=0", "holiday_region=oost"),
        *(
            "school_year_start=1 augustus",
            "school_year_start=02-30",
            "allocation=loten",
            "counts.boerderij=ja",
            "counts.bedrijf=misschien",
        ),
        *("travel.Hardeveld=15", "travel.Hardeveld|Ommerdal=ver", "lead_weeks.x=1", "title=Regels", "travel.=3"),
        *("counts=vmbo", "travel=Hardeveld|Ommerdal", "counts=bedrijf: ja; vmbo"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(sto: Sto, wrong: str) -> None:
    sto("settings", "set", "lead_weeks=6")
    before = settings(sto)
    told = sto("settings", "set", "jokers=2", wrong)
    assert (told.status, told.out) == (2, "") and "Traceback" not in told.err and told.err
    assert settings(sto) == before


def test_the_same_checks_hold_when_the_record_is_edited(sto: Sto) -> None:
    sto("settings", "set", "lead_weeks=6")
    for wrong in ("counts=boerderij: ja", "counts=bedrijf: misschien", "travel=Hardeveld: 15"):
        assert sto("edit", "settings", "--set", wrong).status == 2
    assert sto("edit", "settings", "--set", "counts=overheid: ja").status == 0
    assert settings(sto)["set"] == ["lead_weeks", "counts.overheid"]


def test_another_record_of_settings_is_named_never_used_and_kept(sto: Sto, tmp_path: Path) -> None:
    old = tmp_path / "oud.jsonl"
    old.write_text(json.dumps({"kind": "settings", "id": "s-oud", "title": "Van de oude laptop", "lead_weeks": 3}))
    assert sto("import", old).status == 0
    assert settings(sto)["lead_weeks"] == 8
    assert settings(sto)["others"] == [{"id": "s-oud", "title": "Van de oude laptop"}]
    assert "s-oud" in sto("settings").out
    assert "not-the-only-one" in codes(sto) and "s-oud" in sto("doctor").out
    sto("settings", "set", "lead_weeks=6")
    assert (settings(sto)["lead_weeks"], shown(sto, "s-oud")["lead_weeks"]) == (6, 3)
    sto("delete", "s-oud", "--yes")
    assert settings(sto)["others"] == [] and "not-the-only-one" not in codes(sto)


def test_settings_in_the_bin_are_not_changed_behind_ones_back(sto: Sto) -> None:
    sto("settings", "set", "lead_weeks=6")
    sto("delete", "settings", "--yes")
    assert settings(sto)["lead_weeks"] == 8
    told = sto("settings", "set", "jokers=2")
    assert told.status == 2 and "sto restore settings" in told.err
    sto("restore", "settings")
    assert settings(sto)["lead_weeks"] == 6


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_list_fits_80_columns_and_names_every_setting(sto: Sto, lang: str) -> None:
    sto("settings", "set", "travel.Hardeveld|Ommerdal=15", "holiday_region=noord")
    lines = sto("settings", "--lang", lang).out.splitlines()
    assert max(map(len, lines)) <= 80
    for name in ("holiday_region", "lead_weeks", "guard", "travel.Hardeveld|Ommerdal", "counts.leerwerkbedrijf"):
        assert [line for line in lines if line.startswith(name + " ")]


def test_on_whose_behalf_one_works_is_known_on_this_device_only(sto: Sto, as_hakan: Sto, tmp_path: Path) -> None:
    meander = added(sto, "partner", "--title", "Vakcollege De Meander")
    written = sto("history", meander, "--json").json
    assert settings(sto)["on_behalf_id"] == ""
    assert sto("settings", "for", "Meander", "--json").json["on_behalf_id"] == meander
    assert settings(sto)["on_behalf"] == "Vakcollege De Meander"
    assert "Vakcollege De Meander" in sto("settings").out
    assert sto("history", meander, "--json").json == written
    as_hakan("init", tmp_path / "shared", "--author", "Hakan")
    assert settings(as_hakan)["on_behalf"] == ""
    assert sto("settings", "for", "--nobody").status == 0
    assert settings(sto)["on_behalf"] == ""
    for wrong in ((), ("Meander", "--nobody"), ("Niemand",)):
        assert sto("settings", "for", *wrong).status > 0


def test_a_new_space_remembers_on_whose_behalf_until_that_partner_comes_in(alone: Sto, tmp_path: Path) -> None:
    begin = ("init", tmp_path / "shared", "--name", "F", "--author", "Els", "--no-starter")
    told = alone(*begin, "--for", "Vakcollege De Meander", "--json")
    assert (told.status, told.json["on_behalf"]) == (0, "Vakcollege De Meander")
    assert "Meander" in told.err and alone("list", "partner", "--json").json == []
    assert settings(alone)["on_behalf_id"] == ""
    assert alone("import", FILE, "--json").json["added"] == 65
    assert settings(alone)["on_behalf_id"] == "p-meander"
    assert alone(*begin, "--for", "Kompas", "--json").json["on_behalf"] == "CSG Het Kompas"
    assert settings(alone)["on_behalf_id"] == "p-kompas"


def test_a_merged_partner_is_followed(sto: Sto) -> None:
    twice, once = (added(sto, "partner", "--title", title) for title in ("De Meander", "Vakcollege De Meander"))
    sto("settings", "for", twice)
    assert sto("merge", once, twice).status == 0
    assert settings(sto)["on_behalf_id"] == once
