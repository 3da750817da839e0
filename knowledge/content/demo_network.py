"""The network of the demo region: activities, offers, sign-ups and what else stands in `nl/demo/network/`.

A file is a table of entries by their slugs; the word before a hyphen in its name says of which folder they are. Days
are said in days from today. Here they become days that hold on any today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from knowledge.content.markdown import BadMarkdown, pages
from knowledge.content.school_days import Party, SchoolDays
from knowledge.model.records.closure import Closure
from knowledge.model.typed.periods import school_year_of
from knowledge.model.typed.weeks import week_of
from knowledge.problem import N_

Entry = dict[str, Any]
Entries = dict[str, Entry]

_DAYS_AGO = {
    "days_ago": "date",
    "asked_days_ago": "asked_on",
    "confirmed_days_ago": "confirmed_on",
    "signed_days_ago": "signed_on",
    "answer_days_ago": "answer_by",
    "evidence_days_ago": "evidence_on",
}
"""Names that count days back from today, with the fields that they become."""


def network(today: date) -> dict[str, Entries]:
    """The fields of each entry by its folder and slug, as of `today`; links are slugs of any folder.

    Raises `BadMarkdown` when an entry takes something from another that isn't there.
    """
    found: dict[str, Entries] = {}
    for stem, page in pages("nl", "demo/network").items():
        found.setdefault(stem.partition("-")[0], {}).update(page.front)
    return _Network(today, found).dated()


class _Network:
    """Gives every entry its days."""

    def __init__(self, today: date, entries: dict[str, Entries]) -> None:
        self._entries = entries
        region = entries["settings"]["settings"]["holiday_region"]
        holidays = SchoolDays(today, region)
        self._closures = {slug: _closure(entry, holidays) for slug, entry in entries["closures"].items()}
        self._days = SchoolDays(today, region, (_closed(*each) for each in self._closures.items()))
        self._activities = {slug: self._like(entry) for slug, entry in entries["activities"].items()}
        dated = ((slug, entry) for slug, entry in self._activities.items() if "days_ago" in entry)
        nearest_first = sorted(dated, key=lambda each: abs(each[1]["days_ago"]))
        self._held = {slug: self._taken(slug, entry) for slug, entry in nearest_first}

    def dated(self) -> dict[str, Entries]:
        """All entries with their days."""
        dated = {
            "closures": self._closures,
            "activities": {slug: self._activity(slug, entry) for slug, entry in self._activities.items()},
            "signups": {slug: self._signup(entry) for slug, entry in self._entries["signups"].items()},
            "contributions": {slug: self._contribution(each) for slug, each in self._entries["contributions"].items()},
            "periods": {slug: self._period(entry) for slug, entry in self._entries["periods"].items()},
        }
        return {
            folder: {slug: self._plainly(entry) for slug, entry in dated.get(folder, entries).items()}
            for folder, entries in self._entries.items()
        }

    # -- activities -----------------------------------------------------------------------------------------------

    def _like(self, entry: Entry) -> Entry:
        """`entry` with everything that it doesn't say itself from the one that it is like."""
        return self._other(entry["like"]) | entry if "like" in entry else entry

    def _other(self, slug: str) -> Entry:
        if slug not in self._entries["activities"]:
            raise BadMarkdown(
                N_("{where}: there is no “{slug}” in {folder}."), where="network", slug=slug, folder="activities"
            )
        return self._entries["activities"][slug]

    def _taken(self, slug: str, entry: Entry) -> date:
        party = _party(entry)
        for other in self._activities.values():
            if other.get("same_day_as") == slug:
                party |= _party(other)
        return self._days.take(entry["days_ago"], party, on=entry.get("on", ()), lasts=entry.get("lasts", 1))

    def _activity(self, slug: str, entry: Entry) -> Entry:
        said = dict(entry)
        own = ("days_ago", "same_day_as", "on", "lasts", "asked_days_before", "like")
        _days_ago, same_day_as, _on, lasts, before, _like = (said.pop(name, None) for name in own)
        if same_day_as:
            self._other(same_day_as)
        day = self._held.get(same_day_as or slug)
        if day:
            said["date"] = day.isoformat()
        if day and lasts:
            said["until"] = (day + timedelta(days=lasts - 1)).isoformat()
        if day and before:
            said["asked_on"] = min(day - timedelta(days=before), self._days.today).isoformat()
        return said

    # -- the other kinds ------------------------------------------------------------------------------------------

    def _signup(self, entry: Entry) -> Entry:
        said = dict(entry)
        first = school_year_of(self._days.today).first
        return said | {"signed_on": max(first, self._days.ago(said.pop("signed_days_ago"))).isoformat()}

    def _contribution(self, entry: Entry) -> Entry:
        if "days_ago" in entry:
            return entry
        return entry | {"date": self._held[entry["event"]].isoformat()}

    def _period(self, entry: Entry) -> Entry:
        said = dict(entry)
        first = self._days.today.year - 1
        last = first + said.pop("years") - 1
        return said | {
            "title": entry["title"].format(first=first, last=last),
            "date": date(first, 1, 1).isoformat(),
            "until": date(last, 12, 31).isoformat(),
        }

    def _plainly(self, entry: Entry) -> Entry:
        """`entry` with days and weeks in place of their numbers."""
        return dict(self._fields(entry))

    def _fields(self, entry: Entry) -> Iterator[tuple[str, Any]]:
        for name, value in entry.items():
            if name in _DAYS_AGO:
                yield _DAYS_AGO[name], self._days.workday_ago(value).isoformat()
            elif name == "weeks_ahead":
                yield "weeks", [week_of(self._days.ago(-7 * number)) for number in value]
            elif name == "deadlines_ahead":
                yield "deadlines", {self._days.workday_ago(-number).isoformat(): text for number, text in value.items()}
            else:
                yield name, value


def _party(entry: Entry) -> Party:
    others = dict.fromkeys((*entry.get("partners", ()), entry.get("venue", "")))
    people = dict.fromkeys((*entry.get("teachers", ()), *entry.get("contacts", ())))
    return Party(tuple(entry.get("schools", ())), tuple(filter(None, others)), tuple(people))


def _closure(entry: Entry, days: SchoolDays) -> Entry:
    """`entry` with its days: a school week, or the same days every year, from two years ago on."""
    said = dict(entry)
    if "weeks_ago" in said:
        monday = days.week(said.pop("weeks_ago"))
        return said | {"date": monday.isoformat(), "until": (monday + timedelta(days=4)).isoformat()}
    year = days.today.year - 2
    over_new_year = said["until"] < said["date"]
    return said | {"date": f"{year}-{said['date']}", "until": f"{year + over_new_year}-{said['until']}"}


def _closed(slug: str, entry: Entry) -> Closure:
    """The closure that `entry` describes, for partners by their slugs."""
    return Closure(
        id=slug,
        title=entry["title"],
        closure=entry["closure"],
        date=date.fromisoformat(entry["date"]),
        until=date.fromisoformat(entry["until"]),
        partners=tuple(entry["partners"]),
        yearly=entry.get("yearly", ""),
    )
