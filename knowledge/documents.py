"""What the documents of a space say now: the reading half of a workspace, over the merged documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.listing import LatestDays, Listing
from knowledge.journal.document import Document
from knowledge.journal.history import History
from knowledge.journal.merge import merge_history
from knowledge.journal.mirror import Mirror
from knowledge.journal.versions import Version, versions
from knowledge.problem import NameOfSeveral, UnknownId

if TYPE_CHECKING:
    from knowledge.catalogue.region_view import RegionView
    from knowledge.figures.cofinancing import Cofinancing
    from knowledge.figures.report import SteeringReport
    from knowledge.model.records.period import Period
    from knowledge.model.region import Region
    from knowledge.model.reuse import Reuse
    from knowledge.model.typed.periods import DayRange
    from knowledge.work.deleting import AtStake
    from knowledge.work.plan_check import PlanCheck

_UNTOLD = 10_000
"""The most uses to look through for those about which somebody is to be asked."""


_LINES = 1_000_000
"""More lines than any register has."""


class Documents:
    """The documents that `catalogue` merges from `mirror`, each method as of now; `author` is who asks."""

    author: str
    _mirror: Mirror
    _catalogue: Catalogue
    _region_view: RegionView
    _plan_check: PlanCheck | None = None

    def get(self, document_id: str) -> Document:
        """The document `document_id` (also when it is in the trash); raises `UnknownId`."""
        self._catalogue.refresh(self._mirror)
        document = self._catalogue.document(document_id)
        if document is None:
            raise UnknownId(document_id)
        return document

    def documents(self, listing: Listing) -> list[Document]:
        """The documents that `listing` selects."""
        self._catalogue.refresh(self._mirror)
        return self._catalogue.documents(listing)

    def count(self, listing: Listing) -> int:
        """How many documents `listing` selects, without its limit."""
        self._catalogue.refresh(self._mirror)
        return self._catalogue.count(listing)

    def kinds(self, linked_to: str = "") -> list[str]:
        """The kinds that occur here, unknown ones included; with `linked_to`, those of what links to that document."""
        self._catalogue.refresh(self._mirror)
        return self._catalogue.kinds(linked_to)

    def latest_days(self, wanted: LatestDays) -> dict[str, date]:
        """The latest day that `wanted` asks for, by the id of the document that is linked to."""
        self._catalogue.refresh(self._mirror)
        return self._catalogue.latest_days(wanted)

    def region(self, today: date) -> Region:
        """Everything that rules of the network look at, as it is on the day `today`."""
        self._catalogue.refresh(self._mirror)
        return self._region_view.region(today)

    def cofinancing(self, today: date, period: Period | None = None) -> Cofinancing:
        """The register of cofinanciering of `period`, by default the one in force on the day `today`."""
        from knowledge.figures.cofinancing import cofinancing

        region = self.region(today)
        return cofinancing(region, [each.id for each in self._catalogue.conflicts()], period)

    def lines_in_bin(self) -> list[Document]:
        """The lines of the register that are in the bin."""
        from knowledge.model.records.contribution import Contribution

        return self.documents(Listing(Contribution.kind, trashed=True, limit=_LINES))

    def changed_after_closing(self) -> list[str]:
        """The ids of the lines of the register, also in the bin, that were changed while their books were closed."""
        from knowledge.model.records.contribution import Contribution
        from knowledge.model.records.period import Period
        from knowledge.work.closing import changed_after_closing

        found = self.documents(Listing(Period.kind, limit=_LINES))
        periods = [each.record for each in found if isinstance(each.record, Period) and each.record.closed_until]
        if not periods:
            return []
        closed = [(each, self.history(each.id)) for each in periods]
        first = min(step.time for _, steps in closed for step in steps if step.set.get("closed_until"))
        lines = [*self.documents(Listing(Contribution.kind, limit=_LINES)), *self.lines_in_bin()]
        return sorted(
            each.id for each in lines if each.changed > first and changed_after_closing(self.history(each.id), closed)
        )

    def steering_report(self, day: date, span: DayRange) -> SteeringReport:
        """The figures of the report to the stuurgroep about `span`, as things stand on `day`."""
        from knowledge.figures.overview import Overview
        from knowledge.figures.past_stages import stage_before
        from knowledge.figures.report import SteeringReport

        overview = Overview(self.cofinancing(day))
        stages = {
            each.id: stage_before(versions(self._catalogue.changes.of(each.id)), span.first)
            for each in overview.relations.partners
        }
        return SteeringReport(overview, span, {each: stage for each, stage in stages.items() if stage is not None})

    def superfluous(self) -> list[Document]:
        """The documents beside the only one of their kind (the settings), which nothing uses."""
        from knowledge.catalogue.only_ones import superfluous

        self._catalogue.refresh(self._mirror)
        return superfluous(self._catalogue)

    def plan_check(self, today: date) -> PlanCheck:
        """The warnings about what is planned, with the school calendar they rest on; the same while nothing changes."""
        from knowledge.content.holidays import shipped_holidays
        from knowledge.work.plan_check import PlanCheck
        from knowledge.work.school_calendar import SchoolCalendar

        region = self.region(today)
        known = self._plan_check
        if known is None or known.region is not region:
            before = known.school_calendar if known else None
            known = self._plan_check = PlanCheck(SchoolCalendar(region, shipped_holidays(), before), known)
        return known

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of `ids` that exist, to name linked partners, persons and meetings."""
        return self._catalogue.titles(ids)

    def reuse(self, lesson: Document) -> Reuse:
        """How often `lesson` is used, and how that went."""
        from knowledge.model.reuse import reuse_of

        self._catalogue.refresh(self._mirror)
        return reuse_of(lesson.record, self._catalogue.ranking([lesson.id]).get(lesson.id, ()))

    def uses_to_ask(self, today: date) -> list[Document]:
        """The uses about which this person is to be asked how they went; the oldest comes first.

        Uses of lessons that are gone or in the trash aren't asked about.
        """
        from knowledge.model.records.activity import Activity
        from knowledge.model.records.use import Use
        from knowledge.work.uses import uses_to_ask

        untold = self.documents(Listing(Use.kind, state="open", sort="due", limit=_UNTOLD))
        uses = {each.id: each for each in untold}
        open_uses = [each.record for each in untold if isinstance(each.record, Use)]
        events = (each.record for each in self._catalogue.read({use.event for use in open_uses if use.event}))
        done = {
            each.id: each.last_day for each in events if isinstance(each, Activity) and each.is_done and each.last_day
        }
        due = uses_to_ask(open_uses, self.author, today, done)
        here = {each.id for each in self._catalogue.read({use.lesson for use in due}) if not each.deleted}
        return [uses[use.id] for use in due if use.lesson in here]

    def named(self, kind: str, title: str) -> Document | None:
        """The document of `kind` with this title (case and accents don't count), or None.

        Raises `NameOfSeveral` when several have it: which one is meant is for the person to say.
        """
        self._catalogue.refresh(self._mirror)
        found = self._catalogue.named(kind, title)
        if len(found) > 1:
            from knowledge.work.duplicates import distinction

            titles = self.titles(each for document in found for each in document.record.linked_partners)
            facts = [(each.record.title, distinction(each.record, titles), each.id) for each in found]
            raise NameOfSeveral(title, [f"{', '.join(filter(None, told))} ({id_})" for *told, id_ in facts])
        return found[0] if found else None

    def is_taken(self, document_id: str) -> bool:
        """Whether a document has this id, or had it before it was erased."""
        self._catalogue.refresh(self._mirror)
        return bool(self._catalogue.select("SELECT 1 FROM document WHERE id = ?", (document_id,)))

    def matching_ids(self, part: str) -> list[str]:
        """The ids that begin or end with `part`, ten at most, for people who type only part of an id."""
        self._catalogue.refresh(self._mirror)
        return self._catalogue.matching_ids(part)

    def history(self, document_id: str) -> Sequence[Version]:
        """Every version of a document, oldest first; raises `UnknownId`."""
        self.get(document_id)
        return versions(self._catalogue.changes.of(document_id))

    def times_set(self, document_id: str, fields: Collection[str]) -> int:
        """How many known changes of a document set one of `fields`: a number that only grows, the same everywhere."""
        self._catalogue.refresh(self._mirror)
        return sum(1 for change in self._catalogue.changes.of(document_id) if not change.set.keys().isdisjoint(fields))

    def as_seen(self, document_id: str, heads: Sequence[str]) -> Document | None:
        """The document as somebody had it who had seen `heads` (`Document.heads`) and nothing after them.

        None when one of them isn't known here any more, or is of another document.
        """
        self._catalogue.refresh(self._mirror)
        past = History(self._catalogue.changes.of(document_id)).up_to(heads)
        return merge_history(past) if heads and all(head in past.position for head in heads) else None

    def at_stake(self, document_id: str) -> AtStake:
        """What would go with a document in the trash besides the person's own work; raises `UnknownId`."""
        from knowledge.model.kinds import fields_of
        from knowledge.work import deleting

        named = self.documents(Listing(origin=document_id, sort="changed", limit=deleting.SHOWN))
        linking = [
            deleting.Linking(
                kind,
                self.count(Listing(kind, origin=document_id)),
                self.count(Listing(kind, origin=document_id, state="open")) if "state" in fields_of(kind) else 0,
            )
            for kind in self.kinds(linked_to=document_id)
        ]
        record = self.get(document_id).record
        return deleting.at_stake(record, self.history(document_id), self.author, linking, named)
