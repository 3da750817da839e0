"""A link for schools offers schools, and never a company."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.fields import PartnerRole
from knowledge.model.partner_roles import is_company_like, is_wrong, to_offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import PARTNER_KINDS, SCHOOL_KINDS

partners = st.lists(st.sampled_from(["", *PARTNER_KINDS]).map(lambda kind: Partner(title="x", partner_kind=kind)))


@given(partners)
def test_a_company_is_never_offered_as_school(records: list[Record]) -> None:
    assert not any(
        isinstance(each, Partner) and is_company_like(each) for each in to_offer(records, PartnerRole.SCHOOL)
    )


@given(partners)
def test_every_school_is_offered_where_a_school_is_asked_for(records: list[Record]) -> None:
    schools = [each for each in records if isinstance(each, Partner) and each.partner_kind in SCHOOL_KINDS]
    assert all(each in to_offer(records, PartnerRole.SCHOOL) for each in schools)


@given(partners)
def test_where_a_company_is_asked_for_schools_are_offered_when_nothing_else_fits(records: list[Record]) -> None:
    assert bool(to_offer(records, PartnerRole.COMPANY)) == bool(records)


def test_what_nobody_said_the_kind_of_may_be_a_school() -> None:
    unknown = Partner(title="Nieuw")
    assert to_offer([unknown], PartnerRole.SCHOOL) == [unknown] and not is_wrong(unknown, PartnerRole.SCHOOL)
