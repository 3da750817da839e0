"""The private files of this installation that may hold text of records, and the one owner who lists and wipes them.

Each kind of file is declared once, in `PRIVATE_KINDS`. Who writes such a file asks `PrivateFiles` for its path; nobody
else builds one. The mirror, the catalogue and the index aren't among them: they follow from the journal and forget by
themselves.
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
"""Where what a person hasn't saved yet is kept, below the data directory."""


@dataclass(frozen=True)
class PrivateKind:
    """A kind of private file, and where it stands below the data directory.

    With ``{about}`` in its place there is a file for each document (or for a new one, that has no id yet); it goes with
    that document. With ``{space}`` there is a file for each space, and `owner` says that a module takes out of it what
    is to go. Any other file may hold text of every document; it is nobody's only copy, and goes with every erasure.
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
        """Where its files stand, below the data directory."""
        return self.place.rpartition("/")[0]


CONFLICT = PrivateKind("conflict text", f"{DIRECTORY}/{{about}}.resolve.md")
DRAFT = PrivateKind("draft", f"{DIRECTORY}/{{about}}.json")
EDITOR = PrivateKind("editor text", f"{DIRECTORY}/{{about}}.md")
COPIED = PrivateKind("copied text", "copied.txt")
LOG_FILE = PrivateKind("log", "sto.log")
OLD_LOG = PrivateKind("older log", "sto.old.log")
SEARCHES = PrivateKind("saved searches", "spaces/{space}/searches.json", owner="knowledge.saved_searches")

PRIVATE_KINDS = (CONFLICT, DRAFT, EDITOR, COPIED, LOG_FILE, OLD_LOG, SEARCHES)
"""Every kind there is. The longer of two endings comes first, so that each file is of one kind."""


@dataclass(frozen=True)
class PrivateFile:
    """A file that is there. `about` is the document (or what stands for a new one), "" where it is about none."""

    kind: PrivateKind
    path: Path
    about: str = ""


class PrivateFiles:
    """The private files below the data directory `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, kind: PrivateKind, *, about: str = "", space: str = "") -> Path:
        """Where the file of this `kind` is, for a document or a space where there is one for each."""
        return self._root / kind.place.format(about=about, space=space)

    def all(self) -> Iterator[PrivateFile]:
        """Every private file there is, also what an editor or a write that was cut off left beside one."""
        for kind in PRIVATE_KINDS:
            if not kind.per_document:
                paths = self._root.glob(kind.place.format(space="*"))
                yield from (PrivateFile(kind, path) for path in sorted(paths) if path.is_file())
        for directory in sorted({kind.directory for kind in PRIVATE_KINDS if kind.per_document}):
            for path in sorted((self._root / directory).glob("*")):
                if path.is_file() and (found := _of_a_document(directory, path)):
                    yield found

    def wipe(self, documents: Collection[str]) -> None:
        """Remove what is about `documents`, and what may hold text of any; raises `Problem` when that is refused."""
        self.wipe_about(documents)
        for file in list(self.all()):
            if not file.kind.per_document and not file.kind.owner:
                _remove(file.path)

    def wipe_about(self, documents: Collection[str]) -> None:
        """Remove only what is about `documents`: a form that was open may have kept a draft again."""
        if not documents:
            return
        cut = {name: document for document in documents for name in _cut_names(document)}
        for file in list(self.all()):
            if file.kind.per_document and (file.about in documents or file.about in cut):
                _remove(file.path)

    def naming(self, names: Collection[str], *, but: str) -> list[Path]:
        """The files of unsaved text, `but` those about that document, in which one of `names` stands.

        These are a person's own words about something else that are saved nowhere, so they are told and not removed.
        """
        others = (file for file in self.all() if file.kind.per_document and file.about != but)
        return [file.path for file in others if says(_text(file.path), names)]


def _of_a_document(directory: str, path: Path) -> PrivateFile | None:
    """What the file at `path` is, by its name; None for a file that isn't ours."""
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
    """What a file is about whose name has nothing behind its ending; an id may hold the ending itself."""
    return name[len(before) : -len(after)] if name.endswith(after) else ""


_CUT = 40
"""As many characters of a name stay in the name of the file that is written first."""


def _cut_names(document: str) -> set[str]:
    """What is left of the names of a document's files in the names of files that were still being written."""
    places = (kind.place.rpartition("/")[2] for kind in PRIVATE_KINDS if kind.per_document)
    return {name[:_CUT] for place in places if len(name := place.format(about=document)) >= _CUT}


def says(text: str, names: Iterable[str]) -> bool:
    """Whether one of `names` stands in `text` as words of its own, whatever the case of the letters."""
    said = " ".join(text.casefold().split())
    wanted = (" ".join(name.casefold().split()) for name in names)
    return any(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in wanted)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace").replace("\\n", " ")  # as JSON writes the end of a line
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
