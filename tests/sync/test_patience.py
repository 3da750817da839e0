"""A network drive that hangs doesn't make its callers hang."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.sync import space as space_file
from knowledge.sync.folder import Files, Folder, FolderProblem, LocalFolder
from knowledge.sync.patience import PatientFolder
from knowledge.workspace import Workspace
from tests.folders import Around, OnDisk, only_local

if TYPE_CHECKING:
    from tests.sync.conftest import Pair


class Hanging(Around):
    """A folder that answers nothing while `answers` isn't set."""

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder)
        self.answers = threading.Event()
        self.asked = 0

    def list(self, *under: str) -> Files:
        self.asked += 1
        assert self.answers.wait(60)
        return super().list(*under)


def third(root: Path) -> Home:
    """The private home of a third colleague."""
    home = Home.at(root / "third")
    home.configure(author="Piet")
    return home


@pytest.fixture
def hanging(pair: Pair) -> Iterator[Hanging]:
    """The shared folder of `pair`, hanging."""
    folder = Hanging(pair.folder.opened())
    yield folder
    folder.answers.set()


def test_a_folder_that_hangs_is_given_up_and_work_goes_on(pair: Pair, hanging: Hanging, tmp_path: Path) -> None:
    space = space_file.find_space(pair.folder.opened())
    assert space
    workspace = Workspace(third(tmp_path), space, pair.folder.place, PatientFolder(hanging, patience=0.05))

    saved = workspace.save(Lesson(title="Lasdag"))
    for _ in range(3):
        with pytest.raises(FolderProblem, match="does not answer"):
            workspace.sync()

    assert hanging.asked == 1  # nobody piles up behind the one that hangs
    assert workspace.get(saved.id).record.title == "Lasdag"
    assert workspace.status().unpublished == 1


def test_once_it_answers_everything_is_shared(pair: Pair, hanging: Hanging, tmp_path: Path) -> None:
    space = space_file.find_space(pair.folder.opened())
    assert space
    patient = PatientFolder(hanging, patience=0.05)
    workspace = Workspace(third(tmp_path), space, pair.folder.place, patient)
    workspace.save(Lesson(title="Lasdag"))
    with pytest.raises(FolderProblem):
        workspace.sync()

    hanging.answers.set()
    assert patient._hanging is not None and patient._hanging.ended(30)
    patient._patience = 30  # a server may well take longer than that one question was given
    workspace.sync()

    assert workspace.status().unpublished == 0


def test_what_the_folder_raises_is_raised(tmp_path: Path) -> None:
    patient = PatientFolder(LocalFolder(tmp_path))

    with pytest.raises(FileNotFoundError):
        patient.read("sto.json")


@only_local  # pipes are of file systems
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(pair: Pair) -> None:
    assert isinstance(pair.folder, OnDisk)
    pair.folder.remove("sto.json")
    os.mkfifo(pair.folder.root / "sto.json")

    with pytest.raises(FolderProblem, match="not a file"):
        pair.marieke.sync()
