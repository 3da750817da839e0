"""Calling on a partner: what to know before, noting it with one key, and undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.model.records.approach import Approach
from knowledge.model.records.partner import Partner
from knowledge.today import today
from sto_tui.dialogs.approach import ApproachScreen, Called
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


class _Known(NamedTuple):
    """On whose behalf the person calls (its id and name), and the lines to read before calling."""

    school: str
    name: str
    told: list[str]


def call_on(shell: Shell, partner: Document) -> None:
    """Ask how the person calls on `partner` and note it, on behalf of the organisation they work for."""
    workspace = shell.workspace
    if workspace is None or not isinstance(partner.record, Partner):
        return

    def ask(known: _Known) -> None:
        if not known.school:
            ask_on_behalf(shell, workspace, lambda: call_on(shell, partner))
            return
        shell.push_screen(
            ApproachScreen(partner.record.title, known.told, known.name), lambda answer: called(answer, known)
        )

    def called(answer: Called | None, known: _Known) -> None:
        if answer is None:
            return
        approach = Approach(
            partner=partner.id,
            by=known.school,
            date=today(),
            way=answer.way,
            ask="ja" if answer.is_ask else "nee",
            who=workspace.author,
        )
        shell.store(lambda space: space.save(approach), noted)

    def noted(saved: Document) -> None:
        shell.offer_undo(lambda space: space.delete(saved.id).record.title)
        text = _("Noted: you called on {partner}. Ctrl+Z takes it back; its card shows it, to add to it.")
        shell.say(text.format(partner=safe_line(partner.record.title)))

    shell.background(lambda: _known(workspace, partner.id), ask, group="calling")


def _known(workspace: Workspace, partner: str) -> _Known:
    from knowledge.work.approach_load import cautions_before_asking

    school, region = workspace.on_behalf, workspace.region(today())
    told = [tell(each.reason) for each in cautions_before_asking(region, partner, school)]
    return _Known(school, region.title(school), told)


def ask_on_behalf(shell: Shell, workspace: Workspace, then: Callable[[], None]) -> None:
    """Ask once for which organisation the person works, and keep that on this device."""

    def ask(choices: list[Suggestion]) -> None:
        shell.push_screen(PickScreen(_("For which organisation do you work?"), choices), chosen)

    def chosen(answer: Any) -> None:
        if answer:
            workspace.work_on_behalf_of(answer[0])
            then()

    def read() -> list[Suggestion]:
        region = workspace.region(today())
        partners = sorted(region.of(Partner).values(), key=lambda each: (not region.is_school(each.id), each.title))
        return [Suggestion(each.id, safe_line(each.title), safe_line(each.place)) for each in partners]

    shell.background(read, ask, group="calling")
