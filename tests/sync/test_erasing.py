"""A person's right to be forgotten: the text leaves every place on every device, and no old copy brings it back."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal.mirror import Stat
from knowledge.journal.segment import decode, encode
from knowledge.journal.storage import CannotWrite
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.person import Person
from knowledge.problem import Problem, UnknownId
from knowledge.saving import Erased
from knowledge.search.query.query import Query
from knowledge.sync import space as space_file
from knowledge.workspace import Workspace
from tests.folders import Around, SharedFolder

if TYPE_CHECKING:
    from tests.sync.conftest import Pair

SECRET = "Zonneveldkwast"
"""A name that stands in nothing else."""


def places_with(text: str, *places: Path | SharedFolder) -> list[str]:
    """Every file below `places` in which `text` stands."""
    wanted = text.encode().lower()
    return [name for place in places for name, data in files_of(place).items() if wanted in data.lower()]


def files_of(place: Path | SharedFolder) -> dict[str, bytes]:
    """Every file below a directory or in a shared folder."""
    if isinstance(place, SharedFolder):
        return place.files()
    return {str(path): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.fixture
def known(pair: Pair) -> str:
    """The id of a person whom both devices know, have edited and have searched for."""
    person = pair.marieke.save(Person(title=SECRET, phone="0612345678"))
    pair.marieke.save(Lesson(title="Lasdag", body="Vraag het na."))
    pair.exchange()
    pair.hakan.save(Person(id=person.id, title=f"{SECRET} junior", phone="0612345678"))
    pair.exchange()
    for workspace in (pair.marieke, pair.hakan):
        assert workspace.search(Query(SECRET)).total == 1
    return person.id


def test_what_is_erased_stands_in_no_file_of_any_device(pair: Pair, known: str, tmp_path: Path) -> None:
    assert places_with(SECRET, tmp_path, pair.folder)

    pair.marieke.erase(known)
    pair.exchange()

    assert not places_with(SECRET, tmp_path, pair.folder)
    assert not places_with("0612345678", tmp_path, pair.folder)
    for workspace in (pair.marieke, pair.hakan):
        assert workspace.search(Query(SECRET)).total == 0
        assert workspace.count(Listing("person")) == 0
        assert workspace.search(Query("Lasdag")).total == 1
        with pytest.raises(UnknownId):
            workspace.get(known)


def test_here_it_is_gone_at_once_also_without_the_folder(pair: Pair, known: str, tmp_path: Path) -> None:
    pair.folder.take_away()

    pair.marieke.erase(known)

    assert not places_with(SECRET, tmp_path / "home")


def test_the_chain_still_verifies_for_everybody(pair: Pair, known: str, tmp_path: Path) -> None:
    pair.marieke.erase(known)
    pair.exchange()

    for name in pair.folder.segments():
        decode(pair.folder.read(name))
    newcomer = spaces.begin_or_join(Home.at(tmp_path / "newcomer"), pair.folder.place, author="Piet", starter=False)
    assert newcomer.count(Listing("lesson")) == 1
    assert not newcomer.status().set_aside
    saved = pair.marieke.save(Lesson(title="Daarna"))
    pair.exchange()
    assert pair.hakan.get(saved.id).record.title == "Daarna"


def test_each_device_says_that_it_has_forgotten(pair: Pair, known: str) -> None:
    asked = pair.marieke.erase(known)
    assert asked.here and not asked.done
    assert [each.author for each in asked.replicas if not each.done] == ["Hakan"]

    pair.exchange()

    for workspace in (pair.marieke, pair.hakan):
        assert workspace.erasure(known).done
        assert workspace.erasure(known).by == "Marieke"


@pytest.mark.parametrize("name", ["{name}", "00000001-LAPTOP-VAN-ELS.json", "oud.json"])
def test_an_old_copy_that_comes_late_brings_nothing_back(pair: Pair, known: str, tmp_path: Path, name: str) -> None:
    before = {each: pair.folder.read(each) for each in pair.folder.segments()}
    pair.marieke.erase(known)
    pair.exchange()
    for path, data in before.items():
        directory, _, own = path.rpartition("/")
        pair.folder.put(f"{directory}/{name.format(name=own)}", data)
    pair.exchange()

    assert not places_with(SECRET, tmp_path, pair.folder)
    assert not pair.hakan.status().set_aside


def test_an_edit_made_offline_comes_too_late(pair: Pair, known: str, tmp_path: Path) -> None:
    pair.hakan.save(Person(id=known, title=f"{SECRET} senior"))
    pair.marieke.erase(known)
    pair.exchange()

    assert not places_with(SECRET, tmp_path, pair.folder)
    assert pair.hakan.erasure(known).done


def test_a_conflict_copy_is_cleaned_as_well(pair: Pair, known: str) -> None:
    for name in pair.folder.segments():
        copy = name.replace(".json", " (conflicted copy 2026-11-23 Els).json")
        pair.folder.put(copy, pair.folder.read(name))
    pair.exchange()

    pair.marieke.erase(known)
    pair.marieke.sync()

    assert not places_with(SECRET, pair.folder)


def test_a_device_put_back_from_a_backup_forgets_again(pair: Pair, known: str, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "home-of-hakan", tmp_path / "backup")
    pair.marieke.erase(known)
    pair.exchange()
    again = spaces.open_space(Home.at(tmp_path / "backup"), pair.folder.place)
    assert again.get(known)

    again.sync()

    assert not places_with(SECRET, tmp_path, pair.folder)


def test_a_lost_cache_does_not_make_it_forget_to_forget(pair: Pair, known: str, home: Home, tmp_path: Path) -> None:
    pair.marieke.erase(known)
    shutil.rmtree(home.cache_dir)
    again = spaces.open_space(home)
    again.sync()
    pair.hakan.sync()

    assert again.erasure(known).here
    assert not places_with(SECRET, tmp_path, pair.folder)


def test_drafts_and_logs_go_as_well(pair: Pair, known: str, home: Home, tmp_path: Path) -> None:
    for path in (home.drafts / f"{known}.json", *home.logs()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SECRET)

    pair.hakan.erase(known)
    pair.exchange()

    assert not places_with(SECRET, tmp_path, pair.folder)


def test_a_form_that_was_open_leaves_no_draft_behind(pair: Pair, known: str, home: Home) -> None:
    pair.marieke.erase(known)
    draft = home.drafts / f"{known}.json"
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(SECRET)

    pair.marieke.sync()

    assert not draft.exists()


def test_nothing_can_be_added_to_what_is_erased(pair: Pair, known: str) -> None:
    seen = pair.hakan.get(known)
    pair.marieke.erase(known)
    pair.exchange()

    with pytest.raises(Erased):
        pair.hakan.save(Person(id=known, title=f"{SECRET} opnieuw"), seen=seen)
    with pytest.raises(UnknownId):
        pair.hakan.restore(known)


def test_what_only_somebodys_stub_took_away_comes_back(pair: Pair, known: str) -> None:
    for name in pair.folder.segments():
        pair.folder.put(name, encode(decode(pair.folder.read(name)).without({known})))
    pair.exchange()

    assert pair.marieke.get(known).record.title == f"{SECRET} junior"
    naming = [data for data in pair.folder.journal().values() if known.encode() in data]
    assert naming and all(decode(data).without({known}) != decode(data) for data in naming)


class ReadOnly(Around):
    """A folder nobody may write in."""

    def write(self, path: str, data: bytes) -> Stat:
        raise CannotWrite("no room for {path}: {size} bytes", path=path, size=len(data))


def test_a_copy_that_can_not_be_cleaned_is_named_and_tried_again(pair: Pair, known: str, home: Home) -> None:
    space = space_file.find(pair.folder.opened())
    assert space
    workspace = Workspace(home, space, pair.folder.place, ReadOnly(pair.folder.opened()))
    workspace.erase(known)

    with pytest.raises(Problem):
        workspace.sync()
    assert workspace.status().set_aside

    pair.marieke.sync()
    assert not places_with(SECRET, pair.folder)
    assert not pair.marieke.status().set_aside


def test_who_else_names_them_is_told(pair: Pair, known: str) -> None:
    lesson = pair.marieke.save(Lesson(title="Bellen", body=f"Vraag naar {SECRET} junior op maandag."))

    assert [each.id for each in pair.marieke.mentions(pair.marieke.get(known))] == [lesson.id]


class Sealed(Around):
    """A folder that keeps its files so that nobody else can read them: every byte the other way round."""

    def read(self, path: str) -> bytes:
        return turned(path, super().read(path))

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        return any(document.encode() in self.read(path) for document in documents)

    def write(self, path: str, data: bytes) -> Stat:
        return super().write(path, turned(path, data))


def turned(path: str, data: bytes) -> bytes:
    """`data` as a sealed file holds it, and back."""
    return data if path == space_file.FILE else bytes(255 - byte for byte in data)


def test_a_folder_is_asked_itself_whether_it_names_what_was_erased(pair: Pair, home: Home) -> None:
    for name in pair.folder.segments():
        pair.folder.remove(name)
    sealed = Sealed(pair.folder.opened())
    space = space_file.find(sealed)
    assert space
    workspace = Workspace(home, space, pair.folder.place, sealed)
    person = workspace.save(Person(title=SECRET))
    workspace.sync()
    (name,) = pair.folder.segments()
    directory, _, last = name.rpartition("/")
    leftover = pair.folder.put(f"{directory}/.{last}.0123abcd.tmp", pair.folder.read(name))
    damaged = pair.folder.put(f"{directory}/damaged.json", pair.folder.read(name)[:-20])

    workspace.erase(person.id)
    workspace.sync()

    assert pair.folder.read(leftover) == b""
    (found,) = [each for each in workspace.checkup().findings if each.code == "erased-text"]
    assert found.what.values["path"] == damaged
