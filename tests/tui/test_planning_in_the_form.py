"""The form on an activity: lessons beside it that follow what is chosen, and the later ones of its series."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from knowledge.model.records.activity import Activity
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.file_name import FileNameScreen
from sto_tui.dialogs.keyed import KeyedScreen
from sto_tui.forms.pick_field import PickField
from sto_tui.screens.activity_editor import ActivityEditor
from sto_tui.screens.calendar import CalendarScreen
from sto_tui.screens.reader import ReaderScreen
from sto_tui.widgets.lessons_beside import LessonsBeside
from tests.tui.driving import LARGE, SMALL, says, screen_text, shows, until

pytestmark = pytest.mark.usefixtures("day_of_f")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_lessons_follow_what_is_chosen_and_open_without_losing_the_form(
    planning: StoApp, size: tuple[int, int]
) -> None:
    def choose(name: str, *codes: str) -> None:
        planning.screen.query_one(f"#row-{name} PickField", PickField).choose(codes)

    async with planning.run_test(size=size) as pilot:
        await shows(pilot, "recent")
        planning.edit(Activity())
        await until(pilot, lambda: isinstance(planning.screen, ActivityEditor))
        await pilot.press(*"Meekijken")
        lessons = planning.screen.query_one(LessonsBeside)
        assert not lessons.display
        choose("activity", "bedrijfsopdracht")
        await shows(pilot, "Nog geen les hierover")
        choose("activity", "docentenstage")
        choose("partners", "p-linde")
        await until(pilot, lambda: any(each.id == "l2" for each in lessons.options))
        await shows(pilot, "Vraag het aan Mehmet Arslan")
        assert "Je schreef" in " ".join(screen_text(planning).split())
        assert all(len(line) <= size[0] for line in screen_text(planning).splitlines())
        assert (lessons.region.x > 60) == (size == LARGE), "beside the form where there is room, else below it"
        await pilot.press("f6", "enter")
        await until(pilot, lambda: isinstance(planning.screen, ReaderScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(planning.screen, ActivityEditor))
        await pilot.press("escape")
        await until(pilot, lambda: not lessons.has_focus)
        assert planning.screen.query_one("#row-title Input", Input).value == "Meekijken"


async def test_what_changed_in_one_of_a_series_is_meant_for_the_later_ones_if_you_say_so(
    planning: StoApp, workspace: Workspace
) -> None:
    one = workspace.get("a10").record
    assert isinstance(one, Activity)
    assert one.date
    later = [
        dataclasses.replace(one, id=f"later{number}", series="r", date=one.date + timedelta(weeks=number))
        for number in (4, 5)
    ]
    workspace.save_all([dataclasses.replace(one, series="r"), *later], seen=[workspace.get("a10")])

    def places() -> list[str]:
        return [getattr(workspace.get(each).record, "place", "") for each in ("a10", "later4", "later5")]

    def edit(**values: str) -> None:
        seen = workspace.get("a10")
        planning.edit(dataclasses.replace(seen.record, **values), seen)

    async with planning.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        edit(place="Aula")
        await until(pilot, lambda: isinstance(planning.screen, ActivityEditor))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(planning.screen, KeyedScreen))
        await shows(pilot, "Ook de 2 latere van deze reeks?")
        assert places() == ["Aula", "", ""]
        await pilot.press("j")
        await says(pilot, "2 latere ook veranderd")
        assert places() == ["Aula", "Aula", "Aula"]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: places() == ["Aula", "", ""])
        planning.edit(
            dataclasses.replace(workspace.get("a10").record, confirmed_on=date(2026, 11, 20)), workspace.get("a10")
        )
        await until(pilot, lambda: isinstance(planning.screen, ActivityEditor))
        await pilot.press("ctrl+s")
        await says(pilot, "Opgeslagen")
        await until(pilot, lambda: not isinstance(planning.screen, ActivityEditor))
        assert not isinstance(planning.screen, KeyedScreen), "each has a confirmation of its own"


async def test_what_is_shown_is_kept_as_a_calendar_file_and_no_other_file_is_lost(
    planning: StoApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "huis" / "Documents"
    documents.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: documents.parent)
    other = documents / "brief.ics"
    other.write_text("Beste Els")
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f9")
        await shows(pilot, "48 «nu»")
        await pilot.press("i")
        await until(pilot, lambda: isinstance(planning.screen, FileNameScreen) and planning.focused is not None)
        path = planning.screen.query_one(Input)
        assert path.value == str(documents / "jaarplan-2026-2027.ics")
        path.value = str(other)
        await pilot.press("enter")
        await shows(pilot, "geen agenda")
        assert planning.screen.query_one(Input).value == str(other)
        assert other.read_text() == "Beste Els"
        planning.screen.query_one(Input).value = str(documents)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(planning.screen, CalendarScreen))
        await shows(pilot, "9 activiteiten in")
        assert (documents / "jaarplan-2026-2027.ics").read_text().count("BEGIN:VEVENT") == 9
        assert all(len(line) <= 80 for line in screen_text(planning).splitlines())
        await pilot.press("3", "i", "enter")
        await shows(pilot, "CSG Het Kompas")
        kept = documents / "jaarplan-2026-2027-csg-het-kompas.ics"
        await until(pilot, lambda: kept.exists())
        assert 0 < kept.read_text().count("BEGIN:VEVENT") < 9
