"""Saying that one is going to use a lesson, and telling how it went: the dialogs, what they save, and undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from knowledge.model.records.use import Use
from knowledge.today import today
from knowledge.work.uses import answered, as_told_before, going_to_use, said_before
from sto_tui.wording.i18n import _
from sto_tui.wording.reuse import used_in

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.dialogs.outcome import Went
    from sto_tui.dialogs.use import Planned
    from sto_tui.shell import Shell


def use_lesson(shell: Shell, lesson: Document) -> None:
    """Ask for what and when the person is going to use `lesson`, and save that."""
    from sto_tui.dialogs.use import UseScreen

    title = lesson.record.title

    def planned(answer: Planned | None) -> None:
        if answer is not None:
            shell.store(lambda space: _begun(space, lesson, answer), written)

    def written(answer: tuple[Document | None, str]) -> None:
        saved, used = answer
        if saved is None:
            shell.say(_("You already said so."))
            return
        shell.offer_undo(lambda space: space.delete(saved.id).record.title)
        text = _("Written down: you are going to use “{title}” ({used}). Ctrl+Z takes it back.")
        shell.say(text.format(title=title, used=used))

    shell.push_screen(UseScreen(title), planned)


def _begun(space: Workspace, lesson: Document, planned: Planned) -> tuple[Document | None, str]:
    """Save the use of `lesson`, unless it was said before; returns it, and how often the lesson is now used."""
    use = going_to_use(lesson.id, space.author, today(), purpose=planned.purpose, day=planned.day)
    saved = None if said_before(space.reuse(lesson).uses, use) else space.save(use)
    return saved, used_in(space.reuse(lesson))


def ask_how_it_went(shell: Shell, use: Document, title: str, then: Callable[[], None] = lambda: None) -> None:
    """Ask how `use` of the lesson called `title` went, and save that; go on with `then`, whatever was answered."""
    from sto_tui.dialogs.outcome import OutcomeScreen

    before = use.record
    assert isinstance(before, Use)

    def went(answer: Went | None) -> None:
        if answer is not None:
            changed = answered(before, answer.answer, today(), answer.note)
            shell.store(lambda space: space.save(changed, seen=use), saved)
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

    shell.push_screen(OutcomeScreen(before, title), went)


def _taken_back(space: Workspace, use_id: str, before: Use) -> str:
    """Give a use the answer back that it had `before`; returns its title."""
    now = space.get(use_id)
    assert isinstance(now.record, Use)
    return space.save(as_told_before(now.record, before), seen=now).record.title
