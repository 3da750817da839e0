"""How the app writes: in the background, with undo for what was deleted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from knowledge.problem import Problem
from sto_tui.syncing import SyncMixin
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.deleting import told_of_deletion, what_is_at_stake
from sto_tui.wording.i18n import _
from sto_tui.wording.undoing import BACK_AGAIN, UNDONE

if TYPE_CHECKING:
    from knowledge.guard.checking import PupilHit
    from knowledge.home import Home
    from knowledge.journal.document import Document
    from knowledge.work.deleting import AtStake
    from knowledge.work.warning import Caution
    from knowledge.workspace import Workspace

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, eq=False)
class _Undoable:
    """Something that Ctrl+Z takes back, `since` when, with the question that comes first."""

    since: float
    job: Callable[[Workspace], str]
    said: str
    question: str
    about: str


def _not_yet(hits: Sequence[PupilHit]) -> str:
    """Nothing is saved before the person was asked about `hits`."""
    from knowledge.guard.checking import PupilFound

    raise PupilFound(hits)


class WritingMixin(SyncMixin):
    """A mixin for an app that saves for its screens, signals all of them, and shares."""

    def __init__(self, home: Home, sync_every: float) -> None:
        super().__init__(home, sync_every)
        self._undoing: list[_Undoable] = []

    def store(
        self,
        job: Callable[[Workspace], _Answer],
        then: Callable[[_Answer], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `job`, which writes, in the background; afterwards all screens read again and sharing starts.

        `then` gets the answer. `failed` gets the error, and gives back what was typed; without it, the app shows
        the error.
        """
        self._store(job, then, failed, "")

    def _store(
        self,
        job: Callable[[Workspace], _Answer],
        then: Callable[[_Answer], None] | None,
        failed: Callable[[Exception], None] | None,
        reason: str,
    ) -> None:
        """As `store`; text about a pupil that `job` would save is kept for `reason`, or the person is asked first."""
        from knowledge.guard.deciding import deciding
        from knowledge.work.hearing import hearing
        from sto_tui.wording.cautions import caution_line

        workspace = self.workspace
        if workspace is None:
            self.say(_("One moment: the space is still being opened."))
            return

        heard: list[Caution] = []

        def attempt() -> tuple[_Answer | None, Exception | None]:
            try:
                with deciding(lambda hits, _strict: reason or _not_yet(hits)), hearing(heard.append):
                    return job(workspace), None
            except Exception as error:
                return None, error

        def stored(outcome: tuple[Any, Exception | None]) -> None:
            answer, error = outcome
            if error is not None:
                if not self._asks_about_pupils(error, lambda why: self._store(job, then, failed, why), failed):
                    (failed or self.show_error)(error)
                return
            if then is not None:
                then(answer)
            for caution in heard:
                self.say(caution_line(caution), severity="warning", timeout=15)
            self.changed.publish(None)
            self.action_sync()

        self.background(attempt, stored)

    def _asks_about_pupils(
        self, error: Exception, keep: Callable[[str], None], failed: Callable[[Exception], None] | None
    ) -> bool:
        """Whether `error` is about text about pupils; it then asks to change it (with `failed`), or why to keep it."""
        from knowledge.guard.checking import PupilFound

        if not isinstance(error, PupilFound):
            return False
        from knowledge.model.codec import FieldProblem
        from knowledge.saving import Invalid
        from sto_tui.dialogs.guard import GuardScreen

        hits = error.hits

        def answered(reason: str | None) -> None:
            if reason:
                keep(reason)
            elif failed is not None:
                failed(
                    Invalid([FieldProblem(hit.field, Problem(hit.reason.text, **hit.reason.values)) for hit in hits])
                )
            else:
                self.say(_("Nothing was saved."))

        self.push_screen(GuardScreen(hits, changing=failed is not None), answered)
        return True

    def delete(self, document: Document, then: Callable[[], None] | None = None, *, asked: bool = False) -> None:
        """Put `document` in the bin and show how to get it back.

        What isn't the person's own alone is asked about first, unless that was `asked` already.
        """
        workspace = self.workspace
        if workspace is None:
            self.say(_("One moment: the space is still being opened."))
            return

        def decide(stake: AtStake) -> None:
            if stake and not asked:
                self._ask_to_delete(document, stake, then)
            else:
                self._delete(document, stake, then)

        self.background(lambda: workspace.at_stake(document.id), decide)

    def _ask_to_delete(self, document: Document, stake: AtStake, then: Callable[[], None] | None) -> None:
        from sto_tui.dialogs.ask import AskScreen

        def answered(answer: str | None) -> None:
            if answer == "delete":
                self._delete(document, stake, then)

        answers = [("stay", _("Leave it")), ("delete", _("To the bin"))]
        about = what_is_at_stake(document, stake)
        self.push_screen(AskScreen(_("Put this in the bin, for everybody?"), answers, about), answered)

    def _delete(self, document: Document, stake: AtStake, then: Callable[[], None] | None) -> None:
        def deleted(gone: Document) -> None:
            self.offer_undo(lambda workspace: workspace.restore(gone.id).record.title, BACK_AGAIN)
            said = _("Deleted: “{title}”. Ctrl+Z puts it back.").format(title=gone.record.title)
            cautions = [caution_line(each) for each in stake.cautions]
            self.say(" ".join(filter(None, (said, told_of_deletion(gone.kind, stake.linking), *cautions))), timeout=8)
            if then is not None:
                then()

        self.store(lambda workspace: workspace.delete(document.id), deleted)

    def offer_undo(
        self, job: Callable[[Workspace], str], said: str = UNDONE, *, question: str = "", about: str = ""
    ) -> None:
        """Let Ctrl+Z run `job`, which undoes what was just done and returns its name in words.

        `said` is the message id of what to say then, with the name as ``{title}``. With a `question`, the person is
        asked first, with more `about` it.
        """
        self._undoing.append(_Undoable(time.monotonic(), job, said, question, about))

    @property
    def undoable_since(self) -> float:
        """When what Ctrl+Z takes back now was done (`time.monotonic`); less than 0 when there is nothing."""
        return self._undoing[-1].since if self._undoing else -1.0

    def action_undo(self) -> None:
        """Undo what was done last in this session and can be undone."""
        if not self._undoing:
            self.say(_("There is nothing to take back. The bin (Ctrl+P) holds what was deleted earlier."))
            return
        last = self._undoing[-1]
        if not last.question:
            self._undo(last)
            return
        from sto_tui.dialogs.ask import AskScreen

        def answered(answer: str | None) -> None:
            if answer == "undo" and last in self._undoing:
                self._undo(last)

        answers = [("stay", _("Leave it")), ("undo", _("Take back"))]
        self.push_screen(AskScreen(last.question, answers, last.about), answered)

    def _undo(self, last: _Undoable) -> None:
        self._undoing.remove(last)

        def failed(error: Exception) -> None:
            self._undoing.append(last)  # it can be tried again
            self.show_error(error)

        self.store(last.job, lambda title: self.say(_(last.said).format(title=title)), failed=failed)
