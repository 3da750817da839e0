"""What narrows a search, in words: the active filters, and periods people think in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.problem import N_
from knowledge.search.query.query import Query
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

NAMES = {
    "kinds": N_("Kind"),
    "partner": N_("Partner"),
    "activity": N_("Activity"),
    "world": N_("World"),
    "tag": N_("Tag"),
    "period": N_("Period"),
    "sort": N_("Order"),
}
"""The filters, in the order in which they are offered."""

UNOFFERED = {"like": N_("Like"), "among": N_("New")}
"""Filters that aren't chosen from a list."""

SORTS = {"relevance": N_("best first"), "date": N_("newest first")}


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included; None is open."""

    since: date | None = None
    until: date | None = None

    def __str__(self) -> str:
        if self.since and self.until:
            return _("{since} to {until}").format(since=show_day(self.since), until=show_day(self.until))
        if self.since:
            return _("since {since}").format(since=show_day(self.since))
        return _("until {until}").format(until=show_day(self.until)) if self.until else ""


def periods(today: date) -> dict[str, tuple[str, Period]]:
    """The periods to choose from: code to (message id, days). A school year begins on 1 August."""
    year = today.year if today.month >= 8 else today.year - 1
    return {
        "month": (N_("last 30 days"), Period(today - timedelta(days=30))),
        "year": (N_("last 12 months"), Period(today - timedelta(days=365))),
        "school": (N_("this school year"), Period(date(year, 8, 1), date(year + 1, 7, 31))),
        "school-1": (N_("last school year"), Period(date(year - 1, 8, 1), date(year, 7, 31))),
    }


def typed_period(text: str) -> Period:
    """The period meant by one or two typed days ("1-9-2026 - 31-12-2026"); raises `BadValue`."""
    from knowledge.model.fields import BadValue, Day

    days = [Day().parse(part) for part in re.findall(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", text)]
    if not 1 <= len(days) <= 2:
        raise BadValue(N_("“{value}” is not a period. Write for example 01-09-2026 - 31-12-2026."), value=text)
    return Period(*days)


def active(query: Query, partner_name: str, like_name: str = "") -> dict[str, str]:
    """The filters that are set, by name, in words."""
    found = {}
    if query.kinds:
        from sto_tui.wording.words import (
            kinds_word,  # late: the first paint has no filters and need not wait for the records
        )

        found["kinds"] = ", ".join(kinds_word(kind) for kind in query.kinds)
    if query.partner:
        found["partner"] = safe_line(partner_name)
    if query.activity:
        found["activity"] = facet_word("activity", query.activity)
    if query.world:
        found["world"] = facet_word("world", query.world)
    if query.tag:
        found["tag"] = safe_line(query.tag)
    if period := " ".join(filter(None, [str(query.year or ""), str(Period(query.since, query.until))])):
        found["period"] = period
    if query.like:
        found["like"] = safe_line(like_name)[:30]
    if query.among:
        found["among"] = str(len(query.among))
    if query.sort != "relevance":
        found["sort"] = _(SORTS.get(query.sort, query.sort))
    return found


def in_words(query: Query, partner_name: str, like_name: str = "") -> str:
    """What `query` asks for: what is typed, and its filters."""
    words = safe_line(query.text.strip())
    parts = [f"“{words}”"] if words else []
    filters = active(query, partner_name, like_name)
    parts += [f"{_((NAMES | UNOFFERED)[name])}: {value}" for name, value in filters.items()]
    return " · ".join(parts) or _("everything")


def facet_word(name: str, value: str) -> str:
    """How `value` of the facet `name` is called."""
    from knowledge.model.vocabulary import ACTIVITY_KINDS, WORLDS

    if name in ("kind", "kinds"):
        from sto_tui.wording.words import kinds_word

        return kinds_word(value)
    vocabulary = {"activity": ACTIVITY_KINDS, "world": WORLDS}.get(name)
    return _(vocabulary.label(value)) if vocabulary and value in vocabulary else safe_line(value)


def without(query: Query, name: str) -> Query:
    """`query` with filter `name` (or, for "all", every filter) taken off; the text stays."""
    if name == "all":
        return Query(text=query.text, limit=query.limit, counted=query.counted, explained=query.explained)
    bare = Query()
    names = ("since", "until", "year") if name == "period" else (name,)
    return replace(query, **{each: getattr(bare, each) for each in names})
