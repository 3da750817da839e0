"""A facet is one row of a table, from which counts, filters, qualifiers and explanations follow."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import knowledge
import sto_tui
from knowledge import spaces
from knowledge.home import Home
from knowledge.model.kinds import KINDS, fields_of
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.search.engine import SearchIndex
from knowledge.search.facets import FACETS, Codes, Days, Facet, Ids
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.query.parsing import parsed_query
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace
from sto_tui.wording.explaining import reading
from sto_tui.wording.i18n import set_language
from tests.conftest import declare_facet


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Explanations are in English."""
    monkeypatch.setenv("LANGUAGE", "en")
    set_language("en")


@pytest.fixture
def lessons(profile: Facet, workspace: Workspace) -> Workspace:
    """A space with three lessons, two of one profile, under a table that has the row."""
    assert profile.name in FACETS
    workspace.save(Lesson(title="Lassen in de bouw", profiles=("PIE", "BWI")))
    workspace.save(Lesson(title="Lassen aan leidingen", profiles=("PIE",)))
    workspace.save(Lesson(title="Lassen zonder meer"))
    return workspace


def titles(workspace: Workspace, query: Query) -> list[str]:
    return sorted(hit.title for hit in workspace.search(query).hits)


def test_a_row_is_counted(lessons: Workspace) -> None:
    facets = lessons.search(Query("lassen ", counted=True)).facets
    assert facets["profile"] == (("PIE", 2), ("BWI", 1))


def test_a_row_narrows_a_query(lessons: Workspace) -> None:
    assert titles(lessons, Query("lassen ").narrowed("profile", "BWI")) == ["Lassen in de bouw"]
    either = Query("lassen ").narrowed("profile", "BWI", "PIE")
    assert titles(lessons, either) == ["Lassen aan leidingen", "Lassen in de bouw"]


@pytest.mark.parametrize("typed", ["profiel:bwi", "profile:BWI", "richting:bwi", "profiel: bw"])
def test_a_row_is_typed_in_dutch_and_english(lessons: Workspace, typed: str) -> None:
    assert titles(lessons, Query(f"lassen {typed} ")) == ["Lassen in de bouw"]
    assert len(titles(lessons, Query("lassen -profiel:bwi "))) == 2


@pytest.mark.parametrize("typed", ["profiel:installatie", "profile:installation", "profiel:PIE"])
def test_its_codes_are_typed_with_words(lessons: Workspace, typed: str) -> None:
    assert titles(lessons, Query(f"lassen {typed} ")) == ["Lassen aan leidingen", "Lassen in de bouw"]


@pytest.mark.usefixtures("profile")
def test_what_is_no_value_of_a_row_is_read_as_words_and_told() -> None:
    assert parsed_query("profiel:fiets lassen").misread == ("profiel:fiets",)


@pytest.mark.usefixtures("profile")
def test_a_row_is_explained() -> None:
    told = reading(parsed_query("profiel:installatie lassen "))
    assert told == "looked for: lassen; only profile: PIE Production, Installation and Energy"


def test_a_row_is_kept_with_a_saved_search(lessons: Workspace, home: Home) -> None:
    query = Query("lassen ").narrowed("profile", "BWI")
    lessons.saved_searches.save("Bouw", query)
    assert spaces.open_space(home).saved_searches.get("Bouw").query == query


def test_filters_of_searches_that_an_earlier_version_kept_are_read(workspace: Workspace, home: Home) -> None:
    workspace.saved_searches.save("Lassen", Query())
    (path,) = home.data_dir.glob("spaces/*/searches.json")
    kept = json.loads(path.read_text())
    (row,) = kept["search"].values()
    row["query"] = {
        "text": "lassen", "kinds": ["lesson", "meeting"], "partner": "p1", "tag": "Hout", "activity": "gastles",
        "world": "mens", "year": 2026, "like": "", "among": [], "strict": False, "trashed": False,
        "since": "2026-08-01", "until": None, "sort": "date", "limit": 50, "counted": True, "explained": False,
    }  # fmt: skip
    path.write_text(json.dumps(kept))
    query = workspace.saved_searches.get("Lassen").query
    assert query.filters == {
        "kind": ("lesson", "meeting"),
        "partner": ("p1",),
        "activity": ("gastles",),
        "world": ("mens",),
        "tag": ("Hout",),
        "year": ("2026",),
    }
    assert (query.text, query.sort, str(query.since)) == ("lassen", "date", "2026-08-01")


def test_a_facet_of_links_is_typed_by_the_names_behind_them(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FACETS, "host", Facet("host", "Host", "host", "gastheer", Ids("partner"), counted=True))
    declare_facet(monkeypatch, Meeting, "venue", "host")
    firm = workspace.save(Partner(title="Brinkhof Houtskeletbouw"))
    workspace.save(Meeting(title="Overleg daar", date=date(2026, 9, 1), venue=firm.id))
    workspace.save(Meeting(title="Overleg elders", date=date(2026, 9, 2)))
    assert titles(workspace, Query("overleg gastheer:houtskel ")) == ["Overleg daar"]
    assert titles(workspace, Query("overleg ").narrowed("host", firm.id)) == ["Overleg daar"]
    assert workspace.search(Query("overleg ", counted=True)).facets["host"] == ((firm.id, 1),)


def test_a_search_kept_with_a_facet_that_is_gone_finds_nothing(workspace: Workspace) -> None:
    workspace.save(Lesson(title="Lassen"))
    assert titles(workspace, Query("lassen ").narrowed("weather", "rain")) == []


def test_a_kind_that_only_a_newer_version_knows_is_counted_and_narrowed_by_its_own_name(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    offer = IndexDocument("offer", "offer", "Gastles op aanvraag", "")
    index.update([offer, IndexDocument("lesson", "lesson", "Gastles", "")], (), "1")
    assert index.search(Query("gastles ", counted=True)).facets["kind"] == (("lesson", 1), ("offer", 1))
    for query in (Query("gastles soort:offer "), Query("gastles ").narrowed("kind", "offer")):
        assert [hit.id for hit in index.search(query).hits] == ["offer"]
    assert index.search(Query("gastles soort:zzz ")).typed.misread == ("soort:zzz",)


# -- the table itself -------------------------------------------------------------------------------------------------


def test_no_two_facets_are_typed_with_the_same_word() -> None:
    words = [word for facet in FACETS.values() for word in facet.words]
    assert sorted(set(words)) == sorted(words)


def test_every_facet_that_a_field_names_is_a_row() -> None:
    named = {field.facet for kind in KINDS for field in fields_of(kind).values()} - {""}
    assert named <= FACETS.keys()
    assert {name for name, facet in FACETS.items() if facet.of is None and not isinstance(facet.values, Days)} <= named


def test_what_can_be_chosen_is_counted() -> None:
    assert all(facet.counted for facet in FACETS.values() if facet.asked or facet.option)


def test_codes_and_their_words_find_their_code() -> None:
    for facet in FACETS.values():
        if isinstance(facet.values, Codes):
            assert facet.values.words.keys() <= set(facet.values.vocabulary)
            for code, words in facet.values.words.items():
                for word in (code, *words.split()):
                    assert facet.values.meant(word, ()) == code


MAY_SPELL = {
    ("knowledge/search/facets.py", ""): "the table itself",
    ("knowledge/model/", ""): "a field says of which row its values are; vocabularies and fields are called the same",
    ("", "partner"): "a kind of record",
    ("knowledge/journal/", "kind"): "a key of a change",
    ("knowledge/journal/", "author"): "a key of a change and of a segment",
    ("knowledge/exchange/", "kind"): "a key of a record outside",
    ("knowledge/exchange/", "tag"): "a key of Markdown notes that other programs write",
    ("knowledge/doctor.py", "author"): "who writes on a device",
    ("knowledge/search/dutch/analysis.py", "kind"): "a Dutch word",
    ("knowledge/front_matter.py", "tag"): "what YAML calls the type of a value",
    ("sto_tui/commands/", "kind"): "an argument, and a key of JSON",
    ("sto_tui/commands/", "author"): "an option, and a key of JSON",
    ("knowledge/content/demo_network.py", "until"): "a field",
    ("knowledge/exchange/columns.py", "place"): "a field",
    ("knowledge/guard/checking.py", "place"): "a field",
    ("knowledge/work/contributions.py", "activity"): "what stands in a sentence",
    ("knowledge/figures/relations.py", "kind"): "what stands in a sentence",
    ("knowledge/figures/relations.py", "place"): "what stands in a sentence",
    ("knowledge/work/", "place"): "a field, and what a sign-up has",
    ("knowledge/work/", "until"): "what stands in a sentence",
    ("knowledge/work/question.py", "year"): "what a question can lack",
    ("sto_tui/commands/", "activity"): "a field, and a key of JSON",
    ("sto_tui/commands/", "place"): "an option and a key of JSON",
    ("sto_tui/commands/", "until"): "a field, and a key of JSON",
    ("sto_tui/commands/plan/", "year"): "an option and a key of JSON",
    ("knowledge/exchange/formats/icalendar.py", "place"): "a field",
    ("knowledge/exchange/formats/icalendar.py", "until"): "a field",
    ("knowledge/exchange/appointment.py", "place"): "a field",
    ("knowledge/exchange/appointment.py", "until"): "a field",
    ("knowledge/exchange/appointment.py", "activity"): "a field",
    ("knowledge/exchange/page_pdf.py", "author"): "what a PDF calls who made it",
    ("knowledge/menu_answers.py", "kind"): "a key of a record outside",
    ("sto_tui/commands/log", "tag"): "an option",
    ("sto_tui/screens/", "place"): "a field",
    ("sto_tui/screens/activity_editor.py", "activity"): "a field",
    ("sto_tui/screens/activity_form.py", "until"): "a field",
    ("sto_tui/screens/", "author"): "a field",
    ("sto_tui/screens/", "kind"): "a key binding",
    ("sto_tui/dialogs/filters.py", "place"): "a field, which tells namesakes apart",
    ("sto_tui/widgets/record_view.py", "author"): "a field",
    ("sto_tui/wording/filters.py", "year"): "a period one can choose",
    ("sto_tui/wording/import_preview.py", "kind"): "a key of JSON",
    ("sto_tui/wording/ledger_sheets.py", "activity"): "a way of grouping",
}
"""Where (the beginning of a path) which name of a facet ("": any) may stand as text, and what it means there."""


def spelled() -> Iterator[tuple[str, str]]:
    """The path of every module with every name of a facet that stands in it as text, by itself or before a colon."""
    for package in (knowledge, sto_tui):
        top = Path(next(iter(package.__path__))).parent
        for path in sorted(Path(next(iter(package.__path__))).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    name = node.value.partition(":")[0]
                    if name in FACETS and " " not in node.value:
                        yield path.relative_to(top).as_posix(), name


def test_nobody_but_the_table_spells_the_name_of_a_facet() -> None:
    strays = {
        (path, name)
        for path, name in spelled()
        if not any(path.startswith(start) and known in ("", name) for start, known in MAY_SPELL)
    }
    assert strays == set()
