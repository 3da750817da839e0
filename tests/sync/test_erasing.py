"""A person's right to be forgotten: the text leaves every place on every device, and no old copy brings it back."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sto_tui
from knowledge import private_files, spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import decode_segment, encode_segment
from knowledge.journal.storage import CannotWrite
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.person import Person
from knowledge.private_files import COPIED, DRAFT, EDITOR, NEW_DRAFT, SEARCHES, PrivateKind
from knowledge.problem import Problem, UnknownId
from knowledge.saving import Erased
from knowledge.search.query.query import Query
from knowledge.sync import space as space_file
from knowledge.workspace import Workspace
from tests.folders import Around, SharedFolder, only_local

if TYPE_CHECKING:
    from tests.sync.conftest import Pair

SECRET = "Zonneveldkwast"
"""A name that stands in nothing else."""


def places_with(text: str, *places: Path | SharedFolder) -> list[str]:
    """Every file below `places` in which `text` stands, in whatever way."""
    return [name for place in places for name, data in files_of(place).items() if holds(data, text)]


def files_of(place: Path | SharedFolder) -> dict[str, bytes]:
    """Every file below a directory or in a shared folder."""
    if isinstance(place, SharedFolder):
        return place.files()
    return {str(path): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def holds(data: bytes, text: str) -> bool:
    """Whether `text` stands in `data` in letters of any case: as UTF-8 or UTF-16, packed, or in a row of a database."""
    wanted = [text.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return any(each in layer.lower() for layer in layers(data) for each in wanted)


def layers(data: bytes) -> Iterator[bytes]:
    """`data`, free pages of a database included, and everything that is packed or stored within it."""
    yield data
    for start in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", data):
        with suppress(zlib.error):
            yield from layers(zlib.decompressobj(wbits=47).decompress(data[start.start() :], 10_000_000))
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            yield from layers(packed.read(name))
    if data.startswith(b"SQLite format 3\0"):
        yield from rows_of(data)


def rows_of(data: bytes) -> Iterator[bytes]:
    """Every value in every table of the database `data`: long ones lie in pieces in the file."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "copy.sqlite"
        path.write_bytes(data[:18] + b"\1\1" + data[20:])  # not in WAL mode: the log is another file, searched as well
        with closing(sqlite3.connect(path)) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for row in database.execute(f"SELECT * FROM {table}"):
                    yield b"\0".join(value if isinstance(value, bytes) else str(value).encode() for value in row)


WAYS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "small letters": lambda text: text.lower().encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, the other way round": lambda text: text.encode("utf-16-be"),
    "gzip": lambda text: gzip.compress(f"before {text} after".encode()),
    "zlib within something else": lambda text: b"head" + zlib.compress(text.encode()) + b"tail",
    "zip": lambda text: zipped(text.encode()),
    "database": lambda text: database_with(text, deleted=False),
    "free page of a database": lambda text: database_with(text, deleted=True),
}
"""Ways in which text may stand in a file."""


def zipped(data: bytes) -> bytes:
    """A zip file with `data` in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("text.txt", data)
    return file.getvalue()


def database_with(text: str, *, deleted: bool) -> bytes:
    """A database in which `text` stands, or stood in a row that was deleted without care."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "base.sqlite"
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE said (text)")
            database.execute("INSERT INTO said VALUES (?)", ("x" * 3 + text + "x" * 3,))
            database.commit()
            if deleted:
                database.execute("PRAGMA secure_delete = OFF")
                database.execute("DELETE FROM said")
                database.commit()
        return path.read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_the_search_of_these_tests_finds_text_however_it_stands_there(way: str) -> None:
    data = WAYS[way](SECRET)

    assert holds(data, SECRET)
    assert not holds(data, "Kwastveldzon")


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
    before = " ".join(places_with(SECRET, tmp_path, pair.folder))
    assert all(place in before for place in ("journal", "catalogue.sqlite", "/index/"))

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
        decode_segment(pair.folder.read(name))
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


ADDED = (
    PrivateKind("sketch, added by a test", "sketches/{about}.txt"),
    PrivateKind("scratch, added by a test", "scratch.bin"),
    PrivateKind("list of a space, added by a test", "spaces/{space}/list.txt"),
)


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> tuple[PrivateKind, ...]:
    """Every kind of private file there is, and some that only these tests know."""
    monkeypatch.setattr(private_files, "PRIVATE_KINDS", (*private_files.PRIVATE_KINDS, *ADDED))
    return private_files.PRIVATE_KINDS


def private_paths(home: Home, kinds: Sequence[PrivateKind], about: str) -> dict[str, Path]:
    """Where the files of `kinds` stand, but those of saved searches (each space has its own) and of no document."""
    (space,) = (path.name for path in (home.data_dir / "spaces").iterdir())
    made = (kind for kind in kinds if not kind.owner and kind is not NEW_DRAFT)
    return {kind.name: home.private.path(kind, about=about, space=space) for kind in made}


def written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@only_local
@pytest.mark.parametrize("way", WAYS)
def test_every_private_file_goes_on_every_device(
    pair: Pair, known: str, kinds: tuple[PrivateKind, ...], way: str, tmp_path: Path
) -> None:
    """What is private doesn't depend on the kind of folder."""
    homes = [Home.at(tmp_path / name) for name in ("home", "home-of-hakan")]
    paths = [path for home in homes for path in private_paths(home, kinds, known).values()]
    for path in paths:
        written(path, WAYS[way](f"{SECRET} 0612345678"))
    assert len(paths) == 2 * (len(private_files.PRIVATE_KINDS) - 2)
    for home in homes:
        listed = {file.path for file in home.private.all()}
        assert listed == set(private_paths(home, kinds, known).values())

    pair.hakan.erase(known)
    pair.exchange()

    assert not [path for path in paths if path.exists()]
    assert not places_with(SECRET, tmp_path, pair.folder)
    assert not places_with("0612345678", tmp_path, pair.folder)


@only_local
@pytest.mark.parametrize("name", [".{name}.swp", "{name}~", "#{name}#", ".#{name}", ".{name:.40}.0123abcd.tmp"])
def test_what_an_editor_or_a_crash_left_beside_a_private_file_goes_with_it(
    pair: Pair, known: str, kinds: tuple[PrivateKind, ...], home: Home, name: str, tmp_path: Path
) -> None:
    """What is private doesn't depend on the kind of folder."""
    about = [kind for kind in kinds if kind.per_document]
    for path in private_paths(home, about, known).values():
        written(path.with_name(name.format(name=path.name)), SECRET.encode())

    pair.marieke.erase(known)

    assert not places_with(SECRET, tmp_path / "home")


@only_local
def test_what_somebody_is_writing_about_something_else_stays_and_is_told(pair: Pair, known: str, home: Home) -> None:
    """What is private doesn't depend on the kind of folder."""
    lesson = pair.marieke.named("lesson", "Lasdag")
    assert lesson
    said = json.dumps({"values": {"body": f"Nog te doen:\n{SECRET} JUNIOR bellen"}, "seen": []}).encode()
    about_a_lesson = written(home.private.path(DRAFT, about=lesson.id), said)
    unrelated = written(home.private.path(EDITOR, about="new-lesson-0a1b2c3d"), b"Zonneveldkwastjes kopen")

    told = pair.marieke.erase(known)

    assert told.unsaved == (about_a_lesson,)
    assert about_a_lesson.read_bytes() == said and unrelated.exists()
    (found,) = [each for each in pair.marieke.checkup().findings if each.code == "unsaved-text"]
    assert found.what.values["path"] == about_a_lesson and not found.grave
    about_a_lesson.unlink()
    assert pair.marieke.erasure(known).unsaved == ()


@only_local
@pytest.mark.parametrize("name", ["lesson-0a1b2c3d", "new-lesson-0a1b2c3d", "lesson-0a1b2c3d@89abcdef"])
def test_no_erasure_reaches_a_draft_of_something_new(pair: Pair, home: Home, name: str) -> None:
    """Anybody who can write in the folder may ask to erase any id. What is private doesn't depend on the folder."""
    drafts = [
        written(home.private.fresh(NEW_DRAFT, about="lesson-0a1b2c3d", mark="89abcdef"), b"een nieuwe les"),
        written(home.private.path(DRAFT, about="new-lesson-0a1b2c3d"), b"van een eerdere versie"),
        written(home.private.path(NEW_DRAFT).with_name(".lesson-0a1b2c3d@89abcdef.json.0123abcd.tmp"), b"half"),
    ]
    home.private.wipe([name, "new/" + name, "../" + name])
    assert all(path.exists() for path in drafts)
    if "@" not in name:  # no change may name such a document
        pair.hakan.save(Lesson(id=name, title="Zo heet een concept"))
        pair.hakan.erase(name)
        pair.exchange()
        assert pair.marieke.is_erased(name)
    assert all(path.exists() for path in drafts)


@only_local
def test_saved_searches_forget_who_was_erased_and_keep_the_rest(pair: Pair, known: str, home: Home) -> None:
    """What is private doesn't depend on the kind of folder."""
    for workspace in (pair.marieke, pair.hakan):
        workspace.saved_searches.save(f"Alles van {SECRET}", Query("telefoon"))
        workspace.saved_searches.save("Bellen", Query(f"bellen {SECRET}"))
        workspace.saved_searches.save("Jongeren", Query("junior"))
        assert known in workspace.saved_searches.get("Jongeren").seen

    pair.marieke.erase(known)
    pair.exchange()

    for workspace in (pair.marieke, pair.hakan):
        (kept,) = workspace.saved_searches.all()
        assert kept.name == "Jongeren" and kept.seen == frozenset()
    assert not places_with(SECRET, home.data_dir)


@only_local
def test_a_saved_search_for_part_of_a_name_goes_when_nobody_else_is_called_so(pair: Pair) -> None:
    jaap = pair.marieke.save(Person(title=f"Jaap {SECRET}", email="j.kwast@x.example", body="Bellen over beton"))
    pair.marieke.save(Person(title="Jaap Bos"))
    pair.exchange()
    for name, words in {"a": SECRET.lower(), "b": "jaap", "c": "beton"}.items():
        pair.hakan.saved_searches.save(name, Query(words))
    pair.marieke.erase(jaap.id)
    pair.exchange()
    assert [each.name for each in pair.hakan.saved_searches.all()] == ["b", "c"]


@only_local
def test_damaged_saved_searches_do_not_hold_up_an_erasure(pair: Pair, known: str, home: Home) -> None:
    """What is private doesn't depend on the kind of folder."""
    pair.marieke.saved_searches.save("Iedereen", Query(""))
    (searches,) = [file.path for file in home.private.all() if file.kind is SEARCHES]
    searches.write_bytes(b"{" + SECRET.encode())

    told = pair.marieke.erase(known)

    assert told.here
    assert told.unsaved == (searches,)


@only_local
def test_a_private_file_that_can_not_be_removed_is_told_and_tried_again(
    pair: Pair, known: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is private doesn't depend on the kind of folder."""
    copied = written(home.private.path(COPIED), SECRET.encode())

    def refused(path: Path, **_given: bool) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        with pytest.raises(Problem, match="can't be removed"):
            pair.marieke.erase(known)
    assert not pair.marieke.erasure(known).here
    assert copied.exists()

    pair.marieke.sync()

    assert pair.marieke.erasure(known).here
    assert not copied.exists()


@only_local
def test_every_file_of_the_private_directory_has_an_owner(pair: Pair, known: str, home: Home) -> None:
    """What is private doesn't depend on the kind of folder."""
    pair.marieke.saved_searches.save("Iedereen", Query(""))
    (space,) = (home.data_dir / "spaces").iterdir()
    owned = {file.path for file in home.private.all()}
    kept = ("sto.json", "sto.copy.json", "replica.json", "replica.copy.json", "lock")
    owned |= {*space.glob("journal/*/*.json"), *(space / name for name in kept)}

    assert {path for path in home.data_dir.rglob("*") if path.is_file()} == owned
    assert {path.name for path in home.config_dir.rglob("*")} == {"config.json", "config.copy.json"}
    assert known


def test_nobody_else_builds_the_path_of_a_private_file() -> None:
    root = Path(sto_tui.__file__).parent.parent
    owners = {root / "knowledge" / name for name in ("home.py", "private_files.py")}
    sources = [path for package in ("knowledge", "sto_tui") for path in (root / package).rglob("*.py")]
    names = [kind.place.rpartition("/")[2].rpartition("}")[2] for kind in private_files.PRIVATE_KINDS]

    assert len(sources) > 150
    for path in set(sources) - owners:
        text = path.read_text("utf-8")
        assert "data_dir" not in text, path
        assert not [name for name in names if len(name) > 5 and name in text], path


def test_a_form_that_was_open_leaves_no_draft_behind(pair: Pair, known: str, home: Home) -> None:
    pair.marieke.erase(known)
    draft = home.private.path(DRAFT, about=known)
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
        pair.folder.put(name, encode_segment(decode_segment(pair.folder.read(name)).without({known})))
    pair.exchange()

    assert pair.marieke.get(known).record.title == f"{SECRET} junior"
    naming = [data for data in pair.folder.journal().values() if known.encode() in data]
    assert naming and all(decode_segment(data).without({known}) != decode_segment(data) for data in naming)


class ReadOnly(Around):
    """A folder nobody may write in."""

    def write(self, path: str, data: bytes) -> Stat:
        raise CannotWrite("no room for {path}: {size} bytes", path=path, size=len(data))


def test_a_copy_that_can_not_be_cleaned_is_named_and_tried_again(pair: Pair, known: str, home: Home) -> None:
    space = space_file.find_space(pair.folder.opened())
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
    space = space_file.find_space(sealed)
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


# -- verified ---------------------------------------------------------------------------------------------------------


def leave_in_slack(home: Path, text: str) -> Path:
    """Write `text` in the catalogue and delete it carelessly, as SQLite now and then does; returns the file."""
    (path,) = home.rglob("catalogue.sqlite")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = OFF")
        database.execute("CREATE TABLE careless (said)")
        database.execute("INSERT INTO careless VALUES (?)", (text + "x" * 9000,))
        database.execute("DROP TABLE careless")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert holds(path.read_bytes(), text)
    return path


def test_what_lies_in_the_slack_of_a_page_is_found_and_written_anew(pair: Pair, known: str, tmp_path: Path) -> None:
    leave_in_slack(tmp_path / "home", SECRET)

    erasure = pair.marieke.erase(known)

    assert erasure.verified and not erasure.remains
    assert not places_with(SECRET, tmp_path / "home")
    assert pair.marieke.search(Query("Lasdag")).total == 1


@pytest.mark.parametrize(
    "title", ["Lasrobot", "False created", "Create table heads", "SQLite format conflicts revision"]
)
def test_words_that_sto_writes_itself_keep_no_erasure_from_being_verified(workspace: Workspace, title: str) -> None:
    """Whether something is in the bin is stored as well, and the catalogue has words of its own."""
    saved = workspace.save(Lesson(title=title))
    workspace.delete(saved.id)
    workspace.restore(saved.id)

    erasure = workspace.erase(saved.id)

    assert erasure.verified and not erasure.remains


def test_what_lies_beside_the_index_is_found_and_made_anew(pair: Pair, known: str, tmp_path: Path) -> None:
    (index,) = (tmp_path / "home").rglob("index")
    (index / "MAIN_0123456789abcdef.seg").write_text(f"half a segment with {SECRET.lower()} in it", encoding="utf-8")

    erasure = pair.marieke.erase(known)

    assert erasure.verified
    assert not places_with(SECRET, tmp_path / "home")


def test_an_erasure_that_was_interrupted_leaves_no_slack_although_nobody_knows_the_words(
    pair: Pair, known: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_in_slack(tmp_path / "home", SECRET)
    with monkeypatch.context() as broken:
        broken.setattr(type(pair.marieke._finder), "forget", lambda _self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pair.marieke.erase(known)
    assert places_with(SECRET, tmp_path / "home")

    pair.exchange()

    assert pair.marieke.erasure(known).verified
    assert not places_with(SECRET, tmp_path / "home")


@pytest.mark.usefixtures("known")
def test_words_that_others_say_too_are_no_remains(pair: Pair) -> None:
    pair.marieke.save(Lesson(title="Lassen", body="Junior leerlingen; bel 0612345678. Vraag Marieke."))
    pair.marieke.save(Person(title="Marieke Lassen", body="junior, vraag het na"))
    id_ = pair.marieke.named("person", "Marieke Lassen").id  # type: ignore[union-attr]

    assert pair.marieke.erase(id_).verified
    assert pair.marieke.search(Query("leerlingen")).total == 1


def test_a_file_of_the_journal_that_still_says_it_is_named_and_not_called_verified(
    pair: Pair, known: str, tmp_path: Path
) -> None:
    (journal,) = (tmp_path / "home").rglob("journal")
    torn = next(path for path in journal.iterdir() if path.is_dir()) / "00000099.json"
    torn.write_text(f'{{"half a file": "of {SECRET}', encoding="utf-8")

    erasure = pair.marieke.erase(known)

    assert not erasure.verified
    assert erasure.remains == (torn,)


def test_others_hear_that_it_is_forgotten_only_when_it_is(
    pair: Pair, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.marieke.erase(known)
    pair.marieke.sync()
    with monkeypatch.context() as broken:
        broken.setattr(type(pair.hakan._catalogue), "wipe", lambda _self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pair.hakan.sync()
    with suppress(Problem):
        pair.hakan.publish()
    pair.marieke.sync()
    assert not pair.marieke.erasure(known).done

    pair.exchange()
    assert pair.marieke.erasure(known).done
