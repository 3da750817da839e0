"""Taking back what was read in: by Ctrl+Z right after it, or later from the palette; the person confirms first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sto_tui.dialogs.ask import AskScreen
from sto_tui.wording.i18n import _
from sto_tui.wording.import_undo import kept_lines, taken_back_text, undo_explained, undo_question

if TYPE_CHECKING:
    from knowledge.imports import ImportBatch
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


def offer_to_undo_import(shell: Shell, batch: ImportBatch) -> None:
    """Let Ctrl+Z take back `batch`, after a question that tells how many records that are."""
    shell.offer_undo(_undoing(batch), "{title}", question=undo_question(batch), about=undo_explained())


def ask_to_undo_import(shell: Shell) -> None:
    """Take back the last import on this device, after the person confirms; say so when there is none."""
    workspace = shell.workspace
    if workspace is None:
        shell.say(_("One moment: the space is still being opened."))
        return

    def found(batch: ImportBatch | None) -> None:
        if batch is None:
            shell.say(_("There is no import on this device to take back."))
            return
        answers = [("stay", _("Leave it")), ("undo", _("Take back"))]

        def answered(answer: str | None) -> None:
            if answer == "undo":
                shell.store(_undoing(batch), shell.say)

        shell.push_screen(AskScreen(undo_question(batch), answers, undo_explained()), answered)

    shell.background(lambda: workspace.imports.last(), found)


def _undoing(batch: ImportBatch) -> Callable[[Workspace], str]:
    """What takes back `batch` and tells what became of it."""

    def undo(space: Workspace) -> str:
        done = space.imports.take_back(batch)
        return "\n".join([taken_back_text(done), *kept_lines(done.kept)])

    return undo
