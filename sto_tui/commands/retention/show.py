"""`sto retention`: the people and sign-ups kept for as long as was agreed, which are proposed for erasure."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.figures.overview import Overview


def run(context: CommandContext) -> None:
    """Run `sto retention`."""
    from knowledge.figures.overview import Overview
    from knowledge.today import today

    overview = Overview(context.workspace.cofinancing(today()))
    context.answer(_as_json(overview), "\n".join(_lines(overview)))


def _as_json(overview: Overview) -> dict[str, Any]:
    from knowledge.model.typed.periods import whole_months
    from sto_tui.wording.retention import contact_reason

    region = overview.region
    people = [
        {
            "id": each.person.id,
            "title": each.person.title,
            "partners": list(each.person.partners),
            "last_contact": each.day.isoformat(),
            "months": whole_months(each.day, overview.day),
            "because": contact_reason(region, each),
            "source": each.source,
            "in_bin": each.person.id in region.binned_people,
        }
        for each in overview.people_to_erase
    ]
    return {"months": region.settings.retention_months, "people": people, "signups": list(overview.kept_too_long)}


def _lines(overview: Overview) -> Iterator[str]:
    from sto_tui.commands.terminal.output import short_id, width
    from sto_tui.wording.retention import every_kept, kept_for

    def told(text: str) -> list[str]:
        return wrap(text, width(), subsequent_indent="  ", break_long_words=False)

    months = overview.region.settings.retention_months
    assert months is not None
    yield from told(kept_for(months))
    found = list(every_kept(overview))
    if not found:
        yield _("Nobody and nothing is kept longer than that.")
        return
    for each in found:
        yield from told(f"{each.text} ({short_id(each.id)})")
    yield ""
    yield from told(
        _("Nothing is erased by itself. `sto erase ID` erases one; `sto retention keep ID` keeps somebody until a day.")
    )
