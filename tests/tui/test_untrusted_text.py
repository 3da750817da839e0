"""Text of others can't steer the terminal, and Markdown becomes text to read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sto_tui.widgets.blocks import laid_out
from sto_tui.widgets.markdown_view import markdown_blocks
from sto_tui.wording.plain import _SEQUENCES, safe, safe_line

STEERING = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x07[]m0;\u202e\u2066\r\n\t")))


@given(STEERING)
def test_nothing_that_steers_or_reorders_is_left(text: str) -> None:
    left = safe(text)
    assert not [char for char in left if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"]
    assert not set(left) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert safe(left) == left


@given(st.text(st.characters(whitelist_categories=("L", "N", "P", "Zs"))))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\x1b[31mrood\x1b[0m", "rood"),
        ("\x1b]0;titel\x07tekst", "tekst"),
        ("\x1b]52;c;aGFsbG8=\x1b\\tekst", "tekst"),
        ("\x9b2Jweg", "weg"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_whole_escape_sequences_go(text: str, left: str) -> None:
    assert safe(text) == left


C1_STRINGS = "\x90\x98\x9d\x9e\x9f"
FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from([*C1_STRINGS, "\x1b]", "\x1bP", "\x1b[", "\x9b", "\x1b", "\x07", "\x1b\\", "\x9c", "\x18"]),
        st.sampled_from(["0;", "52;c;", "m", "H", " ", "!", "les", "\u00eb", "\n"]),
        st.characters(),
    ),
    max_size=40,
).map("".join)


def without_sequences(text: str) -> str:
    """`text` without whole escape sequences, read character by character, never one of them twice."""
    left, at = "", 0
    while at < len(text):
        end = _end_of_sequence(text, at)
        left += "" if end else text[at]
        at = end or at + 1
    return left


def _end_of_sequence(text: str, at: int) -> int:
    """The place after the sequence that begins at `at`; 0 when none does."""
    opener = text[at : at + 2] if text[at] == "\x1b" else text[at]
    after = at + len(opener)
    if opener in (*C1_STRINGS, "\x1b]", "\x1bP", "\x1bX", "\x1b^", "\x1b_"):
        while text[after : after + 1] not in ("", "\x07", "\x9c", "\x1b", "\x18", "\x1a", *C1_STRINGS):
            after += 1
        if text[after : after + 1] in ("\x07", "\x9c"):
            return after + 1
        if text[after : after + 2] == "\x1b\\":
            return after + 2
    if opener in ("\x9b", "\x1b["):
        after = at + len(opener)
        while "0" <= text[after : after + 1] <= "?":
            after += 1
        while " " <= text[after : after + 1] <= "/":
            after += 1
        if "@" <= text[after : after + 1] <= "~":
            return after + 1
    if text[at] == "\x1b":
        after = at + 1
        while " " <= text[after : after + 1] <= "/":
            after += 1
        if "0" <= text[after : after + 1] <= "~":
            return after + 1
    return 0


@given(FRAGMENTS)
def test_sequences_go_as_a_reader_of_single_characters_would_have_it(text: str) -> None:
    assert _SEQUENCES.sub("", text) == without_sequences(text)


@given(FRAGMENTS, st.sampled_from(C1_STRINGS), FRAGMENTS)
def test_what_follows_the_next_opener_changes_nothing_before_it(before: str, opener: str, after: str) -> None:
    """So what an opener may begin is read up to the next one only, and the work grows with the length alone."""
    if before.endswith("\x1b"):
        before += "\\"
    assert _SEQUENCES.sub("", before + opener + after) == _SEQUENCES.sub("", before) + _SEQUENCES.sub(
        "", opener + after
    )


@pytest.mark.parametrize("opener", [*C1_STRINGS, "\x9da", "\x90\x1b", "\x9b0", "\x9b ", "\x1b]", "\x1b[0 "])
def test_a_million_openers_are_read_once(opener: str) -> None:
    """Read from every opener to the end they would take hours."""
    kept = safe_line(opener * (1_000_000 // len(opener)))
    assert set(kept) <= set(opener)


def test_one_line_stays_one_line() -> None:
    assert safe_line("een\n  twee\tdrie\u2028vier") == "een twee drie vier"


def lines(markdown: str, width: int = 40) -> list[str]:
    return [line.plain.rstrip() for line in laid_out(markdown_blocks(markdown), width)]


def test_lists_hang() -> None:
    assert lines("- een lange regel die niet past op twintig\n- kort", 20) == [
        "• een lange regel",
        "  die niet past op",
        "  twintig",
        "• kort",
    ]


def test_numbers_quotes_and_nested_lists() -> None:
    assert lines("3. drie\n   - binnen\n4. vier\n\n> citaat") == ["3. drie", "   • binnen", "4. vier", "", "▌ citaat"]


def test_links_are_shown_and_markup_of_ours_is_text() -> None:
    assert lines("[hier](https://a.example) en [b]niet vet[/b] <b>ook niet</b>") == [
        "hier (https://a.example) en [b]niet",
        "vet[/b] <b>ook niet</b>",
    ]


def test_a_table_keeps_its_rows() -> None:
    assert lines("| a | b |\n|---|---|\n| 1 | 2 |") == ["a │ b", "1 │ 2"]


@given(st.text(max_size=300), st.integers(1, 120))
def test_any_text_can_be_laid_out(text: str, width: int) -> None:
    laid_out(markdown_blocks(text), width)
