"""Telephone numbers as Dutch people write them, out of those that spreadsheets and address books hold (pure)."""

from __future__ import annotations

import re

_SHORT_AREAS = frozenset(
    "010 013 014 015 020 023 024 026 030 033 035 036 038 040 043 045 046 050 053 055 058 "
    "070 071 072 073 074 075 076 077 078 079 082 084 085 087 088 091".split()
)
"""The Dutch area codes of three digits; all others have four."""
_DIGITS = 10
"""The digits of a Dutch number, with its area code and the 0 before it."""
_ABROAD = range(7, 16)
"""How many digits a number with a country code has, by E.164 at most fifteen."""


def phone_as_written(typed: str) -> str:
    """The telephone number `typed` in one form: "06-12345678", "038-1234567", "+4930123456".

    A number of ten digits with a hyphen stays as it is typed, and so does whatever is no number, or more than one.
    """
    text = " ".join(typed.split())
    digits = re.sub(r"\D", "", text)
    if len(digits) == _DIGITS and re.fullmatch(r"0[\d ]*-[\d ]+", text):
        return text
    if not digits.isascii() or not re.fullmatch(r"(?:\+ ?)?(?:[\d .()/-])+", text):
        return text
    plain = re.sub(r"\D", "", text.replace("(0)", ""))
    abroad = "" if text.lstrip("( ").startswith("+") else None
    if abroad is None and plain.startswith("00"):
        plain, abroad = plain[2:], ""
    if abroad is not None:
        if not plain.startswith("31"):
            return f"+{plain}" if len(plain) in _ABROAD else text
        plain = "0" + plain[2:].removeprefix("0")
    elif len(plain) == _DIGITS - 1 and not plain.startswith("0"):
        plain = f"0{plain}"  # a spreadsheet took it for a number
    return _hyphened(plain) if len(plain) == _DIGITS and plain.startswith("0") else text


def _hyphened(digits: str) -> str:
    area = 2 if digits.startswith("06") else 3 if digits[:3] in _SHORT_AREAS else 4
    return f"{digits[:area]}-{digits[area:]}"
