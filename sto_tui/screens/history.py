"""The history of a document: who wrote what when, and every version to read and put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from knowledge.model.kinds import linked_ids
from knowledge.problem import N_
from sto_tui.actions import BACK, Action, bindings
from sto_tui.dialogs.ask import AskScreen
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.widgets.blocks import DocumentView
from sto_tui.widgets.difference_view import difference_blocks
from sto_tui.widgets.record_view import record_blocks
from sto_tui.wording.dates import show_time
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import field_word

if TYPE_CHECKING:
    from knowledge.journal.document import Version
    from knowledge.workspace import Workspace

PUT_BACK = Action(
    "put_back", N_("Put back this version"), N_("Makes the selected version the present one; nothing is lost."),
    (), ("enter",), bar=True, palette=False,
)  # fmt: skip


class HistoryScreen(WorkspaceScreen[None]):
    """The versions of `document_id`, latest first, one previewed."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (BACK, PUT_BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK,))
    PLACE: ClassVar[str] = N_("History")
    ABOUT: ClassVar[str] = N_("Every version, latest first. Enter puts the selected one back; the others stay here.")
    CSS_PATH = "history.tcss"

    def __init__(self, document_id: str) -> None:
        super().__init__()
        self._document_id = document_id
        self._versions: dict[str, Version] = {}

    def body(self) -> Iterable[Widget]:
        """The versions beside the selected one."""
        with Horizontal(id="columns"):
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="preview", can_focus=False):
                yield DocumentView()

    def load(self, workspace: Workspace) -> None:
        """Read the versions."""
        self.background(lambda: workspace.history(self._document_id), self._show, group="history")

    def _show(self, versions: Sequence[Version]) -> None:
        self._versions = {version.ref: version for version in reversed(versions)}
        options = self.query_one("#list", OptionList)
        options.set_options(Option(_line(version), ref) for ref, version in self._versions.items())
        options.highlighted = 0
        options.focus()

    @on(OptionList.OptionHighlighted, "#list")
    def _preview(self, event: OptionList.OptionHighlighted) -> None:
        workspace, version = self.workspace, self._versions.get(event.option.id or "")
        if workspace is None or version is None:
            return

        def show(names: Mapping[str, str]) -> None:
            self.query_one(DocumentView).show([*difference_blocks(version), *record_blocks(version.document, names)])

        self.background(lambda: workspace.titles(linked_ids(version.document.record)), show, group="preview")

    @on(OptionList.OptionSelected, "#list")
    def action_put_back(self) -> None:
        """Make the selected version the present one, after a question."""
        option = self.query_one("#list", OptionList).highlighted_option
        version = self._versions.get(option.id or "") if option else None
        if version is None:
            return

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.sto.store(
                    lambda workspace: workspace.restore(self._document_id, version.ref), lambda _done: self.close()
                )

        question = _("Put back the version of {time} by {author}?").format(
            time=show_time(version.time), author=safe_line(version.author)
        )
        self.app.push_screen(AskScreen(question, [("yes", _("Put back")), ("no", _("No"))]), answered)


def _line(version: Version) -> Content:
    words = dict.fromkeys(field_word(version.document.kind, name) for name in version.set if name != "deleted")
    if "deleted" in version.set:
        words[_("to the bin") if version.set["deleted"] else _("out of the bin")] = None
    who = f"{show_time(version.time)} · {safe_line(version.author)}"
    return Content.assemble((who, "bold"), (f"\n  {', '.join(words)}", "dim"))
