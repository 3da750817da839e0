"""Any lines of the register of cofinanciering in region F, also impossible ones, for properties that always hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

from knowledge.model.records.contribution import Contribution
from knowledge.model.region import Region
from knowledge.model.vocabulary import CONTRIBUTION_STATES, CONTRIBUTION_WAYS, ELSEWHERE, EVIDENCE
from tests.region_f import T, region

_amounts = st.none() | st.decimals(-9_999, 9_999, places=2)
ANY_LINES = st.lists(
    st.builds(
        Contribution,
        partner=st.sampled_from(["p-brinkhof", "p-gemeente", "p-kompas", "p-rossum", "nobody"]),
        date=st.dates(date(2024, 11, 1), date(2029, 2, 1)) | st.none(),
        way=st.sampled_from([*CONTRIBUTION_WAYS]),
        hours=_amounts,
        pupils=st.none() | st.integers(0, 2000),
        hours_each=st.none() | st.decimals(0, 99, places=2),
        rate=st.none() | st.decimals(0, 999, places=2),
        value=_amounts,
        other_scheme=st.sampled_from(["", *ELSEWHERE]),
        school=st.sampled_from(["", "p-kompas", "p-meander", "gone"]),
        event=st.sampled_from(["", "a3", "a14", "gone"]),
        evidence=st.sampled_from(["", *EVIDENCE]),
        state=st.sampled_from(["", *CONTRIBUTION_STATES]),
    ),
    max_size=12,
)


def with_lines_only(lines: Iterable[Contribution]) -> Region:
    """Region F with `lines` in place of its own, which get the ids n00, n01 … where they have none."""
    numbered = [dataclasses.replace(each, id=each.id or f"n{number:02}") for number, each in enumerate(lines)]
    return Region(T, {**region().records, Contribution.kind: {each.id: each for each in numbered}})
