"""A line under an input that says what was understood of what stands in it."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Input, Static

from sto_tui.shell import shell_of


class ReadBack(Static):
    """Shows what `read` returns for the text of `source`, at every key; it takes no room when that is nothing."""

    DEFAULT_CSS = "ReadBack { color: $text-muted; height: auto; display: none; }"

    def __init__(self, source: Input, read: Callable[[str], str]) -> None:
        super().__init__("", classes="read-back", markup=False)
        self._source = source
        self._read = read

    def on_mount(self) -> None:
        """Follow the input, and the day that it may depend on."""
        self.watch(self._source, "value", self._tell)
        shell_of(self).changed.subscribe(self, lambda _: self._tell(self._source.value))

    def _tell(self, value: str) -> None:
        text = self._read(value)
        self.update(text)
        self.display = bool(text)
