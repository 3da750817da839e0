"""Which column of a table is which field, by what stands above it (pure).

A row about an organisation may name the person to contact there; that person is a record beside it, and the fields
with `CONTACT` before their name are those of that person.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.exchange.labels import Labels
from knowledge.model.fields import Link, Links
from knowledge.model.folding import fold
from knowledge.model.kinds import KINDS, fields_of
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.titles import has_made_title
from knowledge.problem import N_, WrongUse

CONTACT = "contact_"
"""What stands before the name of a field of the person whom a row about an organisation names."""
KIND_COLUMN = "kind"
"""The column that says of each row what it is, as in an export."""
NAME_PARTS = ("first_name", "name_prefix", "last_name")
"""The parts of somebody's name in columns of their own, in the order in which they are read."""

_ORGANISATION = (
    "bedrijf bedrijfsnaam naambedrijf organisatie organisatienaam naamorganisatie company companyname nameofcompany "
    "organisation organization organisationname school schoolnaam naamschool instelling firma werkgever employer"
)
_PERSON = {
    "email": "email mail emailadres mailadres emailaddress emailwerk emailcontactpersoon mailcontactpersoon",
    "phone": "telefoon tel telefoonnummer telnr telefoonnr phone telephone phonenumber mobiel mobielnummer mobile gsm "
    "mobieletelefoon telefooncontactpersoon telcontactpersoon",
    "role": "functie rol role function jobtitle functietitel",
    "first_name": "voornaam roepnaam firstname givenname",
    "name_prefix": "tussenvoegsel tussenvoegsels voorvoegsel middlename",
    "last_name": "achternaam familienaam lastname surname familyname",
}
_NOTES = "notities opmerking opmerkingen toelichting bijzonderheden notes remarks comments"
_CONTACT_NAME = "contactpersoon contact contactnaam naamcontactpersoon contactperson contactname"
_BARE_NAME = "naam name"

_ALIASES: dict[str, dict[str, str]] = {
    Partner.kind: {
        "title": f"{_BARE_NAME} {_ORGANISATION} relatie klant",
        "place": "plaats plaatsnaam woonplaats vestigingsplaats stad place city town",
        "kvk": "kvk kvknummer kvknr coc cocnumber chamberofcommerce",
        "website": "website site webadres web url www homepage",
        "sector": "sector branche industry",
        "body": _NOTES,
        f"{CONTACT}title": _CONTACT_NAME,
        **{CONTACT + name: called for name, called in _PERSON.items()},
    },
    Person.kind: {
        "title": f"{_BARE_NAME} volledigenaam fullname {_CONTACT_NAME}",
        "partners": f"{_ORGANISATION} partner partners",
        "body": _NOTES,
        **_PERSON,
    },
}
"""What columns are called besides what the fields themselves are called, written as `heading_key` does."""


def heading_key(heading: str) -> str:
    """`heading` as headings are compared: "E-mail" and "e mail" are one, and so are "KvK nr." and "kvknr"."""
    return re.sub(r"[\W_]+", "", fold(heading))


@dataclass(frozen=True)
class Columns:
    """What the columns of a table are: its `kind`, the `headings`, and the `fields` they mean, "" for one left out."""

    kind: str
    headings: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings of the columns that are left out."""
        pairs = zip(self.headings, self.fields, strict=True)
        return tuple(dict.fromkeys(heading for heading, field in pairs if heading and not field))

    @property
    def has_contact(self) -> bool:
        """Whether the table may name a person beside an organisation."""
        named = {CONTACT + name for name in ("title", *NAME_PARTS)}
        return any(field in named for field in self.fields)

    @property
    def has_title(self) -> bool:
        """Whether the records of the table get their titles somewhere."""
        names = {"title", "body", "id", KIND_COLUMN, *NAME_PARTS}
        return has_made_title(self.kind) or any(field in names for field in self.fields)


def headings_mark(headings: Iterable[str]) -> str:
    """A mark for this set of headings, by which a choice of columns is remembered; it tells none of their words."""
    return hashlib.sha256("\0".join(map(heading_key, headings)).encode()).hexdigest()[:24]


def columns_for(
    headings: Sequence[str], kind: str, labels: Labels, said: Mapping[str, str], remembered: Mapping[str, str]
) -> Columns:
    """The columns under `headings` of a table of `kind`, "" to tell that by the headings themselves.

    `said` has what a person says of a heading ("Naam bedrijf" → "title"; "" leaves it out), and `remembered`, by the
    number of the column, what was said of the same headings before. Raises `WrongUse` for a heading or field that isn't
    there, and when no column is known or none has the name of what the rows are about.
    """
    places = {int(each): name for each, name in remembered.items()} | _places_said(headings, said)
    kinds = [kind] if kind else _guessed_kinds()
    if not kind and "title" not in places.values() and _has_parted_names(headings):
        kinds = [Person.kind]
    found = [_with_said(_columns(headings, each, labels), places, labels) for each in kinds]
    best = max(found, key=lambda each: (each.has_title, _understood(each), -kinds.index(each.kind)))
    for name in _places_said(headings, said).values():
        _check_field(best.kind, name, labels)
    if not best.has_title:
        told = ", ".join(filter(None, headings[:20]))[:200]
        raise WrongUse(
            N_("None of the columns is known as the name: {headings}. Say which it is: --map “HEADING=title”."),
            headings=told,
        )
    return best


def places_as_remembered(columns: Columns, said: Mapping[str, str]) -> dict[str, str]:
    """What to remember of `said`: the field by the number of the column."""
    return {str(place): columns.fields[place] for place in _places_said(columns.headings, said)}


def _guessed_kinds() -> list[str]:
    """The kinds that headings may tell, those that tables are mostly of first; others have no title to know them by."""
    return [*_ALIASES, *(each for each in KINDS if each not in _ALIASES and not has_made_title(each))]


def _has_parted_names(headings: Sequence[str]) -> bool:
    """Whether "Naam" is somebody's first name: beside "Achternaam", with nothing about an organisation."""
    keys = {heading_key(heading) for heading in headings}
    called = _ALIASES[Partner.kind]
    others = [called[name] for name in ("kvk", "website", "sector", f"{CONTACT}title", f"{CONTACT}first_name")]
    others += [called["title"].removeprefix(_BARE_NAME), _ALIASES[Person.kind]["partners"]]
    return bool(
        keys & {*_BARE_NAME.split()}
        and keys & {*_PERSON["last_name"].split()}
        and not keys & {*" ".join(others).split()}
    )


def _with_said(columns: Columns, places: Mapping[int, str], labels: Labels) -> Columns:
    """`columns` with what was said of some of them by number, as far as there are such fields."""
    fields = list(columns.fields)
    for place, name in places.items():
        meant = _field_said(columns.kind, name, labels)
        if place < len(fields) and meant is not None:
            fields = ["" if meant and each == meant else each for each in fields]
            fields[place] = meant
    return Columns(columns.kind, columns.headings, tuple(fields))


def _understood(columns: Columns) -> int:
    """How many of the columns are fields of the records themselves, or of a person they name."""
    of_contact = 1 if columns.has_contact else 0
    return sum(of_contact if field.startswith(CONTACT) else 1 for field in columns.fields if field)


def _columns(headings: Sequence[str], kind: str, labels: Labels) -> Columns:
    keys = [heading_key(heading) for heading in headings]
    fields = [_meant(kind, heading, labels) for heading in headings]
    aliases = _ALIASES.get(kind, {})
    if kind == Partner.kind and f"{CONTACT}title" not in fields:
        named, bare = set(_ORGANISATION.split()), set(_BARE_NAME.split())
        if named & {*keys} and bare & {*keys}:  # "Naam" beside "Bedrijf" is somebody's name
            fields = [f"{CONTACT}title" if key in bare else field for key, field in zip(keys, fields, strict=True)]
    if kind == Person.kind and _has_parted_names(headings):
        fields = ["first_name" if key in _BARE_NAME.split() else field for key, field in zip(keys, fields, strict=True)]
    surest = {name: called.split() for name, called in aliases.items()}
    taken: set[str] = set()
    order = sorted(range(len(fields)), key=lambda place: _rank(keys[place], surest.get(fields[place], ())))
    for place in order:  # one column for each field: the surest, else the first
        if fields[place] in taken:
            fields[place] = ""
        elif fields[place]:
            taken.add(fields[place])
    return Columns(kind, tuple(headings), tuple(fields))


def _rank(key: str, called: Sequence[str]) -> int:
    return called.index(key) if key in called else len(called)


def _meant(kind: str, heading: str, labels: Labels) -> str:
    """The field of `kind` that `heading` means, "" if none."""
    key = heading_key(heading)
    if not key:
        return ""
    if key in ("id", KIND_COLUMN):
        return key
    for name, called in _ALIASES.get(kind, {}).items():
        if key in called.split():
            return name
    return _field_called(kind, heading, labels)


def _field_called(kind: str, called: str, labels: Labels) -> str:
    meant = next(iter(labels.named(kind, {called: ""})))
    return meant if meant in _names(kind) else ""


def _names(kind: str) -> list[str]:
    """The names that a column of records of `kind` may stand for."""
    fields = fields_of(kind)
    links = [name for name, field in fields.items() if isinstance(field.type, Link | Links)]
    ids = [f"{name.removesuffix('s')}_ids" if isinstance(fields[name].type, Links) else f"{name}_id" for name in links]
    own = [name for name, field in fields.items() if not field.made_of and not field.sameness]
    return [*own, *ids]


def _said_names(kind: str) -> list[str]:
    """The names of fields that a person may say a column is."""
    parts = {Person.kind: [*NAME_PARTS], Partner.kind: [CONTACT + each for each in ("title", *_PERSON)]}
    return [*_names(kind), *parts.get(kind, ())]


def _field_said(kind: str, name: str, labels: Labels) -> str | None:
    """The field of `kind` that a person means by `name`, "" for none; None when there is no such field."""
    name = name.strip()
    if not name or name in _said_names(kind):
        return name
    return _meant(kind, name, labels) or None


def _check_field(kind: str, name: str, labels: Labels) -> None:
    """Raise `WrongUse` when `kind` has no field `name`."""
    if _field_said(kind, name, labels) is None:
        raise WrongUse(
            N_("“{name}” is no field of these records. The fields are: {fields}."),
            name=name,
            fields=", ".join(_said_names(kind)),
        )


def _places_said(headings: Sequence[str], said: Mapping[str, str]) -> dict[int, str]:
    keys = [heading_key(heading) for heading in headings]
    found: dict[int, str] = {}
    for heading, name in said.items():
        if heading_key(heading) not in keys:
            raise WrongUse(
                N_("No column is called “{heading}”. The columns are: {headings}."),
                heading=heading,
                headings=", ".join(filter(None, headings[:40]))[:400],
            )
        found[keys.index(heading_key(heading))] = name
    return found
