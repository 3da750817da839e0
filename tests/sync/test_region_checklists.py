"""A region's own checklists are Markdown files in the shared folder; everybody has them, even without the folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge import bounds, spaces
from knowledge.home import Home
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.sync import space as space_file
from knowledge.sync.folder import Folder, FolderProblem
from knowledge.work.checklist import begin
from knowledge.workspace import Workspace
from tests.folders import Around, SharedFolder, only_local
from tests.sync.conftest import Pair

TOUR = """---
id: rondleiding
title: "Rondleiding: ons lijstje"
language: nl
version: "1"
---

1. De portier weet wie er komt.
2. Er is een veilige looproute.
"""


def put(shared: SharedFolder, name: str, content: str | bytes = TOUR) -> str:
    return shared.put(f"checklists/{name}", content if isinstance(content, bytes) else content.encode())


def own(workspace: Workspace) -> list[str]:
    return [template.title for template in workspace.own_checklists.templates]


def mistakes(workspace: Workspace) -> dict[str, str]:
    return {each.path: str(each.what) for each in workspace.own_checklists.mistakes}


def begun(workspace: Workspace) -> ChecklistRun:
    (template,) = workspace.own_checklists.templates
    saved = workspace.save(begin(template, school=None, company=None, today=date(2026, 3, 6)))
    assert isinstance(saved.record, ChecklistRun)
    return saved.record


class Watched(Around):
    """A folder that notes what is read in it; what is in `refused` can't be."""

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder)
        self.read_paths: list[str] = []
        self.refused: set[str] = set()

    def read(self, path: str) -> bytes:
        self.read_paths.append(path)
        if path in self.refused:
            raise FolderProblem("it does not answer")
        return super().read(path)


@pytest.fixture
def watched(pair: Pair, tmp_path: Path) -> tuple[Workspace, Watched]:
    """Somebody else in the same space, over a folder that is watched."""
    space = space_file.find_space(pair.folder.opened())
    assert space is not None
    over = Watched(pair.folder.opened())
    return Workspace(Home.at(tmp_path / "watcher"), space, pair.folder.place, over), over


# -- for everybody ----------------------------------------------------------------------------------------------------


def test_everybody_is_offered_the_same_after_sharing(pair: Pair) -> None:
    put(pair.folder, "rondleiding.md")

    pair.exchange()

    for workspace in (pair.marieke, pair.hakan):
        assert "Rondleiding: ons lijstje" in [template.title for template in workspace.templates("nl")]
        assert "Rondleiding: ons lijstje" in [template.title for template in workspace.templates("en")]


def test_news_of_a_checklist_is_noticed_once(pair: Pair) -> None:
    pair.hakan.refresh()
    put(pair.folder, "rondleiding.md")
    pair.hakan.sync()

    assert pair.hakan.refresh()
    assert not pair.hakan.refresh()


def test_it_is_there_without_the_folder(pair: Pair, tmp_path: Path) -> None:
    put(pair.folder, "rondleiding.md")
    pair.exchange()
    pair.folder.take_away()

    again = spaces.open_space(Home.at(tmp_path / "home-of-hakan"))
    with pytest.raises(FolderProblem):
        again.sync()

    assert own(again) == ["Rondleiding: ons lijstje"]
    assert begun(again).title


def test_what_is_taken_out_of_the_folder_is_offered_no_longer_and_a_walk_through_it_goes_on(pair: Pair) -> None:
    path = put(pair.folder, "rondleiding.md")
    pair.exchange()
    run = begun(pair.hakan)
    pair.folder.remove(path)

    pair.exchange()

    assert own(pair.marieke) == own(pair.hakan) == []
    assert pair.marieke.template_of(run, "nl").questions[0].text == "De portier weet wie er komt."


def test_a_walk_keeps_the_version_it_was_begun_with(pair: Pair) -> None:
    put(pair.folder, "rondleiding.md")
    pair.exchange()
    run = begun(pair.hakan)
    put(pair.folder, "rondleiding.md", TOUR.replace("De portier", "De receptie").replace('"1"', '"2"'))

    pair.exchange()

    assert pair.marieke.template_of(run, "nl").questions[0].text == "De portier weet wie er komt."
    assert begun(pair.marieke).version == "2"


def test_a_shipped_checklist_can_be_changed(pair: Pair) -> None:
    put(pair.folder, "intake.md", TOUR.replace("id: rondleiding", "id: waarom-samenwerken"))

    pair.exchange()

    assert pair.hakan.templates("nl")[0].title == "Rondleiding: ons lijstje"
    assert [each.id for each in pair.hakan.templates("nl")].count("waarom-samenwerken") == 1


# -- a folder that was emptied ----------------------------------------------------------------------------------------


def test_a_folder_that_was_emptied_gets_them_back_from_this_device(pair: Pair) -> None:
    put(pair.folder, "rondleiding.md", b"\xef\xbb\xbf" + TOUR.encode())
    put(pair.folder, "fout.md", "nog niet af")
    pair.folder.put("synoniemen.txt", b"praktijkhal = sjop\n")
    pair.exchange()
    pair.folder.empty()
    with pytest.raises(FolderProblem):
        pair.hakan.sync()

    report = pair.hakan.sync(restore_folder=True)

    assert pair.folder.read("checklists/rondleiding.md") == b"\xef\xbb\xbf" + TOUR.encode()
    assert pair.folder.read("checklists/fout.md") == b"nog niet af"
    assert pair.folder.read("synoniemen.txt") == b"praktijkhal = sjop\n"
    assert report.restored >= 3
    pair.exchange()
    assert own(pair.marieke) == own(pair.hakan) == ["Rondleiding: ons lijstje"]


def test_restoring_puts_nothing_in_the_place_of_what_is_there(pair: Pair) -> None:
    put(pair.folder, "rondleiding.md")
    pair.exchange()
    put(pair.folder, "rondleiding.md", TOUR.replace("ons lijstje", "nieuwer"))

    pair.hakan.sync(restore_folder=True)

    assert own(pair.hakan) == ["Rondleiding: nieuwer"]


# -- looking once -----------------------------------------------------------------------------------------------------


def test_a_file_is_read_only_when_it_changed(watched: tuple[Workspace, Watched], shared: SharedFolder) -> None:
    workspace, over = watched
    put(shared, "rondleiding.md")
    put(shared, "groot.md", b"x" * (bounds.CHECKLIST_BYTES + 1))
    workspace.sync()
    assert "checklists/rondleiding.md" in over.read_paths
    over.read_paths.clear()

    workspace.sync()
    assert [path for path in over.read_paths if path.startswith("checklists/")] == []

    put(shared, "rondleiding.md", TOUR + "3. Er is koffie.\n")
    workspace.sync()
    assert over.read_paths.count("checklists/rondleiding.md") == 1
    assert "checklists/groot.md" not in over.read_paths
    assert len(workspace.own_checklists.templates[0].questions) == 3


def test_one_that_can_not_be_reached_now_stays_as_it_was_and_is_tried_again(
    watched: tuple[Workspace, Watched], shared: SharedFolder
) -> None:
    workspace, over = watched
    put(shared, "rondleiding.md")
    workspace.sync()
    put(shared, "rondleiding.md", TOUR.replace("ons lijstje", "nieuwer"))
    put(shared, "ander.md", TOUR.replace("id: rondleiding", "id: ander"))
    over.refused = {"checklists/rondleiding.md", "checklists/ander.md"}

    workspace.sync()
    assert own(workspace) == ["Rondleiding: ons lijstje"]
    assert mistakes(workspace) == {"checklists/ander.md": "The file can't be read: it does not answer."}

    over.refused = set()
    workspace.sync()
    assert own(workspace) == ["Rondleiding: ons lijstje", "Rondleiding: nieuwer"]
    assert mistakes(workspace) == {}


def test_a_copy_that_was_damaged_on_this_device_is_made_again(pair: Pair, tmp_path: Path) -> None:
    put(pair.folder, "rondleiding.md")
    pair.exchange()
    (copy,) = (tmp_path / "home-of-hakan").rglob("region.json")
    for garbage in (b"", b"{", b"\xff" * 100, b'{"checklists": [{"path": 5}]}'):
        copy.write_bytes(garbage)
        assert own(pair.hakan) == []
        pair.hakan.sync()
        assert own(pair.hakan) == ["Rondleiding: ons lijstje"]


# -- what people and sync tools put there -----------------------------------------------------------------------------


def test_a_mistake_is_told_with_file_and_line_and_stops_no_other(pair: Pair) -> None:
    put(pair.folder, "rondleiding.md")
    put(pair.folder, "fout.md", "---\nid: fout\ntitle: Fout\n---\n\n### A1. Waarom?\n\n`essay`\n")

    pair.exchange()

    assert own(pair.hakan) == ["Rondleiding: ons lijstje"]
    assert mistakes(pair.hakan)["checklists/fout.md"].startswith("Line 8: “essay” is no type of question.")
    (finding,) = [each for each in pair.hakan.checkup().findings if each.code == "own-checklist"]
    assert str(finding.what).startswith("checklists/fout.md can't be used as a checklist: Line 8: ")


@pytest.mark.parametrize("name", ["Rondleiding.MD", "rondleiding.markdown", "één lijst.Markdown"])
def test_any_markdown_file_is_one(pair: Pair, name: str) -> None:
    put(pair.folder, name)

    pair.exchange()

    assert own(pair.hakan) == ["Rondleiding: ons lijstje"]


@pytest.mark.parametrize("name", [".rondleiding.md", "~$rondleiding.md", "rondleiding.md.tmp", "lijst.txt", "oud/a.md"])
def test_other_files_are_left_alone(pair: Pair, name: str) -> None:
    put(pair.folder, name)

    pair.exchange()

    assert own(pair.hakan) == []
    assert mistakes(pair.hakan) == {}


def test_of_very_many_files_the_rest_is_left_out_and_told(pair: Pair) -> None:
    for number in range(bounds.CHECKLIST_FILES + 2):
        put(pair.folder, f"lijst-{number:03}.md", TOUR.replace("rondleiding", f"lijst-{number}"))

    pair.exchange()

    assert len(own(pair.hakan)) == bounds.CHECKLIST_FILES
    assert "2 more" in mistakes(pair.hakan)["checklists"]


def enormous(path: Path) -> None:
    with path.open("wb") as file:
        file.write(TOUR.encode())
        file.truncate(40 * 1024 * 1024)


def a_directory(path: Path) -> None:
    path.mkdir()


def a_link_out_of_the_folder(path: Path) -> None:
    secret = path.parents[2] / "secret.md"
    secret.write_text(TOUR.replace("rondleiding", "geheim"), "utf-8")
    path.symlink_to(secret)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def not_text(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def explosive(path: Path) -> None:
    grown = "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    path.write_text(f"---\nid: knal\ntitle: Knal\na0: &a0 [x]\n{grown}---\n1. x\n", "utf-8")


@only_local  # links, pipes and files with holes are of a disk that people have before them
@pytest.mark.parametrize(
    "make",
    [enormous, a_directory, a_link_out_of_the_folder, a_pipe, not_text, explosive],
    ids=lambda each: each.__name__,
)
def test_what_is_hostile_or_not_ours_does_no_harm(pair: Pair, make: Callable[[Path], None], tmp_path: Path) -> None:
    put(pair.folder, "rondleiding.md")
    make(tmp_path / "shared" / "checklists" / "vreemd.md")

    pair.exchange()

    assert own(pair.marieke) == own(pair.hakan) == ["Rondleiding: ons lijstje"]
    assert set(mistakes(pair.hakan)) <= {"checklists/vreemd.md"}


def test_a_file_where_the_directory_should_be_does_no_harm(pair: Pair) -> None:
    pair.folder.put("checklists", b"geen map")

    pair.exchange()

    assert own(pair.hakan) == []


def test_of_very_many_synonyms_the_first_are_used_and_never_put_back_as_if_they_were_all(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "SYNONYM_BYTES", 20)
    pair.folder.put("synoniemen.txt", b"praktijkhal = sjop\nlashal = lashok\n")
    pair.marieke.sync()

    assert pair.marieke._region.synonyms.split("\n") == ["praktijkhal = sjop", "l"]

    pair.folder.empty()
    pair.marieke.sync(restore_folder=True)
    assert "synoniemen.txt" not in pair.folder.files()
