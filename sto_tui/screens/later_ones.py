"""The later ones of a series: after one was changed, the same change for them if the person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.model.records.activity import Activity
from knowledge.today import today
from knowledge.work.planning import changed_alike, following, shared_by_series
from sto_tui.dialogs.keyed import KeyedChoice, KeyedScreen
from sto_tui.screens.taking_back import offer_to_take_all_back
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line
from sto_tui.wording.year_plan import when_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


def ask_for_later_ones(shell: Shell, before: Activity, saved: Document) -> None:
    """Ask whether what changed from `before` to what was `saved` is meant for the later ones of its series as well.

    Nothing is asked when there are none, or when only that changed which each has of its own.
    """
    if isinstance(now := saved.record, Activity):
        ask_to_change_later_ones(shell, before, shared_by_series(before, now))


def ask_to_change_later_ones(shell: Shell, before: Activity, after: Activity) -> None:
    """Ask whether the later ones of a series change as `before` did, which is now as `after`, if that differs."""
    workspace = shell.workspace
    if workspace is None or not before.series or after == before:
        return

    def ask(later: Sequence[Document]) -> None:
        if not later:
            return
        number = len(later)
        question = ngettext(
            "Also the later one of this series?", "Also the {number} later ones of this series?", number
        )
        records = [each.record for each in later if isinstance(each.record, Activity)]
        shown = " · ".join(when_short(each) for each in records[:_SHOWN])
        told = [safe_line(after.title), f"{shown} …" if number > _SHOWN else shown]
        choices = [KeyedChoice("no", "n", _("Only this one")), KeyedChoice("yes", "j", _("Change those too"))]
        shell.push_screen(
            KeyedScreen(question.format(number=number), choices, told),
            lambda answer: change(later, records) if answer == "yes" else None,
        )

    def change(later: Sequence[Document], records: Sequence[Activity]) -> None:
        changed = changed_alike(before, after, records)
        shell.store(lambda space: space.save_all(changed, seen=later), lambda documents: told(records, documents))

    def told(records: Sequence[Activity], documents: Sequence[Document]) -> None:
        offer_to_take_all_back(shell, documents, {each.id: each for each in records})
        number = len(documents)
        text = ngettext("{number} later one changed too.", "{number} later ones changed too.", number)
        takes_back = _("Ctrl+Z takes it back.")
        shell.say(f"{text.format(number=number)} {takes_back}")

    shell.background(lambda: _later(workspace, before), ask, group="later ones")


_SHOWN = 6
"""How many days of the later ones are told."""


def _later(workspace: Workspace, before: Activity) -> list[Document]:
    return [workspace.get(each.id) for each in following(workspace.region(today()), before)]
