"""The demo region STO Vechterland, which is wholly invented; its dates are relative to today."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from knowledge.content.checklists import shipped
from knowledge.content.demo_network import network
from knowledge.content.markdown import BadMarkdown, Page, pages
from knowledge.guard.kept import kept_value
from knowledge.identifier import begun_ids
from knowledge.model import checklist
from knowledge.model.codec import decode
from knowledge.model.fields import Json, Link, Links, Table
from knowledge.model.kinds import about, fields_of
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.closure import Closure
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.settings import Settings
from knowledge.model.records.signup import Signup
from knowledge.model.records.use import Use
from knowledge.problem import N_, Say
from knowledge.work.checklist import begin, finish
from knowledge.work.free_lines import FreeLine

REGION = "STO Vechterland"
PROTAGONIST = "Marieke de Boer"
BEGUN_DAYS_AGO = 1062
FOLDERS = {"partners": Partner.kind, "people": Person.kind, "lessons": Lesson.kind, "meetings": Meeting.kind}
NETWORK = {
    "activities": Activity.kind,
    "closures": Closure.kind,
    "offers": Offer.kind,
    "requests": Request.kind,
    "signups": Signup.kind,
    "approaches": Approach.kind,
    "contributions": Contribution.kind,
    "periods": Period.kind,
    "settings": Settings.kind,
}
"""What the files of `demo/network` hold (`knowledge.content.demo_network`)."""
_FOLDER_OF = {kind: folder for folder, kind in (FOLDERS | NETWORK).items()}


def demo_region(today: date, new_id: Callable[[], str], say: Say, space: str) -> list[Record]:
    """Every record of the region as of `today`; `say` translates the headings in the results of intakes.

    `space` is the id of the space for which they are: ids that follow from something else are of it. Raises
    `BadMarkdown` when a file refers to one that doesn't exist.
    """
    return list(_Region(today, new_id, say, space).records())


class _Region:
    """Turns the files into records: references to other files become ids, numbers of days ago become dates."""

    def __init__(self, today: date, new_id: Callable[[], str], say: Say, space: str) -> None:
        self._today = today
        self._space = space
        self._new_id = new_id
        self._say = say
        self._pages = {folder: pages("nl", f"demo/{folder}") for folder in (*FOLDERS, "intakes")}
        self._network = network(today)
        self._ids = {(folder, slug): new_id() for folder, found in self._pages.items() for slug in found}
        for folder, entries in self._network.items():
            only_id = about(NETWORK[folder]).only_id
            self._ids.update(((folder, slug), only_id or new_id()) for slug in entries)
        self._ids.update(
            (("offers", slug), self._offer_id(slug, entry)) for slug, entry in self._network["offers"].items()
        )
        self._meeting_of = {
            lesson: slug for slug, page in self._pages["meetings"].items() for lesson in page.front.get("lessons", [])
        }

    def records(self) -> Iterator[Record]:
        """All records; partners have the why from their finished intake."""
        made = {
            (folder, slug): self._record(folder, slug, page)
            for folder in FOLDERS
            for slug, page in self._pages[folder].items()
        }
        for slug, page in self._pages["intakes"].items():
            run, partners, actions = self._intake(slug, page, made)
            made.update(partners)
            yield run
            yield from actions
        yield from made.values()
        for slug, page in self._pages["meetings"].items():
            yield from self._actions(slug, page)
        for slug, page in self._pages["lessons"].items():
            yield from self._uses(slug, page)
        for folder, entries in self._network.items():
            for slug, entry in entries.items():
                yield self._entry(folder, slug, entry)

    def _day(self, days_ago: int, *, working_day: bool = False) -> str:
        day = self._today - timedelta(days=int(days_ago))
        if working_day and day.weekday() > 4:
            day -= timedelta(days=day.weekday() - 4)
        return day.isoformat()

    def _id(self, folder: str, slug: str, where: str) -> str:
        if (folder, slug) not in self._ids:
            raise BadMarkdown(N_("{where}: there is no “{slug}” in {folder}."), where=where, slug=slug, folder=folder)
        return self._ids[folder, slug]

    def _record(self, folder: str, slug: str, page: Page) -> Record:
        kind, where = FOLDERS[folder], f"{folder}/{slug}"
        fields: dict[str, Json] = {"body": page.body}
        for name, value in page.front.items():
            if name == "days_ago":
                fields["date"] = self._day(value, working_day=kind in (Meeting.kind, Lesson.kind))
            elif name == "next_days_ago":
                fields["next_date"] = self._day(value, working_day=True)
            elif name == "not_now_days_ago":
                fields["not_now_until"] = self._day(value)
            elif name in fields_of(kind):
                fields.update(self._said(kind, name, value, where))
        if kind == Lesson.kind and slug in self._meeting_of:
            fields["meeting"] = self._id("meetings", self._meeting_of[slug], where)
        return decode(kind, self._ids[folder, slug], fields)

    def _entry(self, folder: str, slug: str, entry: Mapping[str, Any]) -> Record:
        """The record of an entry of the network; raises `BadMarkdown` when it names a field that there is none of."""
        kind, where = NETWORK[folder], f"network/{folder}: {slug}"
        if unknown := entry.keys() - fields_of(kind).keys():
            raise BadMarkdown(
                N_("{where}: there is no “{slug}” in {folder}."), where=where, slug=min(unknown), folder=kind
            )
        said = (self._said(kind, name, value, where) for name, value in entry.items())
        fields = {name: value for each in said for name, value in each.items()}
        return decode(kind, self._ids[folder, slug], fields)

    def _offer_id(self, slug: str, entry: Mapping[str, Any]) -> str:
        """The id of an offer that was made of a line of its partner, the one that begins with its title."""
        where, partner = f"network/offers: {slug}", entry["partner"]
        owner = Partner(id=self._id("partners", partner, where), title="")
        lines = self._pages["partners"][partner].front.get("offers", [])
        line = next((each for each in lines if each.startswith(entry["title"])), None)
        if line is None:
            raise BadMarkdown(
                N_("{where}: there is no “{slug}” in {folder}."), where=where, slug=entry["title"], folder=partner
            )
        return next(begun_ids(self._space, Offer.kind, FreeLine(owner, line).key))

    def _said(self, kind: str, name: str, value: Any, where: str) -> dict[str, Json]:
        """The field `name` as it is stored, with ids in place of slugs; of a table, each row."""
        if name == "guard_kept":
            value = {row: kept_value(reason, PROTAGONIST, self._today, 1) for row, reason in value.items()}
        if isinstance(fields_of(kind)[name].type, Table):
            return {f"{name}.{row}": text for row, text in value.items()}
        return {name: self._linked(kind, name, value, where)}

    def _linked(self, kind: str, name: str, value: Any, where: str) -> Json:
        declared = fields_of(kind)[name].type
        if isinstance(declared, Links):
            return [self._target(declared.targets, str(slug), where) for slug in value]
        if isinstance(declared, Link):
            return self._target(declared.targets, str(value), where)
        return value  # type: ignore[no-any-return]

    def _target(self, kinds: Iterable[str], slug: str, where: str) -> str:
        """The id of what `slug` names among these kinds."""
        folders = [_FOLDER_OF[kind] for kind in kinds]
        return self._id(next((each for each in folders if (each, slug) in self._ids), folders[0]), slug, where)

    def _actions(self, slug: str, page: Page) -> Iterator[Action]:
        where = f"meetings/{slug}"
        for item in page.front.get("actions", []):
            due = date.fromisoformat(self._day(item["due_days_ago"])) if "due_days_ago" in item else None
            done = bool(item.get("done"))
            partners = item.get("partners", page.front.get("partners", []))
            yield Action(
                id=self._new_id(),
                title=item["what"],
                who=item.get("who", ""),
                due=due,
                state="done" if done else "open",
                done_on=due if done else None,
                partners=tuple(self._id("partners", partner, where) for partner in partners),
                origin=self._id("meetings", slug, where),
            )

    def _uses(self, slug: str, page: Page) -> Iterator[Use]:
        for item in page.front.get("uses", []):
            yield Use(
                id=self._new_id(),
                lesson=self._id("lessons", slug, f"lessons/{slug}"),
                who=item["who"],
                date=date.fromisoformat(self._day(item["days_ago"], working_day=True)),
                purpose=item.get("purpose", ""),
                outcome=item.get("outcome", ""),
                note=item.get("note", ""),
            )

    def _intake(
        self, slug: str, page: Page, made: Mapping[tuple[str, str], Record]
    ) -> tuple[ChecklistRun, dict[tuple[str, str], Record], list[Action | Activity]]:
        where = f"intakes/{slug}"
        template = next(each for each in shipped("nl") if each.id == page.front["template"])
        parties: dict[tuple[str, str], Partner] = {}
        for side in ("school", "company"):
            key = ("partners", str(page.front[side]))
            self._id(*key, where)
            partner = made[key]
            assert isinstance(partner, Partner)
            parties[key] = partner
        school, company = parties.values()
        begun = date.fromisoformat(self._day(page.front["days_ago"], working_day=True))
        run = begin(
            template,
            school=school,
            company=company,
            today=begun,
            participants=page.front.get("participants", []),
            run_id=self._ids["intakes", slug],
        )
        for question, sides in page.front["answers"].items():
            for party, parts in sides.items():
                run = checklist.with_answer(run, question, party, self._answer(parts))
        if page.front.get("state") != "finished":
            return run, {}, []
        finished = finish(run, template, parties.values(), self._say)
        after = {partner.id: partner for partner in finished.partners}
        kept = {key: after[each.id] for key, each in parties.items() if each.id in after and not each.why}
        settled = (self._settled(action, begun) for action in finished.actions)
        ahead = (each for each in finished.activities if each.date and each.date > self._today)
        return finished.run, dict(kept), [*settled, *ahead]  # what came of earlier ideas stands in the network

    def _settled(self, action: Action, begun: date) -> Action:
        """`action` as it is today: actions of an intake over a year ago have been done since."""
        if (self._today - begun).days < 365:
            return action
        return dataclasses.replace(action, state="done", done_on=action.due or begun + timedelta(days=30))

    def _answer(self, parts: Mapping[str, Any]) -> checklist.Answer:
        days = {"days_ago": "date", "due_days_ago": "due"}
        values: dict[str, Any] = {}
        for name, value in parts.items():
            if name in days:
                values[days[name]] = date.fromisoformat(self._day(value))
            else:
                values[name] = tuple(value) if isinstance(value, list) else value
        return checklist.Answer(**values)
