"""What is wrong with a file is told in Dutch, also where a library found it."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.jsonl", '{"kind" "lesson"}', "dit is geen JSON: het gaat mis na 8 bytes"),
        ("x.jsonl", '{"kind": "les', "dit is geen JSON: het breekt af of is beschadigd"),
        ("x.md", "---\ntitle: Lassen: deel: twee\n---\n", "er staat een dubbele punt waar die niet kan"),
        ("x.md", "---\n- Lassen\n---\n", "het zijn geen regels met NAAM: WAARDE"),
    ],
)
def test_a_file_for_import(sto, tmp_path: Path, name: str, text: str, told: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    done = sto("import", file, "--lang", "nl")
    assert told in done.out + done.err


def test_a_checklist_of_the_region(sto, tmp_path: Path) -> None:
    directory = tmp_path / "shared" / "checklists"
    directory.mkdir()
    (directory / "eigen.md").write_text("---\nid: eigen\ntitle: a: b: c\n---\n", encoding="utf-8")
    sto("sync")
    done = sto("doctor", "--lang", "nl")
    assert "er staat een dubbele punt waar die niet kan" in done.out
    assert "mapping" not in done.out


def test_the_help(sto) -> None:
    assert "toon de versie en stop" in sto("--help", "--lang", "nl").out
