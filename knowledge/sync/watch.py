"""Noticing that files arrived in the shared folder: told by the system where it can, else by looking now and then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

SYNC_EVERY = 15.0
"""Seconds between looking for what others wrote; mostly the system tells sooner, but network drives tell nothing."""

QUIET = 0.3
"""Seconds of quiet after which a burst of files counts as arrived."""


class Watcher:
    """Calls `arrived`, in a thread of its own, once after every burst of changes below `directory`.

    What the system tells (inotify, FSEvents, ReadDirectoryChangesW) comes through watchdog. Network drives tell nothing
    and some can't be watched at all: whoever uses this looks by itself now and then as well.
    """

    def __init__(self, directory: Path, arrived: Callable[[], object]) -> None:
        self._directory = directory
        self._arrived = arrived
        self._touched = threading.Event()
        self._ended = threading.Event()
        self.watching = threading.Event()
        """Set while the system tells us of changes."""

    def start(self) -> None:
        """Begin in the background: even asking a drive that hangs to be watched would hang."""
        threading.Thread(target=self._run, name="sto-watch", daemon=True).start()

    def stop(self) -> None:
        """End; nothing is called any more."""
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
            return  # gone, or not to be watched: looking now and then is what is left
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
