"""A private home and a small space for every test of the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
