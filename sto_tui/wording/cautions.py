"""Warnings in the user's language, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.work.warning import CAUTION_LEVELS
from sto_tui.wording.i18n import _, tell

if TYPE_CHECKING:
    from knowledge.exchange.returned import Heeded


def caution_line(caution: Heeded) -> str:
    """`caution` as one line: how serious it is, and what it says."""
    return f"{_(CAUTION_LEVELS.label(caution.level))}: {tell(caution.reason)}"


def caution_as_json(caution: Heeded) -> dict[str, Any]:
    """`caution` as it stands under "warnings" in the answers of the command line."""
    return {
        "code": caution.code,
        "level": caution.level,
        "text": tell(caution.reason),
        "about": list(caution.about),
    }
