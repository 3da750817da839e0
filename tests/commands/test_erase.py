"""`sto erase` removes a record here, and reports which devices have erased it."""

from __future__ import annotations

from pathlib import Path

from knowledge import spaces
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.private_files import COPIED, DRAFT
from tests.commands.conftest import Sto


def test_erasing_without_anybody_to_ask_needs_yes(sto: Sto, lesson: str) -> None:
    assert sto("erase", lesson).status == 2
    assert sto("show", lesson).status == 0


def test_what_is_erased_is_gone_and_its_status_tells_who_has_forgotten(sto: Sto, lesson: str, tmp_path: Path) -> None:
    hakan = spaces.begin_or_join(Home.at(tmp_path / "hakan"), tmp_path / "shared", author="Hakan", starter=False)
    hakan.save(Lesson(title="van Hakan"))
    hakan.sync()
    sto("sync")

    told = sto("erase", lesson, "--yes", "--json")
    assert told.status == 0, told.err
    assert (told.json["here"], told.json["done"]) == (True, False)
    assert sto("show", lesson).status == 1
    hakan.sync()
    sto("sync")

    status = sto("erase", "--status", lesson[-8:], "--json").json
    assert status["done"]
    assert [each["author"] for each in status["replicas"]] == ["Hakan"]
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and b"zonneveldkwast" in path.read_bytes().lower()
    ]


def test_records_that_name_what_is_erased_are_told(sto: Sto) -> None:
    person = sto("add", "person", "--title", "Jaap Zonneveldkwast").out.strip()
    lesson = sto("add", "lesson", "--title", "Bellen", "--body", "Vraag Jaap Zonneveldkwast.").out.strip()

    firm = sto("add", "partner", "--title", "Brinkhof").out.strip()
    asked = ("way=telefoon", f"partner={firm}", f"by={firm}", "who=jaap zonneveldkwast")
    approach = sto("add", "approach", *(word for each in asked for word in ("--set", each))).out.strip()
    once = sto("add", "lesson", "--title", "Toen", "--body", "Jaap Zonneveldkwast").out.strip()
    sto("edit", once, "--body", "Niemand")

    told = sto("erase", person, "--yes", "--json").json

    assert {each["id"] for each in told["mentions"]} == {lesson, approach}


def test_the_status_of_what_nobody_erased_is_refused(sto: Sto, lesson: str) -> None:
    assert sto("erase", "--status", lesson).status == 1


def test_unsaved_text_that_names_what_is_erased_is_told(sto: Sto, tmp_path: Path) -> None:
    person = sto("add", "person", "--title", "Jaap Zonneveldkwast").out.strip()
    files = Home.at(tmp_path / "home").private
    draft, copied = files.path(DRAFT, about="new-lesson-0a1b2c3d"), files.path(COPIED)
    for path in (draft, copied):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Vraag Jaap Zonneveldkwast.")

    told = sto("erase", person, "--yes", "--json").json

    assert told["unsaved"] == [str(draft)]
    assert draft.is_file() and not copied.exists()
    assert draft.name in sto("erase", "--status", person).out
    assert draft.name in sto("doctor").out
