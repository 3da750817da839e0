"""The chapters of the report to the stuurgroep after its summary, each a function of the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from knowledge.exchange.pages import Bar, Bars, Element, Grid, Heading, Items, Paragraph
from knowledge.figures.overview import ACTIVITY_OUTCOMES
from knowledge.figures.relations import proposal_reason
from knowledge.figures.report import SteeringReport
from knowledge.model.records.partner import Partner
from knowledge.model.vocabulary import ACTIVITY_KINDS, CANCEL_REASONS, CONTRIBUTION_WAYS, RELATION_STAGES, Vocabulary
from knowledge.work.approach_load import load_limit
from sto_tui.wording.cofinancing import euros, percent
from sto_tui.wording.discretion import Discretion
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.network import stage_word
from sto_tui.wording.plain import safe_line

Chapter = Iterator[Element]


def in_a_row(names: Sequence[str]) -> str:
    """`names` in a row: "a, b and c"."""
    *others, last = names
    return _("{some} and {last}").format(some=", ".join(others), last=last) if others else last


def happened(counts: Mapping[str, int]) -> str:
    """How many activities took place, are planned and were cancelled."""
    done, planned, cancelled = (counts[state] for state in ACTIVITY_OUTCOMES)
    parts = [
        ngettext("{number} activity took place", "{number} activities took place", done).format(number=done),
        ngettext("{number} is planned", "{number} are planned", planned).format(number=planned),
        ngettext("{number} was cancelled", "{number} were cancelled", cancelled).format(number=cancelled),
    ]
    return in_a_row(parts)


def _label(vocabulary: Vocabulary, code: str) -> str:
    """What `code` is called, also one of a newer version."""
    return safe_line(_(vocabulary.label(code)))


def _activities(report: SteeringReport, _discreet: Discretion) -> Chapter:
    yield Heading(_("2 Activities"), on_new_page=True)
    counts = report.by_state
    if not report.activities:
        yield Paragraph(_("Nothing took place in this period, and nothing is planned in it."))
        return
    yield Paragraph(_("In this period {what}.").format(what=happened(counts)))
    yield Bars(
        _("Activities that took place or are planned, by kind"),
        [
            Bar(_label(ACTIVITY_KINDS, kind), Decimal(number), str(number))
            for kind, found in report.by_kind.items()
            if (number := found["gedaan"] + found["gepland"])
        ],
    )
    heads = [_("done"), _("planned"), _("cancelled")]
    yield _table(_("Kind"), heads, {_label(ACTIVITY_KINDS, each): found for each, found in report.by_kind.items()})
    schools = {
        safe_line(report.region.title(each)) or _("(unknown)"): found for each, found in report.by_school.items()
    }
    yield _table(_("School"), heads, schools)
    if report.cancelled:
        unknown = _("no reason")
        words = [(_label(CANCEL_REASONS, each) if each else unknown, n) for each, n in report.cancelled.items()]
        reasons = in_a_row([f"{word} {number}" for word, number in words])
        yield Paragraph(_("Why activities were cancelled: {reasons}.").format(reasons=reasons))
    asked = report.asked_in_time
    if asked.known:
        text = _(
            "Of {known} activities for which we know it, {number} ({share}) were asked in time: {weeks} weeks ahead."
        )
        share = percent((Decimal(100) * asked.in_time / asked.known).quantize(Decimal("0.1"), ROUND_HALF_UP))
        weeks = report.region.settings.lead_weeks
        yield Paragraph(text.format(known=asked.known, number=asked.in_time, share=share, weeks=weeks))
        if asked.in_time < asked.known:
            yield Paragraph(_("Companies plan ahead. Who asks later has a smaller chance."))


def _table(first: str, heads: Sequence[str], rows: Mapping[str, Mapping[str, int]]) -> Grid:
    return Grid(
        [first, *heads], [[name, *(str(found[each]) for each in ACTIVITY_OUTCOMES)] for name, found in rows.items()]
    )


def _cofinancing(report: SteeringReport, _discreet: Discretion) -> Chapter:
    yield Heading(_("3 Cofinanciering"))
    register, region = report.register, report.region
    if register.period is None:
        yield Paragraph(_("There is no grant period yet. As soon as there is one, this chapter shows how far we are."))
        return
    text = _("{total} counts. That is {share} of the {target} that is needed in {period}. Proven is {proven}.")
    yield Paragraph(
        text.format(
            total=euros(register.total),
            share=percent(register.share),
            target=euros(register.target),
            period=safe_line(register.period.title),
            proven=euros(register.proven),
        )
    )
    text = _("{elapsed} of the time went by. In proportion that would be {pro_rata}.")
    yield Paragraph(text.format(elapsed=percent(register.elapsed), pro_rata=euros(register.pro_rata)))
    if register.left > 0:
        yield Paragraph(_("Not yet there: {left}.").format(left=euros(register.left)))
    yield Paragraph(_("In this period {amount} was added.").format(amount=euros(report.counted_in_period)))
    if register.by_quarter:
        bars = [Bar(each, amount, euros(amount)) for each, amount in register.by_quarter.items()]
        yield Bars(_("Cofinanciering by quarter"), bars)
    if register.by_way:
        ways = register.by_way.items()
        bars = [Bar(_label(CONTRIBUTION_WAYS, each), amount, euros(amount)) for each, amount in ways]
        yield Bars(_("Cofinanciering by form"), bars)
    if register.undecided:
        names = dict.fromkeys(safe_line(region.title(each.line.partner)) for each in register.to_judge)
        text = _("Still to be judged: {amount}, of {partners}.")
        yield Paragraph(text.format(amount=euros(register.undecided), partners=in_a_row(list(names))))
    if register.pledged:
        yield Paragraph(_("Pledged, and not delivered yet: {amount}.").format(amount=euros(register.pledged)))
    if register.missing_evidence:
        yield Paragraph(_("There is no evidence yet of what these companies contributed. Can we ask them for it?"))
        lines = {each.line.id: each for each in register.counted}
        missing: dict[str, Decimal] = {}
        for each in register.missing_evidence:
            name = safe_line(region.title(lines[each].line.partner)) or _("(unknown)")
            missing[name] = missing.get(name, Decimal("0.00")) + lines[each].amount
        yield Items([f"{name}: {euros(amount)}" for name, amount in missing.items()])


def _spread(report: SteeringReport, _discreet: Discretion) -> Chapter:
    yield Heading(_("4 Coverage"))
    found = report.overview.coverage
    yield Bars(
        _("Companies by world of technology"),
        [Bar(world, Decimal(number), str(number)) for world, number in found.region.items()],
    )
    if found.gaps:
        text = _("There is not yet a company for {worlds}. Pupils can't see that work yet. Who looks for one?")
        yield Paragraph(text.format(worlds=in_a_row(found.gaps)))
    if report.fragile:
        text = _("One company stands for {worlds}. If it stops, there is a gap.")
        yield Paragraph(text.format(worlds=in_a_row(report.fragile)))
    if found.schools:
        rows = []
        for school, counts in found.schools.items():
            here = sum(bool(number) for number in counts.values())
            rows.append(
                [safe_line(report.region.title(school)), _("{number} of {all}").format(number=here, all=len(counts))]
            )
        yield Grid([_("School"), _("worlds this school year")], rows)


def _relations(report: SteeringReport, _discreet: Discretion) -> Chapter:
    yield Heading(_("5 Relations"))
    relations, region = report.overview.relations, report.region
    if not relations.partners:
        yield Paragraph(_("No companies or other partners are written down yet."))
        return
    yield from _stages_then_and_now(report)
    if relations.proposals:
        yield Paragraph(_("The facts speak for another stage of these relations. Does the stuurgroep see it that way?"))
        yield Items(
            [
                f"{safe_line(region.title(each.partner)).removesuffix('.')}. {tell(proposal_reason(each))}"
                for each in relations.proposals
            ]
        )
    if number := len(relations.unsupported):
        text = ngettext(
            "Of {number} close relation nothing is written down this and last year. That is to talk about.",
            "Of {number} close relations nothing is written down this and last year. That is to talk about.",
            number,
        )
        yield Paragraph(text.format(number=number))
    if relations.silent:
        yield Paragraph(_("These companies gave no sign of life for long. Who calls them?"))
        silent = []
        for each in relations.silent:
            months = relations.months_silent(each) or 0
            said = ngettext("{number} month", "{number} months", months).format(number=months)
            silent.append(f"{safe_line(region.title(each))} ({said})")
        yield Items(silent)


def _stages_then_and_now(report: SteeringReport) -> Chapter:
    """How many partners stand on each stage, and how many did when the period began, as far as that is known."""
    region, then = report.region, report.stages_then
    first = f"{report.span.first:%d-%m-%Y}"
    means = report.overview.relations.mean_per_stage
    rows = []
    for stage in (*RELATION_STAGES, ""):
        if not (stage in report.stages or stage in then):
            continue
        counts = [str(each.get(stage, 0)) for each in ((then, report.stages) if then else (report.stages,))]
        rows.append([stage_word(stage), *counts, str(means[stage]) if stage in means else "–"])
    heads = [_("on {day}").format(day=first), _("now")] if then else [_("partners")]
    yield Grid([_("Stage"), *heads, _("embedded (mean)")], rows)
    if then and (number := report.unknown_before):
        text = ngettext(
            "{number} partner was written down after {day}, so of it only the stage of now is known.",
            "{number} partners were written down after {day}, so of them only the stage of now is known.",
            number,
        )
        yield Paragraph(text.format(number=number, day=first))
    if report.moved:
        yield Paragraph(_("These relations stand on another stage than on {day}:").format(day=first))
        text = _("{partner}: was {then}, is now {now}")
        yield Items(
            [
                text.format(
                    partner=safe_line(region.title(each.partner)), then=stage_word(each.then), now=stage_word(each.now)
                )
                for each in report.moved
            ]
        )


def _load(report: SteeringReport, discreet: Discretion) -> Chapter:
    yield Heading(_("6 Load"))
    region = report.region
    limit = load_limit(region)
    if report.too_busy:
        text = _(
            "Of these partners {limit} or more schools asked something in {days} days. Can one school ask for all?"
        )
        yield Paragraph(text.format(limit=limit, days=region.settings.load_days))
        yield Items(
            [
                _("{partner}: {number} schools").format(
                    partner=safe_line(region.title(each.partner)), number=len(each.schools)
                )
                for each in report.too_busy
            ]
        )
    else:
        text = _("Of no partner {limit} or more schools asked something in {days} days.")
        yield Paragraph(text.format(limit=limit, days=region.settings.load_days))
    if report.overview.not_now:
        yield Paragraph(_("These partners asked not to be asked now. We respect that."))
        rows = [region.of(Partner)[each] for each in report.overview.not_now]
        yield Items([_not_now(each, discreet) for each in rows])


def _not_now(partner: Partner, discreet: Discretion) -> str:
    until = f"{partner.not_now_until:%d-%m-%Y}" if partner.not_now_until else ""
    text = _("{partner}, until {day}: {reason}") if until else _("{partner}, until further notice: {reason}")
    return text.format(partner=safe_line(partner.title), day=until, reason=discreet(partner.not_now_reason))


def _learning(report: SteeringReport, discreet: Discretion) -> Chapter:
    yield Heading(_("7 What we learned"))
    region = report.region
    yield Paragraph(_("New lessons in this period: {number}.").format(number=report.new_lessons))
    if report.top_lessons:
        yield Paragraph(_("These lessons are used the most:"))
        times = [
            (each, ngettext("used {number} time", "used {number} times", each.count).format(number=each.count))
            for each in report.top_lessons
        ]
        yield Items([f"{discreet(region.title(each.lesson))} ({said})" for each, said in times])
    if report.failed_lessons:
        yield Paragraph(_("This didn't work for everybody. What does it need?"))
        yield Items([discreet(region.title(each.lesson)) for each in report.failed_lessons])


def _decisions(report: SteeringReport, discreet: Discretion) -> Chapter:
    yield Heading(_("8 Decisions and actions"))
    meeting = report.last_meeting
    if meeting is None or meeting.date is None:
        yield Paragraph(_("No meeting of the stuurgroep is written down yet."))
        return
    yield Paragraph(_("The last meeting was on {day}.").format(day=f"{meeting.date:%d-%m-%Y}"))
    if report.decisions:
        yield Paragraph(_("It decided:"))
        yield Items([discreet(each) for each in report.decisions])
    if report.actions:
        yield Paragraph(_("What was agreed to do:"))
        yield Items([_action(discreet(each.title), each.is_open, each.due, report) for each in report.actions])


def _action(title: str, is_open: bool, due: object, report: SteeringReport) -> str:
    from datetime import date

    if not is_open:
        return _("{action}: done").format(action=title)
    if not isinstance(due, date):
        return _("{action}: not yet done").format(action=title)
    late = _("{action}: not yet done, was due on {day}") if due < report.day else _("{action}: due on {day}")
    return late.format(action=title, day=f"{due:%d-%m-%Y}")


def _ahead(report: SteeringReport, discreet: Discretion) -> Chapter:
    yield Heading(_("9 Ahead"))
    overview, region = report.overview, report.region
    if report.ahead:
        text = ngettext(
            "Until {day}, {number} activity is planned.",
            "Until {day}, {number} activities are planned.",
            len(report.ahead),
        )
        yield Paragraph(text.format(day=f"{report.ahead_until:%d-%m-%Y}", number=len(report.ahead)))
        kinds: dict[str, int] = {}
        for each in report.ahead:
            kinds[each.activity] = kinds.get(each.activity, 0) + 1
        yield Items([f"{_label(ACTIVITY_KINDS, kind)}: {number}" for kind, number in kinds.items()])
    else:
        yield Paragraph(_("Until {day} nothing is planned yet.").format(day=f"{report.ahead_until:%d-%m-%Y}"))
    if overview.deadlines:
        yield Paragraph(_("These days are near:"))
        yield Items(
            [
                f"{each.day:%d-%m-%Y}: {discreet(each.what)}"
                if each.day
                else f"{discreet(each.typed)}: {discreet(each.what)}"
                for each in overview.deadlines
            ]
        )
    if overview.requests_without_partner:
        yield Paragraph(_("No company answered these requests yet. Who knows one?"))
        yield Items([discreet(region.title(each)) for each in overview.requests_without_partner])


CHAPTERS: tuple[Callable[[SteeringReport, Discretion], Chapter], ...] = (
    _activities, _cofinancing, _spread, _relations, _load, _learning, _decisions, _ahead,
)  # fmt: skip
"""The chapters in their order."""
