"""Update the translation catalogue: extract message ids, list those without Dutch, compile `sto.mo`.

python scripts/locale_catalogue.py            extract, update sto.po, compile, list what is missing
python scripts/locale_catalogue.py --check    exit 1 if sto.po or sto.mo is out of date
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "sto_tui/locale/nl/LC_MESSAGES/sto.po"
MO = PO.with_suffix(".mo")
TIMELESS = datetime(2026, 1, 1, tzinfo=UTC)
"""A fixed time for the header, so that equal catalogues are equal files."""
KEYWORDS = {"_": None, "N_": None, "Problem": None, "WrongUse": None, "ngettext": (1, 2)}
ARGPARSE = (
    "usage: ",
    "options",
    "positional arguments",
    "show this help message and exit",
    "show program's version number and exit",
    "%(prog)s: error: %(message)s\n",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "expected one argument",
    "expected at least one argument",
    "expected at most one argument",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "argument %(argument_name)s: %(message)s",
    "not allowed with argument %s",
    "one of the arguments %s is required",
    "ambiguous option: %(option)s could match %(matches)s",
    "ignored explicit argument %r",
)
"""Phrases of the standard library's argparse that a user can meet."""


def extracted() -> Catalog:
    catalog = Catalog(locale="nl", project="sto", fuzzy=False)
    for package in ("knowledge", "sto_tui"):
        found = extract_from_dir(ROOT / package, method_map=[("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, _context in sorted(found, key=lambda item: (item[0], item[1])):
            catalog.add(message, locations=[(f"{package}/{name}", 1)])
    for phrase in ARGPARSE:
        catalog.add(phrase, locations=[("argparse", 1)])
    return catalog


def updated() -> tuple[Catalog, list[str]]:
    template = extracted()
    catalog = read_po(PO.open("rb"), locale="nl") if PO.exists() else Catalog(locale="nl", project="sto", fuzzy=False)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.creation_date = catalog.revision_date = TIMELESS
    catalog.obsolete.clear()
    missing = [str(message.id) for message in catalog if message.id and not any(_forms(message.string))]
    return catalog, missing


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (string,)


def rendered(catalog: Catalog) -> tuple[bytes, bytes]:
    """The contents of sto.po and sto.mo, which are the same for every version of Babel."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, omit_header=False, sort_output=True, include_lineno=False, width=110)
    write_mo(mo, catalog)
    return _by_any_babel(po.getvalue()), _by_any_babel(mo.getvalue())


def _by_any_babel(data: bytes) -> bytes:
    """`data` with zeros for Babel's version. The length stays the same, because sto.mo has the offsets of its texts."""
    return re.sub(rb"(Generated-By: Babel )([0-9.]+)", lambda match: match[1] + b"0" * len(match[2]), data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    catalog, missing = updated()
    po, mo = rendered(catalog)
    for text in missing:
        print("no Dutch for:", repr(text))
    if check:
        behind = {m.id for m in catalog if m.id} != {m.id for m in read_po(PO.open("rb"), locale="nl") if m.id}
        behind = behind or mo != MO.read_bytes()
        if behind:
            print("sto.po or sto.mo is behind the code: run python scripts/locale_catalogue.py")
        return 1 if behind or missing else 0
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po)
    MO.write_bytes(mo)
    return 0


if __name__ == "__main__":
    sys.exit(main())
