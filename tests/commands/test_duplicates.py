"""`sto duplicates`, `sto merge` and `sto unmerge`, and names that two records have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Sto, added, codes, shown, titles

Apart = Callable[[], None]


@pytest.fixture
def apart(sto: Sto, as_hakan: Sto, tmp_path: Path) -> Iterator[Apart]:
    """Two people who joined one space and can't reach its folder; calling this lets both share everything."""
    folder, away = tmp_path / "shared", tmp_path / "away"
    assert as_hakan("init", folder, "--author", "Hakan").status == 0
    folder.rename(away)

    def meet() -> None:
        away.rename(folder)
        for who in (sto, as_hakan, sto):
            assert who("sync").status == 0

    yield meet


@pytest.fixture
def twice(sto: Sto) -> tuple[str, str]:
    """The ids of a partner that was begun twice; a meeting is with the second."""
    old = added(sto, "partner", "--title", "Metaalwerken Van Rossum", "--set", "place=Lutterveen")
    new = added(
        sto, "partner", "--title", "Metaalwerken van Rosum", "--set", "place=Lutterveen", "--set", "sector=metaal"
    )
    sto("log", "--title", "Overleg", "--partner", "Metaalwerken van Rosum")
    return old, new


def test_a_partner_begun_by_its_name_on_two_devices_is_one(sto: Sto, as_hakan: Sto, apart: Apart) -> None:
    sto("log", "--title", "Kennismaking", "--partner", "Bakkerij Hoek")
    as_hakan("log", "--title", "Rondleiding", "--partner", "bakkerij hoek")
    apart()

    for who in (sto, as_hakan):
        assert len(who("list", "partner", "--json").json) == 1
        told = who("list", "meeting", "--partner", "Bakkerij Hoek", "--json")
        assert sorted(titles(told)) == ["Kennismaking", "Rondleiding"]


@pytest.mark.parametrize("name", ["Bakkerij Hoek B.V.", "bakkerij hoek"])
def test_a_partner_added_on_two_devices_is_named_and_can_be_merged(
    sto: Sto, as_hakan: Sto, apart: Apart, name: str
) -> None:
    mine = added(sto, "partner", "--title", "Bakkerij Hoek")
    sto("log", "--title", "Kennismaking", "--partner", mine)
    theirs = added(as_hakan, "partner", "--title", name)
    as_hakan("log", "--title", "Rondleiding", "--partner", theirs)
    apart()

    (pair,) = sto("duplicates", "--json").json
    assert pair == {"ids": [mine, theirs], "kind": "partner", "sure": "mogelijk", "because": "same name"}
    assert "duplicates" in codes(sto)
    assert not sto("doctor", "--json").json["ok"]
    assert sto("merge", mine, theirs).status == 0
    sto("sync")
    as_hakan("sync")
    for who in (sto, as_hakan):
        told = who("list", "meeting", "--partner", "Bakkerij Hoek", "--json")
        assert sorted(titles(told)) == ["Kennismaking", "Rondleiding"]
        assert who("duplicates", "--json").json == []
        assert "duplicates" not in codes(who)


def test_merging_and_taking_apart(sto: Sto, twice: tuple[str, str]) -> None:
    old, new = twice
    told = sto("merge", old, new)

    assert (told.status, titles(sto("list", "partner", "--json"))) == (0, ["Metaalwerken Van Rossum"])
    assert f"sto unmerge {new[-8:]}" in told.out
    assert titles(sto("list", "meeting", "--partner", "Van Rossum", "--json")) == ["Overleg"]
    assert shown(sto, new)["merged_into_id"] == old
    assert "merged into “Metaalwerken Van Rossum”" in sto("show", new).out
    assert shown(sto, old)["merged"] == [{"id": new, "title": "Metaalwerken van Rosum"}]
    assert new[-8:] in sto("show", old).out

    assert sto("unmerge", new[-8:]).status == 0
    assert len(sto("list", "partner", "--json").json) == 2
    assert titles(sto("list", "meeting", "--partner", old, "--json")) == []


@pytest.mark.usefixtures("twice")
def test_names_do_for_merging_and_taking_apart(sto: Sto) -> None:
    assert sto("merge", "metaalwerken van rossum", "Metaalwerken van Rosum").status == 0
    assert sto("unmerge", "metaalwerken van rosum").status == 0
    assert len(sto("list", "partner", "--json").json) == 2


def test_a_dry_run_tells_everything_and_changes_nothing(sto: Sto, twice: tuple[str, str]) -> None:
    told = sto("merge", *twice, "--dry-run", "--json").json

    assert told["merged"] is False
    assert [(each["field"], each["holds"]) for each in told["differences"]] == [("title", 1)]
    assert told["taken"] == ["sector"]
    text = sto("merge", *twice, "--dry-run").out
    assert "1 holds" in text and "taken over: Sector" in text
    assert len(sto("list", "partner", "--json").json) == 2


def test_which_value_holds_can_be_chosen(sto: Sto) -> None:
    one = added(sto, "person", "--title", "Els Wassink", "--set", "phone=06-1", "--set", "email=els@x.example")
    other = added(sto, "person", "--title", "Els Wassink", "--set", "phone=06-2", "--set", "email=els@y.example")
    sto("merge", one, other, "--choose", "phone=1", "--choose", "email=2")

    record = shown(sto, one)
    assert (record["phone"], record["email"]) == ("06-1", "els@y.example")
    assert "Telephone: 06-2" in record["body"]
    assert "E-mail: els@x.example" in record["body"]


@pytest.mark.parametrize(
    ("words", "status"),
    [(("phone=1",), 2), (("title=3",), 2), (("title",), 2), (("title=x",), 2), (("title=0",), 2)],
)
def test_a_choice_that_there_is_not_is_refused(
    sto: Sto, twice: tuple[str, str], words: tuple[str, ...], status: int
) -> None:
    try:
        told = sto("merge", *twice, "--choose", *words).status
    except SystemExit as exit_:
        told = int(exit_.code or 0)

    assert told == status
    assert len(sto("list", "partner", "--json").json) == 2


@pytest.mark.parametrize("field", ["merged_into", "not_same"])
def test_sameness_is_not_typed_as_a_field(sto: Sto, twice: tuple[str, str], field: str) -> None:
    told = sto("edit", twice[0], "--set", f"{field}={twice[1]}")

    assert told.status == 2
    assert "sto merge" in told.err


def test_what_was_merged_is_not_changed_by_itself(sto: Sto, twice: tuple[str, str]) -> None:
    old, new = twice
    sto("merge", old, new)

    for words in (("edit", new, "--set", "sector=hout"), ("delete", new)):
        told = sto(*words)
        assert told.status == 2
        assert old in told.err
    assert sto("unmerge", old).status == 2
    assert shown(sto, new)["sector"] == "metaal"


def test_not_the_same_is_remembered(sto: Sto, twice: tuple[str, str]) -> None:
    assert [each["sure"] for each in sto("duplicates", "--json").json] == ["mogelijk"]
    assert sto("duplicates", "--not-same", *twice).status == 0

    assert sto("duplicates", "--json").json == []
    assert "duplicates" not in codes(sto)
    assert "No two" in sto("duplicates").out


def test_the_list_tells_how_sure_it_is_why_and_what_to_do(sto: Sto, twice: tuple[str, str]) -> None:
    told = sto("duplicates").out

    for text in ("POSSIBLE", "Lutterveen", twice[0][-8:], twice[1][-8:], "almost the same name", "sto merge"):
        assert text in told


def test_what_was_written_meanwhile_is_told_and_comes_along(sto: Sto, as_hakan: Sto, tmp_path: Path) -> None:
    one = added(sto, "partner", "--title", "Hoek")
    other = added(sto, "partner", "--title", "Hoeck")
    as_hakan("init", tmp_path / "shared", "--author", "Hakan")
    (tmp_path / "shared").rename(tmp_path / "away")
    as_hakan("edit", other, "--set", "website=https://hoek.example")
    sto("merge", one, other)
    (tmp_path / "away").rename(tmp_path / "shared")
    as_hakan("sync")
    sto("sync")

    (late,) = sto("duplicates", "--json").json
    assert (late["ids"], late["late"]) == ([one, other], ["website"])
    assert "sto duplicates" in sto("conflicts").err
    assert "Website" in sto("duplicates").out
    assert "merged-late" in codes(sto)
    sto("merge", one, other)
    assert shown(sto, one)["website"] == "https://hoek.example"
    assert sto("duplicates", "--json").json == []


# -- a name that two have ---------------------------------------------------------------------------------------------


@pytest.fixture
def namesakes(sto: Sto) -> tuple[str, str]:
    """The ids of two partners of one name."""
    return tuple(  # type: ignore[return-value]
        added(sto, "partner", "--title", "Bakkerij Hoek", "--set", f"place={place}") for place in ("Meppel", "Zwolle")
    )


@pytest.mark.parametrize(
    "words",
    [
        ("log", "--title", "Overleg", "--partner", "Bakkerij Hoek"),
        ("log", "--title", "Overleg", "--venue", "bakkerij hoek"),
        ("log", "--title", "Overleg", "--next-venue", "Bakkerij Hoek"),
        ("add", "lesson", "--title", "Les", "--set", "partners=Bakkerij Hoek"),
        ("add", "person", "--title", "Jan Kok", "--set", "partners=Bakkerij Hoek"),
        ("list", "meeting", "--partner", "Bakkerij Hoek"),
        ("search", "les", "--partner", "Bakkerij Hoek"),
        ("merge", "Bakkerij Hoek", "Bakkerij Hoek"),
        ("duplicates", "--not-same", "Bakkerij Hoek", "Bakkerij Hoek"),
    ],
)
def test_it_is_refused_with_both_ids_and_what_to_do(
    sto: Sto, namesakes: tuple[str, str], words: tuple[str, ...]
) -> None:
    told = sto(*words)

    assert told.status == 2
    for text in (*namesakes, "Meppel", "Zwolle", "sto merge"):
        assert text in told.err
    assert [sto("list", kind, "--json").json for kind in ("meeting", "lesson", "person")] == [[], [], []]


def test_an_id_or_the_end_of_it_says_which(sto: Sto, namesakes: tuple[str, str]) -> None:
    meppel, zwolle = namesakes
    sto("log", "--title", "Kennismaking", "--partner", meppel)
    sto("log", "--title", "Rondleiding", "--partner", zwolle[-8:])

    assert len(sto("list", "partner", "--json").json) == 2
    assert titles(sto("list", "meeting", "--partner", meppel[-8:], "--json")) == ["Kennismaking"]
    assert titles(sto("list", "meeting", "--partner", zwolle, "--json")) == ["Rondleiding"]


def test_a_person_of_whom_there_are_two_is_no_guest_and_not_guessed_at(sto: Sto) -> None:
    ids = [added(sto, "person", "--title", "Jan Kok", "--set", f"email={each}@x.example") for each in ("a", "b")]
    told = sto("log", "--title", "Overleg", "--who", "Els, Jan Kok")

    assert told.status == 2
    assert all(each in told.err for each in ids)
    assert sto("log", "--title", "Overleg", "--who", f"Els, {ids[1]}", "--json").status == 0
    (meeting,) = sto("list", "meeting", "--json").json
    assert (meeting["attendee_ids"], meeting["guests"]) == ([ids[1]], ["Els"])


def test_a_row_that_names_it_comes_in_with_the_name_beside_it_and_linked_to_neither(
    sto: Sto, namesakes: tuple[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(
        '{"kind": "lesson", "title": "Een", "partners": ["Bakkerij Hoek"]}\n{"kind": "lesson", "title": "Twee"}\n'
    )
    told = sto("import", file)

    assert titles(sto("list", "lesson", "--json")) == ["Twee", "Een"]
    (named,) = [row for row in sto("list", "lesson", "--json").json if row["title"] == "Een"]
    assert named["partner_ids"] == []
    assert shown(sto, named["id"])["partners_as_written"] == ["Bakkerij Hoek"]
    assert namesakes[0] in told.out + told.err


def test_in_dutch(sto: Sto, twice: tuple[str, str]) -> None:
    assert "MOGELIJK" in sto("duplicates", "--lang", "nl").out
    sto("merge", *twice, "--lang", "nl")

    assert "## Samengevoegd op " in shown(sto, twice[0])["body"]
    assert "samengevoegd met “Metaalwerken Van Rossum”" in sto("show", twice[1], "--lang", "nl").out
