"""Editing the text of a document in the person's own editor, from a screen."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from knowledge.private_files import EDITOR
from knowledge.problem import Problem
from knowledge.today import today
from sto_tui.external_editor import edit_outside
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from sto_tui.shell import Shell


def edit_body(shell: Shell, document: Document) -> None:
    """Edit the text of `document` outside the app and save it; the file is deleted only once its text is saved."""
    from knowledge.model.fields import Text

    try:
        with shell.suspend():
            edited = edit_outside(shell.home.private, EDITOR, document.id, document.record.body)
    except SuspendNotSupported:
        shell.say(_("No other program can be opened from here."), severity="warning")
        return
    except (Problem, OSError) as error:
        shell.say(shell.in_words(error), severity="error", timeout=15)
        return
    text = Text().parse(edited.text, today())
    if text == document.record.body:
        edited.discard()
        shell.say(_("Nothing changed."))
        return

    def saved(_document: Document) -> None:
        edited.discard()
        shell.say(_("Saved."))

    def failed(error: Exception) -> None:
        kept = _("Your text is in {path}.").format(path=edited.path)
        shell.say(f"{shell.in_words(error)} {kept}", severity="error", timeout=15)

    record = dataclasses.replace(document.record, body=text)
    shell.store(lambda workspace: workspace.save(record, seen=document), saved, failed=failed)
