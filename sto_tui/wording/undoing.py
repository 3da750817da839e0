"""What is said once something was taken back; ``{title}`` is what that was about."""

from __future__ import annotations

from knowledge.problem import N_

UNDONE = N_("Undone: “{title}”.")
IN_BIN_AGAIN = N_("Taken back: “{title}” is in the bin.")
AS_BEFORE = N_("Taken back: “{title}” is as it was before.")
BACK_AGAIN = N_("Taken back: “{title}” is out of the bin again.")
