"""The walls between the packages, looked at in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
import knowledge
for module in pkgutil.walk_packages(knowledge.__path__, "knowledge."):
    importlib.import_module(module.name)
"""


def loaded(script: str) -> set[str]:
    """The modules a fresh interpreter has loaded after `script`."""
    told = subprocess.run(
        [sys.executable, "-c", f"{script}\nimport sys\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(told.stdout.split())


def test_knowledge_knows_no_screen() -> None:
    modules = loaded(IMPORT_EVERYTHING)

    assert "knowledge.workspace" in modules
    assert not {name for name in modules if name.partition(".")[0] in ("textual", "rich", "sto_tui")}


def test_the_model_knows_nothing_but_itself() -> None:
    modules = loaded(
        IMPORT_EVERYTHING.replace("knowledge.__path__", "knowledge.model.__path__, 'knowledge.model.'")
        .replace(', "knowledge."', "")
        .replace("import knowledge\n", "import knowledge.model\n")
    )

    ours = {name for name in modules if name.startswith("knowledge.")}
    assert "knowledge.model.kinds" in ours
    assert ours - {"knowledge.problem"} == {name for name in ours if name.startswith("knowledge.model")}


def test_the_journal_knows_nothing_of_what_stands_on_it() -> None:
    modules = loaded("import knowledge.journal.settling, knowledge.journal.mirror, knowledge.journal.replica")

    above = ("sync", "search", "content", "exchange", "workspace", "home")
    assert not {name for name in modules if name.startswith(tuple(f"knowledge.{each}" for each in above))}


def test_opening_a_space_does_not_load_what_only_searching_needs() -> None:
    modules = loaded("import knowledge.workspace")

    assert not {
        name for name in modules if name.partition(".")[0] in ("whoosh", "numpy", "yaml", "markdown_it", "Stemmer")
    }
