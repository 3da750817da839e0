"""`sto log` logs a meeting with its actions and lessons."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest

from tests.commands.conftest import added


def test_a_meeting_with_all_that_came_of_it_is_logged_in_one_go(sto):
    sto("add", "person", "--title", "Els Wassink")
    told = sto(
        *("log", "--title", "Branchetafel Hout", "--date", "23-11-2026", "--start", "15.30", "--end", "17:00"),
        *("--venue", "Techhub De Sluis", "--partner", "Brinkhof", "--partner", "Van Rossum"),
        *("--who", "Els Wassink, Jan", "--who", "Piet", "--tag", "branchetafel", "--outcome", "Twee gastlessen."),
        *(
            "--decision",
            "Brinkhof ontvangt.",
            "--decision",
            "Wij rijden, zij koken.",
            "--action",
            "Rooster; Els; 01-12-2026",
        ),
        *("--action", "Bellen; Jan; +14d", "--lesson", "Klein beginnen: Eén groep.", "--next-date", "2027-01-18"),
        *("--next-venue", "Brinkhof", "--json"),
    )
    assert told.status == 0, told.err
    assert told.json.keys() == {"id", "actions", "lessons"}
    meeting = sto("show", told.json["id"], "--json").json
    assert (meeting["title"], meeting["date"], meeting["start"], meeting["end"]) == (
        *("Branchetafel Hout", "2026-11-23", "15:30", "17:00"),
    )
    assert (meeting["venue"], meeting["next_venue"], meeting["next_date"]) == (
        "Techhub De Sluis",
        "Brinkhof",
        "2027-01-18",
    )
    assert meeting["partners"] == ["Brinkhof", "Van Rossum"]
    assert (meeting["attendees"], meeting["guests"]) == (["Els Wassink"], ["Jan", "Piet"])
    assert meeting["decisions"] == ["Brinkhof ontvangt.", "Wij rijden, zij koken."]
    assert meeting["body"] == "Twee gastlessen."
    assert meeting["tags"] == ["branchetafel"]
    assert [list(action) for action in meeting["actions"]] == [["id", "what", "who", "due", "state"]] * 2
    later = (date.today() + timedelta(days=14)).isoformat()
    assert {(item["what"], item["who"], item["due"], item["state"]) for item in meeting["actions"]} == {
        ("Rooster", "Els", "2026-12-01", "open"),
        ("Bellen", "Jan", later, "open"),
    }
    assert [lesson["title"] for lesson in meeting["lessons"]] == ["Klein beginnen"]
    lesson = sto("show", told.json["lessons"][0], "--json").json
    assert (lesson["body"], lesson["meeting"], lesson["date"]) == ("Eén groep.", "Branchetafel Hout", "2026-11-23")
    assert len(sto("list", "partner", "--json").json) == 3


def test_the_ids_are_printed_the_meeting_first(sto):
    lines = sto("log", "--title", "Overleg", "--action", "Bellen").out.split()
    assert [sto("show", line, "--json").json["kind"] for line in lines] == ["meeting", "action"]


def test_without_a_date_it_was_today_and_the_outcome_may_come_from_standard_input(sto, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Uit een bestand\n"))
    meeting = sto("show", sto("log", "--title", "Overleg", "--outcome", "-").out.strip(), "--json").json
    assert (meeting["date"], meeting["body"]) == (date.today().isoformat(), "Uit een bestand")


def test_it_is_one_durable_write(sto, monkeypatch):
    writes = []
    from knowledge.journal.mirror import Mirror

    append = Mirror.append

    def counted(self, *arguments):
        writes.append(len(arguments[1]))
        return append(self, *arguments)

    monkeypatch.setattr(Mirror, "append", counted)
    sto("log", "--title", "Overleg", "--partner", "Nieuw", "--action", "Bellen", "--lesson", "Les")
    assert writes == [4]


@pytest.mark.parametrize("wrong", [["--action", "Doen; Els; ooit"], ["--start", "17:00", "--end", "15:00"]])
def test_nothing_is_kept_when_something_is_wrong(sto, wrong):
    assert sto("log", "--title", "Overleg", "--partner", "Nieuw", *wrong).status == 2
    assert sto("list", "meeting", "--json").json == []
    assert sto("list", "partner", "--json").json == []


def test_in_a_terminal_the_questions_are_asked(sto, monkeypatch):
    monkeypatch.setattr("sto_tui.commands.context.CommandContext.interactive", True)
    meeting = ["", "Overleg", "niet", "23-11-2026", "9:30", "", "", "Brinkhof", "", "Els, Jan", ""]
    yielded = ["Regel 1", "Regel 2", "", "Besluit", "", "Bellen; Jan; ooit", "Bellen; Jan; +7d", "", "", "", ""]
    answers = iter([*meeting, *yielded])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    told = sto("log")
    assert told.status == 0, told.err
    meeting = sto("show", told.out.split()[-2], "--json").json
    assert (meeting["title"], meeting["date"], meeting["start"]) == ("Overleg", "2026-11-23", "09:30")
    assert (meeting["partners"], meeting["guests"]) == (["Brinkhof"], ["Els", "Jan"])
    assert meeting["body"] == "Regel 1\nRegel 2"
    assert [action["what"] for action in meeting["actions"]] == ["Bellen"]


# -- what is given for actions and lessons ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--action", "Bellen", "--action", "; Piet Jansen; +14d"], "Action 2: say what is to be done"),
        (["--action", "Bellen; Bas; ooit"], "Action 1: “ooit” is not a date"),
        (["--action", "Bellen", "--action", " "], "is not an action"),
        (["--lesson", "Klein", "--lesson", ": één groep"], "Lesson 2: give it a title"),
    ],
)
def test_a_cell_that_is_missing_is_pointed_at_and_nothing_is_kept(sto, wrong, told):
    answer = sto("log", "--title", "Overleg", *wrong)
    assert answer.status == 2 and told in answer.err
    assert sto("list", "meeting", "--json").json == sto("list", "action", "--json").json == []


# -- adding to what was logged ----------------------------------------------------------------------------------------


def test_what_came_up_later_is_added_to_the_logged_meeting(sto):
    meeting = sto(
        *("log", "--title", "Overleg", "--date", "23-11-2026", "--partner", "Brinkhof", "--tag", "hout"),
        *("--action", "Rooster", "--decision", "Twee groepen"),
    ).out.split()[0]
    told = sto(
        *("log", "--to", meeting[-8:], "--action", "Bus bestellen; Bas; +7d", "--lesson", "Klein: Eén groep."),
        *("--decision", "Een bus", "--decision", "Twee groepen", "--json"),
    )
    assert told.status == 0, told.err
    assert told.json["id"] == meeting and len(told.json["actions"]) == len(told.json["lessons"]) == 1
    shown = sto("show", meeting, "--json").json
    assert shown["decisions"] == ["Twee groepen", "Een bus"]
    assert {action["what"] for action in shown["actions"]} == {"Rooster", "Bus bestellen"}
    lesson = sto("show", told.json["lessons"][0], "--json").json
    assert (lesson["partners"], lesson["tags"], lesson["date"]) == (["Brinkhof"], ["hout"], "2026-11-23")
    assert sto("show", told.json["actions"][0], "--json").json["partners"] == ["Brinkhof"]


@pytest.mark.parametrize(
    "words", [[], ["--title", "Anders"], ["--action", "Bellen", "--outcome", "Meer"], ["--action", "; Bas"]]
)
def test_only_what_came_of_it_can_be_added(sto, words):
    meeting = sto("log", "--title", "Overleg").out.strip()
    assert sto("log", "--to", meeting, *words).status == 2
    assert len(sto("history", meeting, "--json").json) == 1
    assert sto("list", "action", "--json").json == []


def test_only_to_a_meeting_can_be_added(sto):
    lesson = sto("add", "lesson", "--title", "Les").out.strip()
    told = sto("log", "--to", lesson, "--action", "Bellen")
    assert told.status == 2 and "is no meeting" in told.err


def test_a_new_partner_whose_name_is_a_part_of_others_is_told_with_those(sto):
    added(sto, "partner", "--title", "Brinkhof Houtskeletbouw B.V.")
    told = sto("log", "--title", "Overleg", "--partner", "brinkhof")
    assert told.status == 0
    assert "New partner: brinkhof" in told.err
    assert "Did you mean “Brinkhof Houtskeletbouw B.V.”?" in told.err
    assert "Did you mean" not in sto("log", "--title", "Overleg", "--partner", "Zagerij").err
