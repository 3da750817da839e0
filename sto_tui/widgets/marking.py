"""Marking found words in a text. Only a found word is underlined; a heading and a link look otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from knowledge.model.folding import fold
from knowledge.search.query.query import Hit
from sto_tui.widgets.blocks import Block

FOUND = "bold underline"
_WORD = re.compile(r"\w+")
_PASSAGE = 3
"""The lines that a reader takes in at once; the passage is where most different found words stand in so many."""


@dataclass(frozen=True)
class Marks:
    """Which words to mark, folded: those that begin with one of `begins`, and `words` themselves."""

    begins: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def found(self, word: str) -> str:
        """What `word` was found by; "" when it isn't to be marked."""
        folded = fold(word)
        begin = next((each for each in self.begins if folded.startswith(each)), "")
        return begin or (folded if folded in self.words else "")


NO_MARKS = Marks()


def marks_of(hit: Hit | None, words: Iterable[str]) -> Marks:
    """The marks for `hit`, searched for with `words`: these, and the words of its passage that matched."""
    begins = tuple(fold(word) for word in words if len(word) > 2)
    passage = (text for text, matched in (hit.snippet if hit else ()) if matched)
    return Marks(begins, frozenset(fold(word) for text in passage for word in _WORD.findall(text)))


def with_marks(content: Content, marks: Marks) -> Content:
    """`content` with the words of `marks` marked."""
    if marks == NO_MARKS:
        return content
    for word in _WORD.finditer(content.plain):
        if marks.found(word.group()):
            content = content.stylize(FOUND, word.start(), word.end())
    return content


def blocks_with_marks(blocks: Sequence[Block], marks: Marks) -> list[Block]:
    """`blocks` with the words of `marks` marked."""
    return [replace(block, content=with_marks(block.content, marks)) for block in blocks]


def passage(lines: Sequence[str], marks: Marks) -> int:
    """The number of the first line, from 0, of the passage with most different found words; 0 when there are none."""
    if marks == NO_MARKS:
        return 0
    here = [{found for word in _WORD.findall(line) if (found := marks.found(word))} for line in lines]
    near = [len(set().union(*here[at : at + _PASSAGE])) if here[at] else 0 for at in range(len(here))]
    return near.index(max(near)) if any(near) else 0
