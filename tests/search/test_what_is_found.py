"""What a search finds, ranks and shows, tested through the workspace with a real index."""

from __future__ import annotations

import dataclasses
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.search.engine import SearchIndex
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.query.query import Hit, Query
from knowledge.workspace import Workspace
from tests.conftest import Pair


def lesson(workspace: Workspace, title: str, body: str = "", **fields: object) -> str:
    """Save a lesson and return its id."""
    return workspace.save(Lesson(title=title, body=body, **fields)).id


def found(workspace: Workspace, text: str, **asked: object) -> list[str]:
    """The titles of what is found, best first."""
    return [hit.title for hit in workspace.search(Query(text, **asked)).hits]


def shown(hit: Hit) -> str:
    return "".join(text for text, _ in hit.snippet)


def marked(hit: Hit) -> list[str]:
    return [text for text, matched in hit.snippet if matched]


# -- words ------------------------------------------------------------------------------------------------------------


def test_every_beginning_of_a_word_finds_it_while_typing(workspace: Workspace) -> None:
    lesson(workspace, "Gastles over lassen", "Twaalf leerlingen is genoeg voor gastlessen.")
    for length in range(2, len("gastlessen") + 1):
        assert found(workspace, "gastlessen"[:length]) == ["Gastles over lassen"], "gastlessen"[:length]


@pytest.mark.parametrize("typed", ["gastles", "gastless", "gastlesse", "gastlessen", "GASTLESSEN "])
def test_all_forms_find_each_other(workspace: Workspace, typed: str) -> None:
    lesson(workspace, "Een gastles die werkte")
    lesson(workspace, "Gastlessen in de kas")
    assert sorted(found(workspace, typed)) == ["Een gastles die werkte", "Gastlessen in de kas"]


@pytest.mark.parametrize(("typed", "singular"), [("gastlesse", "gastles"), ("bedrijv", "bedrijf"), ("klasse", "klas")])
def test_a_half_typed_plural_finds_and_marks_a_text_that_has_the_singular_only(
    workspace: Workspace, typed: str, singular: str
) -> None:
    lesson(workspace, "Titel", f"Een {singular} dus")
    (hit,) = workspace.search(Query(typed)).hits
    assert marked(hit) == [singular]


def test_a_word_that_is_not_the_last_must_be_whole(workspace: Workspace) -> None:
    lesson(workspace, "Excursie naar de sluis")
    assert found(workspace, "excur ") == []
    assert found(workspace, "excur") == ["Excursie naar de sluis"]


@pytest.mark.parametrize("typed", ["renee", "Renée", unicodedata.normalize("NFD", "Renée"), "RENÉE"])
def test_accents_do_not_count(workspace: Workspace, typed: str) -> None:
    lesson(workspace, "Bellen met Renée")
    assert found(workspace, typed) == ["Bellen met Renée"]


def test_text_in_decomposed_unicode_is_found(workspace: Workspace) -> None:
    title = unicodedata.normalize("NFD", "Coördinatie in Zuidoost")
    lesson(workspace, title, unicodedata.normalize("NFD", "Een goed idee dat geënt is op ervaring"))
    for typed in ("coördinatie ", "geent ", "coordi"):
        assert len(found(workspace, typed)) == 1, typed


def test_a_profile_with_an_ampersand_is_one_word(workspace: Workspace) -> None:
    lesson(workspace, "Voor M&T")
    lesson(workspace, "Een M en een T")
    assert found(workspace, "m&t") == ["Voor M&T"]


@pytest.mark.parametrize("typed", ["stageovereenkomst", "overeenkomst", "stage-overeenkomst"])
def test_a_hyphenated_word_is_found_whole_and_by_its_parts(workspace: Workspace, typed: str) -> None:
    lesson(workspace, "De stage-overeenkomst op een A4")
    assert found(workspace, typed) == ["De stage-overeenkomst op een A4"]


def test_terminal_escapes_and_marks_can_be_searched(workspace: Workspace) -> None:
    lesson(workspace, "\x1b[31m Rood[/] \u202eanders", "\x00tekst")
    for typed in ("rood", "anders", "tekst"):
        assert len(found(workspace, typed)) == 1, typed


# -- order ------------------------------------------------------------------------------------------------------------


def test_the_title_beats_the_body(workspace: Workspace) -> None:
    lesson(workspace, "Groepsgrootte", "Over veiligheid in de hal.")
    lesson(workspace, "Veiligheid", "Over groepsgrootte in de hal.")
    assert found(workspace, "veiligheid ") == ["Veiligheid", "Groepsgrootte"]


def test_what_has_all_words_comes_before_what_has_some(workspace: Workspace) -> None:
    lesson(workspace, "Lassen lassen lassen", "Lassen in de hal")
    lesson(workspace, "Anders", "Bij een gastles met twaalf leerlingen mag iedereen lassen.")
    assert found(workspace, "gastles lassen") == ["Anders", "Lassen lassen lassen"]


def test_many_hits_with_all_words_keep_those_with_some_away(workspace: Workspace) -> None:
    workspace.save_all([Lesson(title=f"Gastles lassen {number}") for number in range(10)] + [Lesson(title="Lassen")])
    assert "Lassen" not in found(workspace, "gastles lassen")


def test_a_phrase_must_stand_together(workspace: Workspace) -> None:
    lesson(workspace, "Voor groep acht")
    lesson(workspace, "Acht in een groep")
    assert found(workspace, '"groep acht"') == ["Voor groep acht"]


def test_a_phrase_does_not_run_from_the_title_into_the_text(workspace: Workspace) -> None:
    lesson(workspace, "Voor groep", "acht is te veel")
    assert found(workspace, '"groep acht"') == []


def test_minus_leaves_out(workspace: Workspace) -> None:
    lesson(workspace, "Gastles lassen")
    lesson(workspace, "Gastles robots")
    assert found(workspace, "gastles -lassen") == ["Gastles robots"]


def test_minus_also_counts_for_what_has_only_some_words(workspace: Workspace) -> None:
    lesson(workspace, "Gastles lassen")
    lesson(workspace, "Gastles robots")
    results = workspace.search(Query("gastles bestaatniet -lassen"))
    assert [hit.title for hit in results.hits] == ["Gastles robots"]
    assert results.total == 1


def test_by_date_the_newest_comes_first(workspace: Workspace) -> None:
    for day in (3, 21, 9):
        lesson(workspace, f"Gastles {day}", date=date(2026, 3, day))
    assert found(workspace, "gastles", sort="date") == ["Gastles 21", "Gastles 9", "Gastles 3"]


def test_the_total_is_true_when_fewer_are_shown(workspace: Workspace) -> None:
    workspace.save_all([Lesson(title=f"Gastles {number}") for number in range(23)])
    results = workspace.search(Query("gastles", limit=5))
    assert (len(results.hits), results.total) == (5, 23)


def test_the_total_counts_hits_for_some_of_the_words_too(workspace: Workspace) -> None:
    workspace.save_all([Lesson(title=f"Gastles {number}") for number in range(9)] + [Lesson(title="Gastles lassen")])
    results = workspace.search(Query("gastles lassen", limit=50))
    assert len(results.hits) == results.total == 10
    assert len({hit.id for hit in results.hits}) == 10


def test_a_query_of_only_minus_or_nonsense_does_no_harm(workspace: Workspace) -> None:
    lesson(workspace, "Gastles")
    for text in ("-gastles", '"', "-", "***", "AND OR NOT", "title:gastles~2^3 [a TO b]"):
        workspace.search(Query(text))


# -- filters ----------------------------------------------------------------------------------------------------------


def test_the_kind_narrows(workspace: Workspace) -> None:
    lesson(workspace, "Gastles")
    workspace.save(Action(title="Gastles plannen"))
    assert found(workspace, "gastles", filters={"kind": ("action",)}) == ["Gastles plannen"]
    assert len(found(workspace, "gastles", filters={"kind": ("action", "lesson")})) == 2


def test_the_partner_narrows(workspace: Workspace) -> None:
    partner = workspace.save(Partner(title="Brinkhof")).id
    lesson(workspace, "Gastles daar", partners=(partner,))
    lesson(workspace, "Gastles elders")
    assert found(workspace, "gastles", filters={"partner": (partner,)}) == ["Gastles daar"]


@pytest.mark.parametrize("tag", ["vmbo t", "VMBO T", "coördinatie", "coordinatie"])
def test_the_tag_narrows_whatever_its_case_and_accents(workspace: Workspace, tag: str) -> None:
    lesson(workspace, "Gastles met", tags=("vmbo t", "Coördinatie"))
    lesson(workspace, "Gastles zonder", tags=("vmbo",))
    assert found(workspace, "gastles", filters={"tag": (tag,)}) == ["Gastles met"]


def test_since_and_until_are_inclusive(workspace: Workspace) -> None:
    for day in range(1, 6):
        lesson(workspace, f"Gastles {day}", date=date(2026, 3, day))
    lesson(workspace, "Gastles zonder dag")
    within = found(workspace, "gastles", since=date(2026, 3, 2), until=date(2026, 3, 4), sort="date")
    assert within == ["Gastles 4", "Gastles 3", "Gastles 2"]
    assert "Gastles zonder dag" not in found(workspace, "gastles", until=date(2026, 3, 4))


def test_the_name_of_a_partner_finds_its_lessons(workspace: Workspace) -> None:
    partner = workspace.save(Partner(title="Brinkhof Houtskeletbouw")).id
    lesson(workspace, "Excursie", partners=(partner,))
    assert "Excursie" in found(workspace, "brinkh")


# -- following changes ------------------------------------------------------------------------------------------------


def test_a_change_is_found_at_once(workspace: Workspace) -> None:
    document = workspace.save(Lesson(title="Excursie", body="Over hout."))
    assert found(workspace, "staal ") == []
    workspace.save(dataclasses.replace(document.record, body="Over staal."), seen=document)
    assert found(workspace, "staal ") == ["Excursie"]
    assert found(workspace, "hout ") == []


def test_what_is_deleted_is_not_found_and_what_is_restored_is(workspace: Workspace) -> None:
    gone = lesson(workspace, "Gastles")
    assert found(workspace, "gastles") == ["Gastles"]
    workspace.delete(gone)
    assert found(workspace, "gastles") == []
    workspace.restore(gone)
    assert found(workspace, "gastles") == ["Gastles"]


def test_a_partner_with_a_dot_in_its_name_is_one_partner(workspace: Workspace) -> None:
    partner = workspace.save(Partner(title="Bakker · Zonen")).id
    lesson(workspace, "Excursie", partners=(partner,))
    assert "Excursie" in found(workspace, 'partner:"Bakker · Zonen"')


def test_the_new_name_of_a_partner_finds_its_lessons(workspace: Workspace) -> None:
    partner = workspace.save(Partner(title="Brinkhof"))
    lesson(workspace, "Excursie", partners=(partner.id,))
    assert "Excursie" in found(workspace, "brinkhof ")
    workspace.save(dataclasses.replace(partner.record, title="Vechthout"), seen=partner)
    assert "Excursie" in found(workspace, "vechthout ")
    assert found(workspace, "brinkhof ") == []


def test_both_texts_of_a_conflict_are_found(pair: Pair) -> None:
    document = pair.marieke.save(Lesson(title="Gastles", source="collega"))
    pair.exchange()
    for workspace, source in ((pair.marieke, "zonnebloem"), (pair.hakan, "korenaar")):
        seen = workspace.get(document.id)
        workspace.save(dataclasses.replace(seen.record, source=source), seen=seen)
    pair.exchange()
    for workspace in (pair.marieke, pair.hakan):
        assert workspace.get(document.id).conflicts
        assert found(workspace, "zonnebloem ") == ["Gastles"]
        assert found(workspace, "korenaar ") == ["Gastles"]


def test_both_titles_of_a_conflict_are_found(pair: Pair) -> None:
    document = pair.marieke.save(Lesson(title="Gastles"))
    pair.exchange()
    for workspace, title in ((pair.marieke, "Zonnebloem"), (pair.hakan, "Korenaar")):
        seen = workspace.get(document.id)
        workspace.save(dataclasses.replace(seen.record, title=title), seen=seen)
    pair.exchange()
    for workspace in (pair.marieke, pair.hakan):
        assert len(found(workspace, "zonnebloem ")) == len(found(workspace, "korenaar ")) == 1


def test_what_another_wrote_is_found_after_sharing(pair: Pair) -> None:
    pair.hakan.save(Lesson(title="Docentenstage bij De Linde"))
    pair.exchange()
    assert found(pair.marieke, "docentensta") == ["Docentenstage bij De Linde"]


# -- nothing typed ----------------------------------------------------------------------------------------------------


def test_an_empty_question_shows_recent_lessons_and_meetings(workspace: Workspace) -> None:
    lesson(workspace, "Oude les", date=date(2025, 1, 6))
    lesson(workspace, "Nieuwe les", date=date(2026, 3, 2))
    workspace.save(Meeting(title="Overleg", date=date(2025, 9, 1)))
    workspace.save(Partner(title="Brinkhof"))
    workspace.save(Action(title="Bellen", due=date(2026, 5, 1)))
    assert found(workspace, "") == found(workspace, "  ") == ["Nieuwe les", "Overleg", "Oude les"]


def test_what_lies_ahead_comes_after_what_was_the_soonest_first(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STO_TODAY", "2026-03-31")
    for month in (9, 5, 3, 1):
        workspace.save(Activity(title=f"Bezoek in maand {month}", activity="bezoek", date=date(2026, month, 10)))
    assert [title[-1] for title in found(workspace, "")] == ["3", "1", "5", "9"]
    assert [title[-1] for title in found(workspace, "", limit=3)] == ["3", "1", "5"]
    assert [title[-1] for title in found(workspace, "", sort="date")] == ["9", "5", "3", "1"]


def test_a_plan_far_ahead_makes_nothing_else_old(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STO_TODAY", "2026-03-31")
    for day in (date(2026, 3, 1), date(2023, 3, 1), date(2040, 3, 1)):
        lesson(workspace, f"Lasdag {day.year}", date=day)
    scores = {hit.title: hit.score for hit in workspace.search(Query("lasdag")).hits}
    assert scores["Lasdag 2040"] >= scores["Lasdag 2026"] > scores["Lasdag 2023"]


def test_an_empty_question_about_a_partner_shows_all_of_it(workspace: Workspace) -> None:
    partner = workspace.save(Partner(title="Brinkhof")).id
    workspace.save(Action(title="Bellen", partners=(partner,)))
    lesson(workspace, "Excursie", partners=(partner,))
    assert sorted(found(workspace, "", filters={"partner": (partner,)})) == ["Bellen", "Excursie"]


def test_a_new_space_finds_nothing(workspace: Workspace) -> None:
    assert found(workspace, "") == found(workspace, "gastles") == []


# -- snippets ---------------------------------------------------------------------------------------------------------


def test_the_snippet_marks_the_word_as_it_was_written(workspace: Workspace) -> None:
    lesson(workspace, "Lassen", f"{'Eerst iets anders. ' * 40}Dan gaan de Gastlessen van Peter door. {'Slot. ' * 60}")
    (hit,) = workspace.search(Query("gastles ")).hits
    assert marked(hit) == ["Gastlessen"]
    assert "van Peter" in shown(hit)
    assert shown(hit).startswith("…") and shown(hit).endswith("…")


def test_the_snippet_marks_half_typed_words_accented_and_decomposed_ones(workspace: Workspace) -> None:
    lesson(workspace, "Overleg", "Hier gaat Renée over.")
    (hit,) = workspace.search(Query("ren")).hits
    assert marked(hit) == ["Renée"]
    assert shown(hit) == "Hier gaat Renée over."


def test_a_snippet_is_one_line_of_the_text_and_short(workspace: Workspace) -> None:
    lesson(workspace, "Overleg", "# Kop\n\n- een **gastles**\n- twee\n\n" + "woord\n" * 500)
    (hit,) = workspace.search(Query("gastles")).hits
    assert "\n" not in shown(hit) and "**" not in shown(hit)
    assert len(shown(hit)) < 200


def test_a_region_adds_synonyms_in_its_folder(workspace: Workspace) -> None:
    lesson(workspace, "Naar de sjop")
    assert found(workspace, "praktijkhal ") == []
    folder = Path(workspace.place)
    (folder / "synoniemen.txt").write_text("praktijkhal = sjop  # zo heet hij hier\n", "utf-8")
    workspace.sync()
    assert found(workspace, "praktijkhal ") == ["Naar de sjop"]
    (folder / "synoniemen.txt").write_bytes(b"\xff\x00,=,=\n" * 1000)
    workspace.sync()
    assert found(workspace, "praktijkhal ") == []


def test_more_like_this_finds_what_is_about_the_same(workspace: Workspace) -> None:
    first = lesson(workspace, "Lasgastles", "Twaalf leerlingen lassen met lashelmen in cabines", tags=("lassen",))
    lesson(workspace, "Lashelmen bestellen", "Voor de les lassen zijn twaalf helmen nodig", tags=("lassen",))
    lesson(workspace, "Bus huren", "Een touringcar delen met twee scholen", tags=("vervoer",))
    hits = workspace.search(Query(like=first)).hits
    assert [hit.title for hit in hits] == ["Lashelmen bestellen"]


def test_what_was_deleted_is_found_on_request(workspace: Workspace) -> None:
    workspace.delete(lesson(workspace, "Oude afspraken"))
    lesson(workspace, "Nieuwe afspraken")
    assert found(workspace, "afspraken ") == ["Nieuwe afspraken"]
    assert [hit.title for hit in workspace.search(Query("afspraken ", trashed=True)).hits] == ["Oude afspraken"]


def test_the_place_the_author_and_the_world_narrow(workspace: Workspace) -> None:
    lesson(workspace, "Lift op de zaal", worlds=("mens",), author="Hakan Yıldız")
    lesson(workspace, "Lift", worlds=("hightech",), author="Els Wassink")
    assert found(workspace, "wereld:zorg lift ") == ["Lift op de zaal"]
    assert found(workspace, "door:hakan ") == ["Lift op de zaal"]
    assert sorted(found(workspace, "-wereld:zorg lift ")) == ["Lift"]


def test_a_partner_is_among_what_is_about_it(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    entries = [
        IndexDocument("card", "partner", "Brinkhof Houtskeletbouw", ""),
        IndexDocument("about", "lesson", "Gastles", "", partner_names=("Brinkhof Houtskeletbouw",)),
        IndexDocument("other", "lesson", "Gastles", "bij Brinkhof"),
    ]
    index.update(entries, (), "1")
    assert {hit.id for hit in index.search(Query("partner:brinkhof")).hits} == {"card", "about"}


def test_states_and_notes_on_consent_are_no_words_to_find(workspace: Workspace) -> None:
    workspace.save(Person(title="Joost Brinkhof", consent="mondeling bij een bezoek", preferred="telefoon"))
    workspace.save(Action(title="Rooster sturen", state="open"))
    for word in ("mondeling", "open", "telefoon"):
        assert workspace.search(Query(f"{word} ")).total == 0
