"""How often a lesson was used and how that went, in lines to read."""

from __future__ import annotations

from datetime import date

from knowledge.model.records.use import Use
from knowledge.model.reuse import Reuse
from knowledge.model.vocabulary import OUTCOMES
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line


def used_in(reuse: Reuse) -> str:
    """How often it was used: "used in 3 cases"."""
    return ngettext("used in {number} case", "used in {number} cases", reuse.count).format(number=reuse.count)


def use_lines(reuse: Reuse) -> list[str]:
    """A line for each use, the newest first: who, when, for what, how it went, and what there is to say about it."""
    uses = sorted(reuse.uses, key=lambda use: (use.date or date.min, use.id), reverse=True)
    return [_use_line(use) for use in uses]


def failed_line(reuse: Reuse) -> str:
    """The warning that it didn't work for several colleagues; "" when it did."""
    if not reuse.failed:
        return ""
    return "⚠ " + ngettext(
        "Did not work for {number} colleague.", "Did not work for {number} colleagues.", reuse.failed
    ).format(number=reuse.failed)


def outcome_word(use: Use) -> str:
    """How `use` went, in a word."""
    return _(OUTCOMES.label(use.outcome)) if use.outcome else _("not told yet")


def _use_line(use: Use) -> str:
    purpose = _("for: {purpose}").format(purpose=safe_line(use.purpose)) if use.purpose else ""
    facts = (safe_line(use.who), show_day(use.date), purpose, outcome_word(use))
    line = " · ".join(fact for fact in facts if fact)
    return f"{line}: {safe_line(use.note)}" if use.note else line
