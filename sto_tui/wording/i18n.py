"""The language of the user: gettext with our own catalogue, chosen once, before any screen is imported.

Message ids are the English texts; `locale/nl` holds the Dutch. argparse asks the same catalogue for its own phrases,
because it is made the process-wide gettext domain.
"""

from __future__ import annotations

import gettext as _gettext
import os
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.problem import Problem, Reason, Word

LANGUAGES = ("nl", "en")
LOCALE = Path(__file__).parents[1] / "locale"


_spoken: _gettext.NullTranslations = _gettext.NullTranslations()
"""The catalogue in use. It is kept because a lookup by domain takes 70 µs for each text, and a screen has hundreds."""


def set_language(language: str) -> None:
    """Use `language` ("nl" or "en"; anything else becomes "nl") for all texts."""
    global _spoken
    os.environ["LANGUAGE"] = language if language in LANGUAGES else "nl"
    _gettext.bindtextdomain("sto", str(LOCALE))
    _gettext.textdomain("sto")
    _spoken = _gettext.translation("sto", LOCALE, [os.environ["LANGUAGE"]], fallback=True)


def language() -> str:
    """The language in use."""
    chosen = os.environ.get("LANGUAGE", "nl")
    return chosen if chosen in LANGUAGES else "nl"


class _Sentence(str):
    """A text with places for values, after some of which a full stop stands."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """The text with `values` filled in. A value that ends in a full stop itself ("Bouw B.V.") gets no second."""
        parts: list[str] = []
        for piece in _VALUE_AND_STOP.split(self):
            told = str.format(piece, *args, **values)
            parts.append(told[:-1] if piece.endswith("}.") and told.endswith("..") else told)
        return "".join(parts)


_VALUE_AND_STOP = re.compile(r"(\{\w+\}\.)(?=\s|\Z|\{)")
"""A place for a value with the full stop that ends the sentence."""


def _(text: str) -> str:
    """Translate `text` into the user's language; "" stays ""."""
    return _filled_well(_spoken.gettext(text)) if text else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate, with the form that goes with `number`."""
    return _filled_well(_spoken.ngettext(singular, plural, number))


def _filled_well(text: str) -> str:
    return _Sentence(text) if "}." in text else text


def in_every_language(text: str) -> tuple[str, ...]:
    """What `text` is in each language, for reading what people wrote in any of them."""
    return tuple(dict.fromkeys(_catalogue(name).gettext(text) for name in LANGUAGES if text))


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("sto", LOCALE, [language], fallback=True)


def tell(said: Problem | Reason) -> str:
    """Translate `said` and fill in its values."""
    values: Mapping[str, object] = {name: _told(value) for name, value in said.values.items()}
    return _(said.text).format(**values)


def _told(value: object) -> object:
    if isinstance(value, Problem | Reason):
        return tell(value)
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, tuple):
        return " · ".join(str(_told(each)) for each in value)
    return _(value) if isinstance(value, Word) else value
