"""`sto menu`, `sto signup` and `sto request`: what is offered and asked, and who has a place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests import region_f
from tests.commands.conftest import Sto, added, shown


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STO_TODAY", region_f.T.isoformat())


@pytest.fixture
def region(sto: Sto) -> Sto:
    """The program with the region that rules are checked by."""
    assert sto("import", region_f.FILE).status == 0
    return sto


def places(region: Sto, target: str) -> list[tuple[str, str]]:
    """Who signed up, in order, and what place they have."""
    return [(each["by_id"], each["place"]) for each in region("signup", "list", "--on", target, "--json").json]


def said(told: Any) -> list[str]:
    """The codes of the warnings in an answer."""
    return [each["code"] for each in told.json["warnings"]]


def test_the_menukaart_tells_what_is_left_of_every_offer(region: Sto) -> None:
    lines = {each["id"]: each for each in region("menu", "list", "--json").json}

    assert {name: each["left"] for name, each in lines.items()} == {"o1": 3, "o2": 4, "o3": 2, "o4": 0, "o5": 0}
    assert {name for name, each in lines.items() if each["full"]} == {"o4", "o5"}
    assert (lines["o5"]["over"], lines["o5"]["taken"], lines["o5"]["times"]) == (1, 2, 2)
    assert (lines["o3"]["not_now_until"], lines["o3"]["not_now_reason"]) == ("2027-03-01", "Verbouwing van de bakkerij")
    assert (lines["o1"]["not_now_until"], lines["o1"]["partner_id"]) == (None, "p-rossum")


def test_the_menukaart_reads_well_in_80_columns(region: Sto) -> None:
    page = region("menu", "list", "--lang", "nl").out

    for text in ("vrij 3 van 4", "OVERTEKEND 3 op 2", "VOL 2 van 2", "nu niet tot 01-03-2027", "niet in week 45-10"):
        assert text in page
    assert "3 Rijssum College 07-10 reserve" in " ".join(page.split())
    assert max(map(len, page.splitlines())) <= 80


def test_part_of_the_menukaart_is_asked_for_and_closed_offers_only_when_asked(region: Sto) -> None:
    def listed(*words: str) -> list[str]:
        return [each["id"] for each in region("menu", "list", *words, "--json").json]

    assert listed("--activity", "bezoek") == ["o5"]
    assert listed("--world", "energie") == ["o5", "o2"]
    assert listed("--place", "ommer") == ["o3", "o2"]
    assert listed("--partner", "Van Rossum") == ["o1"]
    region("edit", "o1", "--set", "state=dicht")
    region("edit", "o2", "--set", "valid_until=2026-11-22")
    assert listed() == ["o5", "o3", "o4"]
    assert listed("--all") == ["o5", "o3", "o4", "o2", "o1"]
    assert region("menu", "list", "--activity", "lassen").status == 2


def test_places_are_in_the_order_of_signing_up_or_by_hand(region: Sto) -> None:
    assert places(region, "o5") == [("p-kompas", "geplaatst"), ("p-meander", "geplaatst"), ("p-rijssum", "reserve")]
    region("edit", "o5", "--set", "allocation=hand")
    assert {place for _by, place in places(region, "o5")} == {"open"}
    assert [each["id"] for each in region("signup", "list", "--by", "Meander", "--json").json] == ["s2", "s5"]


def test_signing_up_warns_and_is_saved_all_the_same(region: Sto) -> None:
    told = region("signup", "add", "o4", "--by", "CSG Het Kompas", "--note", "met de bus", "--json")
    assert (told.status, said(told), told.json["place"]) == (0, ["vol"], "reserve")
    assert places(region, "o4")[-1] == ("p-kompas", "reserve")
    assert said(region("signup", "add", "o3", "--by", "Rijssum College", "--json")) == ["nu-niet"]
    busy = region("signup", "add", "Lasgastles MAG", "--by", "Vakcollege De Meander")
    assert busy.status == 0 and "Kompas" in busy.err and "2 of 4 free" in busy.out


def test_signing_up_by_any_other_way_warns_as_well(region: Sto) -> None:
    fields = ("target=o4", "by=CSG Het Kompas", "state=nieuw")
    new = region("add", "signup", *(word for each in fields for word in ("--set", each)), "--json")
    assert (new.status, said(new)) == (0, ["vol"])
    assert said(region("edit", new.json["id"], "--set", "note=met de bus", "--json")) == []
    assert said(region("edit", new.json["id"], "--set", "state=bevestigd", "--json")) == ["dubbel-bevestigd"]


def test_on_whose_behalf_one_works_is_who_signs_up(region: Sto) -> None:
    assert region("signup", "add", "o2").status == 2
    region("settings", "for", "CSG Het Kompas")
    assert region("signup", "add", "o2", "--json").json["by_id"] == "p-kompas"


CAN_NOT_BE = (
    ("signup", "add", "nowhere", "--by", "CSG Het Kompas"),
    ("signup", "add", "p-rossum", "--by", "CSG Het Kompas"),
    ("signup", "add", "o1", "--by", "Metaalwerken Van Rossum"),
    ("signup", "add", "o1", "--by", "Brinkhof Houtskeletbouw B.V."),
    ("signup", "add", "o1", "--by", "CSG Het Kompas", "--groups", "0"),
    ("signup", "add", "o1", "--by", "CSG Het Kompas", "--groups", "100"),
    ("signup", "add", "o1", "--by", "CSG Het Kompas", "--contact", "Niemand Hier"),
    ("signup", "add", "o1", "--by", "CSG Het Kompas", "--date", "31-02-2027"),
    ("signup", "confirm", "o1"),
    ("signup", "settle", "s4"),
    ("signup", "settle", "s4", "--no", "--confirm"),
    ("request", "add", "Wie komt?", "--kind", "gastles"),
    ("request", "add", "Wie komt?", "--school", "CSG Het Kompas"),
    ("request", "check", "o1"),
    ("add", "offer", "--title", "Bezoek", "--set", "partner=Vechtzuivel", "--set", "times=0"),
    ("menu", "export", "menukaart.pdf"),
)  # fmt: skip


def test_what_can_not_be_is_refused_with_a_sentence_and_nothing_is_written(region: Sto) -> None:
    before = region("status", "--json").json

    for words in CAN_NOT_BE:
        told = region(*words)

        assert (told.status, told.out) == (2, "") and told.err.strip(), words
        assert region("status", "--json").json == before, words


def test_what_is_in_the_bin_is_not_signed_up_for(region: Sto) -> None:
    region("delete", "o1", "--yes")
    told = region("signup", "add", "o1", "--by", "Rijssum College")
    assert told.status == 2 and "sto restore" in told.err


def test_a_person_decides_who_has_a_place_where_too_many_were_confirmed(region: Sto) -> None:
    assert region("signup", "confirm", "s6", "--json").json["place"] == "bevestigd"
    assert places(region, "o5")[0] == ("p-rijssum", "bevestigd")
    region("signup", "confirm", "s4")
    told = region("signup", "confirm", "s5", "--json")
    assert (told.status, said(told)) == (0, ["dubbel-bevestigd"])
    assert [each["code"] for each in region("menu", "list", "--partner", "Waterlijn", "--json").json[0]["warnings"]]
    settled = region("signup", "settle", "s5", "--reserve", "--note", "gebeld", "--json")
    assert (settled.json["place"], settled.json["note"], said(settled)) == ("reserve", "gebeld", [])
    assert dict(places(region, "o5"))["p-meander"] == "reserve"
    assert region("signup", "withdraw", "s5").status == 0
    assert shown(region, "s5")["state"] == "ingetrokken"
    assert region("signup", "confirm", "s5").status == 1
    assert region("signup", "settle", "s5", "--no", "--json").json["place"] == "nee"


def test_a_request_is_checked_and_asked_after_a_second_thought(region: Sto) -> None:
    checked = region("request", "check", "r1", "--json").json
    assert (checked["score"], checked["missing"]) == (5, [2, 3, 7])
    line = "5 van 8 · mist: leerjaar; duur, plaats, speelruimte; meegelezen"
    assert line in region("request", "check", "r1", "--lang", "nl").out

    new = region(
        *("request", "add", "Wie laat ons de oven zien?", "--school", "Rijssum College", "--kind", "bezoek"),
        *("--set", "years=3", "--set", "weeks=5 t/m 8", "--json"),
    ).json
    assert new["score"] == 0
    assert shown(region, new["id"])["state"] == "concept"
    assert [each["id"] for each in region("request", "list", "--json").json] == ["r1"]
    told = region("request", "open", new["id"])
    assert told.status == 2 and "--yes" in told.err
    assert shown(region, new["id"])["state"] == "concept"
    assert region("request", "open", new["id"], "--yes", "--json").json["state"] == "open"
    assert [each["id"] for each in region("request", "list", "--json").json] == ["r1", new["id"]]
    assert region("request", "close", new["id"], "--met").status == 0
    every = region("request", "list", "--school", "Rijssum College", "--all", "--json").json
    assert [(each["id"], each["state"]) for each in every] == [(new["id"], "vervuld")]


def test_a_weak_question_that_is_opened_another_way_is_named(region: Sto) -> None:
    words = ("add", "request", "--title", "Wie?", "--set", "school=CSG Het Kompas", "--set", "activity=bezoek")
    told = region(*words, "--set", "state=open", "--json")
    assert said(told) == ["zwakke-vraag"] and told.json["warnings"][0]["about"] == [told.json["id"]]
    assert said(region("edit", told.json["id"], "--set", "goal=Zien hoe het gaat", "--json")) == []
    draft = region(*words, "--json")
    assert said(draft) == []
    opened = region("edit", draft.json["id"], "--set", "state=open")
    assert opened.status == 0 and "0 of the 8" in opened.err
    more = region("request", "add", "Wie?", "--school", "p-kompas", "--kind", "lob", "--set", "state=open", "--json")
    assert said(more) == ["zwakke-vraag"]


def test_a_good_question_is_asked_without_a_second_thought(region: Sto) -> None:
    region("edit", "r1", "--set", "years=3", "--set", "state=concept")
    assert region("request", "open", "r1").status == 0
    assert "1 of 1 free" in region("request", "list").out


def test_what_fits_a_request_is_told_with_the_points_of_each(region: Sto) -> None:
    found = region("match", "r1", "--json").json
    assert [(each["id"], each["score"]) for each in found["offers"]] == [("o1", 92), ("o2", 65)]
    assert found["offers"][0]["parts"] == {
        "wereld": 10, "profiel": 10, "periode": 20, "ruimte": 15, "groep": 10, "afstand": 5, "relatie": 8,
        "ervaring": 10, "drukte": 4,
    }  # fmt: skip
    apart = [(each["id"], each["reason"], each["text"], each["until"]) for each in found["apart"]]
    assert apart == [
        ("o3", "nu-niet", "Verbouwing van de bakkerij", "2027-03-01"), ("o4", "vol", "FULL 2 of 2", None),
    ]  # fmt: skip
    page = region("match", "Wie laat twaalf derdejaars een hoeklas leggen?", "--lang", "nl").out
    for text in ("92 o1", "Periode 20/20 (open in 3 van 3 schoolweken)", "Beoordeling 10/10", "VOL 2 van 2"):
        assert text in " ".join(page.split())
    assert "nu niet tot 01-03-2027: Verbouwing van de bakkerij" in " ".join(page.split())
    assert max(map(len, page.splitlines())) <= 80
    assert [each["id"] for each in region("match", "r1", "--limit", "1", "--json").json["offers"]] == ["o1"]
    assert region("match", "o1").status == 2


# -- the menukaart on paper -------------------------------------------------------------------------------------------


def test_the_menukaart_is_written_to_print_or_send_without_contact_details(region: Sto, tmp_path: Path) -> None:
    region("edit", "o1", "--set", "conditions=Bel 06-12345678 of mail kees@rossum.example, zie https://rossum.example")
    region("edit", "p-zuivel", "--set", "offers=Rondgang <b>fabriek</b>, bel 0523-123456")
    page, note = tmp_path / "menukaart.html", tmp_path / "menukaart.md"
    told = region("menu", "export", page, "--for", "Metaalwerken Van Rossum", "--lang", "nl", "--json").json
    assert (told["offers"], told["requests"]) == (5, 1)
    assert region("menu", "export", note, "--lang", "nl").status == 0

    html, markdown = page.read_text("utf-8"), note.read_text("utf-8")
    for text in (re.sub("<style>.*</style>", "", html), markdown):
        for word in (
            "Lasgastles MAG",
            "Wie laat twaalf derdejaars een hoeklas leggen?",
            "OVERTEKEND 3 op 2",
            "Rondgang",
        ):
            assert word in text
        assert not re.search(r"12345678|@|123456|://", text)
    assert "Voor Metaalwerken Van Rossum" in html
    assert not re.search(r"<script|http|src=|href=|<b>", html)
    assert '<html lang="nl">' in html and "@page" in html


def test_the_menukaart_goes_to_another_program(region: Sto) -> None:
    told = region("menu", "export", "-", "--format", "md")
    assert told.status == 0 and told.out.startswith("# Menukaart · STO Vechterland")
    assert region("menu", "export", "-").status == 2
    assert region("menu", "export", "/nowhere/at/all.md").status == 1


# -- free lines -------------------------------------------------------------------------------------------------------

LINES = """Bezoek aan pompstation, 16 leerlingen, 8 keer per jaar
Vergaderzaal, 40 plaatsen
Gastles meten, maximaal 12 leerlingen"""


@pytest.fixture
def firm(region: Sto) -> str:
    return added(region, "partner", "--title", "Waterbedrijf", "--set", f"offers={LINES}")


def test_free_lines_stand_below_the_menukaart_until_offers_are_made_of_them(region: Sto, firm: str) -> None:
    assert "Vergaderzaal, 40 plaatsen" in region("menu", "list").out
    proposed = region("menu", "adopt", "Waterbedrijf", "--dry-run", "--json").json["proposals"]
    assert [(each["activity"], each["times"], each["group_max"]) for each in proposed] == [
        ("bezoek", 8, 16), ("", 1, None), ("gastles", 1, 12),
    ]  # fmt: skip
    assert region("menu", "list", "--partner", firm, "--json").json == []

    assert region("menu", "adopt", "Waterbedrijf").status == 2
    made = region("menu", "adopt", "Waterbedrijf", "--yes", "--json").json
    assert len(made["saved"]) == 2 and made["left"] == ["Vergaderzaal, 40 plaatsen"]
    page = region("menu", "list", "--partner", firm).out
    assert "Bezoek aan pompstation" in page and "16 leerlingen" not in page and "Vergaderzaal, 40 plaatsen" in page
    assert shown(region, firm)["offers"] == LINES.split("\n")


def test_adopting_twice_or_on_two_devices_makes_one_offer(
    region: Sto, as_hakan: Sto, firm: str, tmp_path: Path
) -> None:
    assert as_hakan("init", tmp_path / "shared", "--author", "Hakan").status == 0
    for run in (region, as_hakan):
        assert len(run("menu", "adopt", firm, "--yes", "--json").json["saved"]) == 2
    assert region("menu", "adopt", firm, "--yes", "--json").json["saved"] == []
    for run in (region, as_hakan, region):
        run("sync")
    assert len(region("menu", "list", "--partner", firm, "--json").json) == 2


def test_one_line_is_chosen_and_its_kind_is_said(region: Sto, firm: str) -> None:
    made = region("menu", "adopt", firm, "--line", "2", "--kind", "middelen", "--yes", "--json").json
    assert [each["activity"] for each in made["proposals"]] == ["middelen"] and len(made["saved"]) == 1
    assert region("menu", "adopt", firm, "--line", "3", "--yes").status == 2
    region("delete", made["saved"][0], "--yes")
    again = region("menu", "adopt", firm, "--line", "2", "--kind", "middelen", "--yes", "--json").json
    assert len(again["saved"]) == 1 and again["saved"] != made["saved"]


def test_show_tells_who_signed_up_with_their_places_and_how_good_a_question_is(region: Sto) -> None:
    shown = region("show", "o5", "--json").json["signups"]
    assert [(each["by_id"], each["place"]) for each in shown] == [
        ("p-kompas", "geplaatst"), ("p-meander", "geplaatst"), ("p-rijssum", "reserve"),
    ]  # fmt: skip
    page = " ".join(region("show", "o5", "--lang", "nl").out.split())
    assert "OVERTEKEND 3 op 2" in page and "Rijssum College 07-10 reserve" in page
    assert region("show", "r1", "--json").json["quality"] == {"score": 5, "missing": [2, 3, 7]}
    assert "Als vraag: 5 van 8 · mist:" in region("show", "r1", "--lang", "nl").out
    assert region("show", "a4", "--json").json["signups"] == []


def test_a_company_asks_no_question_as_a_school(region: Sto) -> None:
    told = region("request", "add", "Wie komt er?", "--kind", "gastles", "--school", "Metaalwerken Van Rossum")
    planned = region("plan", "add", "Gastles", "--activity", "gastles", "--school", "Metaalwerken Van Rossum", "--idea")

    assert (told.status, planned.status) == (2, 2)
    assert "is a company, not a school" in told.err and "is a company, not a school" in planned.err


def test_at_a_terminal_the_document_is_made_safe_and_a_workbook_is_not_shown(
    region: Sto, monkeypatch: pytest.MonkeyPatch
) -> None:
    region("edit", "o1", "--title", "Lasles \x1b]0;TITEL\x07")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    shown_there = region("menu", "export", "-", "--format", "md")
    workbook = region("menu", "export", "-", "--format", "xlsx")
    assert "Lasles" in shown_there.out and "\x1b" not in shown_there.out
    assert workbook.status == 2 and "sto menu export menukaart.xlsx" in workbook.err
