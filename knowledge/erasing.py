"""Erasure on request (AVG article 17): a document's text is removed everywhere on this device, and others follow.

An `erase` change names the document to forget, and also confirms that the replica that made it has forgotten it. Every
replica that sees one carries it out and then makes its own. Stubs remain of the erased changes, so that chains still
verify and no late or rolled-back copy is taken for news (`docs/format.md`, Erasure).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.naming import documents_naming, is_named
from knowledge.journal.appending import append_own
from knowledge.journal.change import ERASE
from knowledge.journal.document import Document
from knowledge.journal.merge import merge
from knowledge.journal.mirror import Edit, Mirror
from knowledge.journal.replica import Identity, ReplicaStore
from knowledge.model.codec import Fields
from knowledge.model.fields import json_text
from knowledge.model.folding import fold, fold_word
from knowledge.model.following import MERGED_INTO
from knowledge.private_files import PrivateFiles
from knowledge.problem import Problem
from knowledge.remains import remaining, unexplained, words_of
from knowledge.search.service import SearchService

FORMER = "former"
"""The field of an erase change in which a replica names the ids it used before: it answers for those as well."""

_BEGUN, _VERIFIED, _REMAINS = "forgetting:", "verified:", "remains:"
"""The catalogue notes under these and a document's id that it is being forgotten, when every file was found to be free
of its words, and the files that weren't."""

_NAMES = ("title", "email", "phone")
"""The fields that say who somebody is."""

_UNSAVED = "unsaved:"
"""The catalogue notes the files of unsaved text that name an erased document under this prefix and its id."""


@dataclass(frozen=True)
class Receipt:
    """Whether a replica has confirmed an erasure; `when` is the stamp of that, `seen` is that of its latest change."""

    replica: str
    author: str
    device: str
    done: bool
    when: str
    seen: str


@dataclass(frozen=True)
class Erasure:
    """How far the erasure of document `id` has come: who asked for it (`by`), `when` (a stamp), and each replica.

    `unsaved` are files on this device with unsaved text about something else that names it. `verified` is the time
    (ISO 8601) at which every file of this device was searched for its words and nothing was found, or "" when that
    hasn't happened; `remains` are the files in which something was found.
    """

    id: str
    by: str
    when: str
    here: bool
    replicas: tuple[Receipt, ...]
    unsaved: tuple[Path, ...] = ()
    verified: str = ""
    remains: tuple[Path, ...] = ()

    @property
    def done(self) -> bool:
        """Whether every known replica has confirmed it."""
        return self.here and all(each.done for each in self.replicas)


class Erasing:
    """The erasures of one space on this device.

    `files` are this installation's private files; `forget_searches` removes documents and their names from the saved
    searches.
    """

    def __init__(
        self,
        files: PrivateFiles,
        mirror: Mirror,
        catalogue: Catalogue,
        finder: SearchService,
        replicas: ReplicaStore,
        forget_searches: Callable[[Collection[str], Collection[str]], None],
    ) -> None:
        self._files = files
        self._forget_searches = forget_searches
        self._mirror = mirror
        self._catalogue = catalogue
        self._finder = finder
        self._replicas = replicas

    def carry_out(self, author: str) -> bool:
        """Carry out the erasures that aren't finished yet, and confirm them in the journal as `author`.

        Returns whether there were any. Raises `Problem` when something is in the way; the next call continues.
        """
        self._catalogue.refresh(self._mirror)
        while chained := self._chained():
            with self._replicas.locked():
                self._acknowledge(chained, author)
            self._catalogue.refresh(self._mirror)
        self._files.wipe_about(self._catalogue.erasures.all())
        documents = self._catalogue.erasures.unfinished()
        if not documents:
            return False
        self._find_names(documents)
        words, names = self._words(documents), self._words(documents, _NAMES)
        interrupted = not words and any(self._catalogue.noted(_BEGUN + each) for each in documents)
        for each in documents:
            self._catalogue.note(_BEGUN + each, 1)
        with self._replicas.locked():
            self._mirror.erase(self._catalogue.erasures.all())
        self._files.wipe(documents)
        self._catalogue.refresh(self._mirror)
        self._finder.forget()
        self._catalogue.wipe()
        self._forget_searches_for(names)
        remains = self._verified(words, anew=interrupted)
        with self._replicas.locked():
            self._acknowledge(documents, author)
        self._catalogue.refresh(self._mirror)
        for each in documents:
            self._catalogue.note(_BEGUN + each, 0)
            self._catalogue.note(_VERIFIED + each, "" if remains else f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
            self._catalogue.note(_REMAINS + each, "\n".join(map(str, remains)))
        self._catalogue.erasures.finish(documents)
        return True

    def _words(self, documents: Sequence[str], only: Collection[str] = ()) -> frozenset[str]:
        """Every word that `documents` ever said, or that they said in the fields `only`, as far as it is still here."""
        said = (change.set for each in documents for change in self._catalogue.changes.of(each) if change.kind != ERASE)
        return words_of([{name: fields[name] for name in fields if not only or name in only} for fields in said])

    def _forget_searches_for(self, names: Collection[str]) -> None:
        """Remove the saved searches with a word of `names` that stands in nothing any more: they find nobody else.

        A search for an ordinary word stays, although only an erased name had it: it may find other things.
        """
        from knowledge.search.dutch.analysis import is_word

        if gone := {each for each in unexplained(names, self._may_stay()) if not is_word(fold_word(each))}:
            with suppress(Problem):  # a damaged file is told already, with the unsaved text that may name somebody
                self._forget_searches([], gone)

    def _verified(self, words: Collection[str], *, anew: bool) -> list[Path]:
        """Search every file of this device for `words` that nobody else says; returns the files that hold one.

        SQLite may leave text in the slack of its pages. Catalogue and index are written anew when anything of it is
        found in them, and also with `anew`: then the words aren't known any more, because an erasure was interrupted.
        """
        index, places = self._finder.directory, [self._mirror.directory / "journal", self._catalogue.directory]
        words = unexplained(words, self._may_stay())
        if anew or self._left(words, places):
            self._catalogue.write_anew()
        if anew or self._left(words, [index]):
            self._finder.rebuild(None)  # made of the journal alone, it may hold a form of a word that stands there
        else:
            places.append(index)
        return self._left(words, places)

    def _left(self, words: Collection[str], places: Sequence[Path]) -> list[Path]:
        """The files below `places` with one of `words` that stands in no text that stays."""
        files = [path for place in places for path in sorted(place.rglob("*")) if path.is_file()]
        found = remaining(words, files)
        strange = unexplained(found, self._may_stay(), folded=True) if found else ()
        return sorted({path for word in strange for path in found[word]})

    def _may_stay(self) -> Iterator[bytes]:
        """Every text here that isn't erased: of the journal, its authors, files of the region, and our own."""
        yield self._catalogue.own_text
        for (data,) in self._catalogue.select("SELECT json FROM change"):
            yield data
        for replica in self._catalogue.changes.replicas():
            yield " ".join(replica).encode()
        private = {file.path for file in self._files.all()}  # what a person searches for says nothing about anybody
        for path in self._mirror.directory.rglob("*"):
            in_journal = path.is_relative_to(self._mirror.directory / "journal")
            if path.is_file() and not in_journal and path not in private and path.stat().st_size:
                yield path.read_bytes()

    def _chained(self) -> list[str]:
        """The documents that were merged with an erased one and aren't erased themselves.

        They are about the same partner or person, and may hold what stood in it. A merge and an erasure by two people
        apart come together here: whoever merged knows both, before the text of the erased one is gone.
        """
        erased = self._catalogue.erasures.all()
        chained = {each for each, target in self._catalogue.merged.said() if target in erased}
        for document in self._catalogue.erasures.unfinished():
            known = [change for change in self._catalogue.changes.of(document) if change.kind != ERASE]
            target = merge(known).fields.get(MERGED_INTO) if known else None
            chained |= {each.id for each in self._catalogue.read([target] if isinstance(target, str) else [])}
        return sorted(chained - erased)

    def _acknowledge(self, documents: Sequence[str], author: str) -> None:
        def receipts(identity: Identity) -> list[Edit]:
            asked = "SELECT document FROM change WHERE kind = ? AND replica = ?"
            said = {row[0] for row in self._catalogue.select(asked, (ERASE, identity.replica))}
            former: Fields = {FORMER: list(identity.former)} if identity.former else {}
            return [Edit(ERASE, each, (), former, author) for each in documents if each not in said]

        if receipts(self._replicas.identity()):
            append_own(self._mirror, self._replicas, receipts, datetime.now(UTC))

    def _find_names(self, documents: Sequence[str]) -> None:
        """Look where else the names of `documents` occur, while these names are still known.

        Saved searches for them are removed. Unsaved text about something else stays, and its files are noted.
        """
        for document in documents:
            changes = self._catalogue.changes.of(document)
            titles = {str(change.set["title"]) for change in changes if change.set.get("title")}
            if not titles:
                continue  # only stubs are left of it
            try:
                self._forget_searches([document], titles)
                unsaved = self._files.naming(titles, but=document)
            except Problem as damaged:  # a damaged file is reported where it is used; the erasure doesn't wait for it
                unsaved = [*self._files.naming(titles, but=document), Path(str(damaged.values.get("path", "")))]
            self._catalogue.note(_UNSAVED + document, "\n".join(map(str, unsaved)))

    def unsaved(self, document_id: str) -> list[Path]:
        """The files on this device whose unsaved text named the erased document, as far as they still exist.

        They aren't removed: what a person is writing about something else is theirs.
        """
        return self._noted_files(_UNSAVED + document_id)

    def _noted_files(self, name: str) -> list[Path]:
        noted = str(self._catalogue.noted(name) or "")
        return [path for path in map(Path, noted.split("\n")) if noted and path.is_file()]

    def status(self, document_id: str) -> Erasure | None:
        """How far the erasure of `document_id` has come; None when nobody asked for it."""
        asked = [change for change in self._catalogue.changes.of(document_id) if change.kind == ERASE]
        if not asked:
            return None
        first = min(asked, key=lambda change: (change.time, change.ref))
        said = {change.replica: change.time for change in asked}
        for change in asked:
            former = change.set.get(FORMER)
            for each in former if isinstance(former, list) else []:
                said.setdefault(str(each), change.time)
        identity = self._replicas.identity()
        replicas = [
            Receipt(replica, author, device, replica in said, said.get(replica, ""), seen)
            for replica, author, device, seen in self._catalogue.changes.replicas()
            if replica not in (identity.replica, *identity.former)
        ]
        here = document_id not in self._catalogue.erasures.unfinished()
        return Erasure(
            document_id,
            first.author,
            first.time,
            here,
            tuple(replicas),
            tuple(self.unsaved(document_id)),
            str(self._catalogue.noted(_VERIFIED + document_id) or "") if here else "",
            tuple(self._noted_files(_REMAINS + document_id)),
        )

    def matching_ids(self, part: str) -> list[str]:
        """The ids of erased documents that begin or end with `part` (four characters at least)."""
        erased = self._catalogue.erasures.all() if len(part) >= 4 else ()
        return sorted(each for each in erased if each.startswith(part) or each.endswith(part))

    def mentions(self, documents: Sequence[Document]) -> list[Document]:
        """Other documents whose text contains a title of `documents`, which erasing those alone doesn't reach."""
        titles = {fold(each.record.title) for each in documents} - {""}
        others = documents_naming(self._catalogue, {each.id for each in documents}, titles) if titles else []
        return [each for each in self._catalogue.read(others) if is_named(_stored_text(each), titles)]


def _stored_text(document: Document) -> str:
    """What is stored of `document`, without a title that is made of others and goes with them."""
    return " · ".join(json_text(value) for value in document.fields.values())
