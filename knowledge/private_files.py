"""The private files of this installation that may hold text of records, and the one owner who lists and wipes them.

Each kind of file is declared once, in `PRIVATE_KINDS`. A module that writes such a file asks `PrivateFiles` for its
path, and never builds one itself. The mirror, the catalogue and the index aren't among them: they follow from the
journal and forget by themselves.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge import bounds
from knowledge.journal.storage import LEFTOVER
from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of

DIRECTORY = "drafts"
"""The directory of unsaved text, below the data directory."""


@dataclass(frozen=True)
class PrivateKind:
    """A kind of private file, and its place below the data directory.

    With ``{about}`` in its place there are files for each document; they are removed with that document. With ``{new}``
    they are about something that isn't a document yet: they stand in a directory of their own, where no id leads, so
    that erasing never reaches them. With ``{space}`` there is a file for each space, and `owner` is the module that
    removes erased text from it. Any other file may contain text of every document; it is nobody's only copy, and is
    removed at every erasure.
    """

    name: str
    place: str
    owner: str = ""

    @property
    def per_document(self) -> bool:
        """Whether each file is about one document."""
        return "{about}" in self.place

    @property
    def unsaved(self) -> bool:
        """Whether each file holds text that a person didn't save yet: there may be several about the same."""
        return self.per_document or "{new}" in self.place

    @property
    def directory(self) -> str:
        """The directory of its files, below the data directory."""
        return self.place.rpartition("/")[0]


CONFLICT = PrivateKind("conflict text", f"{DIRECTORY}/{{about}}.resolve.md")
DRAFT = PrivateKind("draft", f"{DIRECTORY}/{{about}}.json")
NEW_DRAFT = PrivateKind("draft of something new", f"{DIRECTORY}/new/{{new}}.json")
EDITOR = PrivateKind("editor text", f"{DIRECTORY}/{{about}}.md")
COPIED = PrivateKind("copied text", "copied.txt")
LOG_FILE = PrivateKind("log", "sto.log")
OLD_LOG = PrivateKind("older log", "sto.old.log")
SEARCHES = PrivateKind("saved searches", "spaces/{space}/searches.json", owner="knowledge.saved_searches")

PRIVATE_KINDS = (CONFLICT, DRAFT, NEW_DRAFT, EDITOR, COPIED, LOG_FILE, OLD_LOG, SEARCHES)
"""Every kind of private file. The longer of two endings comes first, so that each file is of one kind."""


LOCKS = f"{DIRECTORY}/open"
"""The directory of the locks that running programs hold on the drafts they are writing. They contain nothing."""

_MARK = re.compile(r"@([0-9a-f]{8})")
"""What makes the name of a file of unsaved text its own. No id of a document contains an @."""
_NEW_BEFORE = re.compile(r"new-([a-z][a-z-]*-[0-9a-f]{8})\.json")
"""The name that versions up to 0.3.0 gave to a draft of something new, among those of documents."""


@dataclass(frozen=True)
class PrivateFile:
    """An existing file (or directory, if a program left one there).

    `about` is the document, or what stands for a new one; "" if it is about none. `mark` sets the files about the same
    apart; "" for one of an earlier version.
    """

    kind: PrivateKind
    path: Path
    about: str = ""
    mark: str = ""


class PrivateFiles:
    """The private files below the data directory `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, kind: PrivateKind, *, about: str = "", space: str = "") -> Path:
        """The path of the file of this `kind`; `about` or `space` is needed for kinds with a file for each."""
        return self._root / kind.place.format(about=about, new=about, space=space)

    def fresh(self, kind: PrivateKind, *, about: str, mark: str = "") -> Path:
        """A path for another file of unsaved text about `about`: no file has it, so nothing is written over.

        `mark` (8 hexadecimal digits) becomes part of its name; without it, one is made up.
        """
        return self.path(kind, about=f"{about}@{mark or new_mark()}")

    def lock(self, mark: str) -> Path:
        """The path of the lock on the draft with this `mark`."""
        return self._root / LOCKS / f"{mark}.lock"

    def about(self, kind: PrivateKind, about: str) -> list[PrivateFile]:
        """The files of unsaved text of this `kind` about `about`, without what an editor or a crash left beside one."""
        return [file for file in self.all() if file.kind is kind and file.about == about and file.path.suffix != ".tmp"]

    def all(self) -> Iterator[PrivateFile]:
        """Every existing private file, and what an editor or an interrupted write left beside one."""
        for kind in PRIVATE_KINDS:
            if not kind.unsaved:
                paths = self._root.glob(kind.place.format(space="*"))
                yield from (PrivateFile(kind, path) for path in sorted(paths) if path.is_file())
        directories = {kind.directory for kind in PRIVATE_KINDS if kind.unsaved}
        ours = {self._root / each for each in (*directories, LOCKS)}
        for directory in sorted(directories):
            for path in sorted((self._root / directory).glob("*")):
                if path not in ours and (found := _unsaved_text(directory, path)):
                    yield found

    def wipe(self, documents: Collection[str]) -> None:
        """Remove the files about `documents`, and those that may contain text of any; raises `Problem` if refused."""
        self.wipe_about(documents)
        for file in list(self.all()):
            if not file.kind.unsaved and not file.kind.owner:
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
        others = (
            file for file in self.all() if file.kind.unsaved and not (file.kind.per_document and file.about == but)
        )
        return [file.path for file in others if _may_say(file.path, names)]


def new_mark() -> str:
    """A mark for `PrivateFiles.fresh`."""
    return secrets.token_hex(4)


def _unsaved_text(directory: str, path: Path) -> PrivateFile | None:
    """The file of unsaved text at `path`, recognised by its name; None for a file that isn't ours."""
    name = path.name
    kinds = [kind for kind in PRIVATE_KINDS if kind.unsaved and kind.directory == directory]
    if LEFTOVER.fullmatch(name):  # ``.<forty characters of the name>.<random>.tmp``
        name = name[1:].rpartition(".")[0].rpartition(".")[0]
        if len(name) == _CUT:
            about, _, mark = name.partition("@")
            return PrivateFile(kinds[0], path, about, mark)
    name = name.lstrip(".#~")  # an editor's swap file, lock or automatic copy
    if DRAFT in kinds and (earlier := _NEW_BEFORE.fullmatch(name)):
        return PrivateFile(NEW_DRAFT, path, earlier[1])
    for kind in kinds:
        before, after = re.split(r"\{\w+\}", kind.place.rpartition("/")[2])
        if found := re.match(f"{re.escape(before)}(.+?){re.escape(after)}", name):
            about = _longest(name, before, after) or found[1]
            return PrivateFile(kind, path, about.partition("@")[0], _mark_in(about))
    return None


def _mark_in(name: str) -> str:
    found = _MARK.search(name)
    return found[1] if found else ""


def _longest(name: str, before: str, after: str) -> str:
    """What the file `name` is about if it ends in `after`, else ""; the id itself may contain that ending too."""
    return name[len(before) : -len(after)] if name.endswith(after) else ""


_CUT = 40
"""The temporary file that is written first keeps this many characters of the name."""


def _cut_names(document: str) -> set[str]:
    """What the names of temporary files say that they are about, if they are about `document` and were cut off."""
    places = (kind.place.rpartition("/")[2] for kind in PRIVATE_KINDS if kind.per_document)
    names = (place.format(about=about) for place in places for about in (document, f"{document}@"))
    return {name[:_CUT].partition("@")[0] for name in names if len(name) >= _CUT}


def says(text: str, names: Iterable[str]) -> bool:
    """Whether one of `names` occurs in `text` as whole words; upper and lower case are the same."""
    said = " ".join(text.casefold().split())
    wanted = (" ".join(name.casefold().split()) for name in names)
    return any(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in wanted)


def _may_say(path: Path, names: Collection[str]) -> bool:
    """Whether the file at `path`, or one in that directory, contains one of `names`; a very long one may."""
    if path.is_dir():
        return any(_may_say(each, names) for each in sorted(path.rglob("*")) if each.is_file())
    try:
        data = bounds.read_file_at_most(path, bounds.DRAFT_BYTES)
    except OSError:
        return False  # gone since it was listed
    except bounds.TooLarge:
        return True
    return says(data.decode("utf-8", "replace").replace("\\n", " "), names)  # JSON writes the end of a line so


def _remove(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)  # a program put a directory in the place of the file
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise Problem(
            N_("{path} may hold erased text and can't be removed: {reason}. Close what uses it, or remove it."),
            path=path,
            reason=reason_of(error),
        ) from error
