"""A real Syncthing daemon on the loopback that knows only one peer: no discovery, no relays, no NAT."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = "sto"
KEY = "loopback-only"
PATIENCE = 90.0


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for `condition`; fails after a while."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"never came true: {what}"
        time.sleep(0.1)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Daemon:
    """One device: its private home in `root`, and the folder it shares at `folder`."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.home = root
        self.folder = folder
        folder.mkdir(parents=True)
        self.port, self.listen = free_port(), free_port()
        done = subprocess.run(
            ["syncthing", "generate", f"--home={root}", "--skip-port-probing"],
            capture_output=True,
            text=True,
            check=False,
            env=_environment(),
        )
        assert done.returncode == 0, done.stdout + done.stderr
        self.id = next(each.get("id", "") for each in ET.parse(root / "config.xml").iter("device"))

    def configure(self, peer: Daemon, *, dials: bool, way: str = "sendreceive") -> None:
        """Share the folder with `peer`. Only one of two may dial: both at once kept cutting each other off."""
        tree = ET.parse(self.home / "config.xml")
        config = tree.getroot()
        for name in ("folder", "device"):
            for each in config.findall(name):
                config.remove(each)
        for device, address in ((self, "dynamic"), (peer, f"tcp://127.0.0.1:{peer.listen}" if dials else "dynamic")):
            element = ET.SubElement(config, "device", id=device.id, name=device.home.name, compression="never")
            ET.SubElement(element, "address").text = address
        folder = ET.SubElement(
            config,
            "folder",
            id=FOLDER,
            path=str(self.folder),
            type=way,
            rescanIntervalS="3600",
            fsWatcherEnabled="true",
            fsWatcherDelayS="1",
        )
        for device in (self, peer):
            ET.SubElement(folder, "device", id=device.id)
        ET.SubElement(folder, "minDiskFree", unit="").text = "0"
        ET.SubElement(folder, "maxConflicts").text = "10"
        gui = config.find("gui")
        assert gui is not None
        _set(gui, "address", f"127.0.0.1:{self.port}")
        _set(gui, "apikey", KEY)
        options = config.find("options")
        assert options is not None
        for each in options.findall("listenAddress"):
            options.remove(each)
        settings = {
            "listenAddress": f"tcp://127.0.0.1:{self.listen}",
            "globalAnnounceEnabled": "false",
            "localAnnounceEnabled": "false",
            "relaysEnabled": "false",
            "natEnabled": "false",
            "crashReportingEnabled": "false",
            "autoUpgradeIntervalH": "0",
            "urAccepted": "-1",
            "reconnectionIntervalS": "1",
            "startBrowser": "false",
        }
        for name, value in settings.items():
            _set(options, name, value)
        tree.write(self.home / "config.xml")

    def start(self) -> None:
        """Run, until it answers."""
        self._log = (self.home / "log.txt").open("w")
        self._process = subprocess.Popen(
            ["syncthing", "serve", f"--home={self.home}", "--no-browser", "--no-restart", "--no-upgrade"],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            env=_environment(),
        )
        until(self._answers, "Syncthing answers")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(30)
        self._log.close()

    def _answers(self) -> bool:
        assert self._process.poll() is None, (self.home / "log.txt").read_text()
        try:
            return bool(self.ask("system/ping"))
        except (urllib.error.URLError, OSError):
            return False

    def ask(self, path: str, *, post: bool = False) -> Any:
        """What its REST interface answers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/rest/{path}", method="POST" if post else "GET", headers={"X-API-Key": KEY}
        )
        with urllib.request.urlopen(request, timeout=20) as response:
            data = response.read()
        return json.loads(data) if data.strip() else {}

    def pause(self, peer: Daemon) -> None:
        """Go offline."""
        self.ask(f"system/pause?device={peer.id}", post=True)
        until(lambda: not self.is_connected(peer), "offline")

    def resume(self, peer: Daemon) -> None:
        """Come online."""
        self.ask(f"system/resume?device={peer.id}", post=True)
        until(lambda: self.is_connected(peer), "online")

    def is_connected(self, peer: Daemon) -> bool:
        """Whether both see each other."""
        return bool(self.ask("system/connections")["connections"].get(peer.id, {}).get("connected"))

    def scan(self) -> None:
        """Look at the disk now."""
        self.ask(f"db/scan?folder={FOLDER}", post=True)

    def revert(self) -> None:
        """Undo what was changed here in a folder that may only receive, as its button does."""
        self.ask(f"db/revert?folder={FOLDER}", post=True)

    def is_idle(self) -> bool:
        """Whether nothing is left to fetch."""
        status = self.ask(f"db/status?folder={FOLDER}")
        return status["state"] == "idle" and not status["needTotalItems"]


def _set(parent: ET.Element, name: str, value: str) -> None:
    element = parent.find(name)
    if element is None:
        element = ET.SubElement(parent, name)
    element.text = value


def _environment() -> dict[str, str]:
    return {**os.environ, "STNODEFAULTFOLDER": "1", "STNOUPGRADE": "1", "HOME": "/nonexistent"}
