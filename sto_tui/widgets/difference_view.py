"""The changes of a version as blocks: + for what was added, - for what was removed; never by colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from textual.content import Content

from knowledge.journal.difference import Comparison, Line, changed_fields
from knowledge.journal.settling import is_text
from knowledge.journal.versions import Version
from knowledge.model.kinds import fields_of
from sto_tui.widgets.blocks import Block
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import field_word, stored_line

_STYLES = {"+": "bold $success", "-": "$error", " ": "dim", "…": "dim"}
LINES_SHOWN = 1_000
"""The most lines that are shown of what changed in a text."""


def difference_blocks(version: Version) -> Iterator[Block]:
    """The changes of `version` under a heading; nothing for a version without visible changes."""
    changes = changed_fields(version.before, version.after)
    fields = fields_of(version.kind)
    hidden = {name for name, field in fields.items() if not field.shown}
    shown = [each for each in changes if each.name.partition(".")[0] not in hidden or each.name.endswith(".text")]
    if shown:
        yield Block(Content.styled(_("What changed"), "bold"))
    kind = version.kind
    for each in shown:
        label = field_word(kind, each.name)
        if is_text(kind, each.name):
            yield Block(Content.styled(f"{label}:", "dim"))
            before, after = (value if isinstance(value, str) else "" for value in (each.before, each.after))
            lines = Comparison().lines(before, after)
            yield from (_line(line) for line in islice(lines, LINES_SHOWN))
            if next(lines, None) is not None:
                yield Block(Content.styled(_("… and more: `sto history --json` shows all of it."), "dim"))
        else:
            before, after = (stored_line(kind, each.name, value) for value in (each.before, each.after))
            yield Block(Content(f"{label}: {before} → {after}"), rest=Content("  "))


def _line(line: Line) -> Block:
    mark = Content.styled(f"{line.mark} ", _STYLES[line.mark])
    return Block(Content.styled(safe_line(line.text), _STYLES[line.mark]), mark, Content("  "))
