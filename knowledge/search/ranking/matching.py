"""Matching: which documents contain a wanted word, in any of the forms it can take (pure, over an `IndexReader`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from math import log

import numpy as np
from numpy.typing import NDArray

from knowledge.model.typed.periods import DayRange
from knowledge.search.dutch.analysis import is_word, stem
from knowledge.search.dutch.compounds import split
from knowledge.search.dutch.function_words import STOP
from knowledge.search.dutch.run_together import apart
from knowledge.search.dutch.thesaurus import Thesaurus
from knowledge.search.index.index_reader import IndexReader
from knowledge.search.index.postings import Mask, Numbers, Postings, runs
from knowledge.search.index.term_dictionary import FORMS, PARTS, WORDS
from knowledge.search.query.named_periods import NamedPeriod
from knowledge.search.query.parsing import Clause, Phrase, Term

NAMED = 0.3
"""The bonus for a word in the name of a partner or person, over the same word in what was written about them."""

IN_TITLE = 220
"""The least impact of a word in a title (see `segment_builder.TITLE`)."""

COMPLETIONS = 24
"""The most completions of a half-typed word that are searched; the frequent ones come first."""

PLURALS = ("n", "en")
"""Endings that complete a half-typed plural that nobody wrote: "bedrijv" must find texts with only "bedrijf"."""

CORRECTIONS = 3
_SHORTEST_MISSPELT = 4
_SHORTEST_INSIDE = 4
"""The fewest letters of a word that is looked for inside others; fewer stand in many by chance."""

TOO_FEW = 8
"""A compound found in fewer documents than this also finds documents with only some of its parts."""

_MOST_WAYS = 250

Weights = NDArray[np.float32]

LEVELS: dict[str, tuple[float, float]] = {
    "exact": (0.70, 1.00),
    "inflection": (0.42, 0.64),
    "same": (0.24, 0.38),
    "half-typed": (0.24, 0.38),
    "compound": (0.14, 0.38),
    "part": (0.14, 0.38),
    "synonym": (0.12, 0.36),
    "dated": (0.38, 0.38),
    "correction": (0.08, 0.30),
    "longer": (0.05, 0.14),
    "half": (0.02, 0.10),
}
"""The score of a match at each level, from the lowest to the highest impact.

The gaps between exact matches, other forms, and all the rest are larger than any boost; the rest overlap, because they
are about equally good guesses.
"""


@dataclass(frozen=True)
class Found:
    """One way in which a word was found: at `level`, as `words` (stems, and forms for highlighting)."""

    level: str
    words: tuple[str, ...]


class Match:
    """How well each document matches one clause (0: not at all), and in which of `ways`.

    `written` are the values without what is only of the days that were named.
    """

    def __init__(self, shelf: IndexReader) -> None:
        self.values: Weights = np.zeros(shelf.size, np.float32)
        self.written = self.values
        self.sources: NDArray[np.uint16] = np.zeros(shelf.size, np.uint16)
        self.ways: list[Found] = []
        self.corrections: tuple[str, ...] = ()

    def offer(self, level: str, words: Iterable[str], postings: Postings) -> None:
        """Score `postings` at `level` where nothing better was found."""
        if not len(postings.documents) or len(self.ways) > _MOST_WAYS:
            return
        low, high = LEVELS[level]
        values = low + (high - low) / 255 * postings.impacts.astype(np.float32)
        better = values > self.values[postings.documents]
        documents = postings.documents[better]
        self.values[documents] = values[better]
        self.sources[documents] = len(self.ways)
        self.ways.append(Found(level, tuple(words)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.ways

    def take(self, level: str, other: Match) -> None:
        """Score everything that `other` found at `level` where nothing better was found."""
        low, high = LEVELS[level]
        values = np.where(other.values > 0, low + (high - low) * np.minimum(other.values, 1), 0).astype(np.float32)
        better = values > self.values
        self.values[better] = values[better]
        self.sources[better] = other.sources[better] + len(self.ways)
        self.ways += [Found(level, way.words) for way in other.ways]

    def unite(self, other: Match) -> None:
        """Add what `other` found where it is better."""
        better = other.values > self.values
        self.values[better] = other.values[better]
        self.sources[better] = other.sources[better] + len(self.ways)
        self.ways += other.ways
        self.corrections = self.corrections or other.corrections


class Matcher:
    """Looks words up in the index that `shelf` reads, with the help of `thesaurus`."""

    def __init__(self, shelf: IndexReader, thesaurus: Thesaurus) -> None:
        self._reader = shelf
        self._thesaurus = thesaurus

    def match(self, wanted: Clause, also: Sequence[Phrase] = (), periods: Sequence[NamedPeriod] = ()) -> Match:
        """Match every document that has any of the terms of `wanted` or, as a synonym, any of the phrases `also`.

        If it is a word of one of `periods`, what is of those days matches as well.
        """
        first, *others = (self._term(term, also) for term in wanted.terms)
        for other in others:
            first.unite(other)
        for period in periods:
            if any(term.form in period.words for term in wanted.terms):
                first.written = first.values.copy() if first.written is first.values else first.written
                first.offer("dated", period.words, self._of_days(period.days))
        return first

    def _of_days(self, period: DayRange) -> Postings:
        days = self._reader.columns.days
        found = np.flatnonzero((days >= period.first.toordinal()) & (days <= period.last.toordinal()))
        return Postings(found.astype(np.uint32), np.full(len(found), 255, np.uint8))

    def having(self, term: Term) -> Mask:
        """The documents that have `term` itself, in any inflection."""
        mask = np.zeros(self._reader.size, np.bool_)
        for run in term.runs:
            mask[self._run(run).documents] = True
        return mask

    def _term(self, term: Term, also: Sequence[Phrase]) -> Match:
        match = Match(self._reader)
        self._exactly(match, term)
        if term.is_phrase:
            return match
        if term.half:
            self._complete(match, term)
        known = not match.is_empty or is_word(term.form) or self._thesaurus.knows(term.form)
        if not known:
            if self._inside(match, term):
                return match
            corrected = self._correct(match, term, 1)
            if not split(term.form, stem(term.form)) and (corrected or self._run_together(match, term)):
                return match
        self._derive(match, term, also)
        if np.count_nonzero(match.values) < TOO_FEW:
            for run in _compounds(term):
                match.offer("half", run, self._some(run))
        if match.is_empty and known:
            self._inside(match, term)
        elif match.is_empty:
            self._correct(match, term, 2)
        return match

    def _inside(self, match: Match, term: Term) -> bool:
        """Match the words that the unfound `term` stands in, which are compounds of words that no list has."""
        for piece in dict.fromkeys((term.form, *(term.form.removesuffix(ending) for ending in ("s", "en")))):
            if match.is_empty and len(piece) >= _SHORTEST_INSIDE and piece.isalpha():
                for form, _ in self._reader.containing(piece, COMPLETIONS):
                    match.offer("part", (form,), self._reader.posting(FORMS, form))
        return not match.is_empty

    def _run_together(self, match: Match, term: Term) -> bool:
        """Match the word that was written together with function words; True if there were only such."""
        pieces = apart(term.form, self._is_written)
        for piece in pieces:
            if piece not in STOP:
                meant, found = Term(((stem(piece),),), piece), Match(self._reader)
                self._exactly(found, meant)
                self._derive(found, meant, ())
                match.take("same", found)
        match.corrections = (" ".join(pieces),) if pieces else ()
        return bool(pieces)

    def _is_written(self, word: str) -> bool:
        return self._reader.about(word) > 0

    def _exactly(self, match: Match, term: Term) -> None:
        """Match the word itself, in any inflection; for a phrase or a hyphenated word, its parts in a row."""
        if term.is_phrase or any(len(run) > 1 for run in term.runs):
            for run in term.runs:
                match.offer("exact", run, self._run(run))
        if not term.is_phrase:
            found = self._reader.posting(FORMS, term.form)
            match.offer("exact", (term.form,), found)
            named = found.documents[(found.impacts >= IN_TITLE) & self._reader.has_name[found.documents]]
            match.values[named] += NAMED
            for stemmed in _whole(term):
                match.offer("inflection", (stemmed,), self._reader.posting(WORDS, stemmed))

    def _complete(self, match: Match, term: Term) -> None:
        """Match what the half-typed `term` may become. A complete word is less likely to continue."""
        level = "half-typed" if match.is_empty and not is_word(term.form) else "longer"
        found = self._reader.completions(term.form, COMPLETIONS)
        for form, _ in found:
            if form != term.form:
                match.offer(level, (form,), self._reader.posting(FORMS, form))
        stems = dict.fromkeys([*(stemmed for _, stemmed in found), *(stem(term.form + end) for end in PLURALS)])
        for stemmed in stems:
            match.offer(level, (stemmed,), self._reader.posting(WORDS, stemmed))

    def _derive(self, match: Match, term: Term, also: Sequence[Phrase]) -> None:
        """Match compounds that contain the word, the parts of the word if it is a compound, and its synonyms."""
        for stemmed in _whole(term):
            match.offer("part", (stemmed,), self._reader.posting(PARTS, stemmed))
        for run in _compounds(term):
            match.offer("compound", run, self._together(run))
        for own in dict.fromkeys((*term.runs, *_compounds(term))):
            self._synonyms(match, own)
        for run in also:
            self._synonym(match, "same", run)

    def _some(self, parts: Phrase) -> Postings:
        """The documents that have any of `parts`; rare parts weigh more."""
        weights = np.zeros(self._reader.size, np.float32)
        total = 0.0
        for part in dict.fromkeys(part for part in parts if part not in STOP):
            found = self._united([self._reader.posting(WORDS, part), _weakened(self._reader.posting(PARTS, part), 0.6)])
            rarity = log(1 + self._reader.size / (1 + len(found.documents)))
            weights[found.documents] += rarity * found.impacts.astype(np.float32)
            total += rarity
        documents = np.flatnonzero(weights).astype(np.uint32)
        return Postings(documents, np.maximum(1, weights[documents] / (total or 1.0)).astype(np.uint8))

    def _synonyms(self, match: Match, run: Phrase) -> None:
        for other in self._thesaurus.same(run):
            self._synonym(match, "same", other)
        for other in self._thesaurus.others(run):
            self._synonym(match, "synonym", other)

    def _synonym(self, match: Match, level: str, run: Phrase) -> None:
        match.offer(level, run, self._run(run))
        if len(run) == 1:
            match.offer(level, run, _weakened(self._reader.posting(PARTS, run[0]), 0.6))

    def _together(self, parts: Phrase) -> Postings:
        """The documents that have all of `parts`, each as a word, inside a compound, or as a synonym."""
        return _common([self._anyhow(part) for part in dict.fromkeys(parts)])

    def _anyhow(self, stemmed: str) -> Postings:
        lists = [self._reader.posting(WORDS, stemmed), self._reader.posting(PARTS, stemmed)]
        for run in (*self._thesaurus.same((stemmed,)), *self._thesaurus.others((stemmed,))):
            if len(run) == 1:
                lists.append(_weakened(self._reader.posting(WORDS, run[0]), 0.6))
                lists.append(_weakened(self._reader.posting(PARTS, run[0]), 0.4))
        return self._united(lists)

    def _united(self, lists: Iterable[Postings]) -> Postings:
        """The documents of all `lists`, each with its highest impact."""
        impacts = np.zeros(self._reader.size, np.uint8)
        for postings in lists:
            impacts[postings.documents] = np.maximum(impacts[postings.documents], postings.impacts)
        documents = np.flatnonzero(impacts).astype(np.uint32)
        return Postings(documents, impacts[documents])

    def _run(self, run: Phrase) -> Postings:
        """The documents in which the words of `run` stand one after another."""
        if len(run) == 1:
            return self._reader.posting(WORDS, run[0])
        together = _common([self._reader.posting(WORDS, stemmed) for stemmed in run])
        if not len(together.documents):
            return together
        starts = (_spots(self._reader.placed(stemmed), together.documents, after) for after, stemmed in enumerate(run))
        standing = reduce(_shared, sorted(starts, key=len))
        inside = np.zeros(len(together.documents), np.bool_)
        inside[standing >> np.uint64(32)] = True
        return Postings(together.documents[inside], together.impacts[inside])

    def _correct(self, match: Match, term: Term, farthest: int) -> bool:
        """Match the words at most `farthest` edits from `term`, which nobody wrote; returns whether there are any."""
        form = term.form
        if len(form) < _SHORTEST_MISSPELT or not form.isalpha():
            return False
        near = {
            word: found
            for word, found in self._reader.near(form, farthest if len(form) > _SHORTEST_MISSPELT else 1).items()
            if word not in STOP and (found[0] == 1 or len(form) > 6 or word[:1] == form[:1])
        }
        ordered = sorted(near, key=lambda word: (near[word][0] + (word[:1] != form[:1]) * 0.5, -near[word][1], word))
        chosen = [word for word in ordered if near[word][0] == near[ordered[0]][0]][:CORRECTIONS]
        if not chosen and term.half and farthest > 1:
            chosen = self._reader.begun_near(form, COMPLETIONS)
        for word in reversed(chosen):
            meant, found = Term(((stem(word),),), word), Match(self._reader)
            self._exactly(found, meant)
            self._derive(found, meant, ())
            match.take("correction", found)
        match.corrections = tuple(chosen)
        return bool(chosen)


def _whole(term: Term) -> list[str]:
    """The stems of `term` as a single word."""
    return [run[0] for run in term.runs if len(run) == 1]


def _compounds(term: Term) -> list[Phrase]:
    """The stems of the parts of `term`, split at hyphens or as a compound; empty if it has only one part."""
    hyphenated = [run for run in term.runs if len(run) > 1]
    return hyphenated or [run for run in [split(term.form, stem(term.form))] if len(run) > 1]


def _weakened(postings: Postings, factor: float) -> Postings:
    return Postings(postings.documents, np.maximum(1, postings.impacts * factor).astype(np.uint8))


def _common(lists: Sequence[Postings]) -> Postings:
    """The documents that all `lists` have, each with its lowest impact."""
    first, *others = sorted(lists, key=lambda postings: len(postings.documents))
    documents, impacts = first.documents, first.impacts
    for other in others:
        places = np.searchsorted(other.documents, documents)
        inside = places < len(other.documents)
        inside[inside] = other.documents[places[inside]] == documents[inside]
        documents = documents[inside]
        impacts = np.minimum(impacts[inside], other.impacts[places[inside]])
    return Postings(documents, impacts)


def _spots(postings: Postings, among: Numbers, after: int) -> NDArray[np.uint64]:
    """Where a run begins if this is its word number `after`: the index in `among` and the place, in one number."""
    firsts = np.cumsum(postings.counts, dtype=np.int64) - postings.counts
    chosen = np.searchsorted(postings.documents, among)
    counts = postings.counts[chosen]
    places = postings.places[runs(firsts[chosen], counts)]
    documents = np.repeat(np.arange(len(among), dtype=np.uint64), counts)
    possible = places >= after
    spots: NDArray[np.uint64] = (documents[possible] << np.uint64(32)) + (places[possible] - np.uint32(after))
    return spots


def _shared(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The numbers that are in both arrays, which must be sorted."""
    places = np.searchsorted(right, left)
    places[places == len(right)] = 0
    found: NDArray[np.uint64] = left[right[places] == left] if len(right) else right
    return found
