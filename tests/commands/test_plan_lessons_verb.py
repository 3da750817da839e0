"""`sto plan lessons`: what others learned comes to who plans."""

from __future__ import annotations

import pytest

from tests import region_f
from tests.commands.conftest import Sto


@pytest.fixture
def planner(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    monkeypatch.setenv("STO_TODAY", region_f.T.isoformat())
    assert sto("import", region_f.FILE).status == 0
    return sto


def test_the_best_lessons_and_one_colleague_are_told(planner: Sto) -> None:
    assert planner("plan", "lessons", "a9", "--json").json == {
        "lessons": [{"id": "l2", "title": "Ik zag op tegen de docentenstage", "score": 95}],
        "ask": {"id": "h-mehmet", "name": "Mehmet Arslan"},
    }
    told = planner("plan", "lessons", "a9").out
    assert "Ask Mehmet Arslan (CSG Het Kompas): “You wrote ‘Ik zag op tegen de docentenstage’." in told
    assert planner("plan", "lessons", "a4", "--json").json["lessons"][0]["score"] == 97


def test_it_is_told_when_there_is_none(planner: Sto) -> None:
    assert planner("plan", "lessons", "a11", "--json").json == {"lessons": [], "ask": None}
    assert "No lesson about this yet" in planner("plan", "lessons", "a11").out


def test_what_is_no_activity_is_refused(planner: Sto) -> None:
    assert planner("plan", "lessons", "l1").status == 2
