"""Everything about one person (AVG article 15): their own record, what names them, and what lies on this device."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.listing import Listing
from knowledge.catalogue.naming import documents_naming, is_named
from knowledge.exchange.own_documents import ACCESS_FILE, own_files_naming
from knowledge.journal.document import Document
from knowledge.journal.versions import Version, versions
from knowledge.model.fields import Json, json_text
from knowledge.model.folding import fold
from knowledge.model.kinds import fields_of
from knowledge.model.records.person import Person
from knowledge.private_files import PrivateFiles, says

_ALL = 1_000_000
"""More persons than any directory has."""
_SHORTEST = 3
"""The fewest characters of a name, an address or a number by which somebody is looked for in texts."""


@dataclass(frozen=True)
class OwnRecord:
    """A record of the person itself, with every version of it, the oldest first."""

    document: Document
    history: Sequence[Version]


@dataclass(frozen=True)
class Mention:
    """A record that is about the person as well: the `fields` that link to them or hold their name, and the `passages`
    of its texts that name them. When both are empty, only an earlier version of it named them."""

    document: Document
    fields: Sequence[str] = ()
    passages: Sequence[str] = ()

    @property
    def is_past(self) -> bool:
        """Whether it names them no longer, but did in an earlier version."""
        return not self.fields and not self.passages


@dataclass(frozen=True)
class Writing:
    """What somebody wrote under their own name: how many changes of how many records, and the first and last stamp."""

    changes: int = 0
    documents: int = 0
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class PersonalData:
    """All that is kept about the person called `name`: `own` records, the one that stands for the others first; empty
    for somebody who is only named.

    `private` are files with unsaved text on this device, `searches` the names of saved searches, and `exported` files
    among the documents that this program wrote. These aren't shared.
    """

    name: str
    own: Sequence[OwnRecord] = ()
    mentions: Sequence[Mention] = ()
    writing: Writing = Writing()
    private: Sequence[Path] = ()
    searches: Sequence[str] = ()
    exported: Sequence[Path] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.own or self.mentions or self.writing.changes or self.private or self.searches or self.exported)


def personal_data(
    catalogue: Catalogue, files: PrivateFiles, searches: Mapping[str, str], document: Document | None, name: str
) -> PersonalData:
    """Everything about the person of `document` or, without one, about whoever is called `name`.

    `searches` are the saved searches by name, with the words that each looks for.
    """
    group = catalogue.merged.group(document.id) if document else []
    own = [OwnRecord(each, versions(catalogue.changes.of(each.id))) for each in catalogue.read(group)]
    names = {name, *_known_by(own)} - _names_of_others(catalogue, group)
    names = {each for each in names if len(each.strip()) >= _SHORTEST}
    private = [each.path for each in files.all() if each.about in group and each.kind.per_document]
    for path in [path for each in group or [""] for path in files.naming(names, but=each)]:
        private += [path] if path not in private else []
    return PersonalData(
        own[0].document.record.title if own else name,
        own,
        list(_mentions(catalogue, set(group), {fold(each) for each in names})),
        _writing(catalogue, {fold(each) for each in names}),
        private,
        [saved for saved, words in searches.items() if says(f"{saved} {words}", names)],
        [each for each in own_files_naming(names) if not each.name.startswith(ACCESS_FILE)],
    )


def _known_by(own: Sequence[OwnRecord]) -> Iterator[str]:
    """The names, addresses and numbers that a person has or had."""
    for record in own:
        for version in record.history:
            yield from (str(version.set[each]) for each in ("title", "email", "phone") if version.set.get(each))


def _names_of_others(catalogue: Catalogue, group: Sequence[str]) -> set[str]:
    """What only says who somebody else is: a shared number or address, which others in the directory have as well."""
    shared: set[str] = set()
    for each in catalogue.documents(Listing(Person.kind, limit=_ALL)):
        if each.id not in group and isinstance(each.record, Person):
            shared |= {each.record.email, each.record.phone}
    return shared


# -- what names them --------------------------------------------------------------------------------------------------


def _mentions(catalogue: Catalogue, ids: set[str], names: set[str]) -> Iterator[Mention]:
    """The records that link to or name them, by kind and day; those in the bin as well."""
    found = [_mention(each, ids, names) for each in catalogue.read(documents_naming(catalogue, ids, names))]
    yield from sorted(
        found, key=lambda each: (each.document.kind, str(each.document.record.when or ""), each.document.id)
    )


def _mention(document: Document, ids: set[str], names: set[str]) -> Mention:
    """What `document` has about somebody with these `ids` and folded `names`.

    Where it links to them, a first name in its texts means them as well.
    """
    if any(_links(value, ids) for value in document.fields.values()):
        names = names | {each for name in names if len(each := name.split()[0]) >= _SHORTEST}
    fields: list[str] = []
    passages: list[str] = []
    for name, value in document.fields.items():
        field = fields_of(document.kind).get(name.partition(".")[0])
        if field is not None and field.bulky:
            continue
        if _links(value, ids):
            fields.append(name)
        elif is_named(json_text(value), names):
            fields.append(name)
            if field is None or not field.names_people:
                passages += (line for line in _lines(value) if is_named(line, names))
    siblings = (sibling.value for each in document.conflicts.values() for sibling in each)
    passages += (line for value in siblings for line in _lines(value) if is_named(line, names))
    return Mention(document, tuple(fields), tuple(dict.fromkeys(passages)))


def _links(value: Json, ids: set[str]) -> bool:
    return (
        value in ids if isinstance(value, str) else isinstance(value, list) and any(_links(each, ids) for each in value)
    )


def _lines(value: Json) -> list[str]:
    """The lines of a text, each text of a list, and what else is stored as one line."""
    if isinstance(value, list):
        return [line for each in value for line in _lines(each)]
    if isinstance(value, dict):
        return [line for each in value.values() for line in _lines(each)]
    return [line.strip() for line in json_text(value).split("\n") if line.strip()]


# -- what they wrote --------------------------------------------------------------------------------------------------


def _writing(catalogue: Catalogue, names: set[str]) -> Writing:
    rows = catalogue.select("SELECT author, count(*), min(time), max(time) FROM change GROUP BY author")
    ours = [row for row in rows if fold(str(row[0] or "")) in names]
    if not ours:
        return Writing()
    authors = [row[0] for row in ours]
    asked = f"SELECT count(DISTINCT document) FROM change WHERE author IN ({', '.join('?' * len(authors))})"
    documents = int(catalogue.scalar(asked, authors) or 0)
    return Writing(sum(row[1] for row in ours), documents, min(row[2] for row in ours), max(row[3] for row in ours))
