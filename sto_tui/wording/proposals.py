"""What a file that comes back proposes to change, in words ("Datum: was 30-03-2027, wordt 31-03-2027") and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.exchange.directory import Store
    from knowledge.exchange.import_report import ImportReport, ProposedRow


def proposed_lines(report: ImportReport, store: Store, agreed: bool) -> Iterator[str]:
    """A line for each change that is proposed, and then what makes them, unless a person `agreed`."""
    from sto_tui.wording.words import field_word

    for each in report.proposed:
        changes = (
            _("{field}: was {before}, becomes {after}").format(
                field=field_word(each.record.kind, name), before=_quoted(before), after=_quoted(after)
            )
            for name, before, after in _changes(each, store)
        )
        yield f"{safe_line(each.seen.record.title)} · {' · '.join(changes)}"
    if report.more_proposed:
        more = ngettext("And {number} more like these.", "And {number} more like these.", report.more_proposed)
        yield more.format(number=report.more_proposed)
    if report.proposed and not agreed:
        number = len(report.proposed) + report.more_proposed
        text = ngettext(
            "{number} change is proposed and was not made: `sto import FILE --yes` makes it.",
            "{number} changes are proposed and were not made: `sto import FILE --yes` makes them.",
            number,
        )
        yield text.format(number=number)


def proposed_as_json(report: ImportReport) -> list[dict[str, Any]]:
    """Every change that is proposed, with what each field was and becomes, as it is stored."""
    from knowledge.model import codec

    found = []
    for each in report.proposed:
        before, after = codec.encode(each.seen.record), codec.encode(each.record)
        changes = {name: {"was": before.get(name, ""), "becomes": after.get(name, "")} for name in each.fields}
        found.append({"row": each.where, "id": each.record.id, "title": each.seen.record.title, "changes": changes})
    return found


def _changes(proposed: ProposedRow, store: Store) -> Iterator[tuple[str, str, str]]:
    from knowledge.model.kinds import fields_of, linked_ids
    from sto_tui.wording.words import shown

    names = store.titles((*linked_ids(proposed.seen.record), *linked_ids(proposed.record)))
    for name in proposed.fields:
        field = fields_of(proposed.record.kind)[name]
        before, after = (shown(field, getattr(each, name), names) for each in (proposed.seen.record, proposed.record))
        yield name, before, after


def _quoted(text: str) -> str:
    line = safe_line(", ".join(text.splitlines()))
    return (f"“{line}”" if " " in line else line) if line else _("empty")
