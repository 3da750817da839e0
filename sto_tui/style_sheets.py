"""Style sheets that are parsed once."""

from __future__ import annotations

from collections.abc import Hashable

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_parsed: dict[Hashable, list[RuleSet]] = {}


class ParsedOnce(Stylesheet):
    """The style of an app, of which a sheet is parsed when it is first met with these variables.

    Textual parses every sheet again when a screen or widget brings one of its own, and that makes opening one slow.
    """

    def reparse(self) -> None:
        """Take in new sheets and variables.

        Raises:
            StylesheetError: If a sheet is wrong; what was read before stays.
        """
        self.parse()

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (tuple(self._variables.items()), css, read_from, is_default_rules, tie_breaker, scope)
        if key not in _parsed:
            _parsed[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return _parsed[key]
