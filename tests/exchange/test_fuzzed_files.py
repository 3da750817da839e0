"""Whatever is wrong with a file that is imported, it is told as a problem, and nothing else happens.

A quick run tries some files of each format; `HYPOTHESIS_PROFILE=long` tries ten thousand.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from random import Random

import pytest

from knowledge.exchange.format import format_of, readable
from knowledge.exchange.labels import Labels
from knowledge.importing import FileImport, ImportOrder
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.problem import Problem
from knowledge.workspace import Workspace
from sto_tui.wording.i18n import in_every_language, tell
from tests.exchange.fuzzing import mutated, mutated_workbook, seeds

TRIES = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 60
WRITTEN = 20
"""One of so many files is written as well; the others are read, and it is only found out what would come of them."""
MEMORY = 200 * 1024 * 1024


resource = pytest.importorskip("resource")


@pytest.fixture
def region(workspace: Workspace) -> Workspace:
    """A space in which there is something that files are about."""
    workspace.save(Partner(id="p-kompas", title="CSG Het Kompas", kvk="99000011"))
    workspace.save(Partner(id="p-rossum", title="Van Rossum"))
    workspace.save(
        Offer(id="o1", title="Lasgastles MAG", partner="p-rossum", activity="gastles", times=3, state="open")
    )
    return workspace


@pytest.mark.timeout(120 if TRIES < 1000 else 0)
@pytest.mark.parametrize("kind", seeds())
def test_a_file_with_any_fault_gives_records_and_problems_and_nothing_else(
    kind: str, region: Workspace, tmp_path: Path
) -> None:
    name, data = seeds()[kind]
    file = tmp_path / name
    chosen = format_of(name, None, readable())
    labels = Labels(in_every_language)  # learning what fields are called takes longer than reading a file
    before = _most_memory()
    for seed in range(TRIES):
        faulty = (mutated_workbook if kind == "xlsx" else mutated)(data, Random(seed))
        file.write_bytes(faulty)
        order = ImportOrder(file=str(file), format=chosen, by="p-kompas")
        try:
            report = FileImport(region, order, labels, {}, io.BytesIO).run(preview=bool(seed % WRITTEN))
        except Problem as problem:
            assert tell(problem)
        except Exception as error:
            raise AssertionError(f"{kind} with seed {seed}") from error
        else:
            assert all(tell(each.problem) for each in report.refused)
            assert all(tell(each.reason) for each in report.remarks)
    assert _most_memory() - before < MEMORY


def _most_memory() -> int:
    """The most memory that this process ever had, in bytes."""
    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if sys.platform == "darwin" else 1024)
