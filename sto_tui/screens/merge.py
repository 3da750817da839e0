"""Two records of one partner or person side by side: the person chooses what holds, and merges them."""

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
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.widgets.options import show_options
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import field_word, kind_word, stored_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.fields import Json
    from knowledge.work.merging import FieldDifference, Merge
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

MERGE = UserAction(
    "merge",
    N_("Merge"),
    N_("Makes one of both; Ctrl+Z takes them apart."),
    list_keys=("ctrl+s",),
    letters=("m",),
    bar=True,
)
TURN = UserAction(
    "turn", N_("Choose"), N_("Changes which of the two values holds."), list_keys=("enter",), bar=True, palette=False
)
KEEP_OTHER = UserAction(
    "swap", N_("Keep the other"), N_("Changes which of the two records is kept."), letters=("s",), bar=True
)
DIFFER = UserAction(
    "differ",
    N_("Not the same"),
    N_("Remembers that these two differ; they aren't proposed again."),
    letters=("n",),
    bar=True,
)
LABEL = 18
"""Columns for the names of fields."""


class MergeScreen(WorkspaceScreen[None]):
    """Shows what merging the document `drop_id` into `keep_id` does, and does it."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, TURN, MERGE, KEEP_OTHER, DIFFER)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK, MERGE, KEEP_OTHER, DIFFER))
    PLACE: ClassVar[str] = N_("Side by side")
    ABOUT: ClassVar[str] = N_(
        "The record at the left is kept, the one at the right is merged into it. Where only one value can hold, ● marks"
        " which; Enter or a click changes that. What doesn't hold goes into the notes. Lists and texts stay from both, "
        "and so does everything that is linked to either."
    )
    CSS_PATH = "merge.tcss"

    def __init__(self, keep_id: str, drop_id: str) -> None:
        super().__init__()
        self._ids = (keep_id, drop_id)
        self._choices: dict[str, int] = {}
        self._plan: Merge | None = None
        self._busy = False

    def body(self) -> Iterable[Widget]:
        """Both names above the fields, a line for each."""
        yield Static("", id="what", markup=False)
        yield Static("", id="names", markup=False)
        yield OptionList(id="fields", markup=False)

    def load(self, workspace: Workspace) -> None:
        """Work out what merging does."""
        keep_id, drop_id = self._ids
        choices = dict(self._choices)

        def read() -> Merge | Exception:
            try:
                merging = workspace.merging
                plan = merging.plan(keep_id, drop_id, today=today(), say=_)
                wanted = {each.name: choices[each.name] for each in plan.choices if each.name in choices}
                return merging.plan(keep_id, drop_id, today=today(), say=_, choices=wanted) if wanted else plan
            except Exception as error:
                return error

        self.background(read, self._read, group="plan")

    def _read(self, plan: Merge | Exception) -> None:
        if isinstance(plan, Exception):  # somebody merged, erased or changed one of them meanwhile
            self.sto.show_error(plan)
            self.close()
            return
        self._plan = plan
        self._choices = {each.name: each.holds for each in plan.choices}
        self._draw()
        self.query_one("#fields").focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Give both columns the room that there is."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        plan = self._plan
        if plan is None:
            return
        said = _("Two times the same {kind}? The left one is kept.").format(kind=kind_word(plan.kept.kind))
        again = _("Merged before; this was changed since in the right one.")
        self.query_one("#what", Static).update(again if plan.dropped.merged_into else said)
        names = self._row("", *(safe_line(each.record.title) for each in (plan.kept, plan.dropped)))
        self.query_one("#names", Static).update(names)
        options = [Option(self._difference(each), each.name, disabled=not each.holds) for each in plan.differences]
        options += [Option(self._taken(name), f"taken-{name}", disabled=True) for name in plan.taken]
        if not options:
            options = [Option(Content.styled(_("There is no difference to choose in."), "dim"), disabled=True)]
        show_options(self.query_one("#fields", OptionList), options)

    def _difference(self, difference: FieldDifference) -> Content:
        """The line of a field that both have: which value holds, or that both stay."""
        marks = ["+ ", "+ "] if not difference.holds else ["○ ", "○ "]
        if difference.holds:
            marks[difference.holds - 1] = "● "
        values = (self._words(difference.name, value) for value in difference.values)
        return self._row(
            self._label(difference.name), *(mark + value for mark, value in zip(marks, values, strict=True))
        )

    def _taken(self, name: str) -> Content:
        """The line of a field that only the record at the right has."""
        assert self._plan
        return self._row(self._label(name), "", "+ " + self._words(name, self._plan.dropped.fields[name]))

    def _label(self, name: str) -> str:
        assert self._plan
        return field_word(self._plan.kept.kind, name)

    def _words(self, name: str, value: Json) -> str:
        assert self._plan
        return stored_line(self._plan.kept.kind, name, value)

    def _row(self, label: str, left: str, right: str) -> Content:
        """Three columns: a narrow one for the label, and two of equal width."""
        room = max((self.size.width - LABEL - 6) // 2, 12)
        return Content.assemble(
            Content.styled(label, "dim").truncate(LABEL - 1, ellipsis=True, pad=True),
            " ",
            Content(left).truncate(room, ellipsis=True, pad=True),
            "  ",
            Content(right).truncate(room, ellipsis=True),
        )

    # -- doing ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer changing sides and "not the same" for two that aren't merged yet."""
        merged = self._plan is None or bool(self._plan.dropped.merged_into)
        if action in (KEEP_OTHER.id, DIFFER.id):
            return not merged
        if action == TURN.id:
            return self._plan is not None and bool(self._plan.choices)
        if action == MERGE.id:
            return self._plan is not None
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected, "#fields")
    def action_turn(self) -> None:
        """Let the other value of the field under the cursor hold."""
        option = self.query_one("#fields", OptionList).highlighted_option
        name = (option.id or "") if option else ""
        if name in self._choices:
            self._choices[name] = 3 - self._choices[name]
            self.load_now()

    def action_swap(self) -> None:
        """Keep the other record; the same values go on holding."""
        self._ids = (self._ids[1], self._ids[0])
        self._choices = {name: 3 - number for name, number in self._choices.items()}
        self.load_now()

    def action_differ(self) -> None:
        """Remember that the two differ."""
        if self._plan is not None:
            keep_apart(self.sto, self._plan.kept, self._plan.dropped)
            self.close()

    def action_merge(self) -> None:
        """Merge the two."""
        plan = self._plan
        if plan is None or self._busy:
            return
        self._busy = True
        self.sto.store(lambda workspace: workspace.merging.merge(plan), self._merged, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.sto.show_error(error)

    def _merged(self, kept: Document) -> None:
        assert self._plan
        dropped = self._plan.dropped
        again = bool(dropped.merged_into)

        def take_apart(workspace: Workspace) -> str:
            _kept, apart = workspace.merging.take_apart(dropped.id)
            return apart.record.title

        if not again:
            self.sto.offer_undo(take_apart)
        undone = "" if again else " " + _("Ctrl+Z takes them apart.")
        said = _("Merged: “{drop}” into “{keep}”.").format(drop=dropped.record.title, keep=kept.record.title)
        self.sto.say(said + undone, timeout=8)
        self.dismiss()


def keep_apart(shell: Shell, one: Document, other: Document) -> None:
    """Remember that two documents aren't the same, and offer to take that back."""

    def take_back(workspace: Workspace) -> str:
        return workspace.merging.no_longer_apart((one.id, other.id))[0].record.title

    def kept(_documents: object) -> None:
        shell.offer_undo(take_back)
        said = _("Remembered: “{one}” and “{other}” aren't the same. Ctrl+Z takes it back.")
        shell.say(said.format(one=one.record.title, other=other.record.title))

    shell.store(lambda workspace: workspace.merging.keep_apart((one.id, other.id)), kept)
