"""The history of a document: who changed what when, and every version to read and put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.widgets.option_list import Option

from knowledge.model.kinds import linked_ids
from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.ask import AskScreen
from sto_tui.screens.browse import BrowseScreen, Preview
from sto_tui.widgets.difference_view import difference_blocks
from sto_tui.widgets.record_view import record_blocks
from sto_tui.wording.dates import show_time
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import field_word

if TYPE_CHECKING:
    from knowledge.journal.versions import Version
    from knowledge.workspace import Workspace

PUT_BACK = UserAction(
    "put_back", N_("Put back this version"), N_("Makes the selected version the present one; nothing is lost."),
    list_keys=("enter",), bar=True, palette=False,
)  # fmt: skip


class HistoryScreen(BrowseScreen):
    """Lists the versions of `document_id`, latest first, with a preview of the selected one."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, PUT_BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK,))
    PLACE: ClassVar[str] = N_("History")
    ABOUT: ClassVar[str] = N_("Every version, latest first. Enter puts the selected one back; the others stay here.")

    def __init__(self, document_id: str) -> None:
        super().__init__()
        self._document_id = document_id
        self._versions: dict[str, Version] = {}

    def load(self, workspace: Workspace) -> None:
        """Read the versions."""
        self.background(lambda: workspace.history(self._document_id), self._read, group="history")

    def _read(self, versions: Sequence[Version]) -> None:
        self._versions = {version.ref: version for version in reversed(versions)}
        self.fill({"list": [Option(_line(version), ref) for ref, version in self._versions.items()]})

    def preview(self, workspace: Workspace, wanted: str) -> Callable[[], Preview] | None:
        """The changes of the version, and the document as it was then."""
        version = self._versions.get(wanted)
        if version is None:
            return None

        def read() -> Preview:
            document = version.document
            names = workspace.titles(linked_ids(document.record))
            return Preview(wanted, [*difference_blocks(version), *record_blocks(document, names)])

        return read

    def action_open(self) -> None:
        """Put the selected version back, as Enter does."""
        self.action_put_back()

    def action_put_back(self) -> None:
        """Make the selected version the present one, after the person confirms."""
        version = self._versions.get(self.selected_id)
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
    words = dict.fromkeys(field_word(version.kind, name) for name in version.set if name != "deleted")
    if "deleted" in version.set:
        words[_("to the bin") if version.set["deleted"] else _("out of the bin")] = None
    who = f"{show_time(version.time)} · {safe_line(version.author)}"
    return Content.assemble((who, "bold"), (f"\n  {', '.join(words)}", "dim"))
