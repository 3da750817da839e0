"""Noticing that files arrived in the shared folder, by notifications of the system or by looking now and then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

SYNC_EVERY = 15.0
"""Seconds between checks for what others wrote; the system mostly notifies sooner, but not for network drives."""

QUIET = 0.3
"""Seconds of quiet after which a burst of files counts as arrived."""


class Watcher:
    """Calls `arrived`, in a thread of its own, once after every burst of changes below `directory`.

    The notifications of the system (inotify, FSEvents, ReadDirectoryChangesW) come through watchdog. Network drives
    give none and some can't be watched at all, so the caller must also look by itself now and then.
    """

    def __init__(self, directory: Path, arrived: Callable[[], object]) -> None:
        self._directory = directory
        self._arrived = arrived
        self._touched = threading.Event()
        self._ended = threading.Event()
        self.watching = threading.Event()
        """Set while the system notifies us of changes."""

    def start(self) -> None:
        """Start watching in the background: even a request to watch a drive that hangs would hang."""
        threading.Thread(target=self._run, name="sto-watch", daemon=True).start()

    def stop(self) -> None:
        """Stop watching; `arrived` isn't called any more."""
        self._ended.set()
        self._touched.set()

    def _run(self) -> None:
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        touched = self._touched

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                if event.event_type in ("created", "modified", "moved", "deleted"):
                    touched.set()

        observer = Observer()
        observer.daemon = True
        try:
            observer.schedule(Handler(), str(self._directory), recursive=True)
            observer.start()
        except OSError:
            return  # it is gone or can't be watched: looking now and then has to do
        self.watching.set()
        try:
            self._tell()
        finally:
            self.watching.clear()
            observer.stop()

    def _tell(self) -> None:
        while not self._ended.is_set():
            self._touched.wait()
            while not self._ended.is_set() and self._touched.is_set():
                self._touched.clear()
                self._touched.wait(QUIET)
            if not self._ended.is_set():
                self._arrived()
