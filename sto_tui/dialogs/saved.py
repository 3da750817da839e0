"""The saved searches: choose one, save the present search, or delete one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import OptionList

from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.wording.filters import in_words
from sto_tui.wording.i18n import _, ngettext

if TYPE_CHECKING:
    from knowledge.saved_searches import SavedSearch
    from knowledge.search.query.query import Query
    from knowledge.workspace import Workspace

DROP = UserAction("drop", N_("Drop"), N_("Drops the saved search; Ctrl+Z puts it back."), keys=("f9",), bar=True)


class SavedScreen(PickScreen):
    """A dialog that answers with the name of a saved search, or with a `Made` name under which to save `query`."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (DROP, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((DROP, BACK))

    def __init__(self, workspace: Workspace, query: Query) -> None:
        something = in_words(query, {}) != in_words(type(query)(), {})
        super().__init__(
            _("Saved searches"),
            make=_("Keep what you search for now as “{text}”") if something else "",
            source=self._saved,
            placeholder=_("Type a name to keep what you search for now") if something else "",
            hint=_("Enter chooses · F9: drop · Esc: back"),
            nothing=""
            if something
            else _("No search is kept yet. Search for something first, then press F6 to keep it."),
        )
        self._of = workspace

    def _saved(self, text: str) -> Sequence[Suggestion]:
        searches = self._of.saved_searches
        return [
            Suggestion(saved.name, saved.name, self._note(saved, len(searches.news(saved))))
            for saved in searches.all()
            if text.casefold().strip() in saved.name.casefold()
        ]

    def _note(self, saved: SavedSearch, new: int) -> str:
        what = in_words(saved.query, self._of.titles(saved.query.linked))
        return " · ".join([*([ngettext("{number} new", "{number} new", new).format(number=new)] if new else []), what])

    def action_drop(self) -> None:
        """Delete the saved search under the cursor."""
        option = self.query_one("#choices", OptionList).highlighted_option
        choice = self._shown.get(option.id or "") if option else None
        if choice is None:
            return
        workspace = self._of

        def dropped(saved: SavedSearch) -> None:
            self.sto.offer_undo(lambda workspace: workspace.saved_searches.put(saved).name)
            self.sto.say(_("Dropped: “{title}”. Ctrl+Z puts it back.").format(title=saved.name), timeout=8)
            self.dismiss(None)

        self.background(lambda: workspace.saved_searches.forget(choice.code), dropped, group="drop")
