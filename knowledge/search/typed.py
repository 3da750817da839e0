"""What a person typed, taken apart (pure). Anything can be typed; nothing raises."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.search.analysis import Form, fold, forms, words

STOP = frozenset(
    "de het een en of van in is dat die dit op te zijn met voor aan er om ook als dan maar bij nog wel naar door uit "
    "over was we ik je the a of and to".split()
)
"""Words that nearly every text has: beside other words they need not occur."""

_PIECE = re.compile(r'(?<!\S)(-?)["“”„]([^"“”„]*)["“”„]|(?<!\S)(-?)([^\s"“”„]+)|(["“”„])([^"“”„]*)["“”„]|([^\s"“”„]+)')
_MOST = 16
"""So many words are looked for; whoever pastes a page means its beginning."""

Run = tuple[str, ...]
"""Stems that stand one after another; mostly one."""


@dataclass(frozen=True)
class Wanted:
    """One thing to find: any of `runs`. `prefix`, when not empty, is the folded beginning of a word that also does."""

    runs: tuple[Run, ...]
    prefix: str = ""


@dataclass(frozen=True)
class Typed:
    """`wanted` is to be found, `unwanted` must not occur; `words` are the words as folded, for whoever shows them."""

    wanted: tuple[Wanted, ...] = ()
    unwanted: tuple[Wanted, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return not self.wanted and not self.unwanted


def read(text: str) -> Typed:
    """Take `text` apart: words, "phrases", and -words to leave out. The last word counts as half typed
    while nothing follows it."""
    wanted: list[tuple[Wanted, str]] = []
    unwanted: list[Wanted] = []
    for match in _PIECE.finditer(text):
        quoted = match[2] if match[2] is not None else match[6]
        minus = match[1] or match[3]
        if quoted is not None:
            found = [(Wanted((run,)), quoted)] if (run := _run(quoted)) else []
        else:
            found = [(Wanted(_runs(forms(word))), word) for word in words(match[4] or match[7] or "")]
            found = [item for item in found if item[0].runs]
        if minus:
            unwanted += [item for item, _ in found]
        else:
            wanted += found
    words_typed = tuple(
        dict.fromkeys(form.word for _, piece in wanted for word in words(piece) for form in forms(word))
    )
    if wanted and text.endswith(wanted[-1][1]):
        last, word = wanted[-1]
        wanted[-1] = (Wanted(last.runs, forms(word)[-1].word), word)
    kept = [item for item, word in wanted if fold(word) not in STOP]
    kept = list(dict.fromkeys(kept or (item for item, _ in wanted)))
    return Typed(tuple(kept[:_MOST]), tuple(unwanted[:_MOST]), words_typed[:_MOST])


def _runs(found: tuple[Form, ...]) -> tuple[Run, ...]:
    """A word's parts in a row or, for a hyphenated one, the whole."""
    parts = tuple(form.stem for form in found if not form.joined)
    whole = tuple((form.stem,) for form in found if form.joined)
    return ((parts, *whole) if parts else whole) if found else ()


def _run(quoted: str) -> Run:
    return tuple(form.stem for word in words(quoted) for form in forms(word) if not form.joined)[:_MOST]
