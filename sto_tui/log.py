"""The log of unexpected errors and stalls, in the private directory."""

from __future__ import annotations

import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from sto_tui.wording.plain import safe

if TYPE_CHECKING:
    from knowledge.private_files import PrivateFiles

LARGEST = 1_000_000


def log_error(files: PrivateFiles, error: BaseException) -> Path:
    """Append the details of `error` to the log and return its path; failing to write the log raises nothing."""
    return log_text(files, "".join(traceback.format_exception(error)))


def log_text(files: PrivateFiles, text: str) -> Path:
    """Append `text` with the time to the log and return its path; failing to write the log raises nothing."""
    from knowledge.private_files import LOG_FILE, OLD_LOG

    path = files.path(LOG_FILE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(files.path(OLD_LOG))
        with path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(safe(f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{text}\n"))  # people show it in a terminal
    except OSError:
        return path
    return path
