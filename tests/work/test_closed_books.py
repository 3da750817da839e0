"""Books that are closed stay as they are by every way in, and what another device changed meanwhile is told."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.formats import jsonl
from knowledge.exchange.import_report import ImportReport
from knowledge.exchange.shape import outgoing
from knowledge.exchange.source import opened
from knowledge.home import Home
from knowledge.journal.document import Document
from knowledge.model.kinds import linked_ids
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.region import Region
from knowledge.problem import Refused, WrongUse
from knowledge.work.closing import closed_lines_with, closed_until
from knowledge.work.hearing import hearing
from knowledge.work.warning import Caution
from knowledge.workspace import Workspace
from tests.conftest import Pair
from tests.region_f import T, brought_in, region

QUARTER = date(2026, 9, 30)


def close(workspace: Workspace, day: date | None = QUARTER) -> None:
    seen = workspace.get("sto2528")
    assert isinstance(seen.record, Period)
    workspace.save(dataclasses.replace(seen.record, closed_until=day), seen=seen)


def line(document: Document) -> Contribution:
    assert isinstance(document.record, Contribution)
    return document.record


def with_hours(workspace: Workspace, line_id: str, hours: str) -> None:
    seen = workspace.get(line_id)
    workspace.save(dataclasses.replace(line(seen), hours=Decimal(hours)), seen=seen)


@pytest.fixture
def closed(workspace: Workspace) -> Workspace:
    """Region F with the third quarter closed; c1 (15-09) and c5 (30-09) are in it."""
    brought_in(workspace)
    close(workspace)
    return workspace


def said(workspace: Workspace) -> list[tuple[str, str, object]]:
    found = workspace.region(T).of(Contribution).values()
    return [(each.id, str(each.date), each.hours) for each in found]


def bring(workspace: Workspace, path: Path, *rows: str) -> ImportReport:
    path.write_text("\n".join(rows))
    with opened(str(path), jsonl.FORMAT, "contribution", BytesIO) as source:
        return bring_in(workspace, source, restore=True)


def test_no_way_in_changes_a_closed_line(closed: Workspace, tmp_path: Path) -> None:
    before = said(closed)
    seen, later = closed.get("c1"), closed.get("c2")
    both = [dataclasses.replace(line(each), note="x") for each in (later, seen)]
    ways = (
        lambda: with_hours(closed, "c1", "12.00"),
        lambda: closed.save(dataclasses.replace(line(seen), date=date(2026, 10, 1)), seen=seen),
        lambda: closed.save(dataclasses.replace(line(later), date=QUARTER), seen=later),
        lambda: closed.save_all(both),
        lambda: closed.delete("c5"),
    )
    for way in ways:
        with pytest.raises(Refused, match="closed until 30-09-2026"):
            way()
    assert said(closed) == before

    row = (
        '{"kind": "contribution", "id": "%s", "partner_id": "p-brinkhof", "way": "uren", "date": "%s",'
        ' "hours": "1.00", "state": "geleverd"}'
    )
    report = bring(
        closed,
        tmp_path / "more.jsonl",
        row % ("c1", "2026-09-15"),
        row % ("n1", "2026-10-02"),
        row % ("n2", "2026-09-02"),
    )
    assert (report.added, report.changed) == (2, 0)
    assert ["closed until" in str(each.problem) for each in report.refused] == [True]
    assert [each for each in said(closed) if each[0] not in ("n1", "n2")] == before
    assert closed.changed_after_closing() == ["n2"]


def test_closed_books_are_brought_to_another_space_as_they_are(closed: Workspace, tmp_path: Path) -> None:
    lines = [jsonl_row(each.record, closed) for each in closed.documents(Listing(sort="title", limit=500))]
    other = spaces.begin_or_join(Home.at(tmp_path / "h"), tmp_path / "f", name="F", author="Els", starter=False)
    report = bring(other, tmp_path / "all.jsonl", *lines)
    assert (report.added, report.refused) == (65, ())
    assert str(other.cofinancing(T).total) == "17300.00" and other.changed_after_closing() == []
    with pytest.raises(Refused):
        with_hours(other, "c1", "1.00")


def jsonl_row(record: Record, workspace: Workspace) -> str:
    return json.dumps(outgoing(record, workspace.titles(linked_ids(record))))


def test_what_stays_the_same_is_no_change_and_what_is_open_stays_open(closed: Workspace) -> None:
    seen = closed.get("c1")
    closed.save(line(seen), seen=seen)
    with_hours(closed, "c2", "21.00")
    closed.delete("c3")
    assert closed.get("c3").deleted


def test_what_a_period_says_of_its_closed_lines_stays_until_it_is_opened(closed: Workspace) -> None:
    def change(**fields: object) -> None:
        seen = closed.get("sto2528")
        closed.save(dataclasses.replace(seen.record, **fields), seen=seen)  # type: ignore[arg-type]

    ways = (
        lambda: change(rate=Decimal(80)),
        lambda: change(pupil_share=Decimal(80), closed_until=None),
        lambda: change(date=date(2025, 2, 1)),
        lambda: change(until=date(2028, 11, 30)),
        lambda: closed.delete("sto2528"),
    )
    for way in ways:
        with pytest.raises(Refused, match=r"closed until 30-09-2026.* `sto edit sto2528 --set closed_until=`"):
            way()
    assert str(closed.cofinancing(T).total) == "17300.00"
    change(body="x")
    change(closed_until=None)
    change(rate=Decimal(80))
    assert str(closed.cofinancing(T).total) != "17300.00"


def test_a_line_stays_in_the_bin_while_its_books_are_closed(workspace: Workspace) -> None:
    brought_in(workspace)
    workspace.delete("c1")
    close(workspace)
    with pytest.raises(Refused):
        workspace.restore("c1")
    close(workspace, None)
    workspace.restore("c1")
    assert not workspace.get("c1").deleted


def test_what_another_device_changed_is_taken_in_and_told(pair: Pair) -> None:
    brought_in(pair.marieke)
    pair.exchange()
    with_hours(pair.hakan, "c2", "22.00")
    close(pair.marieke)
    with_hours(pair.hakan, "c1", "12.00")
    pair.hakan.delete("c5")
    with_hours(pair.hakan, "c3", "25.00")
    pair.exchange()
    for workspace in (pair.marieke, pair.hakan):
        assert workspace.changed_after_closing() == ["c1", "c5"]
        assert str(workspace.cofinancing(T).total) == "12000.00"
        with pytest.raises(Refused):
            with_hours(workspace, "c1", "16.00")


def test_of_two_versions_of_a_closed_line_only_the_shown_one_can_be_chosen(pair: Pair) -> None:
    brought_in(pair.marieke)
    pair.exchange()
    with_hours(pair.hakan, "c1", "12.00")
    with_hours(pair.marieke, "c1", "13.00")
    close(pair.marieke)
    pair.exchange()
    found = pair.marieke.cofinancing(T)
    assert (found.two_versions, found.provisional) == (("c1",), True)
    document = pair.marieke.get("c1")
    shown, other = (each.value for each in document.conflicts["hours"])
    assert line(document).hours == Decimal(shown)
    assert found.total == Decimal("17300.00") + (Decimal(shown) - 16) * 50
    with pytest.raises(Refused):
        pair.marieke.settle(document, "hours", other)
    pair.marieke.settle(document, "hours", shown)
    assert not pair.marieke.cofinancing(T).provisional


def test_lines_of_two_devices_both_count(pair: Pair) -> None:
    brought_in(pair.marieke)
    pair.exchange()
    for workspace, hours in ((pair.marieke, "1.00"), (pair.hakan, "2.00")):
        workspace.save(Contribution(partner="p-rossum", date=T, way="uren", hours=Decimal(hours), state="geleverd"))
    pair.exchange()
    assert [str(each.cofinancing(T).total) for each in (pair.marieke, pair.hakan)] == ["17450.00", "17450.00"]


# -- which days can be closed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "day", "reopen", "allowed"),
    [
        (None, QUARTER, False, True),
        (QUARTER, date(2026, 6, 30), False, False),
        (QUARTER, date(2026, 6, 30), True, True),
        (QUARTER, QUARTER, False, True),
        (None, T, False, False),
        (None, date(2024, 12, 31), False, False),
    ],
    ids=["a quarter", "back", "back on purpose", "again", "today", "before the period"],
)
def test_only_days_of_the_period_that_are_past_are_closed_and_only_on_purpose_opened(
    before: date | None, day: date, reopen: bool, allowed: bool
) -> None:
    period = dataclasses.replace(region().of(Period)["sto2528"], closed_until=before)
    if allowed:
        assert closed_until(period, day, T, reopen=reopen).closed_until == day
    else:
        with pytest.raises(WrongUse):
            closed_until(period, day, T, reopen=reopen)


def test_a_period_closes_only_its_own_days(workspace: Workspace) -> None:
    brought_in(workspace)
    close(workspace)
    outside = Contribution(partner="p-rossum", date=date(2024, 5, 1), way="uren", hours=Decimal(1), state="geleverd")
    assert isinstance(workspace.region(T), Region) and workspace.save(outside).id


def _edit(workspace: Workspace, document_id: str, **values: object) -> None:
    seen = workspace.get(document_id)
    workspace.save(dataclasses.replace(seen.record, **values), seen=seen)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (lambda space, who: space.delete(who), ["gesloten-boeken"]),
        (lambda space, who: _edit(space, who, partner_kind="overheid"), ["gesloten-boeken"]),
        (lambda space, who: _edit(space, who, partner_kind="branche"), []),  # counts as a company does
        (lambda space, who: _edit(space, who, place="Zwolle"), []),
        (lambda space, _who: space.delete("p-jachtwerf"), []),
        (lambda space, _who: space.save(Settings(id=SETTINGS_ID, counts={"bedrijf": "nee"})), ["gesloten-boeken"]),
        (lambda space, _who: space.save(Settings(id=SETTINGS_ID, counts={"hotspot": "nee"})), []),
        (lambda space, _who: close(space, None), ["boeken-open"]),
        (lambda space, _who: close(space, date(2026, 9, 1)), ["boeken-open"]),
        (lambda space, _who: close(space, date(2026, 10, 31)), []),
    ],
)
def test_what_changes_closed_totals_without_touching_a_line_is_told(
    closed: Workspace, way: Callable[[Workspace, str], object], told: list[str]
) -> None:
    heard: list[Caution] = []
    with hearing(heard.append):
        way(closed, line(closed.get("c1")).partner)
    assert [each.code for each in heard] == told
    assert all("c1" in each.about for each in heard if each.code == "gesloten-boeken")


def test_what_a_partner_that_comes_out_of_the_bin_changes_is_told(closed: Workspace) -> None:
    who = line(closed.get("c1")).partner
    closed.delete(who)
    heard: list[Caution] = []
    with hearing(heard.append):
        closed.restore(who)
    assert [each.code for each in heard] == ["gesloten-boeken"]


def test_what_goes_from_closed_books_with_a_line_a_partner_or_a_period_is_known() -> None:
    (period,) = region().of(Period).values()
    found = region(T, dataclasses.replace(period, closed_until=QUARTER))

    def gone(kind: type[Record], name: str) -> list[str]:
        return [each.id for each in closed_lines_with(found, found.of(kind)[name])]

    assert gone(Contribution, "c1") == ["c1"] and gone(Contribution, "c2") == []
    assert gone(Partner, found.of(Contribution)["c1"].partner) == ["c1"]
    assert gone(Period, period.id) == ["c1", "c5"] and gone(Person, next(iter(found.of(Person)))) == []
    assert closed_lines_with(region(), period) == []
