"""docs/architecture.md is true: its examples work in the places it gives, and the names on this and other pages exist.

The examples are copied from the page into a copy of the program, which is then run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from textwrap import indent
from typing import Any

import pytest
from test_walls import LAYERS

from sto_tui.commands.parser import VERBS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
PACKAGES = ("knowledge", "sto_tui")

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GOES = re.compile(r"# (?P<path>\S+\.py)(?:, at the (?P<where>top|end of (?P<table>\w+)))?\n")
"""The first line of an example: the file that it is, or a place in a file that is there."""


def examples() -> Iterator[tuple[re.Match[str], str]]:
    """Where each example of the page goes, and its code."""
    for language, code in BLOCK.findall(PAGE):
        if language == "python":
            goes = GOES.match(code)
            assert goes, f"this example doesn't say where it goes: {code[:80]}"
            yield goes, code[goes.end() :]


def tree() -> dict[str, str]:
    """The paths of the first block, each with what is said of it."""
    found, above = {}, ["", ""]
    for line in BLOCK.findall(PAGE)[0][1].splitlines():
        margin, name, about = re.fullmatch(r"( *)(\S+) +(.+)", line).groups()  # type: ignore[union-attr]
        level = len(margin) // 2
        above[level + 1 :] = [above[level] + name]
        found[above[level] + name] = about
    return found


# -- the examples -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Copy:
    """A copy of the program in a directory, with the examples of the page in it, and a space with two partners."""

    root: Path

    def python(self, *words: str, status: int = 0) -> str:
        """What a fresh interpreter prints that knows the copy and not this program."""
        environment = {"PYTHONPATH": str(self.root), "STO_HOME": str(self.root / "home"), "STO_LANG": "en"}
        inherited = {name: value for name, value in os.environ.items() if name not in ("STO_FOLDER", "LANGUAGE")}
        told = subprocess.run(
            [sys.executable, *words],
            cwd=self.root,
            env={**inherited, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert told.returncode == status, told.stdout + told.stderr
        return told.stdout + told.stderr

    def sto(self, *words: str, status: int = 0) -> str:
        """What the program prints."""
        return self.python("-m", "sto_tui", *words, status=status)

    def json(self, *words: str) -> Any:
        """The answer of the program, as a value."""
        return json.loads(self.sto(*words, "--json"))


def put(root: Path, goes: re.Match[str], code: str) -> None:
    """Put an example in the program in `root`."""
    path = root / goes["path"]
    if goes["where"] is None:
        assert not path.exists(), f"{goes['path']} exists: let the page have another example"
        path.write_text(code, encoding="utf-8")
        return
    source = path.read_text(encoding="utf-8")
    if goes["table"]:
        code = indent(code.rstrip(), "    ") + ",\n"
        begin = re.search(rf"^{goes['table']} = \($", source, re.MULTILINE)
        assert begin, f"{goes['path']} has no {goes['table']}"
        at = source.index("\n)", begin.end()) + 1
    else:
        at = source.index("from __future__ import annotations\n") + len("from __future__ import annotations\n")
    path.write_text(source[:at] + code + source[at:], encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The program as the page tells one to change it."""
    root = tmp_path_factory.mktemp("program")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    for goes, code in examples():
        put(root, goes, code)
    made = Copy(root)
    made.sto("init", str(root / "shared"), "--name", "Vecht", "--author", "Els", "--no-starter")
    for title in ("Brinkhof Bouw", "Vakcollege De Meander"):
        made.sto("add", "partner", "--title", title)
    return made


@pytest.fixture(scope="module")
def kit(copy: Copy) -> str:
    """The id of a lesson kit of Brinkhof."""
    fields = ("--set", "partners=Brinkhof Bouw", "--set", "profiles=BWI", "--set", "contact=els@brinkhof.example")
    return str(copy.json("add", "leskist", "--title", "Kapconstructies", *fields)["id"])


def test_every_example_is_well_formed(copy: Copy) -> None:
    changed = sorted({goes["path"] for goes, _code in examples()})
    whole = [goes["path"] for goes, _code in examples() if goes["where"] is None]
    config = f"--config={ROOT / 'pyproject.toml'}"

    copy.python("-m", "ruff", "check", "--ignore=I001", config, *changed)  # an import put at the top is not sorted
    copy.python("-m", "ruff", "format", "--check", config, *whole)


def test_the_kind_is_stored_listed_and_shown(copy: Copy, kit: str) -> None:
    assert [each["id"] for each in copy.json("list", "leskisten")] == [kit]
    told = copy.sto("show", kit)
    assert re.search(r"Owner: +Brinkhof Bouw", told)
    assert re.search(r"Whom to write to: +els@brinkhof.example", told)


def test_the_kind_is_checked(copy: Copy) -> None:
    assert "is not an e-mail address" in copy.sto("add", "kit", "--title", "x", "--set", "contact=els", status=2)


@pytest.mark.parametrize("typed", ["soort:leskist", "kapconstructies", "soort:kit profiel:bouw", "profile:BWI"])
def test_the_kind_is_found(copy: Copy, kit: str, typed: str) -> None:
    assert [each["id"] for each in copy.json("search", typed)] == [kit]


def test_the_facet_is_counted_and_narrows(copy: Copy, kit: str) -> None:
    (profile,) = copy.json("search", "kapconstructies", "--facets")["facets"]["profile"]
    assert (profile["value"], profile["count"]) == ("BWI", 1)
    assert [each["id"] for each in copy.json("search", "kapconstructies", "--profile", "BWI")] == [kit]
    assert copy.json("search", "kapconstructies", "--profile", "PIE") == []


def test_the_kind_and_the_format_go_out_and_come_in(copy: Copy, kit: str) -> None:
    for name in ("all.jsonl", "all.titles"):
        assert copy.json("export", name, "--kind", "kit")["records"] == 1
    assert json.loads((copy.root / "all.jsonl").read_text("utf-8"))["id"] == kit
    file = copy.root / "all.titles"
    assert file.read_text("utf-8") == "kit\tKapconstructies\n"

    file.write_text("lesson\tUit een leskist\nnonsense\n", encoding="utf-8")
    assert "line 2" in copy.sto("import", str(file), status=1)
    assert [each["title"] for each in copy.json("list", "lesson")] == ["Uit een leskist"]


def test_the_format_stands_in_help(copy: Copy) -> None:
    assert "{icalendar,jsonl,markdown,titles,vcard,vcard4,xlsx,csv}" in "".join(copy.sto("export", "--help").split())


USE_CASE = """
from datetime import date
from knowledge.model.records.kit import Kit
from knowledge.problem import Problem
from knowledge.work.kits import lent, returned

kit = lent(Kit(title="Kist"), "school", date(2026, 11, 27))
print(kit.lent_to, kit.back_on, returned(kit) == Kit(title="Kist"))
try:
    lent(kit, "other", date(2026, 11, 28))
except Problem as problem:
    print(problem)
"""


def test_the_use_case_is_called(copy: Copy) -> None:
    assert copy.python("-c", USE_CASE).splitlines() == ["school 2026-12-18 True", "“Kist” is lent already."]


def test_the_verb_is_parsed_run_and_told_by_help(copy: Copy) -> None:
    lent = copy.json("add", "kit", "--title", "Sluizen")["id"]

    assert copy.sto("lend", lent, "Meander") == "Lent: “Sluizen”.\n"
    assert re.search(r"Lent to: +Vakcollege De Meander", copy.sto("show", lent))
    assert "“Sluizen” is lent already." in copy.sto("lend", lent, "Brinkhof", status=1)
    assert "lend a lesson kit to a school" in " ".join(copy.sto("--help").split())
    assert "sto lend 7f3a9c21 Meander" in copy.sto("lend", "--help")


SCREEN = """
import asyncio, sys
sys.path.append(sys.argv[1])
from driving import shows, until
from knowledge import spaces
from knowledge.home import Home
from sto_tui.app import StoApp
from sto_tui.wording.i18n import set_language

async def main():
    set_language("en")
    workspace = spaces.open_space(Home.default())
    app = StoApp(lambda: workspace, Home.default(), sync_every=0)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        await pilot.press("shift+f10")
        await shows(pilot, "Windmolens · ")
        await shows(pilot, "Came back")
        await pilot.press("end", "r")
        await until(pilot, lambda: not workspace.get(sys.argv[2]).record.lent_to)
        await pilot.press("enter")
        await shows(pilot, "Brinkhof Bouw")
        print("seen")

asyncio.run(main())
"""


def test_the_screen_and_its_mode_are_one_key_away(copy: Copy) -> None:
    lent = copy.json("add", "kit", "--title", "Windmolens", "--set", "partners=Brinkhof Bouw")["id"]
    copy.sto("lend", lent, "Meander")

    assert copy.python("-c", SCREEN, str(ROOT / "tests/tui"), lent) == "seen\n"


# -- what is named ----------------------------------------------------------------------------------------------------


def test_the_rooms_of_the_page_are_those_of_the_program() -> None:
    rooms = tree()
    verbs = {f"sto_tui/commands/{verb}/" for verb in VERBS}
    packages = {
        f"{path.parent.relative_to(ROOT).as_posix()}/"
        for package in PACKAGES
        for path in (ROOT / package).rglob("__init__.py")
    } - verbs
    modules = {f"knowledge/{path.name}" for path in (ROOT / "knowledge").glob("*.py")} - {"knowledge/__init__.py"}

    assert packages | modules <= rooms.keys()
    assert [path for path in rooms if not (ROOT / path).exists()] == []


def test_the_arrows_of_the_page_are_those_of_the_walls() -> None:
    lines = [line.split(", ") for line in BLOCK.findall(PAGE)[1][1].splitlines()]

    assert [set(line) for line in lines] == [{room.removeprefix("knowledge.") for room in layer} for layer in LAYERS]


def named(page: Path) -> set[str]:
    """What stands between backticks in the prose of a page."""
    return set(re.findall(r"`([^`\n]+)`", BLOCK.sub("", page.read_text(encoding="utf-8"))))


PLACE = re.compile(rf"(?:{'|'.join(PACKAGES)}|tests|docs|scripts|benchmarks)/[\w./{{}},]*")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    paths = {name for name in named(page) if PLACE.fullmatch(name)}
    every = {path.replace("{nl,en}", language) for path in paths for language in ("nl", "en")}

    assert [path for path in sorted(every) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_a_page_names_exists(page: Path) -> None:
    for name in named(page):
        if re.fullmatch(rf"(?:{'|'.join((*PACKAGES, 'tests', 'benchmarks'))})(?:\.\w+)+", name):
            resolve_name(name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_that_a_page_links_to_exists(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_name_of_code_on_the_page_is_defined() -> None:
    source = "\n".join(path.read_text("utf-8") for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    source += (ROOT / "tests/test_walls.py").read_text("utf-8")
    names = {
        part
        for name in named(ROOT / "docs/architecture.md")
        if re.fullmatch(r"\w+(\.\w+)?(\(.*\))?", name)
        for part in name.partition("(")[0].split(".")
        if part not in (*PACKAGES, "__init__", "py", "txt")
    }

    assert "Workspace" in names
    defined = {
        next(filter(None, found)) for found in re.findall(r"(?:class|def) (\w+)|^ *(\w+)(?:: .*)? =", source, re.M)
    }
    assert sorted(names - defined) == []
