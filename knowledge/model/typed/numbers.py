"""Numbers as people in the Netherlands write them: ``12,5``, ``1.250,50``, ``€ 1.250,-``, ``2½``, ``2,5 uur``.

One rule for what is ambiguous: a comma is the decimal comma; a dot with exactly three digits behind it, and one to
three before it that don't begin with a nought, stands between thousands (``1.200`` is 1200), and any other dot is a
decimal point (``12.5``, ``0.500``). Where both occur, the last one is the decimal mark. All of it is pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from knowledge.model.typed.words import first_in, has_foreign_digits, spoken
from knowledge.problem import N_, BadValue

LARGEST_NUMBER = 1_000_000_000

_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "1/2": "0.5", "1/4": "0.25", "3/4": "0.75"}
_SPOKEN = {
    "anderhalf": "1.5", "anderhalve": "1.5", "half": "0.5", "een half": "0.5", "een halve": "0.5", "halve": "0.5",
    "a half": "0.5", "half a": "0.5", "half an": "0.5", "one and a half": "1.5", "kwart": "0.25", "een kwart": "0.25",
}  # fmt: skip
_HOURS = ("uur", "uren", "u", "h", "hr", "hrs", "hour", "hours")


class Unit(NamedTuple):
    """A unit beside a number: its message id (`label`), and the `words` that people may type for it."""

    label: str
    words: tuple[str, ...] = ()

    @property
    def is_time(self) -> bool:
        """Whether a number may also be typed as hours and minutes (``1:30``)."""
        return "uur" in self.words


HOURS = Unit(N_("hours"), _HOURS)
EURO = Unit("€", ("€", "eur", "euro", "euros", "euro's"))
MARK = Unit(N_("mark, 1 to 10"))
NONE = Unit("")


def unit_named(word: str) -> Unit:
    """The unit called `word` in a checklist: hours, euros, or any other, which stands for itself."""
    return next(
        (unit for unit in (HOURS, EURO) if word.casefold() in unit.words),
        Unit(word, (word.casefold(),)) if word else NONE,
    )


def number_from(
    typed: str, unit: Unit = NONE, *, least: Decimal | int = 0, most: Decimal | int = LARGEST_NUMBER
) -> Decimal:
    """The number that a person means by `typed`; raises `BadValue`, also outside `least` to `most`.

    The word of `unit`, or a currency sign, may stand beside it. The decimals stay as typed (``1250,50`` is 1250.50).
    """
    text = " ".join(re.sub("[\u2010-\u2015\u2212]", "-", typed).casefold().split())
    found = _read(_bare(text, unit), unit)
    if found is None:
        raise BadValue(
            N_("“{value}” is not a number. Write for example {example}."), value=typed, example=_example(text)
        )
    if not least <= found <= most:
        raise BadValue(
            N_("“{value}” is not from {least} to {most}."), value=typed, least=to_type(least), most=to_type(most)
        )
    return found


def _bare(text: str, unit: Unit) -> str:
    """`text` without the unit or currency beside the number."""
    words = EURO.words if unit == NONE else unit.words
    if words:
        beside = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        text = re.sub(rf"^([-+]? ?)(?:{beside})(?![^\W\d_]) ?", r"\1", text)  # Excel writes -€ 12,50
        text = re.sub(rf"(?<![^\W\d_]) ?(?:{beside})\.?$", "", text)
    return text.strip()


def _read(text: str, unit: Unit) -> Decimal | None:
    if has_foreign_digits(text):
        return None
    if text in _SPOKEN:
        return Decimal(_SPOKEN[text])
    if unit.is_time and (match := re.fullmatch(r"(\d{1,4})[:u]([0-5]\d)", text)):
        return Decimal(match[1]) + _hundredths(int(match[2]))
    if match := re.fullmatch(r"(.*?)(?: en een half(?:ve)?| and a half)", text):
        whole = spoken(match[1])
        return None if whole is None else whole + Decimal("0.5")
    fraction = "|".join(map(re.escape, _FRACTIONS))
    if match := re.fullmatch(rf"(\d{{0,9}}) ?({fraction})", text):
        if match[1] and "/" in match[2] and text[len(match[1])] != " ":
            return None  # 11/2 is neither 1½ nor 5½ for certain
        return Decimal(match[1] or 0) + Decimal(_FRACTIONS[match[2]])
    if (whole := spoken(text)) is not None and not text.isdecimal():
        return Decimal(whole)
    return _digits(text)


def _hundredths(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.01")).normalize()


def _digits(text: str) -> Decimal | None:
    """A number in digits, by the rule for commas and dots; None when `text` is none."""
    text = re.sub(r"[,.] ?-{1,2}$", "", text)  # 1.250,- is a whole number of euros
    sign, text = ("-", text[1:].lstrip()) if text.startswith("-") else ("", text.removeprefix("+"))
    if re.fullmatch(r"[1-9]\d{0,2}(?:[ '’]\d{3})+(?:[.,]\d+)?", text):
        text = re.sub(r"[ '’]", "", text)
    if not re.fullmatch(r"\d{1,12}(?:[.,]\d{1,6})*|[.,]\d{1,6}", text):
        return None
    comma, dot = text.count(","), text.count(".")
    if comma and dot:
        mark = max(",", ".", key=text.rfind)
        other = "." if mark == "," else ","
        if text.count(mark) > 1 or not re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{other}\d{{3}})+\{mark}\d+", text):
            return None
        text = text.replace(other, "").replace(mark, ".")
    elif comma > 1 or dot > 1 or (dot and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text)):
        if not re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+", text):
            return None
        text = re.sub(r"[.,]", "", text)
    return Decimal(sign + text.replace(",", "."))


def _example(text: str) -> str:
    found = re.search(r"\d[\d.,]*", text)
    digits = found[0].strip(".,") if found else ""
    read = _digits(digits) if digits else None
    return to_type(read) if read is not None else "12,5"


def to_type(value: Decimal | int) -> str:
    """`value` as one types it in Dutch: a decimal comma, and no marks between thousands."""
    return f"{Decimal(value):f}".replace(".", ",")


def first_number_in(
    words: Sequence[str], unit: Unit = NONE, *, least: int = 0, most: int = LARGEST_NUMBER
) -> tuple[Decimal, Sequence[str]]:
    """The number with which `words` begin, unit included, and the words after it; raises `BadValue`."""
    return first_in(words, lambda text: number_from(text, unit, least=least, most=most))


def stored(value: Decimal) -> int | str:
    """`value` as it is stored: a whole number, or text with a decimal point, because the journal has no fractions."""
    return int(value) if value.as_tuple().exponent == 0 else f"{value:f}"
