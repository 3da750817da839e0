"""`sto plan` and `sto holidays` over region F, seen on 23 November 2026."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Sto, Told, shown
from tests.region_f import FILE


@pytest.fixture
def plan(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    assert sto("import", FILE, "--json").json["added"] == 65
    return lambda *words: sto("plan", *words)


def codes(told: Told) -> dict[str, list[str]]:
    return {each["id"]: [one["code"] for one in each["warnings"]] for each in told.json}


def test_a_year_has_53_weeks_with_what_is_closed_and_how_many_there_are(plan: Sto) -> None:
    year = plan("year", "--json").json
    weeks = {each["week"]: each for each in year["weeks"]}
    assert (year["year"], len(weeks), next(iter(weeks)), list(weeks)[-1]) == ("2026-2027", 53, "2026-W31", "2027-W30")
    assert weeks["2027-W13"]["count"] == 2 and weeks["2027-W13"]["warnings"] == 2
    assert weeks["2026-W42"]["closed"] == ["Herfstvakantie"] and weeks["2027-W08"]["closed"] == ["Voorjaarsvakantie"]
    assert weeks["2026-W53"]["from"] == "2026-12-28"


def test_a_school_year_is_listed_however_it_is_typed(plan: Sto) -> None:
    for typed in ("2026-2027", "26-27", "2026", "dit schooljaar"):
        found = plan("list", "--year", typed, "--json").json
        states = [each["state"] for each in found]
        assert (len(found), states.count("gedaan"), states.count("gepland"), states.count("afgelast")) == (9, 2, 6, 1)


def test_a_list_is_narrowed_and_ideas_without_a_day_are_among_the_ideas(plan: Sto) -> None:
    assert {each["id"] for each in plan("list", "--school", "Kompas", "--json").json} == {"a8", "a4"}
    assert {each["id"] for each in plan("list", "--partner", "Van Rossum", "--json").json} == {"a3", "a4", "a5"}
    assert [each["id"] for each in plan("list", "--person", "Hakan Yıldız", "--json").json] == ["a9"]
    assert [each["id"] for each in plan("list", "--state", "idee", "--json").json] == ["a11"]
    assert [each["id"] for each in plan("list", "--since", "01-03-2027", "--json").json] == ["a4", "a5"]


def test_a_check_names_exactly_what_has_a_sign(plan: Sto) -> None:
    told = plan("check", "--json")
    assert codes(told) == {
        "a4": ["partner-dubbel"], "a5": ["partner-dubbel"], "a6": ["vakantie"], "a8": ["afronden"], "a10": ["laat"],
    }  # fmt: skip
    warnings = {each["id"]: each["warnings"][0] for each in told.json}
    assert warnings["a4"]["about"] == ["a5"] and warnings["a4"]["level"] == "botsing"
    assert "25" in warnings["a10"]["text"] and warnings["a10"]["level"] == "let-op"
    assert "geen-trekker" in codes(plan("check", "--all", "--json"))["a4"]
    assert set(codes(plan("check", "--school", "Meander", "--json"))) == {"a5", "a6", "a10"}


@pytest.mark.parametrize(
    ("day", "expected"), [("18-01-2027", []), ("15-01-2027", ["laat"]), ("17-01-2027", ["laat", "weekend"])]
)
def test_planning_warns_and_saves_whichever_verb_it_is(plan: Sto, sto: Sto, day: str, expected: list[str]) -> None:
    words = ("--school", "Kompas", "--partner", "Brinkhof", "--date", day, "--json")
    planned = plan("add", "Gastles", "--activity", "gastles", "--set", "purpose=x", *words)
    fields = {"activity": "gastles", "state": "gepland", "schools": "p-kompas", "partners": "p-zuivel", "date": day}
    added = sto(
        "add",
        "activity",
        "--title",
        "Gastles",
        *(w for pair in fields.items() for w in ("--set", "=".join(pair))),
        "--json",
    )
    for told in (planned, added):
        assert told.status == 0
        found = [each["code"] for each in told.json["warnings"] if not each["code"].startswith("geen-")]
        assert sorted(found) == expected
        assert shown(sto, told.json["id"])["state"] == "gepland"


def test_in_text_warnings_stand_on_stderr(plan: Sto) -> None:
    told = plan(
        "add", "Gastles", "--activity", "gastles", "--school", "Kompas", "--partner", "Brinkhof", "--date", "17-1"
    )
    assert told.status == 0 and "Sunday" in told.err and "Planned" in told.out


def test_what_has_no_day_school_or_partner_is_an_idea(plan: Sto) -> None:
    told = plan("add", "Tiny house", "--activity", "project", "--school", "Meander", "--json")
    assert (told.json["state"], told.json["date"], told.json["warnings"]) == ("idee", None, [])
    with_a_day = ("add", "Tiny house", "--activity", "project", "--school", "Meander", "--date", "12-1")
    assert "lacks: Partners" in plan(*with_a_day).out and "lacks" not in plan(*with_a_day, "--idea").out


def test_part_of_a_name_means_a_school_where_a_school_is_asked_for(plan: Sto, sto: Sto) -> None:
    sto("add", "partner", "--title", "Kompas Metaal", "--set", "partner_kind=bedrijf")
    assert {each["id"] for each in plan("list", "--school", "Kompas", "--json").json} == {"a4", "a8"}
    told = plan("list", "--partner", "Kompas")
    assert told.status == 2 and "Kompas Metaal" in told.err and "CSG Het Kompas (p-kompas)" in told.err


def test_every_list_has_the_id_that_the_other_verbs_ask_for(plan: Sto) -> None:
    made = plan("repeat", "a10", "--every", "1w", "--times", "1", "--json").json["added"][0]["id"][28:]
    for words in (("list",), ("week", "52"), ("check",), ("repeat", made, "--every", "1w", "--times", "1")):
        assert "not confirmed yet · " in plan(*words).out, words
    assert f"· {made}" in plan("list").out
    assert plan("confirm", made).status == 0


def test_a_series_passes_over_closed_weeks_if_asked(plan: Sto, sto: Sto) -> None:
    added = plan("repeat", "a10", "--every", "1w", "--times", "4", "--json").json["added"]
    assert [each["date"] for each in added] == ["2026-12-22", "2026-12-29", "2027-01-05", "2027-01-12"]
    assert ["vakantie" in [one["code"] for one in each["warnings"]] for each in added] == [True, True, False, False]
    assert {shown(sto, each["id"])["series"] for each in added} == {shown(sto, "a10")["series"]}


def test_a_series_is_changed_from_one_on(plan: Sto, sto: Sto) -> None:
    added = plan("repeat", "a10", "--every", "1w", "--times", "4", "--skip-closed", "--json").json["added"]
    assert [each["date"] for each in added] == ["2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26"]
    ids = [each["id"] for each in added]
    told = sto("edit", ids[1], "--following", "--set", "place=Aula", "--set", "date=13-01-2027", "--json")
    assert told.json["following"] == ids[2:]
    assert [shown(sto, each)["date"] for each in ids] == ["2027-01-05", "2027-01-13", "2027-01-20", "2027-01-27"]
    assert [shown(sto, each)["place"] for each in ids] == ["", "Aula", "Aula", "Aula"]
    assert sto("edit", "a4", "--following", "--set", "place=Aula").status == 2


def test_the_rest_of_a_series_is_cancelled_at_once_with_its_reason(plan: Sto, sto: Sto) -> None:
    ids = [each["id"] for each in plan("repeat", "a10", "--every", "1w", "--times", "4", "--json").json["added"]]
    plan("cancel", ids[2], "--reason", "ziek")
    told = plan("cancel", ids[1], "--reason", "bedrijf", "--following", "--json").json
    assert (told["id"], told["following"]) == (ids[1], ids[3:])
    states = [(shown(sto, each)["state"], shown(sto, each)["reason"]) for each in ("a10", *ids)]
    assert states[:2] == [("gepland", ""), ("gepland", "")]
    assert states[2:] == [("afgelast", "bedrijf"), ("afgelast", "ziek"), ("afgelast", "bedrijf")]
    assert plan("cancel", "a4", "--reason", "ziek", "--following").status == 2


def test_what_lies_ahead_is_done_in_no_way_in(plan: Sto, sto: Sto) -> None:
    ahead = ("--date", "12-1-2027", "--school", "Meander", "--partner", "Brinkhof", "--set", "state=gedaan")
    sides = ("--set", "schools=p-meander", "--set", "partners=p-brinkhof", "--set", "state=gedaan")
    for told in (
        plan("add", "Les", "--activity", "gastles", *ahead),
        sto("add", "activity", "--title", "Les", "--set", "activity=gastles", "--set", "date=12-1-2027", *sides),
        sto("edit", "a4", "--set", "state=gedaan"),
        sto("edit", "a3", "--set", "date=12-1-2027"),
    ):
        assert (told.status, told.out) == (2, "") and "lies ahead" in told.err
    assert sto("edit", "a3", "--set", "place=Aula").status == 0
    past = plan("add", "Les", "--activity", "gastles", *ahead, "--date", "12-11-2026")
    assert past.status == 0 and "Done" in past.out


def test_what_others_say_took_place_is_taken_in_by_a_device_whose_clock_is_behind(
    sto: Sto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STO_TODAY", "2026-09-01")
    told = sto("import", FILE, "--json").json
    assert (told["added"], told["refused"]) == (65, [])
    assert sto("edit", "a3", "--set", "place=Aula").status == 0


def test_a_week_tells_what_is_closed_or_busy_for_some_as_well(plan: Sto, sto: Sto) -> None:
    for name, kind, *more in (("Toetsweek", "toetsweek", "partners=p-kompas"), ("Oogst", "druk")):
        days = ("--set", "date=2-11-2026", "--set", "until=8-11-2026", "--set", f"closure={kind}")
        sto("add", "closure", "--title", name, *days, *(word for each in more for word in ("--set", each)))
    told = plan("week", "45").out
    assert "Mon 2 – Fri 6: Toetsweek (CSG Het Kompas)" in told and "Mon 2 – Fri 6: Oogst" in told
    assert plan("week", "45", "--json").json["closed"] == []
    alone = plan("week", "45", "--school", "Kompas").out
    assert "Toetsweek" in alone and "(CSG Het Kompas)" not in alone and "Toetsweek" not in plan("week", "46").out
    assert "Toetsweek" not in plan("week", "45", "--school", "Meander").out


def test_an_activity_is_moved_confirmed_held_and_cancelled(plan: Sto, sto: Sto) -> None:
    assert plan("confirm", "a9", "--on", "20-11", "--json").json["confirmed_on"] == "2026-11-20"
    told = plan("move", "a9", "--date", "12-1", "--json").json
    assert (told["date"], told["until"], told["confirmed_on"]) == ("2027-01-12", "2027-01-13", None)
    assert plan("cancel", "a9", "--reason", "weer", "--json").json["reason"] == "weer"
    assert plan("confirm", "a9", "--unconfirmed", "--json").json["state"] == "gepland"
    told = plan("done", "a8", "--mark-school", "8", "--hours-company", "3,5", "--embedding", "lob")
    assert told.status == 0 and "Done" in told.out
    done = shown(sto, "a8")
    assert (done["state"], done["mark_school"], done["hours_company"], done["embedding"]) == (
        "gedaan",
        8,
        "3.50",
        "lob",
    )
    assert plan("confirm", "a8").status == 1 and shown(sto, "a8")["state"] == "gedaan"
    assert plan("confirm", "a8", "--yes").status == 0 and shown(sto, "a8")["state"] == "gepland"


CAN_NOT_BE = (
    (1, ("done", "a9")), (1, ("done", "a11")), (2, ("cancel", "a9")), (2, ("cancel", "a9", "--reason", "zomaar")),
    (1, ("cancel", "a3", "--reason", "ziek")), (1, ("cancel", "a11", "--reason", "ziek")),
    (2, ("done", "a8", "--mark-school", "11")), (2, ("done", "a8", "--hours-company", "veel")),
    (2, ("move", "a4")), (2, ("move", "a4", "--start", "15:00", "--end", "14:00")),
    (1, ("move", "a3", "--date", "1-5")), (2, ("move", "a4", "--date", "31-02-2027")),
    (2, ("move", "a4", "--until", "29-03-2027")), (2, ("confirm", "a11")),
    (2, ("repeat", "a10", "--every", "1d", "--times", "2")),
    (2, ("repeat", "a10", "--every", "1w", "--times", "0")),
    (2, ("repeat", "a10", "--every", "1w", "--times", "61")),
    (1, ("repeat", "a11", "--every", "1w", "--times", "2")), (2, ("week", "54")), (2, ("week", "0")),
    (2, ("week", "5-8")), (2, ("year", "--year", "ooit")), (2, ("year", "--year", "2026-2028")),
    (2, ("list", "--state", "klaar")),
    (2, ("list", "--year", "2026", "--since", "today")), (2, ("move", "p-rossum", "--place", "x")),
    (1, ("list", "--school", "Nergens")), (2, ("list", "--school", "Brinkhof")), (2, ("year", "--school", "Brinkhof")),
    (2, ("add", "Les", "--activity", "feest")),
    (2, ("add", "Les", "--activity", "gastles", "--start", "25:00")),
    (2, ("add", "Les", "--activity", "gastles", "--date", "3-5-2027", "--until", "2-5-2027")),
)  # fmt: skip


def test_a_day_is_told_as_people_write_it(plan: Sto) -> None:
    told = plan("move", "a4", "--until", "29-03-2027").err
    assert "29-03-2027" in told and "30-03-2027" in told and "2027-03" not in told


def test_what_can_not_be_is_told_and_changes_nothing(plan: Sto, sto: Sto) -> None:
    def all_of_it() -> list[dict[str, Any]]:
        return sto("list", "activity", "--json").json  # type: ignore[no-any-return]

    before = all_of_it()
    for status, words in CAN_NOT_BE:
        told = plan(*words)
        assert (told.status, told.out) == (status, "") and told.err.strip() and "Traceback" not in told.err, words
        assert all_of_it() == before, words


PAGES = (
    ("year",), ("year", "--school", "Meander"), ("year", "--partner", "Van Rossum"), ("year", "--year", "2030"),
    ("week", "13"), ("week", "51"), ("week", "42"), ("list",), ("check", "--all"),
)  # fmt: skip


def test_no_line_is_wider_than_80_columns(plan: Sto) -> None:
    for words in PAGES:
        for language in ("nl", "en"):
            told = plan(*words, "--lang", language)
            assert told.status == 0 and max(map(len, told.out.splitlines())) <= 80, (words, language)


def test_the_year_shows_each_week_in_the_row_of_its_month(plan: Sto) -> None:
    page = plan("year", "--lang", "nl").out
    assert "13 ▪▪!" in page and "8 V▪!" in page and "48 «nu»" in page and "45 x" in page
    assert "9 activiteiten · 5 met !" in page and "Noord" in page
    rows = {line[:3]: line for line in page.splitlines()}
    assert rows["aug"].split()[1] == "31" and rows["dec"].split()[-2:] == ["53", "V"]
    school = plan("year", "--school", "Meander", "--lang", "nl").out
    assert "werelden 4 van 7" in school and "jokers 0 van 1" in school
    assert "Tweede Paasdag" in plan("week", "13", "--lang", "nl").out


def test_holidays_are_told_by_region_and_year(plan: Sto, sto: Sto) -> None:
    del plan
    found = {each["name"]: each for each in sto("holidays", "--region", "zuid", "--year", "2026-2027", "--json").json}
    spring = found["Voorjaarsvakantie"]
    assert (spring["from"], spring["until"], spring["region"]) == ("2027-02-13", "2027-02-21", "zuid")
    ours = {each["name"]: each for each in sto("holidays", "--json").json}
    assert ours["Herfstvakantie"]["from"] == "2026-10-10"
    earlier = {
        each["name"]: each for each in sto("holidays", "--region", "noord", "--year", "2024-2025", "--json").json
    }
    assert earlier["Koningsdag"]["from"] == "2025-04-26" and "Herfstvakantie" not in earlier
    told = sto("holidays", "--region", "noord", "--year", "2031-2032")
    assert told.status == 0 and "aren't in this version" in told.out.replace("\n", " ")
    assert "Autumn break" in sto("holidays", "--region", "North").out
    assert "Herfstvakantie" in sto("holidays", "--region", "North", "--lang", "nl").out


def test_an_unknown_region_is_refused_and_without_one_it_is_told_how_to_set_it(sto: Sto) -> None:
    told = sto("holidays", "--region", "west")
    assert told.status == 2 and "noord, midden, zuid" in told.err
    told = sto("holidays")
    assert told.status == 2 and "sto settings set holiday_region=noord" in told.err
    assert "holiday_region=noord" in sto("plan", "year").out


def test_holidays_of_a_region_need_no_space(alone: Sto, tmp_path: Path) -> None:
    assert alone("holidays", "--region", "midden", "--folder", tmp_path / "nowhere").status == 0


def test_a_new_partner_named_in_a_field_is_begun_and_told(plan: Sto, sto: Sto) -> None:
    told = plan("add", "Smeden", "--activity", "bezoek", "--set", "partners=Smederij Vos", "--json")
    assert "New partner: Smederij Vos" in told.err
    assert [
        each["id"] for each in sto("list", "partner", "--json").json if each["title"] == "Smederij Vos"
    ] == told.json["partner_ids"]


def test_a_mark_is_a_whole_number_and_a_half_is_refused_in_words(plan: Sto) -> None:
    told = plan("done", "a8", "--mark-school", "7,5", "--lang", "nl")
    assert told.status == 2
    assert "Cijfer school: “7,5” is geen geheel getal van 1 tot en met 10." in told.err


def test_a_name_that_may_mean_several_is_wrong_use_as_an_option_and_as_a_field(plan: Sto, sto: Sto) -> None:
    begun = ("add", "Les", "--activity", "gastles", "--idea")
    option = plan(*begun, "--school", "college")
    field = plan(*begun, "--set", "schools=college")
    elsewhere = sto("notnow", "college", "--reason", "verbouwing")

    assert {each.status for each in (option, field, elsewhere)} == {2}
    assert all("Several partners are called something like" in each.err for each in (option, field, elsewhere))
