"""The region by which the rules of the network are checked comes in whole, twice, and is the same in memory."""

from __future__ import annotations

from io import BytesIO

from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.formats import jsonl
from knowledge.exchange.source import opened
from knowledge.model.titles import has_made_title
from knowledge.workspace import Workspace
from tests import region_f


def test_all_its_records_come_in_and_a_second_time_none(workspace: Workspace) -> None:
    region_f.brought_in(workspace)
    with opened(str(region_f.FILE), jsonl.FORMAT, "lesson", BytesIO) as source:
        again = bring_in(workspace, source)

    assert (again.added, again.changed, again.unchanged) == (0, 0, 65)


def test_in_memory_it_is_what_a_space_has(workspace: Workspace) -> None:
    found, expected = region_f.brought_in(workspace).region(region_f.T).records, region_f.region().records

    assert {kind: list(records) for kind, records in found.items()} == {k: list(v) for k, v in expected.items()}
    for kind, records in expected.items():
        if not has_made_title(kind):
            assert found[kind] == records
