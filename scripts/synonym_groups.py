"""Make `synonyms.txt` and `synonyms.known.txt` of `knowledge/search/dutch/words/` from the lines in `words/synonyms/`.

    python scripts/synonym_groups.py            write them
    python scripts/synonym_groups.py --check    exit 1 if they differ from the lines or the analysis

Run it after a change of the lines or the analysis. After a change of the analysis, run `word_forms.py` and
`compound_parts.py` first.
"""

from __future__ import annotations

import argparse
import sys

from knowledge.search.dutch.compounds import WORDS
from knowledge.search.dutch.thesaurus import GROUPS, KNOWN, stemmed, written


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    lines = [
        line for file in sorted((WORDS / "synonyms").glob("*.txt")) for line in file.read_text("utf-8").split("\n")
    ]
    groups = dict.fromkeys(filter(None, map(stemmed, lines)))
    known = sorted({word for line in lines for word in written(line)})
    behind = False
    for path, made in ((GROUPS, groups), (KNOWN, known)):
        text = "".join(f"{line}\n" for line in made)
        behind |= not path.exists() or path.read_text("utf-8") != text
        if not check:
            path.write_text(text, "utf-8")
    if check and behind:
        print("synonyms.txt is behind: run scripts/synonym_groups.py", file=sys.stderr)
    return int(check and behind)


if __name__ == "__main__":
    sys.exit(main())
