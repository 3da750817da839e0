"""The folder in which people keep their documents, and putting a file there without losing what is there already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from knowledge.exchange.export import bytes_to_file
from knowledge.private_files import says


def documents_folder() -> Path:
    """The folder in which people keep their documents; their home when there is none."""
    home = Path.home()
    return next((each for each in (home / "Documents", home / "Documenten") if each.is_dir()), home)


ACCESS_FILE = "inzage-"
"""How the names of files begin that hold everything about one person."""
_OWN_NAMES = ("stuurgroep-*", "cofinanciering*", "menukaart*", "jaarkalender*", f"{ACCESS_FILE}*")
"""What the files are called that this program itself puts among the documents."""
_LARGEST = 32 << 20
"""The bytes of the largest file to look into."""


def own_files_naming(names: Collection[str]) -> Sequence[Path]:
    """The files among the documents that this program wrote and that say one of `names`, as far as that can be read."""
    folder = documents_folder()
    found = {path for pattern in _OWN_NAMES for path in folder.glob(pattern) if path.is_file()}
    return [path for path in sorted(found) if names and says(_text_of(path), names)]


def _text_of(path: Path) -> str:
    """What stands in a file or, for a workbook, in its parts; "" for what can't be read as text, such as a PDF."""
    try:
        if path.stat().st_size > _LARGEST:
            return ""
        if path.suffix == ".xlsx":
            with ZipFile(path) as packed:
                parts = (each for each in packed.infolist() if each.file_size <= _LARGEST)
                return " ".join(packed.read(each).decode("utf-8", "replace") for each in parts)
        return path.read_bytes().decode("utf-8", "replace")
    except (OSError, BadZipFile):
        return ""


def kept_beside(path: Path, data: bytes) -> Path:
    """Write `data` to `path` and return where it is; raises `OSError`.

    A file with another content stays, since somebody may have edited it: then a number is added to the name.
    """
    (kept,) = kept_together(path.parent, path.stem, {path.suffix.removeprefix("."): data})
    return kept


def kept_together(folder: Path, name: str, files: Mapping[str, bytes], *, mode: int | None = None) -> Sequence[Path]:
    """Write `files` (by suffix) into `folder` under one `name`, and return where they are; raises `OSError`.

    Where one of them exists with another content, all get the same number behind their name. With `mode` they have
    that mode, instead of the one that files of this person usually have.
    """
    for number in count(1):
        stem = name if number == 1 else f"{name}-{number}"
        wanted = {folder / f"{stem}.{suffix}": data for suffix, data in files.items()}
        if all(not path.exists() or (path.is_file() and path.read_bytes() == data) for path, data in wanted.items()):
            for path, data in wanted.items():
                if not path.exists():
                    bytes_to_file(path, data, mode=mode)
            return list(wanted)
    raise AssertionError
