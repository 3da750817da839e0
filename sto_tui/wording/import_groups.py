"""What an import does or would do, as groups of rows with a heading each, for the screen that opens them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import bounds
from knowledge.model.kinds import about
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.import_preview import (
    column_meaning,
    column_name,
    kinds_counted,
    left_over,
    place_of_row,
    resembling_line,
)
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import field_word, kind_word

if TYPE_CHECKING:
    from knowledge.exchange.came_in import ImportedRow
    from knowledge.exchange.columns import Columns
    from knowledge.exchange.format import Format
    from knowledge.exchange.import_report import ImportReport

COLUMN_GROUP = "columns"
"""The group of the columns of a table; its lines can be changed, and are in the order of the columns."""


@dataclass(frozen=True)
class ImportGroup:
    """A heading with a number, the lines under it, and how many `more` there are that aren't told; `code` names it."""

    code: str
    heading: str
    lines: tuple[str, ...] = ()
    more: int = 0


def import_groups(
    report: ImportReport, columns: Columns | None, chosen: Format, proposed: Sequence[str], *, done: bool
) -> list[ImportGroup]:
    """What `report` tells, what there is of anything, the most important first; `proposed` has a line for each change
    that a file which comes back proposes. When it is `done`, it tells what was done."""
    groups = [*_came_in(report, chosen, done=done), *_doubtful(report, chosen, done=done)]
    if proposed:
        number = len(proposed) + report.more_proposed
        heading = ngettext("{number} proposed change", "{number} proposed changes", number).format(number=number)
        groups.insert(1, ImportGroup("proposed", heading, tuple(proposed), report.more_proposed))
    groups += _left(report)
    if columns is not None:
        groups += _columns(columns)
    return groups


def _came_in(report: ImportReport, chosen: Format, *, done: bool) -> Iterator[ImportGroup]:
    new = report.added + report.partners
    text = ngettext("{number} added", "{number} added", new) if done else ngettext("{number} new", "{number} new", new)
    heading = text.format(number=new)
    if len(report.kinds) > 1:
        heading = f"{heading} ({', '.join(kinds_counted(report))})"
    fresh = [_row_line(row, chosen) for row in report.rows if row.is_new]
    yield ImportGroup("new", heading, tuple(fresh), max(0, new - len(fresh)))
    changed = [_row_line(row, chosen) for row in report.rows if not row.is_new]
    if report.changed:
        heading = _("{number} changed").format(number=report.changed)
        yield ImportGroup("changed", heading, tuple(changed), max(0, report.changed - len(changed)))
    if report.restored:
        yield ImportGroup("restored", _("{number} out of the bin again").format(number=report.restored))


def _row_line(row: ImportedRow, chosen: Format) -> str:
    title = safe_line(row.title) or kind_word(row.kind)
    if row.changed:
        title = f"{title}: {', '.join(dict.fromkeys(field_word(row.kind, name) for name in row.changed))}"
    return _placed(row.where, title, chosen)


def _placed(where: str, told: str, chosen: Format) -> str:
    place = safe_line(place_of_row(where, chosen))
    return _("{where}: {reason}").format(where=place, reason=told) if place else told


def _doubtful(report: ImportReport, chosen: Format, *, done: bool) -> Iterator[ImportGroup]:
    if report.left_out:
        rows = [row for row in report.resembling if row.is_left_out]
        because = ", ".join(dict.fromkeys(_(row.like.because) for row in rows))
        text = ngettext("{number} double ({because})", "{number} doubles ({because})", report.left_out)
        lines = [_placed(row.where, resembling_line(row, not done), chosen) for row in rows]
        heading = text.format(number=report.left_out, because=because)
        yield ImportGroup("doubles", heading, tuple(lines), report.left_out - len(rows))
    if errors := len(report.refused) + report.more_refused:
        lines = [_placed(row.where, safe_line(tell(row.problem)), chosen) for row in report.refused]
        yield ImportGroup("errors", _errors(report, errors, done=done), tuple(lines), report.more_refused)
    if possible := [row for row in report.resembling if not row.is_left_out]:
        text = ngettext("{number} possible double", "{number} possible doubles", len(possible))
        lines = [
            _placed(row.where, _possible(row.title, row.like.record.title, _(row.like.because)), chosen)
            for row in possible
        ]
        yield ImportGroup("possible", text.format(number=len(possible)), tuple(lines))
    if pupils := len(report.pupils) + report.more_pupils:
        text = ngettext("{number} text about a pupil?", "{number} texts about pupils?", pupils)
        lines = [_placed(hit.where, safe_line(tell(hit.reason)), chosen) for hit in report.pupils]
        yield ImportGroup("pupils", text.format(number=pupils), tuple(lines), report.more_pupils)
    if remarks := len(report.remarks) + report.more_remarks:
        text = ngettext("{number} remark", "{number} remarks", remarks)
        lines = [_placed(each.where, safe_line(tell(each.reason)), chosen) for each in report.remarks]
        yield ImportGroup("remarks", text.format(number=remarks), tuple(lines), report.more_remarks)


def _errors(report: ImportReport, number: int, *, done: bool) -> str:
    if done:
        return ngettext("{number} row not brought in", "{number} rows not brought in", number).format(number=number)
    first = report.refused[0]
    text = ngettext(
        "{number} error (row {row}: {reason})", "{number} errors (the first in row {row}: {reason})", number
    )
    return text.format(number=number, row=safe_line(first.where), reason=safe_line(tell(first.problem)))


def _possible(title: str, other: str, because: str) -> str:
    text = _("“{title}” may be the same as “{other}” ({because})")
    return text.format(title=safe_line(title), other=safe_line(other), because=because)


def _left(report: ImportReport) -> Iterator[ImportGroup]:
    if here := report.unchanged - len(report.in_bin):
        yield ImportGroup("here", _("{number} here already").format(number=here))
    if report.in_bin:
        heading = _("{number} here already, but in the bin").format(number=len(report.in_bin))
        yield ImportGroup("bin", heading, _limited(safe_line(row.title) for row in report.in_bin))
    if report.skipped:
        number = sum(files for _where, files in report.skipped)
        text = ngettext("{number} file left out", "{number} files left out", number)
        yield ImportGroup(
            "skipped", text.format(number=number), _limited(safe_line(where) for where, _n in report.skipped)
        )
    if report.unknown_kinds:
        told = _("Of kinds that only a newer version of sto knows: {kinds}. They are kept.")
        yield ImportGroup("kinds", told.format(kinds=", ".join(map(safe_line, report.unknown_kinds))))


def _limited(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(lines)[: bounds.REPORTED]


def _columns(columns: Columns) -> Iterator[ImportGroup]:
    if columns.unknown:
        number = len(columns.unknown)
        text = ngettext(
            "{number} unknown column ({names}) ignored", "{number} unknown columns ({names}) ignored", number
        )
        yield ImportGroup("unknown", text.format(number=number, names=", ".join(map(safe_line, columns.unknown))))
    lines = [
        f"{safe_line(column_name(columns.headings, place))} → {meaning}"
        for place, field in enumerate(columns.fields)
        for meaning in [column_meaning(columns, field) or left_over(columns, place)]
    ]
    heading = _("Columns, as {kinds}").format(kinds=_(about(columns.kind).plural))
    yield ImportGroup(COLUMN_GROUP, heading, tuple(lines))
