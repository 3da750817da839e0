"""The workspace does what screens and commands rely on."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.content.lessons import starter_lessons
from knowledge.home import Home
from knowledge.journal.change import BadChange
from knowledge.model.kinds import KINDS, fields_of
from knowledge.model.records.action import Action
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.problem import UnknownId, WrongUse
from knowledge.saving import Invalid
from knowledge.search.query.query import Query
from knowledge.spaces import NoSpace
from knowledge.workspace import Workspace


def test_a_saved_record_comes_back_as_it_was(workspace: Workspace, home: Home) -> None:
    lesson = Lesson(
        title="Lasdag", body="Vier cabines.", tags=("lassen",), date=date(2026, 3, 6), partners=("meander",)
    )

    saved = workspace.save(lesson)

    for reader in (workspace, spaces.open_space(home)):
        again = reader.get(saved.id)
        assert again == saved
        assert (again.author, again.record.title, again.record.when) == ("Marieke", "Lasdag", date(2026, 3, 6))


def _is_typed(kind: str, name: str) -> bool:
    return name in fields_of(kind) and not fields_of(kind)[name].made_of


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_kept_and_listed(workspace: Workspace, kind: str) -> None:
    required: dict[str, Any] = {
        "title": "Iets",
        "date": date(2026, 3, 6),
        "template": "intake",
        "lesson": "lasdag",
        "who": "Els",
        "activity": "gastles",
        "partner": "brinkhof",
        "school": "meander",
        "times": 2,
        "target": "lasles",
        "by": "meander",
        "signed_on": date(2026, 3, 6),
        "way": "telefoon",
        "closure": "druk",
        "until": date(2026, 3, 7),
        "state": "toegezegd" if kind == "contribution" else "",
        **dict.fromkeys(("basis", "norm", "rate", "pupil_share"), Decimal("1.00")),
    }
    record = KINDS[kind](**{name: value for name, value in required.items() if _is_typed(kind, name)})

    saved = workspace.save(record)

    assert [each.id for each in workspace.documents(Listing(kind))] == [saved.id]
    assert workspace.count(Listing(kind)) == 1
    assert type(saved.record) is KINDS[kind]


def test_a_record_that_is_not_valid_is_not_saved(workspace: Workspace) -> None:
    with pytest.raises(Invalid) as told:
        workspace.save(Meeting(title="", start="10:00", end="09:00"))

    assert [each.field for each in told.value.problems] == ["title", "date", "end"]
    assert workspace.count(Listing("meeting")) == 0


@pytest.mark.parametrize("record", [Lesson(title="half \udc80"), Lesson(id="../elders", title="Lasdag")])
def test_what_can_not_be_kept_is_refused_and_spoils_nothing(workspace: Workspace, record: Record) -> None:
    before = workspace.save(Lesson(title="Lasdag"))

    with pytest.raises(BadChange):
        workspace.save(record)

    assert workspace.save(Lesson(title="Houtdag")).id != before.id
    assert workspace.count(Listing("lesson")) == 2


def test_a_save_without_changes_writes_nothing(workspace: Workspace) -> None:
    saved = workspace.save(Lesson(title="Lasdag"))

    assert workspace.save(saved.record, seen=saved) == saved
    assert len(workspace.history(saved.id)) == 1


def test_a_save_says_only_what_changed(workspace: Workspace) -> None:
    saved = workspace.save(Lesson(title="Lasdag", body="een", tags=("lassen",)))
    workspace.save(Lesson(id=saved.id, title="Lasdag", body="een en twee"))

    assert workspace.history(saved.id)[-1].set == {"body": "een en twee", "tags": []}


def test_several_records_are_one_write_and_keep_their_ids(workspace: Workspace, folder: Path) -> None:
    meeting = Meeting(id="overleg-1", title="Overleg", date=date(2026, 3, 6))
    saved = workspace.save_all([meeting, Action(title="Bel Piet", origin="overleg-1")])
    workspace.sync()

    assert [each.record.title for each in saved] == ["Overleg", "Bel Piet"]
    assert workspace.documents(Listing("action", origin="overleg-1"))[0].id == saved[1].id
    assert len(list(folder.glob("journal/*/*.json"))) == 1


def test_what_others_did_meanwhile_is_merged_and_not_overwritten(workspace: Workspace) -> None:
    seen = workspace.save(Lesson(title="Lasdag", body="een\ntwee\ndrie"))
    workspace.save(Lesson(id=seen.id, title="Lasdag", body="een\ntwee\nDRIE"))

    late = workspace.save(Lesson(id=seen.id, title="Lasdag", body="EEN\ntwee\ndrie"), seen=seen)

    assert late.record.body == "EEN\ntwee\nDRIE"


def test_a_conflict_is_shown_counted_and_settled(workspace: Workspace) -> None:
    seen = workspace.save(Lesson(title="Lasdag"))
    workspace.save(Lesson(id=seen.id, title="Houtdag"))
    torn = workspace.save(Lesson(id=seen.id, title="Metaaldag"), seen=seen)
    assert workspace.status().conflicts == 1

    settled = workspace.settle(torn, "title", "Hout en metaal")

    assert settled.record.title == "Hout en metaal"
    assert not settled.conflicts
    assert workspace.status().conflicts == 0


def test_fields_of_a_newer_version_survive_an_edit(workspace: Workspace) -> None:
    saved = workspace.save(Lesson(title="Lasdag", extra={"weather": ["zon"], "title.short": "LD"}))
    workspace.save(Lesson(id=saved.id, title="Houtdag", extra=saved.record.extra))

    assert workspace.get(saved.id).record.extra == {"weather": ["zon"], "title.short": "LD"}


def test_a_deleted_document_goes_to_the_trash_and_back(workspace: Workspace) -> None:
    saved = workspace.save(Lesson(title="Lasdag"))

    assert workspace.delete(saved.id).deleted
    assert workspace.count(Listing("lesson")) == 0
    assert [each.id for each in workspace.documents(Listing("lesson", trashed=True))] == [saved.id]
    assert workspace.delete(saved.id).deleted

    assert not workspace.restore(saved.id).deleted
    assert workspace.count(Listing("lesson")) == 1


def test_every_version_can_be_read_and_restored(workspace: Workspace) -> None:
    saved = workspace.save(Lesson(title="een", tags=("lassen",)))
    workspace.save(Lesson(id=saved.id, title="twee", body="meer"))
    workspace.delete(saved.id)
    first, second, _ = workspace.history(saved.id)
    assert [first.document.record.title, second.document.record.title] == ["een", "twee"]

    restored = workspace.restore(saved.id, first.ref)

    assert restored.record == first.document.record
    assert not restored.deleted
    assert len(workspace.history(saved.id)) == 4


def test_what_does_not_exist_says_so(workspace: Workspace) -> None:
    for ask in (workspace.get, workspace.delete, workspace.history, workspace.restore):
        with pytest.raises(UnknownId):
            ask("nothing")
    saved = workspace.save(Lesson(title="Lasdag"))
    with pytest.raises(WrongUse):
        workspace.restore(saved.id, "aaaaaaaaaa:1#00000000")


def test_names_and_pieces_of_ids_find_documents(workspace: Workspace) -> None:
    saved = workspace.save(Partner(title="Vakcollege De Meander"))

    found = workspace.named("partner", "vakcollege de meander")
    assert found and found.id == saved.id
    assert workspace.titles([saved.id, "nothing"]) == {saved.id: "Vakcollege De Meander"}
    assert workspace.matching_ids(saved.id[-6:]) == [saved.id]
    assert workspace.matching_ids("%") == []


def test_what_was_saved_is_found(workspace: Workspace) -> None:
    saved = workspace.save(Lesson(title="Lasdag", body="Vier cabines."))

    assert [hit.id for hit in workspace.search(Query(text="cabines")).hits] == [saved.id]


def test_there_is_no_space_before_one_is_made(home: Home, folder: Path) -> None:
    with pytest.raises(NoSpace):
        spaces.open_space(home)
    with pytest.raises(NoSpace):
        spaces.open_space(home, folder)
    assert not folder.exists()


def test_a_new_space_needs_a_name_and_an_author(home: Home, folder: Path) -> None:
    with pytest.raises(WrongUse):
        spaces.begin_or_join(home, folder, name="STO Vechterland")
    with pytest.raises(WrongUse):
        spaces.begin_or_join(home, folder, author="Marieke")
    assert not folder.exists()


def test_a_space_that_is_there_is_joined(workspace: Workspace, folder: Path, tmp_path: Path) -> None:
    before = (folder / "sto.json").read_bytes()

    joined = spaces.begin_or_join(Home.at(tmp_path / "other"), folder, name="Iets anders", author="Hakan")

    assert joined.name == workspace.name
    assert (folder / "sto.json").read_bytes() == before
    assert joined.count(Listing("lesson")) == 0


def test_a_new_space_begins_with_the_lessons_to_start_from(home: Home, folder: Path) -> None:
    workspace = spaces.begin_or_join(home, folder, name="STO Vechterland", author="Marieke")

    starters = {each.id for each in starter_lessons("nl", date.today())}
    assert {each.id for each in workspace.documents(Listing("lesson"))} == starters


def test_a_configuration_that_can_not_be_read_counts_as_none(home: Home) -> None:
    for data in (b"", b"\xff", b"[]", b'{"spaces": 5}'):
        home.config_dir.mkdir(parents=True, exist_ok=True)
        (home.config_dir / "config.json").write_bytes(data)
        assert home.config.folder == ""


@pytest.mark.parametrize("garbage", [None, b"garbage" * 100])
def test_caches_may_be_thrown_away(workspace: Workspace, home: Home, garbage: bytes | None) -> None:
    saved = workspace.save(Lesson(title="Lasdag", body="Vier cabines."))
    workspace.save(Lesson(id=saved.id, title="Houtdag", body="Vier cabines."))
    workspace.sync()
    workspace.search(Query(text="cabines"))
    expected = workspace.get(saved.id)
    if garbage is None:
        shutil.rmtree(home.cache_dir)
    else:
        for path in home.cache_dir.rglob("*"):
            if path.is_file():
                path.write_bytes(garbage)

    again = spaces.open_space(home)

    assert again.get(saved.id) == expected
    assert [hit.id for hit in again.search(Query(text="cabines")).hits] == [saved.id]
    report = again.sync()
    assert (report.received, report.sent) == (0, 0)


def test_a_disk_that_refuses_says_so_and_loses_nothing(workspace: Workspace, home: Home) -> None:
    saved = workspace.save(Lesson(title="Lasdag"))
    (mirrored,) = (home.data_dir / "spaces").rglob("journal/*")
    aside = mirrored.rename(mirrored.parent.parent / "aside")
    mirrored.write_text("in the way")

    meanwhile = workspace.save(Lesson(title="Houtdag"))  # under another id: what stands there is left as it is

    assert mirrored.read_text() == "in the way"
    mirrored.unlink()
    aside.rename(mirrored)
    assert [workspace.get(each.id).record.title for each in (saved, meanwhile)] == ["Lasdag", "Houtdag"]
    assert workspace.save(Lesson(title="Kasdag"))


def test_a_damaged_tail_does_not_stop_saving(workspace: Workspace, home: Home) -> None:
    workspace.save(Lesson(title="Lasdag"))
    before = workspace.status().replica
    (tail,) = home.data_dir.rglob("00000001.json")
    tail.write_bytes(b"{")

    saved = workspace.save(Lesson(title="Houtdag"))

    assert workspace.get(saved.id).record.title == "Houtdag"
    assert workspace.status().replica != before
    assert tail.read_bytes() == b"{"


def test_what_another_program_on_this_device_wrote_is_noticed_once(workspace: Workspace, home: Home) -> None:
    workspace.refresh()
    spaces.open_space(home).save(Lesson(title="op de opdrachtregel"))

    assert workspace.refresh()
    assert not workspace.refresh()


def test_a_save_after_which_the_catalogue_refuses_is_told_as_saved(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    for name in ("refresh", "work_off", "read"):
        with monkeypatch.context() as patch:
            patch.setattr(f"knowledge.catalogue.catalogue.Catalogue.{name}", refused)
            saved = workspace.save(Lesson(title=f"Na {name}"))
            assert saved.record.title == f"Na {name}"
    workspace.refresh()
    assert workspace.count(Listing("lesson")) == 3
