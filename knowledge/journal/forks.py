"""Forks: changes of one replica that don't fit in one chain, such as those of a cloned device or a restored backup.

They are kept in files of their own beside the chain. In which order they arrived decides which are the chain and which
stand beside it, so that two devices may keep the same changes in different files.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knowledge.journal.change import Change
from knowledge.journal.segment import Segment


def fork_name(first: Change) -> str:
    """The file for changes, from `first` on, that don't fit in the file of their name."""
    return f"journal/{first.replica}/{first.seq:08d}-{first.hash[:8]}.json"


def is_version_of(there: Segment, mine: Segment, name: str) -> bool:
    """Whether `there` is a version of the file `name`, of which we have `mine`, and not another file in its place."""
    if there.replica != mine.replica or name == mine.name:
        return there.replica == mine.replica and there.first == mine.first
    named = {change.hash for change in mine.changes if fork_name(change) == name}
    return named <= {change.hash for change in there.changes}


def part_forks(
    known: Segment, changes: Sequence[Change], taken: Collection[int] = ()
) -> tuple[list[Change], list[Change]]:
    """Those of `changes` that fit in the chain of `known`, or are copies of what it has, and those that fork from it.

    `taken` are the seqs that other files of the chain use.
    """
    line = {change.seq: change for change in known.changes}
    plain: list[Change] = []
    forked: list[Change] = []
    for change in changes:
        held = line.get(change.seq, change)
        before, following = line.get(change.seq - 1), line.get(change.seq + 1)
        fits = (before is None or change.previous == before.hash) and (
            following is None or following.previous == change.hash
        )
        if fits and held.hash == change.hash and change.seq not in taken:
            line[change.seq] = change
            plain.append(change)
        else:
            forked.append(change)
    return plain, forked
