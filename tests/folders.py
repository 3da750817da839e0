"""Shared folders for tests: on this disk, in memory and on a WebDAV server, all with the same interface.

A `SharedFolder` is the folder as seen from outside sto: files that arrive, change and go. sto itself uses the
`knowledge.sync.folder.Folder` that `opened` returns.
"""

from __future__ import annotations

import errno
import os
import posixpath
import shutil
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from cheroot import wsgi
from wsgidav.wsgidav_app import WsgiDAVApp

from knowledge import bounds
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import mentions
from knowledge.sync.folder import Files, Folder, FolderLost, TooLargeThere
from knowledge.sync.place import open_folder

PASSWORD = "geheim-Zonneveldkwast"

EVERYWHERE = ("local", "webdav", *(["memory"] if os.environ.get("HYPOTHESIS_PROFILE") == "long" else []))
"""The kinds of shared folder over which every test of sync runs; the long profile has one in memory besides."""

only_local = pytest.mark.parametrize("shared", ["local"], indirect=True)
"""For tests of what only a directory on this disk can be or have; each says what that is."""

only_on_disk = pytest.mark.parametrize("shared", ["local", "webdav"], indirect=True)
"""For tests of what needs a disk under the folder, here or on the server."""


class SharedFolder(ABC):
    """A shared folder as people and sync tools see it; `place` is what somebody gives sto to find it."""

    place: str
    gone: str
    """What sto tells, as a regular expression, when the folder isn't there."""

    @abstractmethod
    def files(self) -> dict[str, bytes]:
        """Every file in it by its path."""

    @abstractmethod
    def stats(self) -> dict[str, object]:
        """Something for every file that differs once the file was written again."""

    @abstractmethod
    def put(self, name: str, data: bytes) -> str:
        """Let a file arrive; returns its name."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Remove a file, or a directory with what is in it."""

    @abstractmethod
    def take_away(self) -> None:
        """Let the folder not be there, with everything in it."""

    @abstractmethod
    def bring_back(self) -> None:
        """Undo `take_away`."""

    def opened(self) -> Folder:
        """The folder as sto uses it."""
        return open_folder(self.place)

    def read(self, name: str) -> bytes:
        """What stands in a file."""
        return self.files()[posixpath.normpath(name)]

    def journal(self) -> dict[str, bytes]:
        """The files under `journal/`."""
        return {name: data for name, data in self.files().items() if name.startswith("journal/")}

    def segments(self) -> list[str]:
        """The names of all segment files, in order."""
        return sorted(name for name in self.files() if fnmatchcase(name, "journal/*/*.json"))

    def empty(self) -> None:
        """Remove everything in it."""
        for name in {name.partition("/")[0] for name in self.files()}:
            self.remove(name)


class OnDisk(SharedFolder):
    """The directory `root`, which sto reaches at `place`."""

    def __init__(self, root: Path, place: str = "") -> None:
        self.root = root
        self.place = place or str(root)
        self._puts = 0
        self.gone = r"sto\.json is missing" if place else "is not there"

    def files(self) -> dict[str, bytes]:
        return {self._name(path): path.read_bytes() for path in self.root.rglob("*") if path.is_file()}

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def stats(self) -> dict[str, object]:
        return {self._name(path): path.stat() for path in self.root.rglob("*")}

    def put(self, name: str, data: bytes) -> str:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if self.place != str(self.root):  # the server's etag counts in whole seconds, and a test takes less than one
            self._puts += 1
            os.utime(path, (time.time() - 10_000 + self._puts,) * 2)
        return name

    def remove(self, name: str) -> None:
        path = self.root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    def take_away(self) -> None:
        self.root.rename(self.root.with_name("away"))

    def bring_back(self) -> None:
        self.root.with_name("away").rename(self.root)


@dataclass
class MemoryFolder:
    """A folder kept in memory, as sto uses it; every write has a number, which is what its listing shows as time."""

    held: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    there: bool = True
    writes: int = 0

    def list(self, *under: str) -> Files:
        if not self.there:
            raise FolderLost("The shared folder {folder} is not there.", folder="in memory")
        return Files(
            {
                name: Stat(len(data), number)
                for name, (number, data) in self.held.items()
                if name.startswith(tuple(f"{each}/" for each in under))
                and not any(part.startswith(".") for part in name.split("/")[:-1])
            }
        )

    def read(self, path: str) -> bytes:
        if path not in self.held or not self.there:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        data = self.held[path][1]
        if len(data) > bounds.FOLDER_FILE_BYTES:
            raise TooLargeThere(bounds.FOLDER_FILE_BYTES)
        return data

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        return mentions(self.read(path), documents)

    def write(self, path: str, data: bytes) -> Stat:
        self.there = True
        self.writes += 1
        self.held[path] = (self.writes, data)
        return Stat(len(data), self.writes)


class InMemory(SharedFolder):
    """A folder in memory, which sto reaches at `place` once that scheme is known."""

    gone = "is not there"

    def __init__(self, place: str) -> None:
        self.place = place
        self.folder = MemoryFolder()

    def files(self) -> dict[str, bytes]:
        return {name: data for name, (_, data) in self.folder.held.items()} if self.folder.there else {}

    def stats(self) -> dict[str, object]:
        return dict(self.folder.held)

    def put(self, name: str, data: bytes) -> str:
        self.folder.write(posixpath.normpath(name), data)
        return name

    def remove(self, name: str) -> None:
        gone = [each for each in self.folder.held if each == name or each.startswith(f"{name}/")]
        for each in gone:
            del self.folder.held[each]

    def take_away(self) -> None:
        self.folder.there = False

    def bring_back(self) -> None:
        self.folder.there = True


class Around:
    """A folder around another: what it doesn't do otherwise, that one does."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def list(self, *under: str) -> Files:
        return self.folder.list(*under)

    def read(self, path: str) -> bytes:
        return self.folder.read(path)

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        return self.folder.mentions(path, documents)

    def write(self, path: str, data: bytes) -> Stat:
        return self.folder.write(path, data)


@dataclass
class WebDavServer:
    """A WebDAV server over `root` that wants a password; it can be stopped and started on the same port."""

    root: Path
    port: int

    @classmethod
    def on_a_free_port(cls, root: Path) -> WebDavServer:
        """A server that isn't started yet."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            return cls(root, free.getsockname()[1])

    def start(self) -> None:
        """Serve, in a thread."""
        self.root.mkdir(exist_ok=True)
        app = WsgiDAVApp(
            {
                "provider_mapping": {"/": str(self.root)},
                "simple_dc": {"user_mapping": {"*": {"els": {"password": PASSWORD}}}},
                "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
                "verbose": 0,
                "logging": {"enable": False},
            }
        )
        self._server = wsgi.Server(("127.0.0.1", self.port), app, reuse_port=True)
        self._server.prepare()
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Serve no longer."""
        self._server.stop()
        self._thread.join()

    def address(self, path: str) -> str:
        """Where sto reaches the directory `path` of the server."""
        return f"webdav://127.0.0.1:{self.port}/{path}"
