"""Files of every format, and what goes wrong with files: bytes that turn, pieces that are lost, doubled or put in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

from knowledge.exchange.workbook import WorkColumn, WorkSheet, workbook
from tests.region_f import FILE, T

_NASTY = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b'"', b"'", b";", b",", b":", b"=", b"\\", b"[[", b"]]", b"{"),
    *(b"}", b"[", b"]", b"<", b">", b"&", b"-->", b"---\n", b"...\n", b"&x;", b"%", b"\xc3", b"\xed\xa0\x80", b"\x1b["),
    *(b"9" * 400, b"-1", b"1e999", b"NaN", b"0" * 5000, b"A" * 70_000, b"../../x", b"C:\\CON", b'=HYPERLINK("x")'),
    *(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', b"!!python/object:x", b"&a [*a]", b"null", b"true"),
    *(b"\nBEGIN:VEVENT\n", b"\nEND:VEVENT\n", b"\nBEGIN:VCARD\n", b"RRULE:FREQ=SECONDLY\n", b"TZID=", b"T250000Z"),
    *(b"_x000D_", b"_xFFFF_", b't="s"', b'r="XFD9"', b"<v>", b"</row>", b"[" * 3000, b'{"a":' * 500, b" \n " * 300),
)


def mutated(data: bytes, chance: Random) -> bytes:
    """`data` with some faults in it, decided by `chance`."""
    found = bytearray(data)
    for _fault in range(chance.choice((1, 1, 2, 3, 8, 30))):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(7):
            case 0 if found:
                found[at % len(found)] = chance.randrange(256)
            case 1:
                found[at:at] = chance.choice(_NASTY)
            case 2:
                del found[at : at + chance.choice((1, 2, 10, 200))]
            case 3:
                piece = found[at : at + chance.choice((1, 5, 60, 800))]
                found[at:at] = piece * chance.choice((1, 2, 50 if len(piece) < 100 else 2))
            case 4:
                del found[at:]
            case 5 if found:
                found[at % len(found)] ^= 1 << chance.randrange(8)
            case _:
                other = chance.randrange(len(found) + 1)
                found[at : at + 20] = found[other : other + 20]
    return bytes(found)


def mutated_workbook(data: bytes, chance: Random) -> bytes:
    """A workbook of which the zip file has faults, or one of the parts in it."""
    if chance.random() < 0.3:
        return mutated(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = mutated(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for each, content in parts.items():
            book.writestr(each, content)
    return out.getvalue()


def seeds() -> dict[str, tuple[str, bytes]]:
    """A whole file of each format, by what it is called, with its name."""
    table = (
        "Naam;Plaats;KvK;Telefoon;Contactpersoon;E-mail\r\nCafé België;Zwolle;99000011;612345678;Jan;j@x.example\r\n"
    )
    table += 'Nieuw Staal;"Dal;en";;+31 (0)6 12 34 56 78;;\r\n' * 3
    reply = "Bedrijf;Wat;Wij doen mee;Aantal groepen;_id\r\nVan Rossum;Lasgastles MAG;ja;2;o1\r\n;;nee;;o2\r\n"
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:K=C3=B6nig;Ren=C3=A9e\r\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE:een=\r\n twee\r\nTEL;CELL:0031612345678\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Els Wassink\r\nORG:Staal\\, hout;A\r\nEMAIL:e@x.example\r\nEND:VCARD\r\n"
    )
    calendar = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@x\r\nSUMMARY:Gastles\r\nDTSTART;TZID=Europe/Amsterdam:20270330T140000\r\n"
        "DURATION:PT1H30M\r\nLOCATION:Hal\\, 3\r\nBEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:2@x\r\nSUMMARY:Lang\r\n  door\r\nDTSTART;VALUE=DATE:20261208\r\nDTEND:20261210\r\n"
        "CATEGORIES:bezoek,x\r\nRRULE:FREQ=DAILY;COUNT=3\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    note = (
        "---\nid: p-rossum\nkind: partner\ntitle: Van Rossum\nworlds: [ontwerp]\nbodies:\n  stuurgroep: mandaat\n"
        "tags:\n- '#a'\n- b\npartners: '[[Brinkhof|x]]'\n---\n\n# Kop\n\nTekst.\n"
    )
    columns = tuple(WorkColumn(each) for each in ("Naam", "Plaats", "KvK", "Telefoon", "Wij doen mee", "_id"))
    rows = tuple((f"Bedrijf {each}", "Zwolle", "99000011", each, "ja", f"o{each}") for each in range(1, 4))
    book = workbook([WorkSheet("Menukaart", columns, rows), WorkSheet("_sto", columns[:2], (("for", "x"),))], "x", T)
    lines = b"".join(Path(FILE).read_bytes().splitlines(keepends=True)[::9])
    return {
        "csv": ("lijst.csv", table.encode("cp1252")),
        "reply": ("terug.csv", reply.encode()),
        "xlsx": ("lijst.xlsx", book),
        "vcard": ("mensen.vcf", card.encode()),
        "icalendar": ("agenda.ics", calendar.encode()),
        "markdown": ("note.md", note.encode()),
        "jsonl": ("alles.jsonl", lines),
    }
