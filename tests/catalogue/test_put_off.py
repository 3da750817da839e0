"""A record that is too much to merge while others wait is put off, named, and merged when the rest is done."""

from __future__ import annotations

import pytest

from knowledge.catalogue import put_off
from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document
from knowledge.journal.merge import merge
from knowledge.model.records.lesson import Lesson
from knowledge.workspace import Workspace
from tests.conftest import Pair

LONG = "\n".join(f"regel {number}" for number in range(3_000))


@pytest.fixture
def large(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Document:
    """A lesson with a long text, edited by Hakan and then, apart, by Marieke, who has received it but not merged it."""
    monkeypatch.setattr(put_off, "HEAVY", 60_000)
    document = pair.marieke.save(Lesson(title="Grote les", body=LONG))
    pair.exchange()
    seen = pair.hakan.get(document.id)
    pair.hakan.save(Lesson(id=document.id, title="Grote les", body=LONG + "\nvan Hakan"), seen=seen)
    pair.hakan.save(Lesson(title="Een andere les"))
    pair.hakan.sync()
    pair.marieke.save(Lesson(id=document.id, title="Grote les", body="van Marieke\n" + LONG), seen=document)
    pair.marieke._sharing.sync()  # without what follows a round
    pair.marieke.refresh()
    return document


def body(workspace: Workspace, document_id: str) -> str:
    return workspace.get(document_id).fields["body"]


def test_the_others_go_on_while_it_waits_and_it_is_named(pair: Pair, large: Document) -> None:
    titles = {each.record.title for each in pair.marieke.documents(Listing("lesson"))}

    assert {"Grote les", "Een andere les"} <= titles
    assert "van Hakan" not in body(pair.marieke, large.id)
    assert pair.marieke.status().waiting == ((large.id, "Grote les"),)
    assert "record-waits" in {finding.code for finding in pair.marieke.checkup().findings}


def test_a_round_of_sync_brings_it_up_to_date(pair: Pair, large: Document) -> None:
    pair.exchange()

    assert body(pair.marieke, large.id) == f"van Marieke\n{LONG}\nvan Hakan" == body(pair.hakan, large.id)
    assert not pair.marieke.status().waiting
    changes = pair.marieke._catalogue.changes.of(large.id)
    assert pair.marieke.get(large.id) == merge(changes)


def test_a_repair_brings_it_up_to_date(pair: Pair, large: Document) -> None:
    checkup = pair.marieke.checkup(repair=True)

    assert "record-waits" not in {finding.code for finding in checkup.findings}
    assert "van Hakan" in body(pair.marieke, large.id)


def test_who_writes_in_it_sees_what_they_wrote(pair: Pair, large: Document) -> None:
    seen = pair.marieke.get(large.id)

    saved = pair.marieke.save(Lesson(id=large.id, title="Nieuwe titel", body=seen.fields["body"]), seen=seen)

    assert saved.record.title == "Nieuwe titel"
    assert "van Hakan" in body(pair.marieke, large.id)


def test_a_save_by_who_has_seen_everything_is_never_put_off(pair: Pair, large: Document) -> None:
    pair.exchange()
    pair.marieke._saving.edit(pair.marieke.get(large.id), {"title": "Nieuwe titel"})

    pair.marieke.refresh()

    assert pair.marieke.get(large.id).record.title == "Nieuwe titel"


def test_what_is_erased_is_never_put_off(pair: Pair, large: Document) -> None:
    pair.hakan.sync()
    pair.hakan.erase(large.id)
    pair.hakan.sync()
    pair.marieke._sharing.sync()
    pair.marieke.refresh()

    assert not pair.marieke.status().waiting
    assert pair.marieke.is_erased(large.id)
    assert not pair.marieke._catalogue.select("SELECT 1 FROM document WHERE json LIKE '%van Marieke%'")


def test_a_rebuilt_catalogue_puts_it_off_too_and_comes_to_the_same(pair: Pair, large: Document) -> None:
    pair.exchange()
    before = pair.marieke.get(large.id)
    pair.marieke._catalogue.rebuild()
    pair.marieke.refresh()
    assert not [each for each in pair.marieke.documents(Listing("lesson")) if each.id == large.id]

    pair.marieke.sync()

    assert pair.marieke.get(large.id) == before
