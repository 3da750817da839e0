"""Comparing names as people do: case and accents don't count."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """`text` without case, accents and surplus white space: "Renée  Kuiper" and "renee kuiper" are one."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i")).casefold()
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
