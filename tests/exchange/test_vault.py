"""A folder of notes, as Obsidian opens it: out, changed by people, and in again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.exchange.vault import LinkTargets, safe_name, vault_names, wiki_links
from knowledge.model.records.lesson import Lesson
from tests.commands.conftest import Sto, added, alone, as_hakan, shown, sto  # noqa: F401 - fixtures
from tests.region_f import FILE


@given(
    st.dictionaries(
        st.text("abcAB-_1", min_size=1, max_size=5),
        st.tuples(
            st.sampled_from("xy"), st.text(max_size=200) | st.sampled_from(["CON", "nul.md", "Lasdag", "lasdag.", ".."])
        ),
    )
)
def test_every_name_is_one_that_all_file_systems_take_and_that_no_other_file_has(
    documents: dict[str, tuple[str, str]],
) -> None:
    names = vault_names([(each, kind, title) for each, (kind, title) in documents.items()], lambda kind: f"map {kind}")
    assert len({path.casefold() for path in names.paths.values()}) == len(documents)
    targets = LinkTargets()
    for each, path in names.paths.items():
        stem = path.split("/")[1]
        assert path.count("/") == 1 and not re.search(r'[<>:"\\|?*\x00-\x1f]', path)
        assert stem == stem.strip(" .") != "" and not stem.startswith(".") and len(stem.encode()) <= 220
        assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", stem)
        targets.add(f"{path}.md", each)
    for each, link in names.links.items():
        ((target, _shown),) = wiki_links(link)
        assert targets.find(target) == each


def test_names_keep_what_can_stand_in_them() -> None:
    assert safe_name("Lasgastles: maximaal 12 leerlingen?") == "Lasgastles- maximaal 12 leerlingen-"
    assert (safe_name("CON"), safe_name("aux.oud"), safe_name("..")) == ("_CON", "_aux.oud", "")
    assert safe_name("é" * 300) == "é" * 90 and safe_name("Eind. ") == "Eind"
    titles = {"a": "Lasdag", "b": "lasdag", "c": "Lasdag"}
    assert sorted(vault_names([(k, "x", v) for k, v in titles.items()], str).paths.values()) == [
        *("x/Lasdag", "x/Lasdag (c)", "x/lasdag (b)")
    ]


@pytest.fixture
def region_f(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:  # noqa: F811
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    sto("import", FILE, "--json")
    return sto


@pytest.fixture
def vault(region_f: Sto, tmp_path: Path) -> Path:
    """Region F as a folder of notes."""
    told = region_f("export", tmp_path / "kluis", "--format", "markdown", "--lang", "nl", "--json")
    assert told.json["records"] == 65, told.err
    return tmp_path / "kluis"


def files(folder: Path) -> dict[str, str]:
    return {str(each.relative_to(folder)): each.read_text("utf-8") for each in folder.rglob("*.md")}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, text
    file.write_text(text.replace(old, new), "utf-8")


def test_everything_goes_out_and_comes_into_an_empty_space_and_out_again(
    vault: Path,
    tmp_path: Path,
    alone: Sto,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (vault / "partners/Metaalwerken Van Rossum.md").is_file()
    text = (vault / "activiteiten/Lasgastles PIE.md").read_text("utf-8")
    assert "partners:\n- '[[Metaalwerken Van Rossum]]'\n" in text and "id: a4\n" in text and "partner_ids" not in text
    monkeypatch.setenv("STO_HOME", str(tmp_path / "andere"))
    alone("init", tmp_path / "ander", "--name", "Ander", "--author", "Els", "--no-starter")
    assert alone("import", vault, "--json").json["added"] == 65
    assert alone("export", tmp_path / "weer", "--format", "markdown", "--lang", "nl").status == 0
    assert files(tmp_path / "weer") == files(vault)
    alone("export", tmp_path / "b.jsonl")
    monkeypatch.setenv("STO_HOME", str(tmp_path / "home"))
    alone("export", tmp_path / "a.jsonl")
    both = [sorted((tmp_path / each).read_text("utf-8").splitlines()) for each in ("a.jsonl", "b.jsonl")]
    assert both[0] == both[1]


def test_only_what_changed_in_a_note_changes_here(region_f: Sto, vault: Path) -> None:
    note = vault / "partners/Metaalwerken Van Rossum.md"
    region_f("edit", "p-rossum", "--set", "website=https://rossum.example")
    edit(note, "place: Lutterveen", "place: Hardeveld")
    (vault / "lessen").joinpath(next(iter(files(vault / "lessen")))).unlink()
    told = region_f("import", vault, "--json").json
    assert (told["added"], told["changed"]) == (0, 1)
    found = shown(region_f, "p-rossum")
    assert (found["place"], found["website"]) == ("Hardeveld", "https://rossum.example")
    assert region_f("import", vault, "--json").json["changed"] == 0
    edit(note, "place: Hardeveld", "place: Lutterveen")  # as it was at first
    assert region_f("import", vault, "--json").json["changed"] == 1
    assert shown(region_f, "p-rossum")["place"] == "Lutterveen"
    assert len(region_f("list", "lesson", "--json").json) == 2  # a file that is gone deletes nothing


def test_a_field_that_both_sides_changed_is_told_and_neither_is_lost(region_f: Sto, vault: Path) -> None:
    edit(vault / "partners/Metaalwerken Van Rossum.md", "place: Lutterveen", "place: Hardeveld")
    region_f("edit", "p-rossum", "--set", "place=Ommerdal")
    told = region_f("import", vault, "--json").json
    assert told["changed"] == 1 and "Metaalwerken Van Rossum" in told["remarks"][0]["reason"]
    assert region_f("import", vault, "--json").json["changed"] == 0
    conflict = str(region_f("conflicts", "--json").json)
    assert "Hardeveld" in conflict and "Ommerdal" in conflict


def test_links_lead_where_they_say_also_with_another_text_or_among_names_alike(region_f: Sto, vault: Path) -> None:
    note = vault / "activiteiten/Lasgastles PIE.md"
    edit(
        note,
        "'[[Metaalwerken Van Rossum]]'",
        '"[[Bakkerij Hoekstra|de bakker]]"\n- [[Installatiebedrijf Terpstra & Mulder]]',
    )
    assert region_f("import", vault, "--json").json["changed"] == 1
    assert sorted(shown(region_f, "a4")["partner_ids"]) == ["p-hoekstra", "p-terpstra"]
    twins = [added(region_f, "partner", "--title", "Twee Gezusters") for _twin in range(2)]
    region_f("edit", "a4", "--set", f"partners={twins[1]}")
    told = region_f("export", vault, "--lang", "nl")
    assert told.status == 0, told
    assert f"[[Twee Gezusters ({twins[1][-8:]})|Twee Gezusters]]" in note.read_text("utf-8")
    edit(note, f"[[Twee Gezusters ({twins[1][-8:]})|Twee Gezusters]]", "[[Twee Gezusters]]")
    region_f("import", vault)
    assert shown(region_f, "a4")["partner_ids"] == [twins[0]]


def test_a_new_note_is_a_record_of_the_kind_of_its_folder(region_f: Sto, vault: Path) -> None:
    (vault / "partners/Nieuwe Smederij.md").write_text("Een smederij in [[Hardeveld]].\n", "utf-8")
    told = region_f("import", vault, "--json").json
    assert told["added"] == 1
    (found,) = [each for each in region_f("list", "partner", "--json").json if each["title"] == "Nieuwe Smederij"]
    edit(vault / "partners/Nieuwe Smederij.md", "Een smederij", "De smederij")
    told = region_f("import", vault, "--json").json
    assert (told["added"], told["changed"]) == (0, 1)
    region_f("export", vault, "--lang", "nl")
    assert found["id"] in (vault / "partners/Nieuwe Smederij.md").read_text("utf-8")
    assert region_f("import", vault, "--json").json["added"] == 0


def test_a_note_that_is_not_imported_yet_is_not_written_over(region_f: Sto, vault: Path) -> None:
    note = vault / "partners/Metaalwerken Van Rossum.md"
    edit(note, "place: Lutterveen", "place: Hardeveld")
    region_f("edit", "p-rossum", "--set", "website=https://rossum.example")
    told = region_f("export", vault, "--lang", "nl", "--json").json
    assert told["kept"] == ["partners/Metaalwerken Van Rossum.md"] and "Hardeveld" in note.read_text("utf-8")
    assert region_f("import", vault, "--json").json["changed"] == 1
    told = region_f("export", vault, "--lang", "nl", "--json").json
    assert told["kept"] == [] and "rossum.example" in note.read_text("utf-8")


def test_emptying_a_field_or_the_text_empties_it(region_f: Sto, vault: Path) -> None:
    lesson = Lesson.kind
    (note,) = [each for each in (vault / "lessen").iterdir() if "id: l1\n" in each.read_text("utf-8")]
    head, _, _body = note.read_text("utf-8").partition("\n---\n")
    note.write_text(re.sub(r"date: .*", "date:", head) + "\n---\n", "utf-8")
    region_f("import", vault)
    found = shown(region_f, "l1")
    assert found["kind"] == lesson and not found["body"]


def test_the_list_of_an_export_tells_the_version_of_each(vault: Path) -> None:
    listed: dict[str, Any] = json.loads((vault / ".sto-export.json").read_text("utf-8"))
    assert all(each["heads"] for each in listed.values()) and len(listed) == 65
