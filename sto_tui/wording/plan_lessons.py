"""The colleague to ask beside a plan, in words: who, where, how to reach them, and how to begin."""

from __future__ import annotations

from knowledge.model.region import Region
from knowledge.model.vocabulary import CONTACT_WAYS
from knowledge.work.plan_lessons import PlanLessons
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line


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
