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
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import APPROACH_WAYS
from knowledge.today import today
from knowledge.work.before_meeting import was_with
from sto_tui.screens.logbook import action_line
from sto_tui.widgets.blocks import HEADING, Block
from sto_tui.widgets.chrome import link
from sto_tui.widgets.record_view import record_blocks
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.load import load_lines
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.words import kinds_word, state_word

if TYPE_CHECKING:
    from knowledge.model.region import Region
    from knowledge.workspace import Workspace


@dataclass(frozen=True)
class Card:
    """The contents of a card: the partner, what to know before calling (`told`), the documents that link to it and how
    many more there are, by kind, and the titles behind links. `offers` tells of each offer how much of it is left."""

    document: Document
    around: Mapping[str, Sequence[Document]]
    more: Mapping[str, int]
    names: Mapping[str, str]
    told: Sequence[str] = ()
    offers: Mapping[str, str] = dataclasses.field(default_factory=dict)


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
    shown = [document, *(each for found in around.values() for each in found)]
    names = workspace.titles([document.id, *(target for each in shown for target in linked_ids(each.record))])
    region = workspace.region(today())
    return Card(document, around, more, names, before_calling(workspace, document.id), _left(region, document.id))


def before_calling(workspace: Workspace, partner_id: str) -> list[str]:
    """What to know before calling on a partner, on behalf of the organisation that the person works for."""
    region = workspace.region(today())
    partner = region.of(Partner).get(partner_id)
    return load_lines(region, partner, workspace.on_behalf) if partner else []


def _left(region: Region, partner_id: str) -> dict[str, str]:
    """How much is left of each offer of the partner, by its id."""
    from knowledge.work.menu import menu_line
    from sto_tui.screens.plan_pages.menu_page import state_of

    return {each.id: state_of(menu_line(region, each)) for each in region.offers_of.get(partner_id, ())}


def card_blocks(card: Card) -> list[Block]:
    """The card as blocks: the pinned why first, then people and what is going on, then the details."""
    partner = card.document.record
    assert isinstance(partner, Partner)
    below = dataclasses.replace(card.document, record=dataclasses.replace(partner, why=""))
    title, *details = record_blocks(below, card.names)
    blocks = [title, *(Block(Content.styled(safe(line), "bold"), Content("! "), Content("  ")) for line in card.told)]
    if partner.why:
        why = Content.assemble((_("Our why"), "bold reverse"), " ", safe(partner.why))
        blocks.append(Block(why, Content.styled("▌ ", "bold"), Content.styled("▌ ", "bold"), above=1))
    for kind, found in card.around.items():
        if found:
            heading = _(about(kind).card.heading) or kinds_word(kind).capitalize()
            blocks.append(Block(Content.styled(heading, HEADING), above=1))
            blocks.extend(_lines(found, partner, card))
            if card.more[kind]:
                number = card.more[kind]
                text = ngettext("and {number} more", "and {number} more", number).format(number=number)
                blocks.append(Block(Content.styled(f"… {text}", "dim")))
    return [*blocks, *details]


def _lines(found: Sequence[Document], partner: Partner, card: Card) -> Iterator[Block]:
    for document in found:
        if isinstance(document.record, Action):
            yield Block(_opening(action_line(document, {}), document), Content(""), Content("  "))
        elif isinstance(document.record, Person):
            yield Block(_opening(_person(document.record), document), Content("• "), Content("  "))
        else:
            facts = " · ".join(part for part in _facts(document.record, partner, card) if part)
            line = Content.assemble(_named(document.record, card), (f" · {facts}" if facts else "", "dim"))
            yield Block(_opening(line, document), Content("• "), Content("  "))


def _opening(line: Content, document: Document) -> Content:
    """`line`, which opens `document` when it is clicked."""
    return link(line, f"screen.open_one('{document.id}')")


def _named(record: Record, card: Card) -> str:
    """What stands for `record` on the card: of an approach who called, since the partner is known."""
    if isinstance(record, Approach):
        return f"{record.date:%d-%m} {safe_line(card.names.get(record.by, ''))}" if record.date else ""
    return safe_line(record.title)


def _facts(record: Record, partner: Partner, card: Card) -> tuple[str, ...]:
    if isinstance(record, Offer):
        return (card.offers.get(record.id, ""),)
    if isinstance(record, Approach):
        return _(APPROACH_WAYS.label(record.way)), safe_line(record.about)
    if isinstance(record, Activity):
        mark = _("mark {mark}").format(mark=record.mark_school) if record.mark_school else ""
        return show_day(record.date), state_word(record, today()), mark
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
