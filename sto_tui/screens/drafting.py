"""The base of the screens on which somebody writes: what isn't saved is kept as a draft, and offered again."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.timer import Timer

from knowledge.problem import Problem
from sto_tui import drafts
from sto_tui.dialogs.ask import AskScreen
from sto_tui.drafts import Draft, Drafts, LeftDraft, Typed
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

_Result = TypeVar("_Result")

DRAFT_AFTER = 0.5
"""Seconds between a change and the writing of the draft."""


class DraftingScreen(WorkspaceScreen[_Result]):
    """A screen on which something is written about `document`, or about a new record of `kind` without one.

    A subclass says what is `typed` and how to `fill` that in again, calls `edited` at every change, and decides which
    of the drafts that were `left` are its own (`is_mine`).
    """

    MAY_LEAVE: ClassVar[bool] = False

    def __init__(self, kind: str, document: Document | None) -> None:
        super().__init__()
        self._document = document
        self._kind = kind
        self._before: Typed = {}
        self._timer: Timer | None = None
        self._drafts: Drafts | None = None
        self._saving = False

    # -- what a subclass says -----------------------------------------------------------------------------------------

    @property
    def typed(self) -> Typed:
        """What stands on the screen now, by field."""
        raise NotImplementedError

    def fill(self, values: Typed) -> None:
        """Put `values` (from `typed`) on the screen."""
        raise NotImplementedError

    def is_mine(self, draft: Draft) -> bool:
        """Whether `draft`, which is about the same document, was left by a screen like this one."""
        raise NotImplementedError

    def written_on(self, seen: Document) -> None:
        """Take `seen` as the version that the person had before their eyes."""
        self._document = seen

    def action_save(self) -> None:
        """Save what is typed."""
        raise NotImplementedError

    # -- drafts -----------------------------------------------------------------------------------------------------

    def begin_drafting(self, workspace: Workspace) -> None:
        """What is typed now needs no draft; offer the drafts that were left of it earlier."""
        self._before = self.typed
        kept = self._kept(workspace)
        self.background(kept.left, self._found, group="drafts")

    def edited(self) -> None:
        """Keep what is typed, a moment from now."""
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_AFTER, self.keep_draft)

    def keep_draft(self) -> None:
        """Write the draft in the background, if there is anything to keep."""
        self._timer = None
        if self._drafts is not None and self.typed != self._before:
            self._drafts.want(self._draft)
            self.sto.background(self._drafts.write, group="draft")

    def leave(self) -> None:
        """Write the draft at once, because the program ends or the screen is closed; raises `CannotWrite`."""
        if self._drafts is not None and self.typed != self._before:
            self._drafts.want(self._draft)
            self._drafts.write()

    def forget_draft(self) -> None:
        """Remove the draft: what it holds is saved, or isn't wanted."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._drafts is not None:
            self._drafts.want(None)
            self.sto.background(self._drafts.write, group="draft")

    def on_unmount(self) -> None:
        """Leave the draft, if there is one, for the next screen."""
        if self._drafts is not None:
            self._drafts.close()

    def _kept(self, workspace: Workspace) -> Drafts:
        """The draft of this screen."""
        if self._drafts is None:
            document_id = self._document.id if self._document else ""
            self._drafts = Drafts(self.sto.home.private, self._kind, document_id, workspace.place)
        return self._drafts

    @property
    def _draft(self) -> Draft:
        return Draft(self.typed, self._document.heads if self._document else ())

    def _found(self, left: Sequence[LeftDraft]) -> None:
        self._offer([each for each in left if self.is_mine(each.draft) and each.draft.values != self._before])

    def _offer(self, left: list[LeftDraft]) -> None:
        """Ask whether to go on with the first of the drafts that were `left`; the others can be had as well."""
        if not left:
            return
        first, *others = left

        def answered(answer: str | None) -> None:
            if answer == "drop":
                self.sto.background(lambda: drafts.drop_draft(first))
                self._offer(others)
            elif answer == "next":
                self._offer([*others, first])
            else:
                self._take_up(first)

        question = _("You began this earlier and did not save it. Go on with that?")
        answers = [("take", _("Go on with it")), ("drop", _("Throw it away"))]
        answers += [("next", _("Show the next one"))] if others else []
        self.app.push_screen(AskScreen(question, answers, _said_in(first.draft, self._before)), answered)

    def _take_up(self, left: LeftDraft) -> None:
        """Fill in the draft that was `left`, as a change to the version it was written on."""
        draft = left.draft
        self.fill(draft.values)
        workspace, document = self.workspace, self._document
        if workspace is not None:
            kept = self._kept(workspace)
            self.sto.background(lambda: kept.take_over(left), group="draft")
        if workspace is None or document is None or draft.seen == document.heads:
            return

        def use(seen: Document | None) -> None:
            if seen is not None:
                self.written_on(seen)

        self.background(lambda: workspace.as_seen(document.id, draft.seen), use)

    # -- leaving ----------------------------------------------------------------------------------------------------

    def action_back(self) -> None:
        """Close; ask first about unsaved text."""
        if self.typed == self._before:
            self.forget_draft()
            self.dismiss(None)
            return

        def answered(answer: str | None) -> None:
            if answer == "save":
                self.action_save()
            elif answer == "drop":
                self.forget_draft()
                self.dismiss(None)
            elif answer == "later":
                self._leave_draft()

        answers = [
            ("save", _("Save")),
            ("later", _("Keep as a draft")),
            ("drop", _("Throw away")),
            ("on", _("Go on writing")),
        ]
        self.app.push_screen(AskScreen(_("You changed something and did not save it."), answers), answered)

    def _leave_draft(self) -> None:
        """Close and leave the draft; stay when it can't be written, because the text is nowhere else."""
        try:
            self.leave()
        except Problem as refused:
            self.sto.show_error(refused)
        else:
            self.dismiss(None)


def _said_in(draft: Draft, before: Typed) -> str:
    """A line of `draft` that tells which one it is: the first text that isn't as it was `before`."""
    changed = (value for name, value in draft.values.items() if isinstance(value, str) and value != before.get(name))
    said = next((line for value in changed for line in value.splitlines() if line.strip("# ")), "")
    return f"“{shorten(said, 60, placeholder='…')}”" if said else ""
