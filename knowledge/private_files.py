"""The private files of this installation that may hold text of records, and the one owner who lists and wipes them.

Each kind of file is declared once, in `PRIVATE_KINDS`. A module that writes such a file asks `PrivateFiles` for its
path, and never builds one itself. The mirror, the catalogue and the index aren't among them: they follow from the
journal and forget by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.journal.storage import LEFTOVER
from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of

DIRECTORY = "drafts"
"""The directory of unsaved text, below the data directory."""


@dataclass(frozen=True)
class PrivateKind:
    """A kind of private file, and its place below the data directory.

    With ``{about}`` in its place there is a file for each document (or for a new one, which has no id yet); it is
    removed with that document. With ``{space}`` there is a file for each space, and `owner` is the module that removes
    erased text from it. Any other file may contain text of every document; it is nobody's only copy, and is removed at
    every erasure.
    """

    name: str
    place: str
    owner: str = ""

    @property
    def per_document(self) -> bool:
        """Whether each file is about one document."""
        return "{about}" in self.place

    @property
    def directory(self) -> str:
        """The directory of its files, below the data directory."""
        return self.place.rpartition("/")[0]


CONFLICT = PrivateKind("conflict text", f"{DIRECTORY}/{{about}}.resolve.md")
DRAFT = PrivateKind("draft", f"{DIRECTORY}/{{about}}.json")
EDITOR = PrivateKind("editor text", f"{DIRECTORY}/{{about}}.md")
COPIED = PrivateKind("copied text", "copied.txt")
LOG_FILE = PrivateKind("log", "sto.log")
OLD_LOG = PrivateKind("older log", "sto.old.log")
SEARCHES = PrivateKind("saved searches", "spaces/{space}/searches.json", owner="knowledge.saved_searches")

PRIVATE_KINDS = (CONFLICT, DRAFT, EDITOR, COPIED, LOG_FILE, OLD_LOG, SEARCHES)
"""Every kind of private file. The longer of two endings comes first, so that each file is of one kind."""


@dataclass(frozen=True)
class PrivateFile:
    """An existing file. `about` is the document (or what stands for a new one), "" if it is about none."""

    kind: PrivateKind
    path: Path
    about: str = ""


class PrivateFiles:
    """The private files below the data directory `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, kind: PrivateKind, *, about: str = "", space: str = "") -> Path:
        """The path of the file of this `kind`; `about` or `space` is needed for kinds with a file for each."""
        return self._root / kind.place.format(about=about, space=space)

    def all(self) -> Iterator[PrivateFile]:
        """Every existing private file, and what an editor or an interrupted write left beside one."""
        for kind in PRIVATE_KINDS:
            if not kind.per_document:
                paths = self._root.glob(kind.place.format(space="*"))
                yield from (PrivateFile(kind, path) for path in sorted(paths) if path.is_file())
        for directory in sorted({kind.directory for kind in PRIVATE_KINDS if kind.per_document}):
            for path in sorted((self._root / directory).glob("*")):
                if path.is_file() and (found := _of_a_document(directory, path)):
                    yield found

    def wipe(self, documents: Collection[str]) -> None:
        """Remove the files about `documents`, and those that may contain text of any; raises `Problem` if refused."""
        self.wipe_about(documents)
        for file in list(self.all()):
            if not file.kind.per_document and not file.kind.owner:
                _remove(file.path)

    def wipe_about(self, documents: Collection[str]) -> None:
        """Remove only the files about `documents`: an open form may have written a draft again."""
        if not documents:
            return
        cut = {name: document for document in documents for name in _cut_names(document)}
        for file in list(self.all()):
            if file.kind.per_document and (file.about in documents or file.about in cut):
                _remove(file.path)

    def naming(self, names: Collection[str], *, but: str) -> list[Path]:
        """The files of unsaved text that contain one of `names`, except those about the document `but`.

        They hold a person's own words about something else and are the only copy, so they are reported, not removed.
        """
        others = (file for file in self.all() if file.kind.per_document and file.about != but)
        return [file.path for file in others if says(_text(file.path), names)]


def _of_a_document(directory: str, path: Path) -> PrivateFile | None:
    """The private file at `path`, recognised by its name; None for a file that isn't ours."""
    name = path.name
    if LEFTOVER.fullmatch(name):  # ``.<forty characters of the name>.<random>.tmp``
        name = name[1:].rpartition(".")[0].rpartition(".")[0]
        if len(name) == _CUT:
            kind = next(kind for kind in PRIVATE_KINDS if kind.per_document and kind.directory == directory)
            return PrivateFile(kind, path, name)
    name = name.lstrip(".#~")  # an editor's swap file, lock or automatic copy
    for kind in PRIVATE_KINDS:
        if kind.per_document and kind.directory == directory:
            before, _, after = kind.place.rpartition("/")[2].partition("{about}")
            if found := re.match(f"{re.escape(before)}(.+?){re.escape(after)}", name):
                return PrivateFile(kind, path, _longest(name, before, after) or found[1])
    return None


def _longest(name: str, before: str, after: str) -> str:
    """What the file `name` is about if it ends in `after`, else ""; the id itself may contain that ending too."""
    return name[len(before) : -len(after)] if name.endswith(after) else ""


_CUT = 40
"""The temporary file that is written first keeps this many characters of the name."""


def _cut_names(document: str) -> set[str]:
    """The names of a document's files as they are cut off in the names of temporary files."""
    places = (kind.place.rpartition("/")[2] for kind in PRIVATE_KINDS if kind.per_document)
    return {name[:_CUT] for place in places if len(name := place.format(about=document)) >= _CUT}


def says(text: str, names: Iterable[str]) -> bool:
    """Whether one of `names` occurs in `text` as whole words; upper and lower case are the same."""
    said = " ".join(text.casefold().split())
    wanted = (" ".join(name.casefold().split()) for name in names)
    return any(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in wanted)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace").replace("\\n", " ")  # JSON writes the end of a line so
    except OSError:
        return ""  # gone since it was listed


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Problem(
            N_("{path} may hold erased text and can't be removed: {reason}. Close what uses it, or remove it."),
            path=path,
            reason=reason_of(error),
        ) from error
