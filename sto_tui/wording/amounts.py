"""Amounts of euros and hours, as people read them: ``€ 1.234,50``, ``7,50 hours``."""

from __future__ import annotations

from decimal import Decimal

from knowledge.model.number_fields import Amount
from knowledge.model.typed.numbers import EURO
from sto_tui.wording.i18n import _


def decimals(value: Decimal) -> str:
    """`value` with two decimals, a decimal comma, and dots between thousands: ``17.300,00``."""
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def show_amount(kind: Amount, value: Decimal | None) -> str:
    """`value` of a field of type `kind`, with its unit; "" for none."""
    if value is None:
        return ""
    if kind.unit == EURO:
        return f"€ {decimals(value)}"
    return f"{decimals(value)} {_(kind.unit.label)}" if kind.unit.label else decimals(value)
