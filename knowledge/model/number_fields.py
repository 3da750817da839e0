"""The types of fields that hold numbers: whole numbers and amounts. The journal holds no fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from knowledge.model.fields import FieldType, Json
from knowledge.model.typed.numbers import EURO, LARGEST_NUMBER, NONE, Unit, number_from, to_type
from knowledge.problem import N_, BadValue, Problem

_CENTS = Decimal("0.01")


@dataclass(frozen=True)
class Whole(FieldType):
    """A whole number from `least` to `most`, stored as one."""

    is_free: ClassVar[bool] = False
    empty: Any = None
    least: int = 0
    most: int = LARGEST_NUMBER

    def decode(self, value: Json) -> int | None:
        if value is None or value == "":
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise BadValue(
                N_("“{value}” is not a whole number from {least} to {most}."),
                value=str(value)[:40],
                least=self.least,
                most=self.most,
            )
        return value

    def parse(self, typed: str, today: date) -> int | None:
        del today
        if not typed.strip():
            return None
        number = number_from(typed, least=-LARGEST_NUMBER)
        return self.decode(int(number) if number == number.to_integral_value() else typed.strip())

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)

    def problem(self, value: Any) -> Problem | None:
        try:
            self.decode(value)
        except BadValue as bad:
            return bad
        return None


@dataclass(frozen=True)
class Amount(FieldType):
    """A number with two decimals, stored as text (``"4800.00"``) and computed with as `Decimal`.

    `unit` is what it counts: euros, or hours.
    """

    is_free: ClassVar[bool] = False
    empty: Any = None
    unit: Unit = EURO
    least: int = 0

    def decode(self, value: Json) -> Decimal | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,10}\.\d\d", value):
            raise BadValue(N_("“{value}” is not an amount. Write for example {example}."), **self._told(value))
        return Decimal(value)

    def encode(self, value: Any) -> Json:
        return None if value is None else f"{value.quantize(_CENTS):f}"

    def parse(self, typed: str, today: date) -> Decimal | None:
        del today
        if not typed.strip():
            return None
        return self.of_number(
            number_from(typed, NONE if self.unit == EURO else self.unit, least=-LARGEST_NUMBER), typed
        )

    def of_number(self, number: Decimal, typed: str) -> Decimal:
        """`number` as an amount, which was written as `typed`; raises `BadValue` for more than two decimals."""
        if int(number.as_tuple().exponent) < -2:
            raise BadValue(
                N_("“{value}” has more than two decimals. Write for example {example}."), **self._told(typed)
            )
        if not self.least <= number <= LARGEST_NUMBER:
            raise BadValue(
                N_("“{value}” is not from {least} to {most}."), value=typed, least=self.least, most=LARGEST_NUMBER
            )
        return number.quantize(_CENTS)

    def show(self, value: Any) -> str:
        return "" if value is None else to_type(value)

    def _told(self, value: object) -> dict[str, object]:
        return {"value": str(value)[:40], "example": "1.234,50" if self.unit == EURO else "7,5"}
