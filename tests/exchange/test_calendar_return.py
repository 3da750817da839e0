"""A calendar that comes back: what moved there is proposed, and what others planned comes in as ideas."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from knowledge import bounds
from knowledge.exchange.appointment import Appointment, Span
from knowledge.exchange.formats import icalendar
from knowledge.problem import Problem, Reason
from tests.commands.conftest import Sto, alone, shown, sto  # noqa: F401 - fixtures
from tests.region_f import FILE


def rows(*lines: str, encoding: str = "utf-8") -> list[Any]:
    text = "\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""))
    return [row for _where, row in icalendar.read(io.BytesIO(text.encode(encoding)), "x.ics", "")]


def event(*lines: str, uid: str = "1@elders.example") -> tuple[str, ...]:
    return ("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Gastles", *lines, "END:VEVENT")


def span(*lines: str) -> Any:
    (found,) = rows(*event(*lines))
    assert isinstance(found, Appointment), found
    day = found.span
    return (day.date.isoformat(), day.until.isoformat() if day.until else "", day.start, day.end)


def test_days_and_times_are_read_as_they_are_in_the_netherlands() -> None:
    assert span("DTSTART;VALUE=DATE:20261208", "DTEND;VALUE=DATE:20261210") == ("2026-12-08", "2026-12-09", "", "")
    assert span("DTSTART:20261208") == ("2026-12-08", "", "", "")
    assert span("DTSTART:20270330T120000Z", "DTEND:20270330T143000Z") == ("2027-03-30", "", "14:00", "16:30")
    assert span("DTSTART:20261201T233000Z", "DURATION:PT1H30M") == ("2026-12-02", "", "00:30", "02:00")
    assert span("DTSTART:20261201T090000", "DURATION:P1DT1H") == ("2026-12-01", "2026-12-02", "09:00", "10:00")
    assert span("DTSTART:20261201T200000", "DTEND:20261202T000000") == ("2026-12-01", "", "20:00", "23:59")
    assert span("DTSTART;VALUE=DATE:20261201", "DURATION:P1W") == ("2026-12-01", "2026-12-07", "", "")


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Europe/Amsterdam", "14:00"),
        ("W. Europe Standard Time", "14:00"),
        ("GMT Standard Time", "15:00"),
        ("/mozilla.org/20050126_1/Europe/London", "15:00"),
        ('"America/New_York"', "20:00"),
    ],
)
def test_time_zones_are_known_by_all_their_names(zone: str, start: str) -> None:
    assert span(f"DTSTART;TZID={zone}:20270330T140000")[2] == start


def test_a_zone_that_nobody_knows_is_told_and_its_times_are_dutch() -> None:
    told, found = rows(*event('DTSTART;TZID="Marsbasis: 3":20270330T140000'))
    assert isinstance(told, Reason) and told.values["zone"] == "Marsbasis: 3"
    assert found.span == Span(found.span.date, None, "14:00")


def test_lines_are_unfolded_in_any_encoding_and_an_alarm_is_no_part_of_its_appointment() -> None:
    lines = ("BEGIN:VALARM", "DURATION:PT5M", "DESCRIPTION:Bel", "END:VALARM", "DTSTART:20261208", "LOCATION:Caf", " é")
    for encoding in ("utf-8", "cp1252", "utf-16"):
        (found,) = rows(*event(*lines), encoding=encoding)
        assert (found.place, found.text, found.span.end) == ("Café", "", "")


def test_what_is_repeated_private_or_double_is_told_and_never_worked_out() -> None:
    endless = "RRULE:FREQ=SECONDLY;COUNT=999999999"
    found = rows(
        *event("DTSTART:20261208", endless, uid="a"),
        *event("DTSTART:20261208", "RECURRENCE-ID:20261208", uid="b"),
        *event("DTSTART:20261208", "CLASS:PRIVATE", uid="c"),
        *event("DTSTART:20261208", uid="d"),
        *event("DTSTART:20261209", uid="d"),
        *("BEGIN:VTODO", "SUMMARY:Taak", "DTSTART:20261208", "END:VTODO"),
    )
    assert [type(each) for each in found] == [Reason, Reason, Reason, Appointment, Reason]


def test_what_is_broken_is_named_with_its_line_and_the_rest_comes_in() -> None:
    lines = (
        *("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "BEGIN:VALARM"),
        *event("DTSTART:20261399", uid="2"),
        *event("SUMMARY:x", uid="3"),
        *event("DTSTART:20261201", "DTEND:morgen", uid="4"),
        *event("DTSTART:20261201", "DURATION:PT", uid="5"),
        *event("DTSTART:00000101T000000Z", uid="6"),
        *event("DTSTART:99991231T235959Z", uid="7"),
        *event("DTSTART:99991201", "DURATION:P9999W", uid="9"),
        *event("DTSTART:20261201", uid="8"),
    )
    text = "\n".join(lines)
    found = [*icalendar.read(io.BytesIO(text.encode()), "x.ics", "")]
    assert len([row for _where, row in found if isinstance(row, Problem)]) == 8
    assert [row.uid for _where, row in found if isinstance(row, Appointment)] == ["8"]
    assert isinstance(found[0][1], Problem) and found[0][0] == "2"


def test_what_is_no_calendar_or_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [type(row) for _where, row in icalendar.read(io.BytesIO(b"Naam;Plaats\n"), "x.ics", "")] == [Problem]
    monkeypatch.setattr(bounds, "CALENDAR_BYTES", 10)
    assert isinstance(rows(*event("DTSTART:20261208"))[0], bounds.TooLarge)


@pytest.fixture
def region_f(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:  # noqa: F811
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    sto("import", FILE, "--json")
    return sto


def test_what_moved_in_the_calendar_is_proposed_and_done_only_with_yes(region_f: Sto, tmp_path: Path) -> None:
    file = tmp_path / "agenda.ics"
    region_f("export", file)
    assert region_f("import", file, "--json").json["unchanged"] == 13
    text = file.read_bytes().decode()
    moved = text.replace("20270330T140000", "20270331T143000").replace("20270330T160000", "20270331T163000")
    moved = moved.replace(
        "\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR", "\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    file.write_bytes(moved.encode())

    told = region_f("import", file, "--preview", "--json").json
    assert told["changed"] == len(told["proposed"]) == 2 and told["new"] == 0
    changes = next(each["changes"] for each in told["proposed"] if each["id"] == "a4")
    assert changes["date"] == {"was": "2027-03-30", "becomes": "2027-03-31"}
    assert changes["start"] == {"was": "14:00", "becomes": "14:30"} and changes.keys() == {"date", "start", "end"}

    told = region_f("import", file)
    assert told.status == 0 and "--yes" in told.out + told.err and "31 Mar 2027" in told.out + told.err
    assert shown(region_f, "a4")["date"] == "2027-03-30"
    assert region_f("import", file, "--yes", "--json").json["changed"] == 2
    assert (shown(region_f, "a4")["date"], shown(region_f, "a4")["end"]) == ("2027-03-31", "16:30")
    again = region_f("import", file, "--yes", "--json").json
    assert (again["changed"], again.get("proposed")) == (0, None)


def test_a_calendar_from_before_a_change_here_moves_nothing_back(region_f: Sto, tmp_path: Path) -> None:
    file = tmp_path / "agenda.ics"
    region_f("export", file)
    region_f("plan", "move", "a4", "--date", "31-03-2027")
    assert "proposed" not in region_f("import", file, "--json").json
    region_f("export", file)
    file.write_bytes(file.read_bytes().replace(b":20270331T1", b":20270330T1"))  # dragged back, after seeing the move
    assert [each["id"] for each in region_f("import", file, "--json").json["proposed"]] == ["a4"]


def test_another_place_is_a_partner_or_a_text(region_f: Sto, tmp_path: Path) -> None:
    file = tmp_path / "agenda.ics"
    region_f("edit", "a4", "--set", "venue=Metaalwerken Van Rossum", "--set", "place=hal 2")
    region_f("export", file)
    data = file.read_bytes()
    for said, changes in (
        (b"Metaalwerken Van Rossum\\, hal 3", {"place": "hal 3"}),
        (b"Gymzaal", {"venue": "", "place": "Gymzaal"}),
        (b"Vakcollege De Meander", {"venue": "p-meander", "place": ""}),
    ):
        file.write_bytes(data.replace(b"Metaalwerken Van Rossum\\, hal 2", said))
        (proposed,) = region_f("import", file, "--preview", "--json").json["proposed"]
        assert {name: each["becomes"] for name, each in proposed["changes"].items()} == changes


def test_what_others_planned_comes_in_as_an_idea_once(region_f: Sto, tmp_path: Path) -> None:
    file = tmp_path / "agenda.ics"
    lines = ("BEGIN:VCALENDAR", *event("DTSTART:20270118T090000", "ATTENDEE:mailto:x@y.example", "LOCATION:Hal 3"))
    file.write_text("\r\n".join((*lines, "END:VCALENDAR")), "utf-8")
    assert region_f("import", file, "--json").json["added"] == 1
    (idea,) = [each for each in region_f("list", "activity", "--json").json if each["title"] == "Gastles"]
    found = shown(region_f, idea["id"])
    assert (found["state"], found["activity"], found["date"], found["place"]) == (
        "idee",
        "gastles",
        "2027-01-18",
        "Hal 3",
    )
    assert found["ical_uid"] == "1@elders.example" and "x@y.example" not in str(found)
    again = region_f("import", file, "--json").json
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 1)
    file.write_text(file.read_text("utf-8").replace("20270118T09", "20270119T09"), "utf-8")
    assert region_f("import", file, "--json").json["proposed"][0]["changes"].keys() == {"date"}
    region_f("delete", idea["id"])
    assert region_f("import", file, "--json").json["in_bin"][0]["id"] == idea["id"]


def test_version_4_of_vcard_goes_out_by_name_and_comes_in_again(region_f: Sto, tmp_path: Path) -> None:
    file = tmp_path / "mensen.vcf"
    assert region_f("export", file, "--format", "vcard4").status == 0
    assert file.read_bytes().startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    told = region_f("import", file, "--json").json
    assert (told["added"], told["changed"]) == (0, 0) and told["unchanged"] == 4
