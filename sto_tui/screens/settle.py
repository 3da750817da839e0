"""Two people wrote different things in one field: the screen shows the versions, and the person chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from knowledge.journal.difference import differing_words
from knowledge.journal.document import Document, Sibling
from knowledge.journal.settling import both, can_hold_both, is_text, marked
from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.widgets.blocks import Block, DocumentView
from sto_tui.wording.dates import show_time
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.words import field_word, stored_words

BOTH = UserAction(
    "both",
    N_("Keep both"),
    N_("Keeps all versions in one; lines that are the same once."),
    list_keys=("f8",),
    letters=("b",),
    bar=True,
)
COMBINE = UserAction(
    "combine",
    N_("Combine"),
    N_("Opens all versions as one text to edit."),
    list_keys=("ctrl+e",),
    letters=("e",),
    bar=True,
)

MOST_VERSIONS = 4
"""The most versions that stand side by side."""


class SettleScreen(WorkspaceScreen[None]):
    """Goes through the fields of `document` that have several values, one after another."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, BOTH, COMBINE)
    BINDINGS: ClassVar[list[Any]] = bindings(ACTIONS)
    PLACE: ClassVar[str] = N_("Choose a version")
    ABOUT: ClassVar[str] = N_(
        "Two people changed the same thing without seeing each other's. Choose which one holds, keep both, or combine "
        "them; what isn't chosen stays in the history."
    )
    CSS_PATH = "settle.tcss"

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._field = next(iter(document.conflicts))
        self._busy = False

    def body(self) -> Iterable[Widget]:
        """The name of the field above its values."""
        field = field_word(self._document.kind, self._field)
        title = safe_line(self._document.record.title)
        yield Static(f"⚠ {field}: {title}", id="field", markup=False)
        with Horizontal(id="versions"):
            for number, sibling in enumerate(self._siblings[:MOST_VERSIONS]):
                with Vertical(classes="version"):
                    yield Static(Content.styled(self._who(sibling), "bold"), classes="who")
                    yield Button(_("This one holds"), id=f"version-{number}", compact=True)
                    with VerticalScroll(can_focus=False):
                        yield DocumentView(self._blocks(sibling, {}))

        if (more := len(self._siblings) - MOST_VERSIONS) > 0:
            text = ngettext(
                "{number} more version: `sto conflicts` shows it, and keeping both keeps it too.",
                "{number} more versions: `sto conflicts` shows them, and keeping both keeps them too.",
                more,
            )
            yield Static(text.format(number=more), id="more", markup=False)

    def _who(self, sibling: Sibling) -> str:
        """Who wrote a version, when, on which device."""
        status = self.sto.sharing.status
        devices = {peer.replica: peer.device for peer in status.peers} if status else {}
        here = status is not None and sibling.replica == status.replica
        device = _("this device") if here else devices.get(sibling.replica) or sibling.replica
        return f"{safe_line(sibling.author)} · {show_time(sibling.time)} · {safe_line(device)}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer combining for texts only, and keeping both only for fields that allow it."""
        if action == "combine":
            texts = all(isinstance(each.value, str) for each in self._siblings)
            return texts and is_text(self._document.kind, self._field)
        if action == "both":
            return can_hold_both(self._document.kind, self._field, self._siblings)
        return super().check_action(action, parameters)

    def action_both(self) -> None:
        """Keep all versions."""
        self._settle(both(self._document.kind, self._field, self._siblings))

    def action_combine(self) -> None:
        """Let the person make one text of all versions."""
        from sto_tui.screens.combine import CombineScreen

        def combined(settled: Document | None) -> None:
            if settled is not None:
                self._settled(settled)

        text = marked([(self._who(each), each.value) for each in self._siblings])
        self.app.push_screen(CombineScreen(self._document, self._field, text), combined)

    @property
    def _siblings(self) -> tuple[Sibling, ...]:
        return self._document.conflicts[self._field]

    def on_mount(self) -> None:
        """Focus the first button, and read the titles of links."""
        self.query(Button).first().focus()
        workspace = self.workspace
        if workspace is None:
            return
        values = [sibling.value for sibling in self._siblings]
        ids = [item for value in values for item in (value if isinstance(value, list) else [value])]
        wanted = [item for item in ids if isinstance(item, str)]
        self.background(lambda: workspace.titles(wanted), self._name_links, group="names")

    def _name_links(self, names: Mapping[str, str]) -> None:
        for view, sibling in zip(self.query(DocumentView), self._siblings, strict=False):
            view.show(self._blocks(sibling, names))

    def _blocks(self, sibling: Sibling, names: Mapping[str, str]) -> list[Block]:
        """The value of `sibling`, with the words marked that aren't in all versions."""
        kind, name = self._document.kind, self._field
        shown = self._siblings[:MOST_VERSIONS]
        others = [_in_words(kind, name, each.value, names) for each in shown if each is not sibling]
        return value_blocks(_in_words(kind, name, sibling.value, names), others)

    @on(Button.Pressed)
    def _choose(self, event: Button.Pressed) -> None:
        self._settle(self._siblings[int((event.button.id or "-0").rpartition("-")[2])].value)

    def _settle(self, value: Any) -> None:
        if self._busy:
            return
        self._busy = True
        self.sto.store(
            lambda workspace: workspace.settle(self._document, self._field, value), self._settled, failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.sto.show_error(error)

    def _settled(self, document: Document) -> None:
        self.sto.say(_("Settled. What was not chosen stays in the history."))
        self.dismiss()
        if document.conflicts:
            self.app.push_screen(SettleScreen(document))


def value_blocks(text: str, others: Sequence[str]) -> list[Block]:
    """The lines of `text` as blocks; words that differ from one of `others` are bold in reverse."""
    if not text:
        return [Block(Content(_("(empty)")))]
    whole = Content.assemble(
        *((piece, "bold reverse" if differs else "") for piece, differs in differing_words(text, others))
    )
    return [Block(line) for line in whole.split("\n")]


def _in_words(kind: str, name: str, value: Any, names: Mapping[str, str]) -> str:
    return safe(value) if is_text(kind, name) and isinstance(value, str) else stored_words(kind, name, value, names)
