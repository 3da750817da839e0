"""An import that is killed: what it wrote is taken back as one, and importing again adds the rest and no doubles."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Sto, added, shown

ROWS = 2000
_KILLED = """
import os, signal, sys
from knowledge.saving import Saving
from sto_tui.__main__ import main
save, left = Saving.save_all, [int(sys.argv[1])]

def save_all(*args, **options):
    left[0] -= 1
    if sys.argv[2] == "before" and not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    saved = save(*args, **options)
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return saved

Saving.save_all = save_all
main(sys.argv[3:])
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process can't kill itself so on Windows")


def killed(file: Path, flush: int, when: str) -> None:
    """Import `file` in a process that is killed at once `before` or `after` it saves for the n-th time."""
    words = [sys.executable, "-c", _KILLED, str(flush), when, "import", str(file)]
    assert subprocess.run(words, capture_output=True, env={**os.environ}).returncode == -signal.SIGKILL


def rows(file: Path, old: str) -> Path:
    lines = [f"{old};Oud;Zwolle", *(f";Firma {number};Ommen" for number in range(1, ROWS))]
    file.write_text("\n".join(["id;Naam;Plaats", *lines]), "utf-8")
    return file


def partners(sto: Sto) -> int:
    return len(sto("list", "partner", "--limit", "5000", "--json").json)


@pytest.mark.parametrize(("flush", "when", "there"), [(2, "before", 1000), (2, "after", 2000), (1, "before", 1)])
def test_what_was_written_is_taken_back_as_one(sto: Sto, tmp_path: Path, flush: int, when: str, there: int) -> None:
    old = added(sto, "partner", "--title", "Oud", "--set", "place=Ommen")
    file = rows(tmp_path / "lijst.csv", old)
    killed(file, flush, when)
    assert partners(sto) == there
    undone = sto("import", "--undo", "--json")
    if there == 1:
        assert undone.status == 1
    else:
        assert (undone.json["deleted"], undone.json["changed_back"]) == (there - 1, 1)
    assert partners(sto) == 1 and shown(sto, old)["place"] == "Ommen"


def test_importing_again_adds_the_rest_and_all_of_it_is_taken_back(sto: Sto, tmp_path: Path) -> None:
    old = added(sto, "partner", "--title", "Oud", "--set", "place=Ommen")
    file = rows(tmp_path / "lijst.csv", old)
    killed(file, 2, "before")
    assert sto("import", file, "--json").json["added"] == ROWS - 1 - 999
    assert partners(sto) == ROWS and shown(sto, old)["place"] == "Zwolle"
    assert sto("import", file, "--json").json["added"] == 0
    undone = sto("import", "--undo", "--json").json
    assert (undone["deleted"], undone["changed_back"], partners(sto)) == (ROWS - 1, 1, 1)


def test_what_somebody_changed_after_the_kill_stays(sto: Sto, tmp_path: Path) -> None:
    old = added(sto, "partner", "--title", "Oud", "--set", "place=Ommen")
    file = rows(tmp_path / "lijst.csv", old)
    killed(file, 1, "before")
    sto("edit", old, "--set", "place=Raalte")
    kept = sto("import", "--undo", "--json")
    assert [each["reason"] for each in kept.json["kept"]] == ["it was changed since"]
    assert shown(sto, old)["place"] == "Raalte"


def test_an_import_of_which_all_is_refused_leaves_the_one_before_to_be_taken_back(sto: Sto, tmp_path: Path) -> None:
    added(sto, "partner", "--title", "Staal", "--set", "partner_kind=bedrijf")
    file, bad = tmp_path / "lijst.csv", tmp_path / "uren.csv"
    file.write_text("Naam;Plaats\nHout;Zwolle\n", "utf-8")
    bad.write_text("Bedrijf;Datum;Vorm;Stand\nStaal;01-10-2026;uren;geleverd\n", "utf-8")
    assert sto("import", file, "--kind", "partner").status == 0
    assert sto("import", bad, "--kind", "contribution").status == 1
    assert sto("import", "--undo", "--json").json["deleted"] == 1
