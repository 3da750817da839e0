"""Saying that one is going to use a lesson, and telling how it went: the dialogs, what they save, and undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from knowledge.model.records.lesson import Lesson
from knowledge.model.records.use import Use
from knowledge.today import today
from knowledge.work.plan_lessons import lessons_beside
from knowledge.work.uses import answered, as_told_before, going_to_use, said_before
from sto_tui.dialogs.filters import linkable
from sto_tui.dialogs.pick import Made, PickScreen, Suggestion
from sto_tui.screens.taking_back import offer_to_take_back
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.reuse import used_in

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.activity import Activity
    from knowledge.workspace import Workspace
    from sto_tui.dialogs.outcome import Went
    from sto_tui.dialogs.use import Planned
    from sto_tui.shell import Shell


def use_lesson(shell: Shell, lesson: Document) -> None:
    """Ask for what and when the person is going to use `lesson`, and save that."""
    from sto_tui.dialogs.use import UseScreen

    def ask(typed: Planned | None = None) -> None:
        shell.push_screen(UseScreen(lesson.record.title, typed), planned)

    def planned(answer: Planned | None) -> None:
        def again(error: Exception) -> None:
            ask(answer)
            shell.show_error(error)

        if answer is not None:
            _begin(
                shell,
                lesson.id,
                lambda author: going_to_use(lesson.id, author, today(), purpose=answer.purpose, day=answer.day),
                again,
            )

    ask()


def use_for_activity(shell: Shell, activity: Activity) -> None:
    """Let the person choose which lesson to use for `activity`, those that help first, and save that.

    So how it went is asked as soon as the activity took place.
    """
    workspace = shell.workspace
    if workspace is None:
        return

    def offered(text: str) -> Sequence[Suggestion]:
        if text:
            return linkable(workspace, Lesson.kind, text)
        found = lessons_beside(workspace.region(today()), activity, workspace.author)
        return [Suggestion(each.lesson.id, safe_line(each.lesson.title)) for each in found.lessons]

    def chosen(answer: tuple[str | Made, ...] | None) -> None:
        lesson = answer[0] if answer else ""
        if lesson and isinstance(lesson, str):
            _begin(shell, lesson, lambda author: planned_for(lesson, author))

    def planned_for(lesson: str, author: str) -> Use:
        title, day = activity.title, activity.date
        return going_to_use(lesson, author, today(), purpose=title, event=activity.id, day=day)

    question = _("Which lesson do you use for “{title}”?").format(title=safe_line(activity.title))
    nothing = _("No lesson comes near enough. Type a word to look for one.")
    shell.push_screen(PickScreen(question, source=offered, nothing=nothing), chosen)


def _begin(
    shell: Shell, lesson_id: str, begun: Callable[[str], Use], failed: Callable[[Exception], None] | None = None
) -> None:
    """Save the use that the author has `begun`, unless it was said before; say so, and let Ctrl+Z take it back.

    When that fails, `failed` gives back what was typed.
    """

    def store(space: Workspace) -> tuple[Document | None, str, str]:
        lesson, use = space.get(lesson_id), begun(space.author)
        saved = None if said_before(space.reuse(lesson).uses, use) else space.save(use)
        return saved, lesson.record.title, used_in(space.reuse(lesson))

    def written(answer: tuple[Document | None, str, str]) -> None:
        saved, title, used = answer
        if saved is None:
            shell.say(_("You already said so."))
            return
        offer_to_take_back(shell, saved, None)
        text = _("Written down: you are going to use “{title}” ({used}). Ctrl+Z takes it back.")
        shell.say(text.format(title=title, used=used))

    shell.store(store, written, failed=failed)


def ask_how_it_went(shell: Shell, use: Document, title: str, then: Callable[[], None] = lambda: None) -> None:
    """Ask how `use` of the lesson called `title` went, and save that; go on with `then`, whatever was answered."""
    from sto_tui.dialogs.outcome import OutcomeScreen

    before = use.record
    assert isinstance(before, Use)

    def ask(typed: str | None = None) -> None:
        shell.push_screen(OutcomeScreen(before, title, typed), went)

    def went(answer: Went | None) -> None:
        def again(error: Exception) -> None:
            ask(answer.note if answer else None)
            shell.show_error(error)

        if answer is not None:
            changed = answered(before, answer.answer, today(), answer.note)
            shell.store(lambda space: space.save(changed, seen=use), saved, failed=again)
        else:
            then()

    def saved(document: Document) -> None:
        shell.offer_undo(lambda space: _taken_back(space, document.id, before))
        told = isinstance(document.record, Use) and document.record.outcome
        text = (
            _("Written down how it went with “{title}”. Ctrl+Z takes it back.")
            if told
            else _("You will be asked again in two weeks: “{title}”. Ctrl+Z takes it back.")
        )
        shell.say(text.format(title=title))
        then()

    ask()


def _taken_back(space: Workspace, use_id: str, before: Use) -> str:
    """Give a use the answer back that it had `before`; returns its title."""
    now = space.get(use_id)
    assert isinstance(now.record, Use)
    return space.save(as_told_before(now.record, before), seen=now).record.title
