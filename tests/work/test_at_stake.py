"""What is at stake when somebody puts a document in the bin: the words of others, and what links to it."""

from __future__ import annotations

from datetime import date

from knowledge.model.records.action import Action
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.work.deleting import SHOWN, AtStake
from knowledge.workspace import Workspace


def as_if_by(workspace: Workspace, author: str) -> None:
    """From now on `author` writes."""
    workspace.author = author
    workspace._saving._author = author


def test_nothing_is_at_stake_in_what_the_person_alone_wrote(workspace: Workspace) -> None:
    lesson = workspace.save(Lesson(title="Lasdag"))
    workspace.save(Lesson(id=lesson.id, title="Lasdag in mei"), seen=lesson)

    assert not workspace.at_stake(lesson.id)


def test_the_words_of_others_are_also_when_the_person_wrote_last(workspace: Workspace) -> None:
    mine = workspace.author
    as_if_by(workspace, "Hakan")
    lesson = workspace.save(Lesson(title="Lasdag"))
    as_if_by(workspace, "Els")
    lesson = workspace.save(Lesson(id=lesson.id, title="Lasdag", body="Helmen mee."), seen=lesson)
    as_if_by(workspace, mine)
    workspace.save(Lesson(id=lesson.id, title="Lasdag in mei", body="Helmen mee."), seen=lesson)

    assert workspace.at_stake(lesson.id).writers == ("Els", "Hakan")
    as_if_by(workspace, " hakan ")
    assert workspace.at_stake(lesson.id).writers == (mine, "Els")


def test_everything_that_links_to_it_counts_and_the_first_are_named(workspace: Workspace) -> None:
    partner = workspace.save(Partner(title="Brinkhof", partner_kind="bedrijf"))
    linking = [
        workspace.save(record)
        for record in (
            Person(title="Joost", partners=(partner.id,)),
            Meeting(title="Overleg", date=date(2026, 10, 1), venue=partner.id),
            Action(title="Bellen", partners=(partner.id,)),
            *(Lesson(title=f"Les {number}", partners=(partner.id,)) for number in range(4)),
        )
    ]

    stake = workspace.at_stake(partner.id)

    assert (stake.writers, stake.links, len(stake.named)) == ((), 7, SHOWN)
    assert {each.id for each in stake.named} <= {each.id for each in linking}
    workspace.delete(linking[0].id)
    assert workspace.at_stake(partner.id).links == 6


def test_what_it_links_to_itself_is_not_at_stake(workspace: Workspace) -> None:
    partner = workspace.save(Partner(title="Brinkhof", partner_kind="bedrijf"))
    lesson = workspace.save(Lesson(title="Lasdag", partners=(partner.id,)))

    assert workspace.at_stake(lesson.id) == AtStake()
