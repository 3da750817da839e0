"""Make `knowledge/search/dutch/words/parts.txt`, the parts of Dutch compounds, from the OpenTaal word list.

    python scripts/compound_parts.py basiswoorden-gekeurd.txt

The list is `elements/basiswoorden-gekeurd.txt` of https://github.com/OpenTaal/opentaal-wordlist (revised BSD licence).
A word is kept if many other words of that list begin or end with it, because a word that forms few compounds would
mostly split words wrongly. `scripts/own_parts.txt` adds words of the field that the list lacks.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from knowledge.model.folding import fold_word
from knowledge.search.dutch.analysis import stem
from knowledge.search.dutch.compounds import LINKS, WORDS

PLAIN = re.compile(r"[a-zà-ÿ]{3,}")
SHORT = frozenset(
    "las les dag hal lab bus vak bouw zon weg bad gas ijs jas kas app web net map bon cao log zee zin rol rij tip wet "
    "dak hub mbo hbo bbl bol lob bpv ict vmo pie zzp mkb stap team tool les test tech auto bril boor".split()
)
"""Three-letter words that form compounds of the field; others mostly occur in words by chance."""

NO_PART = frozenset(
    "over voor aan uit toe door onder achter tegen mee bij mede weder samen schap heid loos baar zaam achtig lijk "
    "waarts matig ling ster erij aard aarden eren elen ende eling wijs wijze mate maat ding ring ning king ment "
    "aat ant ent lijk vol tien der ker rijk neer taan nier schar ander wis mon meen ion chil lend tal waard leng "
    "brand kund onde ver ont her tele anti inter trans super hoofd deel dele tot van een het die dat was wat wie "
    "waar hier daar men ten ter den der des naar niet meer want toch soms veel ook zeer tering seren teren zeren "
    "keren leren heren geren pen gen sen ren ken zen reng rang tang sing ting tie ties iteit onde ijn ure eur are "
    "ers ages stel stellen zien zijn gaan komen staan laten nemen geven brengen leggen houden zetten vallen halen "
    "lopen ".split()
)
"""Prepositions, endings and verbs after a preposition, because people who search don't take overleg for a compound."""


def productive(words: set[str]) -> Counter[str]:
    """For each word, how many of `words` consist of it and one other word."""
    counts: Counter[str] = Counter()
    for word in words:
        for place in range(3, len(word) - 2):
            left, right = word[:place], word[place:]
            if right not in words or right in NO_PART:
                continue
            for link in LINKS:
                bare = left.removesuffix(link) if link else left
                if (not link or bare != left) and bare in words and bare not in NO_PART:
                    counts[bare] += 1
                    counts[right] += 1
                    break
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path)
    lines = parser.parse_args().list.read_text("utf-8").split("\n")
    words = {fold_word(line) for line in lines if PLAIN.fullmatch(line)}
    counts = productive({word for word in words if len(word) > 3 or word in SHORT})
    least = {3: 0, 4: 20, 5: 6, 6: 4}
    kept = {
        word
        for word, count in counts.items()
        if count >= least.get(len(word), 3) and len(word) <= 14 and (len(word) > 3 or word in SHORT)
    }
    kept = {word for word in kept if word not in NO_PART and stem(word) not in NO_PART}
    own = (Path(__file__).parent / "own_parts.txt").read_text("utf-8").split("\n")
    like = dict(pair.partition("=")[::2] for line in own if not line.startswith("#") for pair in line.split())
    kept |= like.keys()
    stems = {word: stem(like.get(word) or word) for word in kept}
    header = (
        "# Parts of Dutch compounds, from the OpenTaal word list (c) 2020 OpenTaal, revised BSD licence: LICENSE.txt\n"
    )
    rows = "".join(f"{word} {stems[word]}\n" if stems[word] != word else f"{word}\n" for word in sorted(kept))
    (WORDS / "parts.txt").write_text(header + rows, "utf-8")
    print(f"{len(kept)} words")


if __name__ == "__main__":
    main()
