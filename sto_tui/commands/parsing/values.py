"""argparse types that turn typed text into values: days, kinds, fields, numbers."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import date
from typing import TYPE_CHECKING

from knowledge.today import today
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.model.typed.days import Lean
    from knowledge.model.vocabulary import Vocabulary
    from knowledge.search.facets import Facet

KINDS = (
    "lesson",
    "meeting",
    "partner",
    "person",
    "action",
    "checklist",
    "use",
    "activity",
    "offer",
    "request",
    "signup",
    "approach",
    "closure",
    "contribution",
    "period",
    "settings",
)
"""The kinds of record, spelled out so that `sto --help` needn't import the model; a test keeps them equal."""


def day(typed: str) -> date:
    """The day that `typed` means (`knowledge.model.typed.days`); raises ArgumentTypeError."""
    return _told(lambda: day_meant(typed))


def day_ahead(typed: str) -> date:
    """As `day`, for a day that lies ahead: without a year it is the first one from today on."""
    from knowledge.model.typed.days import Lean

    return _told(lambda: day_meant(typed, Lean.AHEAD))


def day_behind(typed: str) -> date:
    """As `day`, for a day of something that happened: today, or one before it."""
    from knowledge.model.fields import Day

    return _told(lambda: Day(past=True).parse(typed, today()) or day_meant(typed))


def since(typed: str) -> date:
    """The first day of the day or period that `typed` means; raises ArgumentTypeError."""
    from knowledge.model.typed.periods import period_from

    return _told(lambda: period_from(typed, today()).first)


def until(typed: str) -> date:
    """The last day of the day or period that `typed` means; raises ArgumentTypeError."""
    from knowledge.model.typed.days import Lean
    from knowledge.model.typed.periods import period_from

    return _told(lambda: period_from(typed, today(), Lean.NEAREST).last)


def day_meant(typed: str, lean: Lean | None = None) -> date:
    """As `day`, but raises `BadValue`; without `lean`, a day without a year is the nearest one."""
    from knowledge.model.typed.days import Lean, day_from

    return day_from(typed, today(), lean or Lean.NEAREST)


def _told(read: Callable[[], date]) -> date:
    from knowledge.problem import BadValue
    from sto_tui.wording.i18n import tell

    try:
        return read()
    except BadValue as bad:
        raise ArgumentTypeError(tell(bad)) from None


def kind(typed: str) -> str:
    """The kind that `typed` names in English or Dutch, singular or plural; raises ArgumentTypeError."""
    found = _kind(typed)
    if found:
        return found
    from knowledge.model.kinds import KINDS as KNOWN

    raise ArgumentTypeError(
        _("There is no kind “{kind}”. The kinds are: {kinds}.").format(kind=typed, kinds=", ".join(KNOWN))
    )


def kind_here(typed: str) -> str:
    """As `kind`, but also accepts a kind that only a newer version knows; the verb checks whether the space has any."""
    from knowledge.journal.change import KIND_NAME

    return _kind(typed) or (typed if KIND_NAME.fullmatch(typed) else kind(typed))


def _kind(typed: str) -> str:
    """The kind that `typed` names, "" for none; common names are recognised without importing the model."""
    for name in KINDS:
        if typed.casefold() in (name, f"{name}s"):
            return name
    from knowledge.model.kinds import kind_typed

    return kind_typed(typed)


def assignment(typed: str) -> tuple[str, str]:
    """The two sides of ``FIELD=VALUE``; raises ArgumentTypeError."""
    name, equals, value = typed.partition("=")
    if not equals or not name.strip():
        raise ArgumentTypeError(_("“{value}” is not FIELD=VALUE").format(value=typed))
    return name.strip(), value


def numbered(typed: str) -> tuple[str, int]:
    """The field and the number of ``FIELD=NUMBER``; raises ArgumentTypeError."""
    name, value = assignment(typed)
    return name, count(value.strip())


def count(typed: str) -> int:
    """A whole number from 1; raises ArgumentTypeError."""
    if not re.fullmatch(r"\d{1,9}", typed) or int(typed) < 1:
        raise ArgumentTypeError(_("“{value}” is not a number from 1").format(value=typed))
    return int(typed)


def facet_value(facet: Facet, typed: str) -> str:
    """The value of `facet` that `typed` means, as far as is known without a space; raises ArgumentTypeError."""
    from knowledge.search.facets import Codes, Kinds

    if isinstance(facet.values, Codes):
        return _code(facet.values.vocabulary, typed)
    if isinstance(facet.values, Kinds):
        try:
            return kind(typed)
        except ArgumentTypeError:
            if re.fullmatch(r"[a-z][a-z-]*", typed):  # there may be records of a kind that a newer version knows
                return typed
            raise
    return typed


def activity_kind(typed: str) -> str:
    """The code of the kind of activity that `typed` names; raises ArgumentTypeError."""
    from knowledge.model.vocabulary import ACTIVITY_KINDS

    return _code(ACTIVITY_KINDS, typed)


def world(typed: str) -> str:
    """The code of the world of technology that `typed` names; raises ArgumentTypeError."""
    from knowledge.model.vocabulary import WORLDS

    return _code(WORLDS, typed)


def _code(vocabulary: Vocabulary, typed: str) -> str:
    for code in vocabulary:
        if typed.casefold() in (
            code.casefold(),
            vocabulary.label(code).casefold(),
            _(vocabulary.label(code)).casefold(),
        ):
            return code
    raise ArgumentTypeError(_("“{value}” is not one of: {codes}.").format(value=typed, codes=", ".join(vocabulary)))
