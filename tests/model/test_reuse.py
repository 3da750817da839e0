"""How often a lesson is used, how that went, and what that counts in a search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.lesson import Lesson
from knowledge.model.records.use import Use
from knowledge.model.reuse import Reuse, reuse_of
from knowledge.model.vocabulary import OUTCOMES

WHO = st.sampled_from(["Els", "Hakan", "Kees", "Tineke"])


def uses(*outcomes: str) -> tuple[Use, ...]:
    """A use of each outcome, each by somebody else."""
    return tuple(Use(lesson="lassen", who=f"Collega {number}", outcome=each) for number, each in enumerate(outcomes))


def test_it_is_used_by_so_many_people_besides_the_lines_of_an_earlier_version() -> None:
    twice = (Use(who="Els"), Use(who=" els "), Use(who="Hakan", outcome="niet"))
    assert reuse_of(Lesson(used_by=("Els: twee keer", "Kees")), twice).count == 4


def test_what_was_not_used_in_the_end_does_not_count() -> None:
    reuse = Reuse(uses("niet-gebruikt", "niet-gebruikt"))
    assert (reuse.count, reuse.weight) == (0, 0)


@pytest.mark.parametrize(
    ("lines", "outcomes", "weight"),
    [
        (0, (), 0),
        (2, (), 2),
        (0, ("",), 1),
        (0, ("werkte",), 2),
        (0, ("deels",), 1),
        (1, ("", "werkte", "deels", "niet"), 3),
        (0, ("niet",), 0),
        (3, ("niet",), 1),
        (0, ("werkte",) * 9, 10),
        (0, ("van een latere versie",), 1),
    ],
)
def test_what_worked_counts_for_more_and_what_did_not_against_it(
    lines: int, outcomes: tuple[str, ...], weight: int
) -> None:
    assert Reuse(uses(*outcomes), lines).weight == weight


@pytest.mark.parametrize(
    ("outcomes", "failed"),
    [(("niet",), 0), (("niet", "niet"), 2), (("niet", "niet", "werkte"), 2), (("niet", "niet", "werkte", "werkte"), 0)],
)
def test_it_warns_when_it_did_not_work_for_two_and_for_more_than_it_worked_for(
    outcomes: tuple[str, ...], failed: int
) -> None:
    assert Reuse(uses(*outcomes)).failed == failed


def test_one_person_for_whom_it_failed_twice_is_one() -> None:
    assert Reuse((Use(who="Els", outcome="niet"), Use(who="els", outcome="niet"))).failed == 0


@given(st.lists(st.builds(Use, who=WHO, outcome=st.sampled_from(["", *OUTCOMES]))), st.integers(0, 12))
def test_it_is_never_below_nothing_nor_above_ten(found: list[Use], lines: int) -> None:
    reuse = Reuse(tuple(found), lines)
    assert 0 <= reuse.weight <= 10
    assert lines <= reuse.count <= lines + 4
