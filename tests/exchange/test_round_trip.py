"""What goes out comes in again as the same records, in a space that has nothing yet."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.exchange import jsonl, markdown
from knowledge.exchange.export import exported
from knowledge.exchange.import_report import bring_in
from knowledge.home import Home
from knowledge.model.fields import Choice, Choices, Clock, Day, FieldType, Lines, Link, Links, Table
from knowledge.model.kinds import KINDS, depth, fields_of
from knowledge.model.records.record import Record
from knowledge.workspace import Workspace

IDS = {kind: tuple(f"{kind}-{number}" for number in range(2)) for kind in KINDS}
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
    if isinstance(kind, Lines):
        return st.lists(LINE, unique=True, max_size=3).map(tuple)
    if isinstance(kind, Day):
        return st.none() | st.dates()
    if isinstance(kind, Clock):
        return st.sampled_from(["", "09:30", "23:59"])
    if isinstance(kind, Table):
        return st.dictionaries(st.from_regex(r"[A-Z][0-9]\.(school|company)", fullmatch=True), VALUES, max_size=2)
    return TEXT


@st.composite
def records(draw: st.DrawFn, kind: str, document_id: str) -> Record:
    """Any valid record of `kind`."""
    filled = {name: draw(values(field.type)) for name, field in fields_of(kind).items()}
    filled["title"] = draw(LINE.filter(str.strip))
    required = {
        "kvk": "",
        "email": "",
        "website": "https://x.example",
        "start": "09:00",
        "end": "10:00",
        "template": "t",
    }
    filled |= {name: value for name, value in required.items() if name in filled}
    if kind == "meeting":
        filled["date"] = draw(st.dates())
    extra = draw(st.dictionaries(st.from_regex(r"x-[a-z]{1,4}", fullmatch=True), VALUES, max_size=2))
    return KINDS[kind](id=document_id, extra=extra, **filled)


SPACES = st.tuples(*(records(kind, document_id) for kind in sorted(KINDS, key=depth) for document_id in IDS[kind]))


def space(root: Path, name: str) -> Workspace:
    """An empty space under `root`."""
    return spaces.begin_or_join(Home.at(root / f"{name}-home"), root / name, name=name, author="Els", starter=False)


def contents(workspace: Workspace) -> dict[str, Record]:
    """All records of a space."""
    return {document.id: document.record for kind in KINDS for document in workspace.documents(Listing(kind))}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SPACES)
def test_json_lines_carry_every_record_whole(written):
    with tempfile.TemporaryDirectory() as directory:
        here, there = space(Path(directory), "here"), space(Path(directory), "there")
        here.save_all(written)
        data = b"".join(jsonl.line(document, titles) for document, titles in exported(here))
        arrivals = bring_in(there, lambda: jsonl.rows(io.BytesIO(data)))
        assert not arrivals.refused
        assert arrivals.added == len(written)
        assert contents(there) == contents(here)
        again = bring_in(there, lambda: jsonl.rows(io.BytesIO(data)))
        assert (again.added, again.changed, again.unchanged) == (0, 0, len(written))


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A space with a partner and what links to it."""
    workspace.save_all(
        [
            KINDS["partner"](id="brinkhof", title="Brinkhof: hout & bouw", place="no"),  # type: ignore[call-arg]
            KINDS["meeting"](  # type: ignore[call-arg]
                id="overleg", title="Overleg", date=Day().parse("2026-03-31"), start="09:30", partners=("brinkhof",)
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
    folder.mkdir()
    for document, titles in exported(filled):
        (folder / markdown.file_name(document)).write_text(markdown.page(document, titles), encoding="utf-8")
    there = space(tmp_path, "there")
    arrivals = bring_in(there, lambda: markdown.rows(folder))
    assert not arrivals.refused
    expected, found = contents(filled), contents(there)
    assert found.keys() == expected.keys()
    assert found["brinkhof"] == expected["brinkhof"]
    assert found["overleg"] == expected["overleg"]
    assert found["les"].body == "# Kop\n\n---\ntekst: ja"
    assert found["les"].tags == ("true", "12")
    assert found["les"].extra == {"n": 3}


def test_one_document_to_read_names_links_and_keeps_headings_below_its_own(filled):
    text = "".join(markdown.book(exported(filled), "STO", str, str))
    assert text.startswith("# STO\n")
    assert "### Brinkhof: hout & bouw" in text
    assert "- **From meeting**: Overleg" in text
    assert "\n#### Kop\n" in text


@given(st.text(max_size=80))
@settings(max_examples=50)
def test_file_names_are_safe_everywhere(title):
    from types import SimpleNamespace

    document: Any = SimpleNamespace(id="01A.b_c", record=KINDS["lesson"](id="x", title=title))
    name = markdown.file_name(document)
    assert name.isascii() and name == name.lower()
    assert name.startswith("lesson-") and name.endswith("01a-b-c.md")
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(name) < 120
