"""Documents in batches, each with the revision that is reached with it (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge import bounds


def batches(changed: Sequence[tuple[str, int, int]], size: int, first: int) -> Iterator[tuple[list[str], int]]:
    """Split `changed` (ids, revisions and lengths, ordered by revision) into batches, each with a revision.

    That is the last one of which everything has been in this batch or an earlier one, 0 if there is none. A batch has
    at least `size` ids, the first one at least `first`, the last one whatever is left, and ends with a revision; but
    before it would hold more than `bounds.INDEXED_AT_ONCE` in several documents it ends anywhere. There is always at
    least one batch.
    """
    ids: list[str] = []
    done = last = text = 0
    least = first
    for identity, revision, length in changed:
        done = last if revision != last else done
        is_much = len(ids) > 0 and text + length > bounds.INDEXED_AT_ONCE
        if is_much or (len(ids) >= least and done == last):
            yield ids, done
            ids, text = [], 0
            least = size
        ids.append(identity)
        text += length
        last = revision
    yield ids, last
