"""`sto relations`: the stages that the facts speak for, how embedded each partner is, and who was silent for long."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.output import short_id, width
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.figures.relations import Relations
    from knowledge.model.region import Region
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    verbs.add(
        "relations",
        _("how the relations stand: stages to reconsider, how embedded partners are, who is silent"),
        run,
        [
            ("sto relations", _("proposals from what was written down; `sto relation accept` takes one over")),
            ("sto relations --json", _("the same for a script")),
        ],
    )


def run(context: CommandContext) -> None:
    """Run `sto relations`."""
    from knowledge.figures.relations import Relations

    region = context.workspace.region(today())
    relations = Relations(region)
    context.answer(_as_json(relations), "\n".join(_lines(region, relations)))


def _as_json(relations: Relations) -> dict[str, Any]:
    from knowledge.figures.relations import proposal_reason

    return {
        "proposals": [
            {
                "id": each.partner,
                "from": each.begins,
                "to": each.to,
                "because": tell(each.because),
                "text": tell(proposal_reason(each)),
            }
            for each in relations.proposals
        ],
        "unsupported": list(relations.unsupported),
        "embedded": {
            partner: {"score": each.score, "parts": list(each.parts)} for partner, each in relations.embedded.items()
        },
        "silent": list(relations.silent),
        "mean": dict(relations.mean_per_stage),
    }


def _lines(region: Region, relations: Relations) -> list[str]:
    from knowledge.figures.relations import proposal_reason
    from sto_tui.wording.network import stage_word

    def name(partner: str) -> str:
        return f"{safe_line(region.title(partner))} ({short_id(partner)})"

    lines: list[str] = []
    for each in relations.proposals:
        lines += _told(f"{name(each.partner)}: {tell(proposal_reason(each))}")
    lines += _told(_accepting()) if relations.proposals else [_("There is nothing to propose.")]
    if relations.unsupported:
        lines += ["", *_told(_("Called recurring or structural, with nothing done written down this and last year:"))]
        lines += [f"  {name(each)}" for each in relations.unsupported]
        lines.append(_("That is to talk about, and no step down."))
    if relations.silent:
        lines += ["", _("Silent for long:")]
        lines += [f"  {_months(relations, each)}  {name(each)}" for each in relations.silent]
    if relations.embedded:
        lines += ["", *_told(_("How embedded, 0 to 100: years + kinds + place + to and fro + anchored"))]
        for partner, found in relations.embedded.items():
            parts = " + ".join(str(part) for part in found.parts)
            lines.append(f"  {found.score:3} = {parts:22} {safe_line(region.title(partner))}")
        means = ", ".join(f"{stage_word(stage)} {mean}" for stage, mean in relations.mean_per_stage.items())
        lines += _told(_("Mean per stage: {means}").format(means=means)) if means else []
    return lines


def _accepting() -> str:
    return _("`sto relation accept PARTNER` takes a proposal over; nothing changes by itself.")


def _months(relations: Relations, partner: str) -> str:
    months = relations.months_silent(partner) or 0
    return ngettext("{number} month", "{number} months", months).format(number=months)


def _told(text: str) -> list[str]:
    return wrap(text, width(), subsequent_indent="  ", break_long_words=False)
