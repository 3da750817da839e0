"""The folder in which people keep their documents, and putting a file there without losing what is there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from knowledge.exchange.export import bytes_to_file


def documents_folder() -> Path:
    """The folder in which people keep their documents; their home when there is none."""
    home = Path.home()
    return next((each for each in (home / "Documents", home / "Documenten") if each.is_dir()), home)


def kept_beside(path: Path, data: bytes) -> Path:
    """Write `data` to `path` and return where it is; raises `OSError`.

    A file with another content stays, since somebody may have edited it: then a number is added to the name.
    """
    (kept,) = kept_together(path.parent, path.stem, {path.suffix.removeprefix("."): data})
    return kept


def kept_together(folder: Path, name: str, files: Mapping[str, bytes]) -> Sequence[Path]:
    """Write `files` (by suffix) into `folder` under one `name`, and return where they are; raises `OSError`.

    Where one of them exists with another content, all get the same number behind their name.
    """
    for number in count(1):
        stem = name if number == 1 else f"{name}-{number}"
        wanted = {folder / f"{stem}.{suffix}": data for suffix, data in files.items()}
        if all(not path.exists() or (path.is_file() and path.read_bytes() == data) for path, data in wanted.items()):
            for path, data in wanted.items():
                if not path.exists():
                    bytes_to_file(path, data)
            return list(wanted)
    raise AssertionError
