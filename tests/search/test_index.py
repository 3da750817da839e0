"""Finding, ranking, filtering and updating, with a real index on disk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.search.engine import SearchIndex
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.query.query import Query, Results

LASSEN = IndexDocument(
    "lassen",
    "lesson",
    "Lasgastles: maximaal 12 leerlingen",
    "Met twee begeleiders ging het lassen goed. De groep was niet te groot.",
    tags=("Gastles", "Metaal"),
    partners=("rossum",),
    partner_names=("Metaalwerken Van Rossum",),
    day=date(2026, 3, 1),
)
ROOSTER = IndexDocument(
    "rooster",
    "meeting",
    "Overleg over het rooster",
    "De gastlessen passen niet in het rooster. Docenten vragen om een jaarkalender.",
    tags=("planning",),
    partners=("meander", "rossum"),
    partner_names=("Vakcollege De Meander", "Metaalwerken Van Rossum"),
    day=date(2026, 9, 1),
)
MEANDER = IndexDocument(
    "meander", "partner", "Vakcollege De Meander", "Profielen PIE en M&T.", changed="2026-01-05T10:00:00"
)
ALL = (LASSEN, ROOSTER, MEANDER)


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return made(tmp_path, ALL)


def made(directory: Path, entries: Iterable[IndexDocument]) -> SearchIndex:
    index = SearchIndex(directory / "index")
    index.update(entries, (), "1", fresh=True)
    return index


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def found(index: SearchIndex, text: str = "", **narrowed: object) -> list[str]:
    return ids(index.search(Query(text, **narrowed)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("begeleider ", ["lassen"]),
        ("VAKCOLLEGES ", ["meander", "rooster"]),
        ("m&t ", ["meander"]),
        ("jaarkal", ["rooster"]),
        ("gastlesse", ["lassen", "rooster"]),
        ("ro", ["rooster", "lassen"]),
        ('"niet te groot"', ["lassen"]),
        ('"groot te niet"', []),
        ("rossum -rooster", ["lassen"]),
        ("xyzzy ", []),
    ],
)
def test_what_is_found(index: SearchIndex, text: str, expected: list[str]) -> None:
    assert sorted(found(index, text)) == sorted(expected)


def test_a_phrase_does_not_run_from_title_into_text(tmp_path: Path) -> None:
    index = made(tmp_path, [IndexDocument("a", "lesson", "over de schutting", "kieperen mag niet")])
    assert found(index, '"over de schutting"') == ["a"]
    assert found(index, '"schutting kieperen"') == []


def test_a_hyphenated_word_is_found_written_any_way(tmp_path: Path) -> None:
    index = made(
        tmp_path, [IndexDocument("a", "lesson", "x", "per e-mail"), IndexDocument("b", "lesson", "x", "per email")]
    )
    assert sorted(found(index, "email ")) == sorted(found(index, "e-mail ")) == ["a", "b"]


def test_a_half_typed_plural_finds_the_singular(tmp_path: Path) -> None:
    index = made(tmp_path, [IndexDocument("a", "lesson", "x", "één bedrijf")])
    (hit,) = index.search(Query("bedrijv")).hits
    assert ("bedrijf", True) in hit.snippet


def test_a_title_counts_more_than_a_text(tmp_path: Path) -> None:
    body = IndexDocument("body", "lesson", "Iets", "lassen en nog eens lassen in de werkplaats")
    title = IndexDocument("title", "lesson", "Lassen", "iets heel anders over hout")
    assert found(made(tmp_path, [body, title]), "lassen ") == ["title", "body"]


def test_a_word_as_typed_counts_more_than_its_completion(tmp_path: Path) -> None:
    longer = IndexDocument("longer", "lesson", "x", "de lasbril ligt klaar")
    exact = IndexDocument("exact", "lesson", "x", "de las is sterk")
    assert found(made(tmp_path, [longer, exact]), "las") == ["exact", "longer"]


def test_documents_with_all_words_come_before_those_with_some(tmp_path: Path) -> None:
    both = IndexDocument("both", "lesson", "x", "hout " + "vulling " * 200 + "metaal")
    one = IndexDocument("one", "lesson", "Hout hout hout", "hout")
    results = made(tmp_path, [one, both]).search(Query("hout metaal "))
    assert ids(results) == ["both", "one"]
    assert results.total == 2


def test_with_enough_for_all_words_those_with_some_are_left_out(tmp_path: Path) -> None:
    both = [IndexDocument(f"b{number}", "lesson", "x", "hout metaal") for number in range(10)]
    assert len(found(made(tmp_path, [*both, IndexDocument("one", "lesson", "x", "hout")]), "hout metaal ")) == 10


def test_filters(index: SearchIndex) -> None:
    assert found(index, "rossum ", filters={"kind": ("lesson",)}) == ["lassen"]
    assert sorted(found(index, "rooster gastles ", filters={"kind": ("lesson", "meeting")})) == ["lassen", "rooster"]
    assert found(index, filters={"partner": ("meander",)}) == ["rooster"]
    assert found(index, filters={"tag": ("metaal",)}) == ["lassen"]
    assert found(index, filters={"tag": ("MÉTAAL",)}) == ["lassen"]
    assert found(index, filters={"kind": ("partner",)}) == ["meander"]
    assert found(index, filters={"kind": ("person",)}) == []
    assert found(index, "rossum ", filters={"kind": ()}) == found(index, "rossum ")


def test_days_are_inclusive(index: SearchIndex) -> None:
    assert found(index, "rossum ", since=date(2026, 9, 1)) == ["rooster"]
    assert found(index, "rossum ", until=date(2026, 3, 1)) == ["lassen"]
    assert found(index, since=date(2026, 3, 2), until=date(2026, 8, 31)) == []


def test_newest_first(index: SearchIndex) -> None:
    assert found(index, "rossum ", sort="date") == ["rooster", "lassen"]


def test_nothing_typed_shows_what_happened_lately(index: SearchIndex) -> None:
    assert found(index) == ["rooster", "lassen"]


def test_the_total_counts_what_the_limit_leaves_out(tmp_path: Path) -> None:
    index = made(tmp_path, [IndexDocument(f"n{number}", "lesson", "x", "hout") for number in range(30)])
    results = index.search(Query("hout ", limit=10))
    assert (len(results.hits), results.total) == (10, 30)


def test_a_hit_shows_the_passage_with_the_word_as_written(index: SearchIndex) -> None:
    (hit,) = index.search(Query("begeleiding ")).hits
    assert hit.title == LASSEN.title
    assert hit.day == LASSEN.day
    assert ("begeleiders", True) in hit.snippet


def test_an_update_replaces_and_removes(index: SearchIndex) -> None:
    index.update([IndexDocument("lassen", "lesson", "Solderen", "Nu met tin.")], ["rooster"], "2")
    assert found(index, "lassen ") == []
    assert found(index, "tin ") == ["lassen"]
    assert found(index, "rooster ") == []
    assert index.position() == "2"


def test_half_a_character_is_no_obstacle(tmp_path: Path) -> None:
    index = made(tmp_path, [IndexDocument("a", "lesson", "hout \ud800", "\udfff metaal", tags=("\ud800",))])
    assert found(index, "metaal \ud800") == ["a"]


def test_compacting_leaves_no_trace_of_what_was_removed(tmp_path: Path) -> None:
    kept = [IndexDocument(f"n{number}", "lesson", "hout", "metaal") for number in range(3)]
    index = made(tmp_path, [*kept, IndexDocument("geheim", "person", "Joost Geheimschrijver", "")])
    index.update([], ["geheim"], "2")
    index.compact()
    content = b"".join(file.read_bytes() for file in (tmp_path / "index").iterdir())
    assert b"geheim" not in content
    assert (len(found(index, "hout ")), index.position()) == (3, "2")


WORDS = st.sampled_from("hout houten metaal lassen las stage docent docenten e-mail M&T".split())
TEXT = st.lists(WORDS, max_size=8).map(" ".join)
ENTRIES = st.builds(
    IndexDocument,
    id=st.sampled_from("abcdefg"),
    kind=st.sampled_from(["lesson", "meeting", "partner"]),
    title=TEXT,
    body=TEXT,
    day=st.none() | st.dates(date(2025, 1, 1), date(2025, 1, 4)),
    changed=st.sampled_from(["2026-01-01T10", "2026-01-02T10"]),
)
STEPS = st.lists(st.tuples(st.lists(ENTRIES, max_size=3), st.sets(st.sampled_from("abcdefg"), max_size=2)), max_size=14)
QUESTIONS = ("", "hout ", "las", "docent stage ", "e-mail", '"docent hout"', "-hout", "m&t metaal", "d")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_an_index_kept_up_to_date_answers_like_one_made_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[list[IndexDocument], set[str]]]
) -> None:
    kept, state = made(tmp_path_factory.mktemp("kept"), ()), {}
    for number, (entries, removed) in enumerate(steps):
        kept.update(entries, removed, str(number))
        state = {key: value for key, value in state.items() if key not in removed}
        state |= {entry.id: entry for entry in entries}
    anew = made(tmp_path_factory.mktemp("anew"), state.values())
    for text in QUESTIONS:
        for sort in ("relevance", "date"):
            query = Query(text, sort=sort)
            assert kept.search(query) == anew.search(query)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.text(max_size=8), st.text(max_size=8), st.sampled_from(["relevance", "date"]))
def test_whatever_is_asked_is_answered(index: SearchIndex, text: str, tag: str, kind: str, sort: str) -> None:
    results = index.search(Query(text, filters={"tag": (tag,), "kind": (kind,) if kind else ()}, sort=sort))
    assert results.total >= len(results.hits)
