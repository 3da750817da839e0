"""The mirror: what a save writes, and what is accepted from others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from knowledge.catalogue.catalogue import Catalogue
from knowledge.journal.change import BadChange, Change
from knowledge.journal.mirror import Edit, Mirror
from knowledge.journal.segment import FULL_BYTES, FULL_CHANGES, BadSegment, Segment, decode_segment
from knowledge.journal.storage import CannotWrite, leftovers
from tests.journal.strategies import chain, change, deliveries, journals, merged, segment

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
FEW = settings(max_examples=max(15, settings().max_examples // 4), phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""For what writes files; making a failing example smaller would take minutes."""


def draft(title: str = "Lasdag", **given: object) -> Edit:
    """A new document."""
    usual: dict[str, object] = {
        "kind": "lesson",
        "document": "lasdag",
        "after": (),
        "set": {"title": title},
        "author": "Els",
    }
    return Edit(**{**usual, **given})  # type: ignore[arg-type]


def contents(mirror: Mirror) -> dict[str, bytes]:
    """Every file of `mirror`."""
    return {name: mirror.read_bytes(name) for name in mirror.stats()}


def kept(mirror: Mirror) -> Counter[str]:
    """The refs of all changes in all files of `mirror`."""
    return Counter(each.ref for name in mirror.stats() for each in mirror.read(name).changes)


def refs(made: Sequence[Change]) -> set[str]:
    """The refs of `made`."""
    return {each.ref for each in made}


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    """An empty mirror."""
    return Mirror(tmp_path)


# -- saving -----------------------------------------------------------------------------------------------------------


def test_changes_of_a_replica_form_a_chain(mirror: Mirror) -> None:
    mirror.append("aaaaaaaaaa", [draft("een")], NOW)
    mirror.append("aaaaaaaaaa", [draft("twee"), draft("drie")], NOW)

    one, two, three = mirror.read("journal/aaaaaaaaaa/00000001.json").changes
    assert [one.seq, two.seq, three.seq] == [1, 2, 3]
    assert [one.previous, two.previous, three.previous] == ["", one.hash, two.hash]
    assert one.time < two.time < three.time


def test_a_stamp_is_later_than_what_its_author_had_seen(mirror: Mirror) -> None:
    (made,) = mirror.append("aaaaaaaaaa", [draft(seen="2026-11-23T15:00:00.000Z+0000")], NOW)

    assert made.time == "2026-11-23T15:00:00.000Z+0001"


def test_a_save_rewrites_one_file(mirror: Mirror) -> None:
    for number in range(250):
        before = mirror.stats()
        mirror.append("aaaaaaaaaa", [draft()], NOW + timedelta(seconds=number))
        after = mirror.stats()
        assert sum(before.get(name) != stat for name, stat in after.items()) == 1
        assert before.keys() <= after.keys()

    first, second = sorted(after)
    assert second == f"journal/aaaaaaaaaa/{len(mirror.read(first).changes) + 1:08d}.json"


def test_a_full_segment_never_changes_again(mirror: Mirror) -> None:
    long = "Vier cabines. " * 400
    closed: dict[str, bytes] = {}
    for number in range(40):
        mirror.append("aaaaaaaaaa", [draft(set={"body": f"{number} {long}"})], NOW)
        files = contents(mirror)
        assert closed.items() <= files.items()
        closed = {name: files[name] for name in sorted(files)[:-1]}

    assert len(files) > 3
    assert all(len(data) >= FULL_BYTES for data in closed.values())
    assert all(len(data) < FULL_BYTES + 2 * len(long) for data in files.values())


def test_a_large_batch_is_spread_over_segments(mirror: Mirror) -> None:
    made = mirror.append("aaaaaaaaaa", [draft(str(number), author="") for number in range(450)], NOW)

    names = sorted(mirror.stats())
    assert len(names) == 3
    for name in names[:-1]:
        size = mirror.stats()[name].size
        assert len(mirror.read(name).changes) == FULL_CHANGES or FULL_BYTES <= size < FULL_BYTES + 1000
    assert [each for name in names for each in mirror.read(name).changes] == list(made)


def test_what_is_saved_together_and_fits_in_one_file_stands_in_one(mirror: Mirror) -> None:
    mirror.append("aaaaaaaaaa", [draft(set={"body": "x" * (FULL_BYTES - 3000)})], NOW)
    before = contents(mirror)
    together = mirror.append("aaaaaaaaaa", [draft(set={"body": "x" * 1000}) for _ in range(5)], NOW)

    (name,) = contents(mirror).keys() - before.keys()
    assert before.items() <= contents(mirror).items()
    assert mirror.read(name).changes == tuple(together)


def test_of_what_is_saved_together_nothing_is_there_when_one_file_is_refused(
    mirror: Mirror,
) -> None:
    mirror.append("aaaaaaaaaa", [draft()], NOW)
    before = contents(mirror)
    batch = [draft(), *(draft(set={"body": "Vier cabines. " * number}) for number in (5_000, 10_000)), draft()]
    resource = pytest.importorskip("resource")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limit[1]))  # the system refuses any larger file
        with pytest.raises(CannotWrite):
            mirror.append("aaaaaaaaaa", batch, NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert contents(mirror) == before and not list(leftovers(mirror.directory))
    assert len(mirror.append("aaaaaaaaaa", batch, NOW)) == 4


def test_a_mirror_that_can_not_be_written_keeps_what_it_had(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")

    with pytest.raises(CannotWrite):
        Mirror(tmp_path).append("aaaaaaaaaa", [draft()], NOW)
    assert (tmp_path / "journal").read_text() == "in the way"


@pytest.mark.parametrize(
    "odd",
    [draft(document="../elders"), draft(kind="No kind"), draft("half \ud83d"), draft(set={"body": "x" * 9_000_000})],
    ids=["id", "kind", "half a character", "too large"],
)
def test_what_no_reader_would_take_is_not_written(mirror: Mirror, odd: Edit) -> None:
    mirror.append("aaaaaaaaaa", [draft()], NOW)
    before = contents(mirror)

    with pytest.raises(BadChange):
        mirror.append("aaaaaaaaaa", [draft("goed"), odd], NOW)
    assert contents(mirror) == before


# -- taking in --------------------------------------------------------------------------------------------------------


@FEW
@given(data=st.data(), made=journals())
def test_deliveries_in_any_order_and_any_split_give_the_same_documents(data: st.DataObject, made: list[Change]) -> None:
    delivered = data.draw(deliveries(made))
    looks = data.draw(st.sets(st.integers(0, len(delivered))))
    with TemporaryDirectory() as directory:
        mirror, catalogue = Mirror(Path(directory)), Catalogue(Path(directory) / "catalogue")
        for number, each in enumerate(delivered):
            mirror.ingest(each)
            if number in looks:
                catalogue.refresh(mirror)
        catalogue.refresh(mirror)
        expected = merged(made)

        assert {each.id: each for each in catalogue.read(expected)} == expected
        assert kept(mirror).keys() == refs(made)

        catalogue.rebuild()
        catalogue.refresh(mirror)

        assert {each.id: each for each in catalogue.read(expected)} == expected
        catalogue.close()


@FEW
@given(data=st.data(), made=journals(clones=True))
def test_nothing_is_lost_when_clones_write_under_one_name(data: st.DataObject, made: list[Change]) -> None:
    delivered = data.draw(deliveries(made))
    with TemporaryDirectory() as directory:
        mirror, catalogue = Mirror(Path(directory)), Catalogue(Path(directory) / "catalogue")
        for each in delivered:
            mirror.ingest(each)
        catalogue.refresh(mirror)
        expected = merged(made)

        assert kept(mirror).keys() == refs(made)
        assert {each.id: each for each in catalogue.read(expected)} == expected
        catalogue.close()


@FEW
@given(data=st.data(), made=journals(clones=True))
def test_what_is_known_already_writes_nothing(data: st.DataObject, made: list[Change]) -> None:
    delivered = data.draw(deliveries(made))
    with TemporaryDirectory() as directory:
        mirror = Mirror(Path(directory))
        taken = [each.ref for part in delivered for each in mirror.ingest(part)]
        before = mirror.stats()

        assert sorted(taken) == sorted(refs(made))
        assert [list(mirror.ingest(part)) for part in delivered] == [[]] * len(delivered)
        assert mirror.stats() == before


@FEW
@given(data=st.data(), made=journals(clones=True))
def test_whichever_copies_come_first_every_change_keeps_its_signature(data: st.DataObject, made: list[Change]) -> None:
    delivered = data.draw(deliveries(made))
    copies = [each for part in delivered for each in part.changes]
    greatest = {each.ref: max(copy.signature for copy in copies if copy.ref == each.ref) for each in made}
    for order in (delivered, delivered[::-1]):
        with TemporaryDirectory() as directory:
            mirror = Mirror(Path(directory))
            for each in order:
                mirror.ingest(each)

            held = [each for name in mirror.stats() for each in mirror.read(name).changes]
            assert {each.ref: each.signature for each in held} == greatest


def test_a_signature_that_comes_later_is_kept_and_is_no_news(mirror: Mirror) -> None:
    one, two = chain("aaaaaaaaaa", {"title": "een"}, {"title": "twee"})
    mirror.ingest(segment(one, two))
    signed = replace(one, signature="ed25519:els:AAAA")

    assert mirror.ingest(segment(signed, two)) == []
    assert mirror.read("journal/aaaaaaaaaa/00000001.json").changes == (signed, two)
    assert mirror.ingest(segment(one, two)) == []
    assert mirror.read("journal/aaaaaaaaaa/00000001.json").changes == (signed, two)


def test_a_fork_and_what_builds_on_it_are_kept_beside(mirror: Mirror) -> None:
    one, two, three = chain("aaaaaaaaaa", {"title": "een"}, {"title": "twee"}, {"title": "drie"})
    other_two = change("aaaaaaaaaa", 2, set={"title": "TWEE"}, previous=one.hash)
    other_three = change("aaaaaaaaaa", 3, set={"title": "DRIE"}, previous=other_two.hash)
    mirror.ingest(segment(one, two))

    assert mirror.ingest(segment(one, other_two, other_three)) == [other_two, other_three]
    assert mirror.ingest(segment(one, two, three)) == [three]
    assert {name: mirror.read(name).changes for name in mirror.stats()} == {
        "journal/aaaaaaaaaa/00000001.json": (one, two, three),
        f"journal/aaaaaaaaaa/00000002-{other_two.hash[:8]}.json": (other_two, other_three),
    }


def test_what_a_newer_format_added_stays_in_the_mirror(mirror: Mirror) -> None:
    newer = change(kind="quiz", format=2, extra={"mood": {"of": "the day"}})

    mirror.ingest(segment(newer))

    assert mirror.read("journal/aaaaaaaaaa/00000001.json").changes == (newer,)


def test_a_damaged_file_is_filled_again_by_what_arrives(mirror: Mirror) -> None:
    arriving = segment(*chain("aaaaaaaaaa", {"title": "een"}, {"title": "twee"}))
    mirror.ingest(arriving)
    (mirror.directory / arriving.name).write_bytes(b"\0" * 300)

    assert mirror.ingest(arriving) == list(arriving.changes)
    assert decode_segment(mirror.read_bytes(arriving.name)) == arriving


def test_other_files_in_the_mirror_are_left_alone(mirror: Mirror) -> None:
    mirror.append("aaaaaaaaaa", [draft()], NOW)
    home = mirror.directory / "journal" / "aaaaaaaaaa"
    (home / ".00000001.json.1234.tmp").write_bytes(b"half")
    (home / "notes.txt").write_text("mine")
    (mirror.directory / "journal" / "desktop.ini").write_text("theirs")
    (mirror.directory / "journal" / "NOT A REPLICA").mkdir()

    assert list(mirror.stats()) == ["journal/aaaaaaaaaa/00000001.json"]
    mirror.append("aaaaaaaaaa", [draft()], NOW)


def test_a_damaged_tail_is_not_written_over(mirror: Mirror) -> None:
    mirror.append("aaaaaaaaaa", [draft()], NOW)
    tail = mirror.directory / "journal" / "aaaaaaaaaa" / "00000001.json"
    tail.write_bytes(b"{")

    with pytest.raises(BadSegment):
        mirror.append("aaaaaaaaaa", [draft()], NOW)
    assert tail.read_bytes() == b"{"


def test_an_empty_segment_brings_nothing(mirror: Mirror) -> None:
    assert mirror.ingest(Segment("aaaaaaaaaa", "Els", 1, ())) == []
    assert not mirror.stats()
