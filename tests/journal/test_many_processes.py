"""The journal survives several real processes at once, and processes killed at any moment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal.mirror import Edit, Mirror
from knowledge.journal.segment import decode_segment
from knowledge.workspace import Workspace

SAVE = """
import sys
from pathlib import Path
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge import spaces
from knowledge.workspace import Workspace
workspace = spaces.open_space(Home.at(Path(sys.argv[1])))
for number in range(int(sys.argv[3])):
    print(workspace.save(Lesson(title=f"{sys.argv[2]} {number}")).id, flush=True)
"""


def saving(root: Path, name: str, times: int) -> subprocess.Popen[str]:
    """A process that saves `times` lessons and prints their ids, each once it is saved."""
    return subprocess.Popen(
        [sys.executable, "-c", SAVE, str(root), name, str(times)], stdout=subprocess.PIPE, text=True
    )


def seqs(home: Home) -> list[int]:
    """The seqs of all changes in the mirror of the one replica of `home`."""
    segments = [decode_segment(path.read_bytes()) for path in sorted(home.data_dir.rglob("journal/*/*.json"))]
    assert len({segment.replica for segment in segments}) == 1
    return [change.seq for segment in segments for change in segment.changes]


def test_processes_that_save_at_once_lose_nothing_and_use_no_seq_twice(workspace: Workspace, home: Home) -> None:
    root = home.data_dir.parent
    running = [saving(root, name, 40) for name in ("app", "command")]
    saved = [line for process in running for line in process.communicate(timeout=60)[0].split()]

    assert [process.returncode for process in running] == [0, 0]
    assert len(set(saved)) == 80
    assert seqs(home) == list(range(1, 81))
    assert {each.id for each in workspace.documents(Listing("lesson"))} == set(saved)


def test_processes_that_start_at_once_without_a_cache_share_one(workspace: Workspace, home: Home) -> None:
    assert workspace.count(Listing("lesson")) == 0
    shutil.rmtree(home.cache_dir)
    running = [saving(home.data_dir.parent, str(number), 3) for number in range(4)]
    saved = [line for process in running for line in process.communicate(timeout=60)[0].split()]

    assert [process.returncode for process in running] == [0] * 4
    assert len(set(saved)) == 12
    assert {each.id for each in spaces.open_space(home).documents(Listing("lesson"))} == set(saved)


def test_a_killed_process_loses_nothing_it_said_was_saved(workspace: Workspace, home: Home) -> None:
    said: list[str] = []
    for enough in (1, 7, 12):
        process = saving(home.data_dir.parent, "killed", 10_000)
        assert process.stdout
        said += [process.stdout.readline().strip() for _ in range(enough)]
        process.kill()
        said += process.stdout.read().split("\n")[:-1]
        process.wait()
        process.stdout.close()

    again = spaces.open_space(home)
    kept = {each.id for each in again.documents(Listing("lesson", limit=100_000))}
    assert set(said) <= kept
    assert all(one + 1 == other for one, other in pairwise(seqs(home)))
    assert again.save(again.get(said[-1]).record) == again.get(said[-1])
    again.sync()
    assert workspace.status().unpublished == 0


BEGIN = """
import sys, time
from pathlib import Path
from knowledge.catalogue.catalogue import Catalogue
from knowledge.journal.mirror import Mirror
root = Path(sys.argv[1])
for number in range(10):
    print(number, flush=True)
    sys.stdin.readline()
    catalogue = Catalogue(root / "cache" / str(number))
    catalogue.refresh(Mirror(root))
    assert catalogue.document("lasdag") is not None
    catalogue.close()
"""


def test_programs_that_find_no_catalogue_at_the_same_moment_make_one(tmp_path: Path) -> None:
    Mirror(tmp_path).append("aaaaaaaaaa", [Edit("lesson", "lasdag", (), {"title": "Lasdag"}, "Els")], datetime.now(UTC))
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for _ in range(10):
        for process in running:
            assert process.stdout and process.stdout.readline()
        for process in running:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()

    assert [process.communicate(timeout=60)[1] for process in running] == [""] * 3
