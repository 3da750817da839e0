"""The retention list in words, and as a block of the overview: whose last contact is long ago, and what tells so."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.figures.overview import Overview
from knowledge.model.records.signup import Signup
from knowledge.model.region import Region
from knowledge.model.typed.periods import whole_months
from knowledge.work.retention import LastContact
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.overview_blocks import OverviewBlock, OverviewLine, OverviewLines, OverviewLook, record_title
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import kind_word


def contact_reason(region: Region, contact: LastContact) -> str:
    """What tells of the last contact: “meeting ‘Branchetafel’”, or that the record itself was written then."""
    if contact.source != contact.person.id:
        said = _of_record(region, contact.source)
    elif contact.person.id in region.changed:
        said = _("record changed")
    else:
        said = _("entered, and no contact since")
    return f"{said} · {_('in the bin')}" if contact.person.id in region.binned_people else said


def _of_record(region: Region, document_id: str) -> str:
    kind = next((kind for kind, records in region.records.items() if document_id in records), "")
    return _("{kind} “{title}”").format(kind=kind_word(kind), title=safe_line(region.title(document_id)))


def _works_at(region: Region, contact: LastContact) -> str:
    """The names of the partners at which a person works."""
    return ", ".join(filter(None, (safe_line(region.title(each)) for each in contact.person.partners)))


def kept_for(months: int) -> str:
    """How long contact data is kept."""
    said = ngettext(
        "Contact data is kept for {number} month after the last contact (`sto settings set retention_months=…`).",
        "Contact data is kept for {number} months after the last contact (`sto settings set retention_months=…`).",
        months,
    )
    return said.format(number=months)


def every_kept(overview: Overview) -> OverviewLines:
    """A line for each person and sign-up that was kept for as long as agreed: the last contact, who, and why."""
    region = overview.region
    for each in overview.people_to_erase:
        parts = (record_title(each.person), _works_at(region, each), contact_reason(region, each))
        yield OverviewLine(f"{each.day:%d-%m-%Y}  {' · '.join(filter(None, parts))}", each.person.id)
    for signed in overview.kept_too_long:
        signup = region.of(Signup)[signed]
        names = (safe_line(region.title(part)) for part in (signup.by, signup.target))
        text = " · ".join(filter(None, (kind_word(Signup.kind), *names)))
        yield OverviewLine(f"{signup.signed_on:%d-%m-%Y}  {text}", signed)


def _kept(look: OverviewLook) -> OverviewLines:
    overview = look.overview
    for each in overview.people_to_erase:
        said = _("{number} mth").format(number=whole_months(each.day, overview.day))
        yield OverviewLine(f"{said:>6}  {record_title(each.person)}", each.person.id)
    if number := len(overview.kept_too_long):
        said = ngettext("{number} sign-up kept too long", "{number} sign-ups kept too long", number)
        yield OverviewLine(" " + said.format(number=number))


RETENTION_BLOCKS: Mapping[str, OverviewBlock] = {
    "kept": OverviewBlock(lambda _look: _("Kept too long (AVG)"), _kept, lambda look: every_kept(look.overview), 1)
}
