"""What an accountant asks of the register of cofinanciering, and what has no answer yet (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from knowledge.figures.cofinancing import (
    ELSEWHERE_TOO,
    LAPSED,
    NO_COMPANY,
    PLEDGED,
    Cofinancing,
    RegisterLine,
)
from knowledge.model.records.contribution import IN_HOURS, Contribution
from knowledge.model.records.partner import Partner
from knowledge.problem import N_, Reason
from knowledge.work.contributions import booked_twice, delivered_too_soon, outside_every_period
from knowledge.work.line_value import TO_JUDGE, periods_on
from knowledge.work.warning import CLASH, Caution


def ledger_check(register: Cofinancing, after_closing: Collection[str] = ()) -> list[Caution]:
    """What is still to be answered about the lines of `register`, clashes first, then in the order of the lines.

    `after_closing` are the ids of lines, also in the bin, that were changed while their books were closed.
    """
    found = [*_of_period(register), *_after_closing(register, after_closing)]
    for entry in (*register.lines, *register.outside):
        if entry.because != LAPSED:
            found += _of_line(register, entry)
    found += _of_partners(register)
    return sorted(found, key=lambda each: each.level != CLASH)


def _of_period(register: Cofinancing) -> Iterator[Caution]:
    period = register.period
    if period is None:
        yield Caution(
            "geen-periode",
            Reason(N_("There is no grant period yet, so nothing counts. Make one: `sto add period`.")),
            level=CLASH,
        )
        return
    hours = [each for each in register.counted if each.line.way in IN_HOURS and each.line.rate is None]
    if hours and not period.rate_reason.strip():
        yield Caution(
            "tarief-zonder-reden",
            Reason(
                N_("The hour rate of “{title}” has no reason yet. Why this rate? (rate_reason)"),
                {"title": period.title},
            ),
            (period.id,),
        )


def _after_closing(register: Cofinancing, ids: Collection[str]) -> Iterator[Caution]:
    for each in sorted(ids):
        title = register.region.title(each) or each
        reason = Reason(
            N_("“{title}” was changed after its books were closed (`sto history` shows by whom)."), {"title": title}
        )
        yield Caution("na-sluiting", reason, (each,), CLASH)


def _of_line(register: Cofinancing, entry: RegisterLine) -> Iterator[Caution]:
    line = entry.line
    if line.id in register.two_versions:
        yield _clash("twee-versies", line, N_("This line has two versions. The total uses the one that is shown."))
    if line.date is None:
        yield _clash("zonder-datum", line, N_("This line has no date, so it doesn't count."))
        return
    periods = periods_on(register.region, line.date)
    if not periods:
        yield outside_every_period(line.id, line.date)
        return
    if len(periods) > 1:
        names = ", ".join(each.title for each in periods)
        yield _clash("twee-periodes", line, N_("It is counted in several periods: {names}."), names=names)
    yield from _of_happening(register, entry)
    if entry.because == PLEDGED:
        return
    yield from _of_worth(register, entry)
    yield from _of_evidence(entry)


def _of_happening(register: Cofinancing, entry: RegisterLine) -> Iterator[Caution]:
    """Did it happen, and is it counted once?"""
    line, today = entry.line, register.region.today
    if too_soon := delivered_too_soon(line, today):
        yield too_soon
    if line.state == PLEDGED and line.date and line.date < today:
        yield _note(
            "toezegging-voorbij", line, N_("The day of this pledge is past. Was it delivered, or did it lapse?")
        )
    if not line.state:
        yield _clash("zonder-stand", line, N_("It doesn't say whether this was delivered, so it doesn't count."))
    if twice := booked_twice(register.region, line):
        yield twice
    if line.corrects and line.corrects not in register.region.of(Contribution):
        yield _clash("corrigeert-niets", line, N_("It corrects a line that isn't there."))
    if line.other_scheme == "onbekend" or not line.other_scheme:
        yield _note("elders-onbekend", line, N_("Was it claimed in another scheme as well? Nobody said yet."))
    if entry.because == ELSEWHERE_TOO:
        yield _note("ook-elders", line, N_("It was claimed in another scheme as well, so it doesn't count here."))


def _of_worth(register: Cofinancing, entry: RegisterLine) -> Iterator[Caution]:
    """What is it worth, and why?"""
    line, worth, period = entry.line, entry.worth, register.period
    if line.way in IN_HOURS and worth.hours is not None and worth.rate is None:
        yield _clash("zonder-tarief", line, N_("There is no rate for these hours, so they count for nothing."))
    elif worth.amount is None:
        yield _clash("zonder-bedrag", line, N_("It doesn't say how much, so it counts for nothing."))
    if line.way in IN_HOURS and line.hours is not None and line.pupils is not None and line.hours_each is not None:
        yield _note(
            "uren-en-leerlingen", line, N_("It says hours and pupils' hours as well. The hours are what counts.")
        )
    own = line.rate is not None and period is not None and line.rate != period.rate
    if line.way in IN_HOURS and own and not line.note.strip() and not line.corrects:
        yield _note("tarief-zonder-reden", line, N_("It has a rate of its own. Why? Say so in the note."))
    if line.way in ("materiaal", "faciliteiten", "pakket") and not line.valuation:
        yield _note("zonder-waardering", line, N_("It doesn't say how the value was found."))
    lines: Mapping[str, object] = period.plan_lines if period else {}
    if lines and line.plan_line not in lines:
        yield _note("zonder-planregel", line, N_("It doesn't say to which line of the activity plan it belongs."))


def _of_evidence(entry: RegisterLine) -> Iterator[Caution]:
    """Who says so, and where does that lie?"""
    line = entry.line
    if entry.counted and not line.evidence:
        yield _note("zonder-bewijs", line, N_("There is no evidence yet."))
    elif line.evidence and not (line.evidence_on and line.evidence_ref.strip()):
        yield _note("bewijs-onvindbaar", line, N_("It doesn't say of which day the evidence is, or where it lies."))


def _of_partners(register: Cofinancing) -> Iterator[Caution]:
    """Who delivered, and is that a company? One warning for all lines of a partner."""
    lines: dict[str, list[str]] = {}
    refused: dict[str, list[str]] = {}
    for entry in register.lines:
        if entry.because == NO_COMPANY:
            refused.setdefault(entry.line.partner, []).append(entry.line.id)
        elif entry.counted or entry.counts == TO_JUDGE:
            lines.setdefault(entry.line.partner, []).append(entry.line.id)
    partners = register.region.of(Partner)
    for each, ids in lines.items():
        values = {"partner": partners[each].title} if each in partners else {}
        if each not in partners:
            reason = Reason(N_("It isn't known who delivered this: the partner is in the bin, or erased."))
            yield Caution("partner-onbekend", reason, (*ids,), CLASH)
            continue
        if not partners[each].kvk:
            yield Caution("geen-kvk", Reason(N_("{partner} has no KvK number yet."), values), (each, *ids))
        if register.judgement(each) == TO_JUDGE:
            text = N_("Whether what {partner} gives counts is still to be judged (`sto settings set counts.KIND=ja`).")
            yield Caution("beoordelen", Reason(text, values), (each, *ids))
    for each, ids in refused.items():
        text = N_("{partner} is no company, so what it gives doesn't count.")
        yield Caution("geen-bedrijf", Reason(text, {"partner": register.region.title(each)}), (each, *ids))


def _note(code: str, line: Contribution, text: str, **values: object) -> Caution:
    return Caution(code, Reason(text, values), (line.id,))


def _clash(code: str, line: Contribution, text: str, **values: object) -> Caution:
    return Caution(code, Reason(text, values), (line.id,), CLASH)
