"""`sto list` filters, sorts and limits records."""

from __future__ import annotations

from tests.commands.conftest import titles


def test_actions_are_listed_first_due_first_with_their_state_in_words(filled):
    lines = filled("list", "action").out.splitlines()
    assert [("late]" in lines[0], "Rooster" in lines[0]), ("[open]" in lines[1], "Bellen" in lines[1])] == [
        (True, True),
        (True, True),
    ]
    assert titles(filled("list", "action", "--state", "overdue", "--json")) == ["Rooster sturen"]


def test_lists_are_narrowed_and_sorted(filled):
    assert titles(filled("list", "lesson", "--json")) == ["Lasgastles in groepen", "Bedrijfsbezoek"]
    assert titles(filled("list", "lessons", "--sort", "title", "--json")) == ["Bedrijfsbezoek", "Lasgastles in groepen"]
    assert titles(filled("list", "lesson", "--until", "31-12-2025", "--json")) == ["Bedrijfsbezoek"]
    assert titles(filled("list", "lesson", "--tag", "lassen", "--json")) == ["Lasgastles in groepen"]
    assert titles(filled("list", "lesson", "--partner", "brinkhof", "--json")) == ["Lasgastles in groepen"]


def test_a_list_that_is_cut_says_so(filled):
    told = filled("list", "lesson", "--limit", "1", "--json")
    assert len(told.json) == 1
    assert "1 of 2" in told.err


def test_a_piece_of_a_name_that_could_be_several_partners_is_told(filled):
    filled("add", "partner", "--title", "Brinkhof Meubels")
    told = filled("list", "lesson", "--partner", "Brinkhof")
    assert told.status == 2
    assert "Brinkhof Meubels" in told.err
