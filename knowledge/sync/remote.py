"""A shared folder on a server, over fsspec: for a region without a drive that syncs (extra ``sto[remote]``)."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol
from urllib.parse import unquote, urlsplit, urlunsplit

from knowledge import bounds
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import mentions
from knowledge.journal.storage import TEMPORARY, CannotWrite
from knowledge.problem import N_, Problem, Reason, WrongUse
from knowledge.reasons import IS_A_FILE, IS_A_FOLDER, NO_NETWORK, NOT_ALLOWED, TOO_LATE, UNKNOWN, reason_of
from knowledge.sync import credentials
from knowledge.sync.folder import Files, FolderProblem, TooLargeThere, read_whole

if TYPE_CHECKING:
    import httpx
    from fsspec import AbstractFileSystem

SCHEMES = {"webdavs": "https", "webdav": "http"}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class FileContents(Protocol):
    """The contents of files on a server, by path."""

    def get(self, path: str) -> AbstractContextManager[BinaryIO]:
        """The content of a file, to be read as it comes in."""

    def put(self, path: str, data: bytes) -> None:
        """Write a file in a directory that is there."""

    def move(self, source: str, target: str) -> None:
        """Put a file in the place of another in one step, which fsspec itself can't do."""


class RemoteFolder:
    """The folder at `root` of `filesystem`, called `address` for people; `contents` are those of its files."""

    def __init__(self, address: str, filesystem: AbstractFileSystem, contents: FileContents, root: str = "") -> None:
        self._address = address
        self._files = filesystem
        self._contents = contents
        self._root = root.strip("/")

    def list(self, *under: str) -> Files:
        files = Files()
        with self._reached():
            for each in under:
                self._look_into(each, files, depth=0)
        return files

    def _look_into(self, under: str, files: Files, depth: int) -> None:
        """Add to `files` what stands below `under`; what the server refuses of a part of it is an obstacle."""
        try:
            entries = self._files.ls(self._path(under), detail=True)
        except FileNotFoundError:
            return
        except Exception as error:
            if isinstance(error, NotADirectoryError):
                files.obstacles[under] = Reason(IS_A_FILE)
            elif isinstance(error, TooLargeThere):
                files.obstacles[under] = error.reason
            elif depth and (status := _status(error)):
                files.obstacles[under] = Reason(NOT_ALLOWED) if status in (401, 403) else _kind(error, status)
            else:
                raise
            return
        for entry in files.within_bounds(under, entries):
            name = str(entry["name"]).rstrip("/").rpartition("/")[2]
            path = f"{under}/{name}"
            if entry["type"] == "file":
                files[path] = _stat(entry)
            elif depth < bounds.FOLDER_DEPTH and not name.startswith("."):
                self._look_into(path, files, depth + 1)

    def read(self, path: str) -> bytes:
        with self._reached():
            entry = self._files.info(self._path(path))
            if entry["type"] != "file":
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
            with self._contents.get(self._path(path)) as file:
                return read_whole(file, int(entry.get("size") or 0))

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        return mentions(self.read(path), documents)

    def write(self, path: str, data: bytes) -> Stat:
        directory, _, name = self._path(path).rpartition("/")
        temporary = f"{directory}/.{name[:40]}.{secrets.token_hex(4)}{TEMPORARY}".lstrip("/")
        try:
            with self._reached():
                if not self._has_place_for(path) and directory:
                    self._files.makedirs(directory, exist_ok=True)
                try:
                    self._contents.put(temporary, data)
                    self._contents.move(temporary, self._path(path))
                except BaseException:
                    self._discard(temporary)
                    raise
                return _stat(self._files.info(self._path(path)))
        except (OSError, FolderProblem) as error:
            raise CannotWrite(
                N_("Could not write {path}: {reason}. Nothing was lost; make room or check the folder and try again."),
                path=path,
                reason=reason_of(error),
            ) from None

    def _has_place_for(self, path: str) -> bool:
        """Whether the directory of the file `path` is known to be there.

        Raises `FolderProblem` if something else stands where the file or one of its directories is to be. The server
        would replace a directory by a file, with everything in it, if it was asked to.
        """
        parts = path.split("/")
        places = ["/".join(parts[:number]) for number in range(2, len(parts))]
        for place, kind in ((path, "file"), *((each, "directory") for each in reversed(places))):
            try:
                found = self._files.info(self._path(place))["type"]
            except FileNotFoundError:
                continue
            if found != kind:
                raise FolderProblem(IS_A_FOLDER if kind == "file" else IS_A_FILE)
            return place in (path, path.rpartition("/")[0])
        return False

    def _discard(self, temporary: str) -> None:
        """Remove a half-written file if the server still responds; sync ignores such a file anyway."""
        try:
            self._files.rm_file(temporary)
        except Exception as gone:
            del gone  # the first error is the one to report

    def _path(self, path: str) -> str:
        return f"{self._root}/{path}".strip("/")

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Report errors of the server or the network in our own words. Their texts may quote what was sent."""
        try:
            yield
        except (Problem, FileNotFoundError):
            raise
        except Exception as error:
            status = _status(error)
            if status in (401, 403):
                raise FolderProblem(_REFUSED, address=self._address, user=credentials.USER, **_PASSWORD) from None
            if status == 404:
                raise FileNotFoundError(errno.ENOENT, "not there") from None
            if status == 507:
                raise OSError(errno.ENOSPC, "no room left on the server") from None
            raise FolderProblem(_AWAY, folder=self._address, reason=_kind(error, status)) from None


_REFUSED = N_(
    "{address} refuses the name or the password. Set them anew with `sto init {address}`, or put them in {user} and "
    "{password}. Your work is safe on this device."
)
_AWAY = N_(
    "The shared folder {folder} can't be reached: {reason}. Your work is safe on this device; it is shared later."
)
_PASSWORD = {"password": credentials.PASSWORD}


def _status(error: Exception) -> int:
    """The HTTP status behind `error`, or 0 if there is none."""
    for each in (error, error.__cause__, error.__context__):
        response = getattr(each, "response", None) or getattr(each, "http_resp", None)
        status = getattr(response, "status_code", None) or getattr(each, "status_code", None)
        if isinstance(status, int):
            return status
    return {"ForbiddenOperation": 403, "InsufficientStorage": 507}.get(type(error).__name__, 0)


def _kind(error: Exception, status: int) -> Reason:
    """Why there was no good answer, without the server's own texts: they may quote what was sent."""
    name = type(error).__name__
    if status:
        return Reason(N_("the server answers with HTTP {status}"), {"status": status})
    if "Timeout" in name:
        return Reason(TOO_LATE)
    if name in ("ConnectError", "NetworkError", "ReadError", "WriteError", "CloseError", "ProxyError"):
        return Reason(NO_NETWORK)
    return Reason(UNKNOWN, {"told": name})


def _stat(entry: dict[str, Any]) -> Stat:
    """The size of a file and a number for its etag, if it has one, since the times of a server are in whole seconds."""
    mark = entry.get("etag") or entry.get("modified") or entry.get("mtime") or ""
    return Stat(max(0, int(entry.get("size") or 0)), int(hashlib.sha256(str(mark).encode()).hexdigest()[:15], 16))


@dataclass(frozen=True)
class _WebDavFiles:
    """The contents of files on the server of `client`, a request for each; fsspec would send two to six more first."""

    client: Any

    def get(self, path: str) -> AbstractContextManager[BinaryIO]:
        from webdav4.stream import IterStream

        stream: AbstractContextManager[BinaryIO] = IterStream(self.client, self.client.join_url(path))
        return stream

    def put(self, path: str, data: bytes) -> None:
        self.client.upload_fileobj(BytesIO(data), path, overwrite=True, size=len(data))

    def move(self, source: str, target: str) -> None:
        self.client.move(source, target, overwrite=True)


def _bound_answer(response: httpx.Response) -> None:
    """Let no more than a bound be read of an answer: a server may send anything, and go on for ever.

    What it packed though nobody asked for that isn't unpacked, since a little may become anything. The content of a
    file, which is read as a stream, is bounded by its reader.
    """
    response.headers.pop("Content-Encoding", None)
    if response.request.method != "GET":
        response.stream = _bounded_stream(response.stream)


def _bounded_stream(stream: Any) -> httpx.SyncByteStream:
    import httpx

    class Bounded(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            left = bounds.LISTING_BYTES
            for piece in stream:
                left -= len(piece)
                if left < 0:
                    raise TooLargeThere(bounds.LISTING_BYTES)
                yield piece

        def close(self) -> None:
            stream.close()

    return Bounded()


def open_remote(address: str) -> RemoteFolder:
    """The folder at `address` (``webdavs://host/path``); the server isn't contacted yet.

    Raises `WrongUse` for an address that can't be used, `Problem` when the extra packages aren't installed.
    """
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise WrongUse(
            N_("{address} is no address sto knows: webdavs://server/path."), address=parts._replace(netloc="")
        )
    if parts.password:
        raise WrongUse(
            N_(
                "A password doesn't belong in an address: others may see it. `sto init` asks for it, or set {password}."
            ),
            password=credentials.PASSWORD,
        )
    if parts.scheme == "webdav" and parts.hostname not in _LOOPBACK:
        raise WrongUse(N_("webdav:// would send your password readable over the network. Use webdavs://."))
    try:
        import httpx
        from webdav4.client import Client
        from webdav4.fsspec import WebdavFileSystem
    except ImportError:
        raise Problem(N_("For a folder on a server, install: pip install 'sto[remote]'")) from None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = f"{host}:{parts.port}" if parts.port else host
    base = urlunsplit((SCHEMES[parts.scheme], netloc, "/", "", ""))
    found = credentials.find_credentials(address)
    auth = httpx.BasicAuth(found.user, found.password) if found else None
    client = Client(
        base,
        auth=auth,
        retry=False,
        timeout=bounds.ANSWER_SECONDS,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [_bound_answer]},
    )
    files = WebdavFileSystem(base, client=client, use_listings_cache=False, skip_instance_cache=True)
    root = unquote(parts.path)
    return RemoteFolder(address, files, _WebDavFiles(client), root)
