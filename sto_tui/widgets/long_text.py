"""A field for a text of many lines."""

from __future__ import annotations

from typing import Any

from textual.widgets import TextArea

from sto_tui.text_keys import MANY_LINES, OwnKeys


class LongText(TextArea, OwnKeys, inherit_bindings=False):
    """A `TextArea` with the keys of `MANY_LINES` and no others; every form has this one. Tab leaves the field."""

    KEYS = MANY_LINES

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, tab_behavior="focus", **options)
