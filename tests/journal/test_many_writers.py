"""However many people write one record at once, merging it takes a bounded number of steps and loses nothing."""

from __future__ import annotations

import itertools

import pytest

from knowledge.journal import register
from knowledge.journal.alignment import align
from knowledge.journal.change import Change
from knowledge.journal.history import History
from knowledge.journal.merge import merge, writers_of
from knowledge.journal.register import MERGING_STEPS, Register
from knowledge.model.codec import shape_of
from knowledge.model.fields import Json
from tests.journal.large_texts import large_texts
from tests.journal.strategies import change

TEXT = [f"regel {number}" for number in range(200)]
LETTERS = [a + b for a, b in itertools.product("abcdefghijklmnopqrstuvwxyz234567", repeat=2)]


def apart(name: str, begin: Json, *values: Json) -> list[Change]:
    """A record with `begin` in a field, for which each of many people wrote another of `values` at once."""
    first = change(set={name: begin})
    writers = (2 * "a" + each * 4 for each in LETTERS)
    return [first, *(change(next(writers), after=(first.ref,), set={name: value}) for value in values)]


def steps(changes: list[Change], name: str) -> int:
    """The counted steps of merging one field."""
    history = History(changes)
    writers = writers_of(history)[name]
    register = Register(history, name, writers, shape_of("lesson", name))
    register.values(history.latest(writers))
    return MERGING_STEPS - register.steps_left


def every_line(changes: list[Change], name: str) -> set[str]:
    """The lines of the field that are shown or in a sibling."""
    document = merge(changes)
    kept = [each.value for each in document.conflicts.get(name, ())] or [document.fields[name]]
    return {line for text in kept for line in text.split("\n")}


CROWDS = {
    "each another line": ["\n".join([*TEXT[: n % 200], f"van {n}", *TEXT[n % 200 + 1 :]]) for n in range(600)],
    "all the same line": ["\n".join([f"van {n}", *TEXT[1:]]) for n in range(600)],
    "all of it": ["\n".join(f"{n} van {m}" for m in range(50)) for n in range(600)],
    "lines in turn": ["\n".join(["ja", "nee"] * n) for n in range(150)],
}


@pytest.mark.parametrize("crowd", CROWDS)
def test_a_crowd_writes_one_text_and_no_line_is_lost(crowd: str) -> None:
    changes = apart("body", "\n".join(TEXT), *CROWDS[crowd])
    written = {line for text in CROWDS[crowd] for line in text.split("\n")} - set(TEXT)

    assert steps(changes, "body") < MERGING_STEPS + 200_000
    assert written <= every_line(changes, "body")


def test_a_crowd_that_wrote_different_lines_makes_one_text() -> None:
    texts = ["\n".join([*TEXT[:n], f"van {n}", *TEXT[n + 1 :]]) for n in range(200)]

    assert not merge(apart("body", "\n".join(TEXT), *texts)).conflicts


def test_a_crowd_of_titles_stands_side_by_side_and_equal_ones_are_one() -> None:
    document = merge(apart("title", "Lasdag", *(f"Lasdag {number % 300}" for number in range(900))))

    assert len(document.conflicts["title"]) == 300


def test_what_a_crowd_adds_to_a_set_is_all_there() -> None:
    tags = [[f"t{number}", "samen"] for number in range(900)]

    assert set(merge(apart("tags", [], *tags)).fields["tags"]) == {"samen", *(f"t{n}" for n in range(900))}


def test_large_sets_are_merged_in_a_step_for_every_few_members() -> None:
    tags: list[Json] = [f"t{number}" for number in range(30_000)]
    changes = apart("tags", tags, tags[:-3], ["x", *tags[2:]])

    assert steps(changes, "tags") < 30_000
    assert merge(changes).fields["tags"] == ["x", *tags[2:-3]]


def test_where_the_steps_run_out_all_devices_keep_the_same_texts_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "MERGING_STEPS", 1_000)
    texts = ["\n".join([*TEXT[:n], f"van {n}", *TEXT[n + 1 :]]) for n in range(40)]
    changes = apart("body", "\n".join(TEXT), *texts)

    document = merge(changes)

    assert 1 < len(document.conflicts["body"]) < 40
    assert merge(changes[::-1]) == document
    assert {f"van {number}" for number in range(40)} <= every_line(changes, "body")


@pytest.mark.parametrize("shape", large_texts(2))
def test_people_who_go_on_writing_a_large_text_at_once_take_bounded_steps(shape: str) -> None:
    base, ours, theirs = ("\n".join(lines) for lines in large_texts(2_000)[shape])
    changes = [change(set={"body": base})]
    heads = (changes[0].ref,)
    for number in range(1, 40):
        both = [
            change("b" * 10, number, after=heads, set={"body": f"{ours}\n{number}"}),
            change("c" * 10, number, after=heads, set={"body": f"{number}\n{theirs}"}),
        ]
        changes += both
        heads = tuple(each.ref for each in both)

    most = max(align(base.split("\n"), text.split("\n")).steps for text in (ours, theirs))
    assert steps(changes, "body") < MERGING_STEPS + 2 * most + 200_000
