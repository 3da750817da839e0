"""Texts that are long, alike within, or moved about: what made merging take minutes."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

Lines = Sequence[str]


def large_texts(size: int) -> Mapping[str, tuple[Lines, Lines, Lines]]:
    """By name: a text of about `size` lines, and what two people made of it apart."""
    chance = random.Random(size)
    blank, two = [""] * size, ["ja", "nee"] * (size // 2)
    words = [f"regel {number}" for number in range(size)]
    doubled = [f"regel {number // 2}" for number in range(size)]
    shuffled = chance.sample(words, size)

    def out_of(letters: str) -> Lines:
        return [chance.choice(letters) for _ in range(size)]

    def marked(sign: str, every: int, first: int) -> Lines:
        return [line + sign if number % every == first else line for number, line in enumerate(words)]

    return {
        "blank lines, both ends": (blank, ["a", *blank], [*blank, "b"]),
        "blank lines, both ends by both": (blank, ["a", *blank, "c"], ["b", *blank[: -size // 9], "d"]),
        "distinct lines, some by each": (words, marked("!", 20, 0), marked("?", 20, 10)),
        "distinct lines, all by both": (words, marked("!", 1, 0), marked("?", 1, 0)),
        "shuffled and reversed": (words, shuffled, words[::-1]),
        "blocks moved": (words, words[size // 2 :] + words[: size // 2], words[size // 4 :] + words[: size // 4]),
        "two lines in turn": (two, [*two[: size // 4], "x", *two[size // 4 :]], [*two[:-9], *two[-2:]]),
        "two lines the other way round": (two, two[::-1], two[1:]),
        "every line twice": (doubled, doubled[1:], [line for line in doubled if line != "regel 7"]),
        "out of two lines": (out_of("ab"), out_of("ab"), out_of("ab")),
        "out of eight lines": (out_of("abcdefgh"), out_of("abcdefgh"), out_of("abcdefgh")),
        "nothing left": (words, [], blank),
    }
