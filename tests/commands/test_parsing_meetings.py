"""Actions and lessons typed as one line are split into their parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.problem import WrongUse
from knowledge.work.log_meeting import ActionGiven, LessonGiven
from sto_tui.commands.parsing.meetings import action_given, lesson_given

CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters=";"), max_size=8).map(str.strip)


@pytest.mark.parametrize(
    ("typed", "given_"),
    [
        ("Bellen", ActionGiven("Bellen", "", "")),
        ("Bellen;", ActionGiven("Bellen", "", "")),
        ("Bellen; Bas", ActionGiven("Bellen", "Bas", "")),
        ("Bellen;; +2w", ActionGiven("Bellen", "", "+2w")),
        (" Bellen ; Bas ; ", ActionGiven("Bellen", "Bas", "")),
        ("; Piet Jansen; +14d", ActionGiven("", "Piet Jansen", "+14d")),
    ],
)
def test_what_is_missing_moves_no_other_cell(typed: str, given_: ActionGiven) -> None:
    assert action_given(typed) == given_


@given(CELL, CELL, CELL)
def test_any_three_cells_come_out_as_they_went_in(what: str, who: str, when: str) -> None:
    if what or who or when:
        assert action_given(f"{what}; {who}; {when}") == ActionGiven(what, who, when)


@pytest.mark.parametrize("typed", ["", " ", ";;", "Bellen; Bas; +1d; nog iets"])
def test_what_is_no_action_is_told(typed: str) -> None:
    with pytest.raises(WrongUse, match="is not an action"):
        action_given(typed)


@pytest.mark.parametrize(
    ("typed", "given_"),
    [
        ("Klein beginnen", LessonGiven("Klein beginnen", "")),
        ("Klein beginnen:", LessonGiven("Klein beginnen", "")),
        ("Klein: één groep: dan meer", LessonGiven("Klein", "één groep: dan meer")),
        (": één groep", LessonGiven("", "één groep")),
        ("Om 10:30 beginnen", LessonGiven("Om 10:30 beginnen", "")),
    ],
)
def test_a_lesson_is_a_title_and_after_a_colon_its_text(typed: str, given_: LessonGiven) -> None:
    assert lesson_given(typed) == given_


@pytest.mark.parametrize("typed", ["", " ", ":"])
def test_what_is_no_lesson_is_told(typed: str) -> None:
    with pytest.raises(WrongUse, match="is not a lesson"):
        lesson_given(typed)
