"""The settings of a region: norms and terms that its partners agreed on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Any, ClassVar

from knowledge.model.fields import Choice, Choices, FieldType, Formed, Json, Table, Text, declare
from knowledge.model.folding import fold
from knowledge.model.number_fields import Whole
from knowledge.model.records.record import Kind, Record
from knowledge.model.vocabulary import (
    ALLOCATIONS,
    GUARD_RULES,
    GUARDS,
    HOLIDAY_REGIONS,
    JUDGED,
    PARTNER_KINDS,
    SCHOOL_KINDS,
)
from knowledge.problem import N_, BadValue, Problem

SETTINGS_ID = "settings"
"""The id of the settings, the same on every device, so that no two can be made."""


DEFAULTS: Mapping[str, Any] = {
    "school_year_start": "08-01",
    "lead_weeks": 8,
    "jokers": 1,
    "load_schools": 3,
    "load_days": 28,
    "silent_months": 6,
    "silent_months_close": 4,
    "retention_months": 24,
    "allocation": "volgorde",
    "guard": "waarschuwen",
}
"""What holds where a region said nothing else. The holidays have no default: a region is asked for them."""

JUDGEMENTS: Mapping[str, str] = {
    **{kind: "nee" if kind in SCHOOL_KINDS else "ja" for kind in PARTNER_KINDS},
    **dict.fromkeys(("overheid", "intermediair", "hotspot", "anders"), "beoordelen"),
}
"""Which kinds of partner count for cofinanciering, where a region said nothing else: ja, nee, or to be judged."""


class MonthDay(Formed):
    """A day of the year, as ``08-01`` (month, day)."""

    form = r"(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d)"
    hint = N_("“{value}” is not a month and a day. Write 08-01.")


class TravelTimes(Table):
    """Minutes of travel between two places, by ``Hardeveld|Ommerdal``."""

    def parse(self, typed: str, today: Date) -> Mapping[str, Json]:
        return dict(_travel(key, value) for key, value in super().parse(typed, today).items())

    def problem(self, value: Any) -> Problem | None:
        return _first_bad(_travel, value)


class Judgements(Table):
    """Whether partners of a kind count for cofinanciering (ja, nee, beoordelen), by the code of the kind."""

    def parse(self, typed: str, today: Date) -> Mapping[str, Json]:
        return dict(_judged(key, value) for key, value in super().parse(typed, today).items())


def _travel(key: str, minutes: Json) -> tuple[str, Json]:
    places = [place.strip() for place in key.split("|")]
    if len(places) != 2 or not all(places):
        raise BadValue(N_("“{value}” is not two places. Write for example Hardeveld|Ommerdal."), value=key)
    typed = str(minutes).strip()
    if typed and not re.fullmatch(r"\d{1,3}", typed):
        raise BadValue(N_("“{value}” is not a number of minutes from 0 to 999."), value=str(minutes)[:40])
    return "|".join(places), typed


def _judged(key: str, judgement: Json) -> tuple[str, Json]:
    codes = [code for code in PARTNER_KINDS if code == key.strip().casefold()]
    if not codes:
        raise BadValue(N_("“{value}” is not one of: {codes}."), value=key.strip(), codes=", ".join(PARTNER_KINDS))
    return codes[0], Choice(vocabulary=JUDGED).parse(str(judgement), Date.min)


def _first_bad(check: Callable[[str, Json], object], table: Mapping[str, Json]) -> Problem | None:
    try:
        for key, value in table.items():
            check(key, value)
    except BadValue as bad:
        return bad
    return None


@dataclass(frozen=True, kw_only=True)
class Settings(Record):
    """What a region agreed on, one record per space. An empty field has its default (`knowledge.work.settings`)."""

    kind: ClassVar[str] = "settings"
    traits: ClassVar[Kind] = Kind(
        label=N_("settings"),
        plural=N_("settings"),
        typed="instellingen instelling settings",
        sign="*",
        order=16,
        quiet=True,
        sort="title",
        only_id=SETTINGS_ID,
    )

    title: str = declare(FieldType(), N_("Title"), asked=False)
    holiday_region: str = declare(Choice(vocabulary=HOLIDAY_REGIONS), N_("Holidays of region"), searched=False)
    school_year_start: str = declare(MonthDay(), N_("School year begins"), searched=False)
    lead_weeks: int | None = declare(Whole(most=52), N_("Weeks to ask ahead"), searched=False)
    jokers: int | None = declare(Whole(most=99), N_("Rushes per school"), searched=False)
    load_schools: int | None = declare(Whole(least=1, most=99), N_("Too many schools"), searched=False)
    load_days: int | None = declare(Whole(least=1, most=366), N_("Days that count"), searched=False)
    silent_months: int | None = declare(Whole(least=1, most=120), N_("Silent after (months)"), searched=False)
    silent_months_close: int | None = declare(Whole(least=1, most=120), N_("Silent when close"), searched=False)
    retention_months: int | None = declare(Whole(least=1, most=240), N_("Sign-ups kept (months)"), searched=False)
    allocation: str = declare(Choice(vocabulary=ALLOCATIONS), N_("How places are given"), searched=False)
    guard: str = declare(Choice(vocabulary=GUARDS), N_("Text about pupils"), searched=False)
    guard_off: tuple[str, ...] = declare(Choices(vocabulary=GUARD_RULES), N_("Not looked for in texts"), searched=False)
    travel: Mapping[str, Json] = declare(TravelTimes(), N_("Minutes of travel"))
    counts: Mapping[str, Json] = declare(Judgements(), N_("Counts as cofinancing"))
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))

    @property
    def in_force(self) -> Settings:
        """These settings with the default of each one that is empty."""
        empty = {name: value for name, value in DEFAULTS.items() if getattr(self, name) in ("", None)}
        return dataclasses.replace(self, **empty, counts={**JUDGEMENTS, **self.counts})

    def minutes_between(self, place: str, other: str) -> int | None:
        """The minutes of travel between two places, in either direction; None where nobody said."""
        wanted = {fold(place), fold(other)}
        for key, minutes in self.travel.items():
            if {fold(each) for each in key.split("|")} == wanted and str(minutes).strip().isdigit():
                return int(str(minutes))
        return None

    def settled(self, before: Record | None, today: Date) -> Settings:
        """These settings with a title, so that lists show what they are."""
        del before, today
        return self if self.title else dataclasses.replace(self, title="Instellingen")
