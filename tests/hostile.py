"""A space in which a colleague put what steers a terminal into everything that can be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from knowledge.journal.change import Change
from knowledge.journal.segment import Segment, encode_segment
from knowledge.model.fields import Choices, Day, Lines, Links, Table
from knowledge.model.kinds import KINDS, fields_of
from sto_tui.wording.plain import CONTROLS
from tests.journal.strategies import change

EVIL = (
    "kwaad\x1b]52;c;aGFsbG8=\x07\x1b]0;TITEL\x07\x9d0;T\x9c\x1b[2J\x9b31m\u202eom\u2066\x90q\x9c\x7f\x08\x85"
    "&#8238;&#x1b;&#x9b;\u200f\U000e0041"
)
"""The clipboard set, the title changed, the screen erased, colours, text that runs backwards, as bytes and entities."""

ESCAPED = "".join(f"\\U{ord(each):08x}" if CONTROLS.match(each) else each for each in EVIL)
"""The same in double quotation marks of YAML."""

CHECKLIST = f"""---
id: eigen
title: "{ESCAPED}"
version: "{ESCAPED}"
---

Inleiding kwaad\x9d0;T\x9c\u202e

## A. Deel kwaad\x9d0;T\x9c\u202e

### 1. Vraag kwaad\x9d0;T\x9c\u202e

`choice+text` · `two`

- `een` Label kwaad\x9d0;T\x9c\u202e

> Waarom kwaad\x9d0;T\x9c\u202e
"""


def steering(text: str) -> set[str]:
    """The characters of `text` that control a terminal; ends of lines don't count."""
    return set(CONTROLS.findall(text)) - {"\n"}


def document_of(kind: str) -> str:
    """The id of the hostile record of `kind`."""
    return f"kwaad-{kind}"


def ids() -> list[str]:
    """The id of every hostile record."""
    return [*map(document_of, KINDS), "geheim", "weg"]


def write(folder: Path) -> None:
    """Let all of it arrive in the shared `folder`."""
    _put(folder, "cccccccccc", [(kind, document_of(kind), _evil_fields(kind)) for kind in KINDS])
    _put(folder, "dddddddddd", [(kind, document_of(kind), {**_evil_fields(kind), **_sound(kind)}) for kind in KINDS])
    _put(folder, "eeeeeeeeee", [("geheim", "geheim", {EVIL: EVIL, "title": EVIL, "lijst": [EVIL, {EVIL: EVIL}]})])
    _put(folder, "ffffffffff", [("lesson", "weg", {"title": EVIL, "deleted": True})])
    for name in ("kwaad\x9d0;T\x9c\u202e.json", "kwaad\x1b]0;TITEL\x07.json"):
        (folder / "journal" / "cccccccccc" / name).write_text(EVIL)
    (folder / "checklists").mkdir(exist_ok=True)
    (folder / "checklists" / "eigen.md").write_text(CHECKLIST)
    (folder / "checklists" / "kwaad\x9d0;T\x9c\u202e.md").write_text(f'---\nid: "{ESCAPED}"\ntitle: x\n---\n')
    (folder / "synoniemen.txt").write_text(f"kwaad, {EVIL}\n{EVIL}\n")
    space = json.loads((folder / "sto.json").read_text())
    (folder / "sto.json").write_text(json.dumps(space | {"name": EVIL}))


def _put(folder: Path, replica: str, records: list[tuple[str, str, dict[str, Any]]]) -> None:
    made: list[Change] = []
    for kind, document, fields in records:
        previous = made[-1].hash if made else ""
        one = change(replica, len(made) + 1, kind=kind, document=document, set=fields, author=EVIL, previous=previous)
        made.append(one)
    whole = Segment(replica, EVIL, 1, tuple(made), {"device": EVIL, EVIL: EVIL})
    path = folder / whole.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_segment(whole))


def _evil_fields(kind: str) -> dict[str, Any]:
    fields: dict[str, Any] = {EVIL: EVIL}
    for name, field in fields_of(kind).items():
        if isinstance(field.type, Table):
            fields |= {f"{name}.{EVIL}": EVIL, f"{name}.1.both.text": EVIL}
        elif isinstance(field.type, Lines | Choices | Links):
            fields[name] = [EVIL, document_of("partner")]
        else:
            fields[name] = EVIL
    return fields


def _sound(kind: str) -> dict[str, Any]:
    """Values by which a record takes its place in lists, where text isn't what a field holds."""
    days = {name: "2026-03-03" for name, field in fields_of(kind).items() if isinstance(field.type, Day)}
    return days | ({"template": "eigen"} if kind == "checklist" else {})
