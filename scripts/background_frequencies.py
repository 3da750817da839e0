"""Make the list of how common words are in Dutch and English at large, from the word lists of the library wordfreq.

python scripts/background_frequencies.py wordfreq-3.1.1-py3-none-any.whl

The wheel is only needed here (and `pip install msgpack`); the list that it gives is kept with the program.
"""

from __future__ import annotations

import argparse
import gzip
import zipfile
from collections import Counter
from math import log10
from pathlib import Path

from knowledge.model.folding import fold_word
from knowledge.search.dutch.analysis import stem
from knowledge.search.dutch.background import FREQUENCIES, LEAST, SAYS_LITTLE
from knowledge.search.dutch.function_words import LITTLE, STOP

_HEAD = """\
# How common stems are in Dutch or English at large: tenths on the Zipf scale, where 30 is once in a million words and
# 60 once in a thousand; 99 is a word that says little about what somebody looks for. Derived from the word lists of
# wordfreq 3.1.1, (c) Robyn Speer and the sources she names, CC BY-SA 4.0: LICENSE.txt
"""


def frequencies(wheel: Path, language: str) -> Counter[str]:
    """For each stem, the share of its forms among all words of `language`, from the bins of hundredths of a decade."""
    import msgpack

    with zipfile.ZipFile(wheel) as files:
        packed = gzip.decompress(files.read(f"wordfreq/data/small_{language}.msgpack.gz"))
    found: Counter[str] = Counter()
    for hundredths, words in enumerate(msgpack.unpackb(packed)[1:]):
        for word in words:
            if word.isalpha():
                found[stem(fold_word(word))] += 10 ** (-hundredths / 100)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel
    known: dict[str, int] = {}
    for language in ("nl", "en"):
        for stemmed, share in frequencies(wheel, language).items():
            known[stemmed] = max(known.get(stemmed, 0), round(10 * (log10(share) + 9)))
    known |= {stem(word): SAYS_LITTLE for word in LITTLE}
    lines = [
        f"{stemmed} {tenths}" for stemmed, tenths in sorted(known.items()) if tenths >= LEAST and stemmed not in STOP
    ]
    FREQUENCIES.write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
