"""The partners and persons that may be one and the same; Enter shows two side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.problem import N_
from knowledge.work.duplicates import distinction
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.filters import linkable
from sto_tui.dialogs.pick import PickScreen
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.screens.merge import DIFFER, MergeScreen, keep_apart
from sto_tui.widgets.options import show_options
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import loose_reason

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.merging import Duplicates
    from knowledge.workspace import Workspace

COMPARE = UserAction(
    "compare",
    N_("Side by side"),
    N_("Shows both side by side, to merge them."),
    list_keys=("enter",),
    bar=True,
    palette=False,
)
WITH_OTHER = UserAction(
    "with_other", N_("With another"), N_("Chooses another one that is the same, and shows both side by side."),
    letters=("o",), bar=True,
)  # fmt: skip


@dataclass(frozen=True)
class Alike:
    """A line of the list: two documents, how sure it is that they are one and why, in words.

    When they are `merged` already, something about that has to be looked at.
    """

    first: Document
    second: Document
    because: str
    merged: bool = False

    @property
    def id(self) -> str:
        """What the line is known by."""
        return f"{self.first.id}|{self.second.id}"


@dataclass(frozen=True)
class AlikeList:
    """The lines of the list, and the titles of what the documents in it link to."""

    lines: Sequence[Alike]
    titles: Mapping[str, str]


def read_duplicates(workspace: Workspace, about: str = "") -> AlikeList:
    """The duplicates among all records; with `about`, those of that document."""
    lines = [each for each in _lines(workspace.merging.duplicates()) if about in ("", each.first.id, each.second.id)]
    records = [document.record for each in lines for document in (each.first, each.second)]
    return AlikeList(lines, workspace.titles(link for record in records for link in record.linked_partners))


def _lines(found: Duplicates) -> Iterable[Alike]:
    for loose in found.loose:
        yield Alike(loose.kept, loose.dropped, loose_reason(loose.kept.kind, loose.late), merged=True)
    for pair in found.pairs:
        yield Alike(pair.first, pair.second, f"{_(pair.sure.label)}: {_(pair.because)}")


class DuplicatesScreen(WorkspaceScreen[None]):
    """Lists what may be one and the same: everything, or what may be the same as the document `about`."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, COMPARE, DIFFER, WITH_OTHER)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK, DIFFER, WITH_OTHER))
    PLACE: ClassVar[str] = N_("Twice the same?")
    ABOUT: ClassVar[str] = N_(
        "Partners and persons that may have been entered twice, the surest first. Nothing is merged unless you say so, "
        "and what is merged can be taken apart again."
    )
    CSS_PATH = "duplicates.tcss"

    def __init__(self, about: Document | None = None) -> None:
        super().__init__()
        self._about = about
        self._found: dict[str, Alike] = {}

    def body(self) -> Iterable[Widget]:
        """The list, or a line that says that nothing looks like one and the same."""
        yield Static("", id="empty", markup=False)
        yield OptionList(id="list", markup=False)

    def load(self, workspace: Workspace) -> None:
        """Look for duplicates."""
        about = self._about.id if self._about else ""
        self.background(lambda: read_duplicates(workspace, about), self._show, group="list")

    def _show(self, found: AlikeList) -> None:
        self._found = {each.id: each for each in found.lines}
        options = self.query_one("#list", OptionList)
        show_options(options, [Option(_line(each, found.titles), each.id) for each in found.lines])
        empty = self.query_one("#empty", Static)
        empty.update(self._nothing)
        empty.display = not found.lines
        options.display = bool(found.lines)
        if found.lines:
            options.focus()
        self.refresh_bindings()

    @property
    def _nothing(self) -> str:
        if self._about is None:
            return _("No two partners or persons look like one and the same.")
        said = _("Nothing looks like the same as “{title}”. If you know of one that is: o chooses it.")
        return said.format(title=safe_line(self._about.record.title))

    @property
    def selected(self) -> Alike | None:
        """The line under the cursor."""
        option = self.query_one("#list", OptionList).highlighted_option
        return self._found.get(option.id or "") if option else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the line under the cursor."""
        if action in (COMPARE.id, DIFFER.id):
            return self.selected is not None and not (action == DIFFER.id and self.selected.merged)
        if action == WITH_OTHER.id:
            return self._about is not None
        return super().check_action(action, parameters)

    @on(OptionList.OptionHighlighted, "#list")
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#list")
    def action_compare(self) -> None:
        """Show the two side by side."""
        if self.selected is not None:
            self.app.push_screen(MergeScreen(self.selected.first.id, self.selected.second.id))

    def action_differ(self) -> None:
        """Remember that the two differ."""
        if self.selected is not None:
            keep_apart(self.sto, self.selected.first, self.selected.second)

    def action_with_other(self) -> None:
        """Let the person choose what is the same, and show both side by side."""
        workspace, about = self.workspace, self._about
        if workspace is None or about is None:
            return

        def chosen(answers: tuple[Any, ...] | None) -> None:
            if answers:
                self.app.push_screen(MergeScreen(about.id, str(answers[0])))

        def source(text: str) -> list[Any]:
            return [each for each in linkable(workspace, about.kind, text) if each.code != about.id]

        question = _("Which one is the same as “{title}”?").format(title=safe_line(about.record.title))
        self.app.push_screen(PickScreen(question, source=source), chosen)


def _line(alike: Alike, titles: Mapping[str, str]) -> Content:
    sign = "  ←  " if alike.merged else "  ≈  "
    names = (_name(alike.first, titles), sign, _name(alike.second, titles))
    return Content.assemble(*names, (f"\n  {alike.because}", "dim"))


def _name(document: Document, titles: Mapping[str, str]) -> str:
    facts = (document.record.title or _("(no title)"), distinction(document.record, titles))
    return safe_line(" · ".join(filter(None, facts)))
