"""A search is a value: every step gives the next search, with its names and its way back."""

from __future__ import annotations

from dataclasses import replace

from knowledge.search.facets import KIND
from sto_tui.screens.search_state import SHOWN, Search


def test_without_anything_set_it_asks_for_a_screenful_with_counts_and_reasons() -> None:
    query = Search().query

    assert (query.text, query.limit, query.counted, query.explained) == ("", SHOWN, True, True)


def test_a_move_leaves_the_search_it_came_from_as_it_was() -> None:
    first = Search()

    assert first.typed("lassen").query.text == "lassen"
    assert first == Search()


def test_typing_stays_within_the_filters() -> None:
    search = Search().kind_toggled("lesson").typed("lassen")

    assert (search.query.text, search.query.values(KIND.name)) == ("lassen", ("lesson",))


def test_a_kind_toggled_twice_is_no_filter_and_several_go_together() -> None:
    both = Search().kind_toggled("lesson").kind_toggled("meeting")

    assert both.query.values(KIND.name) == ("lesson", "meeting")
    assert both.kind_toggled("lesson").query.values(KIND.name) == ("meeting",)


def test_a_filter_by_id_knows_what_the_document_is_called_for_as_long_as_it_is_set() -> None:
    search = Search().filtered(Search().query.narrowed("partner", "p1"), {"p1": "Brinkhof", "p2": "De Meander"})

    assert search.names == {"p1": "Brinkhof"}
    assert search.typed("lassen").names == {"p1": "Brinkhof"}
    assert search.cleared("partner").names == {}


def test_clearing_takes_filters_off_and_keeps_what_was_typed() -> None:
    search = (
        Search()
        .typed("lassen")
        .kind_toggled("lesson")
        .filtered(replace(Search().query, text="lassen").narrowed("tag", "x"), {})
    )

    assert search.cleared() == Search().typed("lassen")


def test_more_like_this_has_a_name_and_a_way_back_to_the_search_before() -> None:
    before = Search().kind_toggled("lesson").typed("lassen")
    like = before.like("d1", "Lasgastles")

    assert (like.query.text, like.query.like, like.query.values(KIND.name)) == ("", "d1", ("lesson",))
    assert like.names == {"d1": "Lasgastles"}
    assert like.before == before


def test_more_like_one_of_those_goes_back_to_the_same_search() -> None:
    before = Search().typed("lassen")

    assert before.like("d1", "Lasgastles").like("d2", "Lasdag").before == before


def test_narrowing_what_is_like_a_document_keeps_the_way_back() -> None:
    before = Search().typed("lassen")

    assert before.like("d1", "Lasgastles").kind_toggled("meeting").before == before


def test_typing_or_clearing_ends_more_like_this_and_its_way_back() -> None:
    like = Search().typed("lassen").like("d1", "Lasgastles")

    for search in (like.typed("hout"), like.cleared("like"), like.cleared()):
        assert (search.query.like, search.names, search.before) == ("", {}, None)


def test_a_saved_search_is_opened_as_it_was_kept_with_its_news_until_something_is_typed() -> None:
    kept = Search().typed("lassen").kind_toggled("lesson").kept
    opened = Search.opened(
        replace(kept, among=("d1", "d2"), limit=50, counted=False).narrowed("partner", "p1"), {"p1": "Brinkhof"}
    )

    assert (opened.query.text, opened.query.among, opened.query.limit, opened.query.counted) == (
        ("lassen", ("d1", "d2"), SHOWN, True)
    )
    assert opened.names == {"p1": "Brinkhof"}
    assert opened.typed("hout").query.among == ()


def test_what_is_kept_is_the_whole_search_and_not_only_its_news() -> None:
    opened = Search.opened(replace(Search().query, text="lassen", among=("d1",)), {})

    assert (opened.kept.text, opened.kept.among) == ("lassen", ())
