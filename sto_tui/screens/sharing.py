"""The state of sharing, in words: the folder, who was seen when, what is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.widgets.blocks import Block, DocumentView
from sto_tui.wording.dates import show_time
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.plain import safe_line
from sto_tui.wording.titles import taken_back_line, waiting_line

if TYPE_CHECKING:
    from knowledge.sync.status import Status
    from knowledge.workspace import Workspace
    from sto_tui.sharing import SharingState

NOW = UserAction(
    "now", N_("Share now"), N_("Fetches what others wrote and shares what you wrote."), list_keys=("enter",), bar=True
)
BACK_IN = UserAction(
    "restore",
    N_("Put the shared folder back"),
    N_("When the shared folder was emptied: puts everything back from this device."),
    list_keys=("ctrl+t",),
    letters=("r",),
    bar=True,
)


class SharingScreen(WorkspaceScreen[None]):
    """Shows the last known state of sharing, and follows its changes."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, NOW, BACK_IN)
    BINDINGS: ClassVar[list[Any]] = bindings(ACTIONS)
    PLACE: ClassVar[str] = N_("Sharing")
    ABOUT: ClassVar[str] = N_(
        "Your work is always on this device; here you see what the others have of it, and you of them."
    )

    _duplicates = 0

    def body(self) -> Iterable[Widget]:
        """A text to scroll through."""
        with VerticalScroll():
            yield DocumentView()

    def on_mount(self) -> None:
        """Follow sharing."""
        self.watch(self.app, "sharing", self._show, init=False)
        self.query_one(VerticalScroll).focus()

    def load(self, workspace: Workspace) -> None:
        """Show the last known state, and count what may be there twice."""
        self._show()
        self.background(lambda: len(workspace.merging.duplicates()), self._count, group="duplicates")

    def _count(self, duplicates: int) -> None:
        self._duplicates = duplicates
        self._show()

    def _show(self, *_changed: object) -> None:
        blocks = [*sharing_blocks(self.sto.sharing), *duplicate_blocks(self._duplicates)]
        self.query_one(DocumentView).show(blocks)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer putting back for a lost folder only."""
        if action == "restore":
            return self.sto.sharing.lost
        return super().check_action(action, parameters)

    def action_now(self) -> None:
        """Share now."""
        self.sto.action_sync()

    def action_restore(self) -> None:
        """Put the folder back."""
        self.sto.action_restore_folder()


def sharing_blocks(sharing: SharingState) -> Iterator[Block]:
    """The state of sharing as blocks."""
    yield Block(Content.styled(_("Sharing"), "bold"))
    if sharing.problem:
        yield Block(Content.styled(f"⚠ {safe_line(sharing.problem)}", "bold"), above=1)
    if sharing.status is not None:
        yield from _facts(sharing.status)
        yield from _peers(sharing.status)
        yield from _in_the_way(sharing.status)


def _facts(status: Status) -> Iterator[Block]:
    facts = [
        (_("Folder"), status.folder),
        (_("Not shared yet"), str(status.unpublished)),
        (_("Last shared"), show_time(status.last_sync) if status.last_sync else _("never")),
        (_("With a choice to make"), str(status.conflicts)),
    ]
    for number, (label, value) in enumerate(facts):
        yield Block(Content(safe_line(value)), Content(f"{label}:".ljust(26)), Content(" " * 26), above=not number)


def _peers(status: Status) -> Iterator[Block]:
    yield Block(Content.styled(_("Seen"), "bold"), above=1)
    if not status.peers:
        yield Block(Content(_("nobody yet")))
    for peer in status.peers:
        device = safe_line(peer.device or peer.replica)
        yield Block(
            Content(f"{safe_line(peer.author)} · {device} · {show_time(peer.seen)}"), Content("· "), Content("  ")
        )


def _in_the_way(status: Status) -> Iterator[Block]:
    lines = [f"{item.path}: {tell(item.reason)}" for item in status.set_aside]
    lines += [_("The clock of {replica} is more than a day ahead.").format(replica=name) for name in status.ahead]
    lines += [waiting_line(*each) for each in status.waiting]
    lines += [taken_back_line(status.taken_back)] if status.taken_back else []
    if lines:
        yield Block(Content.styled(_("To look at"), "bold"), above=1)
    for line in lines:
        yield Block(Content(safe_line(line)), Content("⚠ "), Content("  "))


def duplicate_blocks(number: int) -> Iterator[Block]:
    """How many pairs of records may be one and the same, as blocks."""
    if number:
        told = ngettext(
            "{number} pair that may be one and the same partner or person: Ctrl+P, “Twice the same?”",
            "{number} pairs that may be one and the same partner or person: Ctrl+P, “Twice the same?”",
            number,
        )
        yield Block(Content(told.format(number=number)), Content("≈ "), Content("  "), above=1)
