"""The types of fields that hold weeks: weeks of a certain year, and weeks of every year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from knowledge.model.fields import Json, Lines
from knowledge.model.typed.weeks import days_of_week, weeks_from
from knowledge.problem import N_, BadValue


@dataclass(frozen=True)
class Weeks(Lines):
    """Weeks, stored as ``2027-W05`` and typed as people say them (`knowledge.model.typed.weeks`)."""

    is_free: ClassVar[bool] = False

    def _member(self, value: Json) -> str:
        wrong = BadValue(N_("“{value}” is not a week. Write for example 5, 5-8 or 2027-W05."), value=str(value)[:40])
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-W\d\d", value):
            raise wrong
        try:
            days_of_week(value)
        except ValueError:
            raise wrong from None
        return value

    def parse(self, typed: str, today: date) -> tuple[str, ...]:
        return weeks_from(typed, today)

    def as_typed(self, weeks: Sequence[str], today: date) -> str:
        """`weeks` as a person types them on the day `today`: ``5-8, 12``; with their year where that says others."""
        spans: list[list[str]] = []
        for week in weeks:
            follows = spans and days_of_week(spans[-1][-1]).last + timedelta(days=1) == days_of_week(week).first
            spans[-1].append(week) if follows else spans.append([week])
        short = ", ".join("-".join(dict.fromkeys(str(int(each[6:])) for each in (span[0], span[-1]))) for span in spans)
        try:
            says_these = weeks_from(short, today) == tuple(weeks)
        except BadValue:
            says_these = False
        return short if says_these else self.show(weeks)


@dataclass(frozen=True)
class WeeksOfYear(Lines):
    """Weeks of every year: ``45-10`` is from week 45 to week 10 of the next year, ``7`` is one week."""

    is_free: ClassVar[bool] = False

    def _member(self, value: Json) -> str:
        numbers = weeks_of_every_year(value) if isinstance(value, str) else None
        if numbers is None:
            raise BadValue(N_("“{value}” is not a span of weeks. Write for example 45-10 or 7."), value=str(value)[:40])
        return str(value)

    def parse(self, typed: str, today: date) -> tuple[str, ...]:
        plain = re.sub(r"\b(?:weken|weeks|week|wk)\b\.?", "", typed.casefold())
        return super().parse(re.sub(r" ?(?:t/m|tot en met|[–-]) ?", "-", plain), today)


def weeks_of_every_year(span: str) -> frozenset[int] | None:
    """The numbers of the weeks in `span` (``45-10`` goes on in the next year), or None when it says none."""
    match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", span)
    if not match:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    if not (1 <= first <= 53 and 1 <= last <= 53):
        return None
    return frozenset(range(first, last + 1)) if first <= last else frozenset([*range(first, 54), *range(1, last + 1)])
