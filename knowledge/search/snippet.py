"""The passage of a text that shows best why it was found."""

from __future__ import annotations

from collections.abc import Set

from knowledge.search.analysis import WORD, terms_of

LENGTH = 160
"""How many characters a snippet has, about."""

_MOST_WORDS = 3000
Runs = tuple[tuple[str, bool], ...]


def snippet(text: str, stems: Set[str], prefix: str = "") -> Runs:
    """About `LENGTH` characters of `text` where most different `stems` (or words beginning with `prefix`) stand.

    Runs of (text, whether it matched), on one line.
    """
    marks = _matches(text, stems, prefix)
    start = _best_start(marks)
    start = 0 if start < 40 else _word_start(text, start - 30)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    runs: list[tuple[str, bool]] = [("…", False)] if start else []
    place = start
    for left, right, _ in marks:
        if left < place or right > end:
            continue
        runs += [(_line(text[place:left]), False), (text[left:right], True)]
        place = right
    runs.append((_line(text[place:end]) + ("…" if end < len(text) else ""), False))
    return tuple(run for run in runs if run[0])


def _matches(text: str, stems: Set[str], prefix: str) -> list[tuple[int, int, str]]:
    """(start, end, stem) of every word that matches. Stems keep the first letters, so most words need no analysis."""
    found: list[tuple[int, int, str]] = []
    if not stems and not prefix:
        return found
    for number, match in enumerate(WORD.finditer(text)):
        if number > _MOST_WORDS:
            break
        for word, stemmed in terms_of(match.group()):
            if stemmed in stems or (prefix and word.startswith(prefix)):
                found.append((match.start(), match.end(), stemmed))
                break
    return found


def _best_start(marks: list[tuple[int, int, str]]) -> int:
    """Where the window begins that holds most different stems, the first of equals."""
    best, best_count = 0, 0
    for index, (start, _, _) in enumerate(marks):
        window = {stemmed for left, _, stemmed in marks[index : index + 20] if left < start + LENGTH - 40}
        if len(window) > best_count:
            best, best_count = start, len(window)
    return best


def _word_start(text: str, place: int) -> int:
    space = text.find(" ", place)
    return space + 1 if 0 <= space < place + 30 else place


def _line(text: str) -> str:
    """`text` on one line, keeping one space where it had white space at its ends."""
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")
