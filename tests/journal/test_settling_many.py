"""Comparing, combining and keeping many or large versions takes bounded steps and keeps every line."""

from __future__ import annotations

import pytest

from knowledge.journal import difference, settling
from knowledge.journal.difference import Comparison, Line, differing_words
from knowledge.journal.document import Sibling
from knowledge.journal.settling import END, VERSION, both, marked
from tests.journal.large_texts import large_texts

MANY = ["\n".join(f"{number} van {each}" if each % 7 else "samen" for each in range(60)) for number in range(300)]


def siblings(texts: list[str]) -> list[Sibling]:
    return [Sibling(text, "Els", "aaaaaaaaaa", "", "") for text in texts]


def test_keeping_many_texts_keeps_every_line_also_where_the_steps_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "SETTLING_STEPS", 5_000)

    kept = str(both("lesson", "body", siblings(MANY))).split("\n")

    assert {line for text in MANY for line in text.split("\n")} == set(kept)
    assert len(kept) < sum(text.count("\n") + 1 for text in MANY)


def test_combining_many_texts_has_every_line_also_where_the_steps_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "SETTLING_STEPS", 5_000)

    combined = marked([(f"wie {number}", text) for number, text in enumerate(MANY)]).split("\n")

    assert {line for text in MANY for line in text.split("\n")} <= set(combined)
    assert f"{VERSION}wie 299" in combined
    assert combined[-1] == END


@pytest.mark.parametrize("shape", large_texts(2))
def test_large_texts_are_compared_line_by_line_with_nothing_left_out(shape: str) -> None:
    base, ours, _theirs = ("\n".join(lines) for lines in large_texts(6_000)[shape])
    for comparison in (Comparison(), Comparison(steps=0)):
        lines = list(comparison.lines(base, ours))
        removed = [line.text for line in lines if line.mark == "-"]
        added = [line.text for line in lines if line.mark == "+"]
        assert len(added) - len(removed) == ours.count("\n") - base.count("\n") + bool(ours) - bool(base)
        assert set(ours.split("\n")) - set(base.split("\n")) <= {*added, ""}


def test_when_the_steps_are_used_up_only_beginning_and_end_count_as_the_same() -> None:
    lines = list(Comparison(steps=0).lines("a\nb\nc\nd\ne", "a\nB\nc\nD\ne"))

    assert [line.mark + line.text for line in lines] == [" a", "-b", "-c", "-d", "+B", "+c", "+D", " e"]
    assert Line(" ", "a") in lines


@pytest.mark.parametrize("shape", large_texts(2))
def test_words_of_large_texts_are_marked_without_losing_any(shape: str) -> None:
    base, *others = (" ".join(lines) for lines in large_texts(4_000)[shape])

    assert "".join(piece for piece, _differs in differing_words(base, others)) == base


def test_many_versions_are_marked_within_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    align = difference.align
    monkeypatch.setattr(difference, "COMPARING_STEPS", 10_000)
    monkeypatch.setattr(difference, "align", lambda *texts: (calls.append(texts), align(*texts))[1])

    differing_words(MANY[0], MANY[1:])

    assert 0 < len(calls) < 100
