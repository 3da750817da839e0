"""Making offers of the free lines in which partners say what they offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.identifier import begun_ids
from knowledge.model.records.offer import Offer
from knowledge.model.vocabulary import ACTIVITY_KINDS
from knowledge.today import today
from knowledge.work.free_lines import FreeLine, free_lines, proposed
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.screens.taking_back import offer_to_take_all_back
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.places import times_word
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

_ALL = "all"


def lines_of(workspace: Workspace, partner: str = "") -> list[FreeLine]:
    """The free lines of which no offer was made, of all partners or of the one with the id `partner`."""
    return free_lines(workspace.region(today()), lambda key: begun_ids(workspace.id, Offer.kind, key), partner)


def adopt_lines(shell: Shell, partner: str = "") -> None:
    """Let the person choose a free line (of the partner with the id `partner`) to make an offer of.

    It opens in the form. Of one partner, those that tell their kind can all be made at once.
    """
    workspace = shell.workspace
    if workspace is None:
        return

    def ask(found: list[tuple[FreeLine, Offer]]) -> None:
        if not found:
            shell.say(_("There are no free lines that are no offer yet."))
            return
        choices = [
            Suggestion(str(number), _named(line, whole=not partner), _facts(offer))
            for number, (line, offer) in enumerate(found)
        ]
        ready = [offer for _line, offer in found if offer.activity]
        if partner and len(ready) > 1:
            text = ngettext("{number} of these at once", "{number} of these at once", len(ready))
            choices.append(Suggestion(_ALL, text.format(number=len(ready)), _("those that tell their kind")))
        shell.push_screen(
            PickScreen(_("Of which line do you make an offer?"), choices), lambda answer: chosen(answer, found, ready)
        )

    def chosen(answer: Any, found: Sequence[tuple[FreeLine, Offer]], ready: Sequence[Offer]) -> None:
        if not answer:
            return
        if answer[0] == _ALL:
            shell.store(lambda space: space.save_all(list(ready)), made)
        else:
            shell.edit(found[int(answer[0])][1])

    def made(saved: Sequence[Document]) -> None:
        offer_to_take_all_back(shell, saved, {})
        text = ngettext("{number} offer made.", "{number} offers made.", len(saved)).format(number=len(saved))
        takes_back = _("Ctrl+Z takes it back.")
        shell.say(f"{text} {takes_back}")

    shell.background(lambda: _proposals(workspace, partner), ask, group="adopting")


def _proposals(workspace: Workspace, partner: str) -> list[tuple[FreeLine, Offer]]:
    from knowledge.search.facets import activity_words

    words = list(activity_words())

    def proposal(line: FreeLine) -> Offer:
        ids = begun_ids(workspace.id, Offer.kind, line.key)
        return proposed(line, words, next(each for each in ids if not workspace.is_taken(each)))

    return [(line, proposal(line)) for line in lines_of(workspace, partner)]


def _named(line: FreeLine, *, whole: bool) -> str:
    text = safe_line(line.text)
    return f"{safe_line(line.partner.title)}: {text}" if whole else text


def _facts(offer: Offer) -> str:
    kind = _(ACTIVITY_KINDS.label(offer.activity)) or _("kind of activity not told")
    return f"{kind} · {times_word(offer)}"
