"""The form: saving, errors beside the field, drafts, and leaving without losing anything."""

from __future__ import annotations

import dataclasses
import errno
import os
import zlib
from typing import Any

import pytest
from driving import LARGE, SMALL, WELDING, says, screen_text, shows, until
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.model.kinds import fields_of
from knowledge.model.records.lesson import Lesson
from knowledge.private_files import DRAFT
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.drafts import Draft, Drafts, find_draft
from sto_tui.forms.pick_field import PickField
from sto_tui.forms.record_form import FieldRow, RecordForm
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.search import SearchScreen
from tests import region_f


def row(app: StoApp, name: str) -> FieldRow:
    return app.screen.query_one(f"#row-{name}", FieldRow)


async def test_a_new_lesson_is_saved_and_found(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press(*"Zaagvlak")
        await pilot.press("ctrl+s")
        await shows(pilot, "Zaagvlak")
        await until(pilot, lambda: not isinstance(app.screen, EditorScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await pilot.press(*"zaagvl")
        await shows(pilot, "1 gevonden")


async def test_a_missing_title_is_told_beside_the_field(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: row(app, "title").query_one(".wrong").display)
        assert isinstance(app.screen, EditorScreen)


async def test_a_date_may_be_typed_the_dutch_way(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press(*"Met datum")
        row(app, "date").query_one(Input).value = "3-11-2025"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: filled.named("lesson", "Met datum") is not None)
        found = filled.named("lesson", "Met datum")
        assert found is not None and str(found.record.when) == "2025-11-03"


async def test_a_partner_can_be_made_while_choosing_one(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        row(app, "partners").query_one(PickField).action_choose()
        await shows(pilot, "Typ om de lijst korter te maken")
        await pilot.press(*"Nijland")
        await shows(pilot, "+ nieuw: partner “Nijland”")
        await pilot.press("enter", "right", "enter")
        await until(pilot, lambda: filled.named("partner", "Nijland") is not None)
        await until(pilot, lambda: bool(row(app, "partners").query_one(PickField).value))


async def test_leaving_with_changes_asks_and_a_draft_is_offered_again(app: StoApp, home: Home) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press(*"Halve gedachte")
        await pilot.press("escape")
        await shows(pilot, "nog niet opgeslagen")
        await pilot.press("right", "enter")
        await until(pilot, lambda: any(home.private.all()))
        await pilot.press("ctrl+n")
        await shows(pilot, "Verder gaan met dat concept?")
        await pilot.press("enter")
        await until(pilot, lambda: row(app, "title").query_one(Input).value == "Halve gedachte")


async def test_typing_keeps_a_draft_without_leaving(app: StoApp, home: Home) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press("a")
        await until(pilot, lambda: any(home.private.all()))


async def test_saving_forgets_the_draft(app: StoApp, home: Home, filled: Workspace) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press(*"Kort")
        await until(pilot, lambda: any(home.private.all()))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: filled.named("lesson", "Kort") is not None)
        await until(pilot, lambda: not any(home.private.all()))


async def test_what_others_changed_meanwhile_is_kept(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press(*"lasgast")
        await shows(pilot, "1 gevonden")
        await pilot.press("down", "ctrl+e")
        await shows(pilot, "Wijzigen (les")
        other = filled.named("lesson", WELDING)
        assert other is not None and isinstance(other.record, Lesson)
        filled.save(dataclasses.replace(other.record, author="Hakan"), seen=other)
        row(app, "source").query_one(Input).value = "bezoek"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, EditorScreen))
        now = filled.named("lesson", WELDING)
        assert now is not None and isinstance(now.record, Lesson)
        assert (now.record.author, now.record.source) == ("Hakan", "bezoek")


async def test_an_unchanged_form_closes_without_a_question(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"lasgast")
        await shows(pilot, "1 gevonden")
        await pilot.press("down", "ctrl+e")
        await shows(pilot, "Wijzigen (les")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        assert filled.count(Listing("lesson")) == 2
        assert "1 gevonden" in screen_text(app)


async def test_ctrl_z_takes_back_typing_in_a_text_field(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        area = row(app, "body").query_one(TextArea)
        before = area.text
        area.focus()
        await pilot.press("x")
        await until(pilot, lambda: area.text != before)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: area.text == before)


async def test_quitting_keeps_what_was_just_typed(app: StoApp, home: Home) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press(*"Net getypt", "ctrl+q")
    assert "Net getypt" in "".join(path.read_text() for path in [each.path for each in home.private.all()])


async def test_a_draft_belongs_to_the_version_its_writer_saw(app: StoApp, home: Home, filled: Workspace) -> None:
    before = filled.named("lesson", WELDING)
    assert before is not None
    changed = Draft({"title": WELDING, "source": "bezoek"}, before.heads)
    left = Drafts(home.private, "lesson", before.id, filled.place)
    left.want(changed)
    left.write()
    left.close()
    filled.save(dataclasses.replace(before.record, author="Hakan"), seen=before)
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press(*"lasgast")
        await shows(pilot, "1 gevonden")
        await pilot.press("down", "ctrl+e")
        await shows(pilot, "Verder gaan met dat concept?")
        await pilot.press("enter")
        await until(pilot, lambda: row(app, "source").query_one(Input).value == "bezoek")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, EditorScreen))
        now = filled.get(before.id).record
        assert isinstance(now, Lesson)
        assert (now.author, now.source) == ("Hakan", "bezoek")


# -- two programs on one home -----------------------------------------------------------------------------------------


async def test_two_apps_that_write_something_new_keep_a_draft_each_and_both_can_be_had_back(
    app: StoApp, home: Home, filled: Workspace
) -> None:
    async with app.run_test(size=LARGE) as first:
        await begun(first, "Eerste gedachte")
        other = StoApp(lambda: filled, home, sync_every=0)
        async with other.run_test(size=LARGE) as second:
            await begun(second, "Tweede gedachte")  # nothing is offered: the other one is still being written
            assert sorted(titles(home)) == ["Eerste gedachte", "Tweede gedachte"]
            await second.press("ctrl+q")
        await first.press("ctrl+q")

    back = StoApp(lambda: filled, home, sync_every=0)
    async with back.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Verder gaan met dat concept?")
        offered = {"Eerste gedachte", "Tweede gedachte"}
        (newest,) = [each for each in offered if f"“{each}”" in screen_text(back)]
        (other_one,) = offered - {newest}
        await pilot.press("right", "right", "enter")
        await shows(pilot, f"“{other_one}”")
        await pilot.press("enter")
        await until(pilot, lambda: row(back, "title").query_one(Input).value == other_one)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: filled.named("lesson", other_one) is not None)
        await until(pilot, lambda: titles(home) == [newest])


async def begun(pilot: Pilot[Any], title: str) -> None:
    """Begin a new lesson called `title`, and wait for its draft."""
    app = pilot.app
    assert isinstance(app, StoApp)
    await shows(pilot, "recent")
    await pilot.press("ctrl+n")
    await shows(pilot, "Nieuw: les")
    row(app, "title").query_one(Input).value = title
    await until(pilot, lambda: title in titles(app.home))


def titles(home: Home) -> list[str]:
    """The titles in all drafts."""
    found = [find_draft(file.path) for file in home.private.all()]
    return [str(draft.values["title"]) for draft in found if draft is not None]


async def test_a_draft_of_a_program_that_was_killed_is_offered(app: StoApp, home: Home, filled: Workspace) -> None:
    killed = Drafts(home.private, "lesson", "", filled.place)
    killed.want(Draft({"title": "Midden in een zin"}))
    killed.write()
    assert killed._lock is not None
    killed._lock.release()  # as the system does
    home.private.lock("0123abcd").touch()
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "“Midden in een zin”")


async def test_a_draft_of_an_earlier_version_is_offered(app: StoApp, home: Home, filled: Workspace) -> None:
    number = zlib.crc32(filled.place.encode())
    before = home.private.path(DRAFT, about=f"new-lesson-{number:08x}")
    before.parent.mkdir(parents=True)
    before.write_text('{"values": {"title": "Van vroeger"}, "seen": []}')
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "“Van vroeger”")
        await pilot.press("enter")
        await until(pilot, lambda: not before.exists())
        assert titles(home) == ["Van vroeger"]


async def test_a_form_stays_open_when_its_draft_can_not_be_kept(app: StoApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await begun(pilot, "Nergens anders")
        row(app, "source").query_one(Input).value = "en dit"
        monkeypatch.setattr(os, "fsync", no_room)
        await pilot.press("escape")
        await shows(pilot, "nog niet opgeslagen")
        await pilot.press("down", "enter")
        await until(pilot, lambda: any("er is geen ruimte meer" in each.message for each in app._notifications))
        assert isinstance(app.screen, EditorScreen)


def no_room(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


async def test_a_form_that_tries_again_saves_nothing_twice(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever failed after the text was saved, the same form is the same record."""
    before = filled.count(Listing("lesson"))
    save = type(filled).save

    def saved_and_failed(*given: Any, **options: Any) -> None:
        save(*given, **options)
        raise OSError(errno.EIO, "Input/output error")

    async with app.run_test(size=LARGE) as pilot:
        await begun(pilot, "Maar een keer")
        with monkeypatch.context() as patch:
            patch.setattr(type(filled), "save", saved_and_failed)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: any("geeft een fout" in each.message for each in app._notifications))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, EditorScreen))
    assert filled.count(Listing("lesson")) == before + 1


async def test_a_saved_form_can_be_taken_back(region_app: StoApp, workspace: Workspace) -> None:
    seen = workspace.get("o1")
    async with region_app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(region_app.screen, SearchScreen))
        await shows(pilot, "Gastles")
        region_app.edit(seen.record, seen)
        await until(pilot, lambda: isinstance(region_app.screen, EditorScreen))
        await pilot.press("end", *" hoera", "ctrl+s")
        await until(pilot, lambda: workspace.get("o1").record.title.endswith("hoera"))
        await until(pilot, lambda: not isinstance(region_app.screen, EditorScreen))
        await pilot.press("ctrl+z")
        await says(pilot, "weer zoals het was")
        assert workspace.get("o1").record == seen.record


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("5-8, week 12", "5-8, 12"),
        ("51 t/m 2", "51-2"),
        ("7", "7"),
        ("", ""),
        ("2029-W05", "2029-W05"),
    ],
)
@pytest.mark.usefixtures("day_of_f")
def test_weeks_stand_in_a_form_as_they_are_typed(typed: str, shown: str) -> None:
    field = fields_of("request")["weeks"]
    weeks = field.type.parse(typed, region_f.T)

    assert RecordForm.typed_text(field, weeks) == shown
    assert field.type.parse(shown, region_f.T) == weeks
