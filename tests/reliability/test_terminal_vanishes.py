"""The app whose terminal vanished while it ignores hang-ups (`nohup`, a broken connection) ends by itself."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")


def test_the_app_ends_when_its_terminal_is_gone(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "STO_HOME": str(tmp_path / "home"), "TERM": "xterm-256color"}
    app = subprocess.Popen(
        [sys.executable, "-m", "sto_tui"],
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )
    os.close(theirs)
    try:
        drawn = b""
        while b"sto" not in drawn:
            assert select.select([ours], [], [], 60)[0], "the app never drew anything"
            drawn += os.read(ours, 65536)
        os.close(ours)
        app.wait(60)  # far longer than it takes, so that a busy machine is no reason to fail
    finally:
        app.kill()
        app.wait()
