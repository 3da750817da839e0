"""The report to the stuurgroep as files: which formats there are, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.problem import N_, Problem, WrongUse
from knowledge.reasons import reason_of

if TYPE_CHECKING:
    from knowledge.exchange.pages import PrintPage
    from knowledge.figures.report import SteeringReport

MARKDOWN, HTML, PDF = REPORT_FORMS = ("md", "html", "pdf")
"""The formats of a report, by their suffixes."""
MADE = (MARKDOWN, HTML)
"""Those that are made when nobody says which."""


def report_text(page: PrintPage, form: str) -> str:
    """`page` in the format `form`; raises `WrongUse` for one that can't be made yet."""
    from knowledge.exchange.page_html import page_as_html
    from knowledge.exchange.page_markdown import page_as_markdown

    writers: Mapping[str, Callable[[PrintPage], str]] = {MARKDOWN: page_as_markdown, HTML: page_as_html}
    if form not in writers:
        raise WrongUse(
            N_("A PDF can't be made yet. Make it with --format html, open that in your browser and print it as PDF.")
        )
    return writers[form](page)


def write_report(report: SteeringReport, space: str, folder: Path, forms: Iterable[str]) -> list[Path]:
    """Write `report` of the space with that name into `folder`, in these `forms`; return the files.

    What was there already and differs stays beside it. Raises `Problem`.
    """
    from knowledge.exchange.own_documents import kept_beside
    from knowledge.figures.report import STEERING_GROUP, span_label
    from sto_tui.wording.report import report_page

    page = report_page(report, space)
    texts = [(form, report_text(page, form)) for form in forms]
    name = f"{STEERING_GROUP}-{span_label(report.span)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [kept_beside(folder / f"{name}.{form}", text.encode()) for form, text in texts]
    except OSError as error:
        raise Problem(N_("{file} can't be written: {reason}"), file=str(folder), reason=reason_of(error)) from error
