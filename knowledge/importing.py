"""The import of one file or folder into a space: reading it as somebody asks, recognising what is here already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from knowledge.exchange.bringing_in import Milestone, RowsDone, Wrote, bring_in
from knowledge.exchange.directory import Store
from knowledge.exchange.format import Format
from knowledge.exchange.import_report import ImportReport, Remark
from knowledge.exchange.labels import Labels
from knowledge.exchange.source import check_there, opened, remember_imported
from knowledge.model.records.lesson import Lesson
from knowledge.problem import N_, Problem, WrongUse

if TYPE_CHECKING:
    from knowledge.exchange.columns import Columns
    from knowledge.exchange.tables import TableReader
    from knowledge.menu_return import ReplyReader
    from knowledge.work.recognising import Lookalikes

_REMEMBERED = 200
"""For how many sets of headings is remembered what was said of them."""

ColumnsRemembered = Mapping[str, Mapping[str, str]]
"""What was said of columns: by a mark of the headings, the fields by the numbers of the columns."""


@dataclass(frozen=True, kw_only=True)
class ImportOrder:
    """What somebody asks for: the `file` or folder in this `format`.

    `kind` is what a record is that doesn't tell its kind, "" to find that out. `said` has the fields by the headings of
    columns. `restore` takes out of the bin what was imported before; `leaves_doubtful` leaves out what may be here;
    `agreed` makes the changes that a file which comes back proposes; `by` is the id of the partner whose answers a
    menukaart has that doesn't say so.
    """

    file: str
    format: Format
    kind: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    restore: bool = False
    leaves_doubtful: bool = False
    agreed: bool = False
    by: str = ""


class FileImport:
    """The import of a file into `store` as the `order` says.

    `labels` tell what fields may be called, `remembered` what was said of columns before; `stdin` is what "-" means.
    """

    def __init__(
        self,
        store: Store,
        order: ImportOrder,
        labels: Labels,
        remembered: ColumnsRemembered,
        stdin: Callable[[], BinaryIO],
    ) -> None:
        self._store = store
        self._order = order
        self._labels = labels
        self._remembered = remembered
        self._stdin = stdin
        self._table: TableReader | None = None

    @property
    def columns(self) -> Columns | None:
        """The columns of the table that was read; None when it is no table."""
        return self._table.columns if self._table else None

    def run(
        self,
        progress: RowsDone | None = None,
        *,
        preview: bool = False,
        milestone: Milestone = lambda _records: None,
        wrote: Wrote = lambda _id, _before, _after: None,
    ) -> ImportReport:
        """Import it, or find out what would come of it; raises `Problem`, and `WrongUse` for columns that aren't there.

        `progress`, `milestone` and `wrote` are those of `bring_in`.
        """
        order = self._order
        check_there(order.file)
        chosen = self._reading()
        kind = order.kind or ("" if self._table else Lesson.kind)
        heads: dict[str, tuple[str, ...]] = {}

        def noted(document_id: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
            heads[document_id] = tuple(each for each in after if each not in before) or after
            wrote(document_id, before, after)

        with opened(order.file, chosen, kind, self._stdin) as source:
            report = bring_in(
                self._store,
                source,
                progress,
                labels=self._labels,
                restore=order.restore,
                recogniser=self._recogniser() if chosen.recognised else None,
                leaves_doubtful=order.leaves_doubtful,
                preview=preview,
                agreed=order.agreed,
                milestone=milestone,
                wrote=noted,
            )
        return self._remembered_in_folder(report, chosen, kind, heads)

    def _remembered_in_folder(
        self, report: ImportReport, chosen: Format, kind: str, heads: Mapping[str, tuple[str, ...]]
    ) -> ImportReport:
        """`report`, once a folder that sto exported to knows what was imported from it; if it can't, that is told."""
        try:
            remember_imported(self._order.file, chosen, kind, heads)
        except Problem as problem:
            return replace(report, remarks=(*report.remarks, Remark(self._order.file, problem.reason)))
        return report

    def _reading(self) -> Format:
        """The format, reading tables as the person says or said before."""
        chosen = self._order.format
        if chosen.cells is None:
            if self._order.said:
                raise WrongUse(N_("--map is for tables: FILE.csv or FILE.xlsx."))
            return chosen
        from knowledge.exchange.tables import TableReader

        said = dict(self._order.said)
        self._table = TableReader(chosen.cells, self._labels, said, self._remembered, self._reply(chosen))
        return replace(chosen, read=self._table.read)

    def _reply(self, chosen: Format) -> ReplyReader | None:
        """The reader of menukaarten that were filled in and come back."""
        from knowledge.menu_return import ReplyReader

        sheets, spoken = chosen.sheets, self._labels.spoken
        return ReplyReader(sheets, spoken, self._order.by, self._store.id) if sheets else None

    def _recogniser(self) -> Lookalikes:
        """All partners and people here, by what they are recognised by."""
        from knowledge.exchange.export import exported
        from knowledge.work.duplicates import SIGNS
        from knowledge.work.recognising import Lookalikes

        return Lookalikes(document.record for document, _titles in exported(self._store, tuple(SIGNS)))


def columns_to_remember(
    before: ColumnsRemembered, columns: Columns | None, order: ImportOrder
) -> dict[str, dict[str, str]] | None:
    """`before` with what `order` says of the table with these `columns`; None when it says nothing."""
    if columns is None or not (order.said or order.kind):
        return None
    from knowledge.exchange.columns import headings_mark, places_as_remembered

    mark = headings_mark(columns.headings)
    places = {**before.get(mark, {}), **places_as_remembered(columns, order.said, order.kind)}
    others = [(each, dict(said)) for each, said in before.items() if each != mark][-_REMEMBERED:]
    return {**dict(others), mark: places}
