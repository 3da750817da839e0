"""The state of sharing, and the outcome of one round, as values that any screen may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.problem import Problem
from sto_tui.wording.i18n import tell

if TYPE_CHECKING:
    from knowledge.sync.status import Status
    from knowledge.workspace import Workspace


@dataclass(frozen=True)
class SharingState:
    """What the status line shows: the last known `status`, whether sharing is `busy`, a `problem` in words, whether the
    folder is `lost` (it has no space any more), and the share of a large space read so far (`reading`, 0 to 1)."""

    status: Status | None = None
    busy: bool = False
    problem: str = ""
    lost: bool = False
    reading: float | None = None


@dataclass(frozen=True)
class Exchanged:
    """The outcome of a round of sharing: whether there is `news` to show, the `status`, a `problem` in words."""

    news: bool
    status: Status
    problem: str
    lost: bool


def exchange(workspace: Workspace, *, restore_folder: bool = False) -> Exchanged:
    """Share with the folder. If it can't be used, the answer says so; nothing is raised."""
    from knowledge.sync.folder import FolderLost

    problem, lost = "", False
    try:
        workspace.sync(restore_folder=restore_folder)
    except Problem as trouble:
        problem, lost = tell(trouble), isinstance(trouble, FolderLost)
    # Changes that the command line wrote on this device are news too, whether or not the folder can be reached.
    return Exchanged(workspace.refresh(), workspace.status(), problem, lost)
