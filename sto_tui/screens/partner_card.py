"""A partner's card: why we work together, who is there, and what happened and is still to be done."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from knowledge.journal.document import Document
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.problem import N_
from sto_tui.screens.logbook import action_line
from sto_tui.widgets.blocks import Block
from sto_tui.widgets.record_view import record_blocks
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.words import links_of, state_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

SECTIONS = {
    "person": N_("People"),
    "action": N_("Open actions"),
    "meeting": N_("Last meetings"),
    "lesson": N_("Lessons"),
    "checklist": N_("Checklists"),
}
LISTED = 6


@dataclass(frozen=True)
class Card:
    """All that a card shows: the partner, what links to it by kind, and the names behind links."""

    document: Document
    around: Mapping[str, Sequence[Document]]
    names: Mapping[str, str]


def read_card(workspace: Workspace, document: Document) -> Card:
    """Read the card of the partner in `document`."""
    from knowledge.catalogue.listing import Listing

    listings = {
        "person": Listing("person", partner=document.id, sort="title", limit=30),
        "action": Listing("action", partner=document.id, state="open", sort="due", limit=LISTED),
        "meeting": Listing("meeting", partner=document.id, limit=LISTED),
        "lesson": Listing("lesson", partner=document.id, limit=LISTED),
        "checklist": Listing("checklist", partner=document.id, limit=LISTED),
    }
    around = {kind: workspace.documents(listing) for kind, listing in listings.items()}
    names = workspace.titles([document.id, *links_of(document.record)])
    return Card(document, around, names)


def card_blocks(card: Card) -> list[Block]:
    """The card to read: the pinned why first, then people and what is going on, then the details."""
    partner = card.document.record
    assert isinstance(partner, Partner)
    below = dataclasses.replace(card.document, record=dataclasses.replace(partner, why=""))
    heading, *details = record_blocks(below, card.names)
    blocks = [heading]
    if partner.why:
        why = Content.assemble((_("Our why"), "bold reverse"), " ", safe(partner.why))
        blocks.append(Block(why, Content.styled("▌ ", "bold"), Content.styled("▌ ", "bold"), above=1))
    for kind, label in SECTIONS.items():
        if found := card.around.get(kind):
            blocks.append(Block(Content.styled(_(label), "bold underline"), above=1))
            blocks.extend(_lines(kind, found))
    return [*blocks, *details]


def _lines(kind: str, found: Sequence[Document]) -> Iterator[Block]:
    for document in found:
        if kind == "action":
            yield Block(action_line(document, {}), Content(""), Content("  "))
        elif isinstance(document.record, Person):
            yield Block(_person(document.record), Content("• "), Content("  "))
        else:
            facts = " · ".join(part for part in (show_day(document.record.when), state_word(document.record)) if part)
            line = Content.assemble(safe_line(document.record.title), (f" · {facts}" if facts else "", "dim"))
            yield Block(line, Content("• "), Content("  "))


def _person(person: Person) -> Content:
    from knowledge.model.vocabulary import CONTACT_WAYS, ROLES

    way = _("prefers {way}").format(way=_(CONTACT_WAYS.label(person.preferred))) if person.preferred else ""
    facts = (_(ROLES.label(person.role)), person.email, person.phone, way)
    return Content.assemble(
        (safe_line(person.title), "bold"), " ", (" · ".join(safe_line(fact) for fact in facts if fact), "dim")
    )
