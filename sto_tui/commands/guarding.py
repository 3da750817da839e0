"""The guard of the command line: it asks a person at a terminal, and tells a script afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.guard.checking import PupilHit

_TOLD = 20
"""How many warnings are printed; more are only counted."""

_NUMBER = re.compile(r"\d+(:\d+)?")


class AskingGuard:
    """Decides about text about pupils in what one run of the program saves.

    `reason` is that for which it is kept, if the person gave one; `can_ask` says whether a person can answer now.
    `place` says how a row of a file is told.
    """

    def __init__(self, reason: str | None, can_ask: Callable[[], bool]) -> None:
        self._reason = reason
        self._can_ask = can_ask
        self._saved: dict[tuple[str, str, str], PupilHit] = {}
        self.place = ""

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Let this decide about everything that is saved within."""
        from knowledge.guard.deciding import deciding

        with deciding(self._decide):
            yield

    def _decide(self, hits: Sequence[PupilHit], strict: bool) -> str:
        from knowledge.guard.checking import PupilFound
        from knowledge.problem import N_, WrongUse

        if self._reason is not None:
            if not self._reason.strip():
                raise WrongUse(N_("Say why it may stay."))
            return self._reason
        if strict:
            raise PupilFound(hits)
        if self._can_ask() and not any(hit.where for hit in hits):
            return self._asked(hits)
        self._saved.update({(hit.id, hit.field, hit.rule): hit for hit in hits})
        return ""

    def _asked(self, hits: Sequence[PupilHit]) -> str:
        """The reason that a person at the terminal gives for keeping `hits`; raises `Problem` when they give none."""
        from knowledge.guard.checking import check_reason
        from knowledge.problem import N_, Problem
        from knowledge.today import today
        from sto_tui.commands.terminal.output import note
        from sto_tui.commands.terminal.prompt import ask

        for hit in hits[:_TOLD]:
            note(_("‘{words}’: {reason}").format(words=safe_line(hit.words), reason=tell(hit.reason)))

        def why(typed: str) -> str:
            check_reason(typed, today())
            return typed

        if reason := ask(_("Keep it anyway? Type why, or just Enter to save nothing:"), why):
            return reason
        raise Problem(N_("Nothing was saved."))

    def with_warnings(self, value: object) -> object:
        """`value`, which a verb answers, with what was found under "warnings"."""
        if not self._saved or not isinstance(value, Mapping):
            return value
        return {**value, "warnings": [*value.get("warnings", ()), *map(self._as_json, self._saved.values())]}

    def lines(self) -> Iterator[str]:
        """What was found, a line each."""
        for hit in list(self._saved.values())[:_TOLD]:
            place = _(self.place).format(number=hit.where) if self.place and _NUMBER.fullmatch(hit.where) else hit.where
            said = tell(hit.reason)
            yield _("{where}: {reason}").format(where=safe_line(place), reason=said) if place else said
        if (more := len(self._saved) - _TOLD) > 0:
            yield ngettext("And {number} more like these.", "And {number} more like these.", more).format(number=more)
        if self._saved:
            yield _("It was saved. `sto guard` lists this, and keeps what may stay.")

    @staticmethod
    def _as_json(hit: PupilHit) -> dict[str, Any]:
        from knowledge.work.warning import HEED

        told = {"code": hit.rule, "level": HEED, "text": tell(hit.reason), "about": [hit.id]}
        return {**told, "rule": hit.rule, "field": hit.field, **({"where": hit.where} if hit.where else {})}
