"""Blocks of text as a list: those that open something can be walked with the arrows and opened with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from sto_tui.widgets.blocks import Block, laid_out


@dataclass(frozen=True)
class ListedBlock:
    """A block, and the id of the document that it `opens`; "" for one that is only read."""

    block: Block
    opens: str = ""


class BlockList(OptionList):
    """Shows blocks, and tells when one of them is to be opened or another comes under the cursor."""

    DEFAULT_CSS = """
    BlockList > .option-list--option-disabled { color: $foreground; }
    """

    class Opened(Message):
        """The document `document_id` is to be opened."""

        def __init__(self, document_id: str) -> None:
            super().__init__()
            self.document_id = document_id

    class Walked(Message):
        """Another line is under the cursor."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._blocks: Sequence[ListedBlock] = ()
        self._width = 0

    def show(self, blocks: Sequence[ListedBlock], *, anew: bool = False) -> None:
        """Show `blocks`; the cursor stays where it is unless they begin `anew`."""
        self._blocks = tuple(blocks)
        self._lay_out(anew=anew)

    @property
    def current_id(self) -> str:
        """The id of the document that the line under the cursor opens; "" for none."""
        return self._blocks[self.highlighted].opens if self.highlighted is not None else ""

    @property
    def text(self) -> str:
        """What it says, without wrapping."""
        return "\n".join(line.plain for each in self._blocks for line in laid_out([each.block], 10_000))

    def _lay_out(self, *, anew: bool = False) -> None:
        here, self._width = self.highlighted, self.scrollable_content_region.width
        width = max(self._width - 1, 20)
        self.set_options(
            Option(
                Content("\n").join([Content("")] * each.block.above + laid_out([each.block], width)),
                disabled=not each.opens,
            )
            for each in self._blocks
        )
        if not anew and here is not None and here < len(self._blocks) and self._blocks[here].opens:
            self.highlighted = here
        else:
            self.scroll_home(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for another width."""
        if event.size.width and self.scrollable_content_region.width != self._width:
            self._lay_out()

    def on_focus(self) -> None:
        """Begin with the first line that opens something."""
        if self.highlighted is None:
            self.action_first()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell what is to be opened; the lists around aren't meant."""
        event.stop()
        self.post_message(self.Opened(self._blocks[event.option_index].opens))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell that another line is in front; the lists around aren't meant."""
        event.stop()
        self.post_message(self.Walked())
