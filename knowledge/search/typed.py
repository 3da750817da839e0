"""What a person typed, taken apart: words, the half-typed last one, phrases, and what to leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.search.analysis import tokens

_PIECE = re.compile(r'(-?)(?:["“”„]([^"“”„]*)["“”„]?|(\S+))')
_MOST_WORDS = 24


@dataclass(frozen=True)
class Typed:
    """`words` are (folded word, stem) to find; `prefix` is the folded last word when it may be half typed.

    `phrases` are runs of stems that must stand together, `without` stems that must not occur.
    """

    words: tuple[tuple[str, str], ...] = ()
    prefix: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.words or self.phrases)


def read(text: str) -> Typed:
    """Take `text` apart. Anything can be typed; nothing raises."""
    words: list[tuple[str, str]] = []
    phrases: list[tuple[str, ...]] = []
    without: list[str] = []
    open_ended = ""
    for minus, quoted, plain in _PIECE.findall(text):
        found = [(token.word, token.stem) for token in tokens(quoted or plain)]
        open_ended = ""
        if not found:
            continue
        if minus:
            without += [stemmed for _, stemmed in found]
        elif quoted and len(found) > 1:
            phrases.append(tuple(stemmed for _, stemmed in found))
        else:
            words += found
            open_ended = "" if quoted else found[-1][0]
    half_typed = open_ended if text and not text[-1].isspace() else ""
    return Typed(tuple(dict.fromkeys(words[-_MOST_WORDS:])), half_typed, tuple(phrases), tuple(without))
