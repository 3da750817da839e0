"""The room in a list, and filling it again without moving the person away from the line they are on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class SizedList(OptionList):
    """A list that tells when it gets another size, because its lines may be laid out for that."""

    class Resized(Message):
        """The list has another size."""

    def on_resize(self) -> None:
        """Tell it."""
        self.post_message(self.Resized())


def moved_by(event: events.Key, options: OptionList) -> bool:
    """Move in `options` with an arrow or page key while a box keeps the cursor; whether `event` was such a key."""
    moves: dict[str, Callable[[], None]] = {
        "down": options.action_cursor_down,
        "up": options.action_cursor_up,
        "pagedown": options.action_page_down,
        "pageup": options.action_page_up,
    }
    if event.key not in moves or options.has_focus:
        return False
    moves[event.key]()
    event.stop()
    event.prevent_default()
    return True


def show_options(
    widget: OptionList, options: Sequence[Option], *, anew: bool = False, keeps_place: bool = True
) -> None:
    """Show `options` in `widget`. The selected line stays selected if it is still there, unless the list begins `anew`.

    When that line is gone, the cursor keeps its place with `keeps_place`, and goes to the first line without.
    """
    place, option = widget.highlighted, widget.highlighted_option
    kept = option.id if option and not anew else None
    widget.set_options(options)
    widget.highlighted = _selected(options, kept, place if keeps_place else None)


def _selected(options: Sequence[Option], kept: str | None, place: int | None) -> int | None:
    """The index of the option to select: that with id `kept`, else that at `place`, else the first enabled one."""
    for index, option in enumerate(options):
        if kept and option.id == kept:
            return index
    if place is not None and options:
        return min(place, len(options) - 1)
    return next((index for index, option in enumerate(options) if not option.disabled), None)


def room_in(listing: OptionList) -> int:
    """The columns that a line of `listing` has beside its scroll bar, whether that shows already or not."""
    return listing.outer_size.width - listing.gutter.width - listing.scrollbar_size_vertical
