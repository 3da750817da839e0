"""The blocks of the overview about partners: coverage, load, relations, and what is asked and offered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from knowledge.figures.relations import proposal_reason
from knowledge.model.partner_roles import is_company_like
from knowledge.model.records.partner import Partner
from knowledge.work.approach_load import window_days
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.load import of_at_most
from sto_tui.wording.network import short_name, stage_word
from sto_tui.wording.overview_blocks import (
    OverviewBlock,
    OverviewLine,
    OverviewLines,
    OverviewLook,
    bar,
    names_in_room,
    no_lines,
    packed_lines,
    record_title,
    squares,
)
from sto_tui.wording.plain import safe_line


def _spread(look: OverviewLook) -> OverviewLines:
    counts = look.overview.coverage.region
    parts = [f"{world} {squares(number)}" for world, number in counts.items() if number]
    yield from packed_lines(parts, look, "  ")
    gaps = [f"{world} – {_('gap')}" for world, number in counts.items() if not number]
    yield from packed_lines(gaps, look, "  ")


def _matrix(look: OverviewLook) -> OverviewLines:
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


def _of_worlds(look: OverviewLook) -> OverviewLines:
    """The companies of each world, and for a gap who may help."""
    from knowledge.figures.coverage import help_with, is_active

    overview = look.overview
    partners = sorted(overview.region.of(Partner).values(), key=lambda each: (each.title.casefold(), each.id))
    for world, number in overview.coverage.region.items():
        yield OverviewLine(f"{world} {number}" if number else f"{world} – {_('gap')}")
        for each in partners:
            if world in each.worlds and is_company_like(each) and is_active(each):
                yield OverviewLine(f"  {record_title(each)}", each.id)
        if not number:
            help_ = help_with(overview.region, overview.coverage, world)
            for partner in dict.fromkeys((*help_.partners, *help_.intermediaries, *help_.schools)):
                name = safe_line(overview.region.title(partner))
                yield OverviewLine("  " + _("may help: {name}").format(name=name), partner)


def _silent(look: OverviewLook) -> OverviewLines:
    for each in look.overview.silent:
        months = look.overview.relations.months_silent(each) or 0
        said = _("{number} mth").format(number=months)
        yield OverviewLine(f"{said:>6}  {safe_line(look.overview.region.title(each))}", each)


def _load_title(look: OverviewLook) -> str:
    weeks, rest = divmod(window_days(look.overview.region), 7)
    if rest or weeks < 2:
        return _("Load (schools in {number} days)").format(number=window_days(look.overview.region))
    return _("Load (schools in {number} weeks)").format(number=weeks)


def _load(look: OverviewLook) -> OverviewLines:
    region = look.overview.region
    for load in look.overview.load:
        yield OverviewLine(f" {of_at_most(region, load):4} {safe_line(region.title(load.partner))}", load.partner)
    for each in look.overview.not_now:
        yield OverviewLine(" " + _("not now: {name}").format(name=safe_line(region.title(each))), each)


def _relations(look: OverviewLook) -> OverviewLines:
    relations = look.overview.relations
    if proposals := relations.proposals:
        number = len(proposals)
        said = ngettext("{number} proposal", "{number} proposals", number).format(number=number)
        names = [short_name(look.overview.region, each.partner) for each in proposals]
        yield OverviewLine(f" {said} ({names_in_room(names, look.width - len(said) - 4)})")
    if number := len(relations.unsupported):
        said = ngettext("{number} where nothing is written down", "{number} where nothing is written down", number)
        yield OverviewLine(" " + said.format(number=number))


def _every_relation(look: OverviewLook) -> OverviewLines:
    region, relations = look.overview.region, look.overview.relations
    for proposal in relations.proposals:
        text = f"{safe_line(region.title(proposal.partner))}: {tell(proposal_reason(proposal))}"
        yield OverviewLine(text, proposal.partner)
    for each in relations.unsupported:
        said = _("called {stage}, with nothing written down this and last year")
        stage = stage_word(region.of(Partner)[each].stage)
        yield OverviewLine(f"{safe_line(region.title(each))}: {said.format(stage=stage)}", each)


def _stages(look: OverviewLook) -> OverviewLines:
    for stage, mean in look.overview.relations.mean_per_stage.items():
        room = max(look.width - 20, 4)
        yield OverviewLine(f" {stage_word(stage):12} {mean:>3} {bar(Decimal(mean), Decimal(100), room)}")


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


def _every_request(look: OverviewLook) -> OverviewLines:
    overview = look.overview
    for each in overview.open_requests:
        text = _("open: {title}").format(title=safe_line(overview.region.title(each)))
        lonely = _("no company yet") if each in overview.requests_without_partner else ""
        yield OverviewLine(" · ".join(filter(None, (text, lonely))), each)
    for each in overview.oversubscribed:
        yield OverviewLine(_("oversubscribed: {title}").format(title=safe_line(overview.region.title(each))), each)
    for each in overview.doubly_confirmed:
        yield OverviewLine(_("confirmed twice: {title}").format(title=safe_line(overview.region.title(each))), each)


NETWORK_BLOCKS: Mapping[str, OverviewBlock] = {
    "spread": OverviewBlock(lambda _look: _("Coverage (companies per world)"), _spread, _of_worlds, 6),
    "matrix": OverviewBlock(lambda _look: _("Coverage (worlds × schools)"), _matrix, _of_worlds, 9),
    "silent": OverviewBlock(lambda _look: _("Silent"), _silent, _silent, 1),
    "load": OverviewBlock(_load_title, _load, _load, 3),
    "relations": OverviewBlock(lambda _look: _("Relations"), _relations, _every_relation, 2),
    "stages": OverviewBlock(lambda _look: _("Embedded (mean, 0 to 100)"), _stages, _every_relation, 6),
    "requests": OverviewBlock(_requests_title, no_lines, _every_request, 0),
}
