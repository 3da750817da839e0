"""`sto use` and `sto used`: somebody is going to use a lesson, and tells later how it went."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.commands.conftest import Sto, added, shown

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STO_TODAY", TODAY.isoformat())


def uses(sto: Sto, lesson: str) -> list[tuple[str, str, str, str, str]]:
    """Who used a lesson when, for what, how it went, and what they said about it."""
    return [
        (each["who"], each["date"], each["purpose"], each["outcome"], each["note"])
        for each in shown(sto, lesson)["uses"]
    ]


def test_who_says_so_stands_with_the_lesson_and_the_same_again_adds_nothing(sto: Sto, lesson: str) -> None:
    for lang in ("nl", "en", "nl"):
        told = sto("use", lesson, "--lang", lang, "--json").json
        assert (told["lesson_id"], told["used_in"]) == (lesson, 1)
    assert uses(sto, lesson) == [("Els", "2026-11-26", "", "", "")]
    assert "already" in sto("use", lesson).out
    assert "used in 1 case" in sto("show", lesson).out


def test_for_what_and_when_are_kept(sto: Sto, lesson: str) -> None:
    assert sto("use", lesson, "--for", "docentenstage De Linde", "--on", "12-03-2027").status == 0
    assert uses(sto, lesson) == [("Els", "2027-03-12", "docentenstage De Linde", "", "")]
    page = sto("show", lesson, "--lang", "nl").out
    assert "gebruikt in 1 geval" in page and "voor: docentenstage De Linde" in page


def test_what_was_told_last_can_be_taken_back_and_lines_of_an_earlier_version_stay(sto: Sto) -> None:
    old = "Els gaat dit gebruiken (26 november 2025)"
    lesson = added(sto, "lesson", "--title", "Lasdag", "--set", f"used_by={old}")
    assert sto("use", lesson, "--json").json["used_in"] == 2
    assert sto("use", lesson, "--undo", "--json").json["used_in"] == 1
    told = sto("use", lesson, "--undo")
    assert told.status == 0 and "had not told" in told.out
    assert shown(sto, lesson)["used_by"] == [old]


def test_only_a_lesson_can_be_used_and_nothing_is_written_otherwise(sto: Sto) -> None:
    action = added(sto, "action", "--title", "Bril bestellen")
    for words in (("use", action), ("used", action, "--niet")):
        told = sto(*words)
        assert told.status == 2 and "is no lesson" in told.err
    assert sto("use").status == 2
    assert sto("list", "use", "--json").json == []


@pytest.mark.parametrize(
    ("option", "outcome", "used_in"),
    [
        ("--worked", "werkte", 1), ("--werkte", "werkte", 1), ("--partly", "deels", 1), ("--deels", "deels", 1),
        ("--not", "niet", 1), ("--niet", "niet", 1), ("--unused", "niet-gebruikt", 0),
        ("--niet-gebruikt", "niet-gebruikt", 0),
    ],
)  # fmt: skip
def test_how_it_went_is_told_by_the_id_of_the_use_or_of_the_lesson(
    sto: Sto, lesson: str, option: str, outcome: str, used_in: int
) -> None:
    use = sto("use", lesson, "--json").json["id"]
    assert sto("used", use, option, "--note", "Geen vervanging").status == 0
    assert uses(sto, lesson) == [("Els", "2026-11-26", "", outcome, "Geen vervanging")]
    assert sto("used", lesson, option, "--opmerking", "Toch wel").status == 0
    assert uses(sto, lesson) == [("Els", "2026-11-26", "", outcome, "Toch wel")]
    assert shown(sto, lesson)["used_in"] == used_in
    assert "Toch wel" in sto("show", lesson).out


def test_who_did_not_say_so_before_is_told_how(sto: Sto, lesson: str) -> None:
    told = sto("used", lesson, "--niet")
    assert told.status == 2 and "sto use" in told.err


def test_a_lesson_that_did_not_work_for_two_colleagues_says_so_with_what_they_said(
    sto: Sto, as_hakan: Sto, lesson: str, tmp_path: Path
) -> None:
    assert as_hakan("init", tmp_path / "shared", "--author", "Hakan").status == 0
    for run, note in ((sto, "Te koud"), (as_hakan, "Geen vervanging")):
        assert run("use", lesson).status == 0
        assert run("used", lesson, "--niet", "--note", note).status == 0
    sto("sync")
    page = sto("show", lesson, "--lang", "nl").out
    assert "gebruikt in 2 gevallen" in page
    assert "Werkte bij 2 collega's niet" in page
    assert "Te koud" in page and "Geen vervanging" in page
    assert [each["id"] for each in sto("search", "Zonneveldkwast", "--json").json] == [lesson]


def test_two_weeks_later_it_is_asked_until_it_is_told_or_put_off(
    sto: Sto, lesson: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use = sto("use", lesson, "--json").json["id"]
    assert sto("use", "--open", "--json").json == []
    assert "Still to tell" not in sto("status").out
    monkeypatch.setenv("STO_TODAY", (TODAY + timedelta(days=14)).isoformat())
    assert [each["id"] for each in sto("use", "--open", "--json").json] == [use]
    assert "Lasdag" in sto("use", "--open").out
    assert "Still to tell:           1" in sto("status").out
    assert sto("used", use, "--later").status == 0
    assert sto("status", "--json").json["uses_to_tell"] == 0
    monkeypatch.setenv("STO_TODAY", (TODAY + timedelta(days=28)).isoformat())
    assert [each["id"] for each in sto("use", "--open", "--json").json] == [use]
    assert sto("used", lesson, "--werkte").status == 0
    assert "nothing to tell" in sto("use", "--open").out


def test_nobody_is_asked_about_a_lesson_that_is_gone(sto: Sto, lesson: str) -> None:
    sto("use", lesson, "--on", "01-11-2026")
    assert len(sto("use", "--open", "--json").json) == 1
    sto("delete", lesson, "--yes")
    assert sto("use", "--open", "--json").json == []


def test_what_is_in_the_bin_is_not_used_until_it_is_taken_out(sto: Sto, lesson: str) -> None:
    use = sto("use", lesson, "--json").json["id"]
    sto("delete", use)
    told = sto("used", use, "--niet")
    assert told.status == 2 and "sto restore" in told.err
    sto("delete", lesson, "--yes")
    told = sto("use", lesson)
    assert told.status == 2 and "sto restore" in told.err
    assert sto("list", "use", "--json").json == []


def test_an_option_that_says_nothing_here_is_refused(sto: Sto, lesson: str) -> None:
    for words in (
        (lesson, "--open"),
        ("--open", "--for", "x"),
        (lesson, "--undo", "--on", "today"),
        (lesson, "--on", "31-02-2027"),
    ):
        assert sto("use", *words).status == 2
    assert sto("used", lesson).status == 2
    assert uses(sto, lesson) == []


def test_a_use_goes_out_and_comes_back_with_its_title_made_here(
    sto: Sto, alone: Sto, lesson: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sto("use", lesson, "--for", "open dag")
    sto("used", lesson, "--deels", "--note", "Te kort")
    (before,) = sto("list", "use", "--json").json
    assert before["title"] == "Els · Lasdag"
    for name, form in (("alles.jsonl", "jsonl"), ("map", "markdown")):
        assert sto("export", tmp_path / name, "--format", form).status == 0
        monkeypatch.setenv("STO_HOME", str(tmp_path / f"home {name}"))
        alone("init", tmp_path / f"shared {name}", "--name", "Twee", "--author", "Kees", "--no-starter")
        assert alone("import", tmp_path / name, "--json").json["added"] == 2
        (after,) = alone("list", "use", "--json").json
        kept = ("id", "title", "lesson", "lesson_id", "who", "date", "purpose", "outcome", "note")
        assert [after[each] for each in kept] == [before[each] for each in kept]
        monkeypatch.setenv("STO_HOME", str(tmp_path / "home"))


@pytest.mark.usefixtures("lesson")
def test_a_use_is_added_and_changed_as_any_record_but_for_its_title(sto: Sto) -> None:
    use = added(sto, "use", "--set", "lesson=Lasdag", "--set", "who=Kees Hagen")
    assert shown(sto, use)["title"] == "Kees Hagen · Lasdag"
    assert sto("edit", use, "--set", "outcome=werkte").status == 0
    for verb in (("edit", use), ("add", "use", "--set", "lesson=Lasdag")):
        told = sto(*verb, "--title", "Iets anders")
        assert told.status == 2 and "made of" in told.err
    assert "[" not in sto("list", "use").out and "worked" in sto("list", "use").out
    assert sto("add", "use", "--set", "who=Kees").status == 2


def test_a_title_in_a_file_is_left_alone_for_the_title_that_is_made(sto: Sto, lesson: str, tmp_path: Path) -> None:
    path = tmp_path / "gebruik.jsonl"
    path.write_text(
        f'{{"kind": "use", "id": "u1", "title": "Gebruik", "lesson_id": "{lesson}", "who": "Hakan", '
        '"date": "2026-10-14", "outcome": "werkte"}\n'
    )
    assert sto("import", path, "--json").json["added"] == 1
    assert shown(sto, "u1")["title"] == "Hakan · Lasdag"
    assert sto("import", path, "--json").json["unchanged"] == 1
