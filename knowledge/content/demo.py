"""The demo region STO Vechterland, which is wholly invented; its dates are relative to today."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from knowledge.content.checklists import shipped
from knowledge.content.markdown import BadMarkdown, Page, pages
from knowledge.model import checklist
from knowledge.model.codec import decode
from knowledge.model.fields import Json, Link, Links
from knowledge.model.kinds import fields_of
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.use import Use
from knowledge.problem import N_, Say
from knowledge.work.checklist import begin, finish

REGION = "STO Vechterland"
PROTAGONIST = "Marieke de Boer"
BEGUN_DAYS_AGO = 1062
FOLDERS = {"partners": Partner.kind, "people": Person.kind, "lessons": Lesson.kind, "meetings": Meeting.kind}


def demo_region(today: date, new_id: Callable[[], str], say: Say) -> list[Record]:
    """Every record of the region as of `today`; `say` translates the headings in the results of intakes.

    Raises `BadMarkdown` when a file refers to one that doesn't exist.
    """
    return list(_Region(today, new_id, say).records())


class _Region:
    """Turns the files into records: references to other files become ids, numbers of days ago become dates."""

    def __init__(self, today: date, new_id: Callable[[], str], say: Say) -> None:
        self._today = today
        self._new_id = new_id
        self._say = say
        self._pages = {folder: pages("nl", f"demo/{folder}") for folder in (*FOLDERS, "intakes")}
        self._ids = {(folder, slug): new_id() for folder, found in self._pages.items() for slug in found}
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
            elif name == "participation":
                fields.update({f"participation.{body}": mandate for body, mandate in value.items()})
            elif name in fields_of(kind):
                fields[name] = self._linked(kind, name, value, where)
        if kind == Lesson.kind and slug in self._meeting_of:
            fields["meeting"] = self._id("meetings", self._meeting_of[slug], where)
        return decode(kind, self._ids[folder, slug], fields)

    def _linked(self, kind: str, name: str, value: Any, where: str) -> Json:
        folder_of = {of: folder for folder, of in FOLDERS.items()}
        declared = fields_of(kind)[name].type
        if isinstance(declared, Links):
            return [self._id(folder_of[declared.targets[0]], str(slug), where) for slug in value]
        if isinstance(declared, Link):
            return self._id(folder_of[declared.targets[0]], str(value), where)
        return value  # type: ignore[no-any-return]

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
        return finished.run, dict(kept), [*settled, *finished.activities]

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
