"""Walking through a checklist on the command line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest


@pytest.fixture
def run(sto) -> str:
    """The id of an intake that was just begun."""
    told = sto(
        *("checklist", "start", "waarom-samenwerken", "--school", "De Meander", "--company", "Brinkhof"),
        *("--participant", "Marieke, Joost"),
    )
    assert told.status == 0, told.err
    return told.out.strip()


def test_the_list_shows_checklists_and_what_is_under_way(sto, run):
    listed = sto("checklist", "list", "--json").json
    assert listed["templates"][0]["id"] == "waarom-samenwerken"
    assert listed["templates"][0]["questions"] == 28
    assert [item["id"] for item in listed["runs"]] == [run]
    assert run[-8:] in sto("checklist", "list").out


def test_starting_links_and_begins_partners(sto, run):
    record = sto("show", run, "--json").json
    assert (record["school"], record["company"], record["state"]) == ("De Meander", "Brinkhof", "open")
    assert record["participants"] == ["Marieke", "Joost"]
    assert record["progress"] == {"answered": 0, "questions": 28}


@pytest.mark.parametrize(
    ("words", "party", "part", "value"),
    [
        (["C2", "9", "--side", "school"], "school", "number", 9),
        (["--side", "school", "c2", "9"], "school", "number", 9),
        (["D2", "kort", "--side", "company"], "company", "codes", ["kort"]),
        (["D2", "2", "--side", "company"], "company", "codes", ["kort"]),
        (["D2", "kort", "mits", "het", "lukt", "--side", "company"], "company", "text", "mits het lukt"),
        (["D2", "--codes", "kort", "--text", "mits", "--side", "school"], "school", "text", "mits"),
        (["E2", "gastles,bezoek", "--side", "school"], "school", "codes", ["gastles", "bezoek"]),
        (["A1", "--person", "Hakan", "--side", "school"], "school", "person", "Hakan"),
        (["F1", "--number", "40", "--side", "company"], "company", "number", 40),
        (["F1", "40,5", "uur", "per", "jaar", "--side", "school"], "school", "number", "40.5"),
        (["C2", "7,5", "--side", "school"], "school", "number", "7.5"),
        (["H1", "--number", "€ 1.250,50"], "company", "number", "1250.50"),
        (["J2", "01-06-2027"], "both", "date", "2027-06-01"),
        (["J3", "--what", "Bellen", "--who", "Jan"], "both", "what", "Bellen"),
        (["J3", "Bellen; Jan; 2027-01-01"], "both", "due", "2027-01-01"),
        (["B3", "Samen", "vakmensen", "opleiden"], "both", "text", "Samen vakmensen opleiden"),
        (["F3", "--unknown", "--person", "Els"], "both", "state", "unknown"),
        (["F3", "--skip"], "both", "state", "skip"),
    ],
)
def test_an_answer_is_kept_as_the_question_asks_for_it(sto, run, words, party, part, value):
    told = sto("checklist", "answer", run, *words)
    assert told.status == 0, told.err
    question = next(word for word in words if word[:1].isupper() or word == "c2").upper()
    assert sto("show", run, "--json").json["answers"][f"{question}.{party}.{part}"] == value


@pytest.mark.parametrize(
    "words",
    [
        ["C2", "11", "--side", "school"],
        ["C2", "x", "--side", "school"],
        ["C2", "9"],
        ["B3", "tekst", "--side", "school"],
        ["D2", "nonsense", "--side", "school"],
        ["D2", "--codes", "kort,lang", "--side", "school"],
        ["Z9", "x"],
        ["J2", "ooit"],
        ["C2", "--side", "school"],
        ["F3", "--unknown", "--skip"],
    ],
)
def test_a_wrong_answer_is_wrong_use_and_changes_nothing(sto, run, words):
    assert sto("checklist", "answer", run, *words).status == 2
    assert sto("show", run, "--json").json["answers"] == {}


def test_both_sides_at_once_and_taking_an_answer_back(sto, run):
    sto("checklist", "answer", run, "E2", "--side", "both", "--codes", "gastles")
    assert sto("show", run, "--json").json["progress"]["answered"] == 1
    sto("checklist", "answer", run, "E2", "--side", "both", "--clear")
    assert sto("show", run, "--json").json["progress"]["answered"] == 0


def test_differences_are_named(sto, run):
    sto("checklist", "answer", run, "C2", "9", "--side", "school")
    told = sto("checklist", "answer", run, "C2", "5", "--side", "company", "--json")
    assert [item["question"] for item in told.json["differences"]] == ["C2"]
    assert "9" in told.json["differences"][0]["reason"]
    out = sto("checklist", "show", run).out
    assert "C2" in out and "1 of 28" in out


def test_finishing_keeps_the_result_pins_our_why_and_makes_the_actions_once(sto, run):
    sto("checklist", "answer", run, "B3", "Samen vakmensen opleiden")
    sto("checklist", "answer", run, "F3", "--unknown")
    sto("checklist", "answer", run, "J3", "Bellen; Jan; +14d")
    told = sto("checklist", "finish", run, "--json")
    assert told.json["state"] == "finished"
    assert len(told.json["actions"]) == 2
    assert "Samen vakmensen opleiden" in sto("show", run, "--json").json["body"]
    assert {partner["why"] for partner in sto("list", "partner", "--json").json} == {"Samen vakmensen opleiden"}
    actions = sto("list", "action", "--json").json
    assert {action["origin_id"] for action in actions} == {run}
    sto("edit", actions[0]["id"], "--set", "state=done")
    sto("checklist", "finish", run)
    assert [action["state"] for action in sto("list", "action", "--json").json].count("done") == 1


def test_what_lists_show_of_an_id_names_the_document(sto, run):
    sto("checklist", "answer", run, "J3", "Bellen; Jan; +14d")
    sto("checklist", "finish", run)
    short = sto("list", "action").out.split()[0]
    assert sto("show", short, "--json").json["title"] == "Bellen"


def test_a_checklist_for_one_needs_no_parties(sto):
    run = sto("checklist", "start", "docentenstage").out.strip()
    assert sto("checklist", "answer", run, "1", "done").status == 0
    assert sto("show", run, "--json").json["progress"] == {"answered": 1, "questions": 8}


def test_in_a_terminal_the_open_questions_are_walked_through(sto, run, monkeypatch):
    monkeypatch.setattr("sto_tui.commands.context.CommandContext.interactive", True)
    answers = iter(["Els", "", "Nog niets", "?", "-", "nonsense", "vakmensen", "stop"])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    told = sto("checklist", "answer", run)
    assert told.status == 0, told.err
    assert "nonsense" in told.err
    kept = sto("show", run, "--json").json["answers"]
    assert kept == {
        "A1.school.person": "Els",
        "A2.both.text": "Nog niets",
        "A3.school.state": "unknown",
        "A3.company.state": "skip",
        "B1.company.codes": ["vakmensen"],
    }


def test_without_a_terminal_the_question_must_be_named(sto, run):
    assert sto("checklist", "answer", run).status == 2


def test_due_days_may_be_counted_from_today(sto, run):
    sto("checklist", "answer", run, "J3", "--what", "Bellen", "--due", "+2w")
    later = (date.today() + timedelta(days=14)).isoformat()
    assert sto("show", run, "--json").json["answers"]["J3.both.due"] == later


def test_an_answer_is_told_back_and_what_can_not_be_read_is_refused(sto, run):
    told = sto("checklist", "answer", run, "F1", "2,5", "uur", "--side", "school")
    assert "F1 School: 2,5 hours" in told.out
    refused = sto("checklist", "answer", run, "C2", "11", "--side", "school")
    assert refused.status == 2 and "is not from 1 to 10" in refused.err
    assert sto("checklist", "answer", run, "J2", "vrijdg").status == 2
    assert sto("show", run, "--json").json["progress"]["answered"] == 0


def test_another_choice_leaves_the_explanation_of_the_earlier_one_out(sto, run):
    sto("checklist", "answer", run, "D2", "kort", "alleen dit jaar", "--side", "school")
    told = sto("checklist", "answer", run, "D2", "lang", "--side", "school")
    assert "alleen dit jaar" in told.err
    assert "D2.school.text" not in sto("show", run, "--json").json["answers"]
    sto("checklist", "answer", run, "D2", "kort", "alleen dit jaar", "--side", "school")
    sto("checklist", "answer", run, "D2", "lang", "--side", "school", "--keep-text")
    assert sto("show", run, "--json").json["answers"]["D2.school.text"] == "alleen dit jaar"
