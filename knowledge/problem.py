"""Problems, and the reasons by which people are told of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Say = Callable[[str], str]
"""Translates a message id for the person who will read it."""


def N_(text: str) -> str:
    """Mark `text` for translation; it is translated where it is shown."""
    return text


class Word(str):
    """A value in a `Problem` that is itself a message id, to be translated like the text around it."""

    __slots__ = ()


@dataclass(frozen=True)
class Reason:
    """Why something is as it is, still to be translated.

    `text` is an English text that doubles as the gettext message id, with ``{name}`` places for `values`. It is
    translated first and filled in afterwards (`sto_tui.wording.i18n.tell`). A value may itself be a `Reason`, `Problem`
    or `Word`, or a tuple of these, which is translated as well. As `str` it is the English text, for logs and tests.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.values)


class Problem(Exception):
    """Something that could not be done; its `text` and `values` are those of a `Reason`."""

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text, values)
        self.text = text
        self.values = values

    def __str__(self) -> str:
        return str(self.reason)

    @property
    def reason(self) -> Reason:
        """The reason without the exception around it."""
        return Reason(self.text, self.values)


class BadValue(Problem):
    """A value, stored or typed, that doesn't fit its field."""


class WrongUse(Problem):
    """The request itself was wrong (an invalid date, an unknown field): exit status 2 on the command line."""


class Refused(Problem):
    """One record can't be saved as it is, or as it is asked; others beside it can."""


class UnknownId(Problem):
    """No document here has this id."""

    def __init__(self, document_id: str) -> None:
        super().__init__(N_("Nothing here has the id “{id}”. `sto list KIND` shows the ids."), id=document_id)


class NameOfSeveral(WrongUse):
    """A name that several documents have, where one of them is meant; `which` tells them apart, each with its id."""

    def __init__(self, name: str, which: Sequence[str]) -> None:
        super().__init__(
            N_(
                "“{name}” is the name of {count} records: {which}. Give the id of the one you mean; `sto merge` joins "
                "them if they are one and the same."
            ),
            name=name,
            count=len(which),
            which=" · ".join(which),
        )
