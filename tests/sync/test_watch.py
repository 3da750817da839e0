"""Files that arrive are noticed without polling."""

from __future__ import annotations

import threading
from pathlib import Path

from knowledge.sync.watch import Watcher

LONG = 20.0


def test_a_burst_of_files_is_told_once_it_is_over(tmp_path: Path) -> None:
    told = threading.Semaphore(0)
    watcher = Watcher(tmp_path, told.release)
    watcher.start()
    assert watcher.watching.wait(LONG)

    (tmp_path / "journal").mkdir()
    for number in range(30):
        (tmp_path / "journal" / f"{number}.json").write_text("{}")

    assert told.acquire(timeout=LONG)
    (tmp_path / "journal" / "later.json").write_text("{}")
    assert told.acquire(timeout=LONG)
    watcher.stop()


def test_a_folder_that_can_not_be_watched_stops_nothing(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path / "not there", lambda: None)
    watcher.start()
    watcher.stop()

    assert not watcher.watching.is_set()
