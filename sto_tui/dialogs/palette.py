"""The palette: a list to search of everything one can do on the screen behind it."""

from __future__ import annotations

from typing import Any

from sto_tui.actions import UserAction, actions_everywhere
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.sto_screen import StoScreen
from sto_tui.wording.i18n import _


def actions_of(screen: StoScreen[Any]) -> list[UserAction]:
    """The actions that are available on `screen` now, its own first."""
    own = [action for action in screen.ACTIONS if screen.check_action(action.name, ()) is not False]
    return [*own, *actions_everywhere(has_space=screen.sto.has_space)]


def palette(screen: StoScreen[Any]) -> PickScreen:
    """The palette for `screen`; it answers with the id of the action to run."""
    choices = [
        Suggestion(action.id, _(action.label), _(action.help), action.key)
        for action in actions_of(screen)
        if action.palette
    ]
    return PickScreen(_("What do you want to do?"), choices, placeholder=_("Type a command"))
