"""User actions, each declared once: key bindings, the key bar, the palette and the help screen derive from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, replace

from textual.binding import Binding

from knowledge.problem import N_
from sto_tui.modes import MODES, Mode
from sto_tui.wording.i18n import _


@dataclass(frozen=True)
class UserAction:
    """Something a person can do on a screen.

    `id` is a Textual action (``new`` runs ``action_new`` of the screen, ``app.quit`` that of the app). `label` and
    `help` are message ids, translated where they are shown. `keys` always work, even while typing, so an action on the
    record in front has none of `TEXT_KEYS` among them. `list_keys` work only while no text field has the focus.
    `letters` do too, and only on screens that have no box to type in (`beside_a_box`). `bar` puts it in the key bar,
    `palette` in the list of Ctrl+P. With `by_letter`, the key bar shows the first letter wherever that works. Of what
    works on every screen, `without_space` is what works at the first start as well.
    """

    id: str
    label: str
    help: str
    _: KW_ONLY
    keys: tuple[str, ...] = ()
    list_keys: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    bar: bool = False
    palette: bool = True
    by_letter: bool = False
    without_space: bool = False

    @property
    def name(self) -> str:
        """The id without namespace and arguments, as passed to `check_action`."""
        return self.id.rpartition(".")[2].partition("(")[0]

    @property
    def every_key(self) -> tuple[str, ...]:
        """All keys, those that always work first."""
        return (*self.keys, *self.list_keys, *self.letters)

    @property
    def key(self) -> str:
        """The first key, as printed on a keyboard; empty when there is none."""
        return key_label((*self.every_key, "")[0])

    def key_now(self, *, typing: bool) -> str:
        """The key for the key bar, while the person is `typing` or not."""
        return key_label(self.letters[0]) if self.by_letter and self.letters and not typing else self.key

    @property
    def key_names(self) -> str:
        """All keys, as printed on a keyboard."""
        return ", ".join(key_label(key) for key in self.every_key)


def beside_a_box(*actions: UserAction) -> tuple[UserAction, ...]:
    """`actions` for a screen with a box: there a letter is always typed in the box, and never acts."""
    return tuple(replace(action, letters=()) for action in actions)


SHARED_KEYS = frozenset({"ctrl+z"})
"""Keys with the same meaning in a text field; there, the text field handles them."""


def bindings(actions: Iterable[UserAction]) -> list[Binding]:
    """The Textual bindings of `actions`. Ctrl and Alt keys among `keys` get priority: a text field has them too, or
    would take the letter."""
    return [
        Binding(key, action.id, action.label, show=False, priority=key in action.keys and _goes_first(key))
        for action in actions
        for key in action.every_key
    ]


def _goes_first(key: str) -> bool:
    return key.startswith(("ctrl+", "alt+")) and key not in SHARED_KEYS


KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Del",
    "space": N_("Space bar"),
    "question_mark": "?",
    "slash": "/",
    "down": "↓",
    "up": "↑",
    "right": "→",
}


def key_label(key: str) -> str:
    """`key` as printed on a keyboard: "ctrl+f" becomes "Ctrl+F"."""
    if key in KEY_NAMES:
        return _(KEY_NAMES[key])
    if len(key) == 1:
        return key
    return "+".join(part.upper() if len(part) < 4 and part != "alt" else part.capitalize() for part in key.split("+"))


BACK = UserAction("back", N_("Back"), N_("Back to where you came from."), keys=("escape",), bar=True, palette=False)


def mode_action(mode: Mode) -> UserAction:
    """The action that goes to `mode`."""
    return UserAction(f"app.mode('{mode.name}')", mode.label, mode.help, keys=(mode.key,))


EVERYWHERE = (
    UserAction(
        "app.help",
        N_("Help"),
        N_("What you can do here, and with which keys."),
        keys=("f1",),
        list_keys=("question_mark",),
        without_space=True,
    ),
    *(mode_action(mode) for mode in MODES),
    UserAction(
        "app.palette",
        N_("Commands"),
        N_("Everything you can do here, in one list."),
        keys=("ctrl+p",),
        palette=False,
        without_space=True,
    ),
    UserAction("app.undo", N_("Undo"), N_("Takes back what you did last."), keys=("ctrl+z",)),
    UserAction(
        "app.checklist",
        N_("Begin a checklist"),
        N_("Chooses one of all checklists, those of your region included, and walks through it."),
    ),
    UserAction(
        "app.new_action",
        N_("New action"),
        N_("Writes down something to do, about the partner or the meeting in front."),
        keys=("f12",),
    ),
    UserAction("app.trash", N_("Bin"), N_("What was deleted; you can put it back.")),
    UserAction("app.sync", N_("Share now"), N_("Fetches what others wrote and shares what you wrote.")),
    UserAction("app.conflicts", N_("Two versions"), N_("What two people changed at once, to choose what holds.")),
    UserAction(
        "app.duplicates",
        N_("Twice the same?"),
        N_("Partners and persons that may be one and the same, to merge them or to say that they differ."),
    ),
    UserAction(
        "app.hour_sheets",
        N_("Hour sheets"),
        N_("Enters a pile of hour sheets in the register of cofinanciering, one after another."),
    ),
    UserAction(
        "app.import_file",
        N_("Read in a file"),
        N_("Partners, people and more from Excel, CSV, contacts, a calendar or notes. You see first what would come."),
        keys=("alt+i",),
    ),
    UserAction(
        "app.undo_import",
        N_("Take back what was read in"),
        N_("Takes back the last file that was read in on this device, but for what was changed since."),
    ),
    UserAction(
        "app.retention",
        N_("Kept too long (AVG)"),
        N_("The people without contact for as long as the region keeps contact data: to erase, or to keep."),
    ),
    UserAction("app.settings", N_("Settings"), N_("What the region agreed on, and for whom you work.")),
    UserAction(
        "app.on_behalf", N_("For whom you work"), N_("Who signs up and calls on partners; only on this device.")
    ),
    UserAction("app.sharing", N_("Sharing"), N_("Where sharing stands: who was seen when, and what is in the way.")),
    UserAction(
        "app.restore_folder",
        N_("Put the shared folder back"),
        N_("When the shared folder was emptied: puts everything back from this device."),
    ),
    UserAction(
        "app.language", N_("Nederlands / English"), N_("Changes the language of the screens."), without_space=True
    ),
    UserAction("app.theme", N_("Light / dark"), N_("Changes the colours of the screen."), without_space=True),
    UserAction(
        "app.quit", N_("Quit"), N_("Closes the program; everything is saved."), keys=("ctrl+q",), without_space=True
    ),
)
"""Actions that work on every screen, in the order of the help screen."""

NEED_A_SPACE = tuple(action for action in EVERYWHERE if not action.without_space)
"""Those of `EVERYWHERE` that wait until a space was chosen at the first start."""


def actions_everywhere(*, has_space: bool) -> tuple[UserAction, ...]:
    """Those of `EVERYWHERE` that work now."""
    return tuple(action for action in EVERYWHERE if has_space or action not in NEED_A_SPACE)
