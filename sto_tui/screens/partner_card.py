"""A partner's card: why we work together, its people, what happened, and what is still to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from knowledge.journal.document import Document
from knowledge.model.kinds import about, linked_ids
from knowledge.model.records.action import Action
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.today import today
from sto_tui.screens.logbook import action_line
from sto_tui.widgets.blocks import HEADING, Block
from sto_tui.widgets.record_view import record_blocks
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.words import kinds_word, state_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace


@dataclass(frozen=True)
class Card:
    """The contents of a card: the partner, the documents that link to it by kind, and the titles behind links."""

    document: Document
    around: Mapping[str, Sequence[Document]]
    names: Mapping[str, str]


def read_card(workspace: Workspace, document: Document) -> Card:
    """Read the card of the partner in `document`."""
    from knowledge.catalogue.listing import Listing

    around = {}
    for kind in sorted(workspace.kinds(linked_to=document.id), key=lambda kind: about(kind).card.order):
        card = about(kind).card
        listing = Listing(kind, partner=document.id, state=card.state, sort=card.sort, limit=card.limit)
        around[kind] = workspace.documents(listing)
    names = workspace.titles([document.id, *linked_ids(document.record)])
    return Card(document, around, names)


def card_blocks(card: Card) -> list[Block]:
    """The card as blocks: the pinned why first, then people and what is going on, then the details."""
    partner = card.document.record
    assert isinstance(partner, Partner)
    below = dataclasses.replace(card.document, record=dataclasses.replace(partner, why=""))
    title, *details = record_blocks(below, card.names)
    blocks = [title]
    if partner.why:
        why = Content.assemble((_("Our why"), "bold reverse"), " ", safe(partner.why))
        blocks.append(Block(why, Content.styled("▌ ", "bold"), Content.styled("▌ ", "bold"), above=1))
    for kind, found in card.around.items():
        if found:
            heading = _(about(kind).card.heading) or kinds_word(kind).capitalize()
            blocks.append(Block(Content.styled(heading, HEADING), above=1))
            blocks.extend(_lines(found))
    return [*blocks, *details]


def _lines(found: Sequence[Document]) -> Iterator[Block]:
    for document in found:
        if isinstance(document.record, Action):
            yield Block(action_line(document, {}), Content(""), Content("  "))
        elif isinstance(document.record, Person):
            yield Block(_person(document.record), Content("• "), Content("  "))
        else:
            facts = " · ".join(
                part for part in (show_day(document.record.when), state_word(document.record, today())) if part
            )
            line = Content.assemble(safe_line(document.record.title), (f" · {facts}" if facts else "", "dim"))
            yield Block(line, Content("• "), Content("  "))


def _person(person: Person) -> Content:
    from knowledge.model.vocabulary import CONTACT_WAYS, ROLES

    way = _("prefers {way}").format(way=_(CONTACT_WAYS.label(person.preferred))) if person.preferred else ""
    facts = (_(ROLES.label(person.role)), person.email, person.phone, way)
    return Content.assemble(
        (safe_line(person.title), "bold"), " ", (" · ".join(safe_line(fact) for fact in facts if fact), "dim")
    )
