"""Every phrase the code marks for translation has Dutch, also one that stands inside another string."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
MARKS = {"_", "N_"}


def marked(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_a_phrase_inside_a_formatted_string_is_seen() -> None:
    assert list(marked("f\"{_('Changed') + ':':23}\"")) == ["Changed"]


def test_every_marked_phrase_has_dutch() -> None:
    with (ROOT / "sto_tui/locale/nl/LC_MESSAGES/sto.po").open("rb") as file:
        dutch = {message.id for message in read_po(file, locale="nl") if message.string}
    files = [path for room in ("knowledge", "sto_tui") for path in (ROOT / room).rglob("*.py")]
    phrases = {text for path in files for text in marked(path.read_text(encoding="utf-8"))}
    assert len(phrases) > 300
    assert phrases - dutch == set()
