"""Checklists: the walks under way, the checklists one can begin, and the finished walks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from knowledge.content.checklists import INTAKE
from knowledge.model import checklist
from knowledge.model.checklist import Template
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.problem import N_, Problem
from sto_tui.actions import UserAction, bindings
from sto_tui.screens.acting import DELETE, OPEN
from sto_tui.screens.browse import STYLE, Preview
from sto_tui.screens.browse_documents import DocumentsBrowser
from sto_tui.screens.walk import WalkScreen
from sto_tui.widgets.blocks import HEADING, Block
from sto_tui.widgets.markdown_view import markdown_blocks
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, language, tell
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.titles import told_apart

if TYPE_CHECKING:
    from knowledge.content.offered import Mistake
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

GO = replace(OPEN, label=N_("Open or begin"), help=N_("Goes on with what is under way, or begins a new walk."))
START_INTAKE = UserAction(
    "intake", N_("New intake"), N_("Begins the intake “Why collaborate?”."), keys=("ctrl+n",), letters=("n",), bar=True
)


@dataclass(frozen=True)
class Walk:
    """A checklist run and its progress."""

    document: Document
    run: ChecklistRun
    done: int
    total: int


@dataclass(frozen=True)
class Listed:
    """What the screen lists: checklists to begin, walks, and files of the region that can't be used."""

    templates: Sequence[Template]
    walks: Sequence[Walk]
    mistakes: Sequence[Mistake]


class ChecklistsScreen(DocumentsBrowser):
    """One list of walks under way, checklists to begin and finished walks; the selected line is explained beside it."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (GO, START_INTAKE, DELETE)
    BINDINGS: ClassVar[list[Any]] = bindings((START_INTAKE, DELETE))
    PLACE: ClassVar[str] = N_("Checklists")
    ABOUT: ClassVar[str] = N_(
        "Walk through a conversation step by step. Enter goes on with what is under way or begins a new one; you can "
        "stop at any question and go on later."
    )
    CSS_PATH: ClassVar[Any] = [STYLE, "checklists.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self._walks: dict[str, Walk] = {}
        self._templates: dict[str, Template] = {}
        self._mistakes: dict[str, Mistake] = {}
        self._left_run = ""

    def load(self, workspace: Workspace) -> None:
        """Read runs and templates."""

        def read() -> Listed:
            from knowledge.catalogue.listing import Listing

            documents = workspace.documents(Listing(ChecklistRun.kind, sort="changed"))
            walks = [_walk(workspace, document) for document in documents]
            return Listed(workspace.templates(language()), walks, workspace.own_checklists.mistakes)

        self.background(read, self._listed, group="list")

    def _listed(self, found: Listed) -> None:
        self._templates = {f"template:{template.id}": template for template in found.templates}
        self._mistakes = {f"mistake:{number}": mistake for number, mistake in enumerate(found.mistakes)}
        self._walks = {walk.document.id: walk for walk in found.walks}
        under_way = [walk for walk in found.walks if walk.run.state != "finished"]
        finished = [walk for walk in found.walks if walk.run.state == "finished"]
        room = self.room()
        titles = told_apart([safe_line(walk.run.title) for walk in found.walks], room)
        lines = {walk.document.id: _walk_line(walk, title) for walk, title in zip(found.walks, titles, strict=True)}
        options: list[Option] = []
        if under_way:
            options += [
                _heading(_("Under way")),
                *(Option(lines[walk.document.id], walk.document.id) for walk in under_way),
            ]
        options.append(_heading(_("Begin a new one")))
        options += [Option(Content(safe_line(each.title)), key) for key, each in self._templates.items()]
        if self._mistakes:
            options.append(_heading(_("Files that can't be used")))
            options += [Option(Content(safe_line(each.path)), key) for key, each in self._mistakes.items()]
        if finished:
            options += [
                _heading(_("Finished")),
                *(Option(lines[walk.document.id], walk.document.id) for walk in finished),
            ]
        self.fill({"list": options})
        self._select_left_run()

    @on(WalkScreen.Left)
    def _left(self, event: WalkScreen.Left) -> None:
        self._left_run = event.run_id
        self._select_left_run()

    def _select_left_run(self) -> None:
        """Select the run that the person comes back from, once it is listed."""
        if self._left_run in self._walks:
            widget = self.query_one("#list", OptionList)
            widget.highlighted = widget.get_option_index(self._left_run)
            self._left_run = ""

    @property
    def current_id(self) -> str:
        """The id of the run under the cursor; empty on a template."""
        return self.selected_id if self.selected_id in self._walks else ""

    @property
    def current(self) -> Document | None:
        """The run under the cursor."""
        walk = self._walks.get(self.selected_id)
        return walk.document if walk else None

    def preview(self, workspace: Workspace, wanted: str) -> Callable[[], Preview] | None:  # noqa: ARG002
        """Explain a template, the mistake in a file, or the progress of a run."""
        if template := self._templates.get(wanted):
            return lambda: Preview(wanted, _about(template))
        if mistake := self._mistakes.get(wanted):
            return lambda: Preview(wanted, _wrong(mistake))
        walk = self._walks.get(wanted)
        return (lambda: Preview(wanted, _so_far(walk))) if walk else None

    def action_open(self) -> None:
        """Continue a run under way, read a finished one, or begin a template."""
        from sto_tui.screens.start_run import start_run

        if template := self._templates.get(self.selected_id):
            start_run(self.sto, template.id)
        elif walk := self._walks.get(self.selected_id):
            if walk.run.state == "finished":
                self.sto.open_document(walk.document.id)
            else:
                self.app.push_screen(WalkScreen(walk.document.id))

    def action_intake(self) -> None:
        """Begin the intake."""
        from sto_tui.screens.start_run import start_run

        start_run(self.sto, INTAKE)


def _walk(workspace: Workspace, document: Document) -> Walk:
    run = document.record
    assert isinstance(run, ChecklistRun)
    try:
        done, total = checklist.progress(run, workspace.template_of(run, language()))
    except Problem:  # its checklist is damaged: the run is still listed, without its progress
        done, total = 0, 0
    return Walk(document, run, done, total)


def _heading(text: str) -> Option:
    return Option(Content.styled(text, HEADING), disabled=True)


def _walk_line(walk: Walk, title: str) -> Content:
    state = (
        show_day(walk.run.date)
        if walk.run.state == "finished"
        else _("{done} of {total}").format(done=walk.done, total=walk.total)
    )
    return Content.assemble(title, (f"\n  {state}", "dim"))


def _about(template: Template) -> list[Block]:
    blocks = [Block(Content.styled(safe_line(template.title), "bold")), *markdown_blocks(template.intro)]
    for section in template.sections:
        if section.title:
            blocks.append(Block(Content.styled(safe_line(section.title), HEADING), above=1))
        for question in section.questions:
            label = Content.styled(f"{question.id}. ", "dim")
            blocks.append(Block(Content(safe_line(question.text)), label, Content(" " * label.cell_length)))
    return blocks


def _wrong(mistake: Mistake) -> list[Block]:
    return [
        Block(Content.styled(safe_line(mistake.path), "bold")),
        Block(Content(safe(tell(mistake.what))), above=1),
        Block(Content.styled(_("Mend it in the shared folder; it is offered after the next time of sharing."), "dim")),
    ]


def _so_far(walk: Walk) -> list[Block]:
    facts = _("{done} of {total} answered").format(done=walk.done, total=walk.total)
    blocks = [Block(Content.styled(safe_line(walk.run.title), "bold")), Block(Content.styled(facts, "dim"))]
    if walk.run.participants:
        blocks.append(Block(Content(safe_line(", ".join(walk.run.participants)))))
    if walk.run.state != "finished":
        blocks.append(Block(Content(_("Enter goes on where you stopped.")), above=1))
    return [*blocks, *markdown_blocks(walk.run.body)]
