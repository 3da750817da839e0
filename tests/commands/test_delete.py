"""`sto delete`: one's own record goes at once; what others wrote in, or what others link to, asks first."""

from __future__ import annotations

import pytest

from sto_tui.commands.context import CommandContext
from tests.commands.conftest import Sto, added, shown


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is there to answer."""
    monkeypatch.setattr(CommandContext, "interactive", True)


@pytest.fixture
def firm(sto: Sto) -> str:
    """A partner that a lesson is about."""
    firm = added(sto, "partner", "--title", "Brinkhof")
    added(sto, "lesson", "--title", "Lasdag", "--set", "partners=Brinkhof")
    return firm


def test_ones_own_record_goes_without_a_question(sto: Sto, lesson: str) -> None:
    told = sto("delete", lesson)

    assert (told.status, "In the bin: “Lasdag”" in told.out) == (0, True)
    assert shown(sto, lesson)["deleted"]


def test_without_a_terminal_it_is_refused_with_what_is_at_stake(sto: Sto, firm: str) -> None:
    for more in ((), ("--json",)):
        told = sto("delete", firm, *more)
        assert told.status == 2
        assert "--yes deletes without asking" in told.err
        assert "1 record links to it:" in told.err and "lesson · Lasdag" in told.err
    assert not shown(sto, firm)["deleted"]
    assert sto("delete", firm, "--yes", "--json").json == {
        "id": firm,
        "deleted": True,
        "linking": [{"kind": "lesson", "number": 1, "still_open": 0}],
        "warnings": [],
    }


def test_the_record_of_somebody_else_names_who_wrote_it(as_hakan: Sto, lesson: str, tmp_path: object) -> None:
    assert as_hakan("init", f"{tmp_path}/shared", "--author", "Hakan", "--no-starter").status == 0

    told = as_hakan("delete", lesson)

    assert (told.status, "Lesson: Lasdag\nWritten by Els." in told.err) == (2, True)
    assert as_hakan("delete", lesson, "--yes").status == 0


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(("typed", "goes"), [("yes", True), ("J", True), ("", False), ("no", False)])
def test_at_a_terminal_it_asks(sto: Sto, firm: str, monkeypatch: pytest.MonkeyPatch, typed: str, goes: bool) -> None:
    monkeypatch.setattr("builtins.input", lambda _prompt: typed)

    told = sto("delete", firm)

    assert told.status == (0 if goes else 1)
    assert ("Nothing was deleted." in told.err) is not goes
    assert shown(sto, firm)["deleted"] is goes
