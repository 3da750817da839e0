"""Names of pupils: behind a word for a pupil, or before an age or a class (pure).

A name is a capitalised word that isn't known as something else. Dutch writes no other words with a capital within a
sentence, so what is left are names of people, organisations and places; the directory tells those apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from knowledge.guard.known import KnownNames
from knowledge.guard.word_lists import listed
from knowledge.model.folding import fold

NAMED_PUPIL = "leerling-naam"

_NAME = 60
"""The most characters of a name that are looked at."""

_WORDS = 5
_PARTICLES = frozenset(
    {"de", "den", "der", "van", "von", "het", "'t", "’t", "te", "ten", "ter", "el", "al", "ben", "la"}
)
_ARTICLES = frozenset(
    {"de", "het", "een", "onze", "hun", "deze", "die", "dit", "dat", "elke", "ieder", "iedere", "per"}
)
_WHERE = frozenset({"in", "te", "naar", "rond"})
_MARKUP = "\"'“”‘’*_"

_PUPIL = "(?:[Ll]eerlinge?|LEERLING|[Ss]cholier|SCHOLIER|[Ss]tagiaire?|STAGIAIRE?)"
_STEMS = ("eerling", "cholier", "tagiair", "EERLING", "CHOLIER", "TAGIAIR")
"""Looking for these first is ten times as fast as for the pattern."""
_AFTER_WORD = re.compile(_PUPIL + r"[ \t]{1,3}(?:genaamd |met de naam )?[\"'“‘*_(]{0,3}([^\W\d_][\w'’-]{1,40})")
_PUPILS = "(?:[Ll]eerlingen|LEERLINGEN|[Ss]cholieren|SCHOLIEREN|[Ss]tagiaire?s|STAGIAIRE?S)"
_NAMES = r"[^\W\d_][\w'’-]{1,40}(?:(?:, ?| (?:en|&|\+) )[^\W\d_][\w'’-]{1,40}){0,9}"
_AFTER_PLURAL = re.compile(_PUPILS + r"[ \t]{1,3}(?:genaamd )?[\"'“‘*_(]{0,3}(" + _NAMES + ")")
_BETWEEN = re.compile(r", ?| (?:en|&|\+) ")
_INITIAL = re.compile(_PUPIL + r" [A-Z]\. ?(?:(?:van|de|den|der|ter|ten) ){1,2}([A-Z][\w'’-]{1,40})")
_YEARS_OF = (
    r"(?:ervaring|lid|actief|in|als|geleden|lang|garantie|bij|partner|directeur|docent|werkzaam|ondernemer|na)\b"
)
_IN_BRACKETS = re.compile(r"\((?:1[0-9]|20)(?:[ \t]?(?:jaar|jr\.?|j\.?))?(?:,[^()\n]{0,30})?\)")
_YEARS = re.compile(rf"(?:1[0-9]|20)[ \t](?:jaar|jr)\b(?![ \t]{_YEARS_OF})")
_BEFORE_YEARS = re.compile(r"(?:,[ \t]?|[ \t](?:is|wordt|was|van)[ \t])$")
_LEVEL = "(?:vmbo|mavo|havo|vwo|kader|basis|bb|kb|gl|tl|tto)"
_CLASS = re.compile(
    r"(?:uit|van)[ \t](?i:(?:de[ \t])?"
    rf"(?:(?:klas|groep|leerjaar)[ \t](?:[1-8][a-z]?|[a-z]{{1,2}}[1-4][a-z]?)\b|{_LEVEL}[ \t-]?[1-6]\b"
    rf"|[1-6](?:[a-z][0-9]?|[ \t]?{_LEVEL}[a-z0-9]?)(?![\w-])|(?:eerste|tweede|derde|vierde)[ \t]klas\b))"
)


def names_of_pupils(text: str, known: KnownNames) -> Iterator[tuple[str, int, int]]:
    """(rule, start, end) of each name in `text` that may be a pupil's; start is where what tells so begins."""
    judged: dict[str, bool] = {}

    def may_be_pupil(word: str) -> bool:
        if word not in judged:
            judged[word] = _looks_like_name(word) and not known.is_no_name(word)
        return judged[word]

    has_pupil = any(stem in text for stem in _STEMS)
    for match in _AFTER_WORD.finditer(text) if has_pupil else ():
        start, word = match.start(), match[1].rstrip("-'’")
        is_adult = text[max(0, start - 7) : start].casefold().rstrip(" -").endswith("docent")
        if is_adult or not may_be_pupil(word):
            continue
        if not known.begins_person(text[match.start(1) : match.start(1) + _NAME]):
            yield NAMED_PUPIL, start, match.start(1) + len(word)
    for match in _AFTER_PLURAL.finditer(text) if has_pupil else ():
        names = [name.rstrip("-'’") for name in _BETWEEN.split(match[1])]
        meant = [*takewhile(may_be_pupil, names)]
        if len(meant) > 1 or (meant and fold(meant[0]) in listed("first_names")):  # one may well be a town or a firm
            yield NAMED_PUPIL, match.start(), match.start(1) + match[1].index(meant[-1]) + len(meant[-1])
    for match in _INITIAL.finditer(text) if has_pupil and "." in text else ():
        if may_be_pupil(match[1]):
            yield NAMED_PUPIL, *match.span()
    unknown: dict[str, bool] = {}
    for ends, tells_until in _what_follows_names(text):
        if name := name_before(text, ends):
            words = text[name[0] : name[1]]
            if words not in unknown:
                unknown[words] = is_unknown_person(words, known)
            if unknown[words]:
                yield NAMED_PUPIL, name[0], tells_until


def _what_follows_names(text: str) -> Iterator[tuple[int, int]]:
    """(where a name would end, where what follows it ends) for each age and class in `text`."""
    for match in _IN_BRACKETS.finditer(text) if "(" in text else ():
        start = match.start()
        yield start - text[max(0, start - 1) : start].isspace(), match.end()
    for match in _YEARS.finditer(text) if "jaar" in text or "jr" in text else ():
        if before := _BEFORE_YEARS.search(text[max(0, match.start() - 7) : match.start()]):
            yield match.start() - len(before[0]), match.end()
    for match in _CLASS.finditer(text) if "uit" in text or "van" in text else ():
        start = match.start()
        if text[max(0, start - 1) : start].isspace():
            yield start - 1, match.end()


def _looks_like_name(word: str) -> bool:
    """Whether `word` begins with a capital and goes on in small letters, as names do: no abbreviation."""
    return len(word) > 1 and word[0].isupper() and (word[1].islower() or word[1] in "'’")


def name_before(text: str, end: int) -> tuple[int, int] | None:
    """Where the name stands that ends at `end`: capitalised words, with particles between; None if there is none."""
    window = text[max(0, end - _NAME) : end].rstrip(_MARKUP)
    if not window or not (window[-1].isalpha() or window[-1] == "."):
        return None
    ends = max(0, end - _NAME) + len(window)
    begins, at = -1, ends
    for word in reversed(re.split(r"[ \t\n]", window)[-_WORDS - 1 :]):
        bare = word.lstrip(_MARKUP + "([-")
        if _looks_like_name(bare.rstrip(".")):
            begins = at - len(bare)
        elif begins < 0 or bare not in _PARTICLES:
            return _unless_thing(word, begins, ends)
        if bare != word:
            break
        at -= len(word) + 1
    return (begins, ends) if begins >= 0 else None


def _unless_thing(before: str, begins: int, ends: int) -> tuple[int, int] | None:
    """The name from `begins` to `ends`; None when the word `before` it shows that it is a thing or a place."""
    is_thing = before.casefold() in _ARTICLES | _WHERE
    return None if begins < 0 or is_thing else (begins, ends)


def name_after(text: str, start: int) -> tuple[int, int] | None:
    """Where the name stands that begins at `start`; None if there is none."""
    ends, at = -1, start
    for word in re.split(r"[ \t]", text[start : start + _NAME])[:_WORDS]:
        bare = word.rstrip(_MARKUP + ".,;:)!?\n")
        if _looks_like_name(bare):
            ends = at + len(bare)
        elif ends < 0 or bare not in _PARTICLES:
            break
        if bare != word:
            break
        at += len(word) + 1
    return (start, ends) if ends >= 0 else None


def is_unknown_person(name: str, known: KnownNames, *, in_full: bool = False) -> bool:
    """Whether `name` may be of a person who isn't in the directory; `in_full` only with a first and a last name."""
    words = [word for word in name.replace("\n", " ").split(" ") if word]
    while words and (fold(words[0]) in listed("no_pupil") or not _looks_like_name(words[0])):
        if words.pop(0).casefold() in _ARTICLES:  # "Met Sem" is about Sem, "De Mazak" about no person
            return False
    capitals = [word for word in words if _looks_like_name(word)]
    if not capitals or len(capitals) > 3 or (in_full and len(capitals) < 2):
        return False
    if known.begins_person(" ".join(words)) or known.is_no_name(capitals[0]):
        return False
    is_first_name = fold(capitals[0]) in listed("first_names")
    return is_first_name or not any(known.is_word(fold(word)) for word in capitals[1:]) or not in_full
