"""What the region agreed on, and for whom the person works: to read, and to change."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.problem import N_, UnknownId
from knowledge.today import today
from knowledge.work.settings import Setting, every_setting
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.screens.acting import EDIT, HISTORY, OPEN, ActingScreen
from sto_tui.screens.approaching import ask_on_behalf
from sto_tui.screens.taking_back import offer_to_take_back
from sto_tui.widgets.blocks import HEADING
from sto_tui.widgets.options import show_options
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import shown

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

_LABEL, _VALUE = 34, 28
_FOR_WHOM = "for"
CHANGE = UserAction(
    "open", OPEN.label, N_("Opens the form, or asks for whom you work."), keys=("enter",), palette=False
)


class _Read(NamedTuple):
    settings: Settings
    document: Document | None
    on_behalf: str


class SettingsScreen(ActingScreen):
    """Every setting as it holds, and whether the region chose it."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, EDIT, HISTORY, CHANGE)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK, EDIT, HISTORY))
    PLACE: ClassVar[str] = N_("Settings")
    ABOUT: ClassVar[str] = N_(
        "What the region agreed on, for everybody in the space: Enter or e opens the form; an empty field has its "
        "default again. For whom you work is asked on the first line, and stays on this device."
    )
    CSS_PATH: ClassVar[Any] = "settings.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._read: _Read | None = None

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Static("", id="told", markup=False)
        yield OptionList(id="list", markup=False)

    def load(self, workspace: Workspace) -> None:
        """Read the settings."""

        def read() -> _Read:
            region, own = workspace.region(today()), workspace.on_behalf
            document: Document | None = None
            with suppress(UnknownId):  # nothing was set yet
                document = workspace.get(SETTINGS_ID)
            return _Read(region.own_settings, document, region.title(own) or workspace.on_behalf_as_said)

        self.background(read, self._show, group="reading settings")

    def _show(self, read: _Read) -> None:
        self._read = read
        self.query_one("#told", Static).update(_("Everybody in the space has these settings; the first line is yours."))
        whom = safe_line(read.on_behalf) or _("not said yet")
        own = Content.assemble(
            f"{_('For whom you work'):{_LABEL}} ", (whom, "bold"), ("  " + _("on this device"), "dim")
        )
        options = [Option(own, _FOR_WHOM)]
        table = ""
        for each in every_setting(read.settings):
            name, dot, _key = each.name.partition(".")
            if dot and name != table:
                table = name
                options.append(Option(Content.styled(_(each.field.label), HEADING), disabled=True))
            options.append(Option(_line(each), each.name))
        listed = self.query_one("#list", OptionList)
        show_options(listed, options)
        listed.focus()
        self.refresh_bindings()

    @property
    def current_id(self) -> str:
        """The id of the settings."""
        return SETTINGS_ID

    @property
    def current(self) -> Document | None:
        """The settings, if any were chosen."""
        return self._read.document if self._read else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the history once there is one."""
        if action == HISTORY.id:
            return self.current is not None
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Change what is under the cursor."""
        option = self.query_one("#list", OptionList).highlighted_option
        if option is not None and option.id == _FOR_WHOM:
            if self.workspace is not None:
                ask_on_behalf(self.sto, self.workspace, self.load_now)
        else:
            self.action_edit()

    def action_edit(self) -> None:
        """Open the form on the settings."""
        if self._read is None:
            return
        before = self._read.document
        self.sto.edit(
            self._read.settings,
            before,
            lambda saved: offer_to_take_back(self.sto, saved, before.record if before else None),
        )


def _line(setting: Setting) -> Content:
    """The name of a setting, its value, and whether the region chose it."""
    _table, _dot, key = setting.name.partition(".")
    label = f"· {safe_line(key)}" if key else _(setting.field.label)
    value = _value(setting) or "–"
    said = _("chosen") if setting.is_set else _("default")
    return Content.assemble(
        f"{label:{_LABEL}} ", (f"{value:{_VALUE}}", "bold" if setting.is_set else ""), (said, "dim")
    )


def _value(setting: Setting) -> str:
    if setting.value in (None, ""):
        return ""
    if "." in setting.name:
        return safe_line(str(setting.value))
    return safe_line(shown(setting.field, setting.value, {}))
