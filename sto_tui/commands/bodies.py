"""`sto bodies`: who sits where and on whose behalf, who connects, and what hangs on one person."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.output import short_id, width
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.figures.bodies import Seat
    from knowledge.model.region import Region
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "bodies",
        _("who sits in which body and on whose behalf, who connects, and what hangs on one person"),
        run,
        [
            ("sto bodies", _("everybody's seat, with the mandate")),
            ("sto bodies --missing", _("only where nobody wrote down on whose behalf, and what may be promised")),
        ],
    )
    parser.add_argument("--missing", action="store_true", help=_("only the seats without a mandate"))


def run(context: CommandContext) -> None:
    """Run `sto bodies`."""
    from knowledge.figures.bodies import connectors, on_one_person, seats

    region = context.workspace.region(today())
    found = seats(region)
    if context.args.missing:
        missing = [each for each in found if not each.mandate]
        context.answer([_missing_json(region, each) for each in missing], "\n".join(_missing(region, missing)))
        return
    met, one = connectors(region), on_one_person(region)
    value: dict[str, Any] = {
        "seats": [_missing_json(region, each) | {"mandate": each.mandate, "asked": each.asked} for each in found],
        "connectors": [
            {"id": each.person, "name": region.title(each.person), "partners": list(each.partners)} for each in met
        ],
        "one_person": [{"id": each, "title": region.title(each), "person": person} for each, person in one.items()],
    }
    lines = _seats(region, found)
    if met:
        lines += ["", _("Connectors: who met how many partners this and last school year")]
        lines += [f"  {len(each.partners):3}  {safe_line(region.title(each.person))}" for each in met]
    if one:
        lines += ["", _("Hangs on one person:")]
        lines += [f"  {safe_line(region.title(each))} ({short_id(each)}): {safe_line(one[each])}" for each in one]
        lines += _told(_("The checklist “verankeren” helps: `sto checklist start verankeren --company PARTNER`."))
    context.answer(value, "\n".join(lines))


def _missing_json(region: Region, seat: Seat) -> dict[str, Any]:
    return {"id": seat.partner, "title": region.title(seat.partner), "body": seat.body}


def _missing(region: Region, missing: list[Seat]) -> list[str]:
    from knowledge.figures.bodies import MANDATE_QUESTION
    from knowledge.model.vocabulary import BODIES

    if not missing:
        return [_("Of every seat is written down on whose behalf it is.")]
    lines = [f"{safe_line(region.title(each.partner))}: {_(BODIES.label(each.body))}" for each in missing]
    asked = ngettext("{number} seat without a mandate.", "{number} seats without a mandate.", len(missing))
    return [*lines, "", asked.format(number=len(missing)), *_told(_(MANDATE_QUESTION))]


def _seats(region: Region, found: list[Seat]) -> list[str]:
    """Under each body its partners with their mandate, or the question for it."""
    from knowledge.figures.bodies import MANDATE_QUESTION
    from knowledge.model.vocabulary import BODIES

    if not found:
        return [_("Nobody sits in a body yet.")]
    lines: list[str] = []
    body = None
    for seat in found:
        if seat.body != body:
            body = seat.body
            lines.append(safe_line(_(BODIES.label(body))))
        said = safe_line(seat.mandate) or _("no mandate written down")
        seated = f"{safe_line(region.title(seat.partner))}: {said}"
        lines += wrap(seated, width(), initial_indent="? " if seat.asked else "  ", subsequent_indent="    ")
    if any(seat.asked for seat in found):
        lines += ["", *_told(f"? {_(MANDATE_QUESTION)}")]
    return lines


def _told(text: str) -> list[str]:
    return wrap(text, width(), subsequent_indent="  ")
