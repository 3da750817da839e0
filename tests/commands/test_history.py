"""`sto history` lists every version and what it changed, and an earlier version can be brought back."""

from __future__ import annotations

from tests.commands.conftest import Sto, added, shown


def test_history_shows_every_version_and_restore_brings_one_back(sto):
    document_id = added(sto, "lesson", "--title", "Eerst")
    sto("edit", document_id, "--title", "Later")
    steps = sto("history", document_id, "--json").json
    assert [step["set"]["title"] for step in steps] == ["Eerst", "Later"]
    assert steps[0]["author"] == "Els"
    assert sto("restore", document_id, "--version", steps[0]["version"]).status == 0
    assert shown(sto, document_id)["title"] == "Eerst"
    assert steps[0]["version"] in sto("history", document_id).out


def test_history_shows_what_each_step_changed(sto: Sto) -> None:
    lesson = sto("add", "lesson", "--title", "Lasdag", "--body", "een\ntwee\ndrie").out.strip()
    sto("edit", lesson, "--title", "Houtdag", "--body", "een\nTWEE\ndrie")

    text = sto("history", lesson).out
    assert "Lasdag → Houtdag" in text
    assert "- twee" in text and "+ TWEE" in text
    last = sto("history", lesson, "--json").json[-1]
    assert {"field": "title", "before": "Lasdag", "after": "Houtdag"} in last["changes"]


def test_of_a_version_that_changed_thousands_of_lines_the_first_are_shown(sto: Sto) -> None:
    body = "\n".join(f"regel {number}" for number in range(5_000))
    lesson = sto("add", "lesson", "--title", "Lasdag", "--body", body).out.strip()

    text = sto("history", lesson).out

    assert "+ regel 100" in text and "regel 4999" not in text
    assert "--json" in text
    assert sto("history", lesson, "--json").json[0]["set"]["body"] == body
