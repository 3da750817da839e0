"""The overview: how the region stands today, in blocks of figures that each open the list behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from knowledge.model.records.period import Period
from knowledge.problem import N_
from knowledge.today import today
from sto_tui.actions import UserAction, bindings
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.screens.acting import OPEN
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.screens.report_writing import EDIT_REPORT, REPORT, edit_report, make_report
from sto_tui.widgets.chrome import link
from sto_tui.widgets.figure_block import FigureBlock
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.workspace import Workspace
    from sto_tui.wording.overview import DrawnBlock
    from sto_tui.wording.overview_blocks import OverviewLook

WIDE_FROM = 110
"""From so many columns on there are three columns of blocks, and more of them."""

_Layout = tuple[tuple[tuple[str, ...], ...], ...]
"""Rows of columns of blocks."""
_NARROW: _Layout = (
    (("late",), ("coming",)),
    (("cofinancing",),),
    (("spread", "embedding", "learning"), ("silent", "load", "relations", "requests")),
)
_WIDE: _Layout = (
    (("late",), ("coming",), ("quarters", "deadlines")),
    (("cofinancing",),),
    (
        ("matrix", "embedding", "learning"),
        ("activities", "relations", "requests"),
        ("stages", "silent", "load", "kept"),
    ),
)

TO_FILE = UserAction(
    "keep",
    N_("Export"),
    N_("Writes the register of cofinanciering or the year plan as a file."),
    letters=("x",),
    bar=True,
)


class OverviewScreen(WorkspaceScreen[None]):
    """Draws the blocks for the width there is; a block with nothing to tell isn't there."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (OPEN, REPORT, EDIT_REPORT, TO_FILE)
    BINDINGS: ClassVar[list[Any]] = bindings((REPORT, EDIT_REPORT, TO_FILE))
    PLACE: ClassVar[str] = N_("Overview")
    ABOUT: ClassVar[str] = N_(
        "How the region stands today. Tab goes from block to block, Enter or a click opens the list behind it. What "
        "has nothing to tell isn't there. In the bar of cofinanciering, │ stands where the time is."
    )
    CSS_PATH: ClassVar[Any] = "overview.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._look: OverviewLook | None = None

    def body(self) -> Iterable[Widget]:
        """The heading, and the blocks as they stand in a narrow and in a wide window."""
        with Horizontal(id="heading"):
            yield Static("", id="title", markup=False)
            yield Static(link(_("r Make a report"), "screen.report"), id="make", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            for name, layout in (("narrow", _NARROW), ("wide", _WIDE)):
                with Vertical(classes=f"layout {name}"):
                    yield from _rows(layout)

    @property
    def is_wide(self) -> bool:
        """Whether there is room for three columns."""
        return self.size.width >= WIDE_FROM

    # -- reading and drawing ----------------------------------------------------------------------------------------

    def load(self, workspace: Workspace) -> None:
        """Read the region, and draw all blocks once, beside the message loop."""
        from sto_tui.wording.overview_blocks import OverviewLook

        is_wide, width = self.is_wide, self.size.width

        def look() -> tuple[OverviewLook, str, Mapping[str, DrawnBlock | None]]:
            from knowledge.figures.overview import Overview
            from sto_tui.wording.overview import overview_heading

            day = today()
            overview = Overview(workspace.cofinancing(day))
            found = OverviewLook(overview, workspace.plan_check(day), width, is_roomy=is_wide)
            return found, overview_heading(overview), _all_drawn(found)

        self.background(look, self._read, group="region")

    def _read(self, found: tuple[OverviewLook, str, Mapping[str, DrawnBlock | None]]) -> None:
        self._look, heading, blocks = found
        self.query_one("#title", Static).update(f" {heading}")
        if (self._look.width, self._look.is_roomy) == (self.size.width, self.is_wide):
            self._show(blocks)
        else:
            self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        """Draw for another width."""
        self.set_class(self.is_wide, "-wide")
        self._draw()

    def _draw(self) -> None:
        import dataclasses

        if self._look is not None:
            self._look = dataclasses.replace(self._look, width=self.size.width, is_roomy=self.is_wide)
            self._show(_all_drawn(self._look))

    def _show(self, blocks: Mapping[str, DrawnBlock | None]) -> None:
        for block in self._blocks():
            found = blocks.get(block.subject)
            block.show(found.title if found else "", found.lines if found else ())
        if self.app.app_focus and self.is_current and not self._is_on_block:
            first = next((each for each in self._blocks() if each.display), None)
            if first is not None:
                first.focus(scroll_visible=False)

    def _blocks(self) -> Iterator[FigureBlock]:
        yield from self.query(f".{'wide' if self.is_wide else 'narrow'} FigureBlock").results(FigureBlock)

    @property
    def _is_on_block(self) -> bool:
        return isinstance(self.focused, FigureBlock) and self.focused in set(self._blocks()) and self.focused.display

    # -- doing ------------------------------------------------------------------------------------------------------

    @on(FigureBlock.Chosen)
    def _chosen(self, event: FigureBlock.Chosen) -> None:
        from sto_tui.screens.overview_list import OverviewListScreen

        if self._look is None:
            return
        if event.subject == "cofinancing" and self._look.overview.register.period is None:
            self.sto.edit(Period())
        else:
            self.app.push_screen(OverviewListScreen(event.subject))

    def action_open(self) -> None:
        """Open the list behind the block."""
        if isinstance(self.focused, FigureBlock):
            self.focused.action_choose()

    def action_report(self) -> None:
        """Write the report to the stuurgroep about this quarter, into the documents, and open it."""
        make_report(self)

    def action_edit_report(self) -> None:
        """Change the sentences of that report first."""
        edit_report(self)

    def action_keep(self) -> None:
        """Write the register, or the year plan, as a file; the person chooses which."""
        choices = [
            Suggestion("register", _("the register of cofinanciering (.xlsx)")),
            Suggestion("plan", _("the year plan, for calendars (.ics)")),
        ]
        written: Mapping[str, Callable[[], None]] = {"register": self._keep_register, "plan": self._keep_plan}

        def chosen(answer: Any) -> None:
            if answer:
                written[answer[0]]()

        self.app.push_screen(PickScreen(_("What do you want as a file?"), choices), chosen)

    def _keep_register(self) -> None:
        workspace = self.workspace
        if workspace is None:
            return

        def write() -> list[str]:
            from knowledge.exchange.own_documents import documents_folder, kept_beside
            from knowledge.problem import Problem
            from knowledge.reasons import reason_of
            from sto_tui.wording.ledger_export import ledger_export, ledger_workbook

            path = documents_folder() / "cofinanciering.xlsx"
            try:
                return [str(kept_beside(path, ledger_workbook(ledger_export(workspace), workspace.name)))]
            except OSError as error:
                raise Problem(
                    N_("{file} can't be written: {reason}"), file=str(path), reason=reason_of(error)
                ) from error

        def told(files: list[str]) -> None:
            self.sto.say("\n".join(_("The register is in {file}").format(file=each) for each in files), timeout=15)

        self.background(write, told)

    def _keep_plan(self) -> None:
        from knowledge.work.school_year_plan import Whose
        from sto_tui.screens.calendar_export import CalendarPart, export_calendar

        if self._look is not None:
            part = CalendarPart(Whose(), self._look.overview.region.this_school_year)
            export_calendar(self.sto, part, lambda text: self.sto.say(text, timeout=15))


def _rows(layout: _Layout) -> Iterator[Widget]:
    for row in layout:
        with Horizontal(classes="row"):
            for column in row:
                with Vertical(classes="column"):
                    for subject in column:
                        yield FigureBlock(subject)


def _all_drawn(look: OverviewLook) -> Mapping[str, DrawnBlock | None]:
    """The blocks of the layout for `look`, each drawn for the width of its column."""
    import dataclasses

    from sto_tui.wording.overview import drawn

    found = {}
    for row in _WIDE if look.is_roomy else _NARROW:
        in_column = dataclasses.replace(look, width=look.width // len(row) - 1)
        found.update({subject: drawn(subject, in_column) for column in row for subject in column})
    return found
