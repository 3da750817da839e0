"""The frame around every screen: the modes above, the status line and the keys below."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from sto_tui.actions import EVERYWHERE, UserAction, mode_action
from sto_tui.modes import MODES
from sto_tui.shell import Shell, shell_of
from sto_tui.wording.dates import show_recent
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from sto_tui.sharing import SharingState


_LEAST_NAME = 8
"""The columns that the name of a space needs at least."""


def link(text: Content | str, action: str) -> Content:
    """`text` as a link that runs `action` when clicked."""
    content = Content(text) if isinstance(text, str) else text
    return content.stylize(Style.from_meta({"@click": action}))


class ModeTabs(Static):
    """The modes, clickable, the current one in brackets and reversed; the name of the space at the right."""

    def on_mount(self) -> None:
        self.watch(self.app, "workspace", self._redraw, init=False)

    def _redraw(self) -> None:
        self.refresh()

    def render(self) -> Content:
        shell = shell_of(self)
        left = _tabs(shell)
        room = _room_for_name(left, self.size.width)
        if not room:
            return left
        name = safe_line(shell.workspace.name) if shell.workspace else ""
        title = Content.styled(name, "dim").truncate(room, ellipsis=True)
        return Content.assemble(left, " " * (room - title.cell_length), title)


def _tabs(shell: Shell) -> Content:
    tabs: list[Content] = []
    for mode in MODES:
        action = mode_action(mode)
        label = f" {action.key} {_(action.label)} "
        here = mode.name == shell.current_mode
        tabs.append(
            link(Content.styled(f"[{label.strip()}]" if here else label, "bold reverse" if here else ""), action.id)
        )
    return Content("").join(tabs)


def _room_for_name(tabs: Content, width: int) -> int:
    """The columns for the name of the space beside `tabs`; 0 where that is too little."""
    room = width - tabs.cell_length - 1
    return room if room >= _LEAST_NAME else 0


class StatusLine(Static):
    """The state of sharing in words: the folder, what isn't shared yet, the last time, what is in the way.

    Where the tabs leave no room for the name of the space, it stands here in place of the folder.
    """

    def on_mount(self) -> None:
        self.watch(self.app, "sharing", self._redraw, init=False)
        self.watch(self.app, "workspace", self._redraw, init=False)
        shell_of(self).changed.subscribe(self, self._redraw)  # another day may have begun

    def _redraw(self, *_: object) -> None:
        self.refresh()

    def render(self) -> Content:
        shell = shell_of(self)
        if shell.workspace is None:
            return Content(_("Opening…"))
        above = _room_for_name(_tabs(shell), self.size.width)
        return sharing_line(shell.sharing, PurePath(shell.workspace.place).name if above else shell.workspace.name)

    def on_click(self) -> None:
        """Open the screen about sharing."""
        shell_of(self).action_sharing()


def sharing_line(sharing: SharingState, place: str) -> Content:
    """The status line for `sharing` with `place`: the name of the folder, or of the space."""
    if sharing.lost:
        return Content.assemble(
            ("⚠ ", "bold"), _("The shared folder is empty or gone; your work is safe. Ctrl+P: Sharing")
        )
    if sharing.problem:
        return Content.assemble(("⚠ ", "bold"), safe_line(sharing.problem))
    parts = [safe_line(place) or _("no shared folder")]
    status = sharing.status
    if status is not None:
        if status.unpublished:
            text = ngettext("{number} change not shared yet", "{number} changes not shared yet", status.unpublished)
            parts.append(text.format(number=status.unpublished))
        elif not sharing.busy and not status.taken_back:
            parts.append(_("everything shared"))
        if status.last_sync:
            parts.append(_("last {time}").format(time=show_recent(status.last_sync)))
        if status.conflicts:
            text = ngettext("⚠ {number} with two versions", "⚠ {number} with two versions", status.conflicts)
            parts.append(text.format(number=status.conflicts))
        if status.taken_back:
            parts.append(_("⚠ what you share doesn't stay there"))
        if status.set_aside:
            text = ngettext("⚠ {number} file unreadable", "⚠ {number} files unreadable", len(status.set_aside))
            parts.append(text.format(number=len(status.set_aside)))
    if sharing.reading is not None:
        parts.append(_("reading {percent} %").format(percent=round(100 * sharing.reading)))
    if sharing.busy:
        parts.append(_("sharing…"))
    return Content(" · ".join(parts))


class KeyBar(Widget):
    """The keys that matter on a screen with `actions` and work where the cursor is, clickable; as many as fit, help and
    the palette always."""

    def __init__(self, actions: Iterable[UserAction]) -> None:
        super().__init__()
        self._actions = tuple(actions)

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> Content:
        always = [action for action in EVERYWHERE if action.name in ("help", "palette")]
        last = Content("").join(key_hint(action) for action in always)
        room = self.size.width - last.cell_length
        typing = isinstance(self.screen.focused, Input | TextArea)
        shown: list[Content] = []
        for action in self._actions:
            if not action.bar or (typing and not action.keys) or self.screen.check_action(action.name, ()) is False:
                continue
            hint = key_hint(action, typing=typing)
            if hint.cell_length > room:
                break
            room -= hint.cell_length
            shown.append(hint)
        return Content.assemble(*shown, " " * max(room, 0), last)


def key_hint(action: UserAction, *, typing: bool = False) -> Content:
    """One clickable entry of the key bar: the key that works while the person is `typing` or not, and the label."""
    where = action.id if "." in action.id else f"screen.{action.id}"
    return link(Content.assemble((f" {action.key_now(typing=typing)} ", "bold $accent"), f"{_(action.label)} "), where)
