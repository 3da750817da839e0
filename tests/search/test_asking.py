"""A question gets the place of its answer: the best passages first, and whom to ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.model.records.lesson import Lesson
from knowledge.search.query.asking import MOST_ANSWERS, answers_first, is_question
from knowledge.search.query.query import Hit, Query
from knowledge.workspace import Workspace
from sto_tui.wording.explaining import whom_to_ask
from sto_tui.wording.i18n import set_language

HIT = Hit("1", "lesson", "Lassen", None, (), (), 1.0, (("de ", False), ("lashelm", True)))


@pytest.mark.parametrize(
    "text",
    ["lashelm kwijt?", "Hoe vinden we meer gastdocenten", "wie betaalt de bus naar Zwolle", "How do we find speakers"],
)
def test_a_question_is_known_by_how_it_begins_or_ends(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text", ["lassen", "?", "wie?", "wat kost", "gastles lassen groepsgrootte klas", "Is lid van de raad"]
)
def test_other_words_ask_nothing(text: str) -> None:
    assert not is_question(text)


def test_the_first_with_a_passage_answer_and_none_is_lost() -> None:
    hits = [replace(HIT, id=str(number), snippet=HIT.snippet if number % 2 else ()) for number in range(9)]
    answering, others = answers_first(Query("wie heeft er een lashelm?"), hits)
    assert [hit.id for hit in answering] == ["1", "3", "5"]
    assert len(answering) == MOST_ANSWERS
    assert [hit.id for hit in others] == ["0", "2", "4", "6", "7", "8"]
    assert answers_first(Query("lashelm"), hits) == ((), tuple(hits))
    assert answers_first(Query("wie heeft er een lashelm?", sort="date"), hits) == ((), tuple(hits))


def test_a_hit_says_who_wrote_it(workspace: Workspace) -> None:
    workspace.save(Lesson(title="Lassen", body="Een lashelm.", author="Noa Feenstra"))
    workspace.save(Lesson(title="Solderen", body="Een lashelm is niet nodig."))
    assert {hit.writer for hit in workspace.search(Query("lashelm")).hits} == {"Noa Feenstra", workspace.author}


def test_whom_to_ask_is_told_unless_it_was_me() -> None:
    set_language("nl")
    assert whom_to_ask("Noa Feenstra", "Els") == "Vraag het aan Noa Feenstra, die dit schreef."
    assert whom_to_ask("Noa\x1b[31m", "Els") == "Vraag het aan Noa, die dit schreef."
    assert whom_to_ask("ELS", "Els") == whom_to_ask("", "Els") == ""
