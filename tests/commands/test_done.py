"""`sto done` and `sto reopen` change the state of an action, and `sto use` records the use of a lesson."""

from __future__ import annotations

from datetime import date

from tests.commands.conftest import Sto

TODAY = date.today().isoformat()


def added(sto: Sto, kind: str, *words: str) -> str:
    """The id of a new record."""
    told = sto("add", kind, "--title", "Bril bestellen", *words)
    assert told.status == 0, told.err
    return told.out.strip()


def steps(sto: Sto, document_id: str) -> int:
    """How many versions a record has."""
    return len(sto("history", document_id, "--json").json)


# -- done and reopen --------------------------------------------------------------------------------------------------


def test_an_action_is_ticked_off_and_opened_again(sto: Sto) -> None:
    action = added(sto, "action")
    assert sto("done", action[-8:], "--json").json == {"id": action, "state": "done", "done_on": TODAY}
    assert sto("list", "action", "--state", "open", "--json").json == []
    assert sto("reopen", action, "--json").json == {"id": action, "state": "open", "done_on": None}
    assert sto("show", action, "--json").json["done_on"] is None


def test_what_is_done_already_keeps_its_day_and_gets_no_new_version(sto: Sto) -> None:
    action = added(sto, "action", "--set", "state=done", "--set", "done_on=2026-03-02")
    assert sto("done", action, "--json").json["done_on"] == "2026-03-02"
    assert steps(sto, action) == 1


def test_it_tells_what_was_ticked_off_and_how_to_take_it_back(sto: Sto) -> None:
    told = sto("done", added(sto, "action"))
    assert "Bril bestellen" in told.out and "sto reopen" in told.out


def test_only_an_action_can_be_done(sto: Sto) -> None:
    lesson = added(sto, "lesson")
    for verb in ("done", "reopen"):
        told = sto(verb, lesson)
        assert told.status == 2 and "is no action" in told.err
    assert steps(sto, lesson) == 1


# -- use --------------------------------------------------------------------------------------------------------------


def test_using_a_lesson_keeps_who_and_when_once_a_day_whatever_the_language(sto: Sto) -> None:
    lesson = added(sto, "lesson")
    for lang in ("nl", "en", "nl"):
        told = sto("use", lesson, "--lang", lang, "--json")
        assert told.json == {"id": lesson, "used_by": [f"Els · {TODAY}"]}
    assert steps(sto, lesson) == 2
    assert "already" in sto("use", lesson, "--lang", "en").out


def test_what_was_told_last_can_be_taken_back_and_old_lines_stay(sto: Sto) -> None:
    old = "Els gaat dit gebruiken (26 november 2025)"
    lesson = added(sto, "lesson", "--set", f"used_by={old}")
    assert sto("use", lesson).status == 0
    assert sto("use", lesson, "--undo", "--json").json == {"id": lesson, "used_by": [old]}
    told = sto("use", lesson, "--undo")
    assert told.status == 0 and "had not told" in told.out
    assert sto("show", lesson, "--json").json["used_by"] == [old]


def test_only_a_lesson_can_be_used(sto: Sto) -> None:
    told = sto("use", added(sto, "action"))
    assert told.status == 2 and "is no lesson" in told.err
