"""The log of unexpected errors, in the private directory."""

from __future__ import annotations

import time
import traceback
from pathlib import Path

LARGEST = 1_000_000


def keep(path: Path, error: BaseException) -> None:
    """Append the details of `error` to the log at `path`; a log that can't be written is no reason to stop."""
    text = f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{''.join(traceback.format_exception(error))}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError:
        return
