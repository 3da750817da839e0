"""Eight screens look as they are drawn in `screens/`; ``python -m tests.tui.gallery`` draws them anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gallery
import pytest

from knowledge.home import Home
from knowledge.workspace import Workspace
from sto_tui.theme import THEMES


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Workspace]]:
    """The demo region on one day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STO_TODAY", gallery.TODAY)
        yield gallery.region(tmp_path_factory.mktemp("gallery"))


@pytest.mark.parametrize(("name", "size"), list(gallery.every()))
async def test_a_screen_is_as_it_was_drawn(region: tuple[Home, Workspace], name: str, size: str) -> None:
    text, _picture = await gallery.shot(*region, name, gallery.SIZES[size])
    assert text == (gallery.TEXTS / f"{name}-{size}.txt").read_text(encoding="utf-8")


async def test_both_themes_draw_the_same_text(region: tuple[Home, Workspace]) -> None:
    texts = [(await gallery.shot(*region, "logboek", gallery.SIZES["80x24"], theme.name))[0] for theme in THEMES]
    assert texts[0] == texts[1]


def test_every_screen_has_its_pictures() -> None:
    found = {path.stem for path in Path(gallery.PICTURES).glob("*.svg")}
    assert found == {f"{name}-{size}-{theme}" for name, size in gallery.every() for theme in ("dark", "light")}
