"""Closing the books of cofinanciering up to a day: what may still be changed, and what was changed all the same (pure).

A line on or before that day stays as it is on this device; a counter line corrects it (`knowledge.work.contributions`).
What another device changed before it knew of the closing is taken in, and told.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from knowledge.journal.versions import Version
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.record import Record
from knowledge.model.region import Region
from knowledge.problem import N_, Reason, Refused, WrongUse
from knowledge.work.line_value import TO_JUDGE, has_day, judgements
from knowledge.work.warning import Caution


def closed_on(periods: Iterable[Period], day: date | None) -> Period | None:
    """The period that `day` falls in and whose books are closed for that day; None when they are open."""
    for period in periods:
        if day and period.closed_until and has_day(period, day) and day <= period.closed_until:
            return period
    return None


def check_books_open(before: Contribution | None, after: Contribution | None, periods: Collection[Period]) -> None:
    """Raise `Refused` when `before` may not become `after`, because the books of one of their days are closed.

    `before` is None for a line that comes out of the bin, `after` for one that goes in. New lines aren't checked: they
    may come from elsewhere with their region, and are told as entered after closing.
    """
    for line in (before, after):
        period = closed_on(periods, line.date) if line else None
        if line is None or period is None or line.date is None or period.closed_until is None:
            continue
        values = {"day": f"{line.date:%d-%m-%Y}", "until": f"{period.closed_until:%d-%m-%Y}"}
        if line is before:
            raise Refused(
                N_(
                    "This line is of {day}, and the books are closed until {until}, so it stays as it is. Correct it "
                    "with a counter line: `sto cofin correct {id} --hours 12 --reason TEXT` (or --pupils, --value)."
                ),
                id=line.id,
                **values,
            )
        raise Refused(
            N_(
                "The books are closed until {until}, so no line can be moved or put back to {day}. Date it after that "
                "with the reason in its note, or open the books again: `sto cofin close DAY --reopen`."
            ),
            **values,
        )


def check_period_open(before: Period, after: Period | None) -> None:
    """Raise `Refused` when `before` may not become `after` (None for the bin), because its closed lines would change.

    Which those are and what they are worth is said by `_SAYS_OF_LINES`.
    """
    if before.closed_until is None:
        return
    if after is None or any(getattr(before, name) != getattr(after, name) for name in _SAYS_OF_LINES):
        raise Refused(
            N_(
                "The books of “{title}” are closed until {until}, so its days, hour rate and pupil share stay as they "
                "are, and it isn't deleted. To change them, first open the books again by emptying “Closed until” on "
                "its own: `sto edit {id} --set closed_until=`."
            ),
            id=before.id,
            title=before.title,
            until=f"{before.closed_until:%d-%m-%Y}",
        )


_OPENED, _TOUCHED = "boeken-open", "gesloten-boeken"
_NAMED = 3
"""The most partners to name."""
_SAYS_OF_LINES = ("date", "until", "rate", "pupil_share")
"""The fields of a period that say which lines are its own and what they are worth."""


def closed_lines_with(region: Region, record: Record) -> list[Contribution]:
    """The lines in closed books that go, or count no longer, when `record` does: itself, or those of it."""
    periods = (record,) if isinstance(record, Period) else tuple(region.of(Period).values())
    closed = [each for each in region.of(Contribution).values() if closed_on(periods, each.date)]
    match record:
        case Period():
            return closed
        case Partner():
            return [each for each in closed if each.partner == record.id]
        case _:
            return [each for each in closed if each.id == record.id]


def cautions_on_closed_books(before: Region, after: Region) -> list[Caution]:
    """What became of closed books when the region `before` became `after`: whether they, or what counts in them, are
    as they were."""
    return [*_opened_books(before, after), *_counted_otherwise(before, after)]


def _opened_books(before: Region, after: Region) -> Iterator[Caution]:
    for period in before.of(Period).values():
        now = after.of(Period).get(period.id)
        if period.closed_until and now and (now.closed_until is None or now.closed_until < period.closed_until):
            text = N_(
                "Books of “{title}” that were closed until {until} are open again, so that totals that were reported "
                "can change."
            )
            values = {"title": period.title, "until": f"{period.closed_until:%d-%m-%Y}"}
            yield Caution(_OPENED, Reason(text, values), (period.id,))


def _counted_otherwise(before: Region, after: Region) -> Iterator[Caution]:
    periods, was, now = before.of(Period).values(), judgements(before), judgements(after)
    lines = [
        line
        for line in before.of(Contribution).values()
        if was.get(line.partner, TO_JUDGE) != now.get(line.partner, TO_JUDGE) and closed_on(periods, line.date)
    ]
    if lines:
        text = N_(
            "What {partners} gave counts otherwise now, also in closed books, so that totals that were reported "
            "change. Take it back if that isn't meant."
        )
        names = dict.fromkeys(before.title(line.partner) or after.title(line.partner) for line in lines)
        shown = ", ".join([*names][:_NAMED]) + (", …" if len(names) > _NAMED else "")
        yield Caution(_TOUCHED, Reason(text, {"partners": shown}), tuple(line.id for line in lines))


def closed_until(period: Period, day: date, today: date, *, reopen: bool = False) -> Period:
    """`period` with its books closed up to and including `day`.

    Raises `WrongUse` for a day outside the period or not past yet, and for an earlier day than now unless `reopen`.
    """
    assert period.date and period.until
    shown = {"title": period.title, "day": f"{day:%d-%m-%Y}"}
    if not has_day(period, day):
        raise WrongUse(
            N_("{day} is not in the period “{title}” ({first} – {last})."),
            first=f"{period.date:%d-%m-%Y}",
            last=f"{period.until:%d-%m-%Y}",
            **shown,
        )
    if day >= today:
        raise WrongUse(N_("{day} isn't over yet. Only days that are past can be closed."), **shown)
    if period.closed_until and day < period.closed_until and not reopen:
        raise WrongUse(
            N_("The books of “{title}” are closed until {until} already. --reopen makes {day} the last closed day."),
            until=f"{period.closed_until:%d-%m-%Y}",
            **shown,
        )
    return dataclasses.replace(period, closed_until=day)


def closed_at(history: Sequence[Version], day: date) -> str:
    """The stamp of the change since which the books are closed for `day`, by the `history` of a period; "" if open."""
    since = ""
    for version in history:
        if "closed_until" in version.set:
            until = str(version.set["closed_until"] or "")
            since = (since or version.time) if until >= day.isoformat() else ""
    return since


def changed_after_closing(
    line: Sequence[Version], periods: Iterable[tuple[Period, Sequence[Version]]]
) -> list[Version]:
    """The versions of a line, by its history, that are of a day whose books were closed when they were written.

    `periods` are the grant periods with their own histories. The order is that of the clocks of the devices. A period
    that came closed from elsewhere came with its lines, so that these were not entered late.
    """
    return [
        version
        for number, version in enumerate(line)
        if any(_was_closed(version, line[:number], *each) for each in periods)
    ]


def _was_closed(version: Version, earlier: Sequence[Version], period: Period, history: Sequence[Version]) -> bool:
    dates = [each.set["date"] for each in earlier if each.set.get("date")][-1:]
    dates += [version.set["date"]] if version.set.get("date") else []
    for written in dates:
        day = date.fromisoformat(str(written))
        since = closed_at(history, day) if closed_on((period,), day) else ""
        came_closed = bool(history) and since == history[0].time
        if since and version.time > since and (earlier or not came_closed):
            return True
    return False
