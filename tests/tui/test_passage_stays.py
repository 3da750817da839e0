"""The passage that was found stays on the screen while the room for it changes."""

from __future__ import annotations

from driving import until
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from sto_tui.widgets.blocks import Block, DocumentView
from sto_tui.widgets.marking import Marks
from sto_tui.widgets.passage_pane import PassagePane

LINES = 60
MARKS = Marks(("helm",))


class Reading(App[None]):
    """A pane with a bar above it that may take some of its room."""

    def compose(self) -> ComposeResult:
        bar = Static("een balk\nvan\ndrie regels")
        bar.display = False
        yield bar
        yield PassagePane(id="pane")

    def on_mount(self) -> None:
        """Show a document of which the last line was found."""
        pane = self.query_one(PassagePane)
        blocks = [Block(Content(f"regel {number}")) for number in range(LINES)]
        pane.query_one(DocumentView).show([*blocks, Block(Content("een helm"))])
        pane.go_to_passage(MARKS)


async def test_a_passage_at_the_end_stays_in_view_when_a_bar_takes_room() -> None:
    app = Reading()
    async with app.run_test(size=(40, 20)) as pilot:
        pane = app.query_one(PassagePane)
        await until(pilot, lambda: pane.scroll_y == LINES + 1 - 20)
        app.query_one(Static).display = True
        await until(pilot, lambda: pane.scroll_y == LINES + 1 - 17)
        app.query_one(Static).display = False
        await until(pilot, lambda: pane.scroll_y == LINES + 1 - 20)


async def test_where_the_person_scrolled_is_left_alone() -> None:
    app = Reading()
    async with app.run_test(size=(40, 20)) as pilot:
        pane = app.query_one(PassagePane)
        await until(pilot, lambda: pane.scroll_y > 0)
        pane.scroll_to(y=5, animate=False)
        await until(pilot, lambda: pane.scroll_y == 5)
        app.query_one(Static).display = True
        await until(pilot, lambda: pane.size.height == 17)
        assert pane.scroll_y == 5
