"""`sto cofin check`: what an accountant would still ask of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.cofin.registers import period_argument, register_meant
from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.figures.cofinancing import Cofinancing
    from knowledge.work.warning import Caution
    from sto_tui.commands.verbs import Verbs

_NAMED = 5
"""The most lines that are named below a question."""


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "check",
        _("what an accountant would still ask: evidence, dates, rates, KvK numbers, changes after closing"),
        run,
        [
            ("sto cofin check", _("of the period that today is in, and of lines in no period")),
            ('sto cofin check --period "STO 2025-2028" --json', _("of another period, for a script")),
        ],
    )
    period_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto cofin check`."""
    from knowledge.figures.ledger_check import ledger_check
    from sto_tui.commands.terminal.output import write
    from sto_tui.wording.cautions import caution_as_json

    register = register_meant(context)
    found = ledger_check(register, context.workspace.changed_after_closing())
    context.answer([caution_as_json(each) for each in found], lambda: write("\n".join(_told(register, found))))


def _told(register: Cofinancing, found: Sequence[Caution]) -> Iterator[str]:
    """Each question once, with the lines about which it is."""
    from sto_tui.commands.terminal.output import indented
    from sto_tui.wording.cautions import caution_line

    if not found:
        yield _("Nothing is left to ask.")
    by_text: dict[str, list[str]] = {}
    for each in found:
        by_text.setdefault(caution_line(each), []).extend(each.about)
    lines = {each.line.id: each.line for each in (*register.lines, *register.outside)}
    for text, about in by_text.items():
        yield from indented(text, "  ", "")
        ids = [line_id for line_id in dict.fromkeys(about) if line_id in lines]
        for line in (lines[line_id] for line_id in ids[:_NAMED]):
            day = f"{line.date:%d-%m}" if line.date else "–"
            partner = safe_line(register.region.title(line.partner)) or _("(unknown)")
            yield from indented(f"{day}  {partner} · {line.id}", "      ", "    ")
        if (more := len(ids) - _NAMED) > 0:
            yield "    " + ngettext("and {number} more", "and {number} more", more).format(number=more)
