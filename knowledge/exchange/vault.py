"""The names of the files in a folder of notes, and the links between them (pure).

Every kind has a folder, every record a file that is called by its title, as far as every file system takes it; what
would have the name of another is told apart by the end of its id. A link is the name of a file between [[ ]], as
Obsidian and others write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*#^\[\]]')
"""What Windows takes in no name, and what means something in a link."""
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE | re.DOTALL
)
"""Names that are devices on Windows, whatever follows a dot."""
_CHARACTERS, _BYTES = 100, 180
"""The most of a name: a path has 260 characters on Windows, and a name 255 bytes elsewhere."""
_WIKI_LINK = re.compile(r"\[\[([^\[\]|#]*)(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]")


def safe_name(text: str) -> str:
    """`text` as the name of a file or folder, without its suffix; "" when nothing of it can stand in one."""
    shown = "".join(
        " " if unicodedata.category(sign)[0] in "ZC" else sign for sign in unicodedata.normalize("NFC", text)
    )
    name = " ".join(_NOT_IN_NAMES.sub("-", shown).split()).lstrip(".").strip(" .")
    name = name[:_CHARACTERS].encode()[:_BYTES].decode("utf-8", "ignore").rstrip(" .")
    return f"_{name}" if _RESERVED.fullmatch(name) else name


@dataclass(frozen=True)
class VaultNames:
    """By the id of each document the path of its file, without the suffix, the link to it, and its kind."""

    paths: Mapping[str, str]
    links: Mapping[str, str]
    kinds: Mapping[str, str]


def vault_names(documents: Iterable[tuple[str, str, str]], folder_of: Callable[[str], str]) -> VaultNames:
    """The names for `documents` (id, kind, title), whose kinds have the folders `folder_of`: the same in any order."""
    paths: dict[str, str] = {}
    titles: dict[str, str] = {}
    kinds: dict[str, str] = {}
    taken: set[str] = set()
    for document_id, kind, title in sorted(documents):
        folder = safe_name(folder_of(kind)) or safe_name(kind)
        end = safe_name(document_id)
        name = safe_name(title) or end
        candidates = (name, *(f"{name[: _CHARACTERS - 40]} ({end[-most:]})" for most in (8, 36, 100)))
        chosen = next((each for each in candidates if path_key(f"{folder}/{each}") not in taken), "")
        number = 1
        while not chosen:
            number += 1
            numbered = f"{name[: _CHARACTERS - 40]} ({end[-20:]}-{number})"
            chosen = "" if path_key(f"{folder}/{numbered}") in taken else numbered
        taken.add(path_key(f"{folder}/{chosen}"))
        paths[document_id], titles[document_id], kinds[document_id] = f"{folder}/{chosen}", title, kind
    stems = Counter(path_key(path.rpartition("/")[2]) for path in paths.values())
    links = {
        each: _link(path, titles[each], stems[path_key(path.rpartition("/")[2])] > 1) for each, path in paths.items()
    }
    return VaultNames(paths, links, kinds)


def _link(path: str, title: str, is_shared: bool) -> str:
    """The link to the file at `path`; the title stands in it when the name is another, the folder when it is shared."""
    stem = path.rpartition("/")[2]
    target = path if is_shared else stem
    shown = " ".join(re.sub(r"[\[\]|]", "-", title).split())
    return f"[[{target}]]" if target == shown or not shown else f"[[{target}|{shown}]]"


def path_key(name: str) -> str:
    """`name` as file systems compare it that don't tell capitals from small letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


# -- links that come back ---------------------------------------------------------------------------------------------


@dataclass
class LinkTargets:
    """What links in a folder lead to: the ids of the records in its files, by their paths and by their names."""

    _by_path: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, set[str]] = field(default_factory=dict)

    def add(self, path: str, document_id: str) -> None:
        """The file at `path` (with its suffix) is that of the record with this id."""
        stem = path.rpartition(".")[0] or path
        self._by_path[path_key(stem)] = document_id
        self._by_name.setdefault(path_key(stem.rpartition("/")[2]), set()).add(document_id)

    def find(self, target: str) -> str:
        """The id of the record that a link to `target` leads to, "" if none or several."""
        for meant in dict.fromkeys((target.strip(), target.strip().removesuffix(".md"))):
            key = path_key(meant)
            if found := self._by_path.get(key):
                return found
            named = self._by_name.get(key.rpartition("/")[2], set())
            if len(named) == 1:
                return next(iter(named))
        return ""


def wiki_links(text: str) -> list[tuple[str, str]]:
    """The links that `text` consists of: what each leads to, and what it shows; nothing when it holds other text."""
    if _WIKI_LINK.sub("", text).strip(" ,;"):
        return []
    return [(each[1].strip(), (each[2] or each[1].rpartition("/")[2]).strip()) for each in _WIKI_LINK.finditer(text)]


def without_links(text: str) -> str:
    """`text` with the names of what its links lead to in their places."""
    return _WIKI_LINK.sub(lambda link: link[1].rpartition("/")[2].strip(), text)
