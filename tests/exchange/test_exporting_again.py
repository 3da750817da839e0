"""Exporting again into the same folder leaves no file of ours under a former title, and touches nothing else."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from knowledge import bounds
from knowledge.exchange.export import exported
from knowledge.exchange.exported_folder import LIST, Written, names_here, to_folder
from knowledge.exchange.formats import markdown
from knowledge.journal.document import Document
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.workspace import Workspace


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture(params=["", "eigen_id"])
def lesson(request: pytest.FixtureRequest, workspace: Workspace, out: Path) -> Document:
    """A lesson with an id of ours or another, of which an export stands in `out`, beside a partner."""
    workspace.save(Partner(title="Brinkhof"))
    saved = workspace.save(Lesson(id=request.param, title="Lasgastles", body="Vier cabines."))
    assert export(workspace, out) == Written(2)
    return saved


def export(workspace: Workspace, out: Path, *kinds: str) -> Written:
    names = names_here(workspace, lambda kind: kind)
    return to_folder(out, markdown.FORMAT, exported(workspace, kinds), kinds, names=names)


def renamed(workspace: Workspace, document: Document, title: str) -> Document:
    return workspace.save(dataclasses.replace(document.record, title=title), seen=document)


def names(out: Path) -> list[str]:
    """The files in `out` without the list."""
    return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.name != LIST and not path.is_dir())


def of(out: Path, title: str) -> str:
    (name,) = [name for name in names(out) if title in name]
    return name


def test_the_file_under_the_former_title_is_replaced(workspace: Workspace, out: Path, lesson: Document) -> None:
    former = of(out, "Lasgastles")
    renamed(workspace, lesson, "Lasdag")
    assert export(workspace, out) == Written(2, replaced=(former,))
    assert len(names(out)) == 2 and of(out, "Lasdag") and of(out, "Brinkhof")
    assert export(workspace, out) == Written(2)


def test_one_that_somebody_changed_stays_and_is_named(workspace: Workspace, out: Path, lesson: Document) -> None:
    former = of(out, "Lasgastles")
    with (out / former).open("a") as file:
        file.write("Een aantekening.")
    renamed(workspace, lesson, "Lasdag")
    for _time in range(2):
        assert export(workspace, out) == Written(1, kept=(former,))
        assert (out / former).read_text().endswith("Een aantekening.")


def test_one_of_which_nobody_knows_who_wrote_it_stays_and_is_named(
    workspace: Workspace, out: Path, lesson: Document
) -> None:
    former = of(out, "Lasgastles")
    (out / LIST).unlink()  # as in a folder that an earlier version of sto exported to
    renamed(workspace, lesson, "Lasdag")
    assert export(workspace, out) == Written(2, left=(former,))


def test_what_is_not_ours_is_never_touched_or_named(workspace: Workspace, out: Path, lesson: Document) -> None:
    text = (out / of(out, "Lasgastles")).read_text()
    theirs = {"Mijn kopie.md": text, "lijst.txt": "melk", "lesson-oud.md": "iets", "foto-0123456789.jpg": ""}
    for name, content in theirs.items():
        (out / name).write_text(content)
    (out / "map-van-els").mkdir()
    (out / "naar-elders.md").symlink_to(out / "lijst.txt")
    renamed(workspace, lesson, "Lasdag")
    export(workspace, out)
    assert {name: (out / name).read_text() for name in theirs} == theirs
    assert (out / "naar-elders.md").is_symlink() and (out / "map-van-els").is_dir()
    assert export(workspace, out) == Written(2)


def test_a_record_that_is_gone_is_named_and_its_file_stays(workspace: Workspace, out: Path, lesson: Document) -> None:
    former = of(out, "Lasgastles")
    workspace.delete(lesson.id)
    assert export(workspace, out) == Written(1, left=(former,))
    assert former in names(out)


def test_an_export_of_one_kind_says_nothing_of_the_others(workspace: Workspace, out: Path, lesson: Document) -> None:
    assert export(workspace, out, "partner") == Written(1)
    renamed(workspace, lesson, "Lasdag")
    assert len(export(workspace, out).replaced) == 1  # what the export in between didn't write is still known


def test_a_link_in_the_place_of_a_file_is_not_followed(
    workspace: Workspace, out: Path, lesson: Document, tmp_path: Path
) -> None:
    former = of(out, "Lasgastles")
    elsewhere = tmp_path / "elders.md"
    (out / former).rename(elsewhere)
    (out / former).symlink_to(elsewhere)
    renamed(workspace, lesson, "Lasdag")
    assert export(workspace, out) == Written(2)
    assert elsewhere.is_file() and (out / former).is_symlink()


@pytest.mark.parametrize("damage", ["", "[]", "{", "\0" * 99, '{"x": 1}', "[" * 100_000, "long"])
def test_a_list_that_can_not_be_used_makes_nothing_go(
    workspace: Workspace, out: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = workspace.save(Lesson(title="Lasgastles"))
    export(workspace, out)
    former = of(out, "Lasgastles")
    if damage == "long":
        monkeypatch.setattr(bounds, "EXPORT_LIST_BYTES", (out / LIST).stat().st_size - 1)
    else:
        (out / LIST).write_text(damage)
    renamed(workspace, saved, "Lasdag")
    assert export(workspace, out) == Written(1, left=(former,))


def test_a_list_that_somebody_forged_removes_nothing_but_what_it_wrote(workspace: Workspace, out: Path) -> None:
    saved = workspace.save(Lesson(title="Lasgastles"))
    export(workspace, out)
    beyond = out.parent / "van-iemand.md"
    beyond.write_text("niet van ons")
    listed = json.loads((out / LIST).read_text())
    (entry,) = listed.values()
    (out / LIST).write_text(json.dumps({**listed, "../van-iemand.md": entry, "van-iemand.md": entry}))
    (out / "van-iemand.md").write_text("niet van ons")
    renamed(workspace, saved, "Lasdag")
    export(workspace, out)
    assert beyond.is_file() and (out / "van-iemand.md").is_file()
