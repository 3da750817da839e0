"""A kind of record is one declaration: the kind in `tests/throwaway.py` works everywhere in `knowledge`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue.listing import Listing
from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.export import exported
from knowledge.exchange.shape import outgoing
from knowledge.model import codec
from knowledge.model.records.partner import Partner
from knowledge.problem import UnknownId
from knowledge.saving import Invalid
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace
from tests.conftest import Pair
from tests.throwaway import Excursion, declared


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    with declared():
        yield


def outing(**given: Any) -> Excursion:
    usual: dict[str, Any] = {"title": "Naar de glasfabriek", "date": date(2026, 5, 7), "activity": "bezoek"}
    return Excursion(**usual | given)


def test_it_is_stored_and_listed(workspace: Workspace) -> None:
    saved = workspace.save(outing(bring=("helm", "brood"), until=date(2026, 5, 8)))

    assert workspace.get(saved.id).record == outing(id=saved.id, bring=("helm", "brood"), until=date(2026, 5, 8))
    assert [each.id for each in workspace.documents(Listing(Excursion.kind))] == [saved.id]


def test_its_field_types_are_checked(workspace: Workspace) -> None:
    with pytest.raises(Invalid) as early:
        workspace.save(outing(until=date(2026, 5, 6)))
    with pytest.raises(Invalid) as wrong:
        workspace.save(outing(contact="piet"))

    assert [each.field for each in early.value.problems] == ["until"]
    assert [each.field for each in wrong.value.problems] == ["contact"]


def test_what_two_people_write_in_it_at_once_is_merged(pair: Pair) -> None:
    ours = pair.marieke.save(outing(program="Om negen weg.\nOm vier terug.", bring=("helm",)))
    pair.exchange()
    theirs = pair.hakan.get(ours.id)
    pair.marieke.save(replace(ours.record, program="Om acht weg.\nOm vier terug."), seen=ours)  # type: ignore[type-var]
    pair.hakan.save(
        replace(theirs.record, program="Om negen weg.\nOm vijf terug.", bring=("helm", "brood")),  # type: ignore[type-var]
        seen=theirs,
    )
    pair.exchange()

    record = pair.hakan.get(ours.id).record
    assert isinstance(record, Excursion)
    assert (record.program, record.bring) == ("Om acht weg.\nOm vijf terug.", ("helm", "brood"))


def test_it_is_found_by_its_words_and_counted_as_its_kind_and_facet(workspace: Workspace) -> None:
    saved = workspace.save(outing(program="Zandstralen en blazen."))

    for text in ("zandstralen", "soort:dagtocht", "soort:excursions", "kind:excursion glasfabriek"):
        assert [hit.id for hit in workspace.search(Query(text)).hits] == [saved.id], text
    facets = workspace.search(Query("glasfabriek", counted=True)).facets
    assert ("excursion", 1) in facets["kind"]
    assert ("bezoek", 1) in facets["activity"]


def test_it_is_shown_while_nothing_is_searched_for(workspace: Workspace) -> None:
    saved = workspace.save(outing())

    assert [hit.id for hit in workspace.search(Query()).hits] == [saved.id]


def test_it_goes_out_and_comes_in_again(workspace: Workspace, pair: Pair) -> None:
    host = workspace.save(Partner(title="Glasfabriek Leerdam"))
    saved = workspace.save(outing(partners=(host.id,), contact="els@glas.example"))
    rows = [(str(n), outgoing(document.record, titles)) for n, (document, titles) in enumerate(exported(workspace))]

    for _, row in rows:
        row["id"] = f"copy-of-{str(row['id'])[:8]}-{row['kind']}"
    report = bring_in(pair.hakan, lambda: rows)

    assert (report.added, report.refused) == (len(rows), ())
    (copy,) = pair.hakan.documents(Listing(Excursion.kind))
    assert codec.encode(copy.record) | {"partners": [host.id]} == codec.encode(saved.record)


def test_it_is_erased(workspace: Workspace, folder: Path) -> None:
    saved = workspace.save(outing(program="Geheim recept."))
    workspace.sync()
    workspace.erase(saved.id)
    workspace.sync()

    with pytest.raises(UnknownId):
        workspace.get(saved.id)
    assert not [path for path in folder.rglob("*.json") if b"Geheim recept" in path.read_bytes()]
