"""The year plan as a calendar for other programs, read back by a reader of its own."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.commands.conftest import Sto, alone, as_hakan, shown, sto  # noqa: F401
from tests.region_f import FILE

Event = dict[str, str]


def events(data: bytes) -> dict[str, Event]:
    """The events of a calendar by the first half of their UID; a property with its parameters is its name."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.replace(b"\r\n ", b"").decode().splitlines()
    found: dict[str, Event] = {}
    event: Event | None = None
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            assert event is not None
            found[event["UID"].partition("@")[0]] = event
            event = None
        elif event is not None:
            event[name] = value
    return found


@pytest.fixture
def region_f(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:  # noqa: F811
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    sto("import", FILE, "--json")
    return sto


@pytest.fixture
def written(region_f: Sto, tmp_path: Path) -> Any:
    def write(*words: str) -> bytes:
        path = tmp_path / "jaarkalender.ics"
        told = region_f("export", path, *words, "--json")
        assert told.status == 0, told.err
        data = path.read_bytes()
        assert told.json["records"] == data.count(b"\r\nBEGIN:VEVENT\r\n")
        return data

    return write


def test_a_school_year_has_its_activities_with_their_days_and_times(written: Any) -> None:
    data = written("--year", "2026-2027")
    found = events(data)
    assert set(found) == {"a3", "a4", "a5", "a6", "a8", "a9", "a10", "a12", "a14"}
    lasgastles = found["a4"]
    assert lasgastles["DTSTART;TZID=Europe/Amsterdam"] == "20270330T140000"
    assert lasgastles["DTEND;TZID=Europe/Amsterdam"] == "20270330T160000"
    local = datetime(2027, 3, 30, 14, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert local.astimezone(UTC).hour == 12
    assert found["a9"]["DTSTART;VALUE=DATE"] == "20261208" and found["a9"]["DTEND;VALUE=DATE"] == "20261210"
    assert found["a8"]["DTEND;VALUE=DATE"] == "20261113"
    assert found["a12"]["STATUS"] == "CANCELLED" and found["a4"]["STATUS"] == "CONFIRMED"
    assert found["a4"]["CATEGORIES"] == "gastles" and found["a4"]["SUMMARY"] == "Lasgastles PIE"
    assert found["a4"]["DESCRIPTION"] == "CSG Het Kompas × Metaalwerken Van Rossum"


def test_the_zone_has_rules_without_an_end_and_nothing_asks_for_an_answer(written: Any) -> None:
    text = written().decode()
    rules = [set(rule.split(";")) for rule in re.findall(r"RRULE:(.*)\r", text)]
    assert rules == [{"FREQ=YEARLY", f"BYMONTH={month}", "BYDAY=-1SU"} for month in (3, 10)]
    assert "VERSION:2.0" in text and "PRODID:" in text and text.count("BEGIN:VTIMEZONE") == 1
    for unwanted in ("METHOD", "ATTENDEE", "ORGANIZER", "mailto", "Mehmet", "Hakan"):
        assert unwanted not in text


def test_the_same_knowledge_gives_the_same_bytes_on_every_device(
    written: Any,
    region_f: Sto,
    as_hakan: Sto,  # noqa: F811
    tmp_path: Path,
) -> None:
    data = written()
    assert written() == data
    assert region_f("sync").status == 0
    assert as_hakan("init", tmp_path / "shared", "--author", "Hakan").status == 0
    assert as_hakan("export", tmp_path / "hakan.ics").status == 0
    assert (tmp_path / "hakan.ics").read_bytes() == data


def test_one_that_moves_keeps_its_uid_and_its_sequence_goes_up_by_one(written: Any, region_f: Sto) -> None:
    before = events(written())["a4"]
    region_f("edit", "a4", "--title", "Lasgastles PIE, groep 3")
    assert events(written())["a4"]["SEQUENCE"] == before["SEQUENCE"]
    region_f("plan", "move", "a4", "--date", "31-03-2027")
    after = events(written())["a4"]
    assert after["UID"] == before["UID"] and int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after["DTSTART;TZID=Europe/Amsterdam"] == "20270331T140000"
    assert re.fullmatch(r"a4@[0-9a-f-]{36}", before["UID"])


def test_a_calendar_can_be_of_a_school_partner_or_person_and_with_ideas(written: Any, region_f: Sto) -> None:
    assert set(events(written("--partner", "Van Rossum", "--year", "2026-2027"))) == {"a3", "a4", "a5"}
    assert set(events(written("--school", "Kompas", "--year", "2026-2027"))) == {"a8", "a4"}
    assert set(events(written("--person", "Hakan Yıldız"))) == {"a9"}
    region_f("edit", "a11", "--set", "date=12-05-2027")
    assert "a11" not in events(written())
    assert events(written("--ideas"))["a11"]["STATUS"] == "TENTATIVE"


def test_long_and_strange_texts_stay_one_event(written: Any, region_f: Sto) -> None:
    title = "Lassen; met é, ü en 🔧 \\ \r\nBEGIN:VEVENT " + "woord " * 40
    region_f("edit", "a4", "--title", title, "--set", "place=Hal 3\x1b[2J")
    found = events(written())
    assert len(found) == 13 and "BEGIN:VEVENT" in found["a4"]["SUMMARY"] and "\\;" in found["a4"]["SUMMARY"]
    assert "\x1b" not in found["a4"]["LOCATION"]


def test_in_winter_time_the_hour_is_the_same_and_a_time_without_an_end_has_none(written: Any, region_f: Sto) -> None:
    region_f("edit", "a10", "--set", "end=")
    found = events(written())["a10"]
    assert found["DTSTART;TZID=Europe/Amsterdam"] == "20261215T130000"
    assert not any(name.startswith("DTEND") for name in found)


def test_other_formats_are_not_narrowed(region_f: Sto, tmp_path: Path) -> None:
    told = region_f("export", tmp_path / "alles.jsonl", "--ideas")
    assert told.status == 2 and ".ics" in told.err and not (tmp_path / "alles.jsonl").exists()
    assert region_f("export", tmp_path / "kalender.ics", "--kind", "lesson").status == 2
