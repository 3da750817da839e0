"""The two colour schemes. No meaning depends on colour alone; in both, text has a contrast of at least 4.5."""

from __future__ import annotations

from textual.theme import Theme

THEMES = (
    Theme(
        name="sto-dark",
        primary="#5fa8d3",
        secondary="#8fb996",
        accent="#f2b134",
        warning="#f2b134",
        error="#ef767a",
        success="#7fb77e",
        foreground="#e8ecef",
        background="#14191f",
        surface="#1b222a",
        panel="#26303a",
        dark=True,
    ),
    Theme(
        name="sto-light",
        primary="#1f5f8b",
        secondary="#3d6b47",
        accent="#9a5b00",
        warning="#8a5200",
        error="#a4161a",
        success="#2d6a2d",
        foreground="#1b222a",
        background="#fafaf7",
        surface="#f0f0ea",
        panel="#e2e2da",
        dark=False,
    ),
)
