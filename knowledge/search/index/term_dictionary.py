"""The term dictionary: the word forms in a part of the index, with their stems and parts (pure).

Words are searched by their stems, but no stem begins with "lesse"; so half-typed and misspelt words are looked up among
the forms. And as the stem and parts of every form are stored, matches are marked in a text without stemming it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from knowledge.search.index.postings import Numbers
from knowledge.search.index.word_list import WordList

FORMS, WORDS, PARTS = FIELDS = ("forms", "words", "parts")
"""The fields of the index: words as written, folded; their stems; the stems of the parts of compounds."""

_FARTHEST = 2
_MOST_HAVING = 500
_A = ord("a")
_SPACE = np.uint32(1 << 27)


class TermEntry(NamedTuple):
    """A word form, its stem, the stems of its parts if it is a compound, and how many documents have it."""

    form: str
    stem: str
    parts: tuple[str, ...]
    documents: int


@dataclass(frozen=True)
class TermDictionary:
    """The word `forms`, each with how many documents have it (`counts`), its stem and its parts.

    Bit `n` of a form's `letters` says whether it has the n-th letter of the alphabet (bit 26: anything else; bit 27: a
    space, which only split separable verbs have, and nobody types those in this form). The forms of stem `n` are
    `stem_forms[stem_starts[n]:stem_starts[n + 1]]`, the parts of form `n` are numbers in `parts` at
    `form_parts[form_starts[n]:form_starts[n + 1]]`.
    """

    forms: WordList
    counts: Numbers
    letters: Numbers
    stems: WordList
    stem_starts: Numbers
    stem_forms: Numbers
    parts: WordList
    form_starts: Numbers
    form_parts: Numbers

    @classmethod
    def of(cls, counted: Sequence[TermEntry]) -> TermDictionary:
        """The term dictionary of `counted`, which must be sorted by form."""
        forms = WordList.of([one.form for one in counted])
        stems = sorted({one.stem for one in counted})
        numbers = {stem: number for number, stem in enumerate(stems)}
        stem_of = np.array([numbers[one.stem] for one in counted], np.uint32)
        parts = sorted({part for one in counted for part in one.parts})
        numbers = {part: number for number, part in enumerate(parts)}
        return cls(
            forms,
            np.array([one.documents for one in counted], np.uint32),
            _letters(np.frombuffer(forms.text, np.uint8), forms.starts[:-1]),
            WordList.of(stems),
            _starts(np.bincount(stem_of, minlength=len(stems))),
            np.argsort(stem_of, kind="stable").astype(np.uint32),
            WordList.of(parts),
            _starts(np.array([len(one.parts) for one in counted], np.int64)),
            np.array([numbers[part] for one in counted for part in one.parts], np.uint32),
        )

    def encoded(self) -> bytes:
        """The term dictionary as it is stored in a file."""
        lists = [bytes(item) for words in (self.forms, self.stems, self.parts) for item in (words.text, words.starts)]
        arrays = (self.counts, self.letters, self.stem_starts, self.stem_forms, self.form_starts, self.form_parts)
        return msgspec.msgpack.encode([*lists, *(array.tobytes() for array in arrays)])

    @classmethod
    def decoded(cls, data: bytes) -> TermDictionary:
        """The term dictionary stored as `data`; raises ValueError or msgspec.DecodeError if it holds none."""
        kept = msgspec.msgpack.decode(data, type=list[bytes])
        if len(kept) != 12:
            raise ValueError("no lexicon")
        forms, stems, parts = (WordList.decoded(kept[place], kept[place + 1]) for place in (0, 2, 4))
        counts, letters, stem_starts, stem_forms, form_starts, form_parts = (
            np.frombuffer(array, np.uint32) for array in kept[6:]
        )
        if (
            not len(forms) == len(counts) == len(letters) == len(stem_forms) == len(form_starts) - 1
            or len(stems) != len(stem_starts) - 1
            or form_starts[-1] != len(form_parts)
        ):
            raise ValueError("a lexicon of another size than it says")
        return cls(forms, counts, letters, stems, stem_starts, stem_forms, parts, form_starts, form_parts)

    def __len__(self) -> int:
        return len(self.counts)

    def __iter__(self) -> Iterator[TermEntry]:
        stems, parts = self.stems.words(), self.parts.words()
        starts, numbers = self.form_starts.tolist(), self.form_parts.tolist()
        every = zip(
            self.forms.words(), self._stem_of.tolist(), self.counts.tolist(), starts[:-1], starts[1:], strict=True
        )
        for form, stem, count, first, last in every:
            yield TermEntry(form, stems[stem], tuple(parts[number] for number in numbers[first:last]), count)

    def terms(self, field: str) -> WordList:
        """All terms of `field`, in order."""
        return {FORMS: self.forms, WORDS: self.stems, PARTS: self.parts}[field]

    def forms_of(self, stem: str) -> list[str]:
        """The forms that have `stem`."""
        place = self.stems.place(stem)
        if place < 0:
            return []
        found = self.stem_forms[self.stem_starts[place] : self.stem_starts[place + 1]]
        return [self.forms.word(form) for form in found.tolist()]

    def count(self, form: str) -> int:
        """How many documents have `form`."""
        place = self.forms.place(form)
        return int(self.counts[place]) if place >= 0 else 0

    def parts_of(self, form: str) -> list[str]:
        """The stems of the parts of `form`; empty if it isn't a compound, or isn't in this dictionary."""
        place = self.forms.place(form)
        if place < 0:
            return []
        found = self.form_parts[self.form_starts[place] : self.form_starts[place + 1]]
        return [self.parts.word(part) for part in found.tolist()]

    def completions(self, prefix: str, most: int) -> list[tuple[str, str, int]]:
        """The `most` frequent forms that begin with `prefix`: (form, stem, number of documents that have it)."""
        found = self.forms.beginning(prefix)
        places = np.arange(found.start, found.stop)
        places = places[self.letters[places] & _SPACE == 0]
        if len(places) > most:
            places = places[np.argpartition(self.counts[places], len(places) - most)[-most:]]
        return [
            (self.forms.word(place), self.stems.word(int(self._stem_of[place])), int(self.counts[place]))
            for place in places.tolist()
        ]

    def containing(self, piece: str, most: int) -> list[tuple[str, str]]:
        """At most `most` of the forms that `piece` stands in, not at the beginning; first those that end with it."""
        wanted, text, starts = piece.encode(errors="replace"), self.forms.text, self.forms.starts
        having: dict[int, bool] = {}
        found = text.find(wanted)
        while found >= 0 and len(having) < _MOST_HAVING:
            place = int(np.searchsorted(starts, found, side="right")) - 1
            first, last = int(starts[place]), int(starts[place + 1]) - len(wanted)
            if first < found <= last and not self.letters[place] & _SPACE:
                having[place] = having.get(place, False) or found == last
            found = text.find(wanted, found + 1)
        chosen = sorted(having, key=lambda place: not having[place])[:most]
        return [(self.forms.word(place), self.stems.word(int(self._stem_of[place]))) for place in chosen]

    def near(self, word: str, farthest: int) -> list[tuple[str, int, int]]:
        """(form, edits, documents) of the forms at most `farthest` edits from `word`, without `word` itself.

        An edit adds, drops or changes a letter, or swaps two neighbours (optimal string alignment).
        """
        wanted = word.encode(errors="replace")
        apart = np.bitwise_count(self.letters ^ _letters_of(wanted))
        near = (
            (self.letters & _SPACE == 0) & (apart <= 2 * farthest) & (np.abs(self._lengths - len(wanted)) <= farthest)
        )
        places = np.flatnonzero(near)
        found = distances(wanted, [self.forms.raw(place) for place in places.tolist()], farthest)
        return [
            (self.forms.word(place), distance, int(self.counts[place]))
            for place, distance in zip(places.tolist(), found.tolist(), strict=True)
            if 0 < distance <= farthest
        ]

    def begun_near(self, prefix: str) -> list[tuple[str, int]]:
        """(form, documents) of the forms that begin with something one edit from `prefix`, with its first letter."""
        wanted = prefix.encode(errors="replace")
        alike = self.forms.beginning(prefix[:1])
        missing = np.bitwise_count(_letters_of(wanted) & ~self.letters[alike.start : alike.stop])
        longer = self._lengths[alike.start : alike.stop] >= len(wanted)
        longer &= self.letters[alike.start : alike.stop] & _SPACE == 0
        places = (np.flatnonzero((missing <= 1) & longer) + alike.start).tolist()
        beginnings = [self.forms.raw(place)[: len(wanted) + 1] for place in places]
        nearest = np.full(len(places), _FARTHEST)
        for length in (len(wanted) - 1, len(wanted), len(wanted) + 1):
            found = distances(wanted, [beginning[:length] for beginning in beginnings], 1)
            nearest = np.minimum(nearest, found)
        return [
            (self.forms.word(place), int(self.counts[place]))
            for place, distance in zip(places, nearest.tolist(), strict=True)
            if distance <= 1
        ]

    @cached_property
    def _stem_of(self) -> Numbers:
        """The number of the stem of each form."""
        stem_of = np.zeros(len(self), np.uint32)
        stem_of[self.stem_forms] = np.repeat(np.arange(len(self.stems), dtype=np.uint32), np.diff(self.stem_starts))
        return stem_of

    @cached_property
    def _lengths(self) -> NDArray[np.int64]:
        starts = self.forms.starts.astype(np.int64)
        return starts[1:] - starts[:-1]


def _starts(counts: NDArray[np.int64]) -> Numbers:
    """Where each of the runs of these lengths begins, and where the last one ends."""
    starts = np.zeros(len(counts) + 1, np.uint32)
    np.cumsum(counts, out=starts[1:])
    return starts


def distances(wanted: bytes, others: Sequence[bytes], farthest: int) -> NDArray[np.int64]:
    """The number of edits between `wanted` and each of `others`; anything above `farthest` counts as one more.

    All are computed at once, a column of the table of Damerau and Levenshtein at a time.
    """
    if not others:
        return np.zeros(0, np.int64)
    lengths = np.array([len(other) for other in others])
    width = int(lengths.max())
    letters = np.zeros((len(others), width + 1), np.uint8)
    padded = b"".join(other.ljust(width, b"\0") for other in others)
    letters[:, 1:] = np.frombuffer(padded, np.uint8).reshape(len(others), width)
    size = len(wanted)
    rows = np.full((3, len(others), width + 1), farthest + 1, np.int8)
    rows[0] = np.minimum(np.arange(width + 1), farthest + 1)
    for place in range(1, size + 1):
        row, before, earlier = rows[place % 3], rows[(place - 1) % 3], rows[(place - 2) % 3]
        letter = wanted[place - 1]
        row[:] = farthest + 1
        row[:, 0] = min(place, farthest + 1)
        for column in range(max(1, place - farthest), min(width, place + farthest) + 1):
            same = letters[:, column] == letter
            cell = np.minimum(before[:, column], row[:, column - 1]) + 1
            cell = np.minimum(cell, before[:, column - 1] + ~same)
            if place > 1 and column > 1:
                swapped = (letters[:, column - 1] == letter) & (letters[:, column] == wanted[place - 2])
                cell = np.where(swapped, np.minimum(cell, earlier[:, column - 2] + 1), cell)
            row[:, column] = np.minimum(cell, farthest + 1)
    found: NDArray[np.int64] = rows[size % 3][np.arange(len(others)), lengths].astype(np.int64)
    return found


def _letters(text: NDArray[np.uint8], starts: Numbers) -> Numbers:
    """Which letters each of the words that begin at `starts` of `text` has, as bits."""
    if not len(starts):
        return np.zeros(0, np.uint32)
    places = np.minimum(text - np.uint8(_A), 26).astype(np.uint32)
    places[text == ord(" ")] = 27
    found: Numbers = np.bitwise_or.reduceat(np.uint32(1) << places, starts)
    return found


def _letters_of(word: bytes) -> np.uint32:
    return _letters(np.frombuffer(word, np.uint8), np.zeros(1, np.uint32))[0]  # type: ignore[no-any-return]
