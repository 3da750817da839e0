"""`sto history`: list every version of a record, and what each one changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.terminal.output import cut, write
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.difference import Comparison
    from knowledge.journal.versions import Version
    from sto_tui.commands.verbs import Verbs

LINES_PRINTED = 200
"""The most lines that are shown of what a version changed."""


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "history",
        _("show every version of a record, oldest first"),
        run,
        [("sto history 7f3a9c21", _("who changed what, and when"))],
    )
    id_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto history`."""
    document = context.document(context.args.id)
    versions = context.workspace.history(document.id)
    if context.json:
        context.answer(_as_json(versions), "")
    else:
        write(_as_text(document.kind, versions))


def _as_json(versions: Sequence[Version]) -> list[dict[str, Any]]:
    """The versions of a document as JSON, oldest first."""
    from knowledge.journal.difference import changed_fields
    from sto_tui.commands.view import iso

    return [
        {
            "version": step.ref,
            "time": iso(step.time),
            "author": step.author,
            "replica": step.replica,
            "set": dict(step.set),
            "changes": [
                {"field": each.name, "before": each.before, "after": each.after}
                for each in changed_fields(step.before, step.after)
            ],
        }
        for step in versions
    ]


def _as_text(kind: str, versions: Sequence[Version]) -> str:
    """The versions of a document as text to read, oldest first."""
    from knowledge.journal.difference import Comparison
    from sto_tui.wording.dates import show_time

    comparison = Comparison()
    return "\n".join(
        "\n".join(
            [
                f"{show_time(step.time)}  {safe_line(step.author)}  {_fields_set(kind, step)}",
                f"    {step.ref}",
                *_shortened(_differences(kind, step, comparison)),
            ]
        )
        for step in versions
    )


def _shortened(lines: Iterator[str]) -> Iterator[str]:
    """The first of `lines`; nobody reads thousands of them, and printing them would hold up the rest."""
    yield from islice(lines, LINES_PRINTED)
    if next(lines, None) is not None:
        yield "    " + _("… and more: `sto history --json` shows all of it.")


def _differences(kind: str, step: Version, comparison: Comparison) -> Iterator[str]:
    """The lines that say what a version changed; for long texts, the lines that differ."""
    from knowledge.journal.difference import changed_fields
    from knowledge.journal.settling import is_text
    from knowledge.model.kinds import fields_of
    from sto_tui.commands.view import bulky
    from sto_tui.wording.words import field_word, stored_line

    hidden, declared = bulky(kind), fields_of(kind)
    for each in changed_fields(step.before, step.after):
        label = field_word(kind, each.name) if each.name in declared else safe_line(each.name)
        if is_text(kind, each.name):
            before, after = (value if isinstance(value, str) else "" for value in (each.before, each.after))
            yield f"    {label}:"
            for line in comparison.lines(before, after):
                yield f"      {line.mark} {safe_line(line.text)}".rstrip()
        elif each.name not in hidden:
            before, after = (cut(stored_line(kind, each.name, value), 60) for value in (each.before, each.after))
            yield f"    {label}: {before} → {after}"


def _fields_set(kind: str, step: Version) -> str:
    from sto_tui.wording.words import field_word

    if "deleted" in step.set:
        return _("put in the bin") if step.set["deleted"] else _("taken out of the bin")
    heads = dict.fromkeys(name.partition(".")[0] for name in step.set)
    return ", ".join(field_word(kind, name) for name in heads)
