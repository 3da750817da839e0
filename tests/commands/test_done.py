"""`sto done` and `sto reopen` change the state of an action."""

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
