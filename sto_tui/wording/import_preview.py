"""What an import would do, and which rows it takes for what is here already, in words and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from knowledge.problem import N_, Reason
from sto_tui.wording.cautions import caution_as_json
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.plain import safe_line
from sto_tui.wording.proposals import proposed_as_json

if TYPE_CHECKING:
    from knowledge.exchange.columns import Columns
    from knowledge.exchange.format import Format
    from knowledge.exchange.import_report import ImportReport, Resembling
    from knowledge.work.warning import Caution

_NUMBER = re.compile(r"\d+(:\d+)?")
_LEFT_OUT = N_("“{title}” is {sure} the same as “{other}” ({because}); it was left out.")
_LEFT_OUT_PREVIEW = N_("“{title}” is {sure} the same as “{other}” ({because}); it will be left out.")
_DOUBTFUL = N_("“{title}” is {sure} the same as “{other}” ({because}). `sto duplicates` shows them side by side.")

_SURE = {"zeker": N_("certainly"), "waarschijnlijk": N_("probably"), "mogelijk": N_("possibly")}


def place_of_row(where: str, chosen: Format) -> str:
    """The place of a row in words: "line 5", or "card 3"; what is no number stays as it is."""
    return _(chosen.place).format(number=where) if chosen.place and _NUMBER.fullmatch(where) else where


def resembling_line(row: Resembling, preview: bool = False) -> str:
    """That a row is like something here, and what was or would be done with it."""
    text = (_(_LEFT_OUT_PREVIEW) if preview else _(_LEFT_OUT)) if row.is_left_out else _(_DOUBTFUL)
    return text.format(
        title=safe_line(row.title),
        other=safe_line(row.like.record.title),
        sure=_(_SURE[row.like.code]),
        because=_(row.like.because),
    )


def resembling_as_json(report: ImportReport) -> list[dict[str, Any]]:
    """The rows that were left out because they are here already."""
    return [
        {
            "row": _row(row.where),
            "title": row.title,
            "id": row.like.record.id,
            "sure": row.like.code,
            "because": _(row.like.because),
        }
        for row in report.resembling
        if row.is_left_out
    ]


def cautions_as_json(report: ImportReport) -> list[dict[str, Any]]:
    """The warnings about what comes in: rows that may be here already, and what rules say of the others."""
    heeded = [{**caution_as_json(caution), "row": _row(where)} for where, caution in report.to_heed]
    return _doubtful_cautions(report) + heeded


def _doubtful_cautions(report: ImportReport) -> list[dict[str, Any]]:
    """The rows that may be here already, and came in all the same, as warnings in JSON."""
    return [
        {**caution_as_json(_caution(row)), "row": _row(row.where)} for row in report.resembling if not row.is_left_out
    ]


def pupil_cautions(report: ImportReport) -> list[dict[str, Any]]:
    """The rows with text that seems to be about a pupil, as warnings in JSON."""
    from knowledge.work.warning import HEED

    return [
        {
            "code": hit.rule,
            "level": HEED,
            "text": tell(hit.reason),
            "about": [hit.id],
            "rule": hit.rule,
            "field": hit.field,
            "row": _row(hit.where),
        }
        for hit in report.pupils
    ]


def _caution(row: Resembling) -> Caution:
    from knowledge.work.warning import Caution

    values = {
        "title": row.title,
        "other": row.like.record.title,
        "sure": _(_SURE[row.like.code]),
        "because": _(row.like.because),
    }
    return Caution("mogelijk-dubbel", Reason(_DOUBTFUL, values), about=(row.like.record.id,))


def preview_as_json(report: ImportReport, columns: Columns | None) -> dict[str, Any]:
    """What an import would do, as numbers and as the rows behind them."""
    value: dict[str, Any] = {
        "new": report.added + report.partners,
        "changed": report.changed + len(report.proposed) + report.more_proposed,
        "duplicate": report.left_out,
        "unchanged": report.unchanged,
        "partners_begun": report.partners,
        "errors": [{"row": _row(row.where), "text": tell(row.problem)} for row in report.refused],
        "unknown_columns": list(columns.unknown) if columns else [],
        "duplicates": resembling_as_json(report),
        "remarks": [{"row": _row(row.where), "text": tell(row.reason)} for row in report.remarks],
        "warnings": [*cautions_as_json(report), *pupil_cautions(report)],
        "kinds": dict(report.kinds),
        "proposed": proposed_as_json(report),
    }
    if columns:
        value["kind"] = columns.kind
        value["columns"] = {
            column_name(columns.headings, place): field for place, field in enumerate(columns.fields) if field
        }
    return value


def columns_line(columns: Columns) -> str:
    """Which column was taken for what, on one line."""
    from knowledge.model.kinds import about

    told = " · ".join(
        f"{safe_line(column_name(columns.headings, place))} → {column_meaning(columns, field)}"
        for place, field in enumerate(columns.fields)
        if field
    )
    return _("As {kinds}: {columns}").format(kinds=_(about(columns.kind).plural), columns=told)


def column_name(headings: Sequence[str], place: int) -> str:
    """What stands above a column, or its number."""
    from knowledge.exchange.columns import WITHOUT_HEADING

    return headings[place] or _(WITHOUT_HEADING).format(number=place + 1)


def column_meaning(columns: Columns, field: str) -> str:
    """What a column is, in words: the label of its field, "" for one that is left out."""
    from knowledge.exchange.columns import column_label

    word = column_label(columns.kind, field) if field else ""
    return tell(word) if isinstance(word, Reason) else _(word)


def left_over(columns: Columns, place: int) -> str:
    """What becomes of a column that is no field: what has no heading comes into the notes, where records have them."""
    from knowledge.model.kinds import fields_of

    notes = fields_of(columns.kind).get("body")
    if columns.headings[place] or notes is None:
        return _("left out")
    return _("into “{field}”").format(field=_(notes.label))


def preview_line(report: ImportReport, columns: Columns | None) -> str:
    """What an import would do, on one line: "2 new · 1 double (same KvK number) · 1 error (row 5: …)"."""
    return " · ".join(_preview_parts(report, columns))


def _preview_parts(report: ImportReport, columns: Columns | None) -> Iterator[str]:
    new = report.added + report.partners
    told = ngettext("{number} new", "{number} new", new).format(number=new)
    yield f"{told} ({', '.join(kinds_counted(report))})" if len(report.kinds) > 1 else told
    if report.changed:
        yield _("{number} changed").format(number=report.changed)
    if proposed := len(report.proposed) + report.more_proposed:
        yield ngettext("{number} proposed change", "{number} proposed changes", proposed).format(number=proposed)
    if report.left_out:
        why = dict.fromkeys(_(row.like.because) for row in report.resembling if row.is_left_out)
        text = ngettext("{number} double ({because})", "{number} doubles ({because})", report.left_out)
        yield text.format(number=report.left_out, because=", ".join(why))
    if here := report.unchanged - len(report.in_bin):
        yield _("{number} here already").format(number=here)
    if report.in_bin:
        yield _("{number} here already, but in the bin").format(number=len(report.in_bin))
    if report.restored:
        yield _("{number} out of the bin again").format(number=report.restored)
    if report.refused:
        first = report.refused[0]
        number = len(report.refused) + report.more_refused
        text = ngettext(
            "{number} error (row {row}: {reason})", "{number} errors (the first in row {row}: {reason})", number
        )
        yield text.format(number=number, row=first.where, reason=safe_line(tell(first.problem)))
    if doubtful := [row for row in report.resembling if not row.is_left_out]:
        yield ngettext("{number} possible double", "{number} possible doubles", len(doubtful)).format(
            number=len(doubtful)
        )
    if columns and columns.unknown:
        number = len(columns.unknown)
        text = ngettext(
            "{number} unknown column ({names}) ignored", "{number} unknown columns ({names}) ignored", number
        )
        yield text.format(number=number, names=", ".join(map(safe_line, columns.unknown)))
    if report.pupils:
        number = len(report.pupils) + report.more_pupils
        text = ngettext("{number} text about a pupil?", "{number} texts about pupils?", number)
        yield text.format(number=number)


def kinds_counted(report: ImportReport) -> list[str]:
    """How many new records there are of each kind: "3 partners", "1 person"."""
    from sto_tui.wording.words import number_of_kind

    return [number_of_kind(kind, number) for kind, number in report.kinds]


def _row(where: str) -> int | str:
    """The number of a row, or what else tells its place."""
    return int(where) if where.isdecimal() else where
