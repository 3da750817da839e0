"""What stands beside a plan, in words: the lessons that help, and the colleague to ask, with how to begin."""

from __future__ import annotations

from knowledge.model.region import Region
from knowledge.model.vocabulary import CONTACT_WAYS
from knowledge.work.plan_lessons import PlanLessons
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line


def lines_beside(region: Region, found: PlanLessons) -> list[tuple[str, str]]:
    """What to show beside a plan: for each line the id of what it is about ("" for nothing), and its text."""
    lines = [(each.lesson.id, f"♦ {safe_line(each.lesson.title)}") for each in found.lessons]
    if not found.lessons:
        nothing = _("No lesson comes near enough.")
        lines.append(("", nothing if found.any_of_kind else _("No lesson about this yet. Write one afterwards.")))
    if found.ask is not None:
        lines.append((found.ask.id, ask_line(region, found)))
    return lines


def ask_line(region: Region, found: PlanLessons) -> str:
    """Whom to ask: "Ask Mehmet Arslan (CSG Het Kompas, prefers e-mail): “You wrote …”."; "" when there is nobody."""
    if found.ask is None:
        return ""
    facts = [safe_line(region.title(each)) for each in found.ask.partners]
    if found.ask.preferred:
        facts.append(_("prefers {way}").format(way=_(CONTACT_WAYS.label(found.ask.preferred))))
    who = safe_line(found.ask.title) + (f" ({', '.join(fact for fact in facts if fact)})" if facts else "")
    if found.about is None:
        return _("Ask {who}, who did this before.").format(who=who)
    return _("Ask {who}: “You wrote ‘{title}’. I am going to …”").format(who=who, title=safe_line(found.about.title))
