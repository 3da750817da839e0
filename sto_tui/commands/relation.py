"""`sto relation accept`: take over the stage that the facts speak for."""

from __future__ import annotations

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.verbs import Verbs
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line


def declare(verbs: Verbs) -> None:
    """Add the verb, and the one below it."""
    parser = verbs.add(
        "relation",
        _("take over a proposed stage of a relation"),
        None,
        [('sto relation accept "Van Rossum"', _("the stage that `sto relations` proposes"))],
    )
    accept = Verbs(parser, "step", required=True).add(
        "accept",
        _("take over the stage that is proposed for a partner"),
        run,
        [('sto relation accept "Van Rossum"', _("the stage that `sto relations` proposes"))],
    )
    accept.add_argument("partner", metavar=_("PARTNER"), help=_("the name, a part of it, or the id"))


def run(context: CommandContext) -> None:
    """Run `sto relation accept`; raises `Problem` when nothing is proposed for the partner."""
    import dataclasses

    from knowledge.figures.relations import Relations
    from knowledge.model.records.partner import Partner
    from knowledge.problem import N_, Problem
    from sto_tui.wording.network import stage_word

    workspace = context.workspace
    seen = workspace.get(context.partner(context.args.partner))
    proposals = Relations(workspace.region(today())).proposals
    proposal = next((each for each in proposals if each.partner == seen.id), None)
    if proposal is None:
        raise Problem(
            N_("Nothing is proposed for “{title}”. `sto relations` shows the proposals."), title=seen.record.title
        )
    assert isinstance(seen.record, Partner)
    workspace.save(dataclasses.replace(seen.record, stage=proposal.to), seen=seen)
    said = _("{title}: {to} (was {begins}).")
    text = said.format(
        title=safe_line(seen.record.title), to=stage_word(proposal.to), begins=stage_word(proposal.begins)
    )
    context.answer({"id": seen.id, "from": proposal.begins, "to": proposal.to}, text)
