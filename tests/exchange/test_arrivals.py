"""Importing records: links by name, bad rows, the same file twice, rows that change existing records."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import bounds
from knowledge.catalogue.listing import Listing
from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.formats import jsonl, markdown
from knowledge.exchange.import_report import ImportReport
from knowledge.exchange.note import content_id
from knowledge.exchange.plain import as_text
from knowledge.exchange.shape import Incoming, incoming
from knowledge.exchange.source import opened
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.problem import Problem
from knowledge.workspace import Workspace


def arrive(workspace: Workspace, *rows: Any) -> ImportReport:
    """Bring in `rows`: JSON values, or text as it stands in the file."""
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    data = "\n".join(lines).encode()
    return bring_in(workspace, lambda: jsonl.read(io.BytesIO(data), "-", "lesson"))


def all_of(workspace: Workspace, kind: str) -> list[Any]:
    return [document.record for document in workspace.documents(Listing(kind, sort="title"))]


LESSON = {"kind": "lesson", "title": "Lasgastles", "body": "Twaalf", "partners": ["Van Rossum"], "tags": ["lassen"]}


def test_unknown_partners_are_begun_and_known_ones_linked(workspace):
    known = workspace.save(Partner(title="Brinkhof"))
    arrivals = arrive(workspace, LESSON | {"partners": ["brinkhof", "Van Rossum"]})
    (lesson,) = all_of(workspace, "lesson")
    assert lesson.partners[0] == known.id
    assert [partner.title for partner in all_of(workspace, "partner")] == ["Brinkhof", "Van Rossum"]
    assert (arrivals.added, arrivals.partners) == (1, 1)
    rows = [(row.where, row.kind, row.title, row.is_new) for row in arrivals.rows]
    assert sorted(rows) == [("1", "lesson", "Lasgastles", True), ("1", "partner", "Van Rossum", True)]


@pytest.mark.parametrize("first", [True, False])
def test_a_partner_described_in_the_file_is_the_one_linked_wherever_its_line_stands(workspace, first):
    partner = {"kind": "partner", "title": "Van Rossum", "place": "Lutterveen", "id": "rossum"}
    arrive(workspace, *((partner, LESSON) if first else (LESSON, partner)))
    assert all_of(workspace, "lesson")[0].partners == ("rossum",)
    assert len(all_of(workspace, "partner")) == 1


def test_a_bad_line_is_reported_with_its_number_and_does_not_stop_the_rest(workspace):
    rows = [
        LESSON,
        "{nonsense",
        "",
        {"kind": "lesson"},
        {"kind": "nonsense", "title": "x"},
        {"kind": "erase", "id": "x", "title": "x"},
        "[1]",
        "null",
        {**LESSON, "title": "Twee"},
    ]
    arrivals = arrive(workspace, *rows)
    assert [refused.where for refused in arrivals.refused] == ["2", "4", "5", "6", "7", "8"]
    assert arrivals.added == 2
    assert all(str(refused.problem) for refused in arrivals.refused)


BAD: tuple[tuple[str, Any, str], ...] = (
    ("date", "31-02-2026", "31-02-2026"),
    ("date", "ergens in maart", "ergens in maart"),
    ("date", {"year": 2026}, "year: 2026"),
    ("date", True, "true"),
    ("activity", "toneel", "toneel"),
    ("worlds", ["energie", "ruimtevaart"], "ruimtevaart"),
    ("meeting", "Bestaat niet", "Bestaat niet"),
    ("meeting", {"x": [1, 2]}, "x: 1, 2"),
    ("id", "../x", ""),
    ("id", 7, ""),
    ("id", ["a"], ""),
)


@pytest.mark.parametrize(("name", "value", "told"), BAD)
def test_a_bad_value_costs_no_more_than_its_field_and_is_kept_and_told_as_it_was_written(workspace, name, value, told):
    arrivals = arrive(workspace, LESSON | {name: value})
    assert (arrivals.added, arrivals.refused) == (1, ())
    (document,) = workspace.documents(Listing("lesson"))
    kept = document.record.extra.get(f"{name}_as_written", document.fields.get(name))
    assert kept == value or [kept] == [as_text(value)]
    assert (document.record.title, document.record.body) == ("Lasgastles", "Twaalf")
    assert told in "".join(str(remark.reason) for remark in arrivals.remarks)
    assert not re.search(r"class|datetime|None|\{'|\['", "".join(str(remark.reason) for remark in arrivals.remarks))
    again = arrive(workspace, LESSON | {name: value})
    assert (again.added, again.changed, again.unchanged, again.remarks) == (0, 0, 1, ())


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("title", 2025, "2025"),
        ("title", ["Lassen", 2], "Lassen, 2"),
        ("title", False, "false"),
        ("source", {"a": 1, "b": ["x", "y"]}, "a: 1, b: x, y"),
        ("body", ["een", "twee"], "een\ntwee"),
        ("tags", 3, ("3",)),
        ("tags", True, ("true",)),
        ("tags", {"lassen": None, "veilig": True}, ("lassen", "veilig")),
        ("tags", "lassen veilig", ("lassen", "veilig")),
        ("tags", "lassen, eerste hulp", ("lassen", "eerste hulp")),
        ("tags", "#lassen #veilig", ("lassen", "veilig")),
        ("tags", ["#lassen", ["eerste hulp"]], ("lassen", "eerste hulp")),
        ("used_by", [{"Els": "in mei"}, 4], ("Els: in mei", "4")),
        ("worlds", "Energy, Water & Safety", ("energie",)),
        ("date", "2025-03-30T23:30:00Z", date(2025, 3, 30)),
        ("date", 2025, None),
    ],
)
def test_a_value_of_another_type_is_read_as_people_mean_it(workspace, name, value, kept):
    assert arrive(workspace, LESSON | {name: value}).refused == ()
    assert getattr(all_of(workspace, "lesson")[0], name) == kept


def test_a_name_that_several_have_is_kept_beside_the_field_and_which_they_are_is_told(workspace):
    for place in ("Meppel", "Zwolle"):
        workspace.save(Partner(id=place.lower(), title="Hoek", place=place))
    report = arrive(workspace, LESSON | {"partners": ["Brinkhof", "Hoek"]})
    assert (report.added, report.refused) == (1, ())
    (lesson,) = all_of(workspace, "lesson")
    assert (len(lesson.partners), lesson.extra) == (1, {"partners_as_written": ["Hoek"]})
    assert "Hoek, Meppel (meppel)" in str(report.remarks[0].reason)


def test_a_field_for_one_link_keeps_the_first_and_tells_the_rest(workspace):
    arrive(workspace, {"kind": "meeting", "title": "x", "date": "2026-03-12", "venue": "Hoek, Brinkhof"})
    (meeting,) = all_of(workspace, "meeting")
    assert workspace.get(meeting.venue).record.title == "Hoek"
    assert meeting.extra == {"venue_as_written": "Brinkhof"}


def test_several_names_of_partners_in_one_text_are_several_partners_unless_one_is_called_so(workspace):
    workspace.save(Partner(title="Jansen, de Vries & Co"))
    arrive(workspace, LESSON | {"partners": "Jansen, de Vries & Co"}, LESSON | {"partners": "Brinkhof, [[De Meander]]"})
    assert [each.title for each in all_of(workspace, "partner")] == ["Brinkhof", "De Meander", "Jansen, de Vries & Co"]


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("website", "www.hoek.example", "website"),
        ("kvk", 123, "kvk"),
        ("name", "Hoek", "title"),
        ("KVK NUMBER", "99000011", "kvk"),
        ("Kind-of organisation", "company", "partner_kind"),
        ("world", "energie", "worlds"),
        ("Notes", "x", "body"),
    ],
)
def test_fields_answer_to_their_labels_and_aliases_in_capitals_or_not(workspace, name, value, field):
    report = arrive(
        workspace,
        {"kind": "partner", "title": "Bakkerij", name: value} | {}
        if field != "title"
        else {"kind": "partner", name: value},
    )
    assert report.refused == ()
    (partner,) = all_of(workspace, "partner")
    assert getattr(partner, field) or partner.extra[f"{field}_as_written"] == str(value)


def test_a_label_beside_the_field_itself_is_a_field_of_its_own(workspace):
    arrive(workspace, LESSON | {"Title": "Anders", "Date": "2026-03-12", "date": "2026-03-13"})
    (lesson,) = all_of(workspace, "lesson")
    assert (lesson.title, str(lesson.date)) == ("Lasgastles", "2026-03-13")
    assert dict(lesson.extra) == {"Title": "Anders", "Date": "2026-03-12"}


def test_a_meeting_of_an_unknown_day_comes_in_and_its_day_is_asked_for(workspace):
    report = arrive(workspace, {"kind": "meeting", "title": "Overleg", "start": "10:00", "end": "09:00"})
    assert report.added == 1
    (meeting,) = all_of(workspace, "meeting")
    assert (meeting.date, meeting.end, dict(meeting.extra)) == (None, "", {"end_as_written": "09:00"})
    assert [str(each.reason) for each in report.remarks][1] == "“Date” is not known; fill it in later."


def test_the_day_of_a_meeting_may_stand_in_its_title(workspace):
    arrive(workspace, {"kind": "meeting", "title": "Overleg 12-03-2026"})
    assert all_of(workspace, "meeting")[0].date == date(2026, 3, 12)


def test_a_line_that_tells_no_kind_is_of_the_kind_that_is_asked_for(workspace):
    assert arrive(workspace, {"titel": "x", "title": "Zonder soort"}, {"soort": "LES", "title": "Met"}).added == 2
    assert arrive(workspace, {"kind": None, "title": "y"}, {"kind": "", "title": "z"}).added == 2
    assert len(all_of(workspace, "lesson")) == 4


def test_what_was_erased_for_good_stays_away_and_does_not_stop_the_rest(workspace):
    arrive(workspace, LESSON)
    workspace.erase(all_of(workspace, "lesson")[0].id)
    workspace.erase(all_of(workspace, "partner")[0].id)
    report = arrive(workspace, LESSON, LESSON | {"title": "Twee"})
    assert [refused.where for refused in report.refused] == ["1"]
    assert [each.title for each in all_of(workspace, "lesson")] == ["Twee"]
    assert all_of(workspace, "partner") == []


def test_a_json_list_on_one_line_or_several_is_read_and_a_record_on_several_too(workspace):
    rows = [LESSON, 7, LESSON | {"title": "Twee"}]
    report = arrive(workspace, json.dumps(rows))
    assert ([refused.where for refused in report.refused], report.added) == (["1:2"], 2)
    assert [refused.where for refused in arrive(workspace, json.dumps(rows, indent=1)).refused] == ["13"]
    assert arrive(workspace, json.dumps(LESSON | {"title": "Drie"}, indent=1)).added == 1
    assert arrive(workspace, "", "[]").refused == ()
    assert [refused.where for refused in arrive(workspace, '[\n{"title": "x"},', "{nonsense").refused] == ["3"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_lines_are_read_in_any_usual_encoding(workspace, encoding):
    data = json.dumps(LESSON | {"title": "Café"}, ensure_ascii=False).encode(encoding)
    assert bring_in(workspace, lambda: jsonl.read(io.BytesIO(data), "-", "lesson")).added == 1
    assert all_of(workspace, "lesson")[0].title == "Café"


def test_what_a_search_found_is_not_the_whole_of_it(workspace):
    hit = {"id": "les-1", "kind": "lesson", "title": "Lasgastles", "score": 1.0, "snippet": "Twaa…"}
    assert "sto export" in str(arrive(workspace, hit).refused[0].problem)


def test_a_bad_line_begins_no_partners(workspace):
    arrive(workspace, {"kind": "lesson", "partners": ["Nieuw"]})
    assert all_of(workspace, "partner") == []


@pytest.mark.parametrize("row", [LESSON, LESSON | {"id": "les-1"}])
def test_the_same_file_twice_adds_nothing(workspace, row):
    arrive(workspace, row)
    again = arrive(workspace, row)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    assert len(all_of(workspace, "lesson")) == len(all_of(workspace, "partner")) == 1


def test_a_line_that_stands_twice_in_a_file_counts_once(workspace):
    assert arrive(workspace, LESSON, LESSON).added == 1


def test_a_line_without_id_that_says_what_is_here_already_adds_nothing(workspace):
    partner = workspace.save(Partner(title="Van Rossum"))
    workspace.save(Lesson(title="Lasgastles", body="Twaalf", tags=("lassen",), partners=(partner.id,)))
    assert arrive(workspace, LESSON).added == 0


@pytest.mark.parametrize("row", [LESSON, LESSON | {"id": "les-1"}])
def test_an_old_file_does_not_undo_what_was_written_since(workspace, row):
    arrive(workspace, row)
    document = workspace.documents(Listing("lesson"))[0]
    workspace.save(Lesson(id=document.id, title="Beter", body="Tien"), seen=document)
    assert arrive(workspace, row).changed == 0
    assert all_of(workspace, "lesson")[0].title == "Beter"


def test_a_known_id_changes_the_fields_the_line_has_and_no_others(workspace):
    arrive(workspace, LESSON | {"id": "les-1"})
    arrivals = arrive(workspace, {"kind": "lesson", "id": "les-1", "title": "Nieuw"})
    (lesson,) = all_of(workspace, "lesson")
    assert (arrivals.changed, lesson.title, lesson.body, lesson.tags) == (1, "Nieuw", "Twaalf", ("lassen",))


def test_an_id_twice_in_a_file_gives_no_conflict(workspace):
    arrive(workspace, LESSON | {"id": "les-1"}, LESSON | {"id": "les-1", "title": "Nieuw"})
    document = workspace.get("les-1")
    assert (document.record.title, dict(document.conflicts)) == ("Nieuw", {})


def test_an_id_of_another_kind_is_left_out(workspace):
    workspace.save(Partner(id="x", title="X"))
    for times in range(2):
        report = arrive(workspace, LESSON | {"id": "x"})
        assert (report.added, report.refused) == (1 - times, ())
    assert all_of(workspace, "lesson")[0].extra == {"id_as_written": "x"}
    assert workspace.get("x").record.title == "X"


@pytest.mark.parametrize("row", [LESSON, LESSON | {"id": "les-1"}])
def test_what_was_deleted_is_not_brought_back_but_told_and_comes_back_when_asked(workspace, row):
    arrive(workspace, row)
    document_id = all_of(workspace, "lesson")[0].id
    workspace.delete(document_id)
    for changed in ({}, {"title": "Nieuw"} if "id" in row else {}):
        report = arrive(workspace, row | changed)
        assert (report.added, report.changed, report.unchanged) == (0, 0, 1)
        assert [(each.id, each.title) for each in report.in_bin] == [(document_id, "Lasgastles")]
    assert all_of(workspace, "lesson") == []
    report = bring_in(workspace, lambda: [("1", row)], restore=True)
    assert (report.added, report.restored, report.unchanged, report.in_bin) == (0, 1, 0, ())
    assert all_of(workspace, "lesson")[0].id == document_id


def test_unknown_fields_are_kept_and_what_belongs_to_the_journal_is_not(workspace):
    arrive(workspace, LESSON | {"colour": "blue", "weight": 2.5, "deleted": True, "changed": "2020", "conflicts": {}})
    (lesson,) = all_of(workspace, "lesson")
    assert dict(lesson.extra) == {"colour": "blue", "weight": "2.5"}


def test_days_lists_and_numbers_may_be_written_as_people_do(workspace):
    arrive(workspace, LESSON | {"date": "31-03-2026", "tags": "lassen, veilig", "profiles": ["pie"]})
    (lesson,) = all_of(workspace, "lesson")
    assert (str(lesson.date), lesson.tags, lesson.profiles) == ("2026-03-31", ("lassen", "veilig"), ("PIE",))
    assert arrive(workspace, {"kind": "partner", "name": "X", "kvk": 99000011}).refused == ()


def test_unknown_people_at_a_meeting_are_guests(workspace):
    arrive(
        workspace,
        {"kind": "meeting", "title": "Overleg", "date": "2026-03-31", "attendees": ["Els", "Jan"]},
        {"kind": "person", "title": "Els", "partners": ["Brinkhof"]},
    )
    (meeting,) = all_of(workspace, "meeting")
    assert (len(meeting.attendees), meeting.guests) == (1, ("Jan",))


def test_a_link_by_id_to_a_partner_that_is_not_here_brings_it_by_name(workspace):
    arrive(workspace, LESSON | {"partners": ["Van Rossum"], "partner_ids": ["rossum"]})
    assert [(partner.id, partner.title) for partner in all_of(workspace, "partner")] == [("rossum", "Van Rossum")]


def test_a_line_without_an_end_is_refused_and_not_read_into_memory(workspace, monkeypatch):
    monkeypatch.setattr(bounds, "RECORD_BYTES", 100)
    arrivals = arrive(
        workspace, '{"kind": "lesson", "title": "' + "x" * 500 + '"}', {"kind": "lesson", "title": "kort"}
    )
    assert ([refused.where for refused in arrivals.refused], arrivals.added) == (["1"], 1)


def test_many_lines_go_in_batches_of_one_write_each(workspace, monkeypatch):
    monkeypatch.setattr("knowledge.exchange.bringing_in.BATCH", 10)
    writes: list[int] = []
    save_all = workspace.save_all
    monkeypatch.setattr(workspace, "save_all", lambda records: writes.append(len(records)) or save_all(records))
    seen: list[int] = []
    rows = [{"kind": "lesson", "title": f"Les {number}"} for number in range(25)]
    data = "\n".join(map(json.dumps, rows)).encode()
    assert bring_in(workspace, lambda: jsonl.read(io.BytesIO(data), "-", "lesson"), seen.append).added == 25
    assert writes == [10, 10, 5]
    assert seen == list(range(1, 26))


def test_the_id_of_a_line_without_one_is_the_same_on_every_device():
    assert content_id({"b": 1, "a": "é"}) == content_id({"a": "é", "b": 1})
    assert content_id({"a": 1}) != content_id({"a": 2})


NAMES = (
    st.sampled_from(["id", "title", "date", "tags", "partners", "partner_ids", "worlds", "meeting", "x"]) | st.text()
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


@given(JSON)
@settings(max_examples=200)
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_reason(raw):
    value = {"kind": "lesson", **raw} if isinstance(raw, dict) else raw
    try:
        assert isinstance(incoming(value), Incoming)
    except Problem as problem:
        assert str(problem)


def read_markdown(tmp_path, text: str) -> Any:
    path = tmp_path / "verslag.md"
    path.write_text(text, encoding="utf-8")
    with opened(str(path), markdown.FORMAT, "lesson", io.BytesIO) as source:
        ((where, row),) = source()
    assert where == "verslag.md"
    return row


def test_markdown_without_fields_is_a_lesson_named_after_its_heading(tmp_path):
    assert read_markdown(tmp_path, "# Lassen met elf\n\nTekst\n") == {
        "kind": "lesson",
        "title": "Lassen met elf",
        "body": "Tekst",
    }
    assert read_markdown(tmp_path, "## Kop ##\nTekst")["title"] == "Kop"
    assert read_markdown(tmp_path, "Kop\n===\nTekst")["title"] == "Kop"
    assert read_markdown(tmp_path, "Alleen tekst")["title"] == "verslag"


def test_days_and_times_in_front_stay_text(tmp_path):
    row = read_markdown(
        tmp_path, "---\ntitle: X\ndate: 2026-03-31\nstart: 09:30\nyes: no\nn: 3\nempty:\n---\n\nTekst\n"
    )
    assert row == {
        "kind": "lesson",
        "title": "X",
        "date": "2026-03-31",
        "start": "09:30",
        "yes": "no",
        "n": 3,
        "empty": None,
        "body": "Tekst",
    }


@pytest.mark.parametrize(
    "text", ["---\ntitle: x\n", "---\n- a\n---\n", "---\na: [\n---\n", "---\na: &a [x]\nb: [*a, *a]\n---\n"]
)
def test_bad_fields_in_front_are_text_and_the_reason_is_told(tmp_path, text):
    note = read_markdown(tmp_path, text)
    assert dict(note) == {"kind": "lesson", "title": "verslag", "body": text.strip()}
    assert len(note.remarks) == 1
