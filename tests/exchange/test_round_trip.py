"""An export, imported into an empty space, gives the same records."""

from __future__ import annotations

import dataclasses
import io
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.export import exported, to_file
from knowledge.exchange.exported_folder import names_here, to_folder
from knowledge.exchange.format import Format, Wording
from knowledge.exchange.formats import jsonl, markdown
from knowledge.exchange.import_report import ImportReport
from knowledge.exchange.source import opened
from knowledge.home import Home
from knowledge.model.fields import Choice, Choices, Clock, Day, FieldType, Lines, Link, Links, Table
from knowledge.model.kinds import KINDS, depth, fields_of
from knowledge.model.number_fields import Amount, Whole
from knowledge.model.records.record import Record
from knowledge.model.week_fields import Weeks, WeeksOfYear
from knowledge.problem import Problem
from knowledge.workspace import Workspace

WORDING = Wording("STO", str, str)
IDS = {kind: tuple(f"{kind}-{number}" for number in range(2 if kind in ("partner", "lesson") else 1)) for kind in KINDS}
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
LINE = TEXT.filter(bool)
VALUES = st.recursive(
    st.booleans() | st.integers(-(2**52), 2**52) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=4,
)


def values(kind: FieldType) -> st.SearchStrategy[Any]:
    """Any value of a field type."""
    if isinstance(kind, Links):
        return st.lists(st.sampled_from(IDS[kind.targets[0]]), unique=True).map(tuple)
    if isinstance(kind, Link):
        return st.sampled_from(("", *IDS[kind.targets[0]]))
    if isinstance(kind, Choices):
        return st.lists(st.sampled_from([*kind.vocabulary, "elders"]), unique=True).map(tuple)
    if isinstance(kind, Choice):
        return st.sampled_from(["", *kind.vocabulary, "elders"])
    if isinstance(kind, Weeks):
        return st.lists(st.sampled_from(["2026-W53", "2027-W05", "2027-W06"]), unique=True).map(tuple)
    if isinstance(kind, WeeksOfYear):
        return st.lists(st.sampled_from(["45-10", "7"]), unique=True).map(tuple)
    if isinstance(kind, Whole):
        return st.none() | st.integers(kind.least, kind.most)
    if isinstance(kind, Amount):
        return st.none() | st.decimals(max(kind.least, -(10**6)), 10**6, places=2)
    if isinstance(kind, Lines):
        return st.lists(LINE, unique=True, max_size=3).map(tuple)
    if isinstance(kind, Day):
        return st.none() | st.dates(date(1900, 1, 1), date(2299, 12, 31))
    if isinstance(kind, Clock):
        return st.sampled_from(["", "09:30", "23:59"])
    if isinstance(kind, Table):
        return st.dictionaries(st.from_regex(r"[A-Z][0-9]\.(school|company)", fullmatch=True), VALUES, max_size=2)
    return TEXT


def always(kind: FieldType) -> Any:
    """A value of a field type that isn't empty."""
    if isinstance(kind, Link):
        return IDS[kind.targets[0]][0]
    if isinstance(kind, Whole | Amount):
        return Decimal("1.00") if isinstance(kind, Amount) else max(kind.least, 1)
    return date(2026, 11, 26) if isinstance(kind, Day) else "iets"


@st.composite
def records(draw: st.DrawFn, kind: str, document_id: str) -> Record:
    """Any valid record of `kind`."""
    fields = {name: field for name, field in fields_of(kind).items() if not field.made_of}
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), max_size=8))
    filled = {name: draw(values(field.type)) for name, field in fields.items() if name in chosen}
    filled |= {name: filled.get(name) or always(field.type) for name, field in fields.items() if field.required}
    if "title" in fields:
        filled["title"] = draw(LINE.filter(str.strip))
    required = {
        "kvk": "",
        "email": "",
        "website": "https://x.example",
        "school_year_start": "08-01",
        "travel": {"Hardeveld|Ommerdal": 15},
        "counts": {"bedrijf": "ja"},
        "start": "09:00",
        "end": "10:00",
        "template": "t",
        "merged_into": "",  # what was merged into another isn't a record of its own
    }
    filled |= {name: value for name, value in required.items() if name in filled}
    if filled.get("until"):  # no period ends before it begins
        filled["until"] = max(filled["until"], filled.get("date") or date.min)
    extra = draw(st.dictionaries(st.from_regex(r"x-[a-z]{1,4}", fullmatch=True), VALUES, max_size=2))
    record = KINDS[kind](id=document_id, extra=extra, **filled)
    if not (found := {name for name, _problem in record.wrong_together()}):
        return record
    right = {"hours": Decimal("1.00"), "value": Decimal("1.00"), "pupils": None, "hours_each": None}
    if found & right.keys():
        return dataclasses.replace(record, **{name: value for name, value in right.items() if name in fields})
    others = fields.keys() & {"state", "until", "about", "kept_until"}
    return dataclasses.replace(record, **{name: fields[name].type.empty for name in others})


SPACES = st.tuples(*(records(kind, document_id) for kind in sorted(KINDS, key=depth) for document_id in IDS[kind]))


def space(root: Path, name: str) -> Workspace:
    """An empty space under `root`."""
    return spaces.begin_or_join(Home.at(root / f"{name}-home"), root / name, name=name, author="Els", starter=False)


def brought(workspace: Workspace, path: Path, chosen: Format) -> ImportReport:
    """What came of bringing in a file or folder."""
    with opened(str(path), chosen, "lesson", io.BytesIO) as source:
        return bring_in(workspace, source)


def contents(workspace: Workspace) -> dict[str, Record]:
    """All records of a space."""
    return {document.id: document.record for kind in KINDS for document in workspace.documents(Listing(kind))}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SPACES)
def test_json_lines_carry_every_record_whole(written):
    with tempfile.TemporaryDirectory() as directory:
        here, there = space(Path(directory), "here"), space(Path(directory), "there")
        here.save_all(written)
        path = Path(directory) / "all.jsonl"
        assert to_file(path, jsonl.FORMAT, exported(here), WORDING) == len(written)
        arrivals = brought(there, path, jsonl.FORMAT)
        assert not arrivals.refused
        assert arrivals.added == len(written)
        assert contents(there) == contents(here)
        again = brought(there, path, jsonl.FORMAT)
        assert (again.added, again.changed, again.unchanged) == (0, 0, len(written))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SPACES)
def test_a_folder_of_notes_carries_every_record_but_for_empty_lines_around_texts(written):
    with tempfile.TemporaryDirectory() as directory:
        here, there = space(Path(directory), "here"), space(Path(directory), "there")
        here.save_all(written)
        path = Path(directory) / "kluis"
        assert to_folder(path, markdown.FORMAT, exported(here), names=names_here(here, str)).number == len(written)
        arrivals = brought(there, path, markdown.FORMAT)
        assert (arrivals.refused, arrivals.added) == ((), len(written))
        found, meant = contents(there), contents(here)
        assert [each for each in meant if _stripped(found[each]) != _stripped(meant[each])] == []
        again = brought(there, path, markdown.FORMAT)
        assert (again.added, again.changed, again.unchanged) == (0, 0, len(written))


def _stripped(record: Record) -> Record:
    """`record` without empty lines around its text."""
    body = record.body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return dataclasses.replace(record, body=body)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A space with a partner and what links to it."""
    workspace.save_all(
        [
            KINDS["partner"](id="brinkhof", title="Brinkhof: hout & bouw", place="no"),  # type: ignore[call-arg]
            KINDS["meeting"](  # type: ignore[call-arg]
                id="overleg", title="Overleg", date=Day().decode("2026-03-31"), start="09:30", partners=("brinkhof",)
            ),
            KINDS["lesson"](  # type: ignore[call-arg]
                id="les",
                title="2026",
                meeting="overleg",
                tags=("true", "12"),
                body="# Kop\n\n---\ntekst: ja\n",
                extra={"n": 3},
            ),
        ]
    )
    return workspace


def test_markdown_files_carry_every_record(filled, tmp_path):
    folder = tmp_path / "out"
    assert to_folder(folder, markdown.FORMAT, exported(filled), names=names_here(filled, str)).number == 3
    there = space(tmp_path, "there")
    arrivals = brought(there, folder, markdown.FORMAT)
    assert not arrivals.refused
    expected, found = contents(filled), contents(there)
    assert found.keys() == expected.keys()
    assert found["brinkhof"] == expected["brinkhof"]
    assert found["overleg"] == expected["overleg"]
    assert found["les"].body == "# Kop\n\n---\ntekst: ja"
    assert found["les"].tags == ("true", "12")
    assert found["les"].extra == {"n": 3}


def test_one_document_to_read_names_links_and_keeps_headings_below_its_own(filled):
    text = b"".join(markdown.write(exported(filled), WORDING)).decode()
    assert text.startswith("# STO\n")
    assert "### Brinkhof: hout & bouw" in text
    assert "- **From meeting**: Overleg" in text
    assert "\n#### Kop\n" in text


ALIKE = (
    ("a.b", "Les"),
    ("a-b", "Les"),
    ("A-B", "les!"),
    ("a_b", "LES"),
    ("b", "Les a"),
    ("x" * 40, "L"),
    ("y" + "x" * 39, "L"),
)


def test_ids_and_titles_that_differ_only_in_case_or_signs_are_files_of_their_own(workspace, tmp_path):
    workspace.save_all([KINDS["lesson"](id=document_id, title=title) for document_id, title in ALIKE])
    assert to_folder(
        tmp_path / "out", markdown.FORMAT, exported(workspace), names=names_here(workspace, str)
    ).number == len(ALIKE)
    assert len({path.name.casefold() for path in (tmp_path / "out").rglob("*.md")}) == len(ALIKE)
    there = space(tmp_path, "there")
    assert brought(there, tmp_path / "out", markdown.FORMAT).added == len(ALIKE)
    assert contents(there) == contents(workspace)


def test_two_records_in_one_file_are_told(workspace, tmp_path):
    workspace.save_all([KINDS["lesson"](id=document_id, title=title) for document_id, title in ALIKE])
    names = names_here(workspace, str)
    same = dataclasses.replace(names, paths=dict.fromkeys(names.paths, "lesson/same"))
    with pytest.raises(Problem, match="1 of 7 records were written"):
        to_folder(tmp_path / "out", markdown.FORMAT, exported(workspace), names=same)


def test_what_did_not_come_by_while_somebody_wrote_is_told_and_the_old_file_stays(filled, tmp_path):
    def meanwhile() -> Any:
        for number, item in enumerate(exported(filled)):
            if number == 0:
                filled.save(KINDS["partner"](id="later", title="Later"))
            yield item

    path = tmp_path / "all.jsonl"
    path.write_text("old")
    with pytest.raises(Problem, match="1 of 2 records were written"):
        to_file(path, jsonl.FORMAT, meanwhile(), WORDING)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".tmp"] == []
