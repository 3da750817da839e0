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
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.today import today
from knowledge.work.before_meeting import was_with
from sto_tui.screens.logbook import action_line
from sto_tui.widgets.blocks import HEADING, Block
from sto_tui.widgets.record_view import record_blocks
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.words import kinds_word, state_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace


@dataclass(frozen=True)
class Card:
    """The contents of a card: the partner, the documents that link to it and how many more there are, by kind, and the
    titles behind links."""

    document: Document
    around: Mapping[str, Sequence[Document]]
    more: Mapping[str, int]
    names: Mapping[str, str]


def read_card(workspace: Workspace, document: Document) -> Card:
    """Read the card of the partner in `document`."""
    from knowledge.catalogue.listing import Listing

    around: dict[str, Sequence[Document]] = {}
    more: dict[str, int] = {}
    for kind in sorted(workspace.kinds(linked_to=document.id), key=lambda kind: about(kind).card.order):
        card = about(kind).card
        listing = Listing(kind, partner=document.id, state=card.state, sort=card.sort, limit=card.limit)
        around[kind] = workspace.documents(listing)
        more[kind] = workspace.count(listing) - len(around[kind])
    names = workspace.titles([document.id, *linked_ids(document.record)])
    return Card(document, around, more, names)


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
            blocks.extend(_lines(found, partner))
            if card.more[kind]:
                number = card.more[kind]
                text = ngettext("and {number} more", "and {number} more", number).format(number=number)
                blocks.append(Block(Content.styled(f"… {text}", "dim")))
    return [*blocks, *details]


def _lines(found: Sequence[Document], partner: Partner) -> Iterator[Block]:
    for document in found:
        if isinstance(document.record, Action):
            yield Block(action_line(document, {}), Content(""), Content("  "))
        elif isinstance(document.record, Person):
            yield Block(_person(document.record), Content("• "), Content("  "))
        else:
            facts = " · ".join(part for part in _facts(document.record, partner) if part)
            line = Content.assemble(safe_line(document.record.title), (f" · {facts}" if facts else "", "dim"))
            yield Block(line, Content("• "), Content("  "))


def _facts(record: Record, partner: Partner) -> tuple[str, ...]:
    if isinstance(record, Meeting) and not was_with(record, [partner.id]):  # only the place to meet next
        return show_day(record.when), _("next time here"), show_day(record.next_date)
    return show_day(record.when), state_word(record, today())


def _person(person: Person) -> Content:
    from knowledge.model.vocabulary import CONTACT_WAYS, ROLES

    way = _("prefers {way}").format(way=_(CONTACT_WAYS.label(person.preferred))) if person.preferred else ""
    facts = (_(ROLES.label(person.role)), person.email, person.phone, way)
    return Content.assemble(
        (safe_line(person.title), "bold"), " ", (" · ".join(safe_line(fact) for fact in facts if fact), "dim")
    )
