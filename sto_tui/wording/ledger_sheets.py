"""The register of cofinanciering as sheets for an accountant: lines, groups, changes, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from knowledge.exchange.workbook import CellFormula, CellValue, InForm, WorkColumn, WorkSheet, column_letters
from knowledge.figures.cofinancing import ZERO, Cofinancing, quarter_of
from knowledge.figures.ledger import LedgerChange, LedgerRow, key_of
from knowledge.journal import clock
from knowledge.journal.merge import DELETED
from knowledge.model.folding import fold
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.vocabulary import (
    ACTIVITY_KINDS,
    CONTRIBUTION_STATES,
    CONTRIBUTION_WAYS,
    ELSEWHERE,
    EVIDENCE,
    PARTNER_KINDS,
    Vocabulary,
)
from sto_tui.wording.cofinancing import COUNTS, why_not
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import field_word, stored_line


@dataclass(frozen=True)
class LedgerExport:
    """What goes into the sheets: the register, its numbered `rows` and `changes`, who made it, and of which days."""

    register: Cofinancing
    rows: Sequence[LedgerRow]
    changes: Sequence[LedgerChange]
    author: str
    since: date | None = None
    until: date | None = None

    @property
    def counted(self) -> list[LedgerRow]:
        """The rows that count."""
        return [row for row in self.rows if row.entry.counted]

    @property
    def total(self) -> Decimal:
        """What counts of the rows."""
        return sum((row.entry.counting for row in self.rows), ZERO)


def ledger_sheets(export: LedgerExport) -> list[WorkSheet]:
    """All sheets, the lines first."""
    lines = _Lines(export)
    sheet = lines.sheet()
    groups = _Groups(export, lines, sheet)
    return [
        sheet,
        groups.by_partner(),
        groups.by_school(),
        groups.by_activity(),
        groups.by_quarter(),
        _without_evidence(export, lines),
        _changes(export),
        _principles(export, lines, sheet),
    ]


def lines_sheet(export: LedgerExport) -> WorkSheet:
    """The sheet with the lines alone."""
    return _Lines(export).sheet()


# -- the lines --------------------------------------------------------------------------------------------------------


class _Lines:
    """The sheet of the lines: each column with its name in formulas."""

    def __init__(self, export: LedgerExport) -> None:
        self.export = export
        self._region = export.register.region
        self._partners = _distinct(self._region.of(Partner), [row.entry.line.partner for row in export.rows])
        self._schools = _distinct(self._region.of(Partner), [row.entry.line.school for row in export.rows])
        self.title = _("Lines")
        self.yes = _(COUNTS.label("ja"))
        self._columns = self._declared()
        self._names = {name: index for index, (name, _column, _value) in enumerate(self._columns)}

    def _declared(self) -> list[tuple[str, WorkColumn, Callable[[LedgerRow], CellValue]]]:
        """(name in formulas, column, the cell of a row) for each column."""
        region, partners = self._region, self._region.of(Partner)

        def kvk(row: LedgerRow) -> str:
            partner = partners.get(row.entry.line.partner)
            return partner.kvk if partner else ""

        def own(field: Callable[[Contribution], CellValue]) -> Callable[[LedgerRow], CellValue]:
            return lambda row: field(row.entry.line)

        def word(vocabulary: Vocabulary, field: Callable[[Contribution], str]) -> Callable[[LedgerRow], CellValue]:
            return lambda row: _(vocabulary.label(field(row.entry.line))) if field(row.entry.line) else ""

        return [
            ("number", WorkColumn(_("Line"), "whole", 6), lambda row: row.number),
            ("key", WorkColumn(_("Key"), width=10), own(lambda line: key_of(line.id))),
            ("date", WorkColumn(_("Date"), "day", 11), own(lambda line: line.date)),
            ("partner", WorkColumn(_("Partner"), width=28), lambda row: self.partner(row.entry.line.partner)),
            ("kvk", WorkColumn(_("KvK"), width=10), kvk),
            ("way", WorkColumn(_("In what form")), word(CONTRIBUTION_WAYS, lambda line: line.way)),
            ("event", WorkColumn(_("Activity"), width=24), own(lambda line: safe_line(region.title(line.event)))),
            ("activity", WorkColumn(_("Kind of activity"), width=18), own(lambda line: self.activity(line))),
            ("school", WorkColumn(_("School"), width=24), lambda row: self.school(row.entry.line.school)),
            ("plan_line", WorkColumn(_("Plan line")), own(lambda line: safe_line(line.plan_line))),
            ("pupils", WorkColumn(_("Pupils"), "whole", 10), own(lambda line: line.pupils)),
            ("each", WorkColumn(_("Hours each"), "number", 10), own(lambda line: line.hours_each)),
            ("hours", WorkColumn(_("Hours"), "number", 10), lambda row: row.entry.worth.hours),
            ("rate", WorkColumn(_("Rate"), "euro", 10), lambda row: row.entry.worth.rate),
            ("amount", WorkColumn(_("Amount"), "euro", 14), lambda row: row.entry.worth.amount),
            ("state", WorkColumn(_("State")), word(CONTRIBUTION_STATES, lambda line: line.state)),
            ("counts", WorkColumn(_("Counts")), lambda row: _(COUNTS.label(row.entry.counts))),
            ("evidence", WorkColumn(_("Evidence")), word(EVIDENCE, lambda line: line.evidence)),
            ("evidence_on", WorkColumn(_("Evidence of"), "day", 11), own(lambda line: line.evidence_on)),
            ("where", WorkColumn(_("Where it is"), width=24), own(lambda line: safe_line(line.evidence_ref))),
            ("elsewhere", WorkColumn(_("Elsewhere too")), word(ELSEWHERE, lambda line: line.other_scheme)),
            ("corrects", WorkColumn(_("Corrects")), own(lambda line: key_of(line.corrects))),
            ("entered_by", WorkColumn(_("Entered by"), width=16), lambda row: safe_line(row.entered_by)),
            ("entered_on", WorkColumn(_("Entered on"), "moment", 16), lambda row: _moment(row.entered_at)),
            ("changed_by", WorkColumn(_("Changed by"), width=16), lambda row: safe_line(row.changed_by)),
            ("changed_on", WorkColumn(_("Changed on"), "moment", 16), lambda row: _moment(row.changed_at)),
            ("why_not", WorkColumn(_("Why it doesn't count"), width=22), lambda row: why_not(row.entry)),
            ("note", WorkColumn(_("Note"), width=30), own(lambda line: safe_line(line.note))),
            ("counting", WorkColumn(_("Amount that counts"), "euro", 14), lambda row: row.entry.counting),
        ]

    def partner(self, partner_id: str) -> str:
        """The name of a company, which no other company in the sheet has."""
        return self._partners.get(partner_id) or _("(unknown)")

    def school(self, school_id: str) -> str:
        """The name of a school, which no other school in the sheet has; "" for none."""
        return self._schools.get(school_id) or (_("(unknown)") if school_id else "")

    def activity(self, line: Contribution) -> str:
        """The kind of the activity of a line in words, "" for none."""
        kind = self.export.register.activity_kind(line)
        return _(ACTIVITY_KINDS.label(kind)) if kind else ""

    def sheet(self) -> WorkSheet:
        """The sheet itself, with the totals of what counts."""
        rows = tuple(tuple(value(row) for _name, _column, value in self._columns) for row in self.export.rows)
        totals: dict[str, CellValue] = {"number": _("Total")}
        last = max(len(rows), 1) + 1
        for name, value in (("hours", self.hours), ("amount", self.total)):
            column = column_letters(self._names[name])
            counts = column_letters(self._names["counts"])
            text = f'SUMIF({counts}2:{counts}{last},"{self.yes}",{column}2:{column}{last})'
            totals[name] = CellFormula(text, value)
        counting = column_letters(self._names["counting"])
        totals["counting"] = CellFormula(f"SUM({counting}2:{counting}{last})", self.total)
        return WorkSheet(
            self.title,
            tuple(column for _name, column, _value in self._columns),
            rows,
            tuple(totals.get(name) for name, _column, _value in self._columns),
        )

    @property
    def total(self) -> Decimal:
        """What counts of the rows."""
        return self.export.total

    @property
    def hours(self) -> Decimal:
        """The hours that count."""
        return sum((row.entry.worth.hours or ZERO for row in self.export.counted), ZERO)

    def range(self, name: str, sheet: WorkSheet) -> str:
        """The cells of a column, as a formula on another sheet names them."""
        column = column_letters(self._names[name])
        return f"'{self.title}'!${column}$2:${column}${sheet.last_row}"

    def total_cell(self, sheet: WorkSheet) -> str:
        """The cell with the total, as a formula on another sheet names it."""
        return f"'{self.title}'!${column_letters(self._names['counting'])}${sheet.last_row + 1}"


def _distinct(partners: Mapping[str, Partner], ids: Iterable[str]) -> dict[str, str]:
    """The names of partners by id; where two have the same name, each with its key behind it."""
    names = {each: safe_line(partners[each].title) for each in dict.fromkeys(ids) if each in partners}
    often = Counter(map(fold, names.values()))
    return {each: name if often[fold(name)] == 1 else f"{name} ({key_of(each)})" for each, name in names.items()}


def _moment(stamp: str) -> datetime | None:
    return clock.local(clock.moment(stamp)).replace(tzinfo=None, second=0, microsecond=0) if stamp else None


# -- grouped ----------------------------------------------------------------------------------------------------------


class _Groups:
    """The sheets in which the lines are added by something, each with a check that nothing is left out."""

    def __init__(self, export: LedgerExport, lines: _Lines, sheet: WorkSheet) -> None:
        self._export = export
        self._lines = lines
        self._sheet = sheet

    def by_partner(self) -> WorkSheet:
        """By company, the largest first."""
        return self._grouped(_("By partner"), _("Partner"), "partner", lambda line: self._lines.partner(line.partner))

    def by_school(self) -> WorkSheet:
        """By school, the largest first."""
        return self._grouped(_("By school"), _("School"), "school", lambda line: self._lines.school(line.school))

    def by_activity(self) -> WorkSheet:
        """By kind of activity, the largest first."""
        return self._grouped(_("By kind"), _("Kind of activity"), "activity", self._lines.activity)

    def by_quarter(self) -> WorkSheet:
        """By quarter, in the order of time."""
        return self._grouped(_("By quarter"), _("Quarter"), "date", lambda line: quarter_of(line.date), in_time=True)

    def _grouped(
        self, title: str, heading: str, column: str, key: Callable[[Contribution], str], *, in_time: bool = False
    ) -> WorkSheet:
        found: dict[str, list[LedgerRow]] = {}
        for row in self._export.counted:
            found.setdefault(key(row.entry.line), []).append(row)
        amounts = {group: sum((row.entry.amount for row in rows), ZERO) for group, rows in found.items()}
        order = sorted(
            found, key=(lambda each: each) if in_time else (lambda each: (not each, -amounts[each], fold(each)))
        )
        rows = tuple(
            self._row(number, group, found[group], column, in_time=in_time) for number, group in enumerate(order, 2)
        )
        last = max(len(rows), 1) + 1
        sums: list[Decimal | int] = [
            len(self._export.counted),
            self._lines.hours,
            self._lines.total,
            _proven(self._export.counted),
        ]
        totals = [CellFormula(f"SUM({each}2:{each}{last})", value) for each, value in zip("BCDE", sums, strict=True)]
        check = CellFormula(f"ROUND(D{last + 1}-{self._lines.total_cell(self._sheet)},2)", ZERO)
        columns = (
            WorkColumn(heading, width=32),
            WorkColumn(_("Number of lines"), "whole", 10),
            WorkColumn(_("Hours"), "number"),
            WorkColumn(_("Amount"), "euro", 16),
            WorkColumn(_("Proven"), "euro", 16),
            WorkColumn(_("Differs from the lines"), "euro", 16),
        )
        return WorkSheet(title, columns, rows, (_("Total"), *totals, check))

    def _row(
        self, number: int, group: str, rows: Sequence[LedgerRow], column: str, *, in_time: bool
    ) -> tuple[CellValue, ...]:
        """The cells of a group: the formulas choose its lines in the sheet of lines by what stands in their column."""
        cells = self._lines.range(column, self._sheet)
        if in_time:
            year, quarter = int(group[:4]), int(group[-1])
            first, after = f"DATE({year},{3 * quarter - 2},1)", f"DATE({year},{3 * quarter + 1},1)"
            chosen = f"({cells}>={first})*({cells}<{after})"
        else:
            chosen = f"({cells}=$A{number})" if group else f'({cells}="")'
        hours, counts, amount, evidence = (
            self._lines.range(each, self._sheet) for each in ("hours", "counts", "counting", "evidence")
        )
        counting = f'{chosen}*({counts}="{self._lines.yes}")'
        return (
            group or _("(none)"),
            CellFormula(f"SUMPRODUCT({counting})", len(rows)),
            CellFormula(f"SUMPRODUCT({counting},{hours})", sum((row.entry.worth.hours or ZERO for row in rows), ZERO)),
            CellFormula(f"SUMPRODUCT({chosen}*{amount})", sum((row.entry.amount for row in rows), ZERO)),
            CellFormula(f'SUMPRODUCT({chosen}*({evidence}<>"")*{amount})', _proven(rows)),
            None,
        )


def _proven(rows: Iterable[LedgerRow]) -> Decimal:
    return sum((row.entry.amount for row in rows if row.entry.proven), ZERO)


# -- the other sheets -------------------------------------------------------------------------------------------------


def _without_evidence(export: LedgerExport, lines: _Lines) -> WorkSheet:
    missing = [row for row in export.counted if not row.entry.proven]
    rows = tuple(
        (
            row.number,
            key_of(row.entry.line.id),
            row.entry.line.date,
            lines.partner(row.entry.line.partner),
            lines.school(row.entry.line.school),
            _(CONTRIBUTION_WAYS.label(row.entry.line.way)),
            row.entry.amount,
        )
        for row in missing
    )
    total = sum((row.entry.amount for row in missing), ZERO)
    columns = (
        WorkColumn(_("Line"), "whole", 6),
        WorkColumn(_("Key"), width=10),
        WorkColumn(_("Date"), "day", 11),
        WorkColumn(_("Partner"), width=28),
        WorkColumn(_("School"), width=24),
        WorkColumn(_("In what form")),
        WorkColumn(_("Amount"), "euro", 14),
    )
    totals = (_("Total"), *[None] * 5, CellFormula(f"SUM(G2:G{max(len(rows), 1) + 1})", total))
    return WorkSheet(_("Without evidence"), columns, rows, totals)


def _changes(export: LedgerExport) -> WorkSheet:
    columns = (
        WorkColumn(_("Line"), "whole", 6),
        WorkColumn(_("Key"), width=10),
        WorkColumn(_("When"), "moment", 16),
        WorkColumn(_("Who"), width=18),
        WorkColumn(_("Device"), width=18),
        WorkColumn(_("What"), width=20),
        WorkColumn(_("Before"), width=30),
        WorkColumn(_("After"), width=30),
        WorkColumn(_("After closing"), width=10),
    )
    return WorkSheet(_("Changes"), columns, tuple(_change(export, each) for each in export.changes))


def _change(export: LedgerExport, each: LedgerChange) -> tuple[CellValue, ...]:
    what, before, after = _("entered"), "", ""
    if each.change is not None and each.change.name == DELETED:
        what = _("put in the bin") if each.change.after else _("taken out of the bin")
    elif each.change is not None:
        what = field_word(each.kind, each.change.name)
        before, after = (_value(export, each, value) for value in (each.change.before, each.change.after))
    late = _("yes") if each.late else ""
    key = key_of(each.about) if each.kind == Contribution.kind else _("period")
    moment = _moment(each.time)
    return each.number, key, moment, safe_line(each.author), each.replica, what, before, after, late


def _value(export: LedgerExport, each: LedgerChange, value: object) -> str:
    """A stored value in words; for a link, the name of what it links to."""
    assert each.change is not None
    if isinstance(value, str) and (title := export.register.region.title(value)):
        return safe_line(title)
    return stored_line(each.kind, each.change.name, value)  # type: ignore[arg-type]  # what a change stores is JSON


def _principles(export: LedgerExport, lines: _Lines, sheet: WorkSheet) -> WorkSheet:
    register, period = export.register, export.register.period
    counts = register.region.settings.counts
    kinds = ", ".join(_(PARTNER_KINDS.label(kind)) for kind, said in counts.items() if said == "ja")
    judged = ", ".join(_(PARTNER_KINDS.label(kind)) for kind, said in counts.items() if said == "beoordelen")
    rows: list[tuple[CellValue, CellValue]] = []
    if period is not None:
        rows += _of_period(register, period)
    if export.since or export.until:
        rows.append((_("Only lines from – until"), f"{day_to_type(export.since)} – {day_to_type(export.until)}"))
    rows += [
        (_("Kinds of partner that count"), kinds),
        (_("Kinds that are still to be judged"), judged),
        (_("Counts, of these lines"), InForm("euro", CellFormula(lines.total_cell(sheet), lines.total))),
        (_("Proven, of these lines"), InForm("euro", _proven(export.rows))),
        (_("To be judged, of the whole period"), InForm("euro", register.undecided)),
        (_("Pledged, of the whole period"), InForm("euro", register.pledged)),
        (_("Counts, of the whole period"), InForm("euro", register.total)),
        (_("Percentage of the target"), "" if register.share is None else InForm("number", register.share)),
        (_("Still to go"), InForm("euro", register.left)),
        (_("As of"), InForm("day", register.region.today)),
        (_("Made by"), safe_line(export.author)),
        (_("How it is rounded"), _("hours half up to 0,01, then hours × rate to the cent; totals add rounded lines")),
    ]
    if register.provisional:
        number = len(register.two_versions)
        text = ngettext(
            "provisional: {number} line with two versions", "provisional: {number} lines with two versions", number
        )
        rows.append((_("Versions"), text.format(number=number) if number else _("provisional: the period has two")))
    columns = (WorkColumn(_("Principle"), width=34), WorkColumn(_("Value"), width=60))
    return WorkSheet(_("Principles"), columns, tuple(rows))


def _of_period(register: Cofinancing, period: Period) -> list[tuple[CellValue, CellValue]]:
    return [
        (_("Grant period"), safe_line(period.title)),
        (_("From"), InForm("day", period.date)),
        (_("Last day"), InForm("day", period.until)),
        (_("Lead partner"), safe_line(register.region.title(period.lead_partner))),
        (_("Grant basis"), InForm("euro", period.basis)),
        (_("Norm %"), InForm("number", period.norm)),
        (_("Target"), InForm("euro", CellFormula("ROUND(B6*B7/100,2)", register.target))),
        (_("Hour rate"), InForm("euro", period.rate)),
        (_("Reason for the rate"), safe_line(period.rate_reason)),
        (_("Pupil share"), InForm("number", period.pupil_share)),
        (_("Closed until"), InForm("day", period.closed_until)),
    ]
