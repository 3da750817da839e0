"""Which partner people mean on the command line by a name, part of one, or an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.model.fields import PartnerRole
from knowledge.model.records.partner import Partner
from knowledge.problem import N_, WrongUse
from sto_tui.commands.terminal.output import short_id

if TYPE_CHECKING:
    from knowledge.exchange.directory import Directory

_TOLD = 4
"""How many of the partners that may be meant are named."""


def one_partner(name: str, directory: Directory, role: PartnerRole = PartnerRole.ANY) -> str:
    """The id of the partner that `name` (a name, part of one, or an id) means; "" when there is none.

    Part of a name only means a partner that can have this `role`, if there is one. Raises `WrongUse` when several have
    it in their names.
    """
    if found := directory.find(Partner.kind, name):
        return found
    near = directory.near(name, role)
    if len(near) > 1:
        told = [f"{document.record.title} ({short_id(document.id)})" for document in near[:_TOLD]]
        names = ", ".join([*told, *(["…"] if len(near) > _TOLD else [])])
        raise WrongUse(N_("Several partners are called something like “{name}”: {names}."), name=name, names=names)
    return near[0].id if near else ""
