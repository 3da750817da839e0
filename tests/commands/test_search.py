"""`sto search` finds and shows documents, and handles saved searches."""

from __future__ import annotations

import pytest

from tests.commands.conftest import titles


def test_search_finds_and_tells_all_about_a_hit(filled):
    hits = filled("search", "lasapparaten", "--json").json
    hit = hits[0]
    assert hit["title"] == "Lasgastles in groepen"
    assert list(hit) == ["id", "kind", "title", "date", "tags", "partners", "partner_ids", "score", "snippet"]
    assert hit["kind"] == "lesson"
    assert hit["date"] == "2026-03-01"
    assert hit["partners"] == ["Brinkhof Houtskeletbouw B.V."]
    assert "lasapparaten" in hit["snippet"]


@pytest.mark.parametrize(
    "narrowing",
    [
        ["--tag", "lassen"],
        ["--partner", "Brinkhof"],
        ["--since", "01-01-2026"],
        ["-fiets"],
        ["--kind", "lesson", "--limit", "1", "--sort", "date"],
    ],
)
def test_search_is_narrowed(filled, narrowing):
    assert titles(filled("search", "lassen", *narrowing, "--json")) == ["Lasgastles in groepen"]


def test_words_may_stand_around_options(filled):
    assert titles(filled("search", "--kind", "lesson", "twaalf", "--limit", "3", "leerlingen", "--json")) == [
        "Lasgastles in groepen"
    ]


def test_nothing_found_is_no_failure(filled):
    assert filled("search", "zzzzqqq", "--json").json == []
    told = filled("search", "zzzzqqq")
    assert told.status == 0
    assert "Nothing found" in told.out


def test_hits_fit_eighty_columns_and_hold_no_escapes_when_piped(filled):
    out = filled("search", "lassen").out
    assert "Lasgastles in groepen" in out
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_matched_words_are_bold_on_a_terminal(filled, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "\x1b[1m" in filled("search", "lasapparaten").out


def test_a_misspelt_word_is_found_and_told(filled):
    ran = filled("search", "lasgatsles", "--json")
    assert titles(ran) == ["Lasgastles in groepen"]
    assert "lasgastles" in ran.err


def test_facets_are_counted_in_json(filled):
    answer = filled("search", "lassen", "--facets", "--json").json
    assert answer["total"] == len(answer["hits"])
    assert {"value": "lesson", "name": "lessons", "count": 2} in answer["facets"]["kind"]


def test_explain_says_how_it_was_read_and_why_each_was_found(filled):
    ran = filled("search", "soort:les", "lasapparaat", "-fiets", "--explain")
    assert "without: fiets" in ran.out
    assert "lasapparaat: another form" in ran.out
    (reason,) = filled("search", "lasapparaat", "--limit", "1", "--explain", "--json").json[0]["why"]
    assert (reason["typed"], reason["level"]) == ("lasapparaat", "inflection")


def test_a_saved_search_tells_what_is_new(filled):
    told = filled("search", "las", "--save", "Lassen")
    assert "Saved" in told.err
    filled("add", "lesson", "--title", "Een lasrobot")
    assert filled("search", "--saved", "--json").json == [{"name": "Lassen", "text": "las", "new": 1}]
    hits = filled("search", "--saved", "lassen", "--json").json
    assert (hits[0]["title"], hits[0]["new"]) == ("Een lasrobot", True)
    assert not any(hit["new"] for hit in hits[1:])
    assert "nothing new" in filled("search", "--saved").out


def test_a_saved_search_can_be_dropped(filled):
    filled("search", "las", "--save", "Lassen")
    assert "Lassen" in filled("search", "--forget", "lassen").out
    told = filled("search", "--saved", "Lassen")
    assert told.status == 2
    assert "no saved search" in told.err


def test_a_saved_search_has_words_of_its_own(filled):
    filled("search", "las", "--save", "Lassen")
    assert filled("search", "hout", "--saved", "Lassen").status == 2


@pytest.mark.usefixtures("profile")
def test_a_new_facet_is_an_option_and_is_counted(sto):
    sto("add", "lesson", "--title", "Lassen in de bouw", "--set", "profiles=BWI")
    sto("add", "lesson", "--title", "Lassen aan leidingen", "--set", "profiles=PIE")
    assert titles(sto("search", "lassen", "--profile", "bwi", "--json")) == ["Lassen in de bouw"]
    assert titles(sto("search", "lassen", "profiel:bwi", "--json")) == ["Lassen in de bouw"]
    facets = sto("search", "lassen", "--facets", "--json").json["facets"]
    assert {"value": "BWI", "name": "BWI Building, Living and Interior", "count": 1} in facets["profile"]
    assert "Profile: " in sto("search", "lassen", "--facets").out
    assert "--profile PROFILE" in sto("search", "--help").out
    told = sto("search", "lassen", "--profile", "nonsense")
    assert told.status == 2
    assert "BWI, PIE" in told.err


def test_a_kind_that_nothing_is_of_is_told(filled):
    told = filled("search", "lassen", "--kind", "voucher")
    assert told.status == 2
    assert "no kind “voucher”" in told.err
