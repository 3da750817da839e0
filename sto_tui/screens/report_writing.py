"""The report to the stuurgroep from the app: writing its files, changing its sentences first, and opening it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import SuspendNotSupported

from knowledge.exchange.own_documents import documents_folder
from knowledge.private_files import EDITOR
from knowledge.problem import N_, Problem
from knowledge.today import today
from sto_tui.actions import UserAction
from sto_tui.external_editor import Edited, edit_outside
from sto_tui.wording.i18n import _, tell

if TYPE_CHECKING:
    from knowledge.figures.report import SteeringReport
    from knowledge.workspace import Workspace
    from sto_tui.screens.base import WorkspaceScreen
    from sto_tui.wording.report_file import ReportFiles

REPORT = UserAction(
    "report", N_("Report"), N_("Writes the report to the stuurgroep about this quarter."), letters=("r",), bar=True
)
EDIT_REPORT = UserAction(
    "edit_report",
    N_("Edit the report first"),
    N_("Opens the sentences of the report in your text editor, and makes the report of what you make of them."),
    letters=("e",),
)

_Answer = TypeVar("_Answer")

_PATIENCE = 0.5
"""Seconds after which is told that the report is being made."""


def make_report(screen: WorkspaceScreen[Any]) -> None:
    """Write the report about this quarter into the documents, and open it."""
    if (workspace := screen.workspace) is None:
        return

    def write() -> ReportFiles:
        from sto_tui.wording.report_file import write_report

        return write_report(_report(workspace), workspace.name, documents_folder())

    _patiently(screen, write, lambda written: _written(screen, written))


def edit_report(screen: WorkspaceScreen[Any]) -> None:
    """Let the person change the sentences of that report in their own editor, and write what came of it."""
    if (workspace := screen.workspace) is None:
        return

    def look() -> tuple[SteeringReport, str]:
        from sto_tui.wording.report_file import text_to_edit

        report = _report(workspace)
        return report, text_to_edit(report, workspace.name, documents_folder())

    def edit(found: tuple[SteeringReport, str]) -> None:
        from sto_tui.wording.report_file import report_name

        report, text = found
        try:
            with screen.sto.suspend():
                edited = edit_outside(screen.sto.home.private, EDITOR, report_name(report), text)
        except SuspendNotSupported:
            screen.sto.say(_("No other program can be opened from here."), severity="warning")
        except (Problem, OSError) as error:
            screen.sto.say(screen.sto.in_words(error), severity="error", timeout=15)
        else:
            _write_edited(screen, workspace, report, edited)

    _patiently(screen, look, edit)


def _write_edited(screen: WorkspaceScreen[Any], workspace: Workspace, report: SteeringReport, edited: Edited) -> None:
    def write() -> ReportFiles:
        from sto_tui.wording.report_file import write_edited_report

        written = write_edited_report(report, workspace.name, documents_folder(), edited.text)
        edited.discard()
        return written

    _patiently(screen, write, lambda written: _written(screen, written))


def _report(workspace: Workspace) -> SteeringReport:
    from knowledge.figures.report import quarter_span

    return workspace.steering_report(today(), quarter_span(today()))


def _patiently(screen: WorkspaceScreen[Any], job: Callable[[], _Answer], then: Callable[[_Answer], None]) -> None:
    """Run `job` beside the message loop, telling that when it takes a while, and call `then` with its answer."""
    ended = threading.Event()

    def run() -> _Answer:
        try:
            return job()
        finally:
            ended.set()

    def tell_it() -> None:
        if not ended.is_set():
            screen.sto.say(_("The report is being made …"))

    screen.set_timer(_PATIENCE, tell_it)
    screen.background(run, then, group="report")


def _written(screen: WorkspaceScreen[Any], written: ReportFiles) -> None:
    from sto_tui.default_program import open_file

    names = ", ".join(each.name for each in written.files)
    said = [_("The report is in {folder}: {files}").format(folder=written.to_read.parent, files=names)]
    said += [tell(each) for each in written.remarks]
    screen.sto.say("\n".join(said), timeout=15, severity="warning" if written.remarks else "information")
    if not screen.app.is_headless:
        open_file(written.to_read)
