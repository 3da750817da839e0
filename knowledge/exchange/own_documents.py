"""The folder in which people keep their documents, and putting a file there without losing what is there already."""

from __future__ import annotations

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
    for number in count(1):
        wanted = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        if not wanted.exists():
            bytes_to_file(wanted, data)
            return wanted
        if wanted.is_file() and wanted.read_bytes() == data:
            return wanted
    raise AssertionError
