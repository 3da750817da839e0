"""What becomes of an offer, a request and who signed up: open or closed, and who has a place."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from knowledge.model.records.offer import Offer
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.signup import Signup
from knowledge.today import today
from knowledge.work.capacity import (
    CONFIRMED,
    DECLINED,
    PLACE_WORDS,
    WAITING,
    WITHDRAWN,
    Capacity,
    capacity,
    doubly_confirmed,
    target_of,
)
from knowledge.work.question import ASKED_OPENLY, closed_request, opened_request, quality
from knowledge.work.signing_up import partner_title, settled_signup, withdrawn_signup
from sto_tui.dialogs.ask import AskScreen
from sto_tui.dialogs.keyed import KeyedChoice, KeyedScreen
from sto_tui.screens.taking_back import save_and_tell
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.i18n import _
from sto_tui.wording.places import places_word, quality_line, signup_word
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.region import Region
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

_DIGITS = "123456789"
_OPEN, _CLOSE, _MET = "open", "close", "met"


def offer_target_steps(shell: Shell, document: Document) -> None:
    """Let the person choose what becomes of the offer or request in `document`, or of who signed up for it."""
    workspace = shell.workspace
    if workspace is None:
        return

    def ask(found: tuple[Region, Capacity] | None) -> None:
        if found is not None:
            region, places = found
            screen = KeyedScreen(
                safe_line(document.record.title), _choices(document.record, region, places), _told(places)
            )
            shell.push_screen(screen, lambda answer: chosen(answer, places))

    def chosen(answer: str | None, places: Capacity) -> None:
        if answer == _OPEN:
            _open(shell, document)
        elif answer in (_CLOSE, _MET):
            said = _("Met: “{title}”.") if answer == _MET else _("Closed: “{title}”.")
            save_and_tell(shell, lambda record: _closed(record, met=answer == _MET), document, said)
        elif answer and workspace is not None:
            signup = next(each.signup.id for each in places.signups if each.signup.id == answer)
            shell.background(lambda: workspace.get(signup), lambda seen: offer_signup_steps(shell, seen))

    shell.background(lambda: _places(workspace, document.id), ask, group="steps")


def _places(workspace: Workspace, target_id: str) -> tuple[Region, Capacity] | None:
    region = workspace.region(today())
    target = target_of(region, target_id)
    return (region, capacity(region, target)) if target else None


def _told(places: Capacity) -> list[str]:
    """How many places there are, what the question lacks, and that too many were confirmed."""
    twice = doubly_confirmed(places)
    target = places.target
    told = [places_word(places)] + ([quality_line(quality(target))] if isinstance(target, Request) else [])
    return told + ([caution_line(twice)] if twice else [])


def _choices(record: Record, region: Region, places: Capacity) -> list[KeyedChoice]:
    found = []
    is_open = getattr(record, "state", "") == ASKED_OPENLY
    if isinstance(record, Request):
        if not is_open:
            found.append(KeyedChoice(_OPEN, "o", _("ask it of companies")))
        if record.state != "vervuld":
            found.append(KeyedChoice(_MET, "v", _("met: companies were found")))
        if record.state != "gesloten":
            found.append(KeyedChoice(_CLOSE, "s", _("stop asking it")))
    elif isinstance(record, Offer):
        found.append(
            KeyedChoice(_CLOSE, "s", _("closed: it isn't offered for a while"))
            if is_open
            else KeyedChoice(_OPEN, "o", _("open: it is offered again"))
        )
    signed = zip(_DIGITS, places.signups, strict=False)
    return found + [KeyedChoice(each.signup.id, digit, signup_word(each, region)) for digit, each in signed]


def _open(shell: Shell, document: Document) -> None:
    """Open the offer or the request; what a request lacks is asked about first."""
    record = document.record
    found = quality(record) if isinstance(record, Request) else None

    def answered(answer: str | None) -> None:
        if answer == "yes":
            save_and_tell(shell, _opened, document, _("Open: “{title}”."))

    if found is None or found.is_good:
        answered("yes")
    else:
        answers = [("no", _("First make it better")), ("yes", _("Open it all the same"))]
        shell.push_screen(AskScreen(_("Open this question all the same?"), answers, quality_line(found)), answered)


def _opened(record: Record) -> Record:
    if isinstance(record, Request):
        return opened_request(record)
    assert isinstance(record, Offer)
    return dataclasses.replace(record, state="open")


def _closed(record: Record, *, met: bool) -> Record:
    if isinstance(record, Request):
        return closed_request(record, met=met)
    assert isinstance(record, Offer)
    return dataclasses.replace(record, state="dicht")


def offer_signup_steps(shell: Shell, document: Document) -> None:
    """Let the person decide about the sign-up in `document`; a note can be added right after."""
    workspace, signup = shell.workspace, document.record
    if workspace is None or not isinstance(signup, Signup):
        return

    def ask(found: tuple[Region, Capacity] | None) -> None:
        if found is not None:
            region, places = found
            title = f"{partner_title(region, signup.by)} · {places.target.title}"
            now = places.place_of(signup.id) or signup.state
            told = [_("Now: {place}").format(place=_(PLACE_WORDS.label(now))), *_told(places)]
            shell.push_screen(KeyedScreen(safe_line(title), choices(now), told), chosen)

    def choices(now: str) -> list[KeyedChoice]:
        words = {
            CONFIRMED: ("b", _("confirmed: it has a place")),
            WAITING: ("r", _("on the waiting list")),
            DECLINED: ("n", _("it gets no place")),
            WITHDRAWN: ("i", _("withdrawn by who signed up")),
        }
        return [KeyedChoice(state, key, text) for state, (key, text) in words.items() if state not in (now, "")]

    def chosen(state: str | None) -> None:
        if state:
            said = f"{{title}}: {_(PLACE_WORDS.label(state))}."
            save_and_tell(shell, lambda record: _decided(record, state), document, said, adding=True)

    shell.background(lambda: _places(workspace, signup.target), ask, group="steps")


def _decided(record: Record, state: str) -> Record:
    assert isinstance(record, Signup)
    return withdrawn_signup(record) if state == WITHDRAWN else settled_signup(record, state)
