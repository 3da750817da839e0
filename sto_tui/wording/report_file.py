"""The report to the stuurgroep as files: which formats there are, what they are called, and a text that was edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.problem import N_, Problem, Reason
from knowledge.reasons import reason_of

if TYPE_CHECKING:
    from knowledge.exchange.pages import PrintPage
    from knowledge.figures.report import SteeringReport

MARKDOWN, HTML, PDF = REPORT_FORMS = ("md", "html", "pdf")
"""The formats of a report, by their suffixes; all are made when nobody says which."""

_EDITED = "bewerkt"
_FIGURE = re.compile(r"€ -?[\d.]*\d(?:,\d+)?|\d+(?:,\d+)? %")


@dataclass(frozen=True)
class ReportData:
    """A report in one format, and what there is to tell about it."""

    data: bytes
    remarks: Sequence[Reason] = ()


@dataclass(frozen=True)
class ReportFiles:
    """The files of a report, in the order of `REPORT_FORMS`, and what there is to tell about them."""

    files: Sequence[Path]
    remarks: Sequence[Reason] = ()

    @property
    def to_read(self) -> Path:
        """The one that people read best."""
        return self.files[-1]


def report_data(page: PrintPage, form: str) -> ReportData:
    """`page` in the format `form`; raises `NoPdfHere`."""
    from knowledge.exchange.page_html import page_as_html
    from knowledge.exchange.page_markdown import page_as_markdown
    from knowledge.exchange.page_pdf import STAND_IN, page_as_pdf

    if form == MARKDOWN:
        return ReportData(page_as_markdown(page).encode())
    if form == HTML:
        return ReportData(page_as_html(page).encode())
    made = page_as_pdf(page)
    if not made.lacking:
        return ReportData(made.data)
    text = N_("The letters of the PDF lack {characters}: there it has {stand_in}. The HTML file has them.")
    return ReportData(made.data, (Reason(text, {"characters": " ".join(made.lacking), "stand_in": STAND_IN}),))


def write_report(report: SteeringReport, space: str, folder: Path, form: str | None = None) -> ReportFiles:
    """Write `report` of the space with that name into `folder`, in one `form` or in all that can be made here.

    What was there already and differs stays beside it. Raises `Problem`.
    """
    from sto_tui.wording.report import report_page

    return _written(report_page(report, space), folder, report_name(report), (form,) if form else REPORT_FORMS)


def text_to_edit(report: SteeringReport, space: str, folder: Path) -> str:
    """The text of `report` that a person goes on with: what was edited last, or else what the figures say now."""
    from knowledge import bounds
    from knowledge.exchange.page_markdown import page_as_markdown
    from sto_tui.wording.report import report_page

    edited = _edited_last(folder, report_name(report))
    if edited is None:
        return page_as_markdown(report_page(report, space))
    try:
        return bounds.read_file_at_most(edited, bounds.CHANGE_BYTES).decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError, bounds.TooLarge) as error:
        raise Problem(
            N_("{file} can't be read as text in UTF-8. Give it another name, and edit the report again."),
            file=str(edited),
        ) from error


def write_edited_report(
    report: SteeringReport, space: str, folder: Path, text: str, form: str | None = None
) -> ReportFiles:
    """Write the report that a person made `text` of into `folder`, beside the one that the figures say.

    A text in which nothing was changed is that report itself. The text is always kept; an earlier one stays. The
    remarks tell which of its figures the report doesn't have, and where it tells what a report leaves out. Raises
    `Problem`.
    """
    from knowledge.exchange.page_from_markdown import page_from_markdown
    from knowledge.exchange.page_markdown import page_as_markdown
    from sto_tui.wording.report import report_page

    made = report_page(report, space)
    if text == page_as_markdown(made):
        return write_report(report, space, folder, form)
    page = page_from_markdown(text, made)
    forms = tuple(dict.fromkeys((MARKDOWN, form))) if form else REPORT_FORMS
    files = _written(page, folder, f"{report_name(report)}-{_EDITED}", forms, text=text)
    return replace(files, remarks=(*files.remarks, *_to_look_at(page, made, report)))


def _to_look_at(page: PrintPage, made: PrintPage, report: SteeringReport) -> Iterator[Reason]:
    from sto_tui.wording.discretion import Discretion

    ours = list(_texts(made))
    known = set(_FIGURE.findall("\n".join(ours)))
    added = [each for each in _texts(page) if each not in set(ours)]
    if strange := [each for each in dict.fromkeys(_FIGURE.findall("\n".join(added))) if each not in known]:
        text = N_("These figures in the edited text are not those of today: {figures}. Look whether they are right.")
        yield Reason(text, {"figures": ", ".join(strange)})
    discreet = Discretion(report.region)
    for each in added:
        if discreet(each) != " ".join(each.split()):
            text = N_("In the edited text stands what a report doesn't tell (a name, few pupils, an address): “{text}”")
            yield Reason(text, {"text": each})


def _texts(page: PrintPage) -> Iterator[str]:
    """All that is to be read on `page`."""
    from knowledge.exchange.pages import Bars, Grid, Heading, Items, Paragraph

    yield page.title
    for each in page.elements:
        match each:
            case Heading() | Paragraph():
                yield each.text
            case Items():
                yield from each.items
            case Grid():
                yield from (cell for row in [each.heads, *each.rows] for cell in row)
            case Bars():
                yield from (each.title, *(part for bar in each.bars for part in (bar.label, bar.shown)))


def report_name(report: SteeringReport) -> str:
    """What its files are called, without a suffix: ``stuurgroep-2026-Q4``."""
    from knowledge.figures.report import STEERING_GROUP, span_label

    return f"{STEERING_GROUP}-{span_label(report.span)}"


def _edited_last(folder: Path, name: str) -> Path | None:
    """The text that was edited last of the report with that `name`; None when nobody edited it."""
    found = re.compile(re.escape(f"{name}-{_EDITED}") + rf"(?:-(\d+))?\.{MARKDOWN}")
    numbers = {
        int(match[1] or 1): each
        for each in folder.glob(f"{name}-{_EDITED}*.{MARKDOWN}")
        if (match := found.fullmatch(each.name))
    }
    return numbers[max(numbers)] if numbers else None


def _written(page: PrintPage, folder: Path, name: str, forms: Iterable[str], *, text: str = "") -> ReportFiles:
    """Write `page` in these `forms`, its Markdown as `text` when there is one; without a PDF where none can be made."""
    from knowledge.exchange.own_documents import kept_together
    from knowledge.exchange.page_pdf import NoPdfHere

    forms = list(forms)
    made: dict[str, bytes] = {}
    remarks: list[Reason] = []
    for form in forms:
        try:
            found = report_data(page, form)
        except NoPdfHere as nothing:
            if forms == [PDF]:
                raise
            remarks.append(nothing.reason)
            continue
        made[form] = text.encode() if text and form == MARKDOWN else found.data
        remarks += found.remarks
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return ReportFiles(kept_together(folder, name, made), remarks)
    except OSError as error:
        raise Problem(N_("{file} can't be written: {reason}"), file=str(folder), reason=reason_of(error)) from error
