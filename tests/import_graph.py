"""The graph of which module imports which, read from the source.

Every import statement counts: those at the top, those inside a function and those that only the type checker reads.
`from package import name` is an import of the submodule when there is one of that name, else of the package itself.
The import of a parent package that Python does on its own isn't counted, nor is a module named in a string
(`sto_tui.modes`, from which only the app imports).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

Graph = Mapping[str, frozenset[str]]
"""By module what it imports; of other packages only their name."""

PACKAGES = ("knowledge", "sto_tui")
ROOT = Path(__file__).parent.parent


def modules() -> dict[str, Path]:
    """Our modules, with their files."""
    found = {}
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(source: str) -> Iterator[tuple[str, str]]:
    """What `source` imports: a module and, in the form with "from", a name in it (else "")."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute here"
            yield from ((node.module or "", alias.name) for alias in node.names)


def graph_of(sources: Mapping[str, str]) -> Graph:
    """The graph of the modules in `sources`, by name."""

    def target(module: str, name: str) -> str:
        whole = f"{module}.{name}"
        return whole if whole in sources else module if module in sources else module.partition(".")[0]

    return {each: frozenset(target(*one) for one in imported(source)) - {each} for each, source in sources.items()}


def import_graph() -> Graph:
    """The graph of both packages as they are."""
    return graph_of({name: path.read_text(encoding="utf-8") for name, path in modules().items()})


def is_within(module: str, packages: Sequence[str]) -> bool:
    """Whether `module` is one of `packages` or stands in one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def way(graph: Graph, start: str, arrived: Callable[[str], bool]) -> list[str]:
    """The shortest chain of imports from `start` to a module that has `arrived`; empty when there is none."""
    came_from = {start: ""}
    waiting = [start]
    for module in waiting:  # grows while it is walked through
        if arrived(module):
            chain = [module]
            while came_from[chain[0]]:
                chain.insert(0, came_from[chain[0]])
            return chain
        for each in sorted(graph.get(module, frozenset()) - came_from.keys()):
            came_from[each] = module
            waiting.append(each)
    return []


def circle(graph: Graph) -> list[str]:
    """A chain of imports that comes back where it began; empty when there is none."""
    for module in sorted(graph):
        chain = way(graph, module, lambda each, first=module: first in graph.get(each, ()))  # type: ignore[misc]
        if chain:
            return [*chain, module]
    return []
