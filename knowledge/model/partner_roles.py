"""Which partners a link is meant for: schools, companies, or any (pure)."""

from __future__ import annotations

from knowledge.model.fields import PartnerRole
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import COMPANY_LIKE, SCHOOL_KINDS
from knowledge.problem import N_, WrongUse


def is_company_like(partner: Partner) -> bool:
    """Whether `partner` is a company or an organisation of companies."""
    return partner.partner_kind in COMPANY_LIKE


def is_meant(record: Record, role: PartnerRole) -> bool:
    """Whether `record` is what a link for `role` is meant for; partners of an unknown kind always are."""
    if role is PartnerRole.ANY or not isinstance(record, Partner) or not record.partner_kind:
        return True
    return (record.partner_kind in SCHOOL_KINDS) is (role is PartnerRole.SCHOOL)


def is_wrong(record: Record, role: PartnerRole) -> bool:
    """Whether `record` can't be what a link for `role` leads to: a company where a school is asked for.

    The other way is no mistake: an mbo college makes offers as companies do.
    """
    return role is PartnerRole.SCHOOL and isinstance(record, Partner) and is_company_like(record)


def check_role(record: Record, role: PartnerRole) -> None:
    """Raise `WrongUse` when `record` can't be what a link for `role` leads to."""
    if is_wrong(record, role):
        raise WrongUse(N_("“{name}” is a company, not a school. Name the school."), name=record.title)


def to_offer(records: list[Record], role: PartnerRole) -> list[Record]:
    """Those of `records` to offer for a link: what it is meant for or, without any, all that is possible."""
    return [each for each in records if is_meant(each, role)] or [each for each in records if not is_wrong(each, role)]
