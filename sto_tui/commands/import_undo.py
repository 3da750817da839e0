"""`sto import --undo`: the last import on this device is taken back."""

from __future__ import annotations

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, tell


def undo_import(context: CommandContext) -> int:
    """Take back the last import here, or with `--preview` tell how much that is. What stays is named."""
    from knowledge.problem import N_, Problem, WrongUse
    from sto_tui.commands.terminal.progress import ProgressLine
    from sto_tui.wording.import_undo import kept_lines, taken_back_text, undo_explained, undo_question

    if context.args.file is not None:
        raise WrongUse(N_("--undo takes back the last import; it goes without a file."))
    imports = context.workspace.imports
    batch = imports.last()
    if batch is None:
        raise Problem(N_("There is no import on this device to take back."))
    if context.args.preview:
        value = {"records": len(batch.records), "time": batch.time.isoformat()}
        context.answer(value, f"{undo_question(batch)} {undo_explained()}")
        return 0
    with ProgressLine() as progress:
        done = imports.take_back(batch, progress)
    kept = [
        {"id": each.document.id, "title": each.document.record.title, "reason": tell(each.reason)} for each in done.kept
    ]
    for line in kept_lines(done.kept):
        context.say(line)
    value = {"deleted": done.deleted, "changed_back": done.changed_back, "kept": kept}
    said = _("`sto restore ID` takes something out of the bin again.")
    context.answer(value, " ".join([taken_back_text(done), *([said] if done.deleted else [])]))
    return 0
