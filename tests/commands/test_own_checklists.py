"""A region's own checklists work on the command line; the test uses the example of docs/checklists.md."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "checklists.md"
SECTION = PAGE.read_text("utf-8").partition("## In your region")[2]


def example() -> str:
    """The checklist in the section about one's own region."""
    found = re.search(r"```markdown\n(.*?)```", SECTION, re.DOTALL)
    assert found
    return found[1]


def commands() -> list[list[str]]:
    """The commands that the section shows."""
    found = re.search(r"```\n(sto .*?)```", SECTION, re.DOTALL)
    assert found
    return [shlex.split(line)[1:] for line in found[1].splitlines()]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The region's folder of checklists, with the example of the docs in it."""
    folder = tmp_path / "shared" / "checklists"
    folder.mkdir(parents=True)
    (folder / "rondleiding.md").write_text(example(), "utf-8")
    return folder


@pytest.mark.usefixtures("own")
def test_the_example_of_the_docs_is_offered_and_begun_as_they_say(sto):
    for words in commands():
        told = sto(*words)
        assert told.status == 0, told.err
        if words == ["checklist", "list"]:
            assert re.search(r"^rondleiding +Een rondleiding door de werkplaats$", told.out, re.MULTILINE)

    record = sto("show", told.out.strip(), "--json").json
    assert (record["template"], record["school"]) == ("rondleiding", "Vakcollege De Meander")


@pytest.mark.usefixtures("own")
def test_it_is_walked_through_to_the_end(sto):
    sto("sync")
    run = sto("checklist", "start", "rondleiding", "--school", "De Meander", "--company", "Brinkhof").out.strip()

    for words in (["A1", "Joost", "--side", "company"], ["A2", "Zelf lassen."], ["A3", "dagdeel"]):
        told = sto("checklist", "answer", run, *words)
        assert told.status == 0, told.err
    assert "3 of 3" in sto("checklist", "show", run).out
    assert sto("checklist", "finish", run).status == 0

    assert "Zelf lassen." in sto("show", run).out


def test_a_mistake_is_told_with_file_and_line_by_list_and_doctor(sto, own):
    (own / "fout.md").write_text(example().replace("`choice` · `one`", "`keuze` · `one`"), "utf-8")
    sto("sync")

    told = sto("checklist", "list")
    assert told.status == 0
    assert "rondleiding" in told.out
    line = 1 + example().split("\n").index("`choice` · `one`")
    assert f"checklists/fout.md: Line {line}: “keuze” is no type of question." in told.out
    (mistake,) = sto("checklist", "list", "--json").json["mistakes"]
    assert (mistake["path"], mistake["values"]["line"]) == ("checklists/fout.md", line)
    assert f"checklists/fout.md can't be used as a checklist: Line {line}:" in sto("doctor").out


def test_a_file_that_would_steer_the_terminal_is_told_harmlessly(sto, own):
    (own / "\x1b[2Jfout.md").write_text("niets", "utf-8")
    (own / "titel.md").write_text('---\nid: titel\ntitle: "Titel\\e[2J\\r\\nnep"\n---\n1. x\n', "utf-8")
    sto("sync")

    told = sto("checklist", "list")

    assert "\x1b" not in told.out + told.err
    assert re.search(r"^titel +Titel.*nep$", told.out, re.MULTILINE)
