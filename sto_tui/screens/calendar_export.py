"""The calendar file (.ics) of what the year plan shows: where to keep it, writing it, and saying where it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.exchange.own_documents import documents_folder
from knowledge.model.folding import fold
from knowledge.model.records.activity import Activity
from knowledge.model.typed.periods import DayRange
from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of
from knowledge.work.school_calendar import year_label
from knowledge.work.school_year_plan import Whose, is_in_calendar
from sto_tui.dialogs.file_name import FileNameScreen
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

_BEGINS_WITH = b"BEGIN:VCALENDAR"
_SUFFIX = ".ics"


@dataclass(frozen=True)
class CalendarPart:
    """What of the jaarkalender is meant: `whose`, in which school `year`, and the `name` of that school or partner."""

    whose: Whose
    year: DayRange
    name: str = ""

    @property
    def file_name(self) -> str:
        """What its file is called."""
        words = re.findall(r"[a-z0-9]+", fold(f"{year_label(self.year)} {self.name}"))
        return "-".join(["jaarplan", *words]) + _SUFFIX

    def has(self, activity: Activity) -> bool:
        """Whether `activity` is in it."""
        return is_in_calendar(activity, self.whose, self.year)


def export_calendar(shell: Shell, part: CalendarPart, told: Callable[[str], None]) -> None:
    """Ask where to keep the file of `part`, write it, and tell where it is by `told`.

    What could not be written is asked once more, with the path as it was typed.
    """
    title = _("A calendar file (.ics) of {year}").format(year=year_label(part.year))
    heading = f"{title} · {safe_line(part.name)}" if part.name else title
    about = _("Outlook, Google and others read it. Keeping it again under the same name brings it up to date.")

    def ask(proposed: str, wrong: str = "") -> None:
        shell.push_screen(FileNameScreen(heading, proposed, about, wrong), answered)

    def answered(typed: str | None) -> None:
        workspace = shell.workspace
        if typed and workspace is not None:
            shell.background(lambda: attempt(workspace, typed), lambda found: written(typed, *found))

    def attempt(workspace: Workspace, typed: str) -> tuple[str, Exception | None]:
        try:
            return write_calendar(workspace, part, typed), None
        except Problem as refused:
            return "", refused

    def written(typed: str, text: str, refused: Exception | None) -> None:
        if refused is not None:
            ask(typed, shell.in_words(refused))
        else:
            told(text)

    ask(str(documents_folder() / part.file_name))


def write_calendar(workspace: Workspace, part: CalendarPart, typed: str) -> str:
    """Write the file of `part` to the path that was `typed`, and return what was written where; raises `Problem`."""
    from knowledge.exchange.export import exported, to_file
    from knowledge.exchange.format import Wording
    from knowledge.exchange.formats import icalendar
    from sto_tui.wording.words import kinds_word

    try:
        path = Path(typed).expanduser()
        path = path / part.file_name if path.is_dir() else path.with_name(_with_suffix(path.name))
        _refuse_other_file(path)
        documents = (
            (document, titles)
            for document, titles in exported(workspace, icalendar.FORMAT.kinds)
            if isinstance(document.record, Activity) and part.has(document.record)
        )
        wording = Wording(workspace.name, _, kinds_word, workspace.id, workspace.times_set)
        number = to_file(path, icalendar.FORMAT, documents, wording)
    except (OSError, RuntimeError, ValueError) as error:  # a home that nobody has, a name that can't be one
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise Problem(N_("{file} can't be written: {reason}"), file=typed, reason=reason) from error
    text = ngettext("{number} activity in {file}", "{number} activities in {file}", number)
    return text.format(number=number, file=path)


def _with_suffix(name: str) -> str:
    return name if name.casefold().endswith(_SUFFIX) else name + _SUFFIX


def _refuse_other_file(path: Path) -> None:
    """Refuse to take the place of a file that is no calendar; raises `Problem` and `OSError`."""
    if not path.exists():
        return
    with path.open("rb") as file:
        if not file.read(len(_BEGINS_WITH)).startswith(_BEGINS_WITH):
            raise Problem(N_("{file} is there already and is no calendar. Choose another name."), file=str(path))
