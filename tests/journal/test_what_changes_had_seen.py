"""Which changes each change had seen: told right, and in little room however many wrote at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.journal.change import Change
from knowledge.journal.history import History
from tests.journal.strategies import chain, change


def grown(parents: list[list[int]]) -> list[Change]:
    """As many changes, each having seen those of the ones before it that its list picks."""
    made: list[Change] = []
    for number, picked in enumerate(parents, 1):
        after = tuple(dict.fromkeys(made[each % len(made)].ref for each in picked)) if made else ()
        made.append(change(seq=number, after=after))
    return made


@given(st.lists(st.lists(st.integers(0, 30), max_size=3), min_size=1, max_size=25))
def test_what_a_change_had_seen_is_what_it_names_and_all_that_those_had_seen(parents: list[list[int]]) -> None:
    changes = grown(parents)
    seen: dict[str, set[str]] = {}
    for each in changes:
        seen[each.ref] = {*each.after}.union(*(seen[ref] for ref in each.after))

    history = History(changes)

    for index, each in enumerate(history.changes):
        below = {other.ref for place, other in enumerate(history.changes[:index]) if history.unseen(index) >> place & 1}
        assert below == {other.ref for other in history.changes[:index]} - seen[each.ref]
    assert set(history.heads()) == {each.ref for each in changes} - set().union(*seen.values())


def kept_bits(history: History) -> int:
    """How many bits of room the sets of a history take."""
    return sum(each.bit_length() for each in history._unseen.values())


def test_many_who_write_at_once_take_no_room_for_what_they_had_not_seen() -> None:
    first = change()
    crowd = [change("bbbbbbbbbb", seq, after=(first.ref,)) for seq in range(1, 500)]
    strangers = [change("cccccccccc", seq) for seq in range(1, 500)]

    assert kept_bits(History([first, *crowd, *strangers])) <= 1000


def test_a_long_history_of_one_after_another_takes_no_room() -> None:
    assert kept_bits(History(chain("aaaaaaaaaa", *({"title": f"{number}"} for number in range(500))))) == 0
