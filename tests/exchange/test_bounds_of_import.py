"""Whatever stands in a folder or file that is imported: it is read within bounds, or named, and the rest comes in."""

from __future__ import annotations

import io
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge import bounds
from knowledge.catalogue.listing import Listing
from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.format import Format
from knowledge.exchange.formats import jsonl, markdown
from knowledge.exchange.import_report import ImportReport
from knowledge.exchange.source import opened
from knowledge.problem import Problem
from knowledge.workspace import Workspace

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="has no such files")


def brought(
    workspace: Workspace, path: Path | str, chosen: Format = markdown.FORMAT, stdin: bytes = b""
) -> ImportReport:
    """What came of importing `path`."""
    with opened(str(path), chosen, "lesson", lambda: Pipe(stdin)) as source:
        return bring_in(workspace, source)


class Pipe(io.BytesIO):
    """Standard input from a program: it can't be read twice; `taken` is how much was read of it."""

    taken = 0

    def seekable(self) -> bool:
        return False

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def titles(workspace: Workspace) -> list[str]:
    return [document.record.title for document in workspace.documents(Listing("lesson", sort="title"))]


def refused(report: ImportReport) -> dict[str, str]:
    return {each.where: str(each.problem) for each in report.refused}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A folder with one note that can be read, and what lies outside it."""
    path = tmp_path / "vault"
    path.mkdir()
    (path / "goed.md").write_text("# Goed")
    (tmp_path / "geheim.md").write_text("# Geheim")
    (tmp_path / "buiten").mkdir()
    (tmp_path / "buiten" / "ook.md").write_text("# Ook geheim")
    return path


def pipe(place: Path) -> None:
    os.mkfifo(place)


def stopped_socket(place: Path) -> None:
    os.chdir(place.parent)  # the name of a socket may be no longer than a hundred characters
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(place.name)


def link_to_a_device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def link_to_itself(place: Path) -> None:
    place.symlink_to(place.name)


def link_out(place: Path) -> None:
    place.symlink_to(place.parent.parent / "geheim.md")


def link_to_a_folder_out(place: Path) -> None:
    place.symlink_to(place.parent.parent / "buiten")


def link_to_the_folder_itself(place: Path) -> None:
    place.symlink_to(place.parent)


def link_to_nothing(place: Path) -> None:
    place.symlink_to("is er niet")


NO_FILE = "this can't be read: it is not a file"
LINK = "this can't be read: it is a link, and links are not followed"


@on_unix
@pytest.mark.parametrize("below", ["", "map", "map.md"])
@pytest.mark.parametrize(
    ("make", "told"),
    [
        (pipe, NO_FILE),
        (stopped_socket, NO_FILE),
        (link_to_a_device, LINK),
        (link_to_itself, LINK),
        (link_out, LINK),
        (link_to_a_folder_out, LINK),
        (link_to_the_folder_itself, LINK),
        (link_to_nothing, LINK),
    ],
)
def test_what_is_no_file_in_a_folder_is_named_and_never_opened(
    workspace: Workspace,
    vault: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], None],
    told: str,
    below: str,
) -> None:
    monkeypatch.chdir(vault)
    (vault / below).mkdir(exist_ok=True)
    make(vault / below / "raar.md")

    report = brought(workspace, vault)

    assert refused(report) == {f"{below}/raar.md".lstrip("/"): told}
    assert titles(workspace) == ["Goed"]


@on_unix
def test_a_linked_folder_is_named_whatever_it_is_called(workspace: Workspace, vault: Path) -> None:
    (vault / "elders").symlink_to(vault.parent / "buiten")
    (vault / "foto.png").symlink_to(vault.parent / "geheim.md")

    assert refused(brought(workspace, vault)) == {"elders": LINK}
    assert titles(workspace) == ["Goed"]


@on_unix
@pytest.mark.parametrize("chosen", [markdown.FORMAT, jsonl.FORMAT], ids=["markdown", "jsonl"])
@pytest.mark.parametrize("make", [pipe, link_to_a_device, link_to_itself])
def test_what_is_no_file_is_refused_by_its_name_at_once(
    workspace: Workspace, tmp_path: Path, chosen: Format, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "raar.md")

    with pytest.raises(Problem, match=r"raar\.md can't be read: it is (not a file|a link)"):
        brought(workspace, tmp_path / "raar.md", chosen)


@on_unix
def test_a_link_that_somebody_names_is_followed(workspace: Workspace, vault: Path) -> None:
    (vault / "kort.md").symlink_to(vault / "goed.md")

    assert brought(workspace, vault / "kort.md").added == 1


@on_unix
def test_a_file_that_becomes_a_pipe_or_a_link_after_it_was_found_is_named(workspace: Workspace, vault: Path) -> None:
    (vault / "pijp.md").write_text("# Pijp")
    (vault / "link.md").write_text("# Link")
    with opened(str(vault), markdown.FORMAT, "lesson", io.BytesIO) as source:
        for name, make in (("pijp.md", pipe), ("link.md", link_out)):
            (vault / name).unlink()
            make(vault / name)
        report = bring_in(workspace, source)

    assert refused(report) == {"link.md": LINK, "pijp.md": NO_FILE}
    assert titles(workspace) == ["Goed"]


def test_a_folder_called_like_a_note_is_looked_into(workspace: Workspace, vault: Path) -> None:
    (vault / "verslag.md").mkdir()
    (vault / "verslag.md" / "deel.md").write_text("# Deel")

    assert brought(workspace, vault).added == 2


def test_a_file_that_grows_while_it_is_read_is_read_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "groeit.jsonl"
    path.write_text('{"title": "Eerste"}\n{"title": "Tweede"}\n')
    with opened(str(path), jsonl.FORMAT, "lesson", io.BytesIO) as source, path.open("a") as writer:

        def growing() -> Iterator[tuple[str, object]]:
            for row in source():
                writer.write('{"title": "Later"}\n' * 1000)
                writer.flush()
                yield row

        assert bring_in(workspace, growing).added == 2


def test_folders_deeper_than_the_bound_are_named(
    workspace: Workspace, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "IMPORT_DEPTH", 2)
    (vault / "a/b/c").mkdir(parents=True)
    (vault / "a/b/diep.md").write_text("# Diep")
    (vault / "a/b/c/dieper.md").write_text("# Dieper")

    assert refused(brought(workspace, vault)) == {"a/b/c": "this is more than 2 folders deep, and was left out"}
    assert titles(workspace) == ["Diep", "Goed"]


def test_of_a_folder_no_more_is_looked_at_than_the_bound(
    workspace: Workspace, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "IMPORT_ENTRIES", 8)
    for number in range(20):
        (vault / f"les {number}.md").write_text(f"# Les {number}")

    report = brought(workspace, vault)

    assert report.added == 8
    assert refused(report) == {str(vault): "there are more than 8 files and folders; from here on they are left out"}


# -- sizes ------------------------------------------------------------------------------------------------------------


def test_a_larger_file_is_refused_before_it_is_read(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "IMPORT_BYTES", 2000)
    path = tmp_path / "groot.jsonl"
    path.write_text('{"title": "x"}\n' * 200)

    with pytest.raises(Problem, match=r"groot\.jsonl can't be read: it is larger than 2 kB"):
        brought(workspace, path, jsonl.FORMAT)


def test_no_more_is_taken_from_standard_input_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "IMPORT_BYTES", 2000)
    stream = Pipe(b'{"title": "x"}\n' * 10_000)

    with pytest.raises(Problem, match="- can't be read: it is larger than 2 kB"):
        opened("-", jsonl.FORMAT, "lesson", lambda: stream).__enter__()
    assert stream.taken == 2001


def test_a_longer_note_is_named_and_the_others_come_in(
    workspace: Workspace, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "RECORD_BYTES", 1000)
    (vault / "lang.md").write_text("woord " * 1000)

    report = brought(workspace, vault)

    assert refused(report) == {"lang.md": "it is larger than 1 kB, the most that is read"}
    assert titles(workspace) == ["Goed"]


@pytest.mark.parametrize("text", ["[" + '{"title": "x"},\n' * 200, "﻿" + '{"title": "x"}\n' * 200])
def test_what_is_read_as_a_whole_has_a_bound(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(bounds, "WHOLE_BYTES", 1000)
    path = tmp_path / "lijst.json"
    path.write_bytes(text.encode() if text.startswith("[") else text.encode("utf-16-le"))

    report = brought(workspace, path, jsonl.FORMAT)

    assert refused(report) == {"lijst.json": "it is larger than 1 kB, the most that is read"}


def deep(number: int) -> Any:
    return {"title": "Te veel", "x": [{"y": [[]] * number}]}


@pytest.mark.parametrize(
    "row",
    [
        {"title": "Te veel", "tags": [f"t{number}" for number in range(100)]},
        {"title": "Te veel"} | {f"veld{number}": 1 for number in range(60)},
        deep(100),
    ],
)
@pytest.mark.parametrize("as_list", [False, True])
def test_a_record_with_more_values_is_named_and_the_others_come_in(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: object, as_list: bool
) -> None:
    monkeypatch.setattr(bounds, "RECORD_VALUES", 100)
    rows = [{"title": "Goed"}, row, {"title": "Ook goed"}]
    path = tmp_path / "lessen.json"
    path.write_text(json.dumps(rows, indent=1) if as_list else "\n".join(map(json.dumps, rows)))

    report = brought(workspace, path, jsonl.FORMAT)

    assert list(refused(report).values()) == ["there are more than 100 names and values in it"]
    assert titles(workspace) == ["Goed", "Ook goed"]


@pytest.mark.parametrize(
    "front",
    [
        "".join(f"veld{number}: x\n" for number in range(60)),
        "tags:\n" + "".join(f"- t{number}\n" for number in range(120)),
        "tijden: [" + "1:30, " * 120 + "]",
        "x: {" + ", ".join(f"k{number}: [a]" for number in range(60)) + "}",
        "lang: " + "woord " * 2000,
    ],
)
def test_front_matter_over_a_bound_comes_in_as_text_and_is_told(
    workspace: Workspace, vault: Path, monkeypatch: pytest.MonkeyPatch, front: str
) -> None:
    monkeypatch.setattr(bounds, "RECORD_VALUES", 100)
    monkeypatch.setattr(bounds, "FRONT_CHARACTERS", 10_000)
    (vault / "veel.md").write_text(f"---\n{front}\n---\n# Veel\n\nTekst")

    report = brought(workspace, vault)

    assert (report.added, report.refused) == (2, ())
    ((where, told),) = [(each.where, str(each.reason)) for each in report.remarks]
    assert where == "veel.md"
    assert "more than 100 names and values" in told or "longer than 10000 characters" in told
    (veel,) = [each.record for each in workspace.documents(Listing("lesson")) if each.record.title == "Veel"]
    assert front.split()[0] in veel.body and "Tekst" in veel.body


@pytest.mark.parametrize(
    "number", ["1:" * 50_000 + "1", "1" * 100_000, "-" + "9" * 101, "0x" + "f" * 1000, "1_" * 1000]
)
def test_a_number_of_any_length_stays_text(workspace: Workspace, vault: Path, number: str) -> None:
    (vault / "getal.md").write_text(f"---\ntitle: Getal\nx: {number}\n---\n")

    assert brought(workspace, vault).added == 2
    (record,) = [each.record for each in workspace.documents(Listing("lesson")) if each.record.title == "Getal"]
    assert record.extra["x"] == number


def test_rows_over_the_bound_are_left_out_and_told_once(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "IMPORT_ROWS", 3)
    path = tmp_path / "lessen.jsonl"
    path.write_text("".join(f'{{"title": "Les {number}"}}\n' for number in range(9)))

    report = brought(workspace, path, jsonl.FORMAT)

    assert report.added == 3
    assert refused(report) == {"4": "only 3 rows are read; from here on they are left out"}


def test_of_many_rows_with_something_to_tell_the_first_are_told_and_the_others_counted(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "REPORTED", 2)
    path = tmp_path / "lessen.jsonl"
    path.write_text("geen JSON\n" * 5 + '{"title": "Les", "date": "ooit"}\n' * 1)

    report = brought(workspace, path, jsonl.FORMAT)

    assert ([each.where for each in report.refused], report.more_refused) == (["1", "2"], 3)
    assert (len(report.remarks), report.more_remarks) == (1, 0)


# -- a list -----------------------------------------------------------------------------------------------------------


def rows_of(text: str) -> list[tuple[str, object]]:
    return [
        (where, str(row) if isinstance(row, Problem) else row)
        for where, row in jsonl.read(io.BytesIO(text.encode()), "x", "lesson")
    ]


@pytest.mark.parametrize(
    "members",
    [[], [{}], [{"title": 'a"],[\\"'}, {"title": "b\\\\"}], [{"x": [[], {"y": "]}"}]}] * 3, [1, "twee", None, [3]]],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_the_members_of_a_list_are_those_that_json_has(members: list[object], indent: int | None) -> None:
    found = [row for _where, row in rows_of(json.dumps(members, indent=indent))]

    assert found == [{"kind": "lesson", **each} if isinstance(each, dict) else each for each in members]


@pytest.mark.parametrize(
    "torn",
    ['[\n{"title": "a"},\n{"title": "b', '[\n{"title": "a"},\n', '[\n{"title": "a"}\n', '[\n{"title": "a"}\n] [2'],
)
def test_a_list_that_is_torn_gives_its_whole_members_and_says_where_it_ends(torn: str) -> None:
    (first, wrong) = rows_of(torn)

    assert first == ("2", {"kind": "lesson", "title": "a"})
    assert str(wrong[1]).startswith("this is not JSON")


def test_a_text_without_end_is_looked_through_once() -> None:
    number = 200_000
    ((_where, problem),) = rows_of('[{"x": "' + '\\"' * number)

    assert str(problem).startswith("this is not JSON")
    assert len(list(jsonl._SIGN.finditer(b'[{"x": "' + b'\\"' * number))) == 4
