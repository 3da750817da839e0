"""What can be imported from a folder: its folders and the files that are read, for somebody who looks for one."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from knowledge.model.folding import fold
from knowledge.problem import N_, Problem, Reason
from knowledge.reasons import reason_of

MOST_ENTRIES = 2000
"""The most entries of a folder that are looked at."""


@dataclass(frozen=True)
class FolderEntry:
    """A folder, or a file that can be imported, by its `name` and full `path`."""

    name: str
    path: Path
    is_folder: bool


@dataclass(frozen=True)
class FolderView:
    """What stands in `folder` and has what was typed in its name; or the `problem` why that can't be told.

    `has_pages` tells that the folder as a whole can be imported.
    """

    folder: Path
    entries: tuple[FolderEntry, ...] = ()
    problem: Problem | None = None
    has_pages: bool = False


def downloads_folder() -> Path:
    """The folder where files from a browser or mail are; the home of the person when there is none."""
    import platformdirs

    found = platformdirs.user_downloads_path()
    return found if found.is_dir() else Path.home()


def folder_view(typed: str, suffixes: Collection[str], page_suffixes: Collection[str]) -> FolderView:
    """What somebody who `typed` so much of a path can go on with: folders, and files with one of `suffixes`.

    A folder with files that have one of `page_suffixes` can be imported as a whole.
    """
    path = Path(typed or ".").expanduser()
    is_whole = typed.endswith(("/", os.sep)) or path.name in ("", "..")
    folder, begun = (path, "") if is_whole else (path.parent, path.name)
    try:
        entries, has_pages = _entries(folder, fold(begun), suffixes, page_suffixes)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else Reason(N_("this is no path"))
        return FolderView(folder, problem=Problem(N_("{file} can't be read: {reason}"), file=folder, reason=reason))
    return FolderView(folder, entries, has_pages=has_pages)


def _entries(
    folder: Path, begun: str, suffixes: Collection[str], page_suffixes: Collection[str]
) -> tuple[tuple[FolderEntry, ...], bool]:
    found: list[FolderEntry] = []
    has_pages = False
    with os.scandir(folder) as listed:
        for number, each in enumerate(listed):
            if number >= MOST_ENTRIES:
                break
            if each.name.startswith("."):
                continue
            is_folder = _is_folder(each)
            suffix = Path(each.name).suffix.casefold()
            has_pages = has_pages or (suffix in page_suffixes and not is_folder)
            if begun in fold(each.name) and (is_folder or suffix in suffixes):
                found.append(FolderEntry(each.name, folder / each.name, is_folder))
    return tuple(sorted(found, key=lambda entry: (not entry.is_folder, fold(entry.name)))), has_pages


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
