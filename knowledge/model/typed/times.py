"""Times of day as people say them: ``9:30``, ``930``, ``9u30``, ``9 uur``, ``half tien``, ``kwart over negen`` (pure).

A spoken time before seven o'clock is one in the afternoon, unless it says otherwise: who meets at "half drie" or at
"3 uur" meets at 14:30 or 15:00. A time with a colon or a dot, or that begins with a nought, is what it says.
"""

from __future__ import annotations

import re

from knowledge.model.typed.words import NUMBERS, has_foreign_digits
from knowledge.problem import N_, BadValue

_HOURS = {word: number for word, number in NUMBERS.items() if 1 <= number <= 12}
_WORD = "|".join(sorted(_HOURS, key=len, reverse=True))
_HOUR = rf"(?P<hour>\d{{1,2}}|{_WORD})"
_MINUTES = rf"(?P<minutes>\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_BESIDE = rf"(?:(?P<quarter>kwart|kwartier|quarter|a quarter)|{_MINUTES}(?: min(?:uten|utes)?)?)"
_PART = (
    r"(?:(?: in de| in the| 's| ’s| at)? ?"
    r"(?P<part>ochtends?|morgens?|middags?|avonds?|nachts?|morning|afternoon|evening|night|[ap]\.?m\.?))?"
)
_OCLOCK = r"(?: ?(?P<oclock>uur|u|h|hrs?|hours?|o'clock|oclock))?"
_BY_DIGITS = (
    (rf"(?P<hour>\d{{1,2}})[:.](?P<minutes>\d\d){_OCLOCK}{_PART}", False),
    (rf"(?P<hour>\d{{1,2}}) ?(?:u|uur|h) ?(?P<minutes>\d\d){_PART}", True),
    (rf"(?P<hour>\d{{1,2}})(?P<minutes>\d\d){_OCLOCK}{_PART}", False),
)
"""The forms in digits, and whether they are how people say it. `re` compiles them when they are first tried."""
_BY_WORDS = (
    (rf"{_HOUR}{_OCLOCK}{_PART}", 0),
    (rf"(?P<half>half) {_HOUR}{_PART}", 0),
    (rf"{_BESIDE} (?:over|past) (?P<half>half )?{_HOUR}{_PART}", 1),
    (rf"{_BESIDE} (?:voor|to) (?P<half>half )?{_HOUR}{_PART}", -1),
)
"""The forms in words, and whether the minutes come after the hour (1) or before it (-1)."""
_NAMED = {"middag": 720, "noon": 720, "middernacht": 0, "midnight": 0}
_EARLIEST_SPOKEN = 7 * 60


def time_from(typed: str) -> str:
    """The time that a person means by `typed`, as ``HH:MM``; raises `BadValue` with the nearest example."""
    text = " ".join(typed.casefold().split()).strip(" ,;.").removeprefix("om ").removeprefix("at ")
    minutes = _minutes(text)
    if minutes is None or not 0 <= minutes < 24 * 60:
        raise BadValue(
            N_("“{value}” is not a time. Write for example {example}."), value=typed, example=time_example(text)
        )
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(text: str) -> int | None:
    """The minutes since midnight, or None."""
    if has_foreign_digits(text):
        return None
    if text in _NAMED:
        return _NAMED[text]
    for form, spoken in _BY_DIGITS:
        if match := re.fullmatch(form, text):
            hour, minutes = int(match["hour"]), int(match["minutes"])
            spoken = spoken and not match["hour"].startswith("0")
            return _in_part(hour * 60 + minutes, match["part"], spoken=spoken) if minutes < 60 and hour < 24 else None
    if match := re.fullmatch(rf"half past {_HOUR}{_PART}", text):  # English: half past nine is half tien
        return _in_part(_hour(match["hour"]) * 60 + 30, match["part"], spoken=True)
    for form, sign in _BY_WORDS:
        if match := re.fullmatch(form, text):
            return _spoken(match, sign)
    return None


def _hour(word: str) -> int:
    return int(word) if word.isdecimal() else _HOURS[word]


def _spoken(match: re.Match[str], sign: int) -> int | None:
    parts = match.groupdict()
    hour = _hour(parts["hour"])
    if hour > 23:
        return None
    said = parts.get("minutes") or ""
    around = 15 if parts.get("quarter") else int(said) if said.isdecimal() else NUMBERS.get(said, 0)
    if around > 30:
        return None
    minutes = hour * 60 - (30 if parts.get("half") else 0) + sign * around
    return _in_part(minutes, parts.get("part"), spoken=not parts["hour"].startswith("0"))


def _in_part(minutes: int, part: str | None, *, spoken: bool) -> int:
    """`minutes` in the part of the day that was said, or else, for a `spoken` time, by day."""
    if minutes < 0:
        minutes += 12 * 60
    if part is None:
        return minutes + 12 * 60 if spoken and minutes < _EARLIEST_SPOKEN else minutes
    if part.startswith(("p", "middag", "avond", "afternoon", "evening")):
        return minutes + 12 * 60 if minutes < 12 * 60 else minutes
    return minutes - 12 * 60 if minutes >= 12 * 60 else minutes


def time_example(text: str) -> str:
    """A time as near to `text` as there is, as one types it."""
    digits = re.findall(r"\d+", text)
    if not digits:
        return "half tien" if "half" in text else "9:30"
    run = digits[0] if len(digits) > 1 or len(digits[0]) < 3 else digits[0][:-2]
    rest = digits[1] if len(digits) > 1 else digits[0][-2:] if len(digits[0]) > 2 else "0"
    return f"{min(int(run[:3]), 23)}:{min(int(rest[:3]), 59):02}"
