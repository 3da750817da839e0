"""Which column of a table is which field, by what stands above it (pure).

A row about an organisation may name the person to contact there; that person is a record beside it, and the fields
with `CONTACT` before their name are those of that person.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.exchange.labels import Labels, ids_name
from knowledge.model.fields import Day, Field, Link, Links
from knowledge.model.folding import fold
from knowledge.model.kinds import KINDS, about, fields_of, record_class
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.titles import has_made_title
from knowledge.problem import N_, Reason, Word, WrongUse

CONTACT = "contact_"
"""What stands before the name of a field of the person whom a row about an organisation names."""
KIND_COLUMN = "kind"
"""The column that says of each row what it is, as in an export."""
NAME_PARTS = ("first_name", "name_prefix", "last_name")
"""The parts of somebody's name in columns of their own, in the order in which they are read."""
_PART_LABELS = dict(zip(NAME_PARTS, (N_("First name"), N_("Prefix of the last name"), N_("Last name")), strict=True))
OF_CONTACT = N_("{field} of the contact")
"""What a field of the person whom a row about an organisation names is called."""
WITHOUT_HEADING = N_("column {number}")
"""What a column without a heading is called; the first is number 1."""
_NUMBERED = re.compile(r"(?:kolom|column)(\d{1,4})")
"""The same, written as `heading_key` does."""
_MOST_KINDS = 4
"""The most kinds among which a person is asked to choose."""

_ORGANISATION = (
    "bedrijf bedrijfsnaam naambedrijf organisatie organisatienaam naamorganisatie company companyname nameofcompany "
    "organisation organization organisationname school schoolnaam naamschool instelling firma werkgever employer"
)
_PERSON = {
    "email": "email mail emailadres mailadres emailaddress emailwerk emailcontactpersoon mailcontactpersoon",
    "phone": "telefoon tel telefoonnummer telnr telefoonnr phone telephone phonenumber mobiel mobielnummer mobile gsm "
    "mobieletelefoon telefooncontactpersoon telcontactpersoon",
    "role": "functie rol role function jobtitle functietitel",
    "first_name": "voornaam roepnaam firstname givenname voorletters initialen initials",
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
        "partner_kind": "soort type soortorganisatie soortpartner kindoforganisation kind",
        "worlds": "werelden wereld worlds world",
        "profiles": "profielen profiel profiles profile",
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


class NoTitleColumn(WrongUse):
    """No column of a table of `kind` is known as the name of what its rows are about; it has these `headings`."""

    def __init__(self, kind: str, headings: Sequence[str]) -> None:
        self.kind = kind
        self.headings = tuple(headings)
        super().__init__(
            N_("None of the columns is known as the name: {headings}. Say which it is: --map “HEADING=title”."),
            headings=", ".join(filter(None, headings[:20]))[:200],
        )


class UnclearKind(WrongUse):
    """The headings of a table fit several `kinds` of record, so that a person has to say which it has."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = tuple(kinds)
        super().__init__(
            N_("The headings fit several kinds of record: {kinds}. Say which this table has: --kind {codes}."),
            kinds=tuple(Word(about(kind).plural) for kind in kinds),
            codes="|".join(kinds),
        )


@lru_cache(512)
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
    """A mark for this set of headings, by which a choice of columns is remembered; it tells none of their words.

    How many columns without a heading come after the last makes no other set of it.
    """
    keys = [heading_key(heading) for heading in headings]
    while keys and not keys[-1]:
        keys.pop()
    return hashlib.sha256("\0".join(keys).encode()).hexdigest()[:24]


def columns_for(
    headings: Sequence[str], kind: str, labels: Labels, said: Mapping[str, str], remembered: Mapping[str, str]
) -> Columns:
    """The columns under `headings` of a table of `kind`, "" to tell that by the headings themselves.

    `said` has what a person says of a heading ("Naam bedrijf" → "title"; "" leaves it out; "kolom 3" is the third, if
    that has none), and `remembered`, by the number of the column, what was said of the same headings before. Raises
    `WrongUse` for a heading or field that isn't there, and when no column is known or none has the name of what the
    rows are about.
    """
    places = {int(each): name for each, name in remembered.items() if each != KIND_COLUMN}
    places |= _places_said(headings, said)
    best = _of_kind(headings, kind or remembered.get(KIND_COLUMN, ""), labels, places)
    for name in _places_said(headings, said).values():
        _check_field(best.kind, name, labels)
    if not best.has_title:
        raise NoTitleColumn(best.kind, headings)
    return best


def _of_kind(headings: Sequence[str], kind: str, labels: Labels, places: Mapping[int, str]) -> Columns:
    """The columns of a table of `kind`; of "", those of the kind that fits best. Raises `UnclearKind`."""
    if not kind and "title" not in places.values() and _has_parted_names(headings):
        kind = Person.kind
    kinds = [kind] if kind in KINDS else _guessed_kinds()
    found = [_with_said(_columns(headings, each, labels), places, labels) for each in kinds]
    fits = {each.kind: _fit(each, labels) for each in found}
    best = max(found, key=lambda each: (each.has_title, fits[each.kind], -kinds.index(each.kind)))
    if len(kinds) > 1 and best.has_title and KIND_COLUMN not in best.fields:
        equal = [each for each in found if each.has_title and fits[each.kind] >= fits[best.kind]]
        rivals = [each.kind for each in equal if not (_is_listed(best, labels) and each.kind not in _ALIASES)]
        rivals += [each for each in KINDS if each not in kinds and _is_rival(headings, each, labels, fits[best.kind])]
        if best.kind == Partner.kind and best.has_contact:  # read either way, its rows are the same records
            rivals = [each for each in rivals if each != Person.kind]
        if len(rivals) > 1:
            raise UnclearKind(sorted(rivals, key=lambda each: each != best.kind)[:_MOST_KINDS])
    return best


def _is_listed(columns: Columns, labels: Labels) -> bool:
    """Whether this may be a list of partners or people in which the name is called by no word that is known for it.

    Tables of other kinds mostly come from an export, in which their titles are called as they are here.
    """
    titles = [head for head, field in zip(columns.headings, columns.fields, strict=True) if field == "title"]
    called = _ALIASES.get(columns.kind, {}).get("title", "").split()
    known = any(heading_key(head) in called or labels.is_called(columns.kind, "title", head) for head in titles)
    return columns.kind in _ALIASES and not known


def _is_rival(headings: Sequence[str], kind: str, labels: Labels, fit: int) -> bool:
    """Whether a table with these headings may as well be one of `kind`, whose records make their own titles."""
    columns = _columns(headings, kind, labels)
    return _fit(columns, labels) > max(fit, _WHOLE)


def places_as_remembered(columns: Columns, said: Mapping[str, str], kind: str) -> dict[str, str]:
    """What to remember of `said`, the field by the number of the column, and of the `kind` that was said (or "")."""
    places = {str(place): columns.fields[place] for place in _places_said(columns.headings, said)}
    return {**places, **({KIND_COLUMN: kind} if kind else {})}


def column_label(kind: str, name: str) -> Word | Reason:
    """What the field `name` of a column of records of `kind` is called, still to be translated."""
    own = fields_of(kind).get(name)
    if own is not None:
        return Word(own.label)
    of_person = name.removeprefix(CONTACT)
    theirs = fields_of(Person.kind).get(of_person)
    word = Word(theirs.label if theirs else _PART_LABELS.get(of_person, name))
    return Reason(OF_CONTACT, {"field": word}) if name.startswith(CONTACT) else word


def choosable_fields(kind: str) -> list[str]:
    """The fields of records of `kind` that a column can be said to be, without those for ids."""
    fields = fields_of(kind)
    ids = {ids_name(name, field.type) for name, field in fields.items()}
    return [name for name in _said_names(kind) if (fields[name].asked if name in fields else name not in ids)]


def _guessed_kinds() -> list[str]:
    """The kinds that headings may tell, those that tables are mostly of first; others have no title to know them by."""
    return [*_ALIASES, *(each for each in KINDS if each not in _ALIASES and not has_made_title(each))]


def _has_parted_names(headings: Sequence[str]) -> bool:
    """Whether "Naam" is a part of somebody's name: beside another part, with nothing about an organisation."""
    keys = {heading_key(heading) for heading in headings}
    called = _ALIASES[Partner.kind]
    others = [called[name] for name in ("kvk", "website", "sector", f"{CONTACT}title")]
    others += [called["title"].removeprefix(_BARE_NAME), _ALIASES[Person.kind]["partners"]]
    first, before, last = (bool(keys & {*_PERSON[name].split()}) for name in NAME_PARTS)
    is_part = (last and not first) or ((first or before) and not last)
    return bool(keys & {*_BARE_NAME.split()}) and is_part and not keys & {*" ".join(others).split()}


def _with_said(columns: Columns, places: Mapping[int, str], labels: Labels) -> Columns:
    """`columns` with what was said of some of them by number, as far as there are such fields."""
    fields = list(columns.fields)
    for place, name in places.items():
        meant = _field_said(columns.kind, name, labels)
        if place < len(fields) and meant is not None:
            fields = ["" if meant and each == meant else each for each in fields]
            fields[place] = meant
    return Columns(columns.kind, columns.headings, tuple(fields))


_WHOLE = 2
"""What a column adds to the fit of a kind that calls a field so. Called as others call it, a field adds 1, and a title
nothing: any kind could have that."""


def _fit(columns: Columns, labels: Labels) -> int:
    """How well the kind of `columns` fits the headings."""
    aliases = {name: called.split() for name, called in _ALIASES.get(columns.kind, {}).items()}
    fit = 0
    for heading, field in zip(columns.headings, columns.fields, strict=True):
        if field.startswith(CONTACT):
            fit += _WHOLE if columns.has_contact else 1
        elif field:
            is_own = heading_key(heading) in aliases.get(field, ()) or labels.is_called(columns.kind, field, heading)
            fit += _WHOLE if is_own else 0 if field == "title" else 1
    return fit if has_made_title(columns.kind) or _is_complete(columns) else fit - 1


def _is_complete(columns: Columns) -> bool:
    """Whether the columns have all that a record of their kind can't do without; a day may be unknown."""
    empty = record_class(columns.kind)()
    needed = (each for each in fields_of(columns.kind).values() if each.required and not isinstance(each.type, Day))
    return all(each.name in (*columns.fields, "title") or getattr(empty, each.name) for each in needed)


def _columns(headings: Sequence[str], kind: str, labels: Labels) -> Columns:
    keys = [heading_key(heading) for heading in headings]
    fields = [_meant(kind, heading, labels) for heading in headings]
    aliases = _ALIASES.get(kind, {})
    if kind == Partner.kind and f"{CONTACT}title" not in fields:
        named, bare = set(_ORGANISATION.split()), set(_BARE_NAME.split())
        if named & {*keys} and bare & {*keys}:  # "Naam" beside "Bedrijf" is somebody's name
            fields = [f"{CONTACT}title" if key in bare else field for key, field in zip(keys, fields, strict=True)]
    if kind == Person.kind and _has_parted_names(headings):
        part = "first_name" if "last_name" in fields else "last_name"
        fields = [part if key in _BARE_NAME.split() else field for key, field in zip(keys, fields, strict=True)]
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
    field = fields_of(kind).get(meant)
    if field is not None:
        return meant if _can_be_column(field) else ""
    return meant if meant.endswith(("_id", "_ids")) and meant in _names(kind) else ""


def _names(kind: str) -> list[str]:
    """The names that a column of records of `kind` may stand for."""
    fields = fields_of(kind)
    links = [name for name, field in fields.items() if isinstance(field.type, Link | Links)]
    ids = [f"{name.removesuffix('s')}_ids" if isinstance(fields[name].type, Links) else f"{name}_id" for name in links]
    return [*(name for name, field in fields.items() if _can_be_column(field)), *ids]


def _can_be_column(field: Field) -> bool:
    return not field.made_of and not field.sameness


def _said_names(kind: str) -> list[str]:
    """The names of fields that a person may say a column is."""
    parts = {Person.kind: [*NAME_PARTS], Partner.kind: [CONTACT + each for each in ("title", *_PERSON)]}
    return [*_names(kind), *parts.get(kind, ())]


def _field_said(kind: str, name: str, labels: Labels) -> str | None:
    """The field of `kind` that a person means by `name`, "" for none; None when there is no such field."""
    name = name.strip()
    if not name or name in _said_names(kind):
        return name
    key = heading_key(name)
    called = (each for each in _said_names(kind) if each not in fields_of(kind))
    for each in called:
        word = column_label(kind, each)
        label, around = (word.values["field"], OF_CONTACT) if isinstance(word, Reason) else (word, "{field}")
        if key in {
            heading_key(how.format(field=one)) for how in labels.spoken(around) for one in labels.spoken(str(label))
        }:
            return each
    return _meant(kind, name, labels) or None


def _check_field(kind: str, name: str, labels: Labels) -> None:
    """Raise `WrongUse` when `kind` has no field `name`."""
    if _field_said(kind, name, labels) is None:
        raise WrongUse(
            N_("“{name}” is no field of these records. The fields are: {fields}."),
            name=name,
            fields=tuple(column_label(kind, each) for each in choosable_fields(kind)),
        )


def _places_said(headings: Sequence[str], said: Mapping[str, str]) -> dict[int, str]:
    keys = [heading_key(heading) for heading in headings]
    found: dict[int, str] = {}
    for heading, name in said.items():
        place = _place_called(keys, heading)
        if place is None:
            raise WrongUse(
                N_("No column is called “{heading}”. The columns are: {headings}."),
                heading=heading,
                headings=", ".join(filter(None, headings[:40]))[:400],
            )
        found[place] = name
    return found


def _place_called(keys: Sequence[str], called: str) -> int | None:
    """Which column is `called` so, or has that number and nothing above it; None when there is none."""
    key = heading_key(called)
    if key and key in keys:
        return keys.index(key)
    numbered = _NUMBERED.fullmatch(key)
    place = int(numbered[1]) - 1 if numbered else -1
    return place if 0 <= place < len(keys) and not keys[place] else None
