"""A partner's card: why we work together, its people, what happened, and what is still to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from knowledge.journal.document import Document
from knowledge.model.kinds import about, linked_ids
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.vocabulary import ANSWERS, APPROACH_WAYS
from knowledge.today import today
from knowledge.work.before_meeting import was_with
from sto_tui.screens.ticking import late_mark
from sto_tui.widgets.block_list import ListedBlock
from sto_tui.widgets.blocks import HEADING, Block
from sto_tui.widgets.record_view import record_blocks
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.load import load_lines
from sto_tui.wording.network import short_name
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.words import kinds_word, state_word

if TYPE_CHECKING:
    from knowledge.model.region import Region
    from knowledge.workspace import Workspace


_FEW = 2
"""The most lines under one heading where all of it has to be seen at once."""
TALL = 34
"""From so many rows on, a card has room for as much under each heading as its kind says."""
_LABEL = 11


@dataclass(frozen=True)
class CardGroup:
    """The lines under one heading of a card, each with the id of what it opens, and how many `more` there are."""

    label: str
    lines: Sequence[tuple[str, Content]]
    more: int = 0


@dataclass(frozen=True)
class Card:
    """The contents of a card: the partner, what to know before calling (`told`), the groups of what is connected to it,
    and the titles behind links."""

    document: Document
    groups: Sequence[CardGroup]
    names: Mapping[str, str]
    told: Sequence[str] = ()


def read_card(workspace: Workspace, document: Document, rows: int = 0) -> Card:
    """Read the card of the partner in `document`: first what decides whether to call, then the rest by kind.

    In a window of fewer than `TALL` rows there are two lines under each heading.
    """
    most = _FEW if rows < TALL else 0
    region = workspace.region(today())
    kinds = workspace.kinds(linked_to=document.id)
    first = [
        *_of_region(region, document.id, most),
        *_listed(workspace, document.id, kinds, [each.kind for each in (Action, Lesson, Person)], most),
    ]
    rest = [kind for kind in sorted(kinds, key=lambda kind: about(kind).card.order) if kind not in _TOLD]
    groups = [*first, *_listed(workspace, document.id, kinds, rest, most)]
    names = workspace.titles([document.id, *linked_ids(document.record)])
    return Card(document, [each for each in groups if each.lines], names, before_calling(workspace, document.id))


_TOLD = {each.kind for each in (Offer, Approach, Activity, Action, Lesson, Person)}
"""The kinds that the card begins with."""


def _of_region(region: Region, partner: str, most: int) -> Iterator[CardGroup]:
    """What it offers and how much of that is left, what it was asked, what was done with it, and what is planned."""
    left = _left(region, partner)
    offers = [(each.id, _line(each.title, left.get(each.id, ""))) for each in region.offers_of.get(partner, ())]
    yield _group(_("Offers"), offers, most or about(Offer.kind).card.limit)
    asked = region.approaches_to.get(partner, ())
    yield _group(
        _("Asked"), [(each.id, _approach(region, each)) for each in asked], most or about(Approach.kind).card.limit
    )
    activities = region.activities_with.get(partner, ())
    limit = most or about(Activity.kind).card.limit
    done = [each for each in reversed(activities) if each.is_done]
    yield _group(_("Done"), [(each.id, _activity(region, each, partner)) for each in done], limit)
    planned = [each for each in activities if each.is_planned]
    yield _group(_("Planned"), [(each.id, _activity(region, each, partner)) for each in planned], limit)


def _group(label: str, lines: Sequence[tuple[str, Content]], most: int) -> CardGroup:
    return CardGroup(label, lines[:most], max(0, len(lines) - most))


def _listed(
    workspace: Workspace, partner: str, present: Collection[str], kinds: Iterable[str], most: int
) -> Iterator[CardGroup]:
    """Those of `kinds` of which records are connected to the partner, as their kind says that a card lists them."""
    from knowledge.catalogue.listing import Listing

    for kind in kinds:
        if kind not in present:
            continue
        card = about(kind).card
        listing = Listing(kind, partner=partner, state=card.state, sort=card.sort, limit=most or card.limit)
        found = workspace.documents(listing)
        label = _(card.heading) if card.heading else kinds_word(kind).capitalize()
        yield CardGroup(
            label, [(each.id, _document(each, partner)) for each in found], workspace.count(listing) - len(found)
        )


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


def card_lines(card: Card) -> list[ListedBlock]:
    """The card as lines: the name, what to know before calling and the pinned why; then what is connected, each line of
    which opens what it names; then the fields and notes."""
    partner = card.document.record
    assert isinstance(partner, Partner)
    below = dataclasses.replace(card.document, record=dataclasses.replace(partner, why=""))
    title, *details = record_blocks(below, card.names)
    before = [title, *before_blocks(card.told, partner)]
    return [*map(ListedBlock, before), *connected_lines(card), *map(ListedBlock, details)]


def connected_lines(card: Card) -> list[ListedBlock]:
    """What is connected to the partner, in groups; each line opens what it names."""
    lines: list[ListedBlock] = []
    for group in card.groups:
        for number, (opens, line) in enumerate(group.lines):
            label = "" if number else group.label
            if len(label) >= _LABEL:
                lines.append(ListedBlock(Block(Content.styled(label, HEADING))))
                label = ""
            if group.more and number + 1 == len(group.lines):
                more = ngettext("and {number} more", "and {number} more", group.more).format(number=group.more)
                line = Content.assemble(line, (f" … {more}", "dim"))
            first = Content.styled(f"{label:<{_LABEL}}", HEADING)
            lines.append(ListedBlock(Block(line, first, Content(" " * _LABEL)), opens))
    return lines


def before_blocks(told: Sequence[str], partner: Partner) -> list[Block]:
    """What to know before calling, and the pinned why."""
    blocks = [Block(Content.styled(safe(line), "bold"), Content("! "), Content("  ")) for line in told]
    if partner.why:
        why = Content.assemble((_("Our why"), "bold reverse"), " ", safe(partner.why))
        blocks.append(Block(why, Content.styled("▌ ", "bold"), Content.styled("▌ ", "bold")))
    return blocks


def _line(title: str, *facts: str) -> Content:
    told = " · ".join(safe_line(each) for each in facts if each)
    return Content.assemble(safe_line(title) or _("(no title)"), (f" · {told}" if told else "", "dim"))


def _approach(region: Region, approach: Approach) -> Content:
    """Who called when and how, about what, and what came of it."""
    day = f"{approach.date:%d-%m} " if approach.date else ""
    answer = _(ANSWERS.label(approach.answer)) if approach.answer not in ("", "open") else ""
    return _line(
        f"{day}{short_name(region, approach.by)}", _(APPROACH_WAYS.label(approach.way)), approach.about, answer
    )


def _activity(region: Region, activity: Activity, partner: str) -> Content:
    """When it was or is, with whom, and the mark that the school gave."""
    others = (short_name(region, each) for each in activity.linked_partners if each != partner)
    mark = _("mark {mark}").format(mark=activity.mark_school) if activity.mark_school else ""
    day = f"{activity.date:%d-%m-%Y} " if activity.date else ""
    return _line(f"{day}{safe_line(activity.title)}", mark, ", ".join(others))


def _document(document: Document, partner: str) -> Content:
    record = document.record
    if isinstance(record, Action):
        late = late_mark(record)
        facts = " · ".join(filter(None, (safe_line(record.who), show_day(record.due))))
        return Content.assemble("☐ ", safe_line(record.title), (f" · {facts}" if facts else "", "dim"), " ", late)
    if isinstance(record, Person):
        return _person(record)
    if isinstance(record, Meeting) and not was_with(record, [partner]):  # only the place to meet next
        return _line(record.title, show_day(record.when), _("next time here"), show_day(record.next_date))
    return _line(record.title, show_day(record.when), state_word(record, today()))


def _person(person: Person) -> Content:
    from knowledge.model.vocabulary import CONTACT_WAYS, ROLES

    way = _("prefers {way}").format(way=_(CONTACT_WAYS.label(person.preferred))) if person.preferred else ""
    facts = (_(ROLES.label(person.role)), person.email, person.phone, way)
    return Content.assemble(
        (safe_line(person.title), "bold"), " ", (" · ".join(safe_line(fact) for fact in facts if fact), "dim")
    )
