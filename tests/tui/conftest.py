"""Fixtures for the app on a small real space, in Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driving import WELDING
from textual._compositor import Compositor
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key

from knowledge import spaces
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.wording.i18n import set_language
from tests import region_f


@pytest.fixture(autouse=True)
def dutch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The screens speak Dutch, and go back to what was spoken before."""
    monkeypatch.setenv("LANGUAGE", "nl")
    set_language("nl")
    yield


@pytest.fixture(autouse=True)
def typed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text is typed as fast as people paste: the app is waited for after its first letter and at its end only."""
    one_by_one = App._press_keys

    async def press(app: App[Any], keys: Iterable[str]) -> None:
        typed = list(keys)
        for at, key in enumerate(typed):
            if 0 < at < len(typed) - 1 and all(len(each) == 1 for each in typed[at - 1 : at + 2]):
                assert app._driver is not None
                event = Key(key if key.isalnum() else _character_to_key(key), key)
                app._driver.send_message(event.set_sender(app))
            else:
                await one_by_one(app, [key])

    monkeypatch.setattr(App, "_press_keys", press)


@pytest.fixture(autouse=True)
def drawn_when_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """What changed is drawn when a test looks: drawing for no terminal takes a quarter of the time."""
    draw = Compositor.render_update

    def render_update(compositor: Compositor, full: bool = False, **given: Any) -> Any:
        if full:
            return draw(compositor, full=full, **given)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", render_update)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A space with two partners, two lessons and a meeting."""
    firm = workspace.save(Partner(title="Brinkhof Houtskeletbouw B.V.", partner_kind="bedrijf", place="Hardeveld"))
    school = workspace.save(Partner(title="Vakcollege De Meander", partner_kind="vmbo", place="Hardeveld"))
    workspace.save(
        Lesson(
            title=WELDING,
            body="## Situatie\n\nVier cabines en **zes** helmen.\n\n- twee begeleiders\n- 12 leerlingen",
            date=date(2026, 3, 6),
            activity="gastles",
            tags=("lassen",),
            partners=(school.id,),
        )
    )
    workspace.save(Lesson(title="Volg een pallet", body="Een bezoek met een spoor erin.", partners=(firm.id,)))
    workspace.save(Meeting(title="Branchetafel Hout & Bouw", date=date(2026, 10, 1), partners=(firm.id, school.id)))
    return workspace


@pytest.fixture
def app(filled: Workspace, home: Home) -> StoApp:
    """The app on the filled space; shares at the start and after saving only."""
    return StoApp(lambda: filled, home, sync_every=0)


@pytest.fixture
def day_of_f(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is the day on which region F is seen."""
    monkeypatch.setenv("STO_TODAY", region_f.T.isoformat())


@pytest.fixture
def planning(day_of_f: None, workspace: Workspace, home: Home) -> StoApp:
    """The app on region F."""
    del day_of_f
    region_f.brought_in(workspace)
    return StoApp(lambda: workspace, home, sync_every=0)


@pytest.fixture
def region_app(planning: StoApp, workspace: Workspace) -> StoApp:
    """The app on region F, used by somebody who works for De Meander."""
    workspace.work_on_behalf_of("p-meander")
    return planning


@pytest.fixture
def hakan(filled: Workspace, folder: Path, tmp_path: Path) -> Workspace:
    """A colleague who knows everything in the filled space."""
    filled.sync()
    return spaces.begin_or_join(Home.at(tmp_path / "hakan"), folder, author="Hakan", starter=False)


@pytest.fixture
def disputed(filled: Workspace, hakan: Workspace) -> str:
    """The id of the welding lesson, of which both changed the text at once."""
    before = filled.named("lesson", WELDING)
    assert before is not None
    body = before.record.body
    hakan.save(Lesson(id=before.id, title=WELDING, body=body.replace("zes", "acht")))
    filled.save(Lesson(id=before.id, title=WELDING, body=body.replace("zes", "zeven")))
    hakan.sync()
    filled.sync()
    return before.id
