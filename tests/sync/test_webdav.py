"""A space is shared in a folder on a real WebDAV server, which the tests start on the loopback."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from knowledge import bounds, spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal.storage import CannotWrite
from knowledge.model.records.lesson import Lesson
from knowledge.problem import Problem, WrongUse
from knowledge.sync import credentials
from knowledge.sync.folder import FolderProblem
from knowledge.sync.remote import RemoteFolder, open_remote
from knowledge.workspace import Workspace
from tests.folders import PASSWORD, WebDavServer


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebDavServer]:
    """A server with nothing on it, and who may log in there in the environment."""
    monkeypatch.setenv(credentials.USER, "els")
    monkeypatch.setenv(credentials.PASSWORD, PASSWORD)
    running = WebDavServer.on_a_free_port(tmp_path / "server")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def join(server: WebDavServer, tmp_path: Path) -> Callable[[str], Workspace]:
    """Lets somebody begin or join the space on the server."""

    def joined(author: str) -> Workspace:
        home = Home.at(tmp_path / f"home-of-{author}")
        return spaces.begin_or_join(home, address(server), name="STO Vechterland", author=author, starter=False)

    return joined


def address(server: WebDavServer) -> str:
    """Where the space is on `server`."""
    return server.address("sto/Regio%20Vecht")


def titles(workspace: Workspace) -> set[str]:
    return {each.record.title for each in workspace.documents(Listing("lesson"))}


def test_two_people_meet_on_the_server(join: Callable[[str], Workspace]) -> None:
    els, hakan = join("Els"), join("Hakan")
    lesson = els.save(Lesson(title="Lasdag"))
    els.sync()
    hakan.sync()
    hakan.save(Lesson(id=lesson.id, title="Metaaldag"))
    els.save(Lesson(id=lesson.id, title="Houtdag"))
    for workspace in (hakan, els, hakan):
        workspace.sync()

    assert {each.value for each in els.get(lesson.id).conflicts["title"]} == {"Houtdag", "Metaaldag"}
    assert els.get(lesson.id) == hakan.get(lesson.id)


def test_a_round_with_nothing_new_reads_no_segment_and_writes_nothing(
    join: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    els = join("Els")
    els.save(Lesson(title="Lasdag"))
    els.sync()
    asked: list[str] = []
    read = RemoteFolder.read
    monkeypatch.setattr(RemoteFolder, "read", lambda self, path: asked.append(path) or read(self, path))
    monkeypatch.setattr(RemoteFolder, "write", lambda *written: pytest.fail(f"wrote {written}"))

    els.sync()

    assert asked == ["sto.json", "synoniemen.txt"]


def test_what_the_server_loses_is_put_back_and_what_is_torn_set_aside(
    join: Callable[[str], Workspace], server: WebDavServer
) -> None:
    els, hakan = join("Els"), join("Hakan")
    els.save(Lesson(title="Lasdag"))
    els.sync()
    hakan.sync()
    (stored,) = (server.root / "sto" / "Regio Vecht").glob("journal/*/*.json")
    whole = stored.read_bytes()
    stored.unlink()
    (stored.parent / "00000001-LAPTOP.json").write_bytes(whole[:99])

    assert hakan.sync().restored == 1
    assert stored.read_bytes() == whole
    assert [each.path for each in hakan.status().set_aside] == [f"journal/{stored.parent.name}/00000001-LAPTOP.json"]


def test_erased_text_leaves_the_server(join: Callable[[str], Workspace], server: WebDavServer) -> None:
    els, hakan = join("Els"), join("Hakan")
    lesson = els.save(Lesson(title="Vergeetmijniet"))
    els.sync()
    hakan.sync()

    hakan.erase(lesson.id)
    hakan.sync()
    els.sync()

    files = [path for path in server.root.rglob("*") if path.is_file()]
    assert not any(b"Vergeetmijniet" in path.read_bytes() for path in files)
    assert els.erasure(lesson.id).here


def test_while_the_server_is_away_work_goes_on(join: Callable[[str], Workspace], server: WebDavServer) -> None:
    els, hakan = join("Els"), join("Hakan")
    server.stop()
    els.save(Lesson(title="Lasdag"))
    with pytest.raises(FolderProblem, match="can't be reached"):
        els.sync()
    assert els.status().unpublished == 1

    server.start()
    els.sync()
    hakan.sync()
    assert titles(hakan) == {"Lasdag"}


def test_nothing_half_written_stays_on_the_server(join: Callable[[str], Workspace], server: WebDavServer) -> None:
    els = join("Els")
    for number in range(5):
        els.save(Lesson(title=f"Les {number}"))
        els.sync()

    assert not [path for path in server.root.rglob("*") if path.name.endswith(".tmp")]


def chain_of(error: BaseException | None) -> str:
    """Everything an error and what led to it say."""
    told = []
    while error is not None:
        told += [str(error), repr(error), repr(getattr(error, "values", ""))]
        error = error.__cause__ or error.__context__
    return " ".join(told)


def test_a_wrong_password_is_told_without_saying_it(
    join: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch, server: WebDavServer, tmp_path: Path
) -> None:
    join("Els")
    monkeypatch.setenv(credentials.PASSWORD, "verkeerd-Zonneveldkwast")
    again = spaces.open_space(Home.at(tmp_path / "home-of-Els"), address(server))

    with pytest.raises(FolderProblem, match="refuses") as refused:
        again.sync()

    assert "Zonneveldkwast" not in chain_of(refused.value)


def test_the_password_stands_in_no_file(join: Callable[[str], Workspace], tmp_path: Path) -> None:
    els = join("Els")
    els.save(Lesson(title="Lasdag"))
    els.sync()

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and not any(PASSWORD.encode() in path.read_bytes() for path in files)
    assert PASSWORD not in repr(credentials.Credentials("els", PASSWORD))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"webdavs://els:{PASSWORD}@cloud.example/sto", "doesn't belong in an address"),
        ("webdav://cloud.example/sto", "webdavs://"),
        ("gopher://cloud.example/sto", "no address"),
    ],
)
def test_an_address_that_gives_something_away_is_refused(address: str, told: str) -> None:
    with pytest.raises(WrongUse, match=told) as refused:
        open_remote(address)
    assert PASSWORD not in chain_of(refused.value)


def test_a_write_that_the_server_refuses_is_told(server: WebDavServer) -> None:
    folder = open_remote(address(server))
    (server.root / "sto" / "Regio Vecht").mkdir(parents=True)
    (server.root / "sto" / "Regio Vecht" / "journal").write_text("a file where a directory should be")

    with pytest.raises(CannotWrite):
        folder.write("journal/aaaaaaaaaa/00000001.json", b"{}")


def test_few_questions_bring_a_file_and_put_another_beside_it(
    server: WebDavServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = open_remote(address(server))
    folder.write("journal/aaaaaaaaaa/00000001.json", b"{}")
    asked: list[str] = []
    send = httpx.Client.send
    monkeypatch.setattr(
        httpx.Client, "send", lambda self, request, **how: asked.append(request.method) or send(self, request, **how)
    )

    assert folder.read("journal/aaaaaaaaaa/00000001.json") == b"{}"
    assert asked == ["PROPFIND", "GET"]
    asked.clear()
    folder.write("journal/aaaaaaaaaa/00000002.json", b"[]")
    assert asked == ["PROPFIND", "PROPFIND", "PUT", "MOVE", "PROPFIND"]
    assert folder.read("journal/aaaaaaaaaa/00000002.json") == b"[]"


def test_a_directory_is_not_read_as_a_file(server: WebDavServer) -> None:
    folder = open_remote(address(server))
    folder.write("journal/aaaaaaaaaa/00000001.json", b"{}")

    with pytest.raises(FolderProblem):
        folder.read("journal/aaaaaaaaaa")


def test_a_password_is_kept_in_the_keyring_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backend import KeyringBackend

    class Memory(KeyringBackend):
        priority = 1  # type: ignore[assignment]
        kept: dict[tuple[str, str], str] = {}  # noqa: RUF012

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

    monkeypatch.delenv(credentials.USER, raising=False)
    monkeypatch.delenv(credentials.PASSWORD, raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    try:
        credentials.keep_credentials("webdavs://cloud.example/sto", credentials.Credentials("els", PASSWORD))
        assert credentials.find_credentials("webdavs://cloud.example/sto") == credentials.Credentials("els", PASSWORD)
        assert credentials.find_credentials("webdavs://elsewhere.example/sto") is None
    finally:
        keyring.set_keyring(before)


def test_without_a_keyring_the_environment_is_named() -> None:
    import keyring
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        with pytest.raises(Problem, match=credentials.PASSWORD):
            credentials.keep_credentials("webdavs://cloud.example/sto", credentials.Credentials("els", PASSWORD))
    finally:
        keyring.set_keyring(before)


# -- a server that sends too much -------------------------------------------------------------------------------------


class Endless:
    """A server that goes on sending; `sent` is how much it could send before nobody took any more."""

    LISTING = (
        '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/{path}</d:href><d:propstat><d:prop>'
        "<d:getcontentlength>10</d:getcontentlength><d:resourcetype/></d:prop><d:status>HTTP/1.1 200 OK</d:status>"
        "</d:propstat></d:response></d:multistatus>"
    )

    def __init__(self, endless: str, packed: bool = False) -> None:
        self.sent = 0
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_PROPFIND(self) -> None:
                self.answer(outer.LISTING.format(path=self.path.strip("/")).encode(), status=207)

            def do_GET(self) -> None:
                self.answer(b"0123456789", status=200)

            def answer(self, body: bytes, status: int) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(status)
                if packed:
                    self.send_header("Content-Encoding", "gzip")
                    body = gzip.compress(b" " * 10_000_000)
                self.end_headers()  # without a length: whatever comes until the end
                self.wfile.write(body)
                with suppress(OSError):
                    while self.command == endless:
                        self.wfile.write(b" " * 10_000)
                        outer.sent += 10_000

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self._server.block_on_close = True
        self._server.daemon_threads = False
        self.address = f"webdav://127.0.0.1:{self._server.server_port}/map"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Serve no longer, and wait until nothing is being sent."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def served() -> Iterator[Callable[..., Endless]]:
    """Starts such servers, and stops them at the end."""
    running: list[Endless] = []

    def start(endless: str, *, packed: bool = False) -> Endless:
        running.append(Endless(endless, packed))
        return running[-1]

    yield start
    for each in running:
        each.stop()


IN_TRANSIT = 20_000_000
"""More than sockets hold of what nobody reads."""


def test_no_more_of_a_file_is_read_than_the_bound_whatever_was_announced(
    served: Callable[..., Endless], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "FOLDER_FILE_BYTES", 100_000)
    server = served("GET")

    with pytest.raises(FolderProblem, match="larger than 100 kB"):
        open_remote(server.address).read("sto.json")
    server.stop()
    assert server.sent < IN_TRANSIT


def test_no_more_of_a_listing_is_read_than_the_bound(
    served: Callable[..., Endless], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "LISTING_BYTES", 100_000)
    server = served("PROPFIND")

    listed = open_remote(server.address).list("journal", "checklists")

    assert {path: str(reason) for path, reason in listed.obstacles.items()} == {
        "journal": "it is larger than 100 kB, the most that is read",
        "checklists": "it is larger than 100 kB, the most that is read",
    }
    with pytest.raises(FolderProblem, match="larger than 100 kB"):
        open_remote(server.address).read("sto.json")
    server.stop()
    assert server.sent < 3 * IN_TRANSIT


def test_what_a_server_packed_is_not_unpacked(served: Callable[..., Endless]) -> None:
    server = served("", packed=True)

    with pytest.raises(FolderProblem):
        open_remote(server.address).list("journal")


def test_of_a_listing_no_more_is_taken_than_the_bound(
    join: Callable[[str], Workspace], server: WebDavServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    els = join("Els")
    els.save(Lesson(title="Lasdag"))
    els.sync()
    monkeypatch.setattr(bounds, "FOLDER_ENTRIES", 1)

    listed = open_remote(address(server)).list("journal")

    ((where, reason),) = listed.obstacles.items()
    assert where.startswith("journal/")
    assert str(reason) == "there are more than 1 files and folders; from here on they are left out"
    assert listed.is_hidden(f"{where}/00000001.json")
