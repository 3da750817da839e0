"""Calling on a partner: what to know before, noting it with one key, and undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.model.records.approach import Approach
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.request import Request
from knowledge.today import today
from sto_tui.dialogs.approach import ApproachScreen, Called
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.screens.taking_back import offer_to_take_back
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


class _Known(NamedTuple):
    """On whose behalf the person calls (its id and name), the name of the partner, and the lines to read before."""

    school: str
    name: str
    partner: str
    told: list[str]


def call_on(shell: Shell, document: Document, request: Request | None = None, by: str = "") -> None:
    """Ask how the person calls on the partner in `document`, or on that of the offer in it, and note it.

    It is on behalf of the partner `by`; if that isn't said, of the school that asks the `request` or else of the
    organisation they work for.
    """
    workspace, record = shell.workspace, document.record
    if workspace is None or not isinstance(record, Partner | Offer):
        return
    offer = record if isinstance(record, Offer) else None
    begun = Approach(
        partner=offer.partner if offer else document.id,
        by=by or (request.school if request else ""),
        activity=request.activity if request else offer.activity if offer else "",
        offer=offer.id if offer else "",
        request=request.id if request else "",
    )

    def ask(known: _Known) -> None:
        if known.school == begun.partner:  # nobody calls on their own organisation
            choose_on_behalf(shell, workspace, lambda chosen: call_on(shell, document, request, chosen))
        elif known.school:
            screen = ApproachScreen(known.partner, known.told, known.name)
            shell.push_screen(screen, lambda answer: called(answer, known))
        else:
            ask_on_behalf(shell, workspace, lambda: call_on(shell, document, request))

    def called(answer: Called | None, known: _Known) -> None:
        if answer is None:
            return
        if not answer.way:
            choose_on_behalf(shell, workspace, lambda chosen: call_on(shell, document, request, chosen))
            return
        approach = replace(
            begun,
            by=known.school,
            date=today(),
            way=answer.way,
            ask="ja" if answer.is_ask else "nee",
            who=workspace.author,
        )
        shell.store(lambda space: space.save(approach), lambda saved: _noted(shell, saved, known.partner))

    shell.background(lambda: _known(workspace, begun), ask, group="calling")


def _noted(shell: Shell, saved: Document, partner: str) -> None:
    """Say that it is noted; for as long as that stands there, Enter adds to it."""
    offer_to_take_back(shell, saved, None)
    text = _("Noted: you called on {partner}. Enter adds to it · Ctrl+Z takes it back.")
    shell.say(text.format(partner=safe_line(partner)), on_enter=lambda: shell.edit(saved.record, saved))


def _known(workspace: Workspace, begun: Approach) -> _Known:
    from knowledge.work.approach_load import cautions_before_asking

    school, region = begun.by or workspace.on_behalf, workspace.region(today())
    told = cautions_before_asking(region, begun.partner, school, activity=begun.activity)
    return _Known(school, region.title(school), region.title(begun.partner), [tell(each.reason) for each in told])


def ask_on_behalf(shell: Shell, workspace: Workspace, then: Callable[[], None]) -> None:
    """Ask once for which organisation the person works, and keep that on this device."""

    def chosen(partner: str) -> None:
        before = workspace.on_behalf_as_said

        def undo(space: Workspace) -> str:
            space.work_on_behalf_of(before)
            return _("For whom you work")

        workspace.work_on_behalf_of(partner)
        shell.offer_undo(undo)
        then()

    choose_on_behalf(shell, workspace, chosen)


def choose_on_behalf(shell: Shell, workspace: Workspace, then: Callable[[str], None]) -> None:
    """Let the person choose an organisation, the schools first, and call `then` with its id."""

    def ask(choices: list[Suggestion]) -> None:
        shell.push_screen(PickScreen(_("For which organisation do you work?"), choices), chosen)

    def chosen(answer: Any) -> None:
        if answer:
            then(answer[0])

    def read() -> list[Suggestion]:
        region = workspace.region(today())
        partners = sorted(region.of(Partner).values(), key=lambda each: (not region.is_school(each.id), each.title))
        return [Suggestion(each.id, safe_line(each.title), safe_line(each.place)) for each in partners]

    shell.background(read, ask, group="calling")
