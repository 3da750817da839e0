"""Which day it is for people: the calendar's, or the one that STO_TODAY says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import knowledge
from knowledge.problem import WrongUse
from knowledge.today import today
from knowledge.workspace import Workspace
from sto_tui.__main__ import main

ROOT = Path(knowledge.__file__).parents[1]


def test_without_a_word_the_calendar_says_which_day_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STO_TODAY", raising=False)

    assert today() == date.today()


@pytest.mark.parametrize("said", ["2026-11-23", " 2026-11-23 "])
def test_the_environment_may_say_another_day(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("STO_TODAY", said)

    assert today() == date(2026, 11, 23)


@pytest.mark.parametrize("said", ["morgen", "2026-02-30", "23-11-2026", "0"])
def test_a_day_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("STO_TODAY", said)

    with pytest.raises(WrongUse, match=f"STO_TODAY is “{said}”"):
        today()


def test_the_program_refuses_it_before_anything_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("STO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STO_TODAY", "2026-02-30")

    status = main(["--lang", "nl", "init", str(tmp_path / "shared"), "--name", "STO", "--author", "Els"])

    assert status == 2
    assert "STO_TODAY is “2026-02-30”; dat is geen dag." in capsys.readouterr().err
    assert not (tmp_path / "shared").exists()


def test_the_journal_keeps_its_own_clock(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    from knowledge.model.records.lesson import Lesson

    monkeypatch.setenv("STO_TODAY", "2001-01-01")
    saved = workspace.save(Lesson(title="Lasdag"))

    (change,) = workspace.history(saved.id)
    assert change.time > "2025"


def test_nobody_else_asks_the_calendar() -> None:
    asks = re.compile(r"\b[dD]ate\.today\b")
    sources = [path for room in ("knowledge", "sto_tui") for path in (ROOT / room).rglob("*.py")]

    found = {str(path.relative_to(ROOT)) for path in sources if asks.search(path.read_text(encoding="utf-8"))}

    assert found == {"knowledge/today.py"}
