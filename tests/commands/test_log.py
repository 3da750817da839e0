"""sto log."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest


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


@pytest.mark.parametrize("wrong", [["--action", "Doen; Els; morgen"], ["--start", "17:00", "--end", "15:00"]])
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
