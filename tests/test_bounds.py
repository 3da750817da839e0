"""The bounds stand in one module, each with what it is for, and `docs/reliability.md` shows them as they are."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import pytest

from knowledge import bounds
from knowledge.bounds import FirstBytes, TooLarge, pieces, read_at_most, size_text

ROOT = Path(__file__).parents[1]
UNITS = ("KIB", "MIB")


def declared() -> dict[str, str]:
    """By name of each bound the sentence under it."""
    body = ast.parse((ROOT / "knowledge/bounds.py").read_text(encoding="utf-8")).body
    found: dict[str, str] = {}
    for number, node in enumerate(body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id not in UNITS:
            after = body[number + 1]
            assert isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant), node.targets[0].id
            found[node.targets[0].id] = " ".join(str(after.value.value).split())
    return found


def shown(name: str) -> str:
    """The value of the bound `name` as the page shows it."""
    value = getattr(bounds, name)
    return size_text(value) if name.endswith("_BYTES") else f"{value:,}"


def test_the_page_shows_every_bound_as_it_is() -> None:
    text = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    table = text.partition("## Bounds")[2].partition("\n## ")[0]
    rows = [re.split(r"\s*\|\s*", line)[1:-1] for line in table.splitlines() if line.startswith("| `")]

    assert [row[:3] for row in rows] == [[f"`{name}`", shown(name), told] for name, told in declared().items()]


def test_nobody_keeps_a_copy_of_a_bound() -> None:
    """A name imported out of the module would stay as it was when the bound is set to something else."""
    copies = [
        path.name
        for room in ("knowledge", "sto_tui")
        for path in (ROOT / room).rglob("*.py")
        for name in re.findall(r"from knowledge\.bounds import (.*)", path.read_text(encoding="utf-8"))
        if name.isupper()
    ]

    assert copies == []


def test_exactly_the_bound_is_read_and_one_byte_more_is_refused() -> None:
    assert read_at_most(io.BytesIO(b"12345"), 5) == b"12345"
    stream = io.BytesIO(b"1" * 1000)
    with pytest.raises(TooLarge):
        read_at_most(stream, 5)
    assert stream.tell() == 6
    assert b"".join(pieces(io.BytesIO(b""), 0)) == b""


def test_sizes_are_told_as_people_say_them() -> None:
    assert [size_text(number) for number in (7, 40_000, 8 << 20)] == ["7 B", "40 kB", "8 MB"]


def test_the_first_bytes_of_a_file_are_read_in_every_way_a_file_is(tmp_path: Path) -> None:
    path = tmp_path / "groeit"
    path.write_bytes(b"een\ntwee\ndrie\nvier\n")
    with io.BufferedReader(FirstBytes(path.open("rb", buffering=0), 9)) as file:
        assert file.read() == b"een\ntwee\n"
        assert (file.seek(0, io.SEEK_END), file.read()) == (9, b"")
        assert (file.seek(4), file.tell(), file.readline(), file.readline()) == (4, 4, b"twee\n", b"")
        file.seek(0)
        assert list(file) == [b"een\n", b"twee\n"]
