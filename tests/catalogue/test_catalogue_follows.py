"""The catalogue is derived from the mirror and disposable, and an update costs no more than what changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge import bounds
from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.listing import Listing
from knowledge.journal.merge import DELETED
from knowledge.journal.mirror import Edit, Mirror
from knowledge.model.fields import Json
from tests.journal.strategies import change, segment
from tests.journal.test_mirror_files import draft

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    """An empty mirror."""
    return Mirror(tmp_path)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """An empty catalogue."""
    return Catalogue(tmp_path / "catalogue")


def put(mirror: Mirror, document: str, **fields: Json) -> None:
    """Add one lesson to `mirror`."""
    mirror.append("aaaaaaaaaa", [draft(document=document, set=fields)], NOW)


def listed(catalogue: Catalogue, **given: object) -> list[str]:
    """The ids a listing of lessons gives."""
    return [each.id for each in catalogue.documents(Listing("lesson", **given))]  # type: ignore[arg-type]


def test_nothing_new_is_nothing_to_do(mirror: Mirror, catalogue: Catalogue) -> None:
    put(mirror, "lasdag", title="Lasdag")

    assert catalogue.refresh(mirror)
    before = catalogue.position
    assert not catalogue.refresh(mirror)
    assert catalogue.position == before


def test_no_more_of_the_mirror_is_taken_in_at_once_than_its_bound(
    mirror: Mirror, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.journal.mirror.FULL_CHANGES", 3)
    monkeypatch.setattr(bounds, "TAKEN_AT_ONCE_BYTES", 2000)
    before = len(mirror.known_stats())
    for number in range(30):
        put(mirror, "lasdag", title=f"Lasdag {number}")
    sizes = [stat.size for stat in mirror.known_stats().values()]

    steps = list(catalogue.steps(mirror))

    assert len(sizes) >= before + 10
    assert len(steps) >= sum(sizes) // (2000 + max(sizes))
    assert len(steps) > 1
    document = catalogue.document("lasdag")
    assert document
    assert document.fields["title"] == "Lasdag 29" or document.conflicts


def test_only_what_a_change_touched_counts_as_changed(mirror: Mirror, catalogue: Catalogue) -> None:
    put(mirror, "lasdag", title="Lasdag")
    put(mirror, "houtdag", title="Houtdag")
    catalogue.refresh(mirror)
    before = catalogue.position.revision
    put(mirror, "lasdag", certainty="bewezen")
    catalogue.refresh(mirror)

    assert [document for document, *_ in catalogue.changed_since(before)] == ["lasdag"]


def test_a_new_title_counts_for_who_names_it(mirror: Mirror, catalogue: Catalogue) -> None:
    put(mirror, "meander", title="De Meander")
    put(mirror, "lasdag", title="Lasdag", partners=["meander"])
    catalogue.refresh(mirror)
    before = catalogue.position.revision
    put(mirror, "meander", title="Vakcollege De Meander")
    catalogue.refresh(mirror)

    assert {document for document, *_ in catalogue.changed_since(before)} == {"meander", "lasdag"}


@pytest.mark.parametrize("garbage", [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_catalogue_that_is_damaged_is_built_anew(mirror: Mirror, tmp_path: Path, garbage: bytes) -> None:
    put(mirror, "lasdag", title="Lasdag")
    first = Catalogue(tmp_path / "catalogue")
    first.refresh(mirror)
    expected = first.document("lasdag")
    first.close()
    for path in (tmp_path / "catalogue").iterdir():
        path.write_bytes(garbage)

    again = Catalogue(tmp_path / "catalogue")
    again.refresh(mirror)

    assert again.document("lasdag") == expected


def test_a_catalogue_of_another_version_is_built_anew(mirror: Mirror, tmp_path: Path) -> None:
    put(mirror, "lasdag", title="Lasdag")
    first = Catalogue(tmp_path / "catalogue")
    first.refresh(mirror)
    first.write("UPDATE meta SET value = ? WHERE name = 'schema'", (999,))
    first.close()

    again = Catalogue(tmp_path / "catalogue")

    assert again.position.revision == 0
    assert again.refresh(mirror)
    assert again.document("lasdag") is not None


def test_another_catalogue_has_another_position(tmp_path: Path) -> None:
    assert Catalogue(tmp_path / "one").position != Catalogue(tmp_path / "two").position


def test_a_damaged_file_in_the_mirror_does_not_stop_the_rest(mirror: Mirror, catalogue: Catalogue) -> None:
    put(mirror, "lasdag", title="Lasdag")
    other = segment(change("bbbbbbbbbb", document="houtdag", set={"title": "Houtdag"}))
    mirror.ingest(other)
    (mirror.directory / other.name).write_bytes(b"{")

    catalogue.refresh(mirror)

    assert listed(catalogue) == ["lasdag"]


def test_lists_are_narrowed_and_sorted(mirror: Mirror, catalogue: Catalogue) -> None:
    put(mirror, "a", title="Élan", date="2026-03-01", tags=["lassen"], partners=["meander"])
    put(mirror, "b", title="basis", date="2026-04-01")
    put(mirror, "c", title="Cabine", tags=["lassen", "hout"])
    put(mirror, "d", title="Weg", **{DELETED: True})
    catalogue.refresh(mirror)

    assert listed(catalogue) == ["b", "a", "c"]
    assert listed(catalogue, sort="title") == ["b", "c", "a"]
    assert listed(catalogue, tag="lassen", sort="title") == ["c", "a"]
    assert listed(catalogue, partner="meander") == ["a"]
    assert listed(catalogue, text="ELAN") == ["a"]
    assert listed(catalogue, since=date(2026, 3, 2)) == ["b"]
    assert listed(catalogue, until=date(2026, 3, 2)) == ["a"]
    assert listed(catalogue, trashed=True) == ["d"]
    assert listed(catalogue, limit=1, offset=1) == ["a"]
    assert catalogue.count(Listing("lesson", limit=1)) == 3


def test_a_title_finds_its_document_whatever_its_accents(mirror: Mirror, catalogue: Catalogue) -> None:
    put(mirror, "a", title="Élan")
    catalogue.refresh(mirror)

    assert [each.id for each in catalogue.named("lesson", "elan")] == ["a"]
    assert catalogue.named("partner", "elan") == []


def test_awkward_values_are_listed_all_the_same(mirror: Mirror, catalogue: Catalogue) -> None:
    put(mirror, "a", title="nul \0 en \x1b[31m rood", tags=[1, {"x": []}], date="31 februari", partners="geen lijst")
    put(mirror, "b", title=["geen tekst"], body=5, certainty={"a": [None]})
    catalogue.refresh(mirror)

    assert set(listed(catalogue)) == {"a", "b"}


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_catalogue_damaged_anywhere_is_made_anew(tmp_path: Path, place: int) -> None:
    mirror = Mirror(tmp_path)
    drafts = [
        Edit("lesson", f"les{number}", (), {"title": f"Les {number}", "body": "x" * 900}, "Els") for number in range(60)
    ]
    mirror.append("aaaaaaaaaa", drafts, datetime.now(UTC))
    catalogue = Catalogue(tmp_path / "cache")
    catalogue.refresh(mirror)
    catalogue.wipe()
    catalogue.close()
    path = tmp_path / "cache" / "catalogue.sqlite"
    data = bytearray(path.read_bytes())
    start = len(data) * place // 4 // 4096 * 4096
    data[start : start + len(data) // 4] = b"\xa5" * (len(data) // 4)
    path.write_bytes(data)

    again = Catalogue(tmp_path / "cache")
    again.refresh(mirror)
    assert [again.document(f"les{number}").record.title for number in range(60)] == [  # type: ignore[union-attr]
        f"Les {number}" for number in range(60)
    ]
    assert again.count(Listing("lesson")) == 60


def test_what_an_older_mirror_does_not_hold_is_not_shown(tmp_path: Path) -> None:
    mirror, catalogue = Mirror(tmp_path), Catalogue(tmp_path / "cache")
    mirror.append("aaaaaaaaaa", [Edit("lesson", "een", (), {"title": "een"}, "Els")], NOW)
    (path,) = tmp_path.rglob("00000001.json")
    backup = path.read_bytes()
    mirror.append("aaaaaaaaaa", [Edit("lesson", "twee", (), {"title": "twee"}, "Els")], NOW)
    catalogue.refresh(mirror)
    path.write_bytes(backup)
    mirror.append("aaaaaaaaaa", [Edit("lesson", "drie", (), {"title": "drie"}, "Els")], NOW)
    catalogue.refresh(mirror)

    assert {each.id for each in catalogue.documents(Listing("lesson"))} == {"een", "drie"}
    path.unlink()
    catalogue.refresh(mirror)
    assert catalogue.count(Listing("lesson")) == 0


@pytest.mark.parametrize("odd", [-1, 2**62, "veel", 1.5, b"\x00"])
@pytest.mark.parametrize("name", ["revision", "written:taken", "written:files"])
def test_a_count_that_no_count_can_be_is_damage_and_made_anew(
    mirror: Mirror, catalogue: Catalogue, name: str, odd: object
) -> None:
    put(mirror, "les", title="Lasdag")
    catalogue.refresh(mirror)
    catalogue.write("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, odd))
    put(mirror, "les-2", title="Houtdag")
    assert catalogue.version("files")[1] == 0
    catalogue.refresh(mirror)

    assert catalogue.position.revision > 0
    assert {each.record.title for each in catalogue.documents(Listing("lesson"))} == {"Lasdag", "Houtdag"}
