"""What the screens look like: nothing that explains is hidden at 80x24, and 120x40 uses its room."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from driving import LARGE, SMALL, WELDING, screen_text, shows, until
from textual.content import Content
from textual.dom import DOMNode

from knowledge.journal.difference import differing_words
from knowledge.model.records.action import Action
from knowledge.model.records.partner import Partner
from knowledge.search.query.query import Hit
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.reader import ReaderScreen
from sto_tui.screens.search import SearchScreen
from sto_tui.style_sheets import ParsedOnce
from sto_tui.widgets.hits import hit_line
from sto_tui.widgets.marking import Marks, marks_of, passage, with_marks
from sto_tui.wording.titles import told_apart
from sto_tui.wording.words import late_word

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "1 dag te laat"),
        (13, "13 dagen te laat"),
        (21, "3 weken te laat"),
        (150, "5 mnd te laat"),
        (800, "2 jaar te laat"),
    ],
)
def test_it_is_said_how_late_an_action_is(days: int, said: str) -> None:
    assert late_word(Action(title="Bellen", due=TODAY - timedelta(days=days)), TODAY) == said


@pytest.mark.parametrize(
    "action", [Action(title="x", due=TODAY), Action(title="x", due=TODAY - timedelta(9), state="done")]
)
def test_what_is_not_late_is_not_said_to_be(action: Action) -> None:
    assert late_word(action, TODAY) == ""


def test_titles_of_every_kind_begin_in_the_same_column() -> None:
    for wide in (False, True):
        lines = [
            hit_line(Hit("1", kind, "Titel", None, (), (), 1.0), wide=wide).plain for kind in ("lesson", "meeting", "x")
        ]
        assert len({line.index("Titel") for line in lines}) == 1


def test_only_found_words_are_underlined() -> None:
    hit = Hit("1", "lesson", "", None, (), (), 1.0, snippet=(("De ", False), ("gastlessen", True), (" daar", False)))
    content = with_marks(Content("Gastlessen en lasles, daarna."), marks_of(hit, ["las"]))
    marked = [content.plain[span.start : span.end] for span in content.spans]
    assert marked == ["Gastlessen", "lasles"]


def test_the_passage_is_where_most_different_words_stand() -> None:
    lines = ["las", "", "", "", "iets", "las en helm", "veilig", ""]
    assert passage(lines, Marks(("las", "helm", "veilig"))) == 5
    assert passage(lines, Marks(("niets",))) == 0


def test_titles_that_look_the_same_once_cut_are_told_apart() -> None:
    titles = ["Intake: waarom samenwerken? · De Meander × Brinkhof", "Intake: waarom samenwerken? · De Linde × Hoek"]
    first, second = told_apart([*titles, "Kort"], 36)[:2]
    assert "De Meander" in first[:36] and "De Linde" in second[:36]
    assert told_apart(titles, 80) == titles


def test_words_that_differ_between_versions_are_marked_one_by_one() -> None:
    runs = differing_words("Vier cabines en zes helmen.", ["Vier cabines en acht helmen."])
    assert [text for text, differs in runs if differs] == ["zes"]
    assert "".join(text for text, _ in runs) == "Vier cabines en zes helmen."
    long = "regel\n" * 9000
    assert [text for text, differs in differing_words(f"{long}anders\n", [long]) if differs] == ["anders\n"]


async def test_what_was_found_is_opened_at_its_passage_with_the_words_marked(app: StoApp, filled: Workspace) -> None:
    body = (
        "Inleiding.\n\n" + "\n\n".join(f"Alinea {number}." for number in range(40)) + "\n\nDe kettinghaspel stond vast."
    )
    lesson = filled.named("lesson", WELDING)
    assert lesson is not None
    record = filled.get(lesson.id)
    filled.save(type(record.record)(id=lesson.id, title=WELDING, body=body), seen=record)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press(*"kettinghaspel")
        await shows(pilot, "1 gevonden")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "De kettinghaspel stond vast.")
        assert WELDING in screen_text(app)


async def test_all_filters_in_force_stand_on_the_screen_with_their_cross(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        partner = filled.named("partner", "Brinkhof Houtskeletbouw B.V.")
        assert partner is not None
        query = screen.search.query
        for name, value in (("kind", "lesson"), ("partner", partner.id), ("activity", "gastles"), ("tag", "lassen")):
            query = query.narrowed(name, value)
        screen._filtered(query, {partner.id: partner.record.title})
        await until(pilot, lambda: screen_text(app).count("✕]") == 4)
        assert all(word in screen_text(app) for word in ("Soort:", "Partner:", "Activiteit:", "Trefwoord:"))


async def test_a_wide_window_has_the_facts_beside_a_text_of_at_most_76_columns(app: StoApp, filled: Workspace) -> None:
    lesson = filled.named("lesson", WELDING)
    assert lesson is not None
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        app.open_document(lesson.id)
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.query_one("#beside").display)
        text, facts = app.screen.query_one("#whole"), app.screen.query_one("#facts")
        assert "gastles" in facts.text and "gastles" not in text.text  # type: ignore[attr-defined]
        assert max(map(len, text.lines)) <= 76  # type: ignore[attr-defined]
        await pilot.resize_terminal(*SMALL)
        await until(pilot, lambda: not app.screen.query_one("#beside").display)
        assert "gastles" in text.text  # type: ignore[attr-defined]


async def test_the_keys_of_the_palette_stand_whole_at_the_right(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+p")
        await shows(pilot, "Wat wil je doen?")
        await shows(pilot, "Ctrl+N")
        lines = [line.rstrip(" │") for line in screen_text(app).splitlines()]
        ends = {len(line) for line in lines if line.endswith(("Ctrl+N", "Ctrl+F", "  F1"))}
        assert len(ends) == 1


async def test_partners_that_begin_alike_can_be_told_apart_in_a_list(app: StoApp, filled: Workspace) -> None:
    for name in ("Hardeveld", "Ommerdal"):
        filled.save(
            Partner(title=f"Gemeenschappelijke regeling techniekonderwijs Vechterland vestiging {name} en omstreken")
        )
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press(*"regeling")
        await shows(pilot, "2 gevonden")
        await shows(pilot, "Hardeveld")
        await shows(pilot, "Ommerdal")


async def test_a_screen_that_opens_styles_its_widgets_once(app: StoApp, monkeypatch: pytest.MonkeyPatch) -> None:
    styled: Counter[DOMNode] = Counter()
    apply = ParsedOnce.apply

    def counting(sheet: ParsedOnce, node: DOMNode, **given: Any) -> None:
        styled[node] += 1
        apply(sheet, node, **given)

    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        monkeypatch.setattr(ParsedOnce, "apply", counting)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, EditorScreen) and app.screen.focused is not None)
        await pilot.pause()
        times = [styled[each] for each in app.screen.query("*")]

    assert times and sum(times) / len(times) < 1.5
