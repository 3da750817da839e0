"""Telephone numbers and mail addresses in texts, which go into no file that is handed round (pure)."""

from __future__ import annotations

import re

LEFT_OUT = "…"
"""What stands where a number or address was."""

_MAIL = re.compile(r"(?:mailto:)?[^\s@<>()\[\],;:|]+@[^\s@<>()\[\],;:|]+", re.IGNORECASE)
_DATE = r"\d{1,2}([-/.])\d{1,2}\1\d{4}(?!\d)"
_TELEPHONE = re.compile(
    rf"(?<![\w+])(?<!\d[-/.])(?!{_DATE})"
    r"(?:(?:\+|00)[1-9]\d{0,2}[\s./-]*(?:\(0\)[\s./-]*)?|\(?0)(?:[\s./()-]{0,3}\d){8,11}(?!\d)"
)
_FEWEST = 10
"""The digits of a telephone number; "0" and eight more are a number of something else."""


def without_contact_details(text: str) -> str:
    """`text` without telephone numbers and mail addresses."""

    def told(match: re.Match[str]) -> str:
        return LEFT_OUT if sum(sign.isdigit() for sign in match[0]) >= _FEWEST else match[0]

    return _TELEPHONE.sub(told, _MAIL.sub(LEFT_OUT, text))
