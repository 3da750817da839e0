"""Every test of the command line gets a private home and a small space."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sto_tui.__main__ import main


@dataclass(frozen=True)
class Told:
    """What a run of the program gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Sto = Callable[..., Told]


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Sto]:
    """The program with a home of its own and no space yet."""
    monkeypatch.setenv("STO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STO_LANG", "en")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.delenv("STO_FOLDER", raising=False)

    def run(*words: str | Path) -> Told:
        status = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Told(status, captured.out, captured.err)

    yield run


@pytest.fixture
def sto(alone: Sto, tmp_path: Path) -> Sto:
    """The program with an empty space."""
    told = alone("init", tmp_path / "shared", "--name", "STO Vechterland", "--author", "Els", "--no-starter")
    assert told.status == 0, told.err
    return alone


@pytest.fixture
def lesson(sto: Sto) -> str:
    """The id of a lesson that is shared."""
    return sto("add", "lesson", "--title", "Lasdag", "--body", "Vraag Zonneveldkwast.").out.strip()


@pytest.fixture
def filled(sto: Sto) -> Sto:
    """A space with two lessons, a meeting's actions, and a partner."""
    sto("add", "partner", "--title", "Brinkhof Houtskeletbouw B.V.", "--set", "place=Hardeveld")
    sto(
        *("add", "lesson", "--title", "Lasgastles in groepen", "--set", "tags=lassen", "--set", "date=2026-03-01"),
        *("--set", "partners=Brinkhof Houtskeletbouw B.V.", "--body", "Twaalf leerlingen aan de lasapparaten."),
    )
    sto(
        "add",
        "lesson",
        "--title",
        "Bedrijfsbezoek",
        "--set",
        "date=2025-03-01",
        "--body",
        "Ga met de fiets, niet lassen.",
    )
    late = (date.today() - timedelta(days=3)).isoformat()
    sto("log", "--title", "Overleg", "--action", f"Rooster sturen; Els; {late}", "--action", "Bellen; Hakan; +7d")
    return sto


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of one lesson about a partner that nobody entered yet."""
    path = tmp_path / "region.jsonl"
    path.write_text('{"kind": "lesson", "title": "Lasgastles", "partners": ["Van Rossum"], "colour": "blue"}\n')
    return path


@pytest.fixture
def as_hakan(sto: Sto, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Sto:
    """The program as a colleague runs it, with a home of his own, in the same shared folder."""

    def run(*words: str | Path) -> Told:
        with monkeypatch.context() as patch:
            patch.setenv("STO_HOME", str(tmp_path / "hakan"))
            return sto(*words)

    return run


def added(sto: Sto, *words: str) -> str:
    """The id of a record that is added."""
    told = sto("add", *words)
    assert told.status == 0, told.err
    return told.out.strip()


def shown(sto: Sto, document_id: str) -> Any:
    """All that `show` tells of a record."""
    return sto("show", document_id, "--json").json


def titles(told: Told) -> list[str]:
    """The titles of a list of records."""
    return [item["title"] for item in told.json]


def codes(sto: Sto, *more: str) -> set[str]:
    """What the doctor finds."""
    return {each["code"] for each in sto("doctor", "--json", *more).json["findings"]}
