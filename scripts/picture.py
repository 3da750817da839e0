"""Make docs/picture.svg, the picture in README.md: the app on a fresh demo region, searching.

python scripts/picture.py
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from knowledge import spaces
from knowledge.home import Home
from sto_tui.app import StoApp
from sto_tui.screens.search import SearchScreen
from sto_tui.wording.i18n import _, set_language

PICTURE = Path(__file__).resolve().parent.parent / "docs/picture.svg"
TYPED = "docentenstage koudwatervrees"


async def draw(directory: Path) -> str:
    """The screen as SVG, once it shows results."""
    home = Home.at(directory / "home")
    spaces.demo(home, directory / "STO Vechterland", language="nl", say=_)
    app = StoApp(lambda: spaces.open_space(home), home, sync_every=0)
    async with app.run_test(size=(118, 32)) as pilot:
        while app.workspace is None or not isinstance(app.screen, SearchScreen) or app.screen.shown_text is None:
            await pilot.pause(0.05)
        await pilot.press(*("space" if letter == " " else letter for letter in TYPED))
        while app.screen.shown_text != TYPED or app.sharing.busy:
            await pilot.pause(0.05)
        await app.workers.wait_for_complete()
        await pilot.pause(0.3)
        return app.export_screenshot(title="sto")


def main() -> None:
    set_language("nl")
    with tempfile.TemporaryDirectory(prefix="sto-picture-") as directory:
        PICTURE.write_text(asyncio.run(draw(Path(directory))), "utf-8")


if __name__ == "__main__":
    main()
