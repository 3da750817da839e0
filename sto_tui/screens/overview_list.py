"""What stands behind a block of the overview: a line for each record, which Enter opens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.problem import N_
from knowledge.today import today
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.screens.acting import OPEN
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.widgets.options import show_options
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.workspace import Workspace
    from sto_tui.wording.overview_blocks import OverviewLine


class OverviewListScreen(WorkspaceScreen[None]):
    """The list behind the block `subject`."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (OPEN, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK,))
    PLACE: ClassVar[str] = N_("Overview")
    ABOUT: ClassVar[str] = N_("What stands behind a block of the overview. Enter opens one.")
    CSS_PATH: ClassVar[Any] = "documents.tcss"

    def __init__(self, subject: str) -> None:
        super().__init__()
        self._subject = subject

    def body(self) -> Iterable[Widget]:
        """The name of the block, the list, or a line that says it is empty."""
        yield Static("", id="heading", markup=False)
        yield Static(_("There is nothing here any more."), id="empty", markup=False)
        yield OptionList(id="list", markup=False)

    def load(self, workspace: Workspace) -> None:
        """Read the lines."""
        width = self.size.width - 4

        def read() -> tuple[str, list[OverviewLine]]:
            from knowledge.figures.overview import Overview
            from sto_tui.wording.overview import BLOCKS
            from sto_tui.wording.overview_blocks import OverviewLook

            day = today()
            look = OverviewLook(Overview(workspace.cofinancing(day)), workspace.plan_check(day), width, is_roomy=True)
            block = BLOCKS[self._subject]
            return block.title(look), list(block.all(look))

        self.background(read, lambda found: self._show_lines(*found), group="list")

    def _show_lines(self, title: str, lines: list[OverviewLine]) -> None:
        self.query_one("#heading", Static).update(Content.styled(f" {title}", "bold"))
        options = self.query_one("#list", OptionList)
        shown = [
            Option(Content(line.text), f"{number}:{line.id}" if line.id else None, disabled=not line.id)
            for number, line in enumerate(lines)
        ]
        show_options(options, shown)
        self.query_one("#empty").display = not lines
        options.display = bool(lines)
        if lines:
            options.focus()

    @on(OptionList.OptionSelected, "#list")
    def action_open(self) -> None:
        """Read what the line stands for."""
        option = self.query_one("#list", OptionList).highlighted_option
        wanted = (option.id or "").partition(":")[2] if option else ""
        if wanted:
            self.sto.open_document(wanted)
