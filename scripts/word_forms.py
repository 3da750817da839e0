"""Make `verbs.txt` and `forms.txt` of `knowledge/search/dutch/words/` from the OpenTaal word list.

    python scripts/word_forms.py DIRECTORY

DIRECTORY is a checkout of https://github.com/OpenTaal/opentaal-wordlist (revised BSD licence). The script
keeps all infinitives, the nouns that look like a form of one, and the nouns and adjectives whose forms the stemmer
gives different stems. Run `compound_parts.py` afterwards, because the stems of the parts may have changed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.model.folding import fold_word
from knowledge.search.dutch import analysis, verbs
from knowledge.search.dutch.analysis import stem
from knowledge.search.dutch.compounds import WORDS

PLAIN = re.compile(r"[a-zà-ÿ]{3,}")
KEPT = frozenset(
    "gebied gebieden geluid gemoed gebed gebeden geweld geduld gezicht gewicht gedicht gerecht gevecht geslacht gewest "
    "gebit gehucht gerucht gezond genot geloof gemeente verband verbanden verbond verzet verschot".split()
)
"""Nouns that look like participles. All other such words are participles, though some serve as nouns (gewonden)."""

VOWELS = "aeiou"
HEADER = "# {what}, from the OpenTaal word list (c) 2020 OpenTaal, revised BSD licence: LICENSE.txt\n"


def lines(path: Path) -> Iterator[str]:
    """The plain lower-case words of a file, folded."""
    return (fold_word(line) for line in path.read_text("utf-8").split("\n") if PLAIN.fullmatch(line.strip()))


def nouns(directory: Path) -> list[tuple[str, str]]:
    """Pairs (singular, plural) of the plurals that have only one possible singular."""
    base = set(lines(directory / "elements/basiswoorden-gekeurd.txt"))
    found = []
    for plural in lines(directory / "experimenteel/nouns-meervouden.txt"):
        singulars = {word for word in singulars_of(plural) if word in base}
        if len(singulars) == 1:
            found.append((singulars.pop(), plural))
    return found


def singulars_of(plural: str) -> Iterator[str]:
    """The possible singulars of `plural`: banen gives baan and ban, brieven brief, menu's menu."""
    if plural.endswith("s"):
        yield plural[:-1]
    if not plural.endswith("en") or len(plural) < 5:
        return
    root = plural[:-2]
    for last in {"v": "vf", "z": "zs"}.get(root[-1], root[-1]):
        bare = root[:-1] + last
        yield bare
        if root[-1] == root[-2]:
            yield root[:-1]
        elif root[-1] not in VOWELS and root[-2] in VOWELS and root[-3] not in VOWELS:
            yield root[:-1] + root[-2] + last


def write(name: str, what: str, rows: Iterable[str]) -> None:
    """Write a list, and clear the caches of the previous one."""
    (WORDS / name).write_text(HEADER.format(what=what) + "".join(row + "\n" for row in rows), "utf-8")
    for cached in (verbs._listed, analysis._own_forms, analysis.stem, analysis.forms):
        cached.cache_clear()


def adjectives(directory: Path) -> list[tuple[str, str]]:
    """Pairs (base, inflected) of adjectives, such as groot and grote."""
    found = []
    for word in lines(directory / "experimenteel/adjectieven-en-bijwoorden.txt"):
        if len(word) < 3 or word[-1] in "aeiouy" or word.endswith("en") or verbs.infinitive(word):
            continue
        last = {"f": "v", "s": "z"}.get(word[-1], word[-1])
        if word[-2] == word[-3] and word[-2] in VOWELS:
            open_ = word[:-2] + last
        elif word.endswith("ief"):
            open_ = word[:-1] + "v"
        elif word[-2] in VOWELS and word[-3] not in VOWELS and not word.endswith(("ig", "lijk", "er", "el", "isch")):
            open_ = word + word[-1]
        else:
            open_ = word[:-1] + last if word[-2] in VOWELS or word[-3:-1] == "ij" else word
        found.append((word, open_ + "e"))
    return found


def exceptions(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The pairs whose forms need listing: from form to base word."""
    apart = [pair for pair in pairs if stem(pair[0]) != stem(pair[1]) and not verbs.infinitive(pair[0])]
    return {form: singular for singular, plural in apart for form in (plural, singular)}


def looks_like_participle(word: str) -> bool:
    """Whether `word` has the prefix and the ending of one."""
    bare = word.removesuffix("en")
    begins = bare.startswith("ge") or any(bare.startswith(before + "ge") for before in verbs.APART)
    return begins or (bare.startswith(verbs._FAST) and bare[-1:] == "d")


def shortened(word: str) -> str:
    """`word` with its vowels spelt as in stems."""
    return analysis._LONG_VOWEL.sub(analysis._short_vowel, word)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    directory = parser.parse_args().directory
    infinitives = {word for word in lines(directory / "experimenteel/werkwoorden-infinitief.txt") if len(word) > 3}
    infinitives = {word for word in infinitives if word.endswith(("en", "aan", "ien", "oen"))}
    pairs = nouns(directory)
    words = {word for pair in pairs for word in pair}
    write("forms.txt", "Nouns and adjectives whose forms the stemmer keeps apart", ())
    write("verbs.txt", "Infinitives; after a minus what only looks like a form of one", sorted(infinitives))
    mistaken = {
        f"-{word}"
        for word in (words | KEPT) - infinitives
        if verbs.infinitive(word) and (word in KEPT or not looks_like_participle(word))
    }
    rows = sorted(infinitives) + sorted(mistaken)
    write("verbs.txt", "Infinitives; after a minus what only looks like a form of one", rows)
    known = exceptions(pairs)
    for base, inflected in adjectives(directory):
        if inflected not in words and inflected not in infinitives and stem(inflected) != stem(base):
            known |= {inflected: known.get(base, base), base: known.get(base, base)}
    write(
        "forms.txt",
        "Nouns and adjectives whose forms the stemmer keeps apart",
        (f"{form} {shortened(base)}" for form, base in sorted(known.items())),
    )
    print(f"{len(infinitives)} verbs, {len(mistaken)} mistaken for one, {len(known)} nouns")


if __name__ == "__main__":
    main()
