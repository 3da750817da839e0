"""Reading in a file: what would come of it, group by group, what each column means, and then doing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.exchange.columns import Columns, NoTitleColumn, UnclearKind, choosable_fields, column_label
from knowledge.exchange.import_report import ImportReport
from knowledge.exchange.labels import Labels
from knowledge.importing import FileImport, ImportOrder, columns_to_remember
from knowledge.model.kinds import KINDS
from knowledge.problem import N_, Problem, Reason, Refused
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.guard import GuardScreen
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.screens import import_progress
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.screens.import_progress import ImportProgress, ImportStopped
from sto_tui.screens.import_taking_back import offer_to_undo_import
from sto_tui.widgets.options import show_options
from sto_tui.wording.i18n import _, in_every_language, ngettext, tell
from sto_tui.wording.import_groups import COLUMN_GROUP, ImportGroup, import_groups
from sto_tui.wording.import_preview import column_name, left_over
from sto_tui.wording.plain import safe_line
from sto_tui.wording.proposals import proposed_lines
from sto_tui.wording.words import kinds_word

if TYPE_CHECKING:
    from knowledge.guard.checking import PupilHit
    from knowledge.imports import ImportBatch
    from knowledge.workspace import Workspace

READ_IN = UserAction(
    "save", N_("Read in"), N_("Brings in what is listed; Ctrl+Z takes it back."), keys=("f8", "ctrl+s"), bar=True
)
OPEN_LINE = UserAction(
    "open_line",
    N_("Open"),
    N_("Opens the rows of a line; on a column, chooses what it means."),
    list_keys=("enter",),
    bar=True,
    palette=False,
)
ROW_KIND = UserAction(
    "kind", N_("Kind"), N_("Says what the rows of this table are: partners, people …"), letters=("k",), bar=True
)
DOUBTFUL = UserAction(
    "doubtful", N_("Possible doubles"), N_("Leaves out what may be here already, or brings it in."), letters=("d",),
)  # fmt: skip
PUPILS = UserAction(
    "pupils", N_("Texts about pupils"), N_("Keeps them for a reason, or leaves their rows out."), letters=("p",)
)
FROM_BIN = UserAction(
    "from_bin", N_("Out of the bin"), N_("Takes out of the bin what was read in before, or leaves it there."),
    letters=("r",),
)  # fmt: skip
_ACTIONS = (BACK, READ_IN, OPEN_LINE, ROW_KIND, DOUBTFUL, PUPILS, FROM_BIN)


@dataclass(frozen=True)
class _Outcome:
    """What became of reading or writing: the report, or the error; a calendar that comes back has lines of changes."""

    report: ImportReport = field(default_factory=ImportReport)
    columns: Columns | None = None
    proposed: tuple[str, ...] = ()
    batch: ImportBatch | None = None
    error: Exception | None = None


class ImportScreen(WorkspaceScreen[None]):
    """Shows what the import that `order` asks for would do; F8 does it, and then this shows what was done."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = _ACTIONS
    BINDINGS: ClassVar[list[Any]] = bindings((BACK, READ_IN, ROW_KIND, DOUBTFUL, PUPILS, FROM_BIN))
    PLACE: ClassVar[str] = N_("Read in a file")
    ABOUT: ClassVar[str] = N_(
        "What would come of this file. Enter opens a line, and changes what a column means. Nothing is saved before F8."
    )
    CSS_PATH = "importing.tcss"

    class Advanced(Message):
        """So many rows are done."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, order: ImportOrder) -> None:
        super().__init__()
        self._order = order
        self._reason = ""
        self._groups: list[ImportGroup] = []
        self._opened: set[str] = set()
        self._columns: Columns | None = None
        self._hits: Sequence[PupilHit] = ()
        self._doubts = False
        self._is_done = self._is_taken_back = False
        self._batch: ImportBatch | None = None
        self._work = ImportProgress(lambda rows: self.post_message(self.Advanced(rows)))

    def body(self) -> Iterable[Widget]:
        """The name of the file, how far it is, and the list."""
        yield Static("", id="file", markup=False)
        yield Static("", id="state", markup=False)
        yield OptionList(id="list", markup=False)

    def load(self, workspace: Workspace) -> None:
        """Read the file, the first time; what others write meanwhile doesn't begin it anew."""
        if not (self._groups or self._work):
            self._preview()
        elif self._batch is not None:
            self.background(lambda: workspace.imports.last(), self._see_whether_undone, group="last")

    def _see_whether_undone(self, last: ImportBatch | None) -> None:
        if last != self._batch:
            self._batch, self._is_taken_back = None, True
        self._draw()

    def renew(self) -> None:
        """Show everything again, in the language of now."""
        self._draw()

    # -- reading ----------------------------------------------------------------------------------------------------

    def _preview(self) -> None:
        workspace = self.workspace
        if workspace is None or self._work:
            return
        order, home = self._order, self.sto.home

        def read() -> _Outcome:
            work = FileImport(workspace, order, Labels(in_every_language), home.config.columns, BytesIO)
            try:
                report = work.run(self._work.advance, preview=True)
            except (Problem, ImportStopped) as error:
                return _Outcome(error=error)
            return _Outcome(report, work.columns, tuple(proposed_lines(report, workspace, True)))

        self._begin(_("Reading the file"))
        self.background(read, self._previewed)

    def _previewed(self, outcome: _Outcome) -> None:
        self._work.end()
        if outcome.error is not None:
            self._not_read(outcome.error)
            return
        self._take(outcome)
        self._draw()

    def _not_read(self, error: Exception) -> None:
        """Ask what the headings don't tell; otherwise say why the file can't be read, and close."""
        if isinstance(error, UnclearKind):
            self._ask_kind(error.kinds)
        elif isinstance(error, NoTitleColumn):
            self._ask_title(error)
        else:
            if isinstance(error, Problem):
                self.sto.show_error(error)
            self.close()

    def _take(self, outcome: _Outcome) -> None:
        report = outcome.report
        self._columns = outcome.columns
        self._hits = report.pupils
        self._doubts = self._order.leaves_doubtful or any(not row.is_left_out for row in report.resembling)
        self._groups = import_groups(report, self._columns, self._order.format, outcome.proposed, done=self._is_done)

    # -- progress ---------------------------------------------------------------------------------------------------

    def _begin(self, what: str) -> None:
        self._work.begin(what)
        self.set_timer(import_progress.SHOWN_AFTER, lambda: self._tell_progress(0))
        self.refresh_bindings()

    def on_import_screen_advanced(self, event: Advanced) -> None:
        """Show how many rows are done."""
        self._tell_progress(event.rows)

    def _tell_progress(self, rows: int) -> None:
        if not self._work:
            return
        self.query_one("#state", Static).update(self._work.line(rows))

    # -- showing ----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self.query_one("#file", Static).update(Content.styled(safe_line(self._order.file), "bold"))
        if not self._work:
            self.query_one("#state", Static).update(self._state)
        listed = self.query_one("#list", OptionList)
        show_options(listed, [option for group in self._groups for option in self._options(group)])
        listed.focus()
        self.refresh_bindings()

    @property
    def _state(self) -> str:
        if self._is_taken_back:
            return _("This was taken back.")
        if self._is_done:
            return _("Done. Ctrl+Z takes it back.") if self._batch else _("Done. Nothing was new.")
        return _("Nothing is saved yet. F8 reads it in.")

    def _options(self, group: ImportGroup) -> Iterable[Option]:
        can_open = bool(group.lines)
        is_open = group.code in self._opened
        sign = ("▾ " if is_open else "▸ ") if can_open else "  "
        yield Option(Content.assemble(sign, group.heading, (self._beside(group.code), "dim")), group.code)
        if is_open:
            for number, line in enumerate(group.lines):
                yield Option(Content(f"    {line}"), f"{group.code}:{number}")
            if group.more:
                more = ngettext("And {number} more like these.", "And {number} more like these.", group.more)
                yield Option(Content.styled(f"    {more.format(number=group.more)}", "dim"), f"{group.code}:more")

    def _beside(self, code: str) -> str:
        """What will be done with the rows of a group where that can be chosen."""
        if self._is_done:
            return ""
        if code == "possible":
            return "  " + _("come in · d leaves them out")
        if code == "doubles" and self._order.leaves_doubtful:
            return "  " + _("d brings in those that are only possible")
        if code == "bin":
            return "  " + _("stay there · r takes them out")
        if code == "restored":
            return "  " + _("r leaves them there")
        if code == "pupils":
            return "  " + (_("come in, with your reason · p") if self._reason else _("these rows stay out · p"))
        return "  " + _("k chooses the kind") if code == COLUMN_GROUP else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        is_ready = bool(self._groups) and not self._work and not self._is_done
        offered = {
            READ_IN.id: is_ready,
            ROW_KIND.id: is_ready and self._columns is not None,
            DOUBTFUL.id: is_ready and self._doubts,
            PUPILS.id: is_ready and bool(self._hits),
            FROM_BIN.id: is_ready and any(group.code in ("bin", "restored") for group in self._groups),
        }
        return offered.get(action, True) and super().check_action(action, parameters)

    # -- changing ---------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#list")
    def action_open_line(self) -> None:
        """Open or close the group under the cursor, or choose what the column under it means."""
        option = self.query_one("#list", OptionList).highlighted_option
        code, _colon, number = ((option.id or "") if option else "").partition(":")
        if code == COLUMN_GROUP and number:
            self._ask_column(int(number))
        elif not number and any(group.code == code and group.lines for group in self._groups):
            self._opened ^= {code}
            self._draw()

    def _again(self, **changes: Any) -> None:
        self._order = replace(self._order, **changes)
        self._preview()

    def action_kind(self) -> None:
        """Choose what the rows of the table are."""
        self._ask_kind((self._columns.kind,) if self._columns else ())

    def _ask_kind(self, first: Sequence[str]) -> None:
        kinds = [*first, *(kind for kind in KINDS if kind not in first)]
        choices = [Suggestion(kind, kinds_word(kind)) for kind in kinds]

        def answered(answers: tuple[Any, ...] | None) -> None:
            if answers:
                self._again(kind=str(answers[0]))
            elif not self._groups:
                self.close()

        self.app.push_screen(PickScreen(_("What are the rows of this table?"), choices), answered)

    def _ask_title(self, error: NoTitleColumn) -> None:
        names = [column_name(error.headings, place) for place in range(len(error.headings))]
        choices = [Suggestion(name, name) for name in names]

        def answered(answers: tuple[Any, ...] | None) -> None:
            if answers:
                self._again(kind=self._order.kind or error.kind, said={**self._order.said, str(answers[0]): "title"})
            elif not self._groups:
                self.close()

        self.app.push_screen(PickScreen(_("Which column is the name?"), choices), answered)

    def _ask_column(self, number: int) -> None:
        columns = self._columns
        if columns is None or self._is_done or self._work:
            return
        heading = column_name(columns.headings, number)
        choices = [Suggestion("", _("(leave out)") if columns.headings[number] else left_over(columns, number))]
        choices += [
            Suggestion(name, _in_words(column_label(columns.kind, name))) for name in choosable_fields(columns.kind)
        ]

        def answered(answers: tuple[Any, ...] | None) -> None:
            if answers:
                self._again(said={**self._order.said, heading: str(answers[0])})

        title = _("What is “{heading}”?").format(heading=safe_line(heading))
        self.app.push_screen(PickScreen(title, choices), answered)

    def action_doubtful(self) -> None:
        """Leave out what may be here already, or bring it in."""
        self._again(leaves_doubtful=not self._order.leaves_doubtful)

    def action_from_bin(self) -> None:
        """Take out of the bin what was read in before, or leave it there."""
        self._again(restore=not self._order.restore)

    def action_pupils(self) -> None:
        """Keep the texts about pupils for a reason, or leave their rows out."""
        if self._reason:
            self._reason = ""
            self._draw()
            return

        def answered(reason: str | None) -> None:
            self._reason = reason or ""
            self._draw()

        self.app.push_screen(GuardScreen(self._hits, changing=False), answered)

    # -- writing ----------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Do what is listed, in the background."""
        if self._work or self._is_done or not self._groups:
            return
        order, home, columns, reason = self._order, self.sto.home, self._columns, self._reason

        def write(space: Workspace) -> _Outcome:
            from knowledge.guard.deciding import deciding

            remembered = home.config.columns
            work = FileImport(space, order, Labels(in_every_language), remembered, BytesIO)
            error: Exception | None = None
            report = ImportReport()
            try:
                with space.imports.recording(order.file) as wrote, deciding(_keeping(reason)):
                    report = work.run(self._work.advance, milestone=wrote.milestone, wrote=wrote)
            except (Problem, ImportStopped) as raised:
                error = raised
            if (known := columns_to_remember(remembered, columns, order)) is not None:
                home.configure(columns=known)
            batch = wrote.batch if wrote.batch.records else None
            return _Outcome(report, columns, tuple(proposed_lines(report, space, True)), batch, error)

        self._begin(_("Reading in"))
        self.sto.store(write, self._written, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._work.end()
        self._draw()
        self.sto.show_error(error)

    def _written(self, outcome: _Outcome) -> None:
        self._work.end()
        self._batch = outcome.batch
        if outcome.batch is not None:
            offer_to_undo_import(self.sto, outcome.batch)
        if outcome.error is not None:
            self._broken_off(outcome)
            return
        self._is_done = True
        self._take(outcome)
        if self.is_attached:
            self._draw()
        self.sto.say(self._state)

    def _broken_off(self, outcome: _Outcome) -> None:
        """Say how far it came; reading it in again adds the rest."""
        number = len(outcome.batch.records) if outcome.batch else 0
        text = ngettext(
            "Stopped: {number} record was written. Ctrl+Z takes it back; F8 adds the rest.",
            "Stopped: {number} records were written. Ctrl+Z takes them back; F8 adds the rest.",
            number,
        )
        self.sto.say(text.format(number=number))
        if isinstance(outcome.error, Problem):
            self.sto.show_error(outcome.error)
        if self.is_attached:
            self._draw()

    def action_back(self) -> None:
        """Stop what is going on, or close."""
        if self._work:
            self._work.stop()
        else:
            super().action_back()


def _keeping(reason: str) -> Callable[[Sequence[PupilHit], bool], str]:
    """What is done with text about pupils: it is kept for the `reason`, or without one its row stays out."""

    def decide(hits: Sequence[PupilHit], _strict: bool) -> str:
        if not reason:
            raise Refused(hits[0].reason.text, **hits[0].reason.values)
        return reason

    return decide


def _in_words(label: str | Reason) -> str:
    return tell(label) if isinstance(label, Reason) else _(label)
