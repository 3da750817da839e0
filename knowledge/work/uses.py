"""Using a lesson, and telling later how it went (pure)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from knowledge.model.records.use import Use
from knowledge.model.reuse import person

ASKED_AFTER = timedelta(days=14)
"""The time after its day at which somebody is asked how a use went, and after which they are asked again."""

NOT_YET = "later"
"""The answer of somebody who can't tell yet how it went."""


def going_to_use(
    lesson: str, author: str, today: date, *, purpose: str = "", event: str = "", day: date | None = None
) -> Use:
    """The use of the lesson with the id `lesson` by `author`, on `day` or else `today`.

    `purpose` may be empty, or `event` be the id of the activity for which it is.
    """
    who = " ".join(author.split()) or "?"
    return Use(lesson=lesson, who=who, date=day or today, purpose=" ".join(purpose.split()), event=event)


def said_before(uses: Iterable[Use], use: Use) -> Use | None:
    """The one of `uses` that says the same as `use`: lesson, person, day, purpose, activity; None if there is none."""

    def said(each: Use) -> tuple[str, str, date | None, str, str]:
        return each.lesson, person(each.who), each.date, each.purpose, each.event

    return next((each for each in uses if said(each) == said(use)), None)


def own_latest(uses: Iterable[Use], author: str) -> Use | None:
    """The latest of `uses` by `author`: one of which isn't told how it went, if there is any. None if there is none."""
    own = [use for use in uses if person(use.who) == person(author)]
    return max(own, key=lambda use: (not use.outcome, use.date or date.min, use.id), default=None)


def answered(use: Use, answer: str, today: date, note: str | None = None) -> Use:
    """`use` with the `answer` how it went: a code of `OUTCOMES`, or `NOT_YET` to be asked again after a while.

    Without a `note` it keeps the one it has.
    """
    kept = use.note if note is None else " ".join(note.split())
    if answer == NOT_YET:
        return dataclasses.replace(use, note=kept, ask_from=today + ASKED_AFTER)
    return dataclasses.replace(use, note=kept, outcome=answer, ask_from=None)


def as_told_before(use: Use, before: Use) -> Use:
    """`use` with the answer that it had `before`."""
    return dataclasses.replace(use, outcome=before.outcome, note=before.note, ask_from=before.ask_from)


def asked_on(use: Use, done: Mapping[str, date]) -> date | None:
    """The day from which its author is asked how `use` went; None when that was told already.

    `done` has the last days of activities that took place, by id: of those it can be told at once.
    """
    if use.outcome or use.date is None:
        return None
    return use.ask_from or done.get(use.event) or use.date + ASKED_AFTER


def uses_to_ask(uses: Iterable[Use], author: str, today: date, done: Mapping[str, date] | None = None) -> list[Use]:
    """Those of `uses` about which `author` is to be asked `today` how they went; the oldest comes first.

    `done` is as for `asked_on`.
    """
    due = [
        use
        for use in uses
        if person(use.who) == person(author) and (day := asked_on(use, done or {})) is not None and day <= today
    ]
    return sorted(due, key=lambda use: (use.date or today, use.id))
