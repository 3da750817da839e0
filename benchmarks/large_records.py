"""What a single large record costs every verb: `python -m benchmarks.large_records [--only WORD]` prints the times.

Each shape is one partner that two people edited without seeing each other, or one with a long history. Its verbs run
once everything is caught up, in this process, and are given up after a minute.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge import spaces
from knowledge.home import Home
from knowledge.journal.document import Document
from knowledge.journal.mirror import Edit
from knowledge.model.codec import Fields
from knowledge.model.records.partner import Partner
from knowledge.workspace import Workspace
from sto_tui.__main__ import main as sto

GIVEN_UP = 60
"""Seconds after which a verb is given up."""


@dataclass(frozen=True)
class Shape:
    """A record: the fields it begins with, what each of several people made of that apart, and what followed.

    In each of `rounds` two people write at once, having seen what both wrote in the round before. Each of `chains` is
    what one person wrote, one after another, without seeing the others.
    """

    begin: Fields
    apart: Sequence[Fields] = ()
    after: Sequence[Fields] = ()
    rounds: Sequence[tuple[Fields, Fields]] = ()
    chains: Sequence[Sequence[Fields]] = ()


def lines(*parts: object) -> str:
    """A text of `parts`, a line each."""
    return "\n".join(map(str, parts))


def both(base: Sequence[object], ours: Sequence[object], theirs: Sequence[object]) -> Shape:
    """One text that two people edited apart."""
    return Shape({"body": lines(*base)}, [{"body": lines(*ours)}, {"body": lines(*theirs)}])


def shapes() -> Iterator[tuple[str, Shape]]:
    """Every shape with its name."""
    chance = random.Random(7)
    blank = [""] * 40_000
    yield "40,000 blank lines, edited at both ends", both(blank, ["a", *blank], [*blank, "b"])
    yield (
        "40,000 blank lines, edited at both ends by both",
        both(blank, ["a", *blank, "c"], ["b", *blank[:-100], "d"]),
    )
    words = [f"regel {number}" for number in range(16_000)]
    yield (
        "16,000 distinct lines, every tenth edited by each",
        both(
            words,
            [each + "!" if n % 20 == 0 else each for n, each in enumerate(words)],
            [each + "?" if n % 20 == 10 else each for n, each in enumerate(words)],
        ),
    )
    yield (
        "16,000 distinct lines, all edited by both",
        both(words, [each + "!" for each in words], [each + "?" for each in words]),
    )
    shuffled = words[:]
    chance.shuffle(shuffled)
    yield "16,000 lines shuffled by one, reversed by the other", both(words, shuffled, words[::-1])
    moved = words[8000:] + words[:8000]
    yield "blocks moved by both", both(words, moved, words[4000:] + words[:4000])
    two = ["ja", "nee"] * 20_000
    yield (
        "two lines in turn, edited in the middle by both",
        both(two, [*two[:9_999], "x", *two[9_999:]], [*two[:30_000], *two[30_007:]]),
    )
    some = [chance.choice("abcdefgh") for _ in range(60_000)]
    other = [chance.choice("abcdefgh") for _ in range(60_000)]
    third = [chance.choice("abcdefgh") for _ in range(60_000)]
    yield "60,000 lines out of eight, all else", both(some, other, third)
    long = ["woord " * 30_000 for _ in range(5)]
    yield "five lines of 180 KB", both(long, [long[0] + "x", *long[1:]], [*long[:-1], long[4] + "y"])
    yield "one line of 1 MB", both(["woord " * 170_000], ["woord " * 170_000 + "a"], ["b" + "woord " * 170_000])
    yield (
        "one line of 1 MB of distinct words",
        both(
            [" ".join(f"w{n}" for n in range(140_000))],
            [" ".join(f"w{n}" for n in range(139_990)) + " a"],
            ["b " + " ".join(f"w{n}" for n in range(140_000))],
        ),
    )
    history = [f"regel {number}" for number in range(20_000)]
    versions = []
    for number in range(20):
        history = history[:]
        history[chance.randrange(20_000)] = f"nieuw {number}"
        history.insert(chance.randrange(20_000), f"erbij {number}")
        versions.append({"body": lines(*history)})
    yield "history of 20,000 lines", Shape({"body": lines(*words)}, (), versions)
    yield "1,000 edits of one line", Shape({"body": "een"}, (), [{"body": f"keer {n}"} for n in range(1_000)])
    fields = [{name: f"waarde {n}"} for n in range(1_000) for name in (("place", "sector", "source", "stage")[n % 4],)]
    yield "1,000 edits of several fields", Shape({"body": "een"}, (), fields)
    text = [f"regel {number}" for number in range(200)]
    yield (
        "500 heads, each its own line changed",
        Shape(
            {"body": lines(*text)},
            [{"body": lines(*text[: n % 200], f"van {n}", *text[n % 200 + 1 :])} for n in range(500)],
        ),
    )
    yield (
        "500 heads, all the same line",
        Shape({"body": lines(*text)}, [{"body": lines(f"van {n}", *text[1:])} for n in range(500)]),
    )
    yield (
        "500 heads, titles and texts from nothing",
        Shape({"place": "x"}, [{"title": f"Titel {n}", "body": f"van {n}\n" * 20} for n in range(500)]),
    )
    yield "1,000 heads of sets", Shape({"place": "x"}, [{"tags": [f"t{n}", f"u{n}"]} for n in range(1_000)])
    tags = [f"trefwoord {n}" for n in range(20_000)]
    yield "a set of 20,000", Shape({"tags": tags}, [{"tags": tags[:-3]}, {"tags": ["x", *tags[2:]]}])
    yield (
        "20 heads of 1,000 distinct lines",
        Shape({"body": "x"}, [{"body": lines(*(f"{n} {m}" for m in range(1_000)))} for n in range(20)]),
    )
    many = [""] * 1_000_000
    yield "1,000,000 blank lines, edited at both ends by both", both(many, ["a", *many, "c"], ["b", *many[:-9], "d"])
    long_text = [f"Dit is regel {number} van een lange tekst." for number in range(2_500)]
    yield (
        "300 edits of a text of 100 KB",
        Shape(
            {"body": lines(*long_text)},
            after=[{"body": lines(*long_text[: n * 8], f"van {n}", *long_text[n * 8 :])} for n in range(300)],
        ),
    )
    yield (
        "200 rounds of two people at once",
        Shape(
            {"body": lines(*long_text[:250])},
            rounds=[
                ({"body": lines(f"kop {n}", *long_text[:250])}, {"body": lines(*long_text[:250], f"staart {n}")})
                for n in range(200)
            ],
        ),
    )
    yield (
        "3,000 fields of a table",
        Shape(
            {"place": "x"},
            [{f"participation.v{n}": f"{who} {n}" for n in range(3_000)} for who in ("ja", "nee")],
        ),
    )
    yield (
        "two people, 500 edits of a text each, apart",
        Shape({"body": lines(*(f"regel {n}" for n in range(100)))}, chains=_chains()),
    )
    titles = [[{"title": f"{who} {n}"} for n in range(500)] for who in ("ja", "nee")]
    yield "two people, 500 titles each, apart", Shape({"title": "x"}, chains=titles)


def _chains() -> list[list[Fields]]:
    """What two people make of the 100 lines in 500 edits each: another line at each edit."""
    made_: list[list[Fields]] = []
    for who in ("ja", "nee"):
        text, edits = [f"regel {n}" for n in range(100)], []
        for number in range(500):
            text[(number * 7) % 100] = f"{who} {number}"
            edits.append({"body": lines(*text)})
        made_.append(edits)
    return made_


@dataclass(frozen=True)
class Pair:
    """Two people on one folder, and the record that both know."""

    directory: Path
    one: Workspace
    other: Workspace
    id: str


def made(directory: Path, shape: Shape) -> Pair:
    """Two homes under `directory` in which `shape` was written and shared."""
    one, other = (
        spaces.begin_or_join(Home.at(directory / who), directory / "shared", name="Meting", author=who, starter=False)
        for who in ("een", "ander")
    )
    document = one.save(Partner(title="Grootboek"))
    one.save(Partner(title="Grootboek B.V."))
    one.sync()
    append(one, document, [shape.begin])
    one.sync()
    other.sync()
    begun = one.get(document.id)
    for number, fields in enumerate(shape.apart):
        append((one, other)[number % 2], begun, [fields])
    if shape.after:
        append(one, begun, shape.after)
    for number, edits in enumerate(shape.chains):
        append((one, other)[number % 2], begun, edits)
    heads = begun.heads
    for mine, theirs in shape.rounds:
        seen = replace(begun, heads=heads)
        heads = (append(one, seen, [mine]), append(other, seen, [theirs]))
    return Pair(directory, one, other, document.id)


def append(workspace: Workspace, seen: Document, edits: Sequence[Fields]) -> str:
    """Write `edits`, each seeing the one before, without merging in between; returns the ref of the last."""
    heads: tuple[str, ...] = seen.heads
    for fields in edits:
        (made_,) = workspace._saving._append([Edit(seen.kind, seen.id, heads, fields, "Meter", seen.changed)])
        heads = (made_.ref,)
    return heads[0]


class TooLong(Exception):
    """A verb took more than a minute."""


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Give up after a while."""

    def stop(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(GIVEN_UP)
    try:
        yield
    finally:
        signal.alarm(0)


def took(job: Callable[[], object]) -> str:
    """The seconds that `job` takes, as text."""
    begun = time.perf_counter()
    try:
        with limited():
            job()
    except TooLong:
        return f">{GIVEN_UP}"
    return f"{time.perf_counter() - begun:.2f}"


def verb(pair: Pair, *words: str) -> None:
    """Run a verb in the home of the first; raises when it fails."""
    os.environ["STO_HOME"] = str(pair.directory / "een")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
        status = sto(list(words))
    if status not in (0, 1):
        raise RuntimeError(said.getvalue())


def figures(pair: Pair) -> Iterator[tuple[str, str]]:
    """Each verb with its seconds; the first ones take in what was written."""
    yield "catch up", took(lambda: [each.sync() for each in (pair.one, pair.other, pair.one)])
    for words in (
        ("sync",),
        ("list", "partner"),
        ("show", pair.id),
        ("search", "regel"),
        ("search", "regel"),
        ("history", pair.id),
        ("conflicts",),
        ("duplicates",),
        ("doctor",),
        ("doctor", "--repair"),
        ("add", "partner", "--title", "Nieuw"),
        ("edit", pair.id, "--set", "place=Hardeveld"),
        ("list", "partner"),
        ("sync",),
    ):
        yield words[0] + (" --repair" if "--repair" in words else ""), took(lambda words=words: verb(pair, *words))  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only the shapes with this in their name")
    only = parser.parse_args().only
    os.environ["STO_LANG"] = "en"
    for name, shape in shapes():
        if only in name:
            with tempfile.TemporaryDirectory(prefix="sto-large-") as directory:
                pair = made(Path(directory), shape)
                print(f"{name}:", flush=True)
                print("  " + ", ".join(f"{what} {seconds}" for what, seconds in figures(pair)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
