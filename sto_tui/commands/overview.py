"""`sto overview`: how the region stands today, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.cofin.status import cofinancing_as_json
from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.figures.overview import Overview
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    verbs.add(
        "overview",
        _("how the region stands today, on one page: what is late, what comes, cofinancing, coverage, relations"),
        run,
        [
            ("sto overview", _("what to look at today")),
            ("sto overview --json", _("the same for a script, with the ids of the records")),
        ],
    )


def run(context: CommandContext) -> None:
    """Run `sto overview`."""
    from knowledge.figures.overview import Overview
    from knowledge.today import today
    from sto_tui.commands.terminal.output import width, write
    from sto_tui.wording.overview import overview_lines

    workspace, day = context.workspace, today()
    overview = Overview(workspace.cofinancing(day))
    if context.json:
        context.answer(overview_as_json(overview, workspace.changed_after_closing()), "")
    else:
        write("\n".join(overview_lines(overview, workspace.plan_check(day), width())))


def overview_as_json(overview: Overview, late: list[str]) -> dict[str, Any]:
    """The overview as JSON; `late` are the ids of lines of the register that were changed after closing."""
    from knowledge.work.school_calendar import year_label
    from sto_tui.commands.approach.add import load_as_json

    region, relations = overview.region, overview.relations
    return {
        "day": overview.day.isoformat(),
        "school_year": year_label(region.this_school_year),
        "overdue_actions": list(overview.overdue_actions),
        "to_close": list(overview.to_close),
        "next_four_weeks": list(overview.next_four_weeks),
        "until": overview.coming_until.isoformat(),
        "silent": list(overview.silent),
        "load": [
            {"id": each.partner, "title": region.title(each.partner), **load_as_json(each)} for each in overview.load
        ],
        "not_now": list(overview.not_now),
        "gaps": list(overview.coverage.gaps),
        "coverage": dict(overview.coverage.region),
        "embedding": dict(overview.embedding),
        "done": overview.done_this_year,
        "activities": {kind: dict(counts) for kind, counts in overview.activities.items()},
        "lessons_new": len(overview.new_lessons),
        "lessons_used": len(overview.uses),
        "uses_open": len(overview.open_uses),
        "requests_open": len(overview.open_requests),
        "oversubscribed": len(overview.oversubscribed),
        "doubly_confirmed": list(overview.doubly_confirmed),
        "proposals": [each.partner for each in relations.proposals],
        "unsupported": list(relations.unsupported),
        "mean": dict(relations.mean_per_stage),
        "deadlines": [
            {"date": each.day.isoformat() if each.day else each.typed, "what": each.what} for each in overview.deadlines
        ],
        "kept_too_long": list(overview.kept_too_long),
        "people_to_erase": [each.person.id for each in overview.people_to_erase],
        "cofin": cofinancing_as_json(overview.register, late),
    }
