"""`sto conflicts` lists what two people changed at once, and `sto resolve` chooses which version counts."""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge import spaces
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from sto_tui.commands.context import CommandContext
from tests.commands.conftest import Sto, Told


@pytest.fixture
def disputed(sto: Sto, tmp_path: Path) -> str:
    """The id of a lesson of which two devices changed title and text at once."""
    body = "Vier cabines.\nZes helmen.\nBegin om negen."
    lesson = sto("add", "lesson", "--title", "Lasdag", "--body", body, "--json").json["id"]
    hakan = spaces.begin_or_join(Home.at(tmp_path / "hakan"), tmp_path / "shared", author="Hakan", starter=False)
    hakan.save(Lesson(id=lesson, title="Metaaldag", body=body.replace("Zes", "Acht")))
    sto("edit", lesson, "--title", "Houtdag", "--body", body.replace("Zes", "Zeven"))
    hakan.sync()
    assert sto("sync").status == 0
    return lesson


def test_all_versions_are_shown_with_who_and_when(sto: Sto, disputed: str) -> None:
    (shown,) = sto("conflicts", "--json").json

    assert shown["id"] == disputed
    assert {each["value"] for each in shown["fields"]["title"]} == {"Houtdag", "Metaaldag"}
    assert {each["author"] for each in shown["fields"]["body"]} == {"Els", "Hakan"}
    assert all(each["time"] and each["replica"] for each in shown["fields"]["body"])
    text = sto("conflicts").out
    assert "Acht helmen." in text and "Zeven helmen." in text and "Hakan" in text


@pytest.mark.parametrize("word", ["Acht", "Zeven"])
def test_until_then_both_texts_are_found(sto: Sto, disputed: str, word: str) -> None:
    assert [each["id"] for each in sto("search", word, "--json").json] == [disputed]


def test_the_chosen_one_holds_and_the_other_stays_in_the_history(sto: Sto, disputed: str) -> None:
    versions = sto("conflicts", "--json").json[0]["fields"]["title"]
    assert sto("resolve", disputed, "--field", "title", "--choose", "2").status == 0

    shown = sto("show", disputed, "--json").json
    assert shown["title"] == versions[1]["value"]
    assert list(shown["conflicts"]) == ["body"]
    assert versions[0]["value"] in sto("history", disputed).out


def test_keeping_both_keeps_every_line_once(sto: Sto, disputed: str) -> None:
    sto("resolve", disputed, "--field", "body", "--keep-both")
    sto("resolve", disputed, "--keep-both")

    shown = sto("show", disputed, "--json").json
    assert sorted(shown["body"].split("\n")) == ["Acht helmen.", "Begin om negen.", "Vier cabines.", "Zeven helmen."]
    assert sorted(shown["title"].split(" / ")) == ["Houtdag", "Metaaldag"]
    assert sto("conflicts", "--json").json == []


def test_something_else_may_hold(sto: Sto, disputed: str) -> None:
    sto("resolve", disputed, "--field", "title", "--text", "Hout en metaal")

    assert sto("show", disputed, "--json").json["title"] == "Hout en metaal"


def test_which_field_has_to_be_said_when_there_are_several(sto: Sto, disputed: str) -> None:
    told = sto("resolve", disputed, "--choose", "1")

    assert told.status == 2
    assert "body, title" in told.err


@pytest.mark.parametrize("how", [("--choose", "9"), ("--keep",), ("--edit",)])
def test_what_makes_no_sense_is_refused(sto: Sto, disputed: str, how: tuple[str, ...]) -> None:
    assert sto("resolve", disputed, "--field", "body", *how).status == 2
    assert len(sto("conflicts", "--json").json[0]["fields"]) == 2


@pytest.mark.parametrize(("how", "deleted"), [("--keep", False), ("--delete", True)])
def test_an_edit_against_a_delete_is_kept_and_flagged_until_somebody_says(
    sto: Sto, tmp_path: Path, how: str, deleted: bool
) -> None:
    lesson = sto("add", "lesson", "--title", "Lasdag", "--json").json["id"]
    hakan = spaces.begin_or_join(Home.at(tmp_path / "hakan"), tmp_path / "shared", author="Hakan", starter=False)
    hakan.save(Lesson(id=lesson, title="Lasdag", body="Toch nuttig."))
    sto("delete", lesson)
    hakan.sync()
    sto("sync")

    (shown,) = sto("conflicts", "--json").json
    assert shown["revived"]
    assert sto("resolve", lesson, how).status == 0
    assert sto("conflicts", "--json").json == []
    assert sto("show", lesson, "--json").json["deleted"] is deleted


def test_codes_and_days_are_told_in_words(sto: Sto, tmp_path: Path) -> None:
    action = sto("add", "action", "--title", "Bellen", "--set", "due=2026-12-01", "--json").json["id"]
    hakan = spaces.begin_or_join(Home.at(tmp_path / "hakan"), tmp_path / "shared", author="Hakan", starter=False)
    seen = hakan.get(action)
    hakan.save(dataclasses.replace(seen.record, state="dropped", due=date(2026, 12, 24)), seen=seen)  # type: ignore[call-arg]
    sto("done", action)
    sto("edit", action, "--set", "due=2026-12-05")
    hakan.sync()
    sto("sync")

    for told in (sto("conflicts", "--lang", "nl").out, sto("show", action, "--lang", "nl").out):
        for word in ("vervallen", "gedaan", "za 5 dec 2026", "do 24 dec 2026"):
            assert word in told, told
        assert not re.search(r"\b(dropped|done|2026-12-\d\d)\b", told), told
    assert "Stand: – → gedaan" in sto("history", action, "--lang", "nl").out


# -- combining in an editor -------------------------------------------------------------------------------------------

WITHOUT_MARKS = "sed -i -e '/^▼▼/d' -e '/^▲▲/d' \"$1\""
TOO_MUCH = 'head -c 9000000 /dev/zero | tr "\\0" a > "$1"'


@pytest.fixture
def combine(sto: Sto, disputed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Told]:
    """Runs `sto resolve --edit` at a terminal, with an editor that does what is said."""
    script = tmp_path / "editor.sh"
    monkeypatch.setattr(CommandContext, "interactive", True)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))

    def run(what: str) -> Told:
        script.write_text(f"#!/bin/sh\n{what}\n", encoding="utf-8")
        script.chmod(0o755)
        return sto("resolve", disputed, "--field", "body", "--edit")

    return run


needs_a_shell = pytest.mark.skipif(sys.platform == "win32", reason="the editors here are scripts for a shell")


@needs_a_shell
def test_what_was_combined_is_kept_until_it_is_saved(
    combine: Callable[[str], Told], sto: Sto, disputed: str, tmp_path: Path
) -> None:
    files = Home.at(tmp_path / "home").private
    for number, what in enumerate((f"{WITHOUT_MARKS}; exit 1", 'printf "▼▼ van mij" >> "$1"', TOO_MUCH), 1):
        refused = combine(what)
        assert refused.status == 1
        kept = [file.path for file in files.all() if str(file.path) in refused.err]
        assert len(kept) == 1 and len(list(files.all())) == number
    assert "body" in sto("show", disputed, "--json").json["conflicts"]

    assert combine(WITHOUT_MARKS).status == 0
    assert "Acht helmen." in sto("show", disputed, "--json").json["body"]
    assert len(list(files.all())) == 3
    assert all(file.about == disputed for file in files.all())


@needs_a_shell
@pytest.mark.parametrize("what", ["exit 1", "true", ': > "$1"'])
def test_an_editor_that_combined_nothing_settles_nothing_and_leaves_nothing(
    combine: Callable[[str], Told], sto: Sto, disputed: str, tmp_path: Path, what: str
) -> None:
    assert combine(what).status == 1
    assert "body" in sto("show", disputed, "--json").json["conflicts"]
    assert not list(Home.at(tmp_path / "home").private.all())
