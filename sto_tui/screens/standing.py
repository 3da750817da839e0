"""What can become of a document: for each kind that has such steps, the module that offers them."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING

from knowledge.model.records.activity import Activity
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.request import Request
from knowledge.model.records.signup import Signup

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from sto_tui.shell import Shell

_OFFERING = {
    Activity.kind: "sto_tui.screens.activity_steps:offer_activity_steps",
    Partner.kind: "sto_tui.screens.partner_steps:offer_partner_steps",
    Offer.kind: "sto_tui.screens.target_steps:offer_target_steps",
    Request.kind: "sto_tui.screens.target_steps:offer_target_steps",
    Contribution.kind: "sto_tui.screens.ledger_steps:offer_line_steps",
    Period.kind: "sto_tui.screens.ledger_steps:offer_period_steps",
    Signup.kind: "sto_tui.screens.target_steps:offer_signup_steps",
}
"""Functions of a shell and a document, as ``module:function``, imported when the person first asks for them."""


def has_steps(document: Document) -> bool:
    """Whether there are steps for `document`."""
    return document.kind in _OFFERING and not document.deleted and not document.merged_into


def offer_steps(shell: Shell, document: Document) -> None:
    """Let the person choose what becomes of `document`; one without steps is told so."""
    if has_steps(document):
        resolve_name(_OFFERING[document.kind])(shell, document)
