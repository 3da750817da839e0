"""`sto add`, `show`, `edit`, `delete` and `restore` create and change records."""

from __future__ import annotations

import io

import pytest

from tests.commands.conftest import added, shown


def test_adding_prints_the_id_and_nothing_else(sto):
    told = sto("add", "lesson", "--title", "Lasgastles")
    assert told.status == 0
    assert len(told.out.strip()) == 36
    again = sto("add", "lesson", "--title", "Nog een", "--json").json
    assert again.keys() == {"id", "warnings"} and again["warnings"] == []


def test_show_gives_every_field_flat(sto):
    document_id = added(
        *(sto, "lesson", "--title", "Lasgastles", "--set", "activity=gastles", "--set", "tags=lassen, veiligheid"),
        *("--set", "partners=Van Rossum", "--set", "date=31-03-2026", "--body", "# Twaalf\n\nis het maximum"),
    )
    record = shown(sto, document_id)
    assert record["id"] == document_id
    assert record["kind"] == "lesson"
    assert record["title"] == "Lasgastles"
    assert record["date"] == "2026-03-31"
    assert record["activity"] == "gastles"
    assert record["tags"] == ["lassen", "veiligheid"]
    assert record["partners"] == ["Van Rossum"]
    assert len(record["partner_ids"]) == 1
    assert record["body"] == "# Twaalf\n\nis het maximum"
    assert record["author"] == "Els"
    assert record["deleted"] is False
    assert record["conflicts"] == {}
    assert record["created"].endswith("Z")
    assert {"worlds", "profiles", "certainty", "used_by", "meeting", "meeting_id", "changed"} <= record.keys()


def test_an_unknown_partner_is_begun_and_said_so_on_stderr(sto):
    told = sto("add", "lesson", "--title", "Les", "--set", "partners=Bakkerij Hoekstra")
    assert "Bakkerij Hoekstra" in told.err
    assert [partner["title"] for partner in sto("list", "partner", "--json").json] == ["Bakkerij Hoekstra"]


def test_part_of_a_name_means_the_only_partner_that_has_it(sto):
    kompas = added(sto, "partner", "--title", "CSG Het Kompas", "--set", "partner_kind=vmbo")
    firm = added(sto, "partner", "--title", "Kompas Bouw", "--set", "partner_kind=bedrijf")
    record = shown(
        sto, added(sto, "activity", "--title", "Gastles", "--set", "activity=gastles", "--set", "schools=Kompas")
    )
    assert record["school_ids"] == [kompas]  # the company can't be meant
    record = shown(sto, added(sto, "lesson", "--title", "Les", "--set", "partners=kompas bouw,het komp"))
    assert record["partner_ids"] == [firm, kompas]
    sto("edit", record["id"], "--set", "partners=-het kompas")
    assert shown(sto, record["id"])["partner_ids"] == [firm]

    told = sto("add", "lesson", "--title", "Nog een", "--set", "partners=Kompas")
    assert (told.status, "CSG Het Kompas (" in told.err, "Kompas Bouw (" in told.err) == (2, True, True)
    assert [each["title"] for each in sto("list", "lesson", "--json").json] == ["Les"]
    told = sto("add", "lesson", "--title", "Nieuw", "--set", "partners=Smederij")
    assert "New partner: Smederij" in told.err
    assert len(sto("list", "partner", "--json").json) == 3


def test_a_known_partner_is_linked_by_name_by_id_and_whatever_the_accents(sto):
    partner = added(sto, "partner", "--title", "Renée, Kuiper & Co")
    for name in ("renee, kuiper & co", partner):
        record = shown(sto, added(sto, "lesson", "--title", f"Les {name}", "--set", f"partners={name}"))
        assert record["partner_ids"] == [partner]
    assert len(sto("list", "partner", "--json").json) == 1


def test_a_mistyped_id_does_not_become_a_partner(sto):
    told = sto("add", "lesson", "--title", "Les", "--set", "partners=01a209c4-622c-7739-bb60-4795075b0b14")
    assert told.status == 1
    assert sto("list", "partner", "--json").json == []


def test_nothing_is_begun_when_the_record_is_wrong(sto):
    assert sto("add", "lesson", "--set", "partners=Hoekstra").status == 2
    assert sto("list", "partner", "--json").json == []


def test_people_who_are_not_known_are_guests_at_a_meeting(sto):
    person = added(sto, "person", "--title", "Hakan Yıldız")
    record = shown(sto, added(sto, "meeting", "--title", "Overleg", "--set", "attendees=Hakan Yıldız, Jan"))
    assert (record["attendees"], record["attendee_ids"], record["guests"]) == (["Hakan Yıldız"], [person], ["Jan"])


def test_the_body_can_come_from_standard_input(sto, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Eerste\nTweede\n"))
    assert shown(sto, added(sto, "lesson", "--title", "Les", "--body", "-"))["body"] == "Eerste\nTweede"


def test_editing_changes_only_what_is_named(sto):
    document_id = added(sto, "lesson", "--title", "Les", "--set", "tags=a,b", "--body", "Tekst")
    assert sto("edit", document_id, "--title", "Nieuw", "--set", "tags=+c,-a").out.strip() == document_id
    record = shown(sto, document_id)
    assert (record["title"], record["tags"], record["body"]) == ("Nieuw", ["b", "c"], "Tekst")


def test_editing_can_empty_a_field(sto):
    document_id = added(sto, "lesson", "--title", "Les", "--set", "tags=a", "--set", "date=2026-03-31")
    sto("edit", document_id, "--set", "tags=", "--set", "date=")
    record = shown(sto, document_id)
    assert (record["tags"], record["date"]) == ([], None)


@pytest.mark.parametrize("piece", [slice(0, 36), slice(-4, None), slice(-12, None)])
def test_a_piece_of_an_id_is_enough(sto, piece):
    document_id = added(sto, "lesson", "--title", "Les")
    assert shown(sto, document_id[piece])["id"] == document_id


def test_a_piece_that_could_be_several_is_wrong_use(sto):
    first, second = added(sto, "lesson", "--title", "A"), added(sto, "lesson", "--title", "B")
    told = sto("show", first[:6])
    assert told.status == 2
    assert first in told.err and second in told.err


def test_deleting_restoring_and_the_bin(sto):
    document_id = added(sto, "lesson", "--title", "Les")
    assert sto("delete", document_id).status == 0
    assert sto("list", "lesson", "--json").json == []
    assert [item["id"] for item in sto("list", "lesson", "--trash", "--json").json] == [document_id]
    assert shown(sto, document_id)["deleted"] is True
    assert sto("restore", document_id, "--json").json == {"id": document_id, "deleted": False}
    assert len(sto("list", "lesson", "--json").json) == 1


def test_deleting_tells_what_becomes_of_what_is_connected(sto):
    meeting, first, *_second = sto("log", "--title", "Overleg", "--action", "Bellen", "--action", "Mailen").out.split()
    assert "stays" not in sto("delete", first).out
    sto("restore", first)
    sto("done", first)
    told = sto("delete", meeting, "--yes")
    assert "2 actions (1 open)" in told.out and "put back" in told.out
    assert [item["kind"] for item in sto("list", "action", "--json").json] == ["action", "action"]
    sto("restore", meeting)
    assert sto("delete", meeting, "--yes", "--json").json["linking"] == [
        {"kind": "action", "number": 2, "still_open": 1}
    ]


def test_what_a_record_says_cannot_steer_the_terminal_but_json_is_exact(sto):
    nasty = "\x1b]0;x\x07Les\x9b2J \u202eabc"
    document_id = added(sto, "lesson", "--title", nasty, "--body", nasty, "--set", f"tags={nasty}")
    for words in (("show", document_id), ("list", "lesson"), ("history", document_id), ("delete", document_id)):
        out = sto(*words).out
        assert not any(sign in out for sign in "\x1b\x07\x9b\u202e"), words
    told = sto("show", document_id, "--json")
    assert told.json["title"] == nasty
    assert told.out.rstrip("\n").isprintable()


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["sync"],
        ["list", "lesson"],
        ["list", "action"],
        ["search", "les"],
        ["add", "lesson", "--title", "Nog een", "--set", "partners=Nieuw"],
        ["log", "--title", "Overleg", "--partner", "Nieuw", "--action", "Doen"],
        ["export", "-"],
    ],
)
def test_with_json_stdout_holds_one_json_value(sto, words):
    added(sto, "lesson", "--title", "Les")
    told = sto(*words, "--json")
    assert told.status == 0, told.err
    assert told.json is not None
    assert told.out.count("\n") == 1


def test_show_reads_well_in_dutch(sto):
    document_id = added(sto, "action", "--title", "Bellen", "--set", "who=Els", "--set", "due=01-02-2026")
    out = sto("show", document_id, "--lang", "nl").out
    assert out.startswith("Bellen\n")
    assert "zo 1 feb 2026" in out or "1 feb 2026" in out


def test_no_more_text_is_taken_from_standard_input_than_a_record_holds(sto, monkeypatch):
    monkeypatch.setattr("knowledge.bounds.CHANGE_BYTES", 1 << 20)
    stream = io.StringIO("woord " * 1_000_000)
    monkeypatch.setattr("sys.stdin", stream)

    told = sto("add", "lesson", "--title", "Groot", "--body", "-", "--lang", "nl")

    assert (told.status, stream.tell()) == (2, (1 << 20) + 1)
    assert "1 MiB" in told.err
    assert sto("list", "lesson", "--json").json == []


def test_a_record_of_which_only_the_beginning_is_found_says_so(sto, monkeypatch):
    monkeypatch.setattr("knowledge.bounds.INDEXED_WORDS", 100)
    long, short = (
        sto("add", "lesson", "--title", "Lang", "--body", " ".join(f"woord{n}" for n in range(number))).out.strip()
        for number in (150, 50)
    )
    assert "searching finds only its beginning" in sto("show", long).out
    assert sto("show", long, "--json").json["cut"] is True
    assert "searching finds only" not in sto("show", short).out and "cut" not in sto("show", short, "--json").json
