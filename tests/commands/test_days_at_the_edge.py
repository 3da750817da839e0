"""Stamps and days at both ends of the calendar, in every time zone: a forged one ends no verb."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.journal import clock
from knowledge.journal.segment import encode_segment
from knowledge.model.fields import Day
from knowledge.model.records.use import Use
from knowledge.problem import BadValue
from knowledge.work.uses import uses_to_ask
from sto_tui.wording.dates import show_time
from tests.commands.conftest import Sto
from tests.journal.strategies import change, segment

EDGES = (
    "0001-01-01T00:00:00.000Z+0000",
    "0001-01-01T00:10:00.000Z+0000",
    "0999-12-31T23:59:59.999Z+0001",
    "1900-01-01T00:00:00.000Z+0000",
    "2262-04-12T00:00:00.000Z+0000",
    "9999-12-31T23:30:00.000Z+0000",
    "9999-12-31T23:59:59.999Z+9999",
)
ZONES = ("Europe/Amsterdam", "America/New_York", "Pacific/Kiritimati", "UTC")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, live_in: Callable[[str], None]) -> str:
    """The time zone of this device."""
    live_in(request.param)
    return str(request.param)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process can't be set here")
@pytest.mark.parametrize("stamp", EDGES)
def test_every_stamp_can_be_shown_wherever_somebody_is(zone: str, stamp: str) -> None:
    assert clock.is_stamp(stamp), zone
    assert int(show_time(stamp).split()[3]) in range(1, 10_000)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)), st.integers(0, 9999))
def test_any_two_moments_can_be_compared(now: datetime, then: datetime, counter: int) -> None:
    stamp = clock.stamp(then, counter)

    assert clock.is_stamp(stamp)
    assert clock.is_far_ahead(stamp, now) is ((clock.moment(stamp) - now) > clock.FAR)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2300-01-01", "9999-12-31"])
def test_a_day_that_nobody_could_type_is_not_read_as_one(day: str) -> None:
    with pytest.raises(BadValue, match="year"):
        Day().decode(day)


@pytest.mark.parametrize("day", ["1900-01-01", "2299-12-31"])
def test_after_the_last_day_that_is_read_there_is_another(day: str) -> None:
    when = Day().decode(day)
    use = Use(lesson="les", who="Els", date=when)

    assert when is not None
    assert uses_to_ask([use], "Els", date(2026, 11, 23)) in ([use], [])


@pytest.fixture
def forged(sto: Sto, tmp_path: Path) -> Sto:
    """A space in which a colleague's files hold every stamp of `EDGES`, and days nobody can mean."""
    lesson = sto("add", "lesson", "--title", "Lasdag").out.strip()
    made = []
    for number, stamp in enumerate(EDGES):
        who = "abcdefg"[number] * 10
        made.append(change(who, 1, time=stamp, document="houtdag", set={"title": f"Hout {number}", "date": stamp[:10]}))
        made.append(change(who, 2, time=stamp, document=f"les-{number}", previous=made[-1].hash))
    for number, (kind, field) in enumerate((("use", "date"), ("action", "due"), ("meeting", "date"))):
        values = {field: "9999-12-31", "lesson": lesson, "who": "Els", "title": "Verre dag", "ask_from": "0001-01-01"}
        made.append(change("hgfedcba"[number] * 5 + "zzzzz", 1, kind=kind, document=f"ver-{kind}", set=values))
    for one in {each.replica for each in made}:
        whole = segment(*(each for each in made if each.replica == one))
        path = tmp_path / "shared" / whole.name
        path.parent.mkdir()
        path.write_bytes(encode_segment(whole))
    return sto


VERBS = (
    "sync",
    "status",
    "status --json",
    *(f"list {kind}" for kind in ("lesson", "use", "action", "meeting")),
    *(
        f"{verb} {name}"
        for verb in ("show", "history")
        for name in ("houtdag", "les-0", "les-6", "ver-use", "ver-action")
    ),
    "show houtdag --json",
    "conflicts",
    "doctor",
    "doctor --json",
    "search hout",
    "search hout --sort date",
    "use --open",
    "duplicates",
    "edit ver-action --set who=x",
    "log --title Overleg --date 2026-03-03",
    "sync",
)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process can't be set here")
def test_a_forged_stamp_ends_no_verb(zone: str, forged: Sto, tmp_path: Path) -> None:
    statuses = {words: forged(*words.split()).status for words in VERBS}

    assert not (tmp_path / "home" / "data" / "sto.log").exists(), (zone, os.environ["TZ"])
    assert {words for words, status in statuses.items() if status} == set()


def test_a_day_out_of_range_is_kept_when_something_else_is_edited(forged: Sto) -> None:
    forged("sync")
    forged("edit", "ver-action", "--set", "who=Hakan")

    assert forged("show", "ver-action", "--json").json["due"] in ("9999-12-31", None)
    assert "9999-12-31" in forged("show", "ver-action").out
