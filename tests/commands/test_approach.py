"""`sto approach` and `sto notnow`: calling on partners, and leaving them in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Sto, Told, shown
from tests.region_f import FILE

ROSSUM = "Metaalwerken Van Rossum"


@pytest.fixture
def f(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    """A space with region F, on its day."""
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    assert sto("import", FILE, "--json").json["added"] == 65
    return sto


@pytest.fixture
def on(f: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    """The program on a day, which is its first word."""

    def run(day: str | Path, *words: str | Path) -> Told:
        with monkeypatch.context() as patch:
            patch.setenv("STO_TODAY", str(day))
            return f(*words)

    return run


def load(told: Told) -> dict[str, tuple[int, int, str]]:
    return {each["id"]: (each["schools"], each["asks"], each["level"]) for each in told.json}


def warned(told: Told) -> list[str]:
    assert told.status == 0, told.err
    return [each["code"] for each in told.json["warnings"]]


# -- approach ----------------------------------------------------------------------------------------------------------


def test_the_load_is_that_of_the_four_weeks_before(on: Sto) -> None:
    assert load(on("2026-11-22", "approach", "load", "--json")) == {"p-rossum": (3, 4, "overvraagd")}
    assert load(on("2026-11-23", "approach", "load", "--json")) == {"p-rossum": (2, 3, "let-op")}
    assert load(on("2026-11-24", "approach", "load", "--json")) == {"p-rossum": (2, 2, "let-op")}


def test_asking_is_saved_and_warned_about_as_the_third_school(f: Sto) -> None:
    told = f("approach", "add", ROSSUM, "--by", "Vakcollege De Meander", "--way", "telefoon", "--json")
    (warning,) = told.json["warnings"]
    assert (warning["code"], warning["level"], warning["about"][0]) == ("overvraagd", "let-op", "p-rossum")
    assert "You are the third school in four weeks: Rijssum College 12-11" in warning["text"]
    assert told.json["load"] == {"schools": 3, "asks": 4, "level": "overvraagd"}
    record = shown(f, told.json["id"])
    assert (record["by_id"], record["date"], record["ask"], record["direction"], record["who"]) == (
        "p-meander", "2026-11-23", "ja", "uit", "Els",
    )  # fmt: skip
    text = f("approach", "add", ROSSUM, "--by", "Vakcollege De Meander", "--way", "telefoon", "--lang", "nl")
    assert text.status == 0 and "Met jullie erbij" in text.err and "Genoteerd: Metaalwerken Van Rossum" in text.out


def test_no_question_no_warning_and_no_load(f: Sto) -> None:
    for more in (("--direction", "in"), ("--ask", "nee")):
        told = f("approach", "add", ROSSUM, "--by", "Meander", "--way", "app", *more, "--json")
        assert warned(told) == []
        assert told.json["load"] == {"schools": 2, "asks": 3, "level": "let-op"}


def test_one_calls_on_behalf_of_the_school_that_was_said_once(f: Sto) -> None:
    told = f("approach", "add", "Brinkhof", "--way", "telefoon")
    assert told.status == 2 and "sto settings for" in told.err
    f("settings", "for", "Kompas")
    told = f(
        "approach", "add", "Brinkhof", "--way", "telefoon", "--about", "gastles houtbouw", "--date", "20-11", "--json"
    )
    record = shown(f, told.json["id"])
    assert (record["by_id"], record["about"], record["date"]) == ("p-kompas", "gastles houtbouw", "2026-11-20")


CAN_NOT_BE = (
    ("--way", "duif"), ("--way", "app", "--ask", "misschien"), ("--way", "app", "--direction", "om"),
    ("--way", "app", "--activity", "feest"), ("--way", "app", "--date", "31-2"), (),
    ("--way", "app", "--about", "x" * 81), ("--way", "app", "--offer", "Niets"),
)  # fmt: skip


def test_what_cannot_be_is_refused_and_nothing_is_written(f: Sto) -> None:
    for wrong in CAN_NOT_BE:
        try:
            told = f("approach", "add", ROSSUM, "--by", "Kompas", *wrong)
            assert told.status == 2 and told.err and "Traceback" not in told.err, wrong
        except SystemExit as left:
            assert left.code == 2, wrong
        assert len(f("list", "approach", "--json").json) == 6, wrong


def test_who_asked_whom_is_listed_newest_first_by_partner_school_and_period(f: Sto) -> None:
    def ids(*words: str) -> list[str]:
        return [each["id"] for each in f("approach", "list", *words, "--json").json]

    assert ids() == ["b4", "b5", "b3", "b2", "b1", "b6"]
    assert ids("--partner", "Van Rossum") == ["b4", "b3", "b2", "b1"]
    assert ids("--by", "Meander") == ["b5", "b1", "b6"]
    assert ids("--since", "01-11-2026") == ["b4", "b5", "b3"]
    assert ids("--partner", "Van Rossum", "--until", "26-10-2026") == ["b1"]
    text = f("approach", "list", "--lang", "nl").out
    assert "20-11-2026  CSG Het Kompas → Metaalwerken Van Rossum" in text and "telefoon · open" in text
    assert "Vragen per school: " in text and max(map(len, text.splitlines())) <= 80


# -- nu niet -----------------------------------------------------------------------------------------------------------


def test_asking_who_cannot_be_asked_is_warned_about_and_marked(on: Sto) -> None:
    asking = ("approach", "add", "Bakkerij Hoekstra", "--by", "Kompas", "--way", "telefoon", "--json")
    told = on("2026-11-23", *asking)
    assert warned(told) == ["nu-niet"]
    text = told.json["warnings"][0]["text"]
    assert "Verbouwing van de bakkerij" in text and "01-03-2027" in text
    (listed,) = on("2026-11-23", "approach", "list", "--partner", "Hoekstra", "--json").json
    assert listed["not_now"] is True
    assert "asked although: not now" in on("2026-11-23", "approach", "list", "--partner", "Hoekstra").out
    assert warned(on("2027-03-01", *asking)) == []


def test_not_now_is_written_down_with_who_and_when_and_lifted(f: Sto) -> None:
    noting = ("notnow", "Brinkhof", "--until", "1-2-2027", "--reason", "Te druk", "--activity", "gastles")
    told = f(*noting, "--json").json
    assert (told["not_now_until"], told["not_now_kinds"]) == ("2027-02-01", ["gastles"])
    asking = ("approach", "add", "Brinkhof", "--by", "Kompas", "--way", "app", "--json", "--activity")
    (warning,) = f(*asking, "gastles").json["warnings"]
    assert "(written down by Els on 23-11-2026)" in warning["text"]
    assert "nu-niet" not in warned(f(*asking, "bezoek"))
    assert f("notnow", "Brinkhof", "--until", "1-3-2027", "--json").json["not_now_reason"] == "Te druk"
    assert [each["id"] for each in f("notnow", "--json").json] == ["p-hoekstra", "p-brinkhof"]
    assert f("notnow", "Brinkhof", "--lift").status == 0
    assert shown(f, "p-brinkhof")["not_now_reason"] == ""
    assert [each["id"] for each in f("notnow", "--json").json] == ["p-hoekstra"]


NO_NOT_NOW = (
    ("Brinkhof", "--until", "1-2-2027"), ("Brinkhof", "--reason", "x", "--until", "22-11-2026"), ("--lift",),
    ("Brinkhof", "--lift", "--reason", "x"), ("Brinkhof", "--reason", "x", "--activity", "feest"),
    ("Brinkhof", "--reason", "x", "--until", "23-11-2026"),
)  # fmt: skip


def test_a_not_now_that_says_too_little_or_cannot_be_is_refused(f: Sto) -> None:
    before = shown(f, "p-brinkhof")
    for wrong in NO_NOT_NOW:
        told = f("notnow", *wrong)
        assert told.status == 2 and told.err, wrong
        assert shown(f, "p-brinkhof") == before, wrong


def test_load_and_not_now_stand_with_the_partner(f: Sto) -> None:
    assert shown(f, "p-rossum")["load"] == {"schools": 2, "asks": 3, "level": "let-op"}
    assert shown(f, "p-hoekstra")["not_now"] is True
    page = f("show", "p-rossum", "--lang", "nl").out.splitlines()
    assert page[3] == "drukte 2/3: 2 scholen in 28 dagen, de laatste op 20-11: CSG Het Kompas"
    assert f("show", "p-hoekstra", "--lang", "nl").out.splitlines()[3].startswith("Nu niet, tot 01-03-2027: Verbouwing")
    rows = {each["id"]: each for each in f("list", "partner", "--json").json}
    assert (rows["p-rossum"]["load"]["schools"], rows["p-hoekstra"]["not_now"]) == (2, True)
    text = f("list", "partner", "--lang", "nl").out
    assert "[2/3] Metaalwerken Van Rossum" in text and "[nu niet tot 01-03] Bakkerij Hoekstra" in text


def test_after_its_day_there_is_one_action_whoever_looks_first(
    f: Sto, as_hakan: Sto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(run: Sto) -> list[tuple[str, str, str, str]]:
        rows = run("list", "action", "--json").json
        return [(each["title"], each["due"], each["state"], each["who"]) for each in rows if "Weer" in each["title"]]

    f("edit", "p-hoekstra", "--set", "owner=Ria Veldhuis")
    f("sync")
    as_hakan("init", tmp_path / "shared", "--author", "Hakan")
    assert again(f) == []
    monkeypatch.setenv("STO_TODAY", "2027-03-02")
    expected = [("Weer aankloppen bij Bakkerij Hoekstra", "2027-03-01", "open", "Ria Veldhuis")]
    for lang, run in (("nl", f), ("en", as_hakan)):
        monkeypatch.setenv("STO_LANG", lang)
        assert again(run) == expected
    for run in (f, as_hakan, f):
        run("sync")
    assert again(f) == again(as_hakan) == expected
    assert f("conflicts", "--json").json == []
    (action,) = (each for each in f("list", "action", "--json").json if "Weer" in each["title"])
    f("done", action["id"])
    assert [state for _, _, state, _ in again(f)] == ["done"]
    f("delete", action["id"], "--yes")
    assert again(f) == []


def test_what_is_still_to_come_was_not_called_or_signed_yet(f: Sto) -> None:
    asked = f("approach", "add", "Brinkhof", "--by", "CSG Het Kompas", "--way", "telefoon", "--date", "24-11-2026")
    signed = f("signup", "add", "o1", "--by", "CSG Het Kompas", "--date", "2026-11-24")
    edited = f("add", "approach", "--set", f"partner={ROSSUM}", "--set", "by=CSG Het Kompas", "--set", "date=1-12-2026")

    for told in (asked, signed, edited):
        assert told.status == 2 and "is still to come" in told.err


def test_nobody_calls_on_itself(f: Sto) -> None:
    told = f("approach", "add", ROSSUM, "--by", ROSSUM, "--way", "telefoon")

    assert told.status == 2 and "doesn't call on itself" in told.err
