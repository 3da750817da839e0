"""Repeating an activity: the dialog, the new members of its series, and taking all of them back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.identifier import new_id
from knowledge.model.records.activity import Activity
from knowledge.today import today
from knowledge.work.planning import repeated
from knowledge.work.taking_back import taken_back
from sto_tui.dialogs.repeat import Repeating, RepeatScreen
from sto_tui.screens.taking_back import went_on
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line
from sto_tui.wording.year_plan import when_short

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.work.plan_check import PlanCheck
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


def repeat(shell: Shell, seen: Document) -> None:
    """Ask how to repeat the activity in `seen`, add what comes of it to its series, and offer to take that back."""
    workspace, activity = shell.workspace, seen.record
    if workspace is None or not isinstance(activity, Activity):
        return

    def preview(asked: Repeating) -> Sequence[str]:
        check = workspace.plan_check(today())
        _first, made = _series(check, activity, asked)
        return date_lines(check.with_activities(*made), made)

    def answered(asked: Repeating | None) -> None:
        if asked is not None:
            shell.store(lambda space: _save(space, seen, asked), told)

    def told(saved: Sequence[Document]) -> None:
        made = [each.record for each in saved[1:] if isinstance(each.record, Activity)]
        shell.offer_undo(lambda space: _taken_back(space, activity, saved))
        shell.background(lambda: date_lines(workspace.plan_check(today()), made), lambda lines: say(made, lines))

    def say(made: Sequence[Activity], lines: Sequence[str]) -> None:
        number = len(made)
        text = ngettext("{number} more planned, in a series:", "{number} more planned, in a series:", number)
        takes_back = _("Ctrl+Z takes it back.") if number == 1 else _("Ctrl+Z takes all of them back.")
        shell.say("\n".join((text.format(number=number), *lines, takes_back)), timeout=15)

    shell.push_screen(RepeatScreen(activity.title, preview), answered)


def _series(check: PlanCheck, activity: Activity, asked: Repeating) -> tuple[Activity, list[Activity]]:
    return repeated(
        activity,
        asked.every,
        asked.times,
        school_calendar=check.school_calendar,
        new_id=new_id,
        skip_closed=asked.skip_closed,
    )


def _save(space: Workspace, seen: Document, asked: Repeating) -> Sequence[Document]:
    """Save the activity as a member of its series, and the new ones after it."""
    assert isinstance(seen.record, Activity)
    first, made = _series(space.plan_check(today()), seen.record, asked)
    return space.save_all([first, *made], seen=[seen])


def _taken_back(space: Workspace, before: Activity, saved: Sequence[Document]) -> str:
    """Put the new members of a series in the bin, and take the first one out of it if it was in none before.

    A member that `went_on` since stays, and is in the series still.
    """
    first, *made = saved
    going_on = went_on(space, made)
    untouched = [each for each in made if each.id not in going_on]
    for each in untouched:
        space.delete(each.id)
    if len(untouched) < len(made):
        number = len(made) - len(untouched)
        stays = ngettext(
            "{number} was changed or is in use since, and stays",
            "{number} were changed or are in use since, and stay",
            number,
        )
        return f"{first.record.title} · {stays.format(number=number)}"
    now = space.get(first.id)
    assert isinstance(now.record, Activity) and isinstance(first.record, Activity)
    return space.save(taken_back(now.record, before, first.record), seen=now).record.title


def date_lines(check: PlanCheck, activities: Sequence[Activity]) -> list[str]:
    """A line for each of `activities`: its day, and what is to be looked at."""
    return [
        "  ".join((when_short(each), *(f"! {safe_line(caution_line(one))}" for one in check.loud(each.id))))
        for each in activities
    ]
