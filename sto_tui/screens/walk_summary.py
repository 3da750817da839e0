"""The summary of a walk: the differences, then the result; from here the walk is finished."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget

from knowledge.model import checklist
from knowledge.model.checklist import Template
from knowledge.model.records.action import Action as ActionRecord
from knowledge.model.records.activity import Activity
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.problem import N_
from knowledge.work.checklist import lesson_draft
from knowledge.work.outcome import result
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.ask import AskScreen
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.widgets.blocks import DocumentView
from sto_tui.widgets.markdown_view import markdown_blocks
from sto_tui.wording.i18n import _, language, ngettext

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

FINISH = UserAction(
    "finish",
    N_("Finish"),
    N_("Writes the result, pins the why and makes the actions and activities."),
    keys=("f8",),
    bar=True,
)
LESSON = UserAction(
    "lesson", N_("Make a lesson of it"), N_("Opens a new lesson with what was answered."), keys=("f6",), bar=True
)


class WalkSummaryScreen(WorkspaceScreen[bool]):
    """The result so far of `run` through `template`; answers True when the walk was finished here."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (FINISH, LESSON, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings(ACTIONS)
    PLACE: ClassVar[str] = N_("Summary of a checklist")
    ABOUT: ClassVar[str] = N_(
        "Differences come first: something to talk about, not an error. Finishing keeps the result, pins “our why” on "
        "both partners and makes actions of the first step and of what you don't know yet. A day in the "
        "calendar becomes an idea in the year plan."
    )
    CSS_PATH = "walk_summary.tcss"

    def __init__(self, run_id: str, run: ChecklistRun, template: Template) -> None:
        super().__init__()
        self._run_id = run_id
        self._run = run
        self._template = template

    def body(self) -> Iterable[Widget]:
        """The result."""
        with VerticalScroll(id="page"):
            yield DocumentView()

    def on_mount(self) -> None:
        """Show the result as it would be saved now."""
        self.query_one(DocumentView).show(markdown_blocks(result(self._run, self._template, _)))
        self.query_one("#page").focus()

    def load(self, workspace: Workspace) -> None:
        """Read the run again."""

        def loaded(document: Document) -> None:
            if isinstance(document.record, ChecklistRun):
                self._run = document.record
                self.query_one(DocumentView).show(markdown_blocks(result(self._run, self._template, _)))

        self.background(lambda: workspace.get(self._run_id), loaded, group="run")

    def action_finish(self) -> None:
        """Finish the walk; ask first when questions are still open."""
        done, total = checklist.progress(self._run, self._template)
        if done == total:
            self._finish()
            return
        missing = ngettext(
            "{number} question has no answer yet. Finish all the same?",
            "{number} questions have no answer yet. Finish all the same?",
            total - done,
        ).format(number=total - done)
        answers = [("no", _("Go on answering")), ("yes", _("Finish"))]
        self.app.push_screen(AskScreen(missing, answers), lambda answer: self._finish() if answer == "yes" else None)

    def _finish(self) -> None:
        def finish(workspace: Workspace) -> Sequence[Document]:
            return workspace.finish(self._run_id, language=language(), say=_)

        def finished(documents: Sequence[Document]) -> None:
            actions = sum(isinstance(document.record, ActionRecord) for document in documents)
            text = ngettext("Finished. {number} action was made.", "Finished. {number} actions were made.", actions)
            said = text.format(number=actions)
            if ideas := sum(isinstance(document.record, Activity) for document in documents):
                text = ngettext(
                    "{number} idea stands in the year plan.", "{number} ideas stand in the year plan.", ideas
                )
                said = f"{said} {text.format(number=ideas)}"
            self.sto.say(said)
            self.dismiss(True)

        self.sto.store(finish, finished)

    def action_lesson(self) -> None:
        """Open the form on a lesson drafted from the answers."""
        self.sto.edit(
            lesson_draft(self._run, self._template, _),
            None,
            lambda document: self.sto.open_document(document.id),
        )
