"""The import contracts: which module may import which, checked in the source and in a fresh interpreter.

In the source every import counts, including those inside functions, those for the type checker only, and those through
other modules (`import_graph`).
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from dataclasses import dataclass, field

import pytest
from import_graph import Graph, circle, graph_of, import_graph, is_within, way

from sto_tui.modes import MODES, Mode
from sto_tui.screens.base import WorkspaceScreen

LAYERS = (
    ("sto_tui",),
    ("knowledge.spaces",),
    ("knowledge.workspace",),
    (
        "knowledge.doctor",
        "knowledge.documents",
        "knowledge.erasing",
        "knowledge.guarding",
        "knowledge.importing",
        "knowledge.imports",
        "knowledge.merging",
        "knowledge.personal_data",
        "knowledge.saving",
        "knowledge.saved_searches",
    ),
    ("knowledge.content",),
    ("knowledge.figures", "knowledge.menu_return"),
    ("knowledge.menu_answers",),
    ("knowledge.exchange", "knowledge.search", "knowledge.sync", "knowledge.work"),
    ("knowledge.guard",),
    ("knowledge.catalogue",),
    ("knowledge.home",),
    ("knowledge.private_files", "knowledge.remains"),
    ("knowledge.journal",),
    ("knowledge.model",),
    ("knowledge.front_matter", "knowledge.reasons", "knowledge.today"),
    ("knowledge.bounds",),
    ("knowledge.problem", "knowledge.identifier", "knowledge.permissions", "knowledge.source"),
)
"""From the faces down. A layer imports those under it; of the rooms side by side in one, none imports another."""

APP = (
    *("sto_tui.app", "sto_tui.navigation", "sto_tui.opening", "sto_tui.syncing", "sto_tui.telling", "sto_tui.writing"),
    "sto_tui.day",
    *("sto_tui.__main__", "sto_tui.commands"),
)
"""The app in its parts, and what starts it."""


@dataclass(frozen=True)
class Wall:
    """What stands in `room` imports nothing in `never`, by no way that doesn't go through a door in `doors`."""

    room: str
    never: tuple[str, ...]
    doors: frozenset[tuple[str, str]] = field(default=frozenset())


WALLS = (
    Wall("knowledge", ("sto_tui", "textual", "rich")),
    Wall("sto_tui.widgets", ("sto_tui.dialogs", "sto_tui.forms", "sto_tui.screens", *APP)),
    Wall("sto_tui.dialogs", ("sto_tui.forms", "sto_tui.screens", *APP)),
    Wall("sto_tui.forms", ("sto_tui.screens", *APP)),
    Wall("sto_tui.screens", APP),
    Wall(
        "sto_tui.wording", ("sto_tui.dialogs", "sto_tui.forms", "sto_tui.screens", "sto_tui.widgets", "textual", *APP)
    ),
    Wall(
        "sto_tui.commands",
        ("textual", "rich", "sto_tui.dialogs", "sto_tui.forms", "sto_tui.screens", "sto_tui.widgets"),
        frozenset({("sto_tui.commands.app", "sto_tui.app"), ("sto_tui.commands.demo", "sto_tui.app")}),
    ),
)

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

    above = ("catalogue", "sync", "search", "work", "content", "exchange", "saving", "workspace", "spaces", "home")
    assert not {name for name in modules if name.startswith(tuple(f"knowledge.{each}" for each in above))}


def test_opening_a_space_does_not_load_what_only_searching_needs() -> None:
    modules = loaded("import knowledge.workspace")

    assert not {
        name for name in modules if name.partition(".")[0] in ("whoosh", "numpy", "yaml", "markdown_it", "Stemmer")
    }


# -- read from the source ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Which of our modules imports which."""
    return import_graph()


@pytest.mark.parametrize(
    "source",
    [
        "from sto_tui import app",
        "import sto_tui.app",
        "from sto_tui.app import StoApp",
        "def later() -> None:\n    from sto_tui.app import StoApp",
        "if TYPE_CHECKING:\n    from sto_tui.app import StoApp",
        "class Screen:\n    async def go(self) -> None:\n        if self:\n            import sto_tui.app as where",
    ],
)
def test_an_import_counts_wherever_it_stands(source: str) -> None:
    graph = graph_of({"sto_tui": "", "sto_tui.app": "", "sto_tui.screen": source})

    assert "sto_tui.app" in graph["sto_tui.screen"]


def test_a_circle_is_found_with_the_way_around_it() -> None:
    graph = graph_of(
        {"a": "import b", "b": "def later():\n    import c", "c": "if TYPE_CHECKING:\n    import a", "d": "import a"}
    )

    assert circle(graph) == ["a", "b", "c", "a"]
    assert circle({"a": frozenset({"b", "c"}), "b": frozenset({"c"})}) == []


def test_no_imports_go_round_in_a_circle(graph: Graph) -> None:
    assert " → ".join(circle(graph)) == ""


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.room)
def test_what_stands_in_a_room_keeps_to_its_wall(graph: Graph, wall: Wall) -> None:
    closed = {module: used - {each for each in used if (module, each) in wall.doors} for module, used in graph.items()}

    inside = [module for module in graph if is_within(module, [wall.room])]
    found = [way(closed, module, lambda each: is_within(each, wall.never)) for module in inside]
    assert inside
    assert [" → ".join(chain) for chain in found if chain] == []


def test_no_wall_has_a_door_that_nobody_uses(graph: Graph) -> None:
    doors = [door for wall in WALLS for door in wall.doors]

    assert [door for door in doors if door[1] not in graph.get(door[0], ())] == []


def _layer(module: str) -> tuple[int, str]:
    found = [(level, room) for level, rooms in enumerate(LAYERS) for room in rooms if is_within(module, [room])]
    assert found, f"{module} stands in no layer: give it its place in LAYERS"
    return found[0]


def test_arrows_run_down_the_layers_only(graph: Graph) -> None:
    wrong = []
    for module, used in graph.items():
        for each in used & graph.keys():
            (here, room), (there, other) = _layer(module), _layer(each)
            if room != other and here >= there:
                wrong.append(f"{module} → {each}")

    assert wrong == []


def test_one_room_knows_whoosh(graph: Graph) -> None:
    users = {module for module, used in graph.items() if "whoosh" in used}

    assert users
    assert {module for module in users if not is_within(module, ["knowledge.search.index"])} == set()


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_every_mode_names_a_screen(mode: Mode) -> None:
    module, _colon, name = mode.home.partition(":")

    assert issubclass(getattr(importlib.import_module(module), name), WorkspaceScreen)
