"""A folder of notes that people and other programs wrote comes in whole: no note is refused for one thing in it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue.listing import Listing
from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.formats import markdown
from knowledge.exchange.import_report import ImportReport
from knowledge.exchange.labels import Labels
from knowledge.exchange.source import opened
from knowledge.model.records.record import Record
from knowledge.workspace import Workspace
from sto_tui.wording.i18n import in_every_language


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """An empty folder for notes."""
    path = tmp_path / "vault"
    path.mkdir()
    return path


def brought(workspace: Workspace, path: Path, kind: str = "lesson") -> ImportReport:
    """What came of bringing in a note or a folder of them, with labels in every language."""
    with opened(str(path), markdown.FORMAT, kind, io.BytesIO) as source:
        return bring_in(workspace, source, labels=Labels(in_every_language))


def only(workspace: Workspace, kind: str = "lesson") -> Any:
    """The one record of `kind`."""
    (document,) = workspace.documents(Listing(kind))
    return document.record


def titles(workspace: Workspace) -> list[str]:
    return [document.record.title for document in workspace.documents(Listing("lesson", sort="title"))]


def note(
    workspace: Workspace, vault: Path, text: str | bytes, name: str = "notitie.md", kind: str = "lesson"
) -> Record:
    """The record that one note becomes."""
    (vault / name).write_bytes(text.encode() if isinstance(text, str) else text)
    report = brought(workspace, vault, kind)
    assert (report.added, report.refused) == (1, ()), report
    record: Record = only(workspace, kind)
    return record


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("---\ntags: [lassen]\n---\n# Lassen op dinsdag\n\nTekst.", "Lassen op dinsdag", "Tekst."),
        ("---\n---\n# Lege voorkant\n", "Lege voorkant", ""),
        ("---\ntitle:\n---\n## Kop\nTekst", "Kop", "Tekst"),
        ("---\ntitle: ''\n---\nTekst", "notitie", "Tekst"),
        ("---\ntags: [x]\n---\nTekst\n# Verderop\n", "notitie", "Tekst\n# Verderop"),
        ("---\nTITLE: Groot\n---\n# Kop\nTekst", "Groot", "# Kop\nTekst"),
        ("---\ntitel: Nederlands\n---\nTekst", "Nederlands", "Tekst"),
        ("---\nnaam: Van een partner\n---\nTekst", "Van een partner", "Tekst"),
        ("---\ntitle: 2025\n---\nTekst", "2025", "Tekst"),
        ("---\ntitle: true\n---\nTekst", "true", "Tekst"),
        ("\n\n---\ntitle: Lager\n---\nTekst", "Lager", "Tekst"),
        ("---\ntitle: Punten\n...\nTekst", "Punten", "Tekst"),
        ("---\r\ntitle: Regels\r\n---\r\nEen\r\nTwee\r\n", "Regels", "Een\nTwee"),
        ("---\n\nBegint met een streep.\n\n---\nSlot.", "notitie", "---\n\nBegint met een streep.\n\n---\nSlot."),
        ("---\nAlleen een streep.\n", "notitie", "---\nAlleen een streep."),
        ("---\n- a\n- b\n---\n# Kop\nTekst", "Kop", "---\n- a\n- b\n---\n# Kop\nTekst"),
        (
            "---\ntitle: Lassen: deel: twee\n---\n# Kop\nTekst",
            "Kop",
            "---\ntitle: Lassen: deel: twee\n---\n# Kop\nTekst",
        ),
        ("---\na: 1\na: 2\n---\nTekst", "notitie", "---\na: 1\na: 2\n---\nTekst"),
        ("---\ntitle: Nooit dicht\nTekst", "notitie", "---\ntitle: Nooit dicht\nTekst"),
    ],
)
def test_its_title_is_that_in_front_or_its_heading_or_its_file_and_all_its_text_stays(
    workspace: Workspace, vault: Path, text: str, title: str, body: str
) -> None:
    record = note(workspace, vault, text)
    assert (record.title, record.body) == (title, body)
    again = brought(workspace, vault)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)


@pytest.mark.parametrize("name", ["a.md", "A.MD", "a.Markdown", "een.twee.md"])
def test_its_suffix_is_in_capitals_or_not(workspace: Workspace, vault: Path, name: str) -> None:
    assert note(workspace, vault, "Tekst", name).title == name.rpartition(".")[0]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
def test_it_is_read_in_any_usual_encoding(workspace: Workspace, vault: Path, encoding: str, mark: bytes) -> None:
    record = note(workspace, vault, mark + "---\ntitle: Café “Zo’n”\n---\nDrie €\n".encode(encoding))
    assert (record.title, record.body) == ("Café “Zo’n”", "Drie €")


def test_one_line_in_another_encoding_spoils_no_other(workspace: Workspace, vault: Path) -> None:
    record = note(workspace, vault, "één\n".encode() + "twée\n".encode("cp1252") + b"\x81\n")
    assert record.body == "één\ntwée\n\\x81"


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("kind: les", "lesson"),
        ("Kind: Overleg", "meeting"),
        ("soort: bijeenkomst", "meeting"),
        ("type: PARTNER", "partner"),
        ("type: dagboek", "lesson"),
        ("kind: dagboek", "lesson"),
        ("kind: [a]", "lesson"),
    ],
)
def test_its_kind_is_said_in_any_language_and_otherwise_the_one_asked_for(
    workspace: Workspace, vault: Path, front: str, kind: str
) -> None:
    (vault / "2026-03-12.md").write_text(f"---\n{front}\n---\nTekst")
    assert brought(workspace, vault).added == 1
    assert only(workspace, kind).body == "Tekst"


def test_a_kind_that_nobody_knows_is_told_and_kept(workspace: Workspace, vault: Path) -> None:
    (vault / "a.md").write_text("---\nkind: dagboek\n---\nTekst")
    (remark,) = brought(workspace, vault).remarks
    assert (remark.where, str(remark.reason)) == ("a.md", "there is no kind “dagboek”; it came in as: lesson")
    assert only(workspace).extra == {"kind_as_written": "dagboek"}


def test_fields_in_front_answer_to_their_labels_in_dutch_and_english(workspace: Workspace, vault: Path) -> None:
    front = "Datum: 12-03-2026\nTrefwoorden: lassen, veilig\nauteur: Jan\nsoort activiteit: gastles/masterclass"
    front += (
        "\nWorlds of technology: [Voeding & Natuur]\nProfiel: pie\nhoe zeker: bewezen\nPartner: '[[Brinkhof|de firma]]'"
    )
    record: Any = note(workspace, vault, f"---\n{front}\nstatus: klaar\n---\nTekst")
    assert (str(record.date), record.tags, record.author) == ("2026-03-12", ("lassen", "veilig"), "Jan")
    assert (record.activity, record.worlds, record.profiles) == ("gastles", ("voeding",), ("PIE",))
    assert (record.certainty, dict(record.extra)) == ("bewezen", {"status": "klaar"})
    assert only(workspace, "partner").title == "Brinkhof"


def test_links_of_other_programs_without_quotes_are_links(workspace: Workspace, vault: Path) -> None:
    record: Any = note(workspace, vault, "---\npartners: [[Brinkhof]]\ndate: [[2025-03-30]]\n---\n")
    assert (only(workspace, "partner").title, str(record.date)) == ("Brinkhof", "2025-03-30")


def test_what_other_programs_keep_of_a_note_under_names_of_ours_is_kept(workspace: Workspace, vault: Path) -> None:
    record = note(workspace, vault, "---\ncreated: 2020-01-01\nprogress: 50\n~: leeg\ntrue: ja\n---\nTekst")
    assert record.extra == {"created_as_written": "2020-01-01", "progress_as_written": 50, "": "leeg", "true": "ja"}


@pytest.mark.parametrize("front", ["id: 202503301200", "id: Zettel 12", "ID: [a]", "id: ../x"])
def test_a_foreign_id_is_kept_beside_it(workspace: Workspace, vault: Path, front: str) -> None:
    record = note(workspace, vault, f"---\n{front}\ntitle: Zettel\n---\nTekst")
    assert record.title == "Zettel"
    assert "id_as_written" in record.extra


def test_two_notes_with_one_id_are_two_records_and_two_copies_one(workspace: Workspace, vault: Path) -> None:
    for name, title in (("a", "Een"), ("b", "Twee"), ("c", "Een")):
        (vault / f"{name}.md").write_text(f"---\nid: zettel-1\ntitle: {title}\n---\n")
    report = brought(workspace, vault)
    assert (report.added, report.unchanged, titles(workspace)) == (2, 1, ["Een", "Twee"])
    assert [(each.where, str(each.reason)) for each in report.remarks] == [
        ("b.md", "the id “zettel-1” is that of a.md as well; this got one of its own")
    ]
    again = brought(workspace, vault)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2026-03-12 overleg.md", "# Overleg\nTekst"),
        ("12-03-2026 overleg.md", "# Overleg\nTekst"),
        ("20260312-overleg.md", "---\ntags: [x]\n---\n# Overleg\nTekst"),
        ("overleg.md", "# Overleg 12-03-2026\nTekst"),
        ("overleg.md", "# Overleg 12 maart 2026\nTekst"),
        ("overleg.md", "---\ndatum: do 12 mrt 2026 om 10.00 uur\n---\nTekst"),
        ("overleg.md", "---\ndate: ergens in maart\n---\n# Overleg van 2026-03-12\nTekst"),
        ("2020-01-01 overleg.md", "---\ndate: 2026-03-12T10:00\n---\n# Overleg\nTekst"),
    ],
)
def test_the_day_of_a_meeting_may_stand_in_the_name_of_its_file_or_in_its_heading(
    workspace: Workspace, vault: Path, name: str, text: str
) -> None:
    meeting: Any = note(workspace, vault, text, name, "meeting")
    assert str(meeting.date) == "2026-03-12"
    again = brought(workspace, vault, "meeting")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)


def test_empty_notes_are_told_and_what_is_no_text_is_refused(workspace: Workspace, vault: Path) -> None:
    for name, data in (("a.md", b""), ("b.md", b" \n"), ("c.md", b"---\n---\n"), ("d.md", b"\x89PNG\r\n\0\1")):
        (vault / name).write_bytes(data)
    report = brought(workspace, vault)
    assert report.added == 0
    assert [each.where for each in report.remarks] == ["a.md", "b.md", "c.md"]
    assert [(each.where, str(each.problem)) for each in report.refused] == [("d.md", "this is not text")]


def test_bins_and_folders_of_programs_are_left_out_and_counted(workspace: Workspace, vault: Path) -> None:
    for name in (".trash/a.md", ".trash/diep/b.md", ".obsidian/c.md", "_bin/d.md", "sub/Prullenbak/e.md", "._f.md"):
        path = vault / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Weg")
    (vault / ".git").mkdir()
    (vault / "sub" / "g.md").write_text("# Blijft")
    report = brought(workspace, vault)
    assert titles(workspace) == ["Blijft"]
    assert dict(report.skipped) == {".trash": 2, ".obsidian": 1, "_bin": 1, "sub/Prullenbak": 1, "._f.md": 1}
    assert brought(workspace, vault / ".trash").added == 1
