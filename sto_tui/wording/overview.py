"""The overview in words and block characters: a block for each subject, a line for each thing to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from knowledge.figures.overview import Overview
from knowledge.figures.relations import proposal_reason
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.records.signup import Signup
from knowledge.model.region import is_company_like
from knowledge.model.vocabulary import ACTIVITY_KINDS
from knowledge.work.approach_load import window_days
from knowledge.work.plan_check import PlanCheck
from sto_tui.wording.cofinancing import euros, percent
from sto_tui.wording.dates import MONTHS, WEEKDAYS
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.load import of_at_most
from sto_tui.wording.network import short_name, stage_word
from sto_tui.wording.plain import safe_line
from sto_tui.wording.year_plan import when_short

EIGHTHS = " ▏▎▍▌▋▊▉"
SQUARE = "▪"
_MOST_SQUARES = 3
_LONGEST_BAR = 34
_MOST_NAMES = 4
_PARTICLES = frozenset({"de", "het", "van", "ter", "ten", "den", "'t", "’t"})


@dataclass(frozen=True)
class OverviewLine:
    """A line of a block; `id` is that of the record it stands for, "" where it stands for none."""

    text: str
    id: str = ""


_Lines = Iterator[OverviewLine]


@dataclass(frozen=True)
class OverviewLook:
    """What a block is drawn from: the `overview`, the warnings about the plan, and the `width` there is.

    With `is_roomy` there is room below as well, and blocks show more lines.
    """

    overview: Overview
    check: PlanCheck
    width: int
    is_roomy: bool = False


@dataclass(frozen=True)
class OverviewBlock:
    """A subject of the overview: its title, the `lines` that show, `most` of them, and `all` that opening it lists."""

    title: Callable[[OverviewLook], str]
    lines: Callable[[OverviewLook], _Lines]
    all: Callable[[OverviewLook], _Lines]
    most: int = 4


@dataclass(frozen=True)
class DrawnBlock:
    """A block as it is shown."""

    title: str
    lines: Sequence[str]


def drawn(name: str, look: OverviewLook) -> DrawnBlock | None:
    """The block `name` in its width; None when there is nothing to show."""
    block = BLOCKS[name]
    title, lines = block.title(look), [each.text for each in block.lines(look)]
    if not title or not (lines or block.most == 0):
        return None
    most = block.most * (2 if look.is_roomy else 1)
    if (more := len(lines) - most) > 1 and most:
        lines = lines[:most]
        lines.append(ngettext("and {number} more", "and {number} more", more).format(number=more))
    return DrawnBlock(_cut(title, look.width), [_cut(each, look.width).rstrip() for each in lines])


def overview_heading(overview: Overview) -> str:
    """The day and the school year."""
    from knowledge.work.school_calendar import year_label

    year = year_label(overview.region.this_school_year)
    return _("Overview · {day} · school year {year}").format(day=_long_day(overview.day), year=year)


# -- bars and squares -------------------------------------------------------------------------------------------------


def bar(part: Decimal, whole: Decimal, width: int) -> str:
    """`part` of `whole` as a bar of at most `width` columns, to an eighth of a column; "" for nothing."""
    if whole <= 0 or part <= 0:
        return ""
    eighths = int((min(part / whole, Decimal(1)) * width * 8).to_integral_value(ROUND_HALF_UP))
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def progress_bar(share: Decimal | None, elapsed: Decimal | None, width: int) -> str:
    """How far it is (`share`, a percentage) in `width` columns, with a line at the part of the time that went by."""
    filled = bar(share or Decimal(0), Decimal(100), width)
    cells = list(f"{filled:·<{width}}")
    if elapsed is not None:
        place = min(int(elapsed * width / 100), width - 1)
        if cells[place] == "·":
            cells[place] = "│"
    return "".join(cells)


def squares(number: int) -> str:
    """`number` as squares, with the number itself beside them."""
    return f"{SQUARE * min(number, _MOST_SQUARES)}{'+' if number > _MOST_SQUARES else ''} {number}"


# -- what is to be done -----------------------------------------------------------------------------------------------


def _late(look: OverviewLook) -> _Lines:
    overview = look.overview
    for each in overview.overdue_actions:
        action = overview.region.of(Action)[each]
        assert action.due
        days = (overview.day - action.due).days
        ago = _("{days} d").format(days=days)
        before = f"{ago:>5} "
        who = f" · {safe_line(action.who).split()[0]}" if action.who.strip() else ""
        yield OverviewLine(f"{before}{_cut(_title(action), look.width - len(before) - len(who))}{who}", each)
    for each in overview.to_close:
        activity = overview.region.of(Activity)[each]
        day = f" ({activity.last_day:%d-%m})"
        said = _("round off: {title}").format(title=_title(activity))
        yield OverviewLine(f" {_cut(said, look.width - len(day) - 1)}{day}", each)


def _coming_title(look: OverviewLook) -> str:
    return _("Next 4 weeks (until {day})").format(day=_day_and_month(look.overview.coming_until))


def _coming(look: OverviewLook) -> _Lines:
    for each in look.overview.next_four_weeks:
        activity = look.overview.region.of(Activity)[each]
        assert activity.date
        day = f"{_(WEEKDAYS).split()[activity.date.weekday()]} {activity.date.day:>2} {_month(activity.date)}"
        loud = look.check.loud(each)
        mark = f" {safe_line(loud[0].code)}" if loud else ""
        room = look.width - len(day) - 2 - len(mark)
        yield OverviewLine(f" {day} {_cut(_title(activity), room):<{room}}{mark}", each)


# -- cofinanciering ---------------------------------------------------------------------------------------------------


def _cofinancing_title(look: OverviewLook) -> str:
    period = look.overview.register.period
    return _("Cofinancing {period}").format(period=safe_line(period.title)) if period else _("Cofinancing")


def _cofinancing(look: OverviewLook) -> _Lines:
    register = look.overview.register
    if register.period is None:
        yield OverviewLine(" " + _("No grant period yet: make one"))
        return
    said = _("{total} of {target}").format(total=euros(register.total), target=euros(register.target))
    share = percent(register.share)
    room = min(look.width - len(said) - len(share) - 10, _LONGEST_BAR)
    line = progress_bar(register.share, register.elapsed, max(room, 10))
    yield from _packed([f"{line}  {said}    {share}"] if room >= 10 else [line, f"{said}  {share}"], look, "")
    parts = [_("proven {amount}").format(amount=euros(register.proven))]
    if missing := len(register.missing_evidence):
        parts.append(_("without evidence {number}").format(number=missing))
    if register.undecided:
        parts.append(_("to be judged {amount}").format(amount=euros(register.undecided)))
    yield from _packed(parts, look)
    pro_rata = _("elapsed {share} (pro rata {amount})")
    parts = [pro_rata.format(share=percent(register.elapsed), amount=euros(register.pro_rata))]
    if register.pledged:
        parts.append(_("pledged {amount}").format(amount=euros(register.pledged)))
    yield from _packed(parts, look)
    if register.two_versions:
        number = len(register.two_versions)
        text = ngettext(
            "provisional: {number} line with two versions", "provisional: {number} lines with two versions", number
        )
        yield OverviewLine(" " + text.format(number=number))
    elif register.provisional:
        yield OverviewLine(" " + _("provisional: the grant period has two versions"))


def _lines_of_register(look: OverviewLook) -> _Lines:
    from sto_tui.wording.cofinancing import what_was_given, why_not

    register = look.overview.register
    for each in register.lines:
        day = f"{each.line.date:%d-%m-%Y}" if each.line.date else ""
        remark = why_not(each) or ("" if each.proven else _("without evidence"))
        partner = safe_line(register.region.title(each.line.partner)) or _("(unknown)")
        text = " · ".join(part for part in (partner, what_was_given(each), remark) if part)
        yield OverviewLine(f"{day:10}  {euros(each.amount):>14}  {text}", each.line.id)


def _quarters(look: OverviewLook) -> _Lines:
    amounts = look.overview.register.by_quarter
    most = max(amounts.values(), default=Decimal(0))
    for quarter, amount in amounts.items():
        number = f"{(amount / 1000).quantize(Decimal('0.1'), ROUND_HALF_UP):f}".replace(".", ",")
        room = max(look.width - 12 - len(number), 4)
        yield OverviewLine(f" {quarter}  {bar(amount, most, room):<{room}} {number}")


# -- coverage ---------------------------------------------------------------------------------------------------------


def _spread(look: OverviewLook) -> _Lines:
    counts = look.overview.coverage.region
    parts = [f"{world} {squares(number)}" for world, number in counts.items() if number]
    yield from _packed(parts, look, "  ")
    gaps = [f"{world} – {_('gap')}" for world, number in counts.items() if not number]
    yield from _packed(gaps, look, "  ")


def _matrix(look: OverviewLook) -> _Lines:
    """The worlds by school and in the region; of as many schools as fit, those with the most worlds."""
    found = look.overview.coverage
    room = max((look.width - 12 - 9) // 5, 0)
    busiest = sorted(found.schools, key=lambda each: -sum(map(bool, found.schools[each].values())))[:room]
    schools = [each for each in found.schools if each in busiest]
    region = look.overview.region
    heads = "".join(f"{short_name(region, each)[:3]:>5}" for each in schools)
    yield OverviewLine(f" {'':10}{heads}  {_('region')}")
    for world, number in found.region.items():
        cells = "".join(f"{found.schools[each][world] or '·':>5}" for each in schools)
        yield OverviewLine(f" {world:10}{cells}  {number:>2}{'' if number else ' ' + _('gap')}")


def _of_worlds(look: OverviewLook) -> _Lines:
    """The companies of each world, and for a gap who may help."""
    from knowledge.figures.coverage import help_with, is_active

    overview = look.overview
    partners = sorted(overview.region.of(Partner).values(), key=lambda each: (each.title.casefold(), each.id))
    for world, number in overview.coverage.region.items():
        yield OverviewLine(f"{world} {number}" if number else f"{world} – {_('gap')}")
        for each in partners:
            if world in each.worlds and is_company_like(each) and is_active(each):
                yield OverviewLine(f"  {_title(each)}", each.id)
        if not number:
            help_ = help_with(overview.region, overview.coverage, world)
            for partner in dict.fromkeys((*help_.partners, *help_.intermediaries, *help_.schools)):
                name = safe_line(overview.region.title(partner))
                yield OverviewLine("  " + _("may help: {name}").format(name=name), partner)


# -- relations --------------------------------------------------------------------------------------------------------


def _silent(look: OverviewLook) -> _Lines:
    for each in look.overview.silent:
        months = look.overview.relations.months_silent(each) or 0
        said = _("{number} mth").format(number=months)
        yield OverviewLine(f"{said:>6}  {safe_line(look.overview.region.title(each))}", each)


def _load_title(look: OverviewLook) -> str:
    weeks, rest = divmod(window_days(look.overview.region), 7)
    if rest or weeks < 2:
        return _("Load (schools in {number} days)").format(number=window_days(look.overview.region))
    return _("Load (schools in {number} weeks)").format(number=weeks)


def _load(look: OverviewLook) -> _Lines:
    region = look.overview.region
    for load in look.overview.load:
        yield OverviewLine(f" {of_at_most(region, load):4} {safe_line(region.title(load.partner))}", load.partner)
    for each in look.overview.not_now:
        yield OverviewLine(" " + _("not now: {name}").format(name=safe_line(region.title(each))), each)


def _relations(look: OverviewLook) -> _Lines:
    relations = look.overview.relations
    if proposals := relations.proposals:
        number = len(proposals)
        said = ngettext("{number} proposal", "{number} proposals", number).format(number=number)
        names = [short_name(look.overview.region, each.partner) for each in proposals]
        yield OverviewLine(f" {said} ({_named(names, look.width - len(said) - 4)})")
    if number := len(relations.unsupported):
        said = ngettext("{number} where nothing is written down", "{number} where nothing is written down", number)
        yield OverviewLine(" " + said.format(number=number))


def _every_relation(look: OverviewLook) -> _Lines:
    region, relations = look.overview.region, look.overview.relations
    for proposal in relations.proposals:
        text = f"{safe_line(region.title(proposal.partner))}: {tell(proposal_reason(proposal))}"
        yield OverviewLine(text, proposal.partner)
    for each in relations.unsupported:
        said = _("called {stage}, with nothing written down this and last year")
        stage = stage_word(region.of(Partner)[each].stage)
        yield OverviewLine(f"{safe_line(region.title(each))}: {said.format(stage=stage)}", each)


def _stages(look: OverviewLook) -> _Lines:
    for stage, mean in look.overview.relations.mean_per_stage.items():
        room = max(look.width - 20, 4)
        yield OverviewLine(f" {stage_word(stage):12} {mean:>3} {bar(Decimal(mean), Decimal(100), room)}")


# -- demand and places ------------------------------------------------------------------------------------------------


def _requests_title(look: OverviewLook) -> str:
    overview, parts = look.overview, []
    if number := len(overview.open_requests):
        parts.append(_("Requests open {number}").format(number=number))
    if number := len(overview.oversubscribed):
        parts.append(_("oversubscribed {number}").format(number=number))
    if number := len(overview.doubly_confirmed):
        parts.append(_("confirmed twice {number}").format(number=number))
    title = " · ".join(parts)
    return title[:1].upper() + title[1:]


def _every_request(look: OverviewLook) -> _Lines:
    overview = look.overview
    for each in overview.open_requests:
        text = _("open: {title}").format(title=safe_line(overview.region.title(each)))
        lonely = _("no company yet") if each in overview.requests_without_partner else ""
        yield OverviewLine(" · ".join(filter(None, (text, lonely))), each)
    for each in overview.oversubscribed:
        yield OverviewLine(_("oversubscribed: {title}").format(title=safe_line(overview.region.title(each))), each)
    for each in overview.doubly_confirmed:
        yield OverviewLine(_("confirmed twice: {title}").format(title=safe_line(overview.region.title(each))), each)


# -- what is done, and what is learned --------------------------------------------------------------------------------


def _embedding_title(look: OverviewLook) -> str:
    done = look.overview.done_this_year
    return _("Place in the programme ({number} done)").format(number=done) if done else ""


def _embedding(look: OverviewLook) -> _Lines:
    words = {"los": _("alone"), "les": _("in a lesson"), "lob": _("LOB"), "curriculum": _("fixed")}
    parts = [f"{words.get(code, code)} {number}" for code, number in look.overview.embedding.items()]
    yield from _packed(parts, look)


def _done_ones(look: OverviewLook) -> _Lines:
    overview = look.overview
    done = [each for each in overview.this_year if each.is_done]
    for each in sorted(done, key=lambda each: (each.date or overview.day, each.id), reverse=True):
        yield OverviewLine(f"{when_short(each)} {_title(each)}", each.id)


def _activities(look: OverviewLook) -> _Lines:
    heads = [_("done"), _("planned"), _("cancelled")]
    widths = [max(len(head), 3) + 1 for head in heads]
    name = max(look.width - 1 - sum(widths), 8)
    yield OverviewLine(f" {'':{name}}" + "".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))
    for kind, counts in look.overview.activities.items():
        cells = "".join(f"{number or '·':>{width}}" for number, width in zip(counts.values(), widths, strict=True))
        yield OverviewLine(f" {_cut(safe_line(kind), name):{name}}{cells}")


def _every_activity(look: OverviewLook) -> _Lines:
    from sto_tui.wording.year_plan import IN_YEAR

    overview = look.overview
    for each in sorted(overview.this_year, key=lambda each: (each.date or overview.day, each.id)):
        kind = safe_line(_(ACTIVITY_KINDS.label(each.activity)))
        yield OverviewLine(f"{IN_YEAR.get(each.state, '?')} {when_short(each)} {_title(each)} · {kind}", each.id)


def _learning(look: OverviewLook) -> _Lines:
    overview, parts = look.overview, []
    if number := len(overview.new_lessons):
        parts.append(ngettext("{number} new lesson", "{number} new lessons", number).format(number=number))
    if number := len(overview.uses):
        parts.append(ngettext("used {number} time", "used {number} times", number).format(number=number))
    yield from _packed(parts, look)
    if number := len(overview.open_uses):
        said = ngettext(
            "{number} use of which nobody told how it went", "{number} uses of which nobody told how it went", number
        )
        yield OverviewLine(" " + said.format(number=number))


def _every_lesson(look: OverviewLook) -> _Lines:
    from knowledge.model.records.use import Use

    region = look.overview.region
    for each in look.overview.new_lessons:
        yield OverviewLine(_("new: {title}").format(title=safe_line(region.title(each))), each)
    for each in dict.fromkeys((*look.overview.open_uses, *look.overview.uses)):
        use = region.of(Use)[each]
        said = _("used: {title}") if use.outcome else _("not told yet: {title}")
        title = safe_line(region.title(use.lesson)) or _("(unknown)")
        day = f"{use.date:%d-%m-%Y}" if use.date else ""
        yield OverviewLine(f"{said.format(title=title)} · {safe_line(use.who)} {day}".rstrip(), each)


# -- what the grant and the law ask -----------------------------------------------------------------------------------


def _deadlines(look: OverviewLook) -> _Lines:
    for each in look.overview.deadlines:
        day = f"{each.day:%d-%m-%Y}" if each.day else safe_line(each.typed)
        yield OverviewLine(f" {day}  {safe_line(each.what)}")


def _kept_title(look: OverviewLook) -> str:
    number = len(look.overview.kept_too_long)
    title = ngettext("{number} sign-up kept too long", "{number} sign-ups kept too long", number).format(number=number)
    return title if number else ""


def _every_kept(look: OverviewLook) -> _Lines:
    region = look.overview.region
    for each in look.overview.kept_too_long:
        signup = region.of(Signup)[each]
        names = " · ".join(filter(None, (safe_line(region.title(part)) for part in (signup.by, signup.target))))
        yield OverviewLine(f"{signup.signed_on:%d-%m-%Y}  {names}", each)


def _nothing(_look: OverviewLook) -> _Lines:
    return iter(())


BLOCKS: Mapping[str, OverviewBlock] = {
    "late": OverviewBlock(lambda _look: _("Too late"), _late, _late, 2),
    "coming": OverviewBlock(_coming_title, _coming, _coming, 2),
    "cofinancing": OverviewBlock(_cofinancing_title, _cofinancing, _lines_of_register, 6),
    "quarters": OverviewBlock(lambda _look: _("Cofinancing per quarter (× € 1,000)"), _quarters, _lines_of_register, 8),
    "spread": OverviewBlock(lambda _look: _("Coverage (companies per world)"), _spread, _of_worlds, 6),
    "matrix": OverviewBlock(lambda _look: _("Coverage (worlds × schools)"), _matrix, _of_worlds, 9),
    "silent": OverviewBlock(lambda _look: _("Silent"), _silent, _silent, 1),
    "load": OverviewBlock(_load_title, _load, _load, 3),
    "relations": OverviewBlock(lambda _look: _("Relations"), _relations, _every_relation, 2),
    "stages": OverviewBlock(lambda _look: _("Embedded (mean, 0 to 100)"), _stages, _every_relation, 6),
    "requests": OverviewBlock(_requests_title, _nothing, _every_request, 0),
    "embedding": OverviewBlock(_embedding_title, _embedding, _done_ones, 2),
    "activities": OverviewBlock(
        lambda look: _("Activities this year") if look.overview.activities else "", _activities, _every_activity, 13
    ),
    "learning": OverviewBlock(lambda _look: _("Learning"), _learning, _every_lesson, 2),
    "deadlines": OverviewBlock(lambda _look: _("Deadlines"), _deadlines, _deadlines, 4),
    "kept": OverviewBlock(_kept_title, _nothing, _every_kept, 0),
}
"""The blocks by name, in the order in which they are read."""


def overview_lines(overview: Overview, check: PlanCheck, width: int) -> Iterator[str]:
    """The whole overview, a block below the other, in `width` columns."""
    yield overview_heading(overview)
    for name in BLOCKS:
        if name != "spread" and (found := drawn(name, OverviewLook(overview, check, width, is_roomy=True))):
            yield ""
            yield found.title
            yield from found.lines


# -- words ------------------------------------------------------------------------------------------------------------


def _packed(parts: Iterable[str], look: OverviewLook, between: str = " · ") -> _Lines:
    """`parts` beside each other, on as few lines as they need."""
    line = ""
    for part in parts:
        if line and len(line) + len(between) + len(part) + 1 > look.width:
            yield OverviewLine(f" {line}")
            line = ""
        line = f"{line}{between}{part}" if line else part
    if line:
        yield OverviewLine(f" {line}")


def _named(names: Sequence[str], room: int) -> str:
    """`names` in a row of `room` columns: the longest lose a last word before whole names are left out."""
    kept = list(names[:_MOST_NAMES])
    while len(", ".join(kept)) > room:
        longest = max(range(len(kept)), key=lambda each: (len(kept[each].split()) > 1, len(kept[each])))
        words = kept[longest].split()
        if len(words) < 2 or words[-2].casefold() in _PARTICLES:
            break
        kept[longest] = " ".join(words[:-1])
    shown = len(kept)
    while shown > 1 and len(_with_rest(kept, shown, len(names))) > room:
        shown -= 1
    return _cut(_with_rest(kept, shown, len(names)), room)


def _with_rest(names: Sequence[str], shown: int, number: int) -> str:
    return ", ".join(names[:shown]) + (f" +{number - shown}" if shown < number else "")


def _title(record: Record) -> str:
    return safe_line(record.title) or _("(no title)")


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 1, 0)].rstrip() + "…"


def _month(day: date) -> str:
    return _(MONTHS).split()[day.month - 1]


def _day_and_month(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _long_day(day: date) -> str:
    return f"{_(WEEKDAYS).split()[day.weekday()]} {_day_and_month(day)} {day.year}"
