"""The blocks of the overview about cofinanciering."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from sto_tui.wording.cofinancing import euros, percent
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.overview_blocks import (
    OverviewBlock,
    OverviewLine,
    OverviewLines,
    OverviewLook,
    bar,
    packed_lines,
    progress_bar,
)
from sto_tui.wording.plain import safe_line

_LONGEST_BAR = 34


def _cofinancing_title(look: OverviewLook) -> str:
    period = look.overview.register.period
    return _("Cofinancing {period}").format(period=safe_line(period.title)) if period else _("Cofinancing")


def _cofinancing(look: OverviewLook) -> OverviewLines:
    register = look.overview.register
    if register.period is None:
        yield OverviewLine(" " + _("No grant period yet: make one"))
        return
    said = _("{total} of {target}").format(total=euros(register.total), target=euros(register.target))
    share = percent(register.share)
    room = min(look.width - len(said) - len(share) - 10, _LONGEST_BAR)
    line = progress_bar(register.share, register.elapsed, max(room, 10))
    yield from packed_lines([f"{line}  {said}    {share}"] if room >= 10 else [line, f"{said}  {share}"], look, "")
    parts = [_("proven {amount}").format(amount=euros(register.proven))]
    if missing := len(register.missing_evidence):
        parts.append(_("without evidence {number}").format(number=missing))
    if register.undecided:
        parts.append(_("to be judged {amount}").format(amount=euros(register.undecided)))
    yield from packed_lines(parts, look)
    pro_rata = _("elapsed {share} (pro rata {amount})")
    parts = [pro_rata.format(share=percent(register.elapsed), amount=euros(register.pro_rata))]
    if register.pledged:
        parts.append(_("pledged {amount}").format(amount=euros(register.pledged)))
    yield from packed_lines(parts, look)
    if register.two_versions:
        number = len(register.two_versions)
        text = ngettext(
            "provisional: {number} line with two versions", "provisional: {number} lines with two versions", number
        )
        yield OverviewLine(" " + text.format(number=number))
    elif register.provisional:
        yield OverviewLine(" " + _("provisional: the grant period has two versions"))


def _lines_of_register(look: OverviewLook) -> OverviewLines:
    from sto_tui.wording.cofinancing import what_was_given, why_not

    register = look.overview.register
    if period := register.period:
        closed = _("books closed until {day}").format(day=show_day(period.closed_until)) if period.closed_until else ""
        yield OverviewLine(" · ".join(filter(None, (safe_line(period.title), closed or _("books open")))), period.id)
    for each in register.lines:
        day = f"{each.line.date:%d-%m-%Y}" if each.line.date else ""
        remark = why_not(each) or ("" if each.proven else _("without evidence"))
        partner = safe_line(register.region.title(each.line.partner)) or _("(unknown)")
        text = " · ".join(part for part in (partner, what_was_given(each), remark) if part)
        yield OverviewLine(f"{day:10}  {euros(each.amount):>14}  {text}", each.line.id)


def _quarters(look: OverviewLook) -> OverviewLines:
    amounts = look.overview.register.by_quarter
    most = max(amounts.values(), default=Decimal(0))
    for quarter, amount in amounts.items():
        number = f"{(amount / 1000).quantize(Decimal('0.1'), ROUND_HALF_UP):f}".replace(".", ",")
        room = max(look.width - 12 - len(number), 4)
        yield OverviewLine(f" {quarter}  {bar(amount, most, room):<{room}} {number}")


COFINANCING_BLOCKS: Mapping[str, OverviewBlock] = {
    "cofinancing": OverviewBlock(_cofinancing_title, _cofinancing, _lines_of_register, 6),
    "quarters": OverviewBlock(lambda _look: _("Cofinancing per quarter (× € 1,000)"), _quarters, _lines_of_register, 8),
}
