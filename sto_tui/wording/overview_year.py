"""The blocks of the overview about what people do: what is late and what comes, activities, learning, and deadlines."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.vocabulary import ACTIVITY_KINDS
from sto_tui.wording.dates import weekday_name
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.overview_blocks import (
    OverviewBlock,
    OverviewLine,
    OverviewLines,
    OverviewLook,
    cut_to_room,
    day_and_month,
    packed_lines,
    record_title,
    short_month,
)
from sto_tui.wording.plain import safe_line
from sto_tui.wording.year_plan import when_short


def _late(look: OverviewLook) -> OverviewLines:
    overview = look.overview
    for each in overview.overdue_actions:
        action = overview.region.of(Action)[each]
        assert action.due
        days = (overview.day - action.due).days
        ago = _("{days} d").format(days=days)
        before = f"{ago:>5} "
        who = f" · {safe_line(action.who).split()[0]}" if action.who.strip() else ""
        yield OverviewLine(
            f"{before}{cut_to_room(record_title(action), look.width - len(before) - len(who))}{who}", each
        )
    for each in overview.to_close:
        activity = overview.region.of(Activity)[each]
        day = f" ({activity.last_day:%d-%m})"
        said = _("round off: {title}").format(title=record_title(activity))
        yield OverviewLine(f" {cut_to_room(said, look.width - len(day) - 1)}{day}", each)


def _coming_title(look: OverviewLook) -> str:
    return _("Next 4 weeks (until {day})").format(day=day_and_month(look.overview.coming_until))


def _coming(look: OverviewLook) -> OverviewLines:
    for each in look.overview.next_four_weeks:
        activity = look.overview.region.of(Activity)[each]
        assert activity.date
        day = f"{weekday_name(activity.date)} {activity.date.day:>2} {short_month(activity.date)}"
        loud = look.check.loud(each)
        mark = f" {safe_line(loud[0].code)}" if loud else ""
        room = look.width - len(day) - 2 - len(mark)
        yield OverviewLine(f" {day} {cut_to_room(record_title(activity), room):<{room}}{mark}", each)


def _embedding_title(look: OverviewLook) -> str:
    done = look.overview.done_this_year
    return _("Place in the programme ({number} done)").format(number=done) if done else ""


def _embedding(look: OverviewLook) -> OverviewLines:
    words = {"los": _("alone"), "les": _("in a lesson"), "lob": _("LOB"), "curriculum": _("fixed")}
    parts = [f"{words.get(code, code)} {number}" for code, number in look.overview.embedding.items()]
    yield from packed_lines(parts, look)


def _done_ones(look: OverviewLook) -> OverviewLines:
    overview = look.overview
    done = [each for each in overview.this_year if each.is_done]
    for each in sorted(done, key=lambda each: (each.date or overview.day, each.id), reverse=True):
        yield OverviewLine(f"{when_short(each)} {record_title(each)}", each.id)


def _activities(look: OverviewLook) -> OverviewLines:
    heads = [_("done"), _("planned"), _("cancelled")]
    widths = [max(len(head), 3) + 1 for head in heads]
    name = max(look.width - 1 - sum(widths), 8)
    yield OverviewLine(f" {'':{name}}" + "".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))
    for kind, counts in look.overview.activities.items():
        cells = "".join(f"{number or '·':>{width}}" for number, width in zip(counts.values(), widths, strict=True))
        yield OverviewLine(f" {cut_to_room(safe_line(kind), name):{name}}{cells}")


def _every_activity(look: OverviewLook) -> OverviewLines:
    from sto_tui.wording.year_plan import IN_YEAR

    overview = look.overview
    for each in sorted(overview.this_year, key=lambda each: (each.date or overview.day, each.id)):
        kind = safe_line(_(ACTIVITY_KINDS.label(each.activity)))
        yield OverviewLine(f"{IN_YEAR.get(each.state, '?')} {when_short(each)} {record_title(each)} · {kind}", each.id)


def _learning(look: OverviewLook) -> OverviewLines:
    overview, parts = look.overview, []
    if number := len(overview.new_lessons):
        parts.append(ngettext("{number} new lesson", "{number} new lessons", number).format(number=number))
    if number := len(overview.uses):
        parts.append(ngettext("used {number} time", "used {number} times", number).format(number=number))
    yield from packed_lines(parts, look)
    if number := len(overview.open_uses):
        said = ngettext(
            "{number} use of which nobody told how it went", "{number} uses of which nobody told how it went", number
        )
        yield OverviewLine(" " + said.format(number=number))


def _every_lesson(look: OverviewLook) -> OverviewLines:
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


def _deadlines(look: OverviewLook) -> OverviewLines:
    for each in look.overview.deadlines:
        day = f"{each.day:%d-%m-%Y}" if each.day else safe_line(each.typed)
        yield OverviewLine(f" {day}  {safe_line(each.what)}")


YEAR_BLOCKS: Mapping[str, OverviewBlock] = {
    "late": OverviewBlock(lambda _look: _("Too late"), _late, _late, 2),
    "coming": OverviewBlock(_coming_title, _coming, _coming, 2),
    "embedding": OverviewBlock(_embedding_title, _embedding, _done_ones, 2),
    "activities": OverviewBlock(
        lambda look: _("Activities this year") if look.overview.activities else "", _activities, _every_activity, 13
    ),
    "learning": OverviewBlock(lambda _look: _("Learning"), _learning, _every_lesson, 2),
    "deadlines": OverviewBlock(lambda _look: _("Deadlines"), _deadlines, _deadlines, 4),
}
