"""The report to the stuurgroep in words: one A4 with what counts, and a chapter for each subject.

First the fact, then what it means, then the question. No names of people, no marks of one company, no few pupils.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from knowledge.exchange.pages import Bar, Bars, Element, Heading, Items, Paragraph, PrintPage
from knowledge.figures.report import SteeringReport, span_label
from knowledge.model.typed.periods import DayRange
from sto_tui.wording.cofinancing import euros, percent
from sto_tui.wording.discretion import Discretion
from sto_tui.wording.i18n import _, language, ngettext
from sto_tui.wording.plain import safe_line
from sto_tui.wording.report_chapters import CHAPTERS, happened, in_a_row

_QUESTIONS = 3


def report_page(report: SteeringReport, space: str) -> PrintPage:
    """The whole report, of the space with the name `space`."""
    discreet = Discretion(report.region)
    title = _("Report to the stuurgroep · {space} · {period}").format(
        space=safe_line(space), period=span_words(report.span)
    )
    elements: list[Element] = [*_about(report), Heading(_("1 Summary")), Items(list(_summary(report)))]
    elements += _pictures(report)
    questions = list(_questions(report, discreet))[:_QUESTIONS]
    if questions:
        asked = ngettext("To decide: {number} question.", "To decide: {number} questions.", len(questions))
        elements += [Paragraph(asked.format(number=len(questions))), Items(questions, numbered=True)]
    for chapter in CHAPTERS:
        elements += chapter(report, discreet)
    numbered = _("page {page} of {pages}")
    return PrintPage(title, language(), elements, author=safe_line(space), day=report.day, numbered=numbered)


def span_words(span: DayRange) -> str:
    """A period in words: its name, or its days."""
    label = span_label(span)
    days = _("{first} to {last}").format(first=day_shown(span.first), last=day_shown(span.last))
    return days if label.count("-") > 1 else label


def day_shown(day: date) -> str:
    """``23-11-2026``."""
    return f"{day:%d-%m-%Y}"


def _about(report: SteeringReport) -> Iterator[Element]:
    first, last = map(day_shown, report.span)
    yield Paragraph(
        _("This report is about {first} to {last}. Where things stand is told as of {day}.").format(
            first=first, last=last, day=day_shown(report.day)
        )
    )
    if report.provisional:
        yield Paragraph(_("The amounts are provisional: of something there are two versions, and nobody chose yet."))


def _summary(report: SteeringReport) -> Iterator[str]:
    """Five lines."""
    counts, register, overview = report.by_state, report.register, report.overview
    yield _("Activities: {what}.").format(what=happened(counts))
    if register.period is None:
        yield _("Cofinanciering: there is no grant period yet, so nothing counts.")
    else:
        yield _(
            "Cofinanciering: {total} counts, {share} of the {target} that is needed. In this period {new} was added."
        ).format(
            total=euros(register.total),
            share=percent(register.share),
            target=euros(register.target),
            new=euros(report.counted_in_period),
        )
    worlds = overview.coverage.region
    gaps = overview.coverage.gaps
    covered = _("Coverage: the region has companies for {number} of {all} worlds of technology.")
    missing = " " + _("There is not yet one for {worlds}.").format(worlds=in_a_row(gaps)) if gaps else ""
    yield covered.format(number=len(worlds) - len(gaps), all=len(worlds)) + missing
    silent = len(overview.silent)
    text = ngettext(
        "Relations: {structural} are structural, and {number} company gave no sign of life for long.",
        "Relations: {structural} are structural, and {number} companies gave no sign of life for long.",
        silent,
    )
    yield text.format(structural=report.structural, number=silent)
    yield _("Learning: new lessons: {new}. Lessons used this school year: {used} times.").format(
        new=report.new_lessons, used=len(overview.uses)
    )


def _pictures(report: SteeringReport) -> Iterator[Element]:
    """What counts beside the time that went by."""
    register = report.register
    if register.share is None or register.elapsed is None:
        return
    shares = {_("counts"): register.share, _("time that went by"): register.elapsed}
    bars = [Bar(label, share, percent(share)) for label, share in shares.items()]
    yield Bars(_("Cofinanciering beside the time"), bars, whole=Decimal(100))


def _questions(report: SteeringReport, discreet: Discretion) -> Iterator[str]:
    """What the stuurgroep may decide, the most urgent first."""
    register, region = report.register, report.region
    if register.share is not None and register.elapsed is not None and register.share < register.elapsed:
        behind = register.pro_rata - register.total
        yield _("Cofinanciering is {amount} behind the time that went by. Which companies do we ask first?").format(
            amount=euros(behind)
        )
    if missing := len(register.missing_evidence):
        text = ngettext(
            "Of {number} contribution there is no evidence yet. Who sees to it, and before when?",
            "Of {number} contributions there is no evidence yet. Who sees to it, and before when?",
            missing,
        )
        yield text.format(number=missing)
    if register.undecided:
        names = dict.fromkeys(safe_line(region.title(each.line.partner)) for each in register.to_judge)
        yield _("Does what {partners} contributed ({amount}) count as cofinanciering?").format(
            partners=in_a_row(list(names)), amount=euros(register.undecided)
        )
    yield from _about_the_network(report, discreet)


def _about_the_network(report: SteeringReport, discreet: Discretion) -> Iterator[str]:
    overview, region = report.overview, report.region
    for load in report.too_busy:
        text = _("{partner} was asked by {number} schools in a short time. Which school asks on behalf of all?")
        yield text.format(partner=safe_line(region.title(load.partner)), number=len(load.schools))
    if gaps := overview.coverage.gaps:
        yield _("Who looks for a company for {worlds}?").format(worlds=in_a_row(gaps))
    for request in overview.requests_without_partner:
        text = _("No company answered “{request}” yet. Who knows one?")
        yield text.format(request=discreet(region.title(request)))
    for proposal in overview.relations.proposals:
        text = _("Does the stuurgroep see the relation with {partner} as the facts do?")
        yield text.format(partner=safe_line(region.title(proposal.partner)))
