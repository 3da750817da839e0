"""Which file to read in: asked for, looked at, and asked once more when it can't be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.exchange.choosing import downloads_folder
from knowledge.exchange.format import Format, format_of, readable
from knowledge.exchange.source import check_there
from knowledge.importing import ImportOrder
from knowledge.problem import N_, Problem, WrongUse
from sto_tui.dialogs.open_file import OpenFileScreen
from sto_tui.screens.importing import ImportScreen
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.shell import Shell


def choose_import(shell: Shell, begun: str = "", wrong: str = "") -> None:
    """Ask which file to read in, and show what would come of it; what can't be read is asked once more."""
    formats = readable()
    suffixes = {suffix for each in formats.values() for suffix in each.suffixes}
    pages = {suffix for each in formats.values() if each.page for suffix in each.suffixes}

    def answered(typed: str | None) -> None:
        if typed:
            shell.background(lambda: _checked(typed, formats), lambda found: opened(typed, *found))

    def opened(typed: str, chosen: Format | None, problem: Problem | None) -> None:
        if chosen is None:
            choose_import(shell, typed, shell.in_words(problem) if problem else "")
        else:
            shell.push_screen(ImportScreen(ImportOrder(file=typed, format=chosen, agreed=True)))

    title = _("Which file do you want to read in?")
    start = begun or f"{downloads_folder()}/"
    shell.push_screen(OpenFileScreen(title, start, suffixes, pages, wrong), answered)


def _checked(typed: str, formats: dict[str, Format]) -> tuple[Format | None, Problem | None]:
    """The format of the file that was `typed`, or why it can't be read."""
    try:
        check_there(typed)
        return format_of(typed, None, formats), None
    except WrongUse:
        known = sorted({suffix for each in formats.values() for suffix in each.suffixes})
        text = N_("sto can't read this kind of file. It reads {suffixes}.")
        return None, Problem(text, suffixes=", ".join(known))
    except Problem as problem:
        return None, problem
