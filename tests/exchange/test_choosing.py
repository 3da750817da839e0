"""Choosing a file to import: paths as people type, paste and drag them, and what there is in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.exchange.choosing import folder_view
from knowledge.model.typed.paths import path_typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (r'"C:\Mijn documenten\lijst 2026.csv"', r"C:\Mijn documenten\lijst 2026.csv"),
        (r"& 'C:\Mijn documenten\lijst.csv'", r"C:\Mijn documenten\lijst.csv"),
        (r"C:\lijst.csv ", r"C:\lijst.csv"),
        (r"\\server\map\lijst.csv", r"\\server\map\lijst.csv"),
        ("file:///C:/Mijn%20documenten/caf%C3%A9.csv", r"C:\Mijn documenten\café.csv"),
        ("file://server/map/a.csv", r"\\server\map\a.csv"),
        (r"C:\Users\els\D:\lijst.csv", r"D:\lijst.csv"),
        (r"C:\Users\els\& 'D:\mijn lijst.csv'", r"D:\mijn lijst.csv"),
        ('"', '"'),
        ("", ""),
    ],
)
def test_a_path_of_windows_is_what_stands_between_the_quotes(typed: str, meant: str) -> None:
    assert path_typed(typed, windows=True) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("'/home/els/mijn lijst.csv'\n", "/home/els/mijn lijst.csv"),
        (r"/home/els/mijn\ lijst\ \(1\).csv", "/home/els/mijn lijst (1).csv"),
        ("file:///home/els/mijn%20lijst.csv", "/home/els/mijn lijst.csv"),
        ("“~/lijst.csv”", "~/lijst.csv"),
        ("it's.csv", "it's.csv"),
        ("/home/els//tmp/lijst.csv", "/tmp/lijst.csv"),
        ("/home/els/'/tmp/mijn lijst.csv'", "/tmp/mijn lijst.csv"),
        ("/home/els/~/lijst.csv", "~/lijst.csv"),
        ("/home/els/file:///tmp/caf%C3%A9.csv", "/tmp/café.csv"),
        ("/home/els/~oud/'t.csv", "/home/els/~oud/'t.csv"),
    ],
)
def test_a_path_of_another_system_has_no_backslash_before_a_space(typed: str, meant: str) -> None:
    assert path_typed(typed, windows=False) == meant


def test_a_folder_shows_its_folders_and_the_files_that_are_read(tmp_path: Path) -> None:
    for name in ("Zomer.CSV", "agenda.ics", "brief.docx", ".verborgen.csv", "nota.md"):
        (tmp_path / name).write_text("x")
    (tmp_path / "map").mkdir()
    view = folder_view(f"{tmp_path}/", {".csv", ".ics"}, {".md"})
    assert [each.name for each in view.entries] == ["map", "agenda.ics", "Zomer.CSV"]
    assert view.folder == tmp_path and view.has_pages and view.problem is None
    assert [each.name for each in folder_view(f"{tmp_path}/zom", {".csv"}, set()).entries] == ["Zomer.CSV"]
    assert folder_view(f"{tmp_path}/niets/", {".csv"}, set()).problem is not None
    assert folder_view("a\0b/", {".csv"}, set()).problem is not None
