"""`sto meaning`: the model comes from a file, and what it costs without one is nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Sto
from tests.search.tiny_model import tiny


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return tiny(tmp_path / "tiny.sto-meaning")


@pytest.fixture
def with_lessons(sto: Sto) -> Sto:
    sto("add", "lesson", "--title", "Lasdag", "--body", "Wie een stage zoekt, belt eerst.")
    sto("add", "lesson", "--title", "Bezoek", "--body", "De leerlingen liepen mee met een monteur.")
    return sto


def test_without_a_model_it_says_what_is_needed(sto: Sto) -> None:
    told = sto("meaning")

    assert told.status == 0 and "sto meaning install FILE" in told.out
    assert sto("meaning", "--json").json["installed"] is False
    assert "sto meaning" in sto("meaning", "index").err
    assert sto("meaning", "on").status != 0


def test_an_installed_model_reads_the_records_and_tells_how_far_it_is(with_lessons: Sto, model: Path) -> None:
    assert with_lessons("meaning", "install", model).status == 0
    assert with_lessons("meaning", "--json").json["waiting"] == 2

    assert "2 records" in with_lessons("meaning", "index").out
    found = with_lessons("meaning", "--json").json
    assert (found["on"], found["records"], found["waiting"]) == (True, 2, 0)


def test_a_search_tells_which_passage_resembles_the_question(with_lessons: Sto, model: Path) -> None:
    with_lessons("meaning", "install", model)
    asked = ("search", "hoe begin je met een stage voor een klas", "--explain")

    assert "resembles what you ask: «Wie een stage zoekt, belt eerst. Els»" in with_lessons(*asked).out
    assert "resembles" not in with_lessons(*asked, "--words-only").out
    with_lessons("meaning", "off")
    assert "resembles" not in with_lessons(*asked).out


def test_a_model_in_the_shared_folder_needs_no_name(sto: Sto, model: Path, tmp_path: Path) -> None:
    assert ".sto-meaning" in sto("meaning", "install").err
    model.rename(tmp_path / "shared" / "tiny.sto-meaning")

    assert sto("meaning", "install").status == 0


def test_a_file_that_is_no_model_is_refused(sto: Sto, tmp_path: Path) -> None:
    (tmp_path / "x.sto-meaning").write_text("hello")

    assert "x.sto-meaning" in sto("meaning", "install", tmp_path / "x.sto-meaning").err
    assert "gone.sto-meaning" in sto("meaning", "install", tmp_path / "gone.sto-meaning").err
    assert sto("meaning", "install", tmp_path).status != 0


def test_removing_leaves_nothing_behind(with_lessons: Sto, model: Path, tmp_path: Path) -> None:
    with_lessons("meaning", "install", model)
    with_lessons("meaning", "index")

    assert with_lessons("meaning", "remove").status == 0
    assert not list((tmp_path / "home").rglob("*meaning*"))


def test_a_damaged_model_costs_nobody_the_answer_of_the_words(with_lessons: Sto, model: Path, tmp_path: Path) -> None:
    with_lessons("meaning", "install", model)
    (copy,) = (tmp_path / "home").rglob("*.sto-meaning")
    copy.write_bytes(copy.read_bytes()[:-100])

    told = with_lessons("search", "monteur")

    assert "Bezoek" in told.out and "model" in told.err


@pytest.mark.usefixtures("with_lessons")
def test_a_search_without_a_model_imports_nothing_of_it() -> None:
    script = "from sto_tui.__main__ import main; import sys; main(['search', 'monteur']); print('@', *sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "Bezoek" in told.stdout
    assert "knowledge.search.meaning" not in told.stdout.partition("@")[2]
