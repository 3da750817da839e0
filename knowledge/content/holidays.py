"""The school holidays that come with sto, read from `holidays.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from knowledge import front_matter
from knowledge.content.markdown import HERE
from knowledge.model.holidays import Holiday

HOLIDAYS = HERE / "holidays.yaml"


@cache
def shipped_holidays() -> tuple[Holiday, ...]:
    """Every school holiday that is known, by school year, in the order of the file."""
    years: Any = front_matter.load(HOLIDAYS.read_text("utf-8"))
    return tuple(
        Holiday(year, name, region, date.fromisoformat(first), date.fromisoformat(last), told["source"])
        for year, told in years.items()
        for name, region, first, last in told["holidays"]
    )
