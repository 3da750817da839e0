"""vCard: people, as telephones and mail programs keep them. Versions 2.1, 3.0 and 4.0 come in, 3.0 goes out.

That every program reads; `vcard4` writes 4.0.

Only what a person has here is taken; addresses, birthdays and photos are counted and left where they are.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from knowledge import bounds
from knowledge.exchange.content_lines import ContentLine, content_lines, parts_of
from knowledge.exchange.format import Exported, Format, Row, Wording
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.problem import N_, Problem, Reason, Word

_OUR_UID = re.compile(r"([\w.-]{1,100})@[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_PARTNER_ID = "X-STO-PARTNER"
"""The property with the id of a partner where somebody works, since several may have one name."""
_TAKEN = {"FN", "N", "ORG", "ROLE", "TITLE", "TEL", "EMAIL", "NOTE", "UID", "KIND", _PARTNER_ID}
_ABOUT_CARD = {"BEGIN", "END", "VERSION", "PRODID", "REV", "SOURCE", "CLASS", "SORT-STRING"}
_LEFT = {
    "ADR": N_("an address"),
    "LABEL": N_("an address"),
    "BDAY": N_("a birthday"),
    "PHOTO": N_("a photo"),
    "LOGO": N_("a photo"),
    "URL": N_("a website"),
    "TEL": N_("another telephone number"),
    "EMAIL": N_("another e-mail address"),
}
_OTHER = N_("something else")


def read(file: BinaryIO, _name: str, _kind: str) -> Iterator[Row]:
    """The people in `file` with the numbers of their cards, and at last how much of what isn't taken over.

    Raises `TooManyCards` before the first of them.
    """
    _check_number(file)
    left: Counter[str] = Counter()
    number = room = 0
    card: list[ContentLine] | None = None
    for line in content_lines(file):
        name = line.name
        if _begins(line):
            number, card, room = number + 1, [], bounds.RECORD_BYTES
        elif name == "END" and card is not None:
            yield str(number), _record(card, left)
            card = None
        elif card is not None and len(card) < bounds.REPORTED and room >= len(line.value):
            kept = line if name in _TAKEN else replace(line, value="")
            room -= len(kept.value)
            card.append(kept)
        elif card is not None:
            left[_OTHER] += 1
    if card is not None:
        yield str(number), Problem(N_("this card breaks off"))
    if not number:
        yield "", Problem(N_("there is no card (BEGIN:VCARD) in it"))
    for what, times in sorted(left.items()):
        yield "", Reason(N_("{what} was not taken over, {number} times"), {"what": Word(what), "number": times})


def _begins(line: ContentLine) -> bool:
    return line.name == "BEGIN" and line.value.strip().upper() == "VCARD"


def _check_number(file: BinaryIO) -> None:
    """Raise `TooManyCards` if there are more in `file` than are read: each is kept, to compare the next ones with."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > bounds.TABLE_ROWS * len("BEGIN:VCARD"):
        begun = (line for line in content_lines(file) if _begins(line))
        if next(islice(begun, bounds.TABLE_ROWS, None), None) is not None:
            raise bounds.TooManyCards
        file.seek(0)


def _record(card: list[ContentLine], left: Counter[str]) -> object:
    """The person, or organisation, on one card; what isn't taken is counted in `left`."""
    from knowledge.exchange.phones import phone_as_written

    said: dict[str, list[ContentLine]] = {}
    for each in card:
        said.setdefault(each.name, []).append(each)
        if each.name not in _TAKEN | _ABOUT_CARD and not each.name.startswith("X-"):
            left[_LEFT.get(each.name, _OTHER)] += 1
    for name in ("TEL", "EMAIL"):
        if (more := len(said.get(name, ())) - 1) > 0:
            left[_LEFT[name]] += more

    def first(name: str) -> str:
        found = sorted(said.get(name, ()), key=lambda each: "PREF" not in each.parameters.upper())
        return " ".join(found[0].text.split()) if found else ""

    organisations = [name for each in said.get("ORG", ()) if (name := parts_of(each.value, ";")[0])]
    title = first("FN") or _named(parts_of(said["N"][0].value, ";") if "N" in said else [])
    if organisations and (title in ("", organisations[0])):
        return {"kind": Partner.kind, "title": organisations[0]}
    ours = _OUR_UID.fullmatch(first("UID"))
    phone = first("TEL").removeprefix("tel:")
    notes = "\n\n".join(filter(None, (each.text.strip() for each in said.get("NOTE", ()))))
    values: dict[str, object] = {
        "id": ours[1] if ours else "",
        "title": title,
        "partners": organisations,
        "partner_ids": [each.value.strip() for each in said.get(_PARTNER_ID, ())] if ours else [],
        "role": first("ROLE") or first("TITLE"),
        "phone": phone if ours else phone_as_written(phone),
        "email": first("EMAIL").removeprefix("mailto:"),
        "body": notes,
    }
    return {"kind": Person.kind, **{name: value for name, value in values.items() if value}}


def _named(parts: list[str]) -> str:
    """The name that the parts of N make: family name, given name, other names."""
    family, given, others, *_titles = [*parts, "", "", ""]
    return " ".join(filter(None, (given, others, family)))


def write(documents: Iterable[Exported], wording: Wording) -> Iterator[bytes]:
    """A card for each person, in version 3.0."""
    yield from cards(documents, wording, "3.0")


_WORK = {"3.0": ("TEL;TYPE=WORK,VOICE", "EMAIL;TYPE=INTERNET"), "4.0": ('TEL;TYPE="work,voice"', "EMAIL;TYPE=work")}
"""How a telephone number and an e-mail address are called in each version."""


def cards(documents: Iterable[Exported], wording: Wording, version: str) -> Iterator[bytes]:
    """A card for each person among `documents`, in `version` 3.0 or 4.0."""
    from knowledge.model.kinds import fields_of

    roles = fields_of(Person.kind)["role"].type.vocabulary  # type: ignore[attr-defined]
    phone, email = _WORK[version]
    for document, titles in documents:
        person = document.record
        if not isinstance(person, Person):
            continue
        role = wording.say(roles.label(person.role)) if person.role in roles else person.role
        lines = [
            "BEGIN:VCARD",
            f"VERSION:{version}",
            f"UID:{document.id}@{wording.space}",
            f"FN:{_escaped(person.title)}",
            "N:" + ";".join(map(_escaped, _family_and_given(person.title))) + ";;;",
            *(f"ORG:{_escaped(titles[each])}" for each in person.partners if each in titles),
            *(f"{_PARTNER_ID}:{each}" for each in person.partners if each in titles),
            *([f"ROLE:{_escaped(role)}"] if role else []),
            *([f"{phone}:{_escaped(person.phone)}"] if person.phone else []),
            *([f"{email}:{_escaped(person.email)}"] if person.email else []),
            "END:VCARD",
        ]
        yield b"".join(_folded_line(line) for line in lines)


def _family_and_given(name: str) -> tuple[str, str]:
    """The family name, with what comes before it ("van der Berg"), and the names before that."""
    words = name.split()
    begins = next((at for at, word in enumerate(words) if at and word.islower()), max(len(words) - 1, 0))
    return " ".join(words[begins:]), " ".join(words[:begins])


def _escaped(text: str) -> str:
    text = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]+", " ", text)
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded_line(line: str) -> bytes:
    """`line` in lines of at most 75 bytes, none of which ends within a letter."""
    pieces, piece = [], b""
    for letter in line:
        data = letter.encode("utf-8", "replace")
        if len(piece) + len(data) > 75:
            pieces.append(piece)
            piece = b" "
        piece += data
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


FORMAT = Format(
    name="vcard",
    title="vCard",
    suffixes=(".vcf",),
    also_read=(".vcard",),
    read=read,
    write=write,
    place=N_("card {number}"),
    kinds=(Person.kind,),
    recognised=True,
)
